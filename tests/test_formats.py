"""FORMATS.md: its examples are a school that can be read, its tables hold every key, its messages are real ones."""

import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from types import NoneType
from typing import Any, Literal, TypeGuard, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo
from teamspiegel.contracts import definitions, guidance, imports, instrument
from teamspiegel.contracts.frames import TEAM_COLUMN, UNIT_COLUMNS
from teamspiegel.contracts.model import Model
from teamspiegel.contracts.place import Aspect
from teamspiegel.edges.importing import FOLDER
from teamspiegel.intake.mapping import check_mapping, read_mapping
from teamspiegel.reading.read import read_school

from tests.reading.test_bad_input import NEEDED, told_of_all
from tests.schools import ROOT, documented_school, problems_of, published

TEXT = (ROOT / "FORMATS.md").read_text(encoding="utf-8")

TABLES: dict[str, type[Model]] = {
    "the settings": definitions.Settings,
    "the gate": definitions.GateThresholds,
    "a team": definitions.Team,
    "a round": definitions.Round,
    "an instrument": instrument.Instrument,
    "a scale": instrument.AnswerScale,
    "thresholds": instrument.Thresholds,
    "a block": instrument.Block,
    "an element": instrument.Element,
    "a layer": instrument.Layer,
    "an item": instrument.Item,
    "a band": instrument.Band,
    "an axis": instrument.Axis,
    "a quadrant": instrument.Quadrant,
    "a culture": instrument.Culture,
    "a learning question": definitions.LearningQuestion,
    "an action": definitions.Action,
    "a target": definitions.Target,
    "a message": definitions.Message,
    "an entry of the log": definitions.LogEntry,
    "an evaluation": definitions.Evaluation,
    "a benchmark": definitions.Benchmark,
    "a session": definitions.Session,
    "a part of the programme": definitions.ProgrammePart,
    "a prediction": definitions.Prediction,
    "a next step": definitions.NextStep,
    "every page": guidance.SourcedFront,
    "an activity": guidance.Activity,
    "a group of questions": guidance.QuestionGroup,
    "a reference": guidance.Reference,
    "a recommendation": guidance.Recommendation,
    "a step": guidance.RoleStep,
    "a case": guidance.Case,
    "a work form": guidance.WorkForm,
    "a part of the script": guidance.ScriptStep,
    "a part of a sheet": guidance.SheetPart,
    "the cycle": guidance.Cycle,
    "a step of the cycle": guidance.CycleStep,
    "a matrix": guidance.Matrix,
    "a column of a matrix": guidance.MatrixColumn,
    "a row of a matrix": guidance.MatrixRow,
    "a glossary": guidance.Glossary,
    "a term": guidance.Term,
    "a mapping": imports.ImportMapping,
    "a column": imports.PlacedColumn,
    "an item column": imports.ItemColumn,
    "a team column": imports.TeamColumn,
    "kept rows": imports.KeptRows,
    "a read scale": imports.ReadScale,
}
"""The table of each model, by what its first head says after 'Key of'."""

NO_KEYS_OF_THEIR_OWN = {guidance.Ties, guidance.Front, guidance.Section, guidance.Article}
"""What pages share, and kinds of pages that have nothing else: their keys are those of every page."""


def table(head: str) -> list[list[str]]:
    """The rows of the table whose first head is this one."""
    found = re.search(rf"^\| {re.escape(head)} \|.*\n\|[-|]+\n(?P<rows>(?:\|.*\n)+)", TEXT, re.MULTILINE)
    assert found, f"no table '{head}'"
    return [[cell.strip() for cell in line.strip("|").split(" |")] for line in found["rows"].splitlines()]


def models() -> Iterator[type[Model]]:
    listed = (
        one for module in (definitions, guidance, instrument, imports) for one in vars(module).values() if is_model(one)
    )
    return iter(dict.fromkeys(listed))


def is_model(one: object) -> TypeGuard[type[Model]]:
    return isinstance(one, type) and issubclass(one, Model) and one is not Model


def keys(model: type[Model]) -> dict[str, FieldInfo]:
    """The keys that a model's table holds, in order: of a kind of page those that not every page has.

    Every page says its kind after its id, and what it is tied to last.
    """
    fields = model.model_fields
    if issubclass(model, guidance.Front) and model is not guidance.SourcedFront:
        return {key: field for key, field in fields.items() if key not in {**guidance.Front.model_fields, **KIND}}
    ties = guidance.Ties.model_fields if issubclass(model, guidance.Ties) else {}
    ordered = {key: field for key, field in fields.items() if key not in ties}
    named = {"id": ordered.pop("id"), **KIND, **ordered} if model is guidance.SourcedFront else ordered
    return {**named, **{key: fields[key] for key in ties}}


KIND = {"kind": FieldInfo.from_annotation(Literal[tuple(guidance.KINDS)])}  # type: ignore[arg-type]


def default(field: FieldInfo) -> str:
    """A key's default as the tables write it."""
    value = field.get_default(call_default_factory=True)
    if field.is_required():
        return "—"
    if value is None:
        return "none"
    if value in ((), {}):
        return "empty"
    if isinstance(value, Model):
        inside = ", ".join(f"{name}: {one}" for name, one in value.model_dump().items())
        return f"`{{{inside}}}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def words(annotation: Any) -> Iterator[str]:
    """The words that a key may have, if only certain words fit."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for inside in get_args(annotation):
            if inside not in (NoneType, ...):
                yield from words(inside)


# ----- the tables --------------------------------------------------------------------------------------


def test_every_model_has_a_table() -> None:
    assert {*TABLES.values(), *NO_KEYS_OF_THEIR_OWN} == set(models())
    assert not [kind for kind in (guidance.Section, guidance.Article) if keys(kind)]


@pytest.mark.parametrize(("name", "model"), TABLES.items(), ids=TABLES)
def test_a_table_holds_every_key(name: str, model: type[Model]) -> None:
    rows = table(f"Key of {name}")
    assert [row[0] for row in rows] == [f"`{key}`" for key in keys(model)]
    for (key, required, meaning, allowed, shown), field in zip(rows, keys(model).values(), strict=True):
        assert required == ("yes" if field.is_required() else "no"), key
        assert shown == default(field), key
        assert meaning and allowed
        assert {f"`{word}`" for word in words(field.annotation)} <= set(re.findall("`[^`]+`", allowed)), key


def test_the_columns_of_the_data_are_all_there() -> None:
    named = {row[0].strip("`") for row in table("Column")}
    assert {TEAM_COLUMN, *(column for columns in UNIT_COLUMNS.values() for column in columns)} <= named


# ----- the examples ------------------------------------------------------------------------------------


def test_the_examples_are_a_school_without_problems() -> None:
    assert problems_of(documented_school()) == []


def test_every_kind_of_file_has_an_example() -> None:
    places = {re.sub(r"[^/]+(?=\.(yml|md)$)", "*", path) for path in documented_school()}
    assert places == {
        "content/*.yml",
        "content/imports/*.yml",
        "content/instruments/*.yml",
        "content/learning-questions/*.yml",
        "content/sessions/*.yml",
        "content/guidance/*.md",
        "content/guidance/aanbevelingen/*.md",
        "data/benchmarks/netwerk-2025.csv",
        "data/start-2026/onderbouw/survey.csv",
        "data/start-2026/onderbouw/observations.csv",
        "data/start-2026/survey.csv",
        "data/start-2026/observations.csv",
    }
    assert {"content/settings.yml", "content/teams.yml", "content/rounds.yml"} <= set(documented_school())


def owner(model: type[Model], key: str) -> type[Model]:
    """The model that a key is declared in, with all that are made from it."""
    return [base for base in model.__mro__ if is_model(base) and key in base.model_fields][-1]


def used(value: Any) -> Iterator[tuple[type[Model], str]]:
    """Every key that is written down somewhere in a value, with the model that it is declared in."""
    if isinstance(value, Model):
        yield from ((owner(type(value), key), key) for key in value.model_fields_set)
    if isinstance(value, Model) or is_dataclass(value):
        yield from used([one for name, one in vars(value).items() if not name.startswith("_")])
    elif isinstance(value, dict):
        yield from used(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from used(one)


def test_the_examples_use_every_key() -> None:
    mappings = [read_mapping(*file).mapping for file in documented_school().items() if file[0].startswith(FOLDER)]
    found = set(used([read_school(documented_school())[0], *mappings]))
    assert {(owner(model, key), key) for model in models() for key in model.model_fields} == found


def test_the_example_mappings_could_be_used() -> None:
    school = read_school(documented_school())[0]
    [instrument] = school.instruments.values()
    for file in documented_school().items():
        if file[0].startswith(FOLDER):
            check_mapping(read_mapping(*file), school, instrument)


def test_the_examples_have_every_kind_of_page() -> None:
    assert {type(page.front) for page in read_school(documented_school())[0].guidance} == set(guidance.KINDS.values())


def test_the_headings_that_no_activity_may_have_are_all_named() -> None:
    named = re.search(r"cannot be the id of an activity: (.*?) and the steps", TEXT, re.DOTALL)
    assert named and tuple(re.findall("`([^`]+)`", named[1])) == guidance.OWN_HEADINGS


def test_the_example_instrument_shows_what_an_instrument_can_do() -> None:
    (one,) = read_school(documented_school())[0].instruments.values()
    assert {layer.source for layer in one.layers} == {"survey", "observations"}
    assert {layer.mean_of for layer in one.layers} == {"items", "blocks"}
    assert any(item.reversed for item in one.items.values())
    assert any(layer.scale and layer.thresholds for layer in one.layers)
    assert any(layer.bands for layer in one.layers)
    assert any(axis.beside for axis in one.axes)
    assert one.quadrant and len(one.blocks) == 2


def test_the_three_teams_show_what_the_gate_does() -> None:
    """As the text says: one shows everything, one its means, one only how many answered."""
    shown = {
        team: results.get(Aspect("ons-team", "layer", "ons-team"))
        for (team, _), results in published(documented_school()).by_team_and_round.items()
    }
    there = {team: (one.told, one.sd is not None) for team, one in shown.items() if one}
    assert there == {"onderbouw": (True, True), "bovenbouw": (True, False), "talen": (False, False)}
    response = published(documented_school()).by_team_and_round["talen", "start-2026"].responses["survey"]
    assert (response.n, response.members) == (4, 5)


def test_the_figures_that_the_learning_question_names_are_the_published_ones() -> None:
    results = published(documented_school()).by_team_and_round["onderbouw", "start-2026"]
    check = results.get(Aspect("lesbezoek", "item", "gezien-check"))
    assert check and (check.mean, check.spread) == (2.0, True)


# ----- the messages ------------------------------------------------------------------------------------

MESSAGES = [row[0].strip("`") for row in table("The message says…")]


@pytest.fixture(scope="module")
def messages() -> str:
    """Every message that the tests of bad input provoke."""
    return "\n".join([*told_of_all(), *(message for tree, _, _ in NEEDED.values() for message in problems_of(tree))])


@pytest.mark.parametrize("phrase", MESSAGES)
def test_a_documented_message_is_a_real_one(phrase: str, messages: str) -> None:
    assert phrase in messages


# ----- the text itself ---------------------------------------------------------------------------------


def test_links_within_the_text_lead_somewhere() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= heads
