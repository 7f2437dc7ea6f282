"""Pairs for lesson visits: who could see what at whom. For whoever plans the visits, and never on a site."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from teamspiegel.contracts.model import Model, TeamId, Text

Pair = frozenset[str]
"""Two people, by their pseudonyms in one spelling."""


class PairWishes(Model, title="wishes for pairs"):
    """Who of a team must not visit each other, and who must."""

    team: TeamId = Field(description="the team")
    never: tuple[tuple[Text, ...], ...] = Field(default=(), description="pairs of pseudonyms that are never together")
    always: tuple[tuple[Text, ...], ...] = Field(default=(), description="pairs of pseudonyms that are always together")


@dataclass(frozen=True)
class Wishes:
    """The same, checked: whose lessons were visited, in one spelling."""

    never: frozenset[Pair] = frozenset()
    always: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class Visits:
    """A pair, or three people where somebody was left; or one, whom nobody may be put with.

    `shown`: the elements that somebody could see at somebody else, by who visits and who is visited.
    """

    people: tuple[str, ...]
    shown: Mapping[tuple[str, str], tuple[str, ...]]
