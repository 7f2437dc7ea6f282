"""A ranking: what a group puts first, second and third of a few options, and how far it agrees."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field

from teamspiegel.contracts.answers import SOURCES, AnswerFile, AnswerScale, Asked
from teamspiegel.contracts.model import Count, Exact, Model, Name, Slug, Text
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.published import Withheld


class Option(Model, title="an option"):
    """One of the things that are put in order."""

    id: Slug = Field(description="its column in the data file")
    name: Name = Field(description="what readers see; keep it under 40 characters")
    text: Text = Field(description="the whole option")


class Ranking(OtherInstrument, title="a ranking"):
    """An instrument of `kind: ranking`: a few options, which everybody puts in order."""

    ASKED: ClassVar[tuple[str, ...]] = ("options",)

    kind: Literal["ranking"] = Field(description="what kind of instrument it is: `ranking`")
    options: tuple[Option, ...] = Field(min_length=3, max_length=12, description="what is put in order")
    top: Count = Field(default=3, ge=1, description="how many first places make the top; fewer than there are options")
    divided_below: Exact = Field(
        default=Decimal("0.3"),
        ge=0,
        le=1,
        description="a Kendall's W under this is *verdeeld*: people put the options in different orders",
    )

    @cached_property
    def answer_files(self) -> tuple[AnswerFile, ...]:
        """One file: a row per respondent, and a column per option with its rank; 1 comes first."""
        scale = AnswerScale(min=1, max=len(self.options))
        items = {option.id: Asked(scale) for option in self.options}
        return (AnswerFile(self.id, SOURCES["survey"], items, self.level, distinct=True),)


@dataclass(frozen=True)
class RankingResults:
    """What is published of a ranking of one unit in one round.

    `people`: who ranked anything. `order`: the options from the first on, those with equally many points together.
    `top`: by option, how many have it in their top. `agreement`: Kendall's W over the complete rankings, of which there
    are `complete`. What is None or empty is withheld, and `withheld` says why.
    """

    people: int
    order: tuple[tuple[str, ...], ...] = ()
    top: Mapping[str, int] | None = None
    complete: int = 0
    agreement: float | None = None
    divided: bool | None = None
    withheld: Withheld | None = None

    @property
    def took_part(self) -> int:
        """How many ranked anything."""
        return self.people
