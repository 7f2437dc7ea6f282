"""How an export of a survey tool is read: what an author confirms once, and uses again for every later round."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from teamspiegel.contracts.instrument import Source
from teamspiegel.contracts.model import Model, Slug, Whole

Tool = Literal["microsoft-forms", "google-forms", "limesurvey", "qualtrics", "surveymonkey", "spss", "by-hand"]
TOOLS: tuple[Tool, ...] = get_args(Tool)

CHOOSE = "choose"
"""Stands where a proposal has two readings: the author writes one of them in its place."""
MOST_HEADS = 3
"""No tool writes more rows of heads."""


def _score(value: object) -> object:
    if value is None or value == CHOOSE or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise PydanticCustomError("score", "a score, or null for an answer that does not count")


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise PydanticCustomError("cell", "text in quotes, as it stands in the export")
    return value


Cell = Annotated[str, BeforeValidator(_text)]
"""Text of an export, which may be empty."""
SCORE_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "null"}, {"const": CHOOSE}]}
Score = Annotated[Any, BeforeValidator(_score), WithJsonSchema(SCORE_SCHEMA)]
"""A score, None for what is no answer, or `choose`."""


class PlacedColumn(Model):
    """A column of the export: its head, which finds it again, and its place, from 1, which tells equal heads apart."""

    column: Whole = Field(ge=1)
    head: Cell


class ItemColumn(PlacedColumn):
    """A column with the answers to an item, and the scale that they are read by."""

    item: Slug
    scale: Slug


class TeamColumn(PlacedColumn):
    """The column that says which team a row belongs to, and what each of its values means: a team, or none."""

    names: dict[Cell, Slug | None]


class KeptRows(PlacedColumn):
    """Only rows with one of these values in this column count; without values, only those that have any."""

    values: tuple[Cell, ...] = ()


class ReadScale(Model):
    """What answers mean. `numbers`: how bare numbers are read, if there are any: as they are, or turned round."""

    numbers: Literal["rising", "falling", "choose"] | None = None
    labels: dict[Cell, Score] = Field(default_factory=dict)


class ImportMapping(Model):
    """How the exports of one question set are read (`content/imports/<id>.yml`)."""

    confirmed: bool
    instrument: Slug
    source: Source
    tool: Tool
    heads: Whole = Field(default=1, ge=1, le=MOST_HEADS)
    turned: bool = False
    team: TeamColumn | None = None
    teacher: PlacedColumn | None = None
    keep: tuple[KeptRows, ...] = ()
    columns: tuple[ItemColumn, ...] = Field(min_length=1)
    scales: dict[Slug, ReadScale]
