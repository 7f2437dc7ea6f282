"""What pages are made with, and how they hang together: a tree of pages and sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from teamspiegel.contracts.definitions import Definitions, Round, Team
from teamspiegel.contracts.kinds import AnyInstrument
from teamspiegel.contracts.published import Reliability
from teamspiegel.contracts.report import TeamReport, TeamRound
from teamspiegel.contracts.strand import Strand
from teamspiegel.contracts.study import Study
from teamspiegel.contracts.theme import Wording
from teamspiegel.pages.paths import Paths
from teamspiegel.pages.render import Figure, Page

Figures = Mapping[str, Figure]
"""The drawn charts of one team in one round, by key."""


@dataclass(frozen=True)
class Section:
    """Pages under one heading of the navigation; `front` is the section's own page.

    `list`: the title of a link to a list of the children, and its path, for pages that do not show them all.
    """

    title: str
    children: tuple["Page | Section", ...]
    front: Page | None = None
    list: tuple[str, str] | None = None


@dataclass(frozen=True)
class BesidePages:
    """What the page of one instrument beside the mirror is made from, of a team or what is wider than one.

    `found`: the report of a survey in layers, or the strand of another kind. `drawings`: by the round's id; of a strand
    they are all with its latest round.
    """

    unit: Team
    instrument: AnyInstrument
    found: TeamReport | Strand[Any, Any]
    drawings: Mapping[str, Figures]

    @property
    def round(self) -> Round:
        """The latest round."""
        return self.found.rounds[-1].round if isinstance(self.found, TeamReport) else self.found.round


@dataclass(frozen=True)
class TeamPages:
    """What the pages of one team are made from: its report, and the drawings of its rounds by their ids.

    `besides`: what other instruments gave.
    """

    report: TeamReport
    drawings: Mapping[str, Figures] = field(default_factory=dict)
    besides: tuple[BesidePages, ...] = ()

    @property
    def team(self) -> Team:
        """The team."""
        return self.report.team

    @property
    def view(self) -> TeamRound | None:
        """Its latest round; None for a team that was never measured."""
        return self.report.latest

    @property
    def figures(self) -> Figures:
        """The drawings of its latest round."""
        return self.drawings[self.view.round.id] if self.view else {}


@dataclass(frozen=True)
class SchoolRound:
    """What the page of the whole school in one round is made from: the teams that were measured, and the drawings.

    `whole`: these are all teams that were measured in it, not only those that the site shows.
    """

    round: Round
    views: Sequence[TeamRound]
    figures: Figures
    whole: bool = True


@dataclass(frozen=True)
class Lock:
    """What a page of a locked site has to know: the folder of the part that it belongs to, and what else is locked.

    `folder` is empty on a page for everybody. `school`: whether there is a part that shows several teams.
    """

    folder: str
    school: bool


@dataclass(frozen=True)
class Has:
    """What the instruments of a school have: a text about something else would only puzzle."""

    quadrant: bool
    lessons: bool
    bands: bool


@dataclass(frozen=True)
class Maker:
    """Makes pages: the definitions, every team's latest measurement, the school's rounds, paths, words and the day.

    There is one for each team, which has nothing of another one: what its pages say follows from that alone. In a
    locked site there is one for each part. Of an open one, `several`: whether it has more teams than one;
    `side_by_side`: and a page on which they stand side by side.
    """

    definitions: Definitions
    teams: Sequence[TeamPages]
    rounds: Sequence[SchoolRound]
    paths: Paths
    wording: Wording
    today: date
    lock: Lock | None = None
    wider: Sequence[BesidePages] = ()
    reliability: Mapping[tuple[str, str], Reliability] = field(default_factory=dict)
    study: Study | None = None
    several: bool = False
    side_by_side: bool = False

    @cached_property
    def has(self) -> Has:
        """What the mirror has, in any of its rounds."""
        used = {id(one): one for one in map(self.definitions.instrument_of, self.definitions.rounds)}.values()
        layers = [(one, layer) for one in used for layer in one.layers]
        return Has(
            quadrant=any(one.quadrant is not None for one in used),
            lessons=any(one.form_of(layer) == "observations" for one, layer in layers),
            bands=any(layer.bands for _, layer in layers),
        )

    def page(self, path: str, title: str, template: str, **context: Any) -> Page:
        """A page that is given what its template asks for, and what every template may use."""
        common = {
            "definitions": self.definitions,
            "settings": self.definitions.settings,
            "has": self.has,
            "teams": self.teams,
            "several": self.several,
            "side_by_side": self.side_by_side,
            "rounds": self.rounds,
            "wider": self.wider,
            "reliability": self.reliability,
            "today": self.today,
            "lock": self.lock,
            "hide": [],
        }
        return Page(path, title, f"{template}.md.jinja", {**common, **context})
