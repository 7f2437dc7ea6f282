"""What every instrument of another kind than the survey in layers says. Each kind has a module of its own."""

from abc import abstractmethod
from typing import Any, ClassVar

from pydantic import Field

from teamspiegel.contracts.answers import AnswerFile, Group
from teamspiegel.contracts.model import LevelName, Model, Name, Slug, Text

ROLE = "role"
"""The column of a role."""


class OtherInstrument(Model, title="an instrument of another kind"):
    """An instrument that is used beside the survey in layers, or without one.

    `ASKED`: the keys under which a file of this kind lists what stands in the columns, from the outside in.
    """

    ASKED: ClassVar[tuple[str, ...]]

    id: Slug = Field(description="its name; the file is called `<id>.yml`")
    kind: Slug = Field(description="what kind of instrument it is; each has a section below")
    version: Text = Field(description="which edition this is, in quotes; raise it when a text changes")
    name: Name = Field(description="what readers see")
    description: Text = Field(description="what it asks about, in a sentence")
    source: Text | None = Field(default=None, description="where it comes from, and whose words these are")
    decimals: int = Field(default=1, ge=1, le=4, description="how many decimals every number is shown with")
    level: LevelName = Field(default="team", description="whose answers are counted together")

    @property
    @abstractmethod
    def answer_files(self) -> tuple[AnswerFile, ...]:
        """What stands in each of its files; the first is called as the instrument."""

    def about(self, element: str) -> tuple[Any, ...]:
        """The parts, of those that it lists first, that its author ties to an element of the survey in layers."""
        return tuple(part for part in getattr(self, self.ASKED[0]) if element in getattr(part, "elements", ()))


class Role(Model, title="a role"):
    """Who somebody is in a school: never one person."""

    id: Slug = Field(description="what stands in the column `role`")
    name: Name = Field(description="what readers see, in the plural")


def roles_in(roles: tuple[Role, ...]) -> Group | None:
    """The column of the role of whoever answered; None where nobody is asked for one."""
    return Group(ROLE, tuple(role.id for role in roles)) if roles else None
