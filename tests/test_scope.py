"""A site of some teams: no trace of another team in it, and of the others together only what gives none away."""

import gzip
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Reference, TeamRound
from teamspiegel.contracts.site import NavItem, Site
from teamspiegel.edges.disk import Project, write_tree
from teamspiegel.edges.generate import Generated
from teamspiegel.edges.mkdocs import build_site
from teamspiegel.edges.site_folder import replace_site
from teamspiegel.pipeline import published_of
from teamspiegel.references import PublishedMeans, references
from teamspiegel.reports import reports_of

from tests.handmade import axis, item, layer, published, school
from tests.projects import contents
from tests.schools import EIGHT, Files, change, demonstration, eight, small
from tests.sites import site

H1 = "content/guidance/aanbevelingen/h1.md"
SETTINGS = "content/settings.yml"
SESSION = "content/sessions/2026-03-31-blauw.yml"
ODD = {"okapi", "tapir", "zebra", "oryx", "dikdik"}
"""Ids of teams that are no word anywhere else in the school."""


def readable(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every file and its name as text: the workbook by its parts, the packed site map unpacked, entities as letters."""
    for path, content in files.items():
        yield f"the name of {path}", path
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                yield from ((f"{path}/{name}", unescape(book.read(name).decode())) for name in book.namelist())
        elif path.endswith(".gz"):
            yield path, gzip.decompress(content).decode()
        elif not path.endswith((".png", ".woff2", ".ico")):
            yield path, unescape(content.decode())


def traces(files: Mapping[str, bytes], words: Collection[str]) -> dict[str, set[str]]:
    """Which of these words stand in the files, whatever their capitals, and where."""
    found: dict[str, set[str]] = {}
    wanted = re.compile("|".join(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])" for word in words), re.IGNORECASE)
    for where, text in readable(files):
        for hit in wanted.findall(text):
            found.setdefault(hit.lower(), set()).add(where)
    return found


def generated(id_: str) -> list[str]:
    """How the generator writes a team's id: in paths, names of drawings and cells of a table."""
    return [f"teams/{id_}", f"grafieken/{id_}--", f"{id_}--start", f"\n{id_},", f"#{id_}", f"-{id_}.yml"]


def full_text(files: Mapping[str, bytes]) -> str:
    return "\n".join(text for _, text in readable(files))


@cache
def of_eight(*teams: str) -> Site:
    return site(eight(), teams)


# ----- no trace of another team ------------------------------------------------------------------------


def test_the_search_finds_every_team_on_the_site_of_the_school() -> None:
    """That is: the tests below would find one."""
    files = of_eight().files
    assert traces(files, ODD).keys() == ODD
    assert traces(files, [f"Team {team.title()}" for team in EIGHT]).keys() == {f"team {team}" for team in EIGHT}
    assert all(text in full_text(files) for text in generated("groen")[:4])


@pytest.mark.parametrize("teams", [("blauw",), ("rood",), ("blauw", "rood"), ("blauw", "rood", "groen")])
def test_no_other_team_is_in_the_docs_folder(teams: tuple[str, ...]) -> None:
    files = of_eight(*teams).files
    others = set(EIGHT) - set(teams)
    assert traces(files, ODD | {f"Team {team.title()}" for team in others}) == {}
    assert [text for team in others for text in generated(team) if text in full_text(files)] == []


@pytest.mark.filterwarnings("default")  # of MkDocs and its plugins, which are not ours to mend
def test_no_other_team_is_in_the_site_also_where_the_whole_school_was_before(tmp_path: Path) -> None:
    """HTML, JS, search index, site map and its packed form, SVG, CSV, workbook and the names of all files."""
    docs, target = tmp_path / "docs", tmp_path / "site"
    for teams in ((), ("blauw",), ("groen",)):
        write_tree(docs, of_eight(*teams).files)
        work = tmp_path / ("work" + "-".join(teams))
        work.mkdir()
        build_site(Project(tmp_path), Generated(of_eight(*teams)), work, work / "site")
        replace_site(work / "site", target)
        files = {**contents(docs), **contents(target)}
        files = {path: content for path, content in files.items() if not path.startswith("assets/javascripts/")}
        others = [team for team in EIGHT if team not in teams]
        found = traces(files, (ODD | {f"Team {other.title()}" for other in others}))
        assert bool(found) == (not teams), found
        if teams:
            assert {"sitemap.xml", "sitemap.xml.gz", "search/search_index.json"} <= files.keys()
            assert [text for other in others for text in generated(other) if text in full_text(files)] == []
            assert sorted(path.name for path in (target / "teams").iterdir()) == list(teams)


@pytest.mark.parametrize("team", ["horeca", "zorg-en-welzijn", "techniek", "groen"])
def test_no_other_team_of_the_demonstration_is_in_its_site(team: str) -> None:
    found = site(demonstration(), [team]).files
    names = {one.id: one.name for one in published_of(demonstration())[0].teams}
    assert traces(found, [name for id_, name in names.items() if id_ != team]) == {}
    assert traces(found, [names[team]]).keys() == {names[team].lower()}
    assert [text for id_ in names if id_ != team for text in generated(id_) if text in full_text(found)] == []


# ----- what one team's site looks like -----------------------------------------------------------------


def titles(items: Sequence[NavItem]) -> list[str]:
    return [item.title for item in items]


def test_with_one_team_there_is_no_choice_of_teams_and_no_page_of_the_school() -> None:
    alone, both = of_eight("blauw"), of_eight("blauw", "rood")
    assert titles(alone.nav)[:3] == ["Start", "Team Blauw", "Hulp"]
    assert titles(both.nav)[:4] == ["Start", "Teams", "School", "Hulp"]
    home = alone.files["index.md"].decode()
    assert "## Jullie team" in home and "Kies je team" not in home and "andere teams" not in home
    assert "school/index.md" not in alone.files
    assert '<th scope="col">Team</th>' not in alone.files["verantwoording.md"].decode()


def test_two_teams_side_by_side_are_not_called_all_teams() -> None:
    assert "Alle teams die meededen" in of_eight().files["school/index.md"].decode()
    assert "De teams van deze site die meededen" in of_eight("blauw", "rood").files["school/index.md"].decode()


AMONG_OTHERS = re.compile(rb'^(hide: .*|<p class="ts-own .*)?\n', re.MULTILINE)
"""What a page has because there are other teams: where the way to the next page ends, and whose team it is."""


def test_a_teams_own_pages_are_the_same_on_every_site() -> None:
    """Nothing is measured otherwise because other teams are left out."""
    whole, alone = (
        {path: AMONG_OTHERS.sub(b"", content) for path, content in of_eight(*teams).files.items()}
        for teams in ((), ("blauw",))
    )
    own = [path for path in whole if path.startswith(("teams/blauw/", "grafieken/blauw--"))]
    assert len(own) > 20
    assert [path for path in own if alone.get(path) != whole[path]] == []
    (row,) = {line for line in whole["downloads/indicatoren.csv"].splitlines() if b"blauw,start,zelf,layer" in line}
    assert row in alone["downloads/indicatoren.csv"].splitlines()


# ----- the other teams together ------------------------------------------------------------------------


def mentioned(files: Mapping[str, bytes]) -> set[str]:
    """How many other teams the pages hold a team against."""
    return set(re.findall(r"andere teams \((\d+)\)", full_text(files)))


@pytest.mark.parametrize(
    ("shown", "others"),
    [(1, {"7"}), (2, {"7"}), (3, {"7"}), (4, set()), (7, set()), (8, {"7"})],
    ids=lambda value: str(value),
)
def test_others_are_shown_when_five_are_left_that_the_site_does_not_show(shown: int, others: set[str]) -> None:
    """Of eight, three may be shown: the other five stay together. With all eight shown there is nothing to guess."""
    assert mentioned(of_eight(*EIGHT[:shown]).files) == others


@pytest.mark.parametrize("teams", [("blauw",), ("blauw", "rood"), ("blauw", "rood", "groen")])
def test_whichever_other_team_has_which_answers_the_site_is_the_same(teams: tuple[str, ...]) -> None:
    """So nobody can tell from the site what one of them has, with whatever sums: it holds only all of them together."""
    seeds = list(range(8))
    turned = [*seeds[: len(teams)], *seeds[len(teams) + 1 :], seeds[len(teams)]]
    other = site(eight(turned), teams)
    assert other.files == of_eight(*teams).files
    assert site(eight(turned)).files != of_eight().files


def test_whatever_the_others_have_the_shown_teams_tell_only_their_sum() -> None:
    """What stands on a site of two teams, written as sums over the means of all eight.

    Each shown mean is a sum of one; the others' mean beside a team is a sum of seven. Taken together, and with every
    shown mean known, the hidden ones only ever stand in them with the same weight: no combination parts them.
    """
    definitions, numbers = published_of(eight())
    views = [view for report in reports_of(definitions, numbers).values() for view in report.rounds]
    means = PublishedMeans.of(definitions, views)
    for shown in combinations(EIGHT, 2):
        hidden = set(EIGHT) - set(shown)
        found = {team: references(definitions, _view(views, team), means, hidden) for team in shown}
        left = [_left(views, team, shown, found[team]) for team in shown]
        for one, other in zip(left[0].items(), left[1].items(), strict=True):
            assert one[0] == other[0]
            # Both leave the sum of the same six, each as far off as seven rounded means can be.
            expected = sum(_mean(views, team, one[0]) for team in hidden)
            assert abs(one[1] - expected) <= 7 * 0.05 + 1e-9
            assert abs(other[1] - expected) <= 7 * 0.05 + 1e-9


def _view(views: Sequence[TeamRound], team: str) -> TeamRound:
    (found,) = (view for view in views if view.team.id == team)
    return found


def _mean(views: Sequence[TeamRound], team: str, place: Aspect) -> float:
    mean = _view(views, team).results.indicators[place].mean
    assert mean is not None
    return mean


def _left(
    views: Sequence[TeamRound], team: str, shown: Collection[str], found: Sequence[Reference]
) -> dict[Aspect, float]:
    """What is left of the others' sum beside a team when the other shown teams are taken out of it."""
    (others,) = (reference for reference in found if reference.benchmark is None)
    known = [one for one in shown if one != team]
    return {
        place: mean * count - sum(_mean(views, one, place) for one in known)
        for place, (mean, count) in others.means.items()
    }


Numbers = Mapping[tuple[str, str], list[Published]]


def others_of(numbers: Numbers, teams: str, hidden: str) -> dict[Aspect, tuple[float, int]]:
    """What team a is held against in round one, of these teams, on a site that does not show the hidden ones."""
    definitions = school(teams)
    views = [view for report in reports_of(definitions, published(numbers)).values() for view in report.rounds]
    (view,) = (one for one in views if one.team.id == "a")
    found = [
        one
        for one in references(definitions, view, PublishedMeans.of(definitions, views), hidden)
        if one.benchmark is None
    ]
    return dict(found[0].means) if found else {}


START, SELF = Aspect("self", "item", "self-start"), Aspect("self", "layer", "self")


def test_four_hidden_teams_are_too_few_also_among_seven_others() -> None:
    """2.0 + 2.2 + 2.4 + 2.6 + 2.8 + 3.0 + 3.2 = 18.2; divided by 7 is 2.6."""
    means = dict(zip("bcdefgh", [2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3.2], strict=True))
    numbers = {("a", "one"): [item("self-start", 5.0)]}
    numbers |= {(team, "one"): [item("self-start", mean)] for team, mean in means.items()}
    assert others_of(numbers, "abcdefgh", "") == {START: (2.6, 7)}
    assert others_of(numbers, "abcdefgh", "defgh") == {START: (2.6, 7)}
    assert others_of(numbers, "abcdefgh", "efgh") == {}
    assert others_of(numbers, "abcdefgh", "h") == {}


def test_a_hidden_team_without_a_published_mean_is_none_of_the_five() -> None:
    numbers = {(team, "one"): [item("self-start", 2.0 if team != "h" else None)] for team in "abcdefgh"}
    assert others_of(numbers, "abcdefgh", "cdefgh") == {START: (2.0, 6)}
    assert others_of(numbers, "abcdefgh", "defgh") == {}


def test_a_layer_with_one_hidden_team_more_than_its_items_is_left_out() -> None:
    """Six times the layer's mean less five times that of its items would be the sixth team's own."""
    everything = [item("self-start", 2.0), item("self-turns", 4.0), layer("self", 3.0)]
    numbers = {(team, "one"): list(everything) for team in "abcdef"} | {("g", "one"): [layer("self", 1.0)]}
    turns = Aspect("self", "item", "self-turns")
    assert others_of(numbers, "abcdefg", "").keys() == {START, turns, SELF}
    assert others_of(numbers, "abcdefg", "bcdefg") == {START: (2.0, 5), turns: (4.0, 5)}


def test_an_axis_is_left_out_with_a_layer_that_it_is_made_of() -> None:
    """The axis wants its layers' teams behind it, each of them and no other."""
    definitions = school("a")
    (axes,) = ([one for one in used.axes] for used in definitions.instruments.values())
    place = {one.id: Aspect("axis", "axis", one.id) for one in axes}
    layers = {one.id: [layer(source, 3.0) for source in one.position] for one in axes}
    for one in axes:
        numbers = {(team, "one"): [*layers[one.id], axis(one.id, 3.0)] for team in "abcdef"}
        assert place[one.id] in others_of(numbers, "abcdef", "bcdef")
        numbers |= {("g", "one"): list(layers[one.id])}
        assert place[one.id] not in others_of(numbers, "abcdefg", "bcdefg")


# ----- what an author wrote about another team ---------------------------------------------------------


def told(tree: Files, *teams: str) -> list[str]:
    with pytest.raises(InputProblems) as error:
        site(tree, teams)
    return [str(problem) for problem in error.value.problems]


MENTIONS = [
    (H1, "Een begin.", "Een begin, zoals Team Okapi deed."),
    (H1, "title: Kies een les, ", "title: Kies een les van team okapi, "),
    (SESSION, "Samen kijken", "Samen kijken met Team\n  Okapi"),
    ("content/learning-questions/blauw.yml", "Hoe beginnen", "Hoe beginnen Team Okapi en"),
    (SETTINGS, "alleen in de tests.", "voor **Team Okapi**."),
    ("content/rounds.yml", "label: Start,", "label: Start van Team Okapi,"),
    ("content/instruments/kompas.yml", "Ik begin rustig.", "Ik begin zoals Team-Okapi."),
]


@pytest.mark.parametrize(("path", "old", "new"), MENTIONS)
def test_another_teams_name_in_a_text_is_told_with_its_place(path: str, old: str, new: str) -> None:
    tree = change(eight(), path, old, new)
    text = tree[path].decode()
    start = re.search(r"team[\s-]+okapi", text, re.IGNORECASE)
    assert start
    line, column = text.count("\n", 0, start.start()) + 1, start.start() - text.rfind("\n", 0, start.start())
    (message,) = told(tree, "blauw")
    assert message.startswith(f"{path}:{line}:{column}: found the name of another team, 'Team Okapi'; expected ")


def test_with_that_team_too_it_is_no_problem() -> None:
    tree = change(eight(), *MENTIONS[0])
    assert site(tree, ["blauw", "okapi"]) and site(tree)


def test_every_mention_is_told() -> None:
    tree = change(eight(), H1, "Een begin.", "Team Okapi en Team Tapir. Team Okapi!")
    assert len(told(tree, "blauw")) == 3
    assert len(told(tree, "blauw", "tapir")) == 2


def test_a_mention_in_the_files_of_a_team_that_is_not_shown_is_no_problem() -> None:
    tree = change(eight(), "content/sessions/2026-03-31-zebra.yml", "Samen kijken", "Samen kijken met Team Okapi")
    assert traces(site(tree, ["blauw"]).files, ODD) == {}
    assert len(told(tree, "zebra")) == 1


def test_an_ordinary_word_that_is_also_the_id_of_a_team_is_no_mention() -> None:
    tree = change(eight(), H1, "Een begin.", "Een begin. Kies groen voor wat lukt; het team groeit.")
    assert "Kies groen voor wat lukt" in full_text(site(tree, ["blauw"]).files)


def test_a_team_of_one_ordinary_word_is_mentioned_by_its_capital() -> None:
    tree = change(eight(), "content/teams.yml", "name: Team Groen", "name: Groen")
    tree = change(tree, H1, "Een begin.", "Een begin. Kies groen voor wat lukt.")
    assert site(tree, ["blauw"])
    (message,) = told(change(tree, H1, "Kies groen", "Vraag Groen, en kies groen"), "blauw")
    assert "'Groen'" in message


def test_a_name_within_the_name_of_a_team_of_the_site_is_no_mention() -> None:
    tree = change(eight(), "content/teams.yml", "name: Team Blauw", "name: Team Okapi en Blauw")
    tree = change(tree, H1, "Een begin.", "Een begin van Team Okapi en Blauw.")
    assert site(tree, ["blauw"])
    assert len(told(change(tree, H1, "Een begin van", "Een begin van Team Okapi, en van"), "blauw")) == 1


def test_a_page_that_is_called_after_another_team_is_told() -> None:
    tree = eight()
    tree["content/guidance/van-team-okapi.md"] = tree.pop("content/guidance/lezen.md")
    messages = [message for message in told(tree, "blauw") if "in the file's path" in message]
    assert len(messages) == 1


def test_a_mistake_in_another_teams_data_stops_the_build_of_this_one() -> None:
    tree = change(eight(), "data/start/zebra/survey.csv", "\nr0,", "\nr1,")
    (message,) = told(tree, "blauw")
    assert message.startswith("data/start/zebra/survey.csv:3: found the same respondent")


def test_the_small_schools_texts_mention_no_team() -> None:
    assert site(small(), ["blauw"])


def test_how_questions_go_together_is_told_of_all_teams_or_not_at_all() -> None:
    """Cronbach's alpha is of all teams together: a site of some of them says nothing of it."""
    assert "Cronbachs alfa" in site(demonstration()).files["verantwoording.md"].decode()
    assert "Cronbachs alfa" not in site(demonstration(), ["horeca", "techniek"]).files["verantwoording.md"].decode()
