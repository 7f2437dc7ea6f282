"""A programme of schools: what is declared of it, what each school gives to it, and how each of them stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from pydantic import Field

from teamspiegel.contracts.definitions import RoundKind
from teamspiegel.contracts.model import Day, InstrumentId, Model, Name, Slug, Text
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.problem import Problem
from teamspiegel.contracts.published import Response

FEWEST_TEAMS = 5
"""So many teams of others stand behind a number at least, whichever one school takes its own out."""
FEWEST_SCHOOLS = 3
"""So many schools: besides any one of them there are two, so that what is left is no single other school's."""


class ReferenceOfProgramme(Model, title="a reference of a programme"):
    """What the schools of a programme published of one instrument in one period, together."""

    id: Slug = Field(description="its name; the benchmark that each school gets is called so")
    label: Name = Field(description="what readers see")
    instrument: InstrumentId = Field(description="the shared instrument that it is of, as the mirror of a round")
    kind: RoundKind | None = Field(
        default=None,
        description="only rounds of this kind; a school sees it beside its rounds of that kind, and else beside all",
    )
    since: Day = Field(description="the first day of the period in which a round counts")
    until: Day = Field(description="the last day; the reference is made once that day is over")
    note: Text | None = Field(default=None, description="what a reader must know of it")


class Programme(Model, title="a programme"):
    """Schools that share instruments and guidance."""

    name: Name = Field(description="what readers see")
    references: tuple[ReferenceOfProgramme, ...] = Field(
        default=(), description="what is made of the published numbers of all schools; their periods may not overlap"
    )


@dataclass(frozen=True)
class Behind:
    """Who stands behind a number: how many teams, of how many schools, and the most that one school has of them."""

    teams: int = 0
    schools: int = 0
    most: int = 0

    def __add__(self, other: "Behind") -> "Behind":
        return Behind(self.teams + other.teams, self.schools + other.schools, max(self.most, other.most))

    @property
    def enough(self) -> bool:
        """Whether enough teams of enough others are left, whichever school takes its own out."""
        return self.teams - self.most >= FEWEST_TEAMS and self.schools >= FEWEST_SCHOOLS


@dataclass(frozen=True)
class Sums:
    """Published means, added up: they and their squares, exactly."""

    sum: Fraction = Fraction()
    squares: Fraction = Fraction()

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.sum + other.sum, self.squares + other.squares)


@dataclass(frozen=True)
class Tally:
    """What one or more schools give to a reference. Two of them add up to that of all their schools.

    `behind`: the teams by layer, the same for everything in it. `latest`: when the last of their rounds was held.
    """

    version: str
    decimals: int
    latest: date
    behind: Mapping[str, Behind]
    sums: Mapping[Aspect, Sums]

    def __add__(self, other: "Tally") -> "Tally":
        behind = {layer: self.behind.get(layer, Behind()) + found for layer, found in other.behind.items()}
        sums = {aspect: self.sums.get(aspect, Sums()) + found for aspect, found in other.sums.items()}
        latest = max(self.latest, other.latest)
        return Tally(self.version, self.decimals, latest, {**self.behind, **behind}, {**self.sums, **sums})


@dataclass(frozen=True)
class RoundOfSchool:
    """A round of a school. `instrument`: its mirror; `teams`: so many were measured. `responses`: of these teams
    together, by file."""

    id: str
    label: str
    date: date
    kind: RoundKind
    instrument: str
    teams: int
    responses: tuple[Response, ...]


@dataclass(frozen=True)
class Counted:
    """What the first pass gives of a school: how it stands, and what it gives to each reference, by its id.

    `versions`: those of its instruments that are surveys in layers.
    """

    school: str
    name: str = ""
    problems: tuple[Problem, ...] = ()
    teams: int = 0
    rounds: tuple[RoundOfSchool, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)


@dataclass(frozen=True)
class ReferenceRow:
    """One mean of a reference, as it may be told: rounded, with its spread, and how many teams and schools it is of."""

    aspect: Aspect
    mean: float
    sd: float
    teams: int
    schools: int


@dataclass(frozen=True)
class ReferenceMade:
    """A reference: of which version of its instrument, until when its rounds were held, and its means."""

    reference: ReferenceOfProgramme
    version: str
    latest: date
    rows: tuple[ReferenceRow, ...]


@dataclass(frozen=True)
class Built:
    """What the second pass gives of a school: how many pages and files its site has, and how many bytes they are.

    `problems`: what is wrong in its files; `refused`: what kept a site from its place. With either it has no new site.
    """

    school: str
    pages: int = 0
    files: int = 0
    bytes: int = 0
    problems: tuple[Problem, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class SchoolStatus:
    """How one school of a programme stands: what was counted, and what was built of it if it came to that."""

    counted: Counted
    built: Built | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong in its files."""
        return self.counted.problems + (self.built.problems if self.built else ())

    @property
    def has_site(self) -> bool:
        """Whether its site is of now."""
        return bool(self.built) and not self.problems and not self.refused

    @property
    def refused(self) -> str:
        """What kept its site from its place, if anything did."""
        return self.built.refused if self.built else ""


@dataclass(frozen=True)
class ProgrammeStatus:
    """How a programme stands on a day. `missing`: references that cannot be made yet. `programs`: what built it."""

    programme: Programme
    day: date
    schools: tuple[SchoolStatus, ...]
    references: tuple[ReferenceMade, ...]
    missing: tuple[ReferenceOfProgramme, ...]
    programs: Mapping[str, str]
