"""The attacker against the demonstration, against schools that are hard to keep quiet, and against planted leaks."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from teamspiegel import gate as gate_module
from teamspiegel import references
from teamspiegel.gate import rules, secondary
from teamspiegel.gate.readers import READERS
from teamspiegel.pipeline import published_of

from tests.attack.attack import Report, attack
from tests.attack.public import public
from tests.attack.schools import docs, instrument, items_of, school, schools
from tests.attack.site import read
from tests.attack.told import Tried
from tests.projects import built, contents, write
from tests.schools import Files
from tests.schools import demonstration as shipped

SCHOOLS = 12
"""So many, always the same ones, when nobody asks for others (`--schools`)."""


def files_of(folder: Path) -> Files:
    return {path: content for path, content in contents(folder).items() if content}


def told(report: Report) -> str:
    return "\n".join(map(str, report.findings[:10]))


def safe(report: Report, tried: Tried, built: bool = False) -> None:
    """Counted in the report, and without a leak or a table that the attacker could not read."""
    tried.add(report, built)
    assert not report.unread
    assert not report.findings, told(report)


# ----- sites that should hold --------------------------------------------------------------------------


def test_the_demonstration_keeps_everybodys_answers(demonstration: Path, tried: Tried) -> None:
    safe(attack(files_of(demonstration / "site"), shipped()), tried, built=True)


def test_hard_schools_keep_everybodys_answers(tried: Tried, request: pytest.FixtureRequest) -> None:
    """Each school has five to seven teams, and each team is a case of its own."""
    asked = request.config.getoption("schools")

    @settings(
        max_examples=asked or SCHOOLS,
        derandomize=asked is None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(schools())
    def attacked(tree: Files) -> None:
        safe(attack(docs(tree), tree), tried)

    attacked()


def test_a_hard_school_as_mkdocs_builds_it_keeps_everybodys_answers(tmp_path: Path, tried: Tried) -> None:
    tree = hard()
    safe(attack(files_of(built(write(tmp_path, tree)) / "site"), tree), tried, built=True)


# ----- schools made for one thing ----------------------------------------------------------------------

Given = Mapping[str, Sequence[float]]


def made(
    people: int,
    given_: Given | None = None,
    *,
    lessons: Sequence[str] | int = 12,
    then: tuple[int, Given] | None = None,
    teams: int = 1,
    seed: int = 0,
    used: Mapping[str, Any] | None = None,
    **gate: Any,
) -> Files:
    """A school with a team `ta` whose answers are spread, except the items that are given; others like it beside it.

    Of an item with fewer answers than people, the first have answered. `lessons`: how many, or the teacher of each.
    `then`: an earlier round of so many people, and what they gave.
    """
    used = used or instrument((2,), survey=(3, 2))
    answers: dict[tuple[str, str, str], list[tuple[str, dict[str, float]]]] = {}
    teachers = [f"d{n}" for n in range(lessons)] if isinstance(lessons, int) else list(lessons)
    rounds = [("nu", people, given_ or {})] + ([("eerder", *then)] if then else [])
    for number in range(teams):
        random = Random(seed + number)
        for round_, size, fixed in rounds:
            for source, who in (("survey", [f"r{n}" for n in range(size)]), ("observations", teachers)):
                columns = {
                    item: fixed[item] if item in fixed and number == 0 else spread(scores, len(who), random)
                    for item, scores in items_of(used, source)
                }
                answers[round_, f"t{'abcdefgh'[number]}", source] = [
                    (person, {item: column[n] for item, column in columns.items() if n < len(column)})
                    for n, person in enumerate(who)
                ]
    if then:  # `eerder` comes first in the alphabet and in time
        assert sorted({round_ for round_, _, _ in answers}) == ["eerder", "nu"]
    members = max(people, len(set(teachers)), then[0] if then else 0) + 1
    return school(used, {f"t{'abcdefgh'[n]}": members for n in range(teams)}, answers, **gate)


def spread(scores: Sequence[float], n: int, random: Random) -> list[float]:
    """Answers with every score in them, in an order of their own."""
    found = [scores[1 + k % (len(scores) - 2)] for k in range(n)]
    found[: min(2, n)] = [scores[0], scores[-1]][: min(2, n)]
    random.shuffle(found)
    return found


def hard() -> Files:
    """Teams with a unanimous item, a dissenter, an item at the end, four people, and a round before."""
    top, one = [5.0] * 7 + [3.0], [4.0] * 7 + [2.0]
    return made(8, {"laag-0-0": top, "laag-1-1": one}, then=(12, {"laag-0-1": [1.0] * 12}), teams=2)


# ----- planted leaks: each rule switched off in turn ---------------------------------------------------

SWITCHED: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], Files, str]] = {}
"""By what is switched off: how, in which school, and the place that must be named."""


def plant(name: str, tree: Files, place: str) -> Callable[[Callable[[pytest.MonkeyPatch], None]], None]:
    def keep(how: Callable[[pytest.MonkeyPatch], None]) -> None:
        SWITCHED[name] = how, tree, place

    return keep


@plant("four people are enough", made(4), "laag-0/item/laag-0-0")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "too_few", lambda cell, thresholds: False)


@plant(
    "one teacher with most lessons", made(8, lessons=["d0"] * 9 + ["d1", "d2", "d3", "d4"]), "zien/item/zien-deel-0-0"
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "too_few", lambda cell, thresholds: cell.people < thresholds.mean)


@plant("the top is shown", made(8, {"laag-0-0": [5.0] * 7 + [4.0]}), "laag-0/item/laag-0-0")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "near_top", lambda cell, thresholds: False)


@plant("one far from all others at the top", made(8, {"laag-0-0": [5.0] * 7 + [1.0]}), "laag-0/item/laag-0-0")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "near_top", lambda cell, thresholds: float(cell.row["mean"]) >= cell.scale.max - 0.3)


@plant("the bottom is shown", made(8, {"laag-0-0": [1.0] * 7 + [2.0]}), "laag-0/item/laag-0-0")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "near_bottom", lambda cell, thresholds: False)


@plant(
    "the bound of a small group is as near as that of a large one",
    made(6, {"laag-0-0": [5.0] * 5 + [4.0]}),
    "laag-0/item/laag-0-0",
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "top_bound", lambda cell, thresholds: 4.7)


@plant("an SD of seven people", made(7), "laag-0/item/laag-0-0")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "why_no_sd", lambda cell, thresholds: cell.why)


@plant("an SD where all but one agree", made(12, {"laag-0-0": [4.0] * 11 + [2.0]}), "laag-0/item/laag-0-0")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "nearly_the_same", lambda cell, thresholds: False)


@plant("that seven people agree", made(7, {"laag-0-0": [4.0] * 4 + [3.0] * 3}), "laag-0/item/laag-0-0")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "spread_word", lambda cell, thresholds: None if cell.why else bool(cell.row["spread"]))


@plant("spread where all but one agree", made(7, {"laag-0-0": [4.0] * 6 + [1.0]}), "laag-0/item/laag-0-0")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "spread_word", lambda cell, thresholds: None if cell.why else bool(cell.row["spread"]) or None)


@plant("lesson bands of nine teachers", made(8, lessons=9), "zien/layer/zien")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "bands_may_be_shown", _all_bands)


@plant(
    "all lessons but one in a band",
    made(8, {f"zien-deel-{b}-{e}": [1.0] * 9 + [1.5] * 2 + [4.5] for b in (0,) for e in (0, 1)}),
    "zien/layer/zien",
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "bands_may_be_shown", _all_bands)
    patch.setattr(rules, "near_bottom", lambda cell, thresholds: False)


def _all_bands(bands: pd.DataFrame, layer: list[str], thresholds: Any) -> "pd.Series[bool]":
    return bands["people"] > 0


@plant(
    "nothing is withheld with another number",
    made(8, {"laag-0-0": [5.0] * 7 + [4.0]}, used=instrument((2,), survey=(2, 3))),
    "laag-0/item/laag-0-0",
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate_module, "with_secondary", lambda cells, thresholds: list(cells))


@plant(
    "the only answer to an item, to whoever knows that it is the only one",
    made(8, {"laag-0-0": [3.0]}, used=instrument((2,), survey=(11, 2))),
    "laag-0/item/laag-0-0",
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(secondary, "READERS", [READERS[0], *READERS[2:]])


@plant(
    "what is left beside the only answer, to whoever gave that",
    made(8, {"laag-0-0": [3.0], "laag-0-1": [4.0, 4.0]}, used=instrument((2,), survey=(4, 2))),
    "laag-0/item/laag-0-1",
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(secondary, "READERS", [*READERS[:2], *READERS[3:]])


@plant(
    "clear words about a change of eight people",
    made(8, {"laag-0-0": [4.0] * 4 + [5.0] * 4}, then=(8, {"laag-0-0": [2.0] * 4 + [3.0] * 4})),
    "laag-0/item/laag-0-0",
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate_module, "_changes", lambda changes, indicators, thresholds: changes)


@plant(
    "the margin of a change without an SD",
    made(12, {"laag-0-0": [4.0] * 11 + [2.0]}, then=(12, {})),
    "laag-0/item/laag-0-0",
)
def _(patch: pytest.MonkeyPatch) -> None:
    real = gate_module._changes

    def with_margins(changes: pd.DataFrame, indicators: pd.DataFrame, thresholds: Any) -> pd.DataFrame:
        return real(changes, indicators, thresholds).assign(band=changes["band"], direction=changes["direction"])

    patch.setattr(gate_module, "_changes", with_margins)


@plant(
    "the distribution of a mean that is withheld", made(12, {"laag-0-0": [5.0] * 11 + [4.0]}), "laag-0/item/laag-0-0"
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate_module, "_distributions", lambda counts, indicators: counts)


@plant("a number of three other teams", made(8, teams=4), "laag-0/item/laag-0-0")
def _(patch: pytest.MonkeyPatch) -> None:
    real = references._others
    patch.setattr(references, "_others", lambda view, views, hidden, fewest: real(view, views, hidden, 3))


@pytest.mark.parametrize("name", SWITCHED)
def test_a_rule_that_is_switched_off_is_found(name: str, monkeypatch: pytest.MonkeyPatch, tried: Tried) -> None:
    how, tree, place = SWITCHED[name]
    tried.planted[name] = False
    assert not _named(attack(docs(tree), tree), place)  # as it should be, nothing leaks there
    how(monkeypatch)
    report = attack(docs(tree), tree)
    assert _named(report, place), told(report)
    tried.planted[name] = True


def _named(report: Report, place: str) -> list[str]:
    """What was found of a place of the team that the school was made for."""
    return [finding.detail for finding in report.findings if finding.team == "ta" and place in finding.place]


# ----- planted leaks: after the gate -------------------------------------------------------------------

SECRET = made(8, {"laag-0-0": [5.0] * 7 + [3.0]})
"""Its item `laag-0-0` is masked; its true mean is 4,75."""

CHART = "grafieken/ta--nu--means--laag-0"
PAGE = "teams/ta/lagen/laag-0.md"
NAME = "Stem 0 punt 0"


def _in(path: str, old: str, new: str) -> Callable[[Files], Files]:
    """A text put in the place of another, where it stands first."""

    def edit(files: Files) -> Files:
        text = files[path].decode()
        assert re.search(old, text), f"no {old} in {path}"
        return {**files, path: re.sub(old, lambda found: found.expand(new), text, count=1).encode()}

    return edit


def _renamed(files: Files) -> Files:
    return {path.replace("means--laag-0", "means--laag-0-4.8"): content for path, content in files.items()}


def _indexed(files: Files) -> Files:
    docs_ = [{"location": "teams/ta/lagen/laag-0.html", "title": NAME, "text": f"<p>{NAME}: gemiddeld 4,8.</p>"}]
    return {**files, "search/search_index.json": json.dumps({"docs": docs_}).encode()}


AFTERWARDS: dict[str, Callable[[Files], Files]] = {
    "in the title of a chart": _in(f"{CHART}.svg", r"</title>", rf" ({NAME}: 4,8)</title>"),
    "in the description of a chart": _in(f"{CHART}.svg", r"</desc>", rf" {NAME} is 4,8.</desc>"),
    "in the words of a chart": _in(
        f"{CHART}.svg", rf'(<text transform="translate\([^"]*")>{NAME}</text>', r"\g<0>\1>4,8</text>"
    ),
    "in a text of the interactive chart": _in(
        f"{CHART}.js", r'"datasets":\{', rf'"datasets":{{"tips":[{{"tip":"{NAME}: 4,8"}}],'
    ),
    "in an aria-label": _in(PAGE, r'<th scope="row"><strong>', rf'<th scope="row" aria-label="{NAME}, 4,8"><strong>'),
    "in a data-attribute of a cell": _in(PAGE, rf"({NAME}</strong>[^\n]*?)<td>", r'\1<td data-mean="4.8">'),
    "in the order of a table's sort keys": _in(
        "school/index.md", r'data-sort="[^"]*"><span', r'data-sort="0004.800"><span'
    ),
    "in a cell of a table": _in(PAGE, rf"({NAME}</strong>[^\n]*?<td>).*?(</td>)", r"\1<strong>4,8</strong>\2"),
    "in a sentence": _in(PAGE, r"\n## ", rf"\nHet hoogst scoort {NAME} (4,8).\n\n## "),
    "in the front matter": _in(PAGE, r"^---\n", f"---\ndescription: {NAME} 4,8\n"),
    "in the name of a file": _renamed,
    "in the search index": _indexed,
    "in the download": _in("downloads/indicatoren.csv", r"(laag-0-0,8),,", r"\1,4.8,"),
    "where nothing sorts it: by value": lambda files: _by_value(files),
}


def _by_value(files: Files) -> Files:
    """The rows of the table of items, sorted by their true means."""
    text = files[PAGE].decode()
    rows = re.findall(r"<tr><th scope=\"row\"><strong>.*?</tr>\n", text)
    assert len(rows) == 3
    return {**files, PAGE: text.replace("".join(rows), "".join([*rows[1:], rows[0]])).encode()}


@pytest.mark.parametrize("where", AFTERWARDS)
def test_a_number_that_goes_past_the_gate_is_found(where: str, tried: Tried) -> None:
    tried.planted[where] = False
    tree, files = as_it_should_be("sort keys" in where)
    report = attack(AFTERWARDS[where](files), tree)
    assert [finding for finding in report.findings if finding.kind in ("said", "rule")], told(report)
    tried.planted[where] = True


@cache
def as_it_should_be(of_two_teams: bool) -> tuple[Files, Files]:
    """A school and its docs folder, in which nothing is found as long as nothing is planted."""
    tree = with_small_team() if of_two_teams else SECRET
    files = docs(tree)
    assert not attack(files, tree).findings
    return tree, files


def with_small_team() -> Files:
    """A team of eight beside one of four: their layers stand below each other on the page of the school."""
    tree = made(8, teams=2)
    return {path: _first_four(content) if "/tb/" in path else content for path, content in tree.items()}


def _first_four(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:5])


# ----- what is withheld changes nothing ----------------------------------------------------------------

Pair = tuple[Files, Files]


def other_answers(n: int) -> Pair:
    """A team of four that answers something else altogether, another question left open; two teams beside it."""
    one, other = (made(8, teams=3, seed=seed) for seed in (0, 100 + n))
    kept = {path: content for path, content in one.items() if "/tb/" not in path}
    four = [{path: _first_four(tree[path]) for path in tree if "/tb/" in path} for tree in (one, other)]
    blank = {path: re.sub(rb"(?m),[\d.]+,([\d.]+)$", rb",,\1", content, count=1) for path, content in four[1].items()}
    return kept | four[0], kept | blank


def pattern(people: int, *columns: Sequence[float]) -> Callable[[int], Pair]:
    """An item that is answered in one of two ways; a school in which every number that is published stays the same."""

    def pair(n: int) -> Pair:
        used = instrument((2,), survey=(4, 3))
        beside = [float(1 + (k + (k < n % 5)) % 5) for k in range(people)]
        third = [float(1 + (k + (k < n // 5)) % 5) for k in range(people)]
        given_ = ({"laag-0-0": column, "laag-0-1": beside, "laag-1-0": third} for column in columns)
        one, other = (made(people, found, seed=n, used=used, teams=2) for found in given_)
        return one, other

    return pair


PAIRS: dict[str, Callable[[int], Pair]] = {
    "a team of four answers something else": other_answers,
    "all at the top, or all but one": pattern(8, [5.0] * 8, [5.0] * 7 + [4.0]),
    "all at the bottom, or one far from it": pattern(8, [1.0] * 8, [1.0] * 7 + [3.0]),
    "one dissenter, or two near the rest": pattern(8, [4.0] * 7 + [2.0], [4.0] * 6 + [3.0] * 2),
    "one dissenter of twelve, or two": pattern(12, [4.0] * 11 + [2.0], [4.0] * 10 + [3.0] * 2),
}


NUMBERS = {"team", "round", "source", "level", "id", "n", "mean", "sd", "interval_low", "interval_high"}


def numbers(files: Files, tree: Files) -> list[Any]:
    """Every number that is published, as the download and the tables of charts have them."""
    found = read(files, public(tree)).known
    tables = [content for path, content in sorted(files.items()) if path.endswith(".csv")]
    return [*tables, *((key, known.intervals, known.counts, known.bounds) for key, known in sorted(found.items()))]


def pairs(name: str) -> Pair:
    """The first schools of a pair with the same published numbers and other answers."""
    for n in range(1, 40):
        one, other = PAIRS[name](n)
        assert one != other
        if all(map(pd.DataFrame.equals, frames(one), frames(other))):
            return one, other
    raise AssertionError("no such pair")


def frames(tree: Files) -> list[pd.DataFrame]:
    published = published_of(tree)[1]
    return [
        published.indicators.drop(columns=[name for name in published.indicators if name not in NUMBERS]),
        published.distributions,
        published.bands,
        published.changes,
    ]


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_withheld_changes_not_a_byte(name: str, tried: Tried) -> None:
    one, other = pairs(name)
    first, second = docs(one), docs(other)
    assert numbers(first, one) == numbers(second, other)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    tried.pairs += 1


def test_what_is_withheld_changes_not_a_byte_of_a_built_site(tmp_path: Path, tried: Tried) -> None:
    one, other = pairs("a team of four answers something else")
    first, second = (
        files_of(built(write(tmp_path / name, tree)) / "site") for name, tree in (("one", one), ("other", other))
    )
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    tried.pairs += 1
