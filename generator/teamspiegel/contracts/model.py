"""What every declaration of an author has in common."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Strict, StringConstraints
from pydantic_core import PydanticCustomError

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ADDRESS_PATTERN = r"^https?://[^\s\"<>]+$"

LONGEST_SLUG = 80
RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)\d")
"""Names that Windows keeps for devices: a file or folder cannot have them everywhere."""


def _no_reserved_name(value: str) -> str:
    if RESERVED.fullmatch(value):
        raise PydanticCustomError("reserved_name", "another id: a file cannot have this name everywhere")
    return value


def _no_folder_page(value: str) -> str:
    if value == "index":
        raise PydanticCustomError("reserved_name", "another id: the page of a folder has this name")
    return value


Slug = Annotated[
    str, StringConstraints(pattern=SLUG_PATTERN, max_length=LONGEST_SLUG), AfterValidator(_no_reserved_name)
]
PageSlug = Annotated[Slug, AfterValidator(_no_folder_page)]
"""The id of what has a page of its own in a folder that has a page itself."""
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS_PATTERN)]
"""A page on the web; a link with another scheme could run a program in the reader's browser."""
Whole = Annotated[int, Strict()]
"""A whole number; `true` and "5" are none."""
Number = Annotated[float, Strict()]
"""A number, whole or not; `true` and "2.5" are none."""

YesOrNo = Annotated[bool, Strict()]
"""True or false; 1 and "yes" are neither."""


def _no_number(value: object) -> object:
    """The value; a number is refused, because pydantic would take it for seconds since 1970."""
    if not isinstance(value, date | str) or (isinstance(value, str) and "-" not in value):
        raise PydanticCustomError("date_type", "a date")
    return value


Day = Annotated[date, BeforeValidator(_no_number)]


class Model(BaseModel):
    """An immutable declaration; a key that it does not know is a problem, not a detail."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
