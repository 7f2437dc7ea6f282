"""What every declaration of an author has in common."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Day = date


class Model(BaseModel):
    """An immutable declaration; a key that it does not know is a problem, not a detail."""

    model_config = ConfigDict(frozen=True, extra="forbid")
