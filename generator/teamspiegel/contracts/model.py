"""What every declaration of an author has in common."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ADDRESS_PATTERN = r"^https?://[^\s\"<>]+$"

LONGEST_SLUG = 80
RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)\d")
"""Names that Windows keeps for devices: a file or folder cannot have them everywhere."""

LARGEST = 1000
"""No score, mean or threshold lies further from zero."""
MOST_DECIMALS = 6
"""With these two, the nearest binary number still reads as what was written."""
MOST_PEOPLE = 10_000
MOST_TEAMS = 1_000_000
"""Of all schools of a country together."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)

NO_LETTERS = frozenset("\ufffe\uffff")
"""What XML may not hold, also not by its number: what draws a chart is ended by it."""

TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Signs that nobody sees, after which letters stand in another order than they were written in."""

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
WHOLE = re.compile(r"-?(0|[1-9]\d{0,5})", re.ASCII)


Comparable = TypeVar("Comparable", int, float, Decimal)


def _no_reserved_name(value: str) -> str:
    if RESERVED.fullmatch(value):
        raise PydanticCustomError(
            "reserved_name", "another id: Windows keeps this name for a device, so no file can have it"
        )
    return value


def slug_like(text: str) -> str:
    """A slug that reads nearly as a text does, to suggest; nothing where there is none to be made of it."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:LONGEST_SLUG].strip("-")
    return f"{slug}-1" if RESERVED.fullmatch(slug) else slug


def _no_folder_page(value: str) -> str:
    if value == "index":
        raise PydanticCustomError("reserved_name", "another id: the page of a folder has this name")
    return value


def _readable(value: str) -> str:
    """The text; refused where nothing of it can be seen, or where it holds orders for a machine."""
    if value.isprintable() and not value.isspace():  # nearly every text: to ask for the kind of each letter takes long
        return value
    kinds = {unicodedata.category(letter) for letter in value if letter not in "\n\t"}
    if kinds & {"Cc", "Cs"} or not NO_LETTERS.isdisjoint(value):
        raise PydanticCustomError("control_character", "text without control characters")
    if not TURNING.isdisjoint(value):
        raise PydanticCustomError("turning_character", "text without signs that turn letters round: type it anew")
    if value and not kinds - {"Cf", "Zs", "Zl", "Zp"}:
        raise PydanticCustomError("string_too_short", "some text")
    return value


def _on_one_line(value: str) -> str:
    """The text with one space for a line end or a run of spaces, as a page reads it: a heading has one line."""
    return " ".join(value.split())


def _filled(value: str, info: ValidationInfo) -> str:
    """The text as whoever reads it says it is read: reading fills in the school's own words."""
    return info.context(value) if info.context else value


def _day(value: object) -> object:
    """A date that was written between quotes as the date that it is; refused where the calendar has no such day."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return value
    year, month, day = map(int, value.split("-"))
    if not 1 <= month <= 12:
        raise PydanticCustomError("no_such_day", "a day that exists: a year has months 01 to 12")
    days = monthrange(year or 4, month)[1]
    if not 1 <= day <= days:
        raise PydanticCustomError("no_such_day", f"a day that exists: {value[:7]} has days 01 to {days}")
    return date.fromisoformat(value) if year else value


def _number(value: object) -> object:
    """A number in decimals, as it was written; anything else as it is, for others to judge."""
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return Decimal(str(value))
    return value


def _as_written(value: object) -> object:
    if isinstance(value, Decimal) and abs(value) <= LARGEST and value != round(value, MOST_DECIMALS):
        raise PydanticCustomError("decimal_max_places", f"a number with at most {MOST_DECIMALS} decimals")
    return value


def _within(least: int, most: int) -> AfterValidator:
    """Bounds that stand beside those of a field. (Two bounds of one kind on a field would be one.)"""

    def within(value: Comparable) -> Comparable:
        if not least <= value <= most:
            raise PydanticCustomError("out_of_bounds", f"a number from {least} to {most}")
        return value

    return AfterValidator(within)


def _of_this_century(value: date) -> date:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise PydanticCustomError("out_of_bounds", f"a date from {FIRST_DAY} to {LAST_DAY}")
    return value


def _score(value: object) -> object:
    """A key of YAML as the whole number that it says, in the one way to write it."""
    return int(value) if isinstance(value, str) and WHOLE.fullmatch(value) else value


# A title says in the tables and schemas what such a value is; a field's description says what it is for.
Slug = Annotated[
    str,
    StringConstraints(pattern=SLUG_PATTERN, max_length=LONGEST_SLUG),
    AfterValidator(_no_reserved_name),
    Field(title="a slug"),
]
PageSlug = Annotated[Slug, AfterValidator(_no_folder_page)]
"""The id of what has a page of its own in a folder that has a page itself."""
Text = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True),
    AfterValidator(_readable),
    AfterValidator(_filled),
    Field(title="a text"),
]
Name = Annotated[Text, AfterValidator(_on_one_line)]
"""What something is called."""
Address = Annotated[
    str,
    StringConstraints(pattern=ADDRESS_PATTERN),
    Field(title="an address that begins with `https://` or `http://`"),
]
"""A page on the web; a link with another scheme could run a program in the reader's browser."""
Whole = Annotated[int, _within(-MOST_PEOPLE, MOST_PEOPLE), Field(title="a whole number")]
"""A whole number."""
Count = Annotated[int, _within(1, MOST_PEOPLE), Field(title="a whole number")]
"""How many there are of something, or which one of many."""
Exact = Annotated[
    Decimal,
    BeforeValidator(_as_written),
    BeforeValidator(_number),
    _within(-LARGEST, LARGEST),
    Field(title="a number"),
]
"""A number, whole or not, as it was written."""
Number = Annotated[
    float,
    BeforeValidator(_as_written),
    BeforeValidator(_number),
    _within(-LARGEST, LARGEST),
    Field(title="a number"),
]
"""The same as a binary number, which reads as what was written."""
Score = Annotated[int, BeforeValidator(_score), _within(-LARGEST, LARGEST), Field(title="a whole score")]
"""A whole score, also as a key."""
Day = Annotated[date, BeforeValidator(_day), AfterValidator(_of_this_century), Field(title="a date")]
"""A day, without a time."""

LevelName = Literal["team", "school", "partnerschap"]
"""Whose answers are counted together: a team's, a whole school's, or those of schools that train teachers together."""

# A slug that says which thing is meant. Reading checks that the thing is there.
TeamId = Annotated[Slug, Field(title="an id of a team")]
RoundId = Annotated[Slug, Field(title="an id of a round")]
InstrumentId = Annotated[Slug, Field(title="an id of an instrument")]
ElementId = Annotated[Slug, Field(title="an id of an element")]
ItemId = Annotated[Slug, Field(title="an id of an item")]
BlockId = Annotated[Slug, Field(title="an id of a block")]
LayerId = Annotated[Slug, Field(title="an id of a layer")]
AxisId = Annotated[Slug, Field(title="an id of an axis")]
CultureId = Annotated[Slug, Field(title="an id of a culture")]
AspectId = Annotated[Slug, Field(title="an id of an item, a block, a layer or an axis")]
QuestionId = Annotated[Slug, Field(title="an id of a learning question")]
RecommendationId = Annotated[Slug, Field(title="an id of a recommendation")]
WorkFormId = Annotated[Slug, Field(title="an id of a work form")]
ColumnId = Annotated[Slug, Field(title="an id of a column")]


# What may be written shorter: one entry without the list round it, or its words alone without keys. These mark which of
# two ways somebody chose; no place in a file is called so.
ONE, SEVERAL, WORDS, KEYS = "<one>", "<several>", "<words>", "<keys>"
WAYS = frozenset({ONE, SEVERAL, WORDS, KEYS})


def one_or_several(value: object) -> str:
    """Whether a value is one entry or a list of them."""
    return SEVERAL if isinstance(value, tuple) else ONE


def as_several(value: object) -> object:
    """One entry as a list of one."""
    return value if isinstance(value, tuple) else (value,)


def words_or_keys(value: object) -> str:
    """Whether an entry is its words alone, or has keys."""
    return KEYS if isinstance(value, dict | BaseModel) else WORDS


class Model(BaseModel):
    """An immutable declaration; a key that it does not know is a problem, not a detail.

    Strict: a text is no number, a number no date, 1 not `true`. What an author writes means one thing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
