"""Generate what is in a docs folder: read from disk, run the pipeline; and write it there, for who asks for that."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from teamspiegel import pipeline
from teamspiegel.calendar import WRITTEN
from teamspiegel.charts.known import TEMPLATES
from teamspiegel.contracts.site import Site
from teamspiegel.contracts.uncertainty import QUANTILES
from teamspiegel.edges.cache import Cache
from teamspiegel.edges.disk import Inputs, Project, write_tree
from teamspiegel.edges.draw import ChartDrawer, Pool, Progress, processes, silent
from teamspiegel.edges.kept_teams import KeptTeams
from teamspiegel.edges.learnt import learning
from teamspiegel.edges.passphrases import read_passphrases
from teamspiegel.edges.typeset import Typesetter
from teamspiegel.edges.unchanged import of_files
from teamspiegel.edges.vega import VEGA, vega_bundle
from teamspiegel.pages.render import COMPILED
from teamspiegel.reading.markup import RENDERED
from teamspiegel.reading.passphrases import passphrases_of
from teamspiegel.reading.personal import SEARCHED
from teamspiegel.reading.theme import read_theme

KNOWN = {
    "calendars": WRITTEN,
    "charts": TEMPLATES,
    "markup": RENDERED,
    "pages": COMPILED.known,
    "personal": SEARCHED,
    "quantiles": QUANTILES,
}
"""What generating finds out, and the next process need not."""


@dataclass(frozen=True)
class Generated:
    """What is in the docs folder, and the passphrase of each part of a locked site, which no page or name holds."""

    site: Site
    passphrases: Mapping[str, str] = field(default_factory=dict, repr=False)


def generate(project: Project, docs: Path) -> Generated:
    """Write the docs folder of a project as it reads now, and return what is in it. Raises as `generated` does."""
    with learning(Cache(project.cache), KNOWN):
        found = generated(project)
    write_tree(docs, found.site.files)
    return found


def generated(
    project: Project,
    teams: Collection[str] = (),
    progress: Progress = silent,
    today: date | None = None,
    locked: bool = False,
    pool: Pool = processes,
    inputs: Inputs | None = None,
) -> Generated:
    """What is in the docs folder of a project as it reads on a day (default: now).

    That of a locked site is for whoever builds it: it is not sealed. `inputs`: what was read of it before. Raises
    InputProblems.
    """
    inputs = inputs or Inputs.of(project)
    secrets = read_passphrases(project) if locked else None
    theme_tree = {**inputs.theme, VEGA: vega_bundle()}
    theme = read_theme(theme_tree)
    fonts = project.theme / "fonts"
    draw, typeset = ChartDrawer(project.cache, fonts, progress, pool=pool), Typesetter(project.cache, fonts)
    school = pipeline.school_of(inputs.school, teams)
    passphrases = passphrases_of(school.definitions, secrets, known=() if teams else None) if secrets else {}
    keep, parts = KeptTeams(Cache(project.cache), of_files(theme_tree)), passphrases if locked else None
    site = pipeline.site(school, theme, draw, typeset, today or date.today(), parts, keep)
    return Generated(site, passphrases)
