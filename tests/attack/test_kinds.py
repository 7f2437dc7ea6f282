"""The attacker against instruments of other kinds: what is built in examples, hard schools, and planted leaks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.gate import interviews, items, network
from teamspiegel.gate.others import GATES

from tests.attack.kinds import rules
from tests.attack.kinds.attack import Report, attack
from tests.attack.kinds.given import school_of
from tests.attack.kinds.others import Asked
from tests.attack.kinds.schools import ROWS, school
from tests.attack.plants import put
from tests.attack.schools import docs
from tests.attack.told import Tried
from tests.golden import GOLDEN
from tests.schools import ROOT, Files, below

SCHOOLS = 3
"""So many, always the same ones, when nobody asks for others (`--schools`)."""


def told(report: Report) -> str:
    return "\n".join(map(str, report.findings[:10]))


def safe(report: Report, tried: Tried) -> None:
    """Counted in the report, and without a leak or a number that nobody accounts for."""
    tried.of_kinds.add(report)
    assert not report.findings, told(report)


@cache
def study() -> tuple[Files, Files]:
    tree = below(ROOT / "examples" / "onderzoek", "content", "data")
    return tree, docs(tree)


@cache
def every_kind() -> tuple[Files, Files]:
    """A small school with every kind, and its docs folder."""
    tree = below(GOLDEN / "metingen" / "input", "content", "data")
    return tree, docs(tree)


def test_the_example_of_a_study_keeps_everybodys_answers(tried: Tried) -> None:
    tree, files = study()
    report = attack(files, tree)
    assert len(report.units) == 7
    assert all(report.told[kind] > 10 for kind in report.units)
    safe(report, tried)


def test_a_school_with_every_kind_keeps_everybodys_answers(tried: Tried) -> None:
    tree, files = every_kind()
    safe(attack(files, tree), tried)


def test_hard_schools_of_every_kind_keep_everybodys_answers(tried: Tried, request: pytest.FixtureRequest) -> None:
    """Each school has four units of each kind, and each is a case of its own."""
    asked = request.config.getoption("schools")
    first = 0
    if asked is not None:
        given = request.config.getoption("hypothesis_seed")
        first = Random(given).randrange(10**9)
    for seed in range(first, first + (asked or SCHOOLS)):
        tree = school(seed)
        report = attack(docs(tree), tree)
        assert not report.findings, f"school({seed})"
        safe(report, tried)


# ----- planted leaks: a rule of a gate switched off ------------------------------------------------------

Switch = Callable[[pytest.MonkeyPatch], None]


def _gate(kind: str, change: Callable[..., Any]) -> Switch:
    """A gate that is given something else: `change` makes instrument and thresholds, of those that there are."""

    def how(patch: pytest.MonkeyPatch) -> None:
        real = GATES[kind]

        def gate(instrument: Any, unit: Any, measured: Any, thresholds: Any) -> Any:
            instrument, thresholds = change(instrument, thresholds)
            return real(instrument, unit, measured, thresholds)

        patch.setitem(GATES, kind, gate)

    return how


def _lower(**of: int) -> Callable[[Any, Any], Any]:
    return lambda instrument, thresholds: (instrument, thresholds.model_copy(update=of))


def _cover(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(GateThresholds, "COVER", -2)


def _all_together(patch: pytest.MonkeyPatch) -> None:
    """The roles that are withheld are in the number of all roles."""
    real = GATES["scan"]

    def gate(scan_: Any, unit: Any, measured: Any, thresholds: Any) -> Any:
        found = real(scan_, unit, measured, thresholds)
        means = {topic: [one.mean for one in roles.values()] for topic, roles in measured.numbers.items()}
        overall = {topic: float(sum(of) / len(of)) for topic, of in means.items() if topic in found.overall}
        return replace(found, overall=overall)

    patch.setitem(GATES, "scan", gate)


SWITCHED: dict[str, tuple[str, Switch, str]] = {
    "a mean of a role of four": ("scan", _gate("scan", _lower(mean=1)), "withheld"),
    "a total with roles that are withheld": ("scan", _all_together, "untrue"),
    "an SD of a role that is nearly alike": ("scan", _cover, "untrue"),
    "a median of four": ("placement", _gate("placement", _lower(mean=1)), "withheld"),
    "counts of nine": ("placement", _gate("placement", _lower(spread=5)), "withheld"),
    "counts where all but one chose the same": ("placement", _cover, "withheld"),
    "an order of four": ("ranking", _gate("ranking", _lower(mean=1)), "withheld"),
    "a top of nine": ("ranking", _gate("ranking", _lower(spread=5)), "withheld"),
    "a top where nearly all agree": ("ranking", _cover, "withheld"),
    "pupils of four classes": (
        "pupils",
        _gate("pupils", lambda own, thresholds: (own.model_copy(update={"fewest_classes": 2}), thresholds)),
        "withheld",
    ),
    "nine pupils": ("pupils", _gate("pupils", _lower(spread=5)), "withheld"),
    "how sure a mean is where pupils are alike": ("pupils", _cover, "withheld"),
    "a share of nine": ("test", _gate("test", _lower(spread=5)), "withheld"),
    "a share that nobody or everybody had": (
        "test",
        lambda patch: patch.setattr(items, "near_an_end", lambda *_: Fraction(-1)),
        "untrue",
    ),
    "a network of nine": ("network", _gate("network", _lower(spread=5)), "withheld"),
    "a network of which half answered": (
        "network",
        lambda patch: patch.setattr(network, "ENOUGH_ANSWERED", Fraction(0)),
        "withheld",
    ),
    "reciprocity where ties to the absent follow": (
        "network",
        lambda patch: patch.setattr(network, "_away_is_open", lambda _: True),
        "withheld",
    ),
    "isolated people on a short list": (
        "network",
        lambda patch: patch.setattr(network, "LISTED_FOR_ISOLATED", 0) or patch.setattr(network, "FEWEST_ISOLATED", 0),
        "withheld",
    ),
    "how many told, where they are a few": (
        "interviews",
        lambda patch: patch.setattr(interviews, "how_many", lambda count, *_: count),
        "untrue",
    ),
    "four interviews": ("interviews", _gate("interviews", _lower(mean=1)), "withheld"),
}
"""By what is switched off: the kind, how, and what it must be found as."""


@pytest.mark.parametrize("name", SWITCHED)
def test_a_rule_that_is_switched_off_is_found(name: str, monkeypatch: pytest.MonkeyPatch, tried: Tried) -> None:
    """In one of a few schools of that kind."""
    kind, how, found_as = SWITCHED[name]
    tried.planted[name] = False
    how(monkeypatch)
    trees = (school(seed, (kind,)) for seed in range(12))
    reports = (attack(docs(tree), tree) for tree in trees)
    assert any(finding.kind == found_as for report in reports for finding in report.findings)
    tried.planted[name] = True


@pytest.mark.parametrize("kind", list(ROWS))
def test_nothing_leaks_there_as_it_should_be(kind: str, tried: Tried) -> None:
    for seed in range(2):
        tree = school(seed, (kind,))
        safe(attack(docs(tree), tree), tried)


# ----- planted leaks: after the gate -------------------------------------------------------------------


def _more(path: str, text: str) -> Callable[[Files], Files]:
    return lambda files: {**files, path: files.get(path, b"") + text.encode()}


TALES, PUPILS, SCAN = (
    f"school/{unit}.md"
    for unit in (
        "de-kade/andere-metingen/verhalen",
        "de-kade/andere-metingen/leerlingen",
        "de-ring/andere-metingen/scan",
    )
)
NETWORK, TEST, PLACED = (f"teams/blauw/andere-metingen/{name}.md" for name in ("met-wie", "kennis", "plek"))
ROLES, LEVELS = "grafieken/de-ring--scan--roles", "grafieken/de-kade--leerlingen--levels"

AFTERWARDS: dict[str, tuple[Callable[[Files], Files], str]] = {
    "a quote that is not cleared": (put(TALES, r"(- \*\*Dit steunt.*)", r"\1\n    - “Dit zei nummer 3.”"), "withheld"),
    "a number of a class": (_more(PUPILS, "\nKlas k1 geeft Uitleg 2,2.\n"), "untrue"),
    "a number of a class without a scale": (_more(PUPILS, "\nIn klas k1 is het 2,2.\n"), "unread"),
    "a row of a class": (put(PUPILS, r"</tbody>", "<tr><th>Klas k1</th><td>2,2</td></tr></tbody>"), "unread"),
    "a mean in a cell that is withheld": (put(SCAN, r"<td>niet getoond</td>", "<td>4,4</td>"), "withheld"),
    "a column of a chart's table": (put(SCAN, r"(<th[^>]*>)Samen</th>", r"\1Spreiding</th>"), "unread"),
    "in an attribute of a cell": (put(SCAN, r"<td>niet getoond</td>", '<td data-v="4.4">niet getoond</td>'), "unread"),
    "in an aria-label": (put(SCAN, r'aria-label="', 'aria-label="Opleiders gaven 4,4. '), "unread"),
    "in a sentence": (_more(SCAN, "\nOpleiders gaven gemiddeld 4,4.\n"), "unread"),
    "degrees of a network": (_more(NETWORK, "\nIemand is 9 keer genoemd.\n"), "unread"),
    "another density": (put(NETWORK, r"\*\*48\*\* getrokken", "**49** getrokken"), "untrue"),
    "a number of people of a system": (_more(TEST, "\nEén had er 0 goed.\n"), "unread"),
    "a spread of a test": (put(TEST, r"(collega's deden mee\.)", r"\1 De spreiding is 0,21."), "unread"),
    "in a phase": (put(PLACED, r"<td>7</td>", "<td>8</td>"), "untrue"),
    "in the title of a chart": (put(f"{ROLES}.js", r'("title":\{"text":\[")', r"\1Opleiders: 4,4. "), "unread"),
    "in the description of a drawing": (put(SCAN, r'(<svg[^>]* aria-label=")', r"\1Opleiders: 4,4. "), "unread"),
    "in the words of a drawing": (put(SCAN, r"</svg>", "<text>4,44</text></svg>"), "unread"),
    "in a field of a record": (put(f"{LEVELS}.js", r'"mean":2.3,', '"mean":2.3,"k1":2.2,'), "unread"),
    "in the words of a mark": (put(f"{LEVELS}.js", r'"n":30', '"n":30,"k1":"2,2"'), "unread"),
    "in a length of a mark": (put(f"{LEVELS}.js", r'"mean":2.3,', '"mean":2.27,'), "untrue"),
    "on a paper": (
        put("downloads/verslag-blauw.pdf", '"title": "Bij Een toets', '"title": "Iemand had 0 goed. Bij Een toets'),
        "unread",
    ),
    "in a download": (_more("downloads/scan.csv", "instrument,role,mean\nscan,opleider,4.4\n"), "unread"),
    "on the home page": (_more("index.md", "\n\nWat leerlingen zeggen: klas k1 geeft 2,2.\n"), "unread"),
    "in who took part": (
        put("school/opzet-van-het-onderzoek.md", r"<strong>30</strong>", "<strong>29</strong>"),
        "unread",
    ),
    "in the search index": (
        _more(
            "search/search_index.json",
            '{"docs": [{"location": "school/de-ring/andere-metingen/scan.html", "text": "<p>Opleiders: 4,4</p>"}]}',
        ),
        "unread",
    ),
}


@pytest.mark.parametrize("where", AFTERWARDS)
def test_a_number_that_goes_past_the_gate_is_found(where: str, tried: Tried) -> None:
    name = f"{where}, of another kind"
    tried.planted[name] = False
    change, kind = AFTERWARDS[where]
    tree, files = every_kind()
    report = attack(change(files), tree)
    assert kind in {finding.kind for finding in report.findings}, told(report)
    tried.planted[name] = True


# ----- somebody who is certain -------------------------------------------------------------------------

CERTAIN: dict[str, Switch] = {
    "scan": lambda patch: patch.setattr(rules, "_mean", _exact),
    "test": lambda patch: patch.setattr(rules, "_mean", _exact),
    "pupils": lambda patch: patch.setattr(rules, "_mean", _exact),
    "placement": lambda patch: patch.setattr(rules, "alike", lambda _: False),
    "ranking": lambda patch: patch.setattr(rules, "alike", lambda _: False),
}
"""By kind: a rule that protects nobody, in the attacker's own book."""


def _exact(values: Sequence[Fraction], *_: object) -> Fraction | None:
    return sum(values, Fraction()) / len(values) if len(values) > 1 else None


@pytest.mark.parametrize("kind", CERTAIN)
def test_by_a_rule_that_protects_nobody_somebody_is_certain(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    CERTAIN[kind](monkeypatch)
    found = (school_of(school(seed, (kind,))) for seed in range(12))
    assert any(next(Asked(strand, one.gate).certain(), None) for one in found for strand in one.strands)
