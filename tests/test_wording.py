"""The words: every one that is asked for is there, every one that is there is used, and some are never said."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from teamspiegel.charts.style import Kind
from teamspiegel.contracts.answers import Form
from teamspiegel.contracts.datapoints import DataPoint
from teamspiegel.contracts.definitions import LearningQuestion, Session
from teamspiegel.contracts.guidance import KINDS, Step, Sure, Whose
from teamspiegel.contracts.imports import TOOLS
from teamspiegel.contracts.inquiry import Action, Condition, Monitored
from teamspiegel.contracts.insights import Border
from teamspiegel.contracts.interviews import DIRECTIONS
from teamspiegel.contracts.meeting import Cluster
from teamspiegel.contracts.published import Withheld
from teamspiegel.contracts.report import Direction, Status
from teamspiegel.contracts.site import NavItem
from teamspiegel.contracts.study import Stage
from teamspiegel.intake.conversion import Dropped
from teamspiegel.intake.outline import Unused
from teamspiegel.pages.withheld import REASONS
from teamspiegel.reading.tool import Mark

from tests.schools import ROOT, demonstration
from tests.sites import Element, pages, shown, site, theme

PACKAGE = ROOT / "generator" / "teamspiegel"
CATALOGUE = theme().wording.texts
SOURCES = get_args(Form)
PLURALS = ("one", "other")


def choices(model: type[Any], field: str) -> Sequence[str]:
    """The words that an author may choose from."""
    kind = model.model_fields[field].annotation
    return next((get_args(one) for one in get_args(kind) if get_origin(one) is Literal), get_args(kind))


def counted(names: Sequence[str]) -> list[str]:
    return [f"{name}.{plural}" for name in names for plural in PLURALS]


ASKED = {"low": 3, "opinions": 3, "lessons": 3, "lowest": 2}
"""How many questions a page may need of each kind: a team reads three, of which two when nothing is flagged."""

COLUMNS = ("n", "mean", "sd", "flags", "interval")
"""What a chart's table tells of a mean."""

DYNAMIC: dict[str, Sequence[str]] = {
    "words.whose.": get_args(Whose),
    "charts.bands.": ("upper", "lower", "lower_upper"),
    "charts.change.": (*get_args(Direction), "apart"),
    "charts.flag.": ("low", "spread"),
    "charts.head.": (*COLUMNS, "band", "range", "lessons", "percent", "difference", "noise", "change"),
    "charts.finding.": (
        *counted(("highest", "lowest", "higher", "lower", "right", "together")),
        *DIRECTIONS,
        *counted(("furthest", "at")),
        "unclear",
        "not_told",
        "apart",
    ),
    "charts.finding.above.": counted([f"{end}{few}" for end in ("most", "fewest", "alike") for few in ("", "_few")]),
    "charts.finding.position.": (*get_args(Border), "unsure"),
    "charts.list.": ("and", "or"),
    "charts.means.flags.": counted(("low", "spread")),
    "charts.subject.": (*counted(SOURCES), "position", "predictions"),
    "charts.subject.means.": SOURCES,
    "charts.told.": (*COLUMNS, "before", "held"),
    "charts.thing.": get_args(Kind),
    "charts.things.": counted(get_args(Kind)),
    "dates.short.": [str(month) for month in range(1, 13)],
    "dates.months.": [str(month) for month in range(1, 13)],
    "management.title.": ("state", "import"),
    "management.program.": TOOLS,
    "management.mark.": get_args(Mark),
    "management.dropped.": get_args(Dropped),
    "management.unused.": get_args(Unused),
    "paths.": [
        "all_teams",
        "besides",
        "blocks",
        "charts",
        "elements",
        "guidance",
        "how_to_read",
        "layers",
        "agreements",
        "data_points",
        "management",
        "method",
        "minutes",
        "plan",
        "preparation",
        "poster",
        "programme",
        "questions",
        "report",
        "result",
        "results",
        "rounds",
        "said",
        "school",
        "sessions",
        "sheet",
        "study",
        "teams",
        "vision",
        "sheets",
    ],
    "withheld.reason.": REASONS,
    "charts.bound.": ("at_least", "at_most", "at_least_at_most"),
    "charts.part.": ("at_least", "at_most", "at_least_at_most"),
    "charts.interviews.": (*DIRECTIONS, "few", "nearly_all"),
    "monitoring.adjusted.": choices(Monitored, "adjusted"),
    "monitoring.answer.": choices(Monitored, "answer"),
    "monitoring.asked.": tuple(map(str, range(1, 13))),
    "monitoring.how.": choices(Monitored, "how"),
    "words.condition.": choices(Condition, "kind"),
    "words.cluster.": get_args(Cluster),
    "words.of_kind.": choices(DataPoint, "kind"),
    "words.purpose.": choices(DataPoint, "purpose"),
    "words.flags.": ("low", "spread"),
    "words.start.": choices(LearningQuestion, "start"),
    "words.bound.": ("at_least", "at_most", "between"),
    "words.withheld.": ("small", "derived"),
    "words.kind.": tuple(KINDS),
    "words.ask.": [f"{kind}.{n}" for kind, most in ASKED.items() for n in range(1, most + 1)],
    "words.change.": ("higher", "lower", "none"),
    "words.mark.": ("ja", "mogelijk"),
    "words.place.": (*get_args(Border), "unsure"),
    "words.progress.": get_args(Status),
    "words.session.": choices(Session, "kind"),
    "words.source.": SOURCES,
    "words.sure.": get_args(Sure),
    "words.sure_means.": get_args(Sure),
    "words.stage.": get_args(Stage),
    "words.status.": choices(Action, "status"),
    "words.step.": get_args(Step),
    "workbook.": [f"{sheet}.{part}" for sheet in ("indicators", "bands", "notice") for part in ("title", "columns")],
    "workbook.level.": ("item", "block", "layer", "axis"),
    "workbook.withheld.": get_args(Withheld),
}
"""Keys that are put together from a fixed beginning, and everything that it may be followed by."""

FREE = "terms."
"""Keys of which the theme may have as many as it likes: words with a tooltip."""


# ----- what the code and the templates ask for ---------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A key of the catalogue that something asks for, or the fixed beginning of one."""

    where: str
    key: str
    whole: bool


@cache
def asked() -> tuple[Asked, ...]:
    """Everything that the package and the templates ask for."""
    python = (found for path in sorted(PACKAGE.rglob("*.py")) for found in _in_python(path))
    templates = (found for name, text in theme().templates.items() for found in _in_template(name, text))
    return (*python, *templates)


def _in_python(path: Path) -> Iterator[Asked]:
    """The texts in what stands first between the brackets of `say(...)` and `count(...)`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    charts = "charts." if path.parent.name == "charts" else ""  # charts ask for their own words without saying so
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name == "count" and len(call.args) < 2:
            continue  # how often a letter stands in a text
        for key, whole in _keys(tree, call.args[0]) if name in ("say", "count") else ():
            if not key.startswith("charts."):  # that is where a chart's key is handed on
                yield from _asked(path.name, charts + key, whole, name)


def _keys(tree: ast.AST, argument: ast.expr, within: str = "") -> Iterator[tuple[str, bool]]:
    """What a key may be, and whether that is all of it: one text, one of two, or a text with something behind it."""
    match argument:
        case ast.Constant(value=str(key)):
            yield key, True
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            yield start, False
        case ast.IfExp():
            yield from (found for choice in (argument.body, argument.orelse) for found in _keys(tree, choice, within))
        case ast.Name() if argument.id != within:  # not again: `key = key if ... else ...`
            for node in ast.walk(tree):
                if isinstance(node, ast.Assign) and [getattr(to, "id", "") for to in node.targets] == [argument.id]:
                    yield from _keys(tree, node.value, argument.id)


def _in_template(name: str, text: str) -> Iterator[Asked]:
    for called, key, more in re.findall(r'\b(say|count)\("([^"]+)"( ~)?', text):
        yield from _asked(name, key, not more, called)


def _asked(where: str, key: str, whole: bool, name: str) -> Iterator[Asked]:
    forms = [f"{key}.{plural}" for plural in PLURALS] if whole and name == "count" else [key]
    return (Asked(where, form, whole) for form in forms)


# ----- the catalogue -----------------------------------------------------------------------------------


def test_this_test_finds_what_is_asked_for() -> None:
    """One of each kind: in a template, in Python, in a chart, chosen between two, and put together."""
    found = {(one.where, one.key) for one in asked()}
    assert {
        ("_parts.md.jinja", "words.lessons.one"),
        ("site.py", "nav.home"),
        ("distribution.py", "charts.subject.bands"),
        ("change.py", "charts.change.otherwise"),
        ("style.py", "charts.things."),
    } <= found


def test_every_word_that_is_asked_for_is_there() -> None:
    assert not [one for one in asked() if one.whole and one.key not in CATALOGUE]


def test_every_key_that_is_put_together_is_listed_here() -> None:
    assert {one.key for one in asked() if not one.whole} == set(DYNAMIC)


def test_every_word_that_may_be_asked_for_is_there() -> None:
    wanted = {start + rest for start, ends in DYNAMIC.items() for rest in ends}
    assert not wanted - set(CATALOGUE)


def test_every_word_that_is_there_is_used() -> None:
    used = {one.key for one in asked() if one.whole}
    used |= {start + rest for start, ends in DYNAMIC.items() for rest in ends}
    assert not [key for key in CATALOGUE if key not in used and not key.startswith(FREE)]


# ----- what readers see --------------------------------------------------------------------------------

NEVER = re.compile(r"significan|anoniem|anonim", re.IGNORECASE)
"""Words that the site does not say: no difference is tested, and small groups are never anonymous."""

ENGLISH = re.compile(
    r"\b(mean|average|spread|low|high|layers?|blocks?|rounds?|survey|observations|lessons?|withheld|small|masked"
    r"|secondary|true|false|none|null|nan|charts?|questions?|answers?|pages?|items:|and|the|of the|is not)\b",
    re.IGNORECASE,
)
"""Words of the code that would show if a text were missing. Dutch has none of them in these meanings."""

NAMES = re.compile("Lesson Study|content/learning-questions/", re.IGNORECASE)
"""What Dutch teachers call by its English name, and a folder of their own."""


@cache
def demonstrated() -> dict[str, Element]:
    """Every page of the demonstration as a reader gets it."""
    return {path: shown(text) for path, text in pages(site(demonstration())).items()}


every_page = pytest.mark.parametrize("path", sorted(demonstrated()))


def words(page: Element) -> str:
    """What a reader can see or hear: the text, and what tooltips and screen readers say."""
    spoken = (element.attributes.get(name, "") for element in page.every() for name in ("title", "aria-label", "alt"))
    return " ".join([page.text(), *spoken])


@every_page
def test_some_words_are_never_said(path: str) -> None:
    assert not NEVER.findall(words(demonstrated()[path]))


@every_page
def test_every_page_is_in_dutch(path: str) -> None:
    assert not ENGLISH.findall(NAMES.sub("", words(demonstrated()[path])))


@every_page
def test_what_is_made_up_says_so_and_what_others_found_does_not(path: str) -> None:
    """A text about research is true, also in a school that is made up: the notice stands beside a team's numbers."""
    page = demonstrated()[path]
    notices = [element.text() for element in page.every("p") if element.attributes.get("role") == "note"]
    titles = [heading.text("a").strip() for heading in page.every("h2")]
    if "Wat jullie cijfers hierover zeggen" in titles or "onderzoekscyclus" in path or not path.startswith("hulp/"):
        (notice,) = notices
        assert "verzonnen" in notice
    else:
        assert notices == []


def test_the_words_of_the_theme_are_never_those_either() -> None:
    """Also where the demonstration does not come."""
    texts = {**CATALOGUE, **theme().templates, **theme().papers}
    assert not [key for key, text in texts.items() if NEVER.search(text)]


def test_the_navigation_is_in_dutch() -> None:
    def titles(items: tuple[NavItem, ...]) -> list[str]:
        return [title for item in items for title in (item.title, *titles(item.children))]

    assert not ENGLISH.findall(" ".join(titles(site(demonstration()).nav)))
