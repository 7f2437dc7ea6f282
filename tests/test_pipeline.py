"""The whole line: the same school gives the same site, and nothing goes past the gate."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pandas as pd
import pytest
from teamspiegel.contracts.numbers import dutch
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.site import Site
from teamspiegel.pipeline import UnknownTeams, published_of

from tests.schools import ROOT, Files, change, measured, small, without
from tests.sites import site
from tests.variants import KOMPAS, QUESTIONS, SESSION, TEAMS, VARIANTS, edited, with_many_answers

every_school = pytest.mark.parametrize("variant", VARIANTS)


@cache
def built(variant: str) -> Site:
    return site(VARIANTS[variant]())


# ----- the same school, the same site ------------------------------------------------------------------


@every_school
def test_a_school_gives_the_same_bytes_again(variant: str) -> None:
    assert site(VARIANTS[variant]()) == built(variant)


@every_school
def test_the_order_of_the_files_does_not_matter(variant: str) -> None:
    assert site(dict(reversed(VARIANTS[variant]().items()))) == built(variant)


def test_the_order_of_the_answers_does_not_matter() -> None:
    tree = with_many_answers()
    for path in (path for path in tree if path.endswith(".csv")):
        head, *rows = tree[path].splitlines(keepends=True)
        tree[path] = head + b"".join(reversed(rows))
    assert site(tree) == built("with many answers")


def test_it_does_not_matter_which_file_holds_the_answers_of_a_team() -> None:
    """Rows of a team's own file, moved to the file of the whole round."""
    tree = small()
    for name in ("survey.csv", "observations.csv"):
        _, *rows = tree.pop(f"data/start/blauw/{name}").splitlines(keepends=True)
        tree[f"data/start/{name}"] += b"".join(b"blauw," + row for row in rows)
    assert site(tree) == built("small")


HASHES = """
from hashlib import sha256
from tests.sites import site
from tests.variants import VARIANTS
for make in VARIANTS.values():
    found = site(make())
    print(sha256(repr([sorted(found.files.items()), found.nav]).encode()).hexdigest())
"""


def test_another_computer_gives_the_same_bytes() -> None:
    """The order of a set differs between runs of Python, by the seed of its hashes."""

    def hashes(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", HASHES], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert hashes("1") == hashes("2")
    assert len(hashes("3").splitlines()) == len(VARIANTS)


# ----- nothing past the gate ---------------------------------------------------------------------------


def texts(found: Site) -> Iterator[tuple[str, str]]:
    """Every file that the school's own data could reach, as text: the workbook by its parts."""
    for path, content in found.files.items():
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                yield from ((f"{path}/{name}", book.read(name).decode()) for name in book.namelist())
        elif not path.endswith((".woff2", "teamspiegel.css", "teamspiegel.js")):
            yield path, content.decode()
            yield f"the name of {path}", path


def leaks(found: Site, secrets: Iterable[str]) -> list[tuple[str, str]]:
    wanted = set(secrets)
    assert wanted  # that is: there is something to find
    return [(path, secret) for path, text in texts(found) for secret in wanted if secret in text]


def recognisable(people: int, lessons: int) -> Files:
    """One team of this size, whose numbers have four decimals, so that hardly any is what another number may be."""
    tree = without(small(), "data/start/survey.csv", "data/start/observations.csv")
    tree = edited(tree, KOMPAS, lambda instrument: instrument.update(decimals=4))
    tree = edited(tree, TEAMS, lambda teams: [{**teams[0], "members": 9}])
    scores = [(5, 1, 2, 1), (2, 4, 5, 3), (4, 3, 2, 5), (1, 5, 4, 1), (4, 2, 1, 2), (3, 5, 5, 2), (5, 4, 1, 4)]
    seen = [(1.5, 4), (2, 2.5), (4.5, 3), (3.5, 1), (2.5, 5), (5, 3.5), (1, 2)]
    survey = [f"zebra{number},{','.join(map(str, row))}" for number, row in enumerate(scores[:people])]
    observations = [f"okapi{number},tapir{number},{one},{two}" for number, (one, two) in enumerate(seen[:lessons])]
    return {
        **tree,
        "data/start/blauw/survey.csv": _csv("respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel", survey),
        "data/start/blauw/observations.csv": _csv("lesson,teacher,les-begin,les-beurten", observations),
    }


def _csv(head: str, rows: list[str]) -> bytes:
    return "".join(f"{row}\n" for row in (head, *rows)).encode()


ORDINARY = {3.0, 0.8, 0.1, 2.5, 3.5, 4.0}
"""Numbers that stand on pages for other reasons: thresholds, bands, a target and predictions."""


def written(values: Iterable[float]) -> Iterator[str]:
    """Numbers with four decimals, as a reader and as a program read them; also the first two decimals of each."""
    for value in values:
        if not pd.isna(value) and value not in ORDINARY and round(value, 1) != value:
            yield from (dutch(value, 4), f"{value:.4f}", dutch(value, 3))


def columns(tree: Mapping[str, bytes], *names: str) -> list[float]:
    """The numbers before the gate."""
    frame = measured(tree)[2].indicators
    return [float(value) for name in names for value in frame[name].tolist()]


def test_of_a_team_of_four_no_number_is_published() -> None:
    tree = recognisable(4, 4)
    numbers = columns(tree, "mean", "sd", "interval_low", "interval_high")
    assert not leaks(site(tree), written(numbers))
    for page in (path for path in site(tree).pages() if path.startswith("teams/")):
        assert b"<figure" not in site(tree).files[page] or b"quadrant" in site(tree).files[page]


def test_of_a_team_of_four_it_is_not_told_what_is_low_or_divided_or_how_many_answered_an_item() -> None:
    rows = site(recognisable(4, 4)).files["downloads/indicatoren.csv"].decode().splitlines()[1:]
    assert len(rows) == 15  # 6 items, 4 blocks, 3 layers, 2 axes
    assert {row.partition(",start,")[2].split(",", 3)[3] for row in rows} == {",,,,,small"}
    for page, content in site(recognisable(4, 4)).files.items():
        assert b"ts-flag--" not in content or page in ("hoe-lees-je-dit.md", "assets/teamspiegel.css"), page


def test_of_a_team_of_seven_no_spread_is_published() -> None:
    """Means are; SDs, intervals, distributions and bands are not."""
    tree = recognisable(7, 7)
    hidden = columns(tree, "sd", "interval_low", "interval_high")
    shown = set(columns(tree, "mean"))
    assert not leaks(site(tree), written(value for value in hidden if value not in shown))
    assert len(leaks(site(tree), written(shown))) > 50  # the same search finds what is published
    assert not [path for path in site(tree).files if "distribution" in path or "bands" in path]


def test_a_team_of_twelve_shows_that_this_test_would_find_a_spread() -> None:
    tree = edited(with_many_answers(), KOMPAS, lambda instrument: instrument.update(decimals=4))
    assert len(leaks(site(tree), written(columns(tree, "sd")))) > 20
    assert [path for path in site(tree).files if "distribution" in path]


@pytest.mark.parametrize("people", [4, 7])
def test_no_pseudonym_is_published(people: int) -> None:
    assert not leaks(site(recognisable(people, people)), ["zebra", "okapi", "tapir"])


def test_no_pseudonym_of_a_large_team_is_published() -> None:
    tree = with_many_answers()
    survey, lessons = "data/start/blauw/survey.csv", "data/start/blauw/observations.csv"
    tree[survey] = tree[survey].replace(b"\nr", b"\nzebra")
    tree[lessons] = tree[lessons].replace(b"\nl", b"\nokapi").replace(b",t", b",tapir")
    assert tree[lessons].count(b"tapir") > 10
    found = site(tree)
    assert not leaks(found, ["zebra", "okapi", "tapir"])
    assert found == built("with many answers")


# ----- some teams only ---------------------------------------------------------------------------------


def two_teams() -> Files:
    """The small school with a second measured team that has a session and a learning question of its own."""
    tree = small()
    tree = change(tree, TEAMS, "{id: groen, name: Team Groen, members: 6}", "{id: zebra, name: Team Okapi, members: 6}")
    for name in ("survey", "observations"):
        path = f"data/start/{name}.csv"
        tree[path] = tree[path].replace(b"groen,", b"zebra,")
    tree["content/sessions/2026-03-31-zebra.yml"] = (
        tree[SESSION].replace(b"blauw", b"zebra").replace(b"Samen", b"Tapir")
    )
    tree["content/learning-questions/zebra.yml"] = tree[QUESTIONS].replace(b"Hoe beginnen", b"Hoe komen tapirs")
    return tree


def test_of_a_team_that_was_not_asked_for_there_is_no_trace() -> None:
    names = ["zebra", "Okapi", "Tapir", "tapirs"]
    assert {secret for _, secret in leaks(site(two_teams()), names)} == set(names)
    assert not leaks(site(two_teams(), ["blauw"]), names)


def test_some_teams_give_the_site_of_a_school_that_has_only_these() -> None:
    tree = two_teams()
    gone = [path for path in tree if "zebra" in path] + ["data/start/survey.csv", "data/start/observations.csv"]
    alone = edited(
        without(tree, *gone), TEAMS, lambda teams: [team for team in teams if team["id"] in ("blauw", "rood")]
    )
    assert site(tree, ["rood", "blauw"]) == site(alone)


def test_unknown_teams_are_told_with_those_that_there_are() -> None:
    with pytest.raises(UnknownTeams) as error:
        published_of(small(), ["blauw", "blaauw", "zwart"])
    assert str(error.value).startswith("unknown team blaauw, zwart; expected one of blauw, groen, rood")


# ----- drawings and problems ---------------------------------------------------------------------------


def test_no_two_drawings_share_a_name() -> None:
    """Hyphens in ids: `a` in round `b-c` is not `a-b` in round `c`, and layer `a` with block `b-c` not `a-b` with `c`."""
    tree = with_many_answers()
    twin = {
        path.replace("/blauw", "/blauw-x").replace("start/", "y/"): tree[path]
        for path in tree
        if "start/blauw/" in path
    }
    tree |= {
        path.replace("start/", "x-y/"): tree.pop(path) for path in list(tree) if path.startswith("data/start/blauw")
    }
    tree |= twin
    tree = edited(tree, TEAMS, lambda teams: [teams[0], {**teams[0], "id": "blauw-x"}, *teams[1:]])
    rounds = "".join(
        f"- {{id: {id_}, label: {id_}, date: 2026-0{month}-01, kind: nulmeting, instrument: kompas}}\n"
        for month, id_ in ((7, "x-y"), (8, "y"))
    )
    tree["content/rounds.yml"] += rounds.encode()
    drawn = [path for path in site(tree).files if path.endswith(".svg") and path.startswith("grafieken/blauw")]
    alone = [
        path for path in built("with many answers").files if path.startswith("grafieken/") and path.endswith(".svg")
    ]
    # The twin has no session, so no predictions are drawn for it.
    assert len(drawn) == 2 * len(alone) - 2


def test_a_school_with_problems_gives_no_site() -> None:
    with pytest.raises(InputProblems) as error:
        site({**small(), "content/teams.yml": b"- {id: A}\n"})
    assert len(error.value.problems) > 1
