"""Data points: the small pieces of information that a team gathers in a year, and what it decides on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Literal

from pydantic import Field

from teamspiegel.contracts.inquiry import DAYS_IN_WEEK, weeks_between
from teamspiegel.contracts.model import Count, Day, ElementId, Model, QuestionId, Slug, Text

FEWEST_POINTS, FEWEST_ROLES = 3, 2
"""What a decision should rest on, besides both kinds."""

Days = list[date]
Kind = Literal["kwantitatief", "kwalitatief"]


class Rhythm(Model, title="a rhythm"):
    """Something that is done again and again."""

    weeks: Count = Field(ge=1, le=52, description="how many weeks lie between two times")
    start: Day = Field(description="the first time")
    until: Day = Field(description="the last day on which it may be done")

    @property
    def days(self) -> Days:
        """Every day on which it is done."""
        apart = timedelta(days=DAYS_IN_WEEK * self.weeks)
        times = range((self.until - self.start) // apart + 1)
        return [self.start + apart * time for time in times]


class DataPoint(Model, title="a data point"):
    """A small piece of information about how it goes."""

    what: Text = Field(description="what is gathered")
    kind: Kind = Field(description="whether it gives numbers or words")
    purpose: Literal["leren", "beslissen"] = Field(description="whether it is there to learn from, or to decide on")
    size: Count | None = Field(default=None, ge=1, description="how many people, lessons or pieces of work it is about")
    roles: tuple[Text, ...] = Field(min_length=1, description="who is heard in it: roles, never names")
    date: Day | None = Field(default=None, description="when, if it is gathered once; either this or `every`")
    every: Rhythm | None = Field(default=None, description="when, if it comes back")
    question: QuestionId | None = Field(default=None, description="the learning question that it helps with")
    decision: Slug | None = Field(default=None, description="an id under `decisions`: what is decided on it")
    elements: tuple[ElementId, ...] = Field(default=(), description="the elements of the survey that it tells of")

    @property
    def days(self) -> Days:
        """Every day on which it is gathered."""
        return self.every.days if self.every else [self.date] if self.date else []


class ToDecide(Model, title="a decision to take"):
    """What a team decides on its data points."""

    id: Slug = Field(description="its name, which data points refer to")
    what: Text = Field(description="what is to be decided")
    date: Day | None = Field(default=None, description="when")


class DataPoints(Model, title="the data points of a team"):
    """All data points of a team, and what it decides on them."""

    points: tuple[DataPoint, ...] = Field(min_length=1, description="the data points")
    decisions: tuple[ToDecide, ...] = Field(default=(), description="what is decided on them")

    @cached_property
    def days(self) -> Days:
        """Every day on which anything is gathered, once."""
        return sorted({day for point in self.points for day in point.days})

    @property
    def longest_gap(self) -> tuple[int, date, date] | None:
        """The longest time without any data point: weeks, from the last day before to the first after; the earliest."""
        gaps = [(last - first, first, last) for first, last in pairwise(self.days)]
        if not gaps:
            return None
        _, first, last = max(gaps, key=lambda gap: gap[0])
        return weeks_between(first, last), first, last

    @property
    def roles(self) -> dict[str, int]:
        """Who is heard, and in how many data points; who is heard most comes first."""
        return _heard(self.points)

    @property
    def foundations(self) -> "list[Foundation]":
        """What each decision rests on."""
        return [
            Foundation(decision, tuple(point for point in self.points if point.decision == decision.id))
            for decision in self.decisions
        ]


@dataclass(frozen=True)
class Foundation:
    """What a decision rests on."""

    decision: ToDecide
    points: tuple[DataPoint, ...]

    @property
    def kinds(self) -> set[Kind]:
        """The kinds of its data points."""
        return {point.kind for point in self.points}

    @property
    def roles(self) -> dict[str, int]:
        """Who is heard in them."""
        return _heard(self.points)

    @property
    def is_firm(self) -> bool:
        """Whether it rests on enough data points, on numbers and words, and on enough roles."""
        return len(self.points) >= FEWEST_POINTS and len(self.kinds) > 1 and len(self.roles) >= FEWEST_ROLES


def _heard(points: Sequence[DataPoint]) -> dict[str, int]:
    """In how many points each role is heard, whatever its capitals, as it is written first; the most heard first."""
    written: dict[str, list[str]] = {}
    for point in points:
        for key, role in {role.casefold(): role for role in point.roles}.items():
            written.setdefault(key, []).append(role)
    return {names[0]: len(names) for names in sorted(written.values(), key=len, reverse=True)}
