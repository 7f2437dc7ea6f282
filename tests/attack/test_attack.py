"""The attacker against the demonstration, against schools that are hard to keep quiet, and against planted leaks."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from teamspiegel import between_rounds, references
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.numbers import half_up
from teamspiegel.gate import items
from teamspiegel.gate import team as gate
from teamspiegel.papers import papers
from teamspiegel.pipeline import published_of

from tests.attack.attack import Report, attack
from tests.attack.plants import put
from tests.attack.schools import docs, instrument, items_of, school, schools
from tests.attack.told import Tried
from tests.projects import built, contents, write
from tests.schools import Files
from tests.schools import demonstration as shipped

SCHOOLS = 6
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


def test_what_everybody_is_asked_is_asked_of_many() -> None:
    """In a hard school some have others who all gave the same, and much stands only by where it lies."""
    report = attack(docs(hard()), hard())
    assert report.questions > 10
    assert report.bounds > 4
    assert report.tightest == {"masked": pytest.approx(1), "derived": pytest.approx(1)}


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
    absent: int = 1,
    **gate: Any,
) -> Files:
    """A school with a team `ta` whose answers are spread, except the items that are given; others like it beside it.

    Of an item with fewer answers than people, the first have answered. `lessons`: how many, or the teacher of each.
    `then`: an earlier round of so many people, and what they gave. `absent`: how many did not take part.
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
    members = max(people, len(set(teachers)), then[0] if then else 0) + absent
    return school(used, {f"t{'abcdefgh'[n]}": members for n in range(teams)}, answers, **gate)


def spread(scores: Sequence[float], n: int, random: Random) -> list[float]:
    """Answers with every score in them, in an order of their own."""
    found = [scores[1 + k % (len(scores) - 2)] for k in range(n)]
    found[: min(2, n)] = [scores[0], scores[-1]][: min(2, n)]
    random.shuffle(found)
    return found


def hard(top: Sequence[float] = (*[5.0] * 7, 3.0)) -> Files:
    """Teams with a unanimous item, a dissenter, an item at the end, and a round before."""
    one = [4.0] * 7 + [2.0]
    return made(8, {"laag-0-0": top, "laag-1-1": one}, then=(12, {"laag-0-1": [1.0] * 12}), teams=2)


def one_of_four() -> Files:
    """Seven teams, the last of which has four people."""
    tree = made(8, teams=7)
    return {path: _first_four(content) if "/tg/" in path else content for path, content in tree.items()}


def _first_four(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:5])


def _as_if_told(view: Any) -> Any:
    """A team's round in which whatever is withheld is 5,0."""
    numbers = {
        aspect: found if found.mean is not None else replace(found, mean=5.0)
        for aspect, found in view.results.indicators.items()
    }
    return replace(view, results=replace(view.results, indicators=numbers))


# ----- planted leaks: each rule switched off in turn ---------------------------------------------------

Switch = Callable[[pytest.MonkeyPatch], None]
SWITCHED: dict[str, tuple[Switch, Files, str, frozenset[str]]] = {}
"""By what is switched off: how, in which school, the place that must be named, and the kinds of leak it must be."""


def plant(name: str, tree: Files, place: str, *kinds: str) -> Callable[[Switch], None]:
    def keep(how: Switch) -> None:
        SWITCHED[name] = how, tree, place, frozenset(kinds)

    return keep


FIRST, LEVEL = "laag-0/item/laag-0-0", "laag-0/layer/laag-0"
SEEN = "zien/item/zien-deel-0-0"
MASKED = made(8, {"laag-0-0": [5.0] * 7 + [3.0]})
"""The item `laag-0-0` is at the top; its true mean is 4,75. The layer `laag-0` is 3,4 tot 3,7."""


@plant("a mean of four people", made(4), FIRST, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    for module in (items, gate):
        patch.setattr(module, "too_few", lambda number, thresholds: number.people < 4)


@plant("a level of four people", made(4), LEVEL, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    """Its items say nothing, but it has a mean."""
    patch.setattr(gate, "too_few", lambda *_: False)
    patch.setattr(gate, "mean_is_told", lambda _: True)


@plant("a mean where the ends meet", made(8, lessons=["d0"] * 6 + ["d1", "d2", "d3", "d4"]), SEEN, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(items, "ends_meet", lambda *_: False)
    patch.setattr(items, "near_an_end", lambda *_: Fraction(3, 10))


@plant("a bound where the ends meet", made(8, lessons=["d0"] * 6 + ["d1", "d2", "d3", "d4"]), SEEN, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(items, "ends_meet", lambda *_: False)


@plant(
    "a margin that looks at nothing but the edge",
    made(8, {"laag-0-0": [5.0] * 7 + [1.0]}),
    FIRST,
    *("rule", "determined"),
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(items, "near_an_end", lambda *_: Fraction(3, 10))


@plant("the same at the bottom", made(8, {"laag-0-0": [1.0] * 7 + [5.0]}), FIRST, "rule", "determined")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(items, "near_an_end", lambda *_: Fraction(3, 10))


@plant("a margin without a step", made(8, {"laag-0-0": [5.0] * 6 + [4.0, 1.0]}), FIRST, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(items, "near_an_end", lambda item, *_: Fraction(4 * item.most, item.n))


@plant(
    "a margin of one answer for whoever has three",
    made(8, {"zien-deel-0-0": [1.0] * 3 + [5.0] * 6}, lessons=["d0", "d0", "d0", *(f"d{n}" for n in range(1, 7))]),
    SEEN,
    *("rule", "determined"),
)
def _(patch: pytest.MonkeyPatch) -> None:
    real = items.near_an_end
    patch.setattr(items, "near_an_end", lambda item, *rest: real(replace(item, most=1), *rest))


def _other_ends(change: Callable[[Any, Any], Any]) -> Switch:
    """What is said of an item, with another idea of where its mean lies."""

    def how(patch: pytest.MonkeyPatch) -> None:
        real = items.said

        def said(item: Any, scale: Any, *rest: Any) -> Any:
            found = real(item, scale, *rest)
            return replace(found, ends=change(item, scale)) if found.no_mean == "masked" else found

        patch.setattr(gate, "said", said)

    return how


plant("a bound that is too narrow", made(6, {"laag-0-0": [5.0] * 5 + [4.0]}), FIRST, "rule", "narrow")(
    _other_ends(lambda item, scale: (Fraction(47, 10), Fraction(scale.max)))
)
plant("a bound that is not so", made(6, {"laag-0-0": [5.0] * 5 + [4.0]}), FIRST, "rule", "untrue")(
    _other_ends(lambda item, scale: (Fraction(49, 10), Fraction(scale.max)))
)
plant("a bound that is the mean", made(6, {"laag-0-0": [5.0] * 5 + [4.0]}), FIRST, "rule", "narrow")(
    _other_ends(lambda item, scale: (item.mean, item.mean))
)


@plant("a bound rounded to the nearest", made(6, {"laag-0-0": [5.0] * 4 + [4.0, 1.0]}), FIRST, "rule", "untrue")
def _(patch: pytest.MonkeyPatch) -> None:
    """Its mean is 4,0: the bound 5 - 5/6 goes to 4,1 when it is rounded down, and 4,2 is the nearest."""
    patch.setattr("teamspiegel.gate.items.rounded_down", lambda value, decimals: half_up(value, decimals) + 0.1)


@plant("an SD of seven people", made(7), FIRST, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(items, "_no_sd", lambda *_: None)


@plant("an SD where all but one agree", made(12, {"laag-0-0": [4.0] * 11 + [2.0]}), FIRST, "rule", "determined")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(items, "nearly_alike", lambda *_: False)


@plant(
    "an SD of less than the edge",
    made(8, {"zien-deel-0-0": [3.0] * 10 + [3.5] * 4}, lessons=14),
    SEEN,
    "rule",
)
def _(patch: pytest.MonkeyPatch) -> None:
    """So many are the same that only the SD, 0,23, is in the way."""
    patch.setattr(items, "nearly_alike", lambda item, thresholds: item.alike >= item.n - item.most - 2)


@plant("a word about the spread of eight people", made(8), FIRST, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    real = gate._item

    def item(rules: Any, number: Any, said: Any) -> Any:
        return replace(real(rules, number, said), spread=number.variance >= Fraction(64, 100))

    patch.setattr(gate, "_item", item)


@plant("the distribution of nearly the same", made(12, {"laag-0-0": [4.0] * 11 + [2.0]}), FIRST, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    real = gate._results

    def results(definitions: Any, measured: Any) -> Any:
        return replace(real(definitions, measured), distributions=measured.distributions)

    patch.setattr(gate, "_results", results)


TWO = instrument((2,), survey=(2, 3))
BESIDE = {"laag-0-0": [3.0] + [1.0] * 4, "laag-0-1": [3.0] + [1.0] * 4}
ALIKE = {"laag-0-0": [5.0] + [3.0] * 9, "laag-0-1": [3.0] + [1.0] * 6 + [5.0] * 3}


@plant("an exact level beside a masked item", made(5, BESIDE, used=TWO), FIRST, "determined")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "mean_is_told", lambda _: True)


@plant("the SD of a level beside an item that is nearly alike", made(10, ALIKE, used=TWO), FIRST, "determined")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "sd_is_told", lambda _: True)


@plant("an interval that is narrower than its items allow", MASKED, FIRST, "narrow")
def _(patch: pytest.MonkeyPatch) -> None:
    real = gate._level

    def level(rules: Any, number: Any, *rest: Any) -> Any:
        found = real(rules, number, *rest)
        near = half_up(number.mean, 1)
        return replace(found, at_least=near - 0.1, at_most=near + 0.1) if found.withheld == "derived" else found

    patch.setattr(gate, "_level", level)


ELEVEN = {"laag-0-0": [5.0] * 10 + [3.0], "laag-0-1": [3.0] * 6 + [2.0] * 5, "laag-0-2": [3.0] * 6 + [2.0] * 5}


@plant("an interval of items that are known exactly", made(11, ELEVEN), LEVEL, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    """Two of its items are 28/11 = 2,545, and as far as a reader knows 2,5: 27/11 or 28/11."""
    real = items.said

    def said(item: Any, *rest: Any) -> Any:
        found = real(item, *rest)
        return found if found.mean is None else replace(found, ends=(item.mean, item.mean))

    patch.setattr(gate, "said", said)


@plant("an interval as wide as half the scale", made(8, {"laag-0-0": [5.0, 4.0]}, used=TWO), LEVEL, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(GateThresholds, "WIDEST", Fraction(2))


@plant("bands of lessons beside an element without an SD", made(8, {"zien-deel-0-0": [3.0] * 12}), "zien/layer/zien")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "_sd_is_told", lambda *_: True)


@plant("bands of nine lessons", made(8, lessons=9), "zien/layer/zien", "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "_sd_is_told", lambda *_: True)


@plant("that a mean is low which is not told", made(4, {"laag-0-0": [1.0, 1.0, 2.0, 5.0]}), FIRST, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    real = gate._published

    def published(rules: Any, number: Any, *rest: Any) -> Any:
        return replace(real(rules, number, *rest), low=number.mean < 3)

    patch.setattr(gate, "_published", published)


@plant("the uncertainty from the SD before it is rounded", made(12, absent=33), FIRST, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    """12 of 45 took part, and the SD is 1,16: the half is 0,64, and 0,66 from 1,2."""
    real = gate._published

    def published(rules: Any, number: Any, *rest: Any) -> Any:
        found = real(rules, number, *rest)
        if found.uncertainty is None:
            return found
        sd, whose = float(number.variance) ** 0.5, (number.n, number.people, rules.members)
        return replace(found, uncertainty=gate._uncertainty(found.mean, sd, *whose, rules.instrument.decimals))

    patch.setattr(gate, "_published", published)


@plant(
    "a clear word about a change of eight people",
    made(8, {"laag-0-0": [4.0] * 4 + [3.0] * 4}, then=(8, {"laag-0-0": [2.0] * 4 + [3.0] * 4})),
    FIRST,
    "rule",
)
def _(patch: pytest.MonkeyPatch) -> None:
    real = between_rounds._change

    def change(*sides: Any) -> Any:
        return replace(real(*sides), direction="higher")

    patch.setattr(between_rounds, "_change", change)


@plant(
    "the difference of a mean and of a bound",
    made(8, {"laag-0-0": [5.0] * 7 + [4.0]}, then=(8, {"laag-0-0": [2.0] * 4 + [3.0] * 4})),
    FIRST,
    "rule",
)
def _(patch: pytest.MonkeyPatch) -> None:
    real = between_rounds._change

    def change(aspect: Any, since: str, old: Any, new: Any, decimals: int) -> Any:
        then, now = (replace(side, mean=side.mean or side.at_least) for side in (old, new))
        return real(aspect, since, then, now, decimals)

    patch.setattr(between_rounds, "_change", change)


@plant("a number of three other teams", made(8, teams=4), FIRST, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    real = references._others
    patch.setattr(references, "_others", lambda view, others, hidden, fewest: real(view, others, hidden, 3))


@plant("a number of other teams of which one is not told", one_of_four(), FIRST, "rule")
def _(patch: pytest.MonkeyPatch) -> None:
    """As if the one with four people had a mean of 5,0."""
    real = references.PublishedMeans.of

    def of(definitions: Any, views: Any) -> Any:
        return real(definitions, [_as_if_told(view) for view in views])

    patch.setattr(references.PublishedMeans, "of", of)


@plant("what is withheld, on a paper alone", MASKED, LEVEL, "said")
def _(patch: pytest.MonkeyPatch) -> None:
    real = papers.KINDS["report"]

    def told_all(tell: Any, pages: Any) -> Any:
        *earlier, latest = pages.report.rounds
        return real(tell, replace(pages, report=replace(pages.report, rounds=(*earlier, _as_if_told(latest)))))

    patch.setitem(papers.KINDS, "report", told_all)


@pytest.mark.parametrize("name", SWITCHED)
def test_a_rule_that_is_switched_off_is_found(name: str, monkeypatch: pytest.MonkeyPatch, tried: Tried) -> None:
    how, tree, place, kinds = SWITCHED[name]
    tried.planted[name] = False
    assert not _kinds(attack(docs(tree), tree), place)  # as it should be, nothing leaks there
    how(monkeypatch)
    report = attack(docs(tree), tree)
    found = _kinds(report, place)
    assert found, told(report)
    assert kinds <= found, told(report)
    tried.planted[name] = True


def _kinds(report: Report, place: str) -> set[str]:
    """What was found of a place of the team that the school was made for."""
    return {finding.kind for finding in report.findings if finding.team == "ta" and place in finding.place}


# ----- planted leaks: after the gate -------------------------------------------------------------------

CHART = "grafieken/ta--nu--means--laag-0"
PAGE = "teams/ta/lagen/laag-0.md"
NAME = "Stem 0 punt 0"


def _renamed(files: Files) -> Files:
    return {path.replace("means--laag-0", "means--laag-0-4.8"): content for path, content in files.items()}


def _indexed(files: Files) -> Files:
    docs_ = [{"location": "teams/ta/lagen/laag-0.html", "title": NAME, "text": f"<p>{NAME}: gemiddeld 4,8.</p>"}]
    return {**files, "search/search_index.json": json.dumps({"docs": docs_}).encode()}


def _in_workbook(old: str, new: str) -> Callable[[Files], Files]:
    """A text of the workbook that says something else."""

    def edit(files: Files) -> Files:
        target, path = io.BytesIO(), "downloads/indicatoren.xlsx"
        with zipfile.ZipFile(io.BytesIO(files[path])) as given_, zipfile.ZipFile(target, "w") as book:
            parts = {name: given_.read(name) for name in given_.namelist()}
            assert sum(old.encode() in content for content in parts.values()) == 1
            for name, content in parts.items():
                book.writestr(name, content.replace(old.encode(), new.encode()))
        return {**files, path: target.getvalue()}

    return edit


def _beside(words: str, name: str = NAME) -> Callable[[Files], Files]:
    """Words in a drawing, beside a name."""
    texts = (f'<text x="{x}" y="9000">{text}</text>' for x, text in ((0, name), (300, words)))
    return put(PAGE, r"</svg>", "".join(texts) + "</svg>")


AFTERWARDS: dict[str, tuple[Callable[[Files], Files], str]] = {
    "in the title of a chart": (put(PAGE, r"(<figcaption[^>]*><strong>)", rf"\1{NAME}: 4,8. "), "said"),
    "in the description of a chart": (put(PAGE, r'(<svg[^>]* aria-label=")', rf"\1{NAME} is 4,8. "), "said"),
    "in the words of a chart": (_beside("4,8"), "said"),
    "in a number of a chart's data": (
        put(f"{CHART}.js", r'"datasets":\{', rf'"datasets":{{"more":[{{"row":"{NAME}","at":4.75}}],'),
        "said",
    ),
    "in a word of a chart's data": (
        put(f"{CHART}.js", r'"datasets":\{', rf'"datasets":{{"more":[{{"row":"{NAME}","value":"4,8"}}],'),
        "said",
    ),
    "a nearer bound in a chart's data": (
        put(f"{CHART}.js", r'"datasets":\{', rf'"datasets":{{"more":[{{"row":"{NAME}","mean":"4,7 of hoger"}}],'),
        "said",
    ),
    "in a text of the interactive chart": (
        put(f"{CHART}.js", r'"datasets":\{', rf'"datasets":{{"tips":[{{"tip":"{NAME}: 4,8"}}],'),
        "said",
    ),
    "on a paper": (
        put(
            "downloads/verslag-ta.pdf",
            r'"overview": \[',
            rf'"overview": [{{"name": "{NAME}", "value": {{"text": "4,8"}}}}, ',
        ),
        "said",
    ),
    "in the words of a chart on a paper": (
        put("downloads/verslag-ta.pdf", "</svg>", rf"<text>{NAME}: 4,8</text></svg>"),
        "said",
    ),
    "in an aria-label": (
        put(PAGE, r'<th scope="row"><strong>', rf'<th scope="row" aria-label="{NAME}, 4,8"><strong>'),
        "said",
    ),
    "in a data-attribute of a cell": (put(PAGE, rf"({NAME}</strong>[^\n]*?)<td>", r'\1<td data-mean="4.8">'), "said"),
    "in a table's sort keys": (
        put("school/index.md", r"<td><span class=.ts-withheld", r'<td data-sort="0004.800"><span class="ts-withheld'),
        "said",
    ),
    "in a cell of a table": (
        put(PAGE, rf"({NAME}</strong>[^\n]*?<td>).*?(</td>)", r"\1<strong>4,8</strong>\2"),
        "said",
    ),
    "in a sentence": (put(PAGE, r"\n## ", rf"\nHet hoogst scoort {NAME} (4,8).\n\n## "), "said"),
    "in the front matter": (put(PAGE, r"^---\n", f"---\ndescription: {NAME} 4,8\n"), "said"),
    "in the name of a file": (_renamed, "said"),
    "in the search index": (_indexed, "said"),
    "in the download": (put("downloads/indicatoren.csv", r"(laag-0-0,8),,4.3,", r"\1,4.8,,"), "rule"),
    "where nothing sorts it: by value": (lambda files: _by_value(files), "said"),
    "a nearer bound in a cell": (put(PAGE, r"<td>4,3 of hoger", "<td>4,7 of hoger"), "said"),
    "a nearer bound in a sentence": (put(PAGE, r"hoogste: 4,3 of hoger", "hoogste: 4,7 of hoger"), "said"),
    "a nearer bound in the words of a chart": (_beside("4,7 of hoger"), "said"),
    "a nearer bound in the workbook": (_in_workbook("4,3 of hoger", "4,7 of hoger"), "said"),
    "a nearer bound in the download": (put("downloads/indicatoren.csv", r"(laag-0-0,8,,)4.3", r"\g<1>4.7"), "narrow"),
    "a bound in the download that is not so": (
        put("downloads/indicatoren.csv", r"(laag-0-0,8,,)4.3", r"\g<1>4.8"),
        "untrue",
    ),
    "a bound in a cell that is not so": (put(PAGE, r"<td>4,3 of hoger", "<td>4,8 of hoger"), "untrue"),
    "an interval in a cell that is not so": (put(PAGE, r"<td>3,4 tot 3,7", "<td>3,4 tot 3,5"), "untrue"),
    "a nearer interval above a page": (put(PAGE, r"tussen 3,4 en 3,7", "tussen 3,5 en 3,6"), "said"),
    "a nearer interval in the words of a chart": (
        _beside("nu 3,5 tot 3,6", "Stem 0"),
        "said",
    ),
    "where an interval is in a table's sort keys": (
        put("school/index.md", r"<td>(?=tussen 3,4 en 3,7)", '<td data-sort="0003.575">'),
        "said",
    ),
}


def _by_value(files: Files) -> Files:
    """The rows of the table of items, sorted by their true means."""
    text = files[PAGE].decode()
    rows = re.findall(r"<tr id=\"[^\"]*\"><th scope=\"row\"><strong>.*?</tr>\n", text)
    assert len(rows) == 3
    return {**files, PAGE: text.replace("".join(rows), "".join([*rows[1:], rows[0]])).encode()}


@pytest.mark.parametrize("where", AFTERWARDS)
def test_a_number_that_goes_past_the_gate_is_found(where: str, tried: Tried) -> None:
    tried.planted[where] = False
    change, kind = AFTERWARDS[where]
    tree, files = as_it_should_be()
    report = attack(change(files), tree)
    assert [finding for finding in report.findings if finding.kind == kind], told(report)
    tried.planted[where] = True


@cache
def as_it_should_be() -> tuple[Files, Files]:
    """A school and its docs folder, in which nothing is found as long as nothing is planted."""
    tree = with_small_team()
    files = docs(tree)
    assert not attack(files, tree).findings
    return tree, files


def with_small_team() -> Files:
    """A team of eight with a masked item beside one of four: their layers stand below each other for the school."""
    tree = made(8, {"laag-0-0": [5.0] * 7 + [3.0]}, then=(12, {}), teams=2)
    return {path: _first_four(content) if "/tb/" in path else content for path, content in tree.items()}


# ----- what is withheld changes nothing ----------------------------------------------------------------

Pair = tuple[Files, Files]


def other_answers() -> Pair:
    """A team of four that answers something else altogether, another question left open; two teams beside it."""
    one, other = (made(8, teams=3, seed=seed) for seed in (0, 101))
    kept = {path: content for path, content in one.items() if "/tb/" not in path}
    four = [{path: _first_four(tree[path]) for path in tree if "/tb/" in path} for tree in (one, other)]
    return kept | four[0], kept | four[1]


def pattern(people: int, *columns: Sequence[float], item: str = "laag-0-0", **more: Any) -> Pair:
    """An item that is answered in one of two ways, in a school in which nothing else is another."""
    one, other = (
        made(people, {item: column}, used=instrument((2,), survey=(4, 3)), teams=2, **more) for column in columns
    )
    return one, other


BUSY = ["d0"] * 6 + ["d1", "d2", "d3", "d4"]
PAIRS: dict[str, Pair] = {
    "a team of four answers something else": other_answers(),
    "all at the top, or all but one": pattern(8, [5.0] * 8, [5.0] * 7 + [4.0]),
    "all at the bottom, or one far from it": pattern(8, [1.0] * 8, [1.0] * 7 + [5.0]),
    "five at the top, or as far from it as the rule goes": pattern(5, [5.0] * 5, [5.0] * 3 + [4.0, 1.0]),
    "one dissenter, or two near the rest": pattern(8, [4.0] * 7 + [2.0], [4.0] * 6 + [3.0] * 2),
    "all in the middle, or half at each end": pattern(8, [3.0] * 8, [1.0] * 4 + [5.0] * 4),
    "one dissenter of twelve, or two": pattern(12, [4.0] * 11 + [2.0], [4.0] * 10 + [3.0] * 2),
    "one teacher with most lessons": pattern(
        8, [3.0] * 10, [1.0] * 4 + [5.0, 4.0] * 3, item="zien-deel-0-0", lessons=BUSY
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_what_is_withheld_changes_not_a_byte(name: str, tried: Tried) -> None:
    one, other = PAIRS[name]
    assert one != other
    assert published_of(one)[1] == published_of(other)[1]
    first, second = docs(one), docs(other)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    tried.pairs += 1


def test_what_is_withheld_changes_not_a_byte_of_a_built_site(tmp_path: Path, tried: Tried) -> None:
    """Nor does the attacker find anything in a site as MkDocs builds it."""
    one, other = hard(), hard(top=[5.0] * 8)
    assert published_of(one)[1] == published_of(other)[1]
    first, second = (
        files_of(built(write(tmp_path / name, tree)) / "site") for name, tree in (("one", one), ("other", other))
    )
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    tried.pairs += 1
    safe(attack(first, one), tried, built=True)
