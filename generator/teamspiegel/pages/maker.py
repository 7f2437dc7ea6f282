"""What pages are made with, and how they hang together: a tree of pages and sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teamspiegel.contracts.definitions import Definitions, Team
from teamspiegel.contracts.insights import TeamRound
from teamspiegel.contracts.theme import Wording
from teamspiegel.pages.paths import Paths
from teamspiegel.pages.render import Figure, Page

Figures = Mapping[str, Figure]
"""The drawn charts of one team in one round, by key."""


@dataclass(frozen=True)
class Section:
    """Pages under one heading of the navigation; `front` is the section's own page."""

    title: str
    children: tuple["Page | Section", ...]
    front: Page | None = None


@dataclass(frozen=True)
class TeamPages:
    """What the pages of one team are made from: its latest measurement and that measurement's drawings."""

    team: Team
    view: TeamRound | None
    figures: Figures


@dataclass(frozen=True)
class Maker:
    """Makes pages: the definitions, every team's latest measurement, the paths and the words."""

    definitions: Definitions
    teams: Sequence[TeamPages]
    paths: Paths
    wording: Wording

    def page(self, path: str, title: str, template: str, **context: Any) -> Page:
        """A page that is given what its template asks for, and what every template may use."""
        common = {
            "definitions": self.definitions,
            "settings": self.definitions.settings,
            "teams": self.teams,
            "hide": [],
        }
        return Page(path, title, f"{template}.md.jinja", {**common, **context})
