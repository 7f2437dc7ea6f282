"""How an export of a survey tool is read: what an author confirms once, and uses again for every later round."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from teamspiegel.contracts.model import Count, InstrumentId, ItemId, Model, Slug, TeamId

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


Cell = Annotated[str, BeforeValidator(_text), Field(title="a text in quotes")]
"""Text of an export, which may be empty."""
SCORE_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "null"}, {"const": CHOOSE}]}
Score = Annotated[
    Any, BeforeValidator(_score), WithJsonSchema(SCORE_SCHEMA), Field(title="a score, `null` or `choose`")
]
"""A score, None for what is no answer, or `choose`."""


class PlacedColumn(Model, title="a column"):
    """A column of the export: its head, which finds it again, and its place, from 1, which tells equal heads apart."""

    column: Count = Field(ge=1, description="its place, from 1; it tells equal heads apart")
    head: Cell = Field(
        description="its head, which finds it again in every export. Two rows of heads are written as `question "
        "[statement]`"
    )


class ItemColumn(PlacedColumn, title="an item column"):
    """A column with the answers to an item, and the scale that they are read by."""

    item: ItemId = Field(description="the item whose answers stand in it; `choose` asks you to say which")
    scale: Slug = Field(description="how its answers are read: a name under `scales`")


class TeamColumn(PlacedColumn, title="a team column"):
    """The column that says which team a row belongs to, and what each of its values means: a team, or none."""

    names: dict[Cell, TeamId | None] = Field(
        description="what stands in it, and which team that is; `null` leaves those rows out, `choose` asks you to say "
        "which"
    )


class KeptRows(PlacedColumn, title="kept rows"):
    """Only rows with one of these values in this column count; without values, only those that have any."""

    values: tuple[Cell, ...] = Field(
        default=(), description="rows with one of these count; without any, rows in which something stands"
    )


class ReadScale(Model, title="a read scale"):
    """What answers mean."""

    numbers: Literal["rising", "falling", "choose"] | None = Field(
        default=None,
        description="how bare numbers are read: as they stand, or turned round (`min + max - x`); `choose` asks you "
        "to say which. Without the key a number is a problem",
    )
    labels: dict[Cell, Score] = Field(
        default_factory=dict, description="the score of each label; `null` is no answer, `choose` asks you to say which"
    )


class ImportMapping(Model, title="a mapping"):
    """How the exports of one question set are read (`content/imports/<id>.yml`)."""

    confirmed: bool = Field(description="whether its author has read it over; nothing is imported before")
    instrument: InstrumentId = Field(description="the question set whose items the columns hold")
    source: Slug = Field(description="the file that the answers go into")
    tool: Tool = Field(description="the program that made the export")
    heads: Count = Field(default=1, ge=1, le=MOST_HEADS, description="how many rows of heads there are")
    turned: bool = Field(
        default=False, description="whether each *column* is a lesson or a respondent; `column` then counts rows"
    )
    team: TeamColumn | None = Field(
        default=None, description="the column that says whose team a row is of; without one, `--team` says it"
    )
    teacher: PlacedColumn | None = Field(
        default=None, description="the column that tells observed teachers apart; required for observations"
    )
    keep: tuple[KeptRows, ...] = Field(
        default=(), description="which rows count: no previews, and none that were not finished"
    )
    columns: tuple[ItemColumn, ...] = Field(
        min_length=1, description="which column holds which item; all other columns are left out"
    )
    scales: dict[Slug, ReadScale] = Field(description="what the answers mean, by a name that you choose")
