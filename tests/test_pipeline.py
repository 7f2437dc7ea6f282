"""The whole line: the same school gives the same site, and nothing goes past the gate."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import cycle, islice

import pytest
from teamspiegel.contracts.numbers import dutch, exact, half_up, root_half_up
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.problem import InputProblems, UnknownTeams
from teamspiegel.contracts.site import Site
from teamspiegel.contracts.uncertainty import interval_half_width, noise_band

from tests.schools import ROOT, Files, change, measured, small, without
from tests.sites import site
from tests.variants import KOMPAS, QUESTIONS, ROUNDS, SESSION, TEAMS, VARIANTS, edited, with_many_answers

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


SAME = ("demonstration", "with many answers")
OTHER_RUN = """
from tests.test_pipeline import SAME, built, digest
for name in SAME:
    print(digest(built(name)))
"""


def digest(found: Site) -> str:
    """One line that two sites share when they are the same."""
    return sha256(repr([sorted(found.files.items()), found.nav]).encode()).hexdigest()


def test_another_run_of_python_gives_the_same_bytes() -> None:
    """The order of a set follows from a seed, which is another one in every run."""
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    ended = subprocess.run(
        [sys.executable, "-c", OTHER_RUN], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    assert ended.stdout.split() == [digest(built(name)) for name in SAME]


# ----- nothing past the gate ---------------------------------------------------------------------------


def texts(found: Site) -> Iterator[tuple[str, str]]:
    """Every file that a school's data could reach, and its name, as text: the workbook by its parts."""
    for path, content in found.files.items():
        yield f"the name of {path}", path
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                yield from ((f"{path}/{name}", book.read(name).decode()) for name in book.namelist())
        elif not path.startswith("assets/"):
            yield path, content.decode()


def leaks(found: Site, secrets: Iterable[str]) -> list[tuple[str, str]]:
    """Where any of these stands."""
    wanted = set(secrets)
    assert wanted  # that is: there is something to find
    return [(path, secret) for path, text in texts(found) for secret in wanted if secret in text]


def recognisable(people: int) -> Files:
    """One team of this size, with pseudonyms that stand out, and numbers of four decimals that hardly any other is."""
    tree = without(small(), "data/start/survey.csv", "data/start/observations.csv")
    tree = edited(tree, KOMPAS, lambda instrument: instrument.update(decimals=4))
    tree = edited(tree, TEAMS, lambda teams: [{**teams[0], "members": 16}])
    scores = [(5, 1, 2, 1), (2, 4, 5, 3), (4, 3, 2, 5), (1, 5, 4, 1), (4, 2, 1, 2), (3, 5, 5, 2), (5, 4, 1, 4)]
    seen = [(1.5, 4), (2, 2.5), (4.5, 3), (3.5, 1), (2.5, 5), (5, 3.5), (1, 2)]
    survey = [f"zebra{number},{','.join(map(str, row))}" for number, row in enumerate(islice(cycle(scores), people))]
    observations = [
        f"okapi{number},tapir{number},{one},{two}" for number, (one, two) in enumerate(islice(cycle(seen), people))
    ]
    return {
        **tree,
        "data/start/blauw/survey.csv": _csv("respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel", survey),
        "data/start/blauw/observations.csv": _csv("lesson,teacher,les-begin,les-beurten", observations),
    }


def _csv(head: str, rows: list[str]) -> bytes:
    return "".join(f"{row}\n" for row in (head, *rows)).encode()


@cache
def built_with(people: int) -> Site:
    return site(recognisable(people))


ORDINARY = {3.0, 0.8, 0.1, 2.5, 3.5, 4.0}
"""Numbers that stand on pages for other reasons: thresholds, bands, a target and predictions."""


def written(tree: Mapping[str, bytes], *columns: str) -> set[str]:
    """Numbers from before the gate, as a reader and as a program read them, as far as no other number is the same."""
    values = {value for row in ungated(tree).values() for name in columns for value in row.get(name, ())}
    rare = {value for value in values - ORDINARY if round(value, 1) != value}
    return {text for value in rare for text in (dutch(value, 4), f"{value:.4f}")}


def ungated(tree: Mapping[str, bytes]) -> dict[tuple[str, Aspect], dict[str, tuple[float, ...]]]:
    """What would be published of the only team, if there were no gate, by round."""
    definitions, _, measured_ = measured(tree)
    found: dict[tuple[str, Aspect], dict[str, tuple[float, ...]]] = {}
    for one in measured_:
        for aspect, number in one.numbers.items():
            row = found[one.round, aspect] = {"mean": (half_up(number.mean, 4),)}
            if number.variance is not None:
                sd = root_half_up(number.variance, 4)
                members = definitions.team_by_id[one.team].members
                half = interval_half_width(exact(sd) ** 2, number.n, number.people, members)
                row |= {"sd": (sd,), "interval": (row["mean"][0] - half, row["mean"][0] + half), "n": (number.n,)}
    return found


def test_of_a_team_of_four_no_number_is_published() -> None:
    """Nor the beginning of one: whatever a number were rounded to, its first decimals would stand there."""
    numbers = written(recognisable(4), "mean", "sd", "interval")
    assert len(numbers) > 60
    assert not leaks(built_with(4), {number[:-1] for number in numbers})


def test_of_a_team_of_four_nothing_is_said_about_any_item() -> None:
    found = built_with(4)
    rows = found.files["downloads/indicatoren.csv"].decode().splitlines()[1:]
    assert len(rows) == 15  # 6 items, 4 blocks, 3 layers, 2 axes
    assert {row.split(",", 5)[5] for row in rows} == {"4,,,,,,,small"}
    flagged = {path for path in found.pages() if re.search(b"ts-flag--(low|spread)", found.files[path])}
    assert flagged == {"hoe-lees-je-dit.md"}  # which explains the flags


def test_of_a_team_of_seven_no_spread_is_published() -> None:
    """Means are; SDs, intervals, distributions and bands are not."""
    shown = written(recognisable(7), "mean")
    assert not leaks(built_with(7), written(recognisable(7), "sd", "interval") - shown)
    assert {number for _, number in leaks(built_with(7), shown)} == shown  # the same search finds what is published
    assert not [path for path in built_with(7).files if "distribution" in path or "bands" in path]


def test_of_a_team_of_twelve_a_spread_is_published() -> None:
    """That is: the tests above would find one."""
    spreads = written(recognisable(12), "sd")
    assert {number for _, number in leaks(built_with(12), spreads)} == spreads
    assert [path for path in built_with(12).files if "distribution" in path]


@pytest.mark.parametrize("people", [4, 7, 12])
def test_no_pseudonym_is_published(people: int) -> None:
    assert not leaks(built_with(people), ["zebra", "okapi", "tapir"])


# ----- a second round ----------------------------------------------------------------------------------


def twice(then: int, now: int) -> Files:
    """The same team with so many people in a first round and in a second, where the first ones answered last."""
    tree = recognisable(then)
    for name, content in {path: recognisable(14)[path] for path in tree if path.startswith("data/")}.items():
        head, *rows = content.splitlines(keepends=True)
        tree[name.replace("start", "ronde-a")] = head + b"".join(rows[-now:])
    return tree


@cache
def built_twice(then: int, now: int) -> Site:
    return site(twice(then, now))


def moves(tree: Mapping[str, bytes], column: str) -> set[str]:
    """Differences or noise bands from before the gate that no mean, SD or interval is, without their sign."""
    numbers = ungated(tree)
    values = set()
    for (round_, aspect), new in numbers.items():
        old = numbers.get(("start", aspect))
        if round_ == "start" or old is None:
            continue
        if column == "difference":
            values.add(abs(new["mean"][0] - old["mean"][0]))
        elif "sd" in old and "sd" in new:
            values.add(noise_band(*((exact(side["sd"][0]) ** 2, int(side["n"][0])) for side in (old, new))))
    rare = {f"{value:.4f}" for value in values if round(value, 1) != round(value, 4)}
    texts_ = {text for number in rare for text in (number, number.replace(".", ","))}
    return texts_ - written(tree, "mean", "sd", "interval")


@pytest.mark.parametrize(("then", "now"), [(4, 12), (12, 4), (4, 4)])
def test_where_one_round_has_four_people_no_change_is_published(then: int, now: int) -> None:
    """Nor does anything tell the numbers of the round that is withheld."""
    tree = twice(then, now)
    numbers = moves(tree, "difference") | moves(tree, "band")
    for round_ in ("start", "ronde-a"):  # a share of the lessons may happen to be the same number
        alone = without(tree, *(path for path in tree if path.startswith(f"data/{round_}/")))
        numbers -= {number for _, number in leaks(site(alone), numbers)}
    assert len(numbers) > 20
    assert not leaks(built_twice(then, now), numbers)


@pytest.mark.parametrize(("then", "now"), [(7, 12), (12, 7)])
def test_where_one_round_has_seven_people_no_band_is_published(then: int, now: int) -> None:
    tree = twice(then, now)
    differences = moves(tree, "difference")
    assert not leaks(built_twice(then, now), moves(tree, "band") - differences)
    assert leaks(built_twice(then, now), differences)


def test_where_both_have_twelve_a_band_is_published() -> None:
    """That is: the tests above would find one."""
    assert leaks(built_twice(12, 12), moves(twice(12, 12), "band") - moves(twice(12, 12), "difference"))


@pytest.mark.parametrize(("then", "now"), [(4, 12), (7, 12), (12, 12)])
def test_no_pseudonym_of_any_round_is_published(then: int, now: int) -> None:
    assert not leaks(built_twice(then, now), ["zebra", "okapi", "tapir"])


# ----- some teams only ---------------------------------------------------------------------------------


def two_teams() -> Files:
    """The small school with a second measured team that has a session and a learning question of its own."""
    tree = change(small(), TEAMS, "id: groen, name: Team Groen", "id: zebra, name: Team Okapi")
    for path in ("data/start/survey.csv", "data/start/observations.csv"):
        tree[path] = tree[path].replace(b"groen,", b"zebra,")
    session = tree[SESSION].replace(b"blauw", b"zebra").replace(b"Samen kijken", b"Tapir")
    question = tree[QUESTIONS].replace(b"Hoe beginnen", b"Hoe komen tapirs")
    return {
        **tree,
        "content/sessions/2026-03-31-zebra.yml": session,
        "content/learning-questions/zebra.yml": question,
    }


def test_of_a_team_that_was_not_asked_for_there_is_no_trace() -> None:
    names = ["zebra", "Okapi", "Tapir", "tapirs"]
    assert {secret for _, secret in leaks(site(two_teams()), names)} == set(names)
    assert not leaks(site(two_teams(), ["blauw"]), names)


def test_some_of_a_few_teams_give_the_site_of_a_school_that_has_only_these() -> None:
    """Where there are too few others to say anything about them together."""
    tree, kept = two_teams(), ("blauw", "rood")
    gone = [path for path in tree if "zebra" in path or (path.startswith("data/start/") and "blauw" not in path)]
    alone = edited(without(tree, *gone), TEAMS, lambda teams: [team for team in teams if team["id"] in kept])
    assert site(tree, kept[::-1]) == site(alone)


def test_unknown_teams_are_told_with_those_that_there_are() -> None:
    with pytest.raises(UnknownTeams) as error:
        site(small(), ["blauw", "niemand", "blaauw"])
    assert str(error.value).startswith("unknown team blaauw, niemand; expected one of blauw, groen, rood")


# ----- drawings and problems ---------------------------------------------------------------------------


def drawings_of(found: Site, team: str) -> set[str]:
    """The drawings that a team's pages offer."""
    pages = [found.files[path].decode() for path in found.pages() if path.startswith(f"teams/{team}/")]
    return {name for page in pages for name in re.findall(r'data-spec="[./]*grafieken/([a-z0-9-]+\.js)"', page)}


def test_no_two_drawings_share_a_name() -> None:
    """`blauw` in round `x-y` is another than `blauw-x` in round `y`, though both begin with the same words."""
    tree = edited(with_many_answers(), TEAMS, lambda teams: [teams[0], {**teams[0], "id": "blauw-x", "name": "Team X"}])
    tree = {path: content for path, content in tree.items() if not path.startswith("data/start/")}
    for name in ("survey.csv", "observations.csv"):
        answers = with_many_answers()[f"data/start/blauw/{name}"]
        tree |= {f"data/x-y/blauw/{name}": answers, f"data/y/blauw-x/{name}": answers}
    for month, id_ in ((7, "x-y"), (8, "y")):
        line = f"- {{id: {id_}, label: {id_}, date: 2026-0{month}-01, kind: eindmeting, instrument: kompas}}\n"
        tree[ROUNDS] += line.encode()
    one, other = (drawings_of(site(tree), team) for team in ("blauw", "blauw-x"))
    assert len(one) == len(other) > 10
    assert not one & other


def test_a_school_with_problems_gives_no_site() -> None:
    with pytest.raises(InputProblems) as error:
        site({**small(), TEAMS: b"- {id: A}\n"})
    assert len(error.value.problems) > 1
