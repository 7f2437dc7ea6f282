"""A locked site on disk: opened without the code that locked it, and searched for anything that could be read."""

import base64
import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from teamspiegel.contracts.site import Part
from teamspiegel.edges.locked import ITERATIONS, Seal, coarse, lock
from teamspiegel.reading.read import read_school

from tests.locks import Sealed, passphrase, sealed_files, variables
from tests.projects import contents, run, write
from tests.schools import demonstration as demonstration_tree

TEMPLATE = re.compile(r'"template":"([0-9a-f]{16})"')
PARTS = ["horeca", "zorg-en-welzijn", "techniek", "groen", "school"]


@pytest.fixture(scope="module")
def site(locked_demonstration: Path) -> Path:
    return locked_demonstration / "site"


@pytest.fixture(scope="module")
def sealed(site: Path) -> dict[str, Sealed]:
    return {one.path: one for one in sealed_files(site)}


@pytest.fixture(scope="module")
def keys(sealed: dict[str, Sealed]) -> dict[str, bytes]:
    """The key of each part."""
    fronts = {one.part: one for one in sealed.values() if one.path.endswith("index.html")}
    return {part: front.key(passphrase(part)) for part, front in fronts.items()}


# ----- opened ------------------------------------------------------------------------------------------


def test_every_page_opens_with_the_passphrase_of_its_part(sealed: dict[str, Sealed], keys: dict[str, bytes]) -> None:
    assert sorted(keys) == sorted(PARTS)
    pages = [one for one in sealed.values() if one.path.endswith(".html")]
    for page in pages:
        opened = page.opened(keys[page.part]).decode()
        assert opened.lstrip().startswith("<!doctype html>")
        assert "Vergrendel weer" in opened
    assert len(pages) > 40


def test_a_part_has_its_files_and_its_search_entries(
    sealed: dict[str, Sealed], keys: dict[str, bytes], demonstration: Path
) -> None:
    files = sealed["teams/horeca/files.js"].parcel(keys["horeca"])
    charts = sorted((demonstration / "site" / "grafieken").glob("horeca--*"))
    assert len(charts) > 40
    for chart in charts:
        sealed_chart = files[f"grafieken/{chart.name}"]["text"]
        own = TEMPLATE.search(sealed_chart)
        assert TEMPLATE.sub("", sealed_chart) == TEMPLATE.sub("", chart.read_text(encoding="utf-8"))
        assert own is None or f"grafieken/{own[1]}.js" in files  # a part has its own, under names of its own
    templates = {path for path in files if re.fullmatch(r"grafieken/[0-9a-f]{16}\.js", path)}
    assert not [path for path in templates if (demonstration / "site" / path).exists()]
    downloads = {path for path in files if not path.startswith("grafieken/")}
    names = ("indicatoren.csv", "indicatoren.xlsx", "lesbanden.csv", "agenda-horeca.ics")
    assert downloads == {f"teams/horeca/downloads/{name}" for name in names}
    assert len(files) == len(charts) + len(templates) + len(names)

    papers = sealed["teams/horeca/papers.js"].parcel(keys["horeca"])
    open_site = sorted((demonstration / "site" / "downloads").glob("*-horeca*.pdf"))
    # A report, a poster, sheets, and minutes or a programme of each of three meetings.
    assert len(open_site) == 6
    assert sorted(papers) == [f"teams/horeca/downloads/{paper.name}" for paper in open_site]
    assert all(base64.b64decode(paper["base64"]).startswith(b"%PDF-") for paper in papers.values())
    assert sealed["school/papers.js"].parcel(keys["school"]) == {}

    entries = sealed["teams/horeca/search.js"].parcel(keys["horeca"])
    folder = demonstration / "site/teams/horeca"
    pages = [page for page in folder.rglob("*.html") if "metingen" not in page.parts]  # earlier rounds come last
    found = {entry["location"].partition("#")[0] for entry in entries}
    # All but the page that prepares the meeting to come, whatever its number is.
    known = {"teams/horeca/index.html", *(f"teams/horeca/{number}.html" for number in range(1, len(pages)))}
    assert found < known
    assert len(known - found) == 1
    question = next(iter(read_school(demonstration_tree())[0].questions["horeca"])).question
    assert question in {html.unescape(entry["title"]) for entry in entries}


def test_another_passphrase_does_not_open_it(sealed: dict[str, Sealed], keys: dict[str, bytes]) -> None:
    page = sealed["teams/horeca/index.html"]
    for words in (passphrase("techniek"), passphrase("school"), passphrase("horeca").upper(), ""):
        with pytest.raises(InvalidTag):
            page.opened(page.key(words))
    with pytest.raises(InvalidTag):
        page.opened(keys["techniek"])


def test_a_file_does_not_open_in_the_place_of_another(sealed: dict[str, Sealed], keys: dict[str, bytes]) -> None:
    first, other = sealed["teams/horeca/1.html"], sealed["teams/horeca/2.html"]
    assert first.opened(keys["horeca"]) != other.opened(keys["horeca"])
    with pytest.raises(InvalidTag):
        first.opened(keys["horeca"], other.path)


def test_a_changed_file_does_not_open(sealed: dict[str, Sealed], keys: dict[str, bytes]) -> None:
    page = sealed["teams/horeca/1.html"]
    spoilt = bytearray(page.data)
    spoilt[len(spoilt) // 2] ^= 1
    with pytest.raises(InvalidTag):
        Sealed(page.path, page.part, page.salt, page.iterations, bytes(spoilt)).opened(keys["horeca"])


def test_sizes_and_numbers_tell_nothing_of_how_much_there_is(sealed: dict[str, Sealed], site: Path) -> None:
    """One team has two rounds and 36 pages, another is too small for any number. 12 + 16: a nonce and a tag."""
    sizes = {path: len(one.data) - 12 - 16 for path, one in sealed.items()}
    pages = {path for path in sizes if path.endswith(".html")}
    assert {sizes[path] for path in pages} == {32 * 1024}
    assert {size for size in sizes.values()} <= {32 * 1024 * 2**doubled for doubled in range(6)}
    for folder in ("school", *(f"teams/{part}" for part in PARTS if part != "school")):
        assert sum(path.startswith(f"{folder}/") for path in pages) == 64
    shells = {len((site / path).read_text("utf-8")) for path in pages if path.startswith("teams/horeca/")}
    assert len(shells) == 1


def test_a_page_that_only_fills_up_is_the_front_page(sealed: dict[str, Sealed], keys: dict[str, bytes]) -> None:
    front = sealed["teams/groen/index.html"].opened(keys["groen"])
    assert sealed["teams/groen/63.html"].opened(keys["groen"]) == front
    assert sealed["teams/groen/1.html"].opened(keys["groen"]) != front


@pytest.mark.parametrize(("least", "size"), [(0, 8), (8, 8), (9, 16), (16, 16), (17, 32), (100, 128)])
def test_what_does_not_fit_takes_twice_as_much(least: int, size: int) -> None:
    assert coarse(least, 8) == size


# ----- how it is sealed ---------------------------------------------------------------------------------


def test_a_key_costs_what_owasp_asks(sealed: dict[str, Sealed]) -> None:
    """Password Storage Cheat Sheet: PBKDF2-HMAC-SHA256 with 600,000 iterations or more."""
    assert {one.iterations for one in sealed.values()} == {ITERATIONS}
    assert ITERATIONS >= 600_000


def test_the_method_page_names_that_number(site: Path) -> None:
    assert f"{ITERATIONS:,}".replace(",", ".") in (site / "verantwoording.html").read_text(encoding="utf-8")


def test_each_part_has_a_salt_and_each_file_a_nonce_of_its_own(sealed: dict[str, Sealed]) -> None:
    assert len({one.salt for one in sealed.values()}) == len(PARTS)
    assert {len(one.salt) for one in sealed.values()} == {16}
    assert max(Counter(one.nonce for one in sealed.values()).values()) == 1


def test_another_build_has_other_salts_and_nonces(tmp_path: Path) -> None:
    part = Part("a", "teams/a", ("teams/a/index.md",), "<!-- policy --><!-- sealed -->")
    builds = []
    for name in ("one", "other"):
        folder = write(tmp_path / name, little_site())
        lock(folder, [part], {"a": "vijf gebakken worteltjes"})
        builds.append({one.path: one for one in sealed_files(folder)})
    assert builds[0].keys() == builds[1].keys()
    for path, one in builds[0].items():
        assert one.salt != builds[1][path].salt
        assert one.nonce != builds[1][path].nonce
        assert one.data[12:] != builds[1][path].data[12:]


POLICY = """<meta http-equiv="Content-Security-Policy" content="script-src 'self' 'sha256-abc='; object-src 'none'">"""
DOCS = [{"location": at, "title": "Titel", "text": "tekst"} for at in ("index.html", "teams/a/index.html#b")]
ENTRIES = {"config": {"lang": ["nl"]}, "docs": DOCS}


def little_site(policy: str = "") -> dict[str, bytes]:
    return {
        "index.html": b"everybody",
        "teams/a/index.html": f"<head><meta charset=utf-8>{policy}</head>sealed".encode(),
        "search/search_index.json": json.dumps(ENTRIES).encode(),
    }


def test_the_shell_has_the_content_policy_of_the_page_in_it(tmp_path: Path) -> None:
    shell = "<head><!-- policy --><script src=x></script></head><!-- sealed -->"
    part = Part("a", "teams/a", ("teams/a/index.md",), shell)
    folder = write(tmp_path, little_site(POLICY))
    lock(folder, [part], {"a": "vijf gebakken worteltjes"})
    page = (folder / "teams/a/index.html").read_text(encoding="utf-8")
    assert page.startswith(f"<head>{POLICY}<script src=x></script></head><script type=")
    (sealed, *_) = sealed_files(folder)
    assert POLICY.encode() in sealed.opened(sealed.key("vijf gebakken worteltjes"))


def test_the_search_of_everybody_loses_the_entries(tmp_path: Path) -> None:
    folder = write(tmp_path, little_site())
    lock(folder, [Part("a", "teams/a", ("teams/a/index.md",), "<!-- sealed -->")], {"a": "vijf gebakken worteltjes"})
    assert json.loads((folder / "search/search_index.json").read_text()) == {**ENTRIES, "docs": DOCS[:1]}


def test_a_copy_of_the_search_that_is_written_otherwise_stops_the_build(tmp_path: Path) -> None:
    folder = write(tmp_path, little_site() | {"search/other.js": b"x='teams\\/a/index.html teams/a/index.html'"})
    with pytest.raises(RuntimeError, match=r"other\.js"):
        lock(
            folder, [Part("a", "teams/a", ("teams/a/index.md",), "<!-- sealed -->")], {"a": "vijf gebakken worteltjes"}
        )


def test_a_passphrase_never_shows_in_a_seal() -> None:
    assert "worteltjes" not in repr(vars(Seal("vijf gebakken worteltjes", 1)))


# ----- what can be read without a passphrase ------------------------------------------------------------


def words_of(text: str) -> str:
    """A text without tags, on one line and in small letters."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split()).lower()


def readable(content: bytes) -> str:
    """The text in a file, with its tags and without them, however it is written there."""
    content = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
    text = content.decode("utf-8", errors="replace")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text, flags=re.IGNORECASE)
    return f"{words_of(text)} {' '.join(html.unescape(text).split()).lower()}"


def written() -> set[str]:
    """What the teams of the demonstration wrote and were asked, and what their pages are called in an open site."""
    definitions, _ = read_school(demonstration_tree())
    found: set[str] = set()
    for asked in (one for questions in definitions.questions.values() for one in questions):
        found |= {asked.question, asked.why, f"leervragen/{asked.id}", *asked.goals}
        found |= {action.what for action in asked.actions} | {entry.text for entry in asked.log}
    for session in definitions.sessions:
        found |= {session.title, f"bijeenkomsten/{session.date}", *session.observations, *session.questions}
        found |= {
            *(decision.what for decision in session.decided),
            *session.goals,
            *(prediction.why for prediction in session.predictions),
        }
    for instrument in definitions.instruments.values():
        found |= {item.text for item in instrument.items.values()}
    return {words_of(text) for text in found}


BLOCK = re.compile(r"<(li|p|tr|figcaption|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)
WITH_A_NUMBER = re.compile(r"\d,\d|\d van de \d|\(\d+%\)")


def told(open_site: Path) -> set[str]:
    """What the pages of teams and school say with a result in it, and the rows of the downloads and names of charts."""
    found = {path.stem for path in (open_site / "grafieken").iterdir()}
    for download in ("indicatoren.csv", "lesbanden.csv"):
        found |= set((open_site / "downloads" / download).read_text(encoding="utf-8").splitlines()[1:])
    for page in (path for folder in ("teams", "school") for path in (open_site / folder).rglob("*.html")):
        blocks = (words_of(block) for _, block in BLOCK.findall(page.read_text(encoding="utf-8")))
        found |= {block for block in blocks if WITH_A_NUMBER.search(block)}
    return found


def found_in(site: Path, texts: set[str]) -> Iterator[tuple[str, str]]:
    """Which of these texts stand in which file or its name. The code of Material and Vega is passed over."""
    for path, content in contents(site).items():
        if not path.startswith("assets/javascripts") and not path.endswith(("vega.js", ".woff2", ".map")):
            text = f"{path} {readable(content)}"
            yield from ((path, secret) for secret in texts if secret in text)


def test_nothing_that_a_team_wrote_or_scored_can_be_read(site: Path, demonstration: Path) -> None:
    """In no name of a file and no byte of one; and the same search finds all of it in the open site."""
    texts = written() | told(demonstration / "site")
    assert len(texts) > 1000
    assert texts - {text for _, text in found_in(demonstration / "site", texts)} == set()
    assert list(found_in(site, texts)) == []


def test_no_paper_of_a_team_lies_in_the_open(site: Path) -> None:
    """Only the sheets of work forms, which are for everybody."""
    papers = [path for path, content in contents(site).items() if b"%PDF-" in content]
    assert len(papers) == 4
    assert [path for path in papers if not re.fullmatch(r"hulp/werkvormen/[a-z-]+--werkblad\.pdf", path)] == []


def test_the_sealed_parts_look_like_chance(site: Path) -> None:
    """Every file of a part is its shell, or a parcel, and base64."""
    folders = [site / "school", *sorted((site / "teams").iterdir())]
    assert [folder.name for folder in folders] == ["school", *sorted(set(PARTS) - {"school"})]
    for folder in folders:
        names = sorted(path.name for path in folder.iterdir())
        assert [
            name for name in names if not re.fullmatch(r"index\.html|\d+\.html|(files|papers|search)\.js", name)
        ] == []
    assert not (site / "grafieken").exists()
    assert not (site / "downloads").exists()


def test_no_page_for_everybody_names_what_is_locked(site: Path, demonstration: Path) -> None:
    """Not in its menus, nor as the page before or after it."""
    titles = {
        title
        for path in (demonstration / "site" / "teams").rglob("*.html")
        for title in re.findall(r"<title>(.*?) - ", path.read_text(encoding="utf-8"))
        if not title.startswith("Team ")
    }
    assert len(titles) > 15
    public = [path for path in site.rglob("*.html") if path.relative_to(site).parts[0] not in ("teams", "school")]
    assert (site / "404.html") in public
    for path in public:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'href="?[^"\s>]*teams/[^/"\s>]+/(?!index\.html)[^"\s>]', text), path
        links = re.findall(r'<a [^>]*class="?md-(?:nav__link|footer__link|tabs__link)[^>]*>(.*?)</a>', text, re.DOTALL)
        menus = re.findall(r'<nav [^>]*class="?md-nav\b.*?</nav>', text, re.DOTALL)
        assert links and menus
        shown = {" ".join(words.split()) for one in (*links, *menus) for words in re.findall(r">([^<>]+)<", f">{one}<")}
        assert not titles & shown, path


def test_a_page_of_a_team_names_its_own_pages_and_of_other_teams_none(
    sealed: dict[str, Sealed], keys: dict[str, bytes]
) -> None:
    definitions, _ = read_school(demonstration_tree())
    for team, questions in definitions.questions.items():
        pages = [one.opened(keys[team]).decode() for one in sealed.values() if one.part == team and "html" in one.path]
        own = {question.question for question in questions}
        others = {question.question for of in definitions.questions.values() for question in of} - own
        assert [title for title in own if not any(title in html.unescape(page) for page in pages)] == []
        assert [title for title in others for page in pages if title in html.unescape(page)] == []
        linked = {link for page in pages for link in re.findall(r'href="?\.\./([^/"\s>]+)/([^"\s>]+)', page)}
        assert {page for folder, page in linked if folder in definitions.team_by_id} == set()


def test_the_site_map_names_public_pages_only(site: Path) -> None:
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        text = readable((site / name).read_bytes())
        assert "hoe-lees-je-dit.html" in text
        assert "/teams/" not in text
        assert "/school/" not in text


def test_nothing_is_left_behind_beside_the_site(locked_demonstration: Path) -> None:
    assert [path.name for path in locked_demonstration.iterdir() if path.name.startswith(".")] == []


# ----- the command -------------------------------------------------------------------------------------


def test_without_passphrases_every_team_is_named_and_everything_stays(school: Path) -> None:
    before = contents(school)
    result = run("teamspiegel", "build", "--locked", cwd=school)
    teams = [team.id for team in read_school(tree_of(school))[0].teams]
    assert (result.returncode, result.stdout) == (1, "")
    assert len(re.findall(r"^private/passphrases\.yml:1: found no passphrase for team '", result.stderr, re.M)) == len(
        teams
    )
    assert result.stderr.endswith(f"{len(teams)} problems found.\n")
    assert contents(school) == before


def tree_of(school: Path) -> dict[str, bytes]:
    return {
        path: content for path, content in contents(school).items() if content and path.startswith(("content", "data"))
    }


def test_making_passphrases_and_locking_with_them(school: Path) -> None:
    write(school, {"private/passphrases.yml": b"# van maart\nblauw: vijf gebakken worteltjes"})
    made = run("teamspiegel", "passphrases", cwd=school)
    assert (made.returncode, made.stderr) == (0, "")
    file = school / "private" / "passphrases.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["# van maart", "blauw: vijf gebakken worteltjes"]
    words = dict(line.split(": ") for line in lines[1:])
    assert "school" in words
    assert len(set(words.values())) == len(words)
    assert all(re.fullmatch(r"([a-z]{4}-){4}[a-z]{4}", words[id_]) for id_ in words if id_ != "blauw")
    assert made.stdout == f"Made {len(words) - 1} in private/passphrases.yml: {', '.join(list(words)[1:])}\n"
    assert (school / "private" / ".gitignore").read_text() == "*\n"

    again = run("teamspiegel", "passphrases", cwd=school)
    assert (again.returncode, again.stdout) == (0, "Every team has a passphrase.\n")
    assert file.read_text(encoding="utf-8").splitlines() == lines

    built = run("teamspiegel", "build", "--locked", "--team", "blauw", "--team", "groen", cwd=school)
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.endswith("\nLocked: blauw, groen, school\n")
    assert not [word for word in words.values() if word in made.stdout + again.stdout + built.stdout]
    front = next(one for one in sealed_files(school / "site") if one.path == "teams/groen/index.html")
    assert b"Team Groen" in front.opened(front.key(words["groen"]))
    assert not [path for path, content in contents(school / "site").items() if words["groen"].encode() in content]

    # A locked site may be replaced, by an open one as well.
    assert run("teamspiegel", "build", "--team", "blauw", cwd=school).returncode == 0
    assert (school / "site" / "downloads" / "indicatoren.csv").is_file()


def test_a_passphrase_file_for_its_owners_eyes(school: Path) -> None:
    assert run("teamspiegel", "passphrases", cwd=school).returncode == 0
    assert (school / "private" / "passphrases.yml").stat().st_mode & 0o077 == 0


def test_without_a_passphrase_for_it_what_shows_several_teams_is_left_out(school: Path) -> None:
    teams = [team.id for team in read_school(tree_of(school))[0].teams]
    result = run("teamspiegel", "build", "--locked", cwd=school, **variables(teams))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[1:] == [f"Locked: {', '.join(teams)}; nothing in it shows several teams"]
    assert not (school / "site" / "school").exists()
    assert "wörtels" not in result.stdout
