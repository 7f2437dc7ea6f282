"""Where each page stands in the docs folder. Folder names are words on the reader's screen, so the wording has them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from posixpath import dirname, relpath
from typing import Literal

from teamspiegel.contracts.definitions import LearningQuestion, Round, Session, Team
from teamspiegel.contracts.guidance import GuidancePage
from teamspiegel.contracts.place import Place
from teamspiegel.contracts.theme import Wording
from teamspiegel.contracts.vision import VisionPoint

HOME = "index.md"

TeamPaper = Literal["report", "poster", "sheets"]
"""The papers of a team, besides those of its meetings."""

PaperKind = Literal[TeamPaper, "minutes"]
"""Every kind of paper."""

LONGEST_NAME = 100


@dataclass(frozen=True)
class Paths:
    """The path of every page, from ids that reading has checked to be slugs.

    `earlier`: the id of an earlier round, whose results have pages of their own; the latest round's if there is none.
    """

    wording: Wording
    earlier: str = ""

    def _folder(self, name: str) -> str:
        return self.wording.say(f"paths.{name}")

    @property
    def place_of_teams(self) -> str:
        """Where on the first page every team stands."""
        return self._folder("all_teams")

    def teams(self) -> str:
        """The list of all teams."""
        return f"{HOME}#{self.place_of_teams}"

    def team(self, team: Team) -> str:
        return f"{self._folder('teams')}/{team.id}/index.md"

    def team_folder(self, team: Team) -> str:
        """Where everything of one team lies."""
        return dirname(self.team(team))

    def school_folder(self) -> str:
        """Where the pages of all teams lie."""
        return dirname(self.school(None))

    def in_round(self, earlier: str) -> "Paths":
        """The paths as a page of an earlier round has them; of the latest one, for no id."""
        return replace(self, earlier=earlier)

    def _of_round(self, team: Team) -> str:
        """Where the results of one round lie."""
        within = f"/{self._folder('rounds')}/{self.earlier}" if self.earlier else ""
        return f"{self.team_folder(team)}{within}"

    def block(self, team: Team, block: str) -> str:
        return f"{self._of_round(team)}/{self._folder('blocks')}/{block}.md"

    def layer(self, team: Team, layer: str) -> str:
        return f"{self._of_round(team)}/{self._folder('layers')}/{layer}.md"

    def element(self, team: Team, element: str) -> str:
        """The page of an element from every side, of the latest round."""
        return f"{self.team_folder(team)}/{self._folder('elements')}/{element}.md"

    def question(self, team: Team, question: str) -> str:
        return f"{self._folder('teams')}/{team.id}/{self._folder('questions')}/{question}.md"

    def session(self, team: Team, session: Session) -> str:
        return f"{self._folder('teams')}/{team.id}/{self._folder('sessions')}/{session.date}.md"

    def preparation(self, team: Team, session: Session) -> str:
        """What whoever leads a meeting arranges beforehand; no session has such a name, which is a date."""
        return f"{self.session(team, session).removesuffix('.md')}--{self._folder('preparation')}.md"

    def presentation(self, session: Session) -> str:
        """The script with the drawings that a meeting shows: no page, so that nothing of it is read beforehand."""
        return self.chart_script(presentation(session))

    def agreed(self, team: Team, source: LearningQuestion | Session | VisionPoint) -> str:
        """The page of where something was agreed."""
        if isinstance(source, VisionPoint):
            return self.vision(team)
        return self.session(team, source) if isinstance(source, Session) else self.question(team, source.id)

    def guidance(self, page: GuidancePage) -> str:
        return f"{self._folder('guidance')}/{page.path}"

    def sheet(self, page: GuidancePage) -> str:
        """The sheet of a work form, beside it; no page of an author has two hyphens in a row in its name."""
        return f"{self._folder('guidance')}/{page.path.removesuffix('.md')}--{self._folder('sheet')}.md"

    def school(self, round_: Round | None) -> str:
        """The page of all teams in a round; without one, that of the latest."""
        return f"{self._folder('school')}/{round_.id if round_ else 'index'}.md"

    def study(self) -> str:
        """The page of the design of the study."""
        return f"{self.school_folder()}/{self._folder('study')}.md"

    def results(self, team: Team) -> str:
        """The page of all that is shown of a team's round."""
        return f"{self._of_round(team)}/{self._folder('results')}.md"

    def beside(self, unit: Team, instrument: str) -> str:
        """The page of an instrument beside the mirror: below a team, or below the school for what is wider."""
        folder = self.team_folder(unit) if unit.level == "team" else f"{self.school_folder()}/{unit.id}"
        return f"{folder}/{self._folder('besides')}/{instrument}.md"

    def said(self, team: Team) -> str:
        """What a team tells who answered."""
        return f"{self.team_folder(team)}/{self._folder('said')}.md"

    def plan(self, team: Team) -> str:
        return f"{self._folder('teams')}/{team.id}/{self._folder('plan')}.md"

    def data_points(self, team: Team) -> str:
        return f"{self.team_folder(team)}/{self._folder('data_points')}.md"

    def vision(self, team: Team) -> str:
        """What a team says of its vision together."""
        return f"{self.team_folder(team)}/{self._folder('vision')}.md"

    def vision_sheet(self, team: Team) -> str:
        """The sheet on which each first writes alone."""
        return f"{self.team_folder(team)}/{self._folder('vision')}--{self._folder('sheet')}.md"

    def agreements(self, team: Team) -> str:
        """The page for who is new in a team."""
        return f"{self.team_folder(team)}/{self._folder('agreements')}.md"

    def how_to_read(self) -> str:
        return f"{self._folder('how_to_read')}.md"

    def method(self) -> str:
        return f"{self._folder('method')}.md"

    def management(self) -> str:
        """The folder of the pages on which somebody looks after the school, where the site is served."""
        return self._folder("management")

    def download(self, name: str, folder: str = "") -> str:
        """A file to keep: of the whole school, or of what lies in a folder."""
        return f"{folder}/downloads/{name}".removeprefix("/")

    def paper(self, kind: TeamPaper, team: Team, folder: str = "") -> str:
        """A paper of a team, among the downloads."""
        return self.download(f"{self._folder(kind)}-{team.id}.pdf", folder)

    def minutes(self, session: Session, *, held: bool, folder: str = "") -> str:
        """What was said and agreed in a meeting, or what it is to be, on paper."""
        name = self._folder("minutes" if held else "programme")
        return self.download(f"{name}-{session.team}-{session.date}.pdf", folder)

    def printed_sheet(self, page: GuidancePage) -> str:
        """The sheet of a work form on paper, beside its page."""
        return f"{self.sheet(page).removesuffix('.md')}.pdf"

    def chart_script(self, name: str) -> str:
        return f"{self._folder('charts')}/{_short(name)}.js"

    def result(self, team: Team, place: Place) -> str:
        """Where a result is shown: an item on its layer's page, a block or layer on its own, an axis on the team's."""
        if place.kind == "axis":
            return self.results(team) if self.earlier else self.team(team)
        if place.kind == "block":
            return self.block(team, place.id)
        layer = self.layer(team, place.source)
        return f"{layer}#{self.anchor(place.id)}" if place.kind == "item" else layer

    def anchor(self, item: str) -> str:
        """What the row of an item is called on its layer's page."""
        return f"{self._folder('result')}-{item}"


def renamed(target: str, names: Mapping[str, str]) -> str:
    """A path, with or without a place on its page, under the name that it goes by."""
    path, mark, place = target.partition("#")
    return f"{names.get(path, path)}{mark}{place}"


def presentation(session: Session) -> str:
    """What the drawings that a meeting shows are called together."""
    return f"{session.team}--{session.round}--{session.date}"


def _short(name: str) -> str:
    """The name, or one of its own that a disk can hold: a chart has several ids in its name, and each may be long."""
    if len(name) <= LONGEST_NAME:
        return name
    mark = sha256(name.encode()).hexdigest()[:8]
    return f"{name[: LONGEST_NAME - len(mark) - 1].rstrip('-')}-{mark}"


def link(page: str, target: str) -> str:
    """The target as a relative link on a page, as Markdown builders want it."""
    return relpath(
        f"/{target}", f"/{dirname(page)}"
    )  # below a folder of its own: else it would ask for the present one
