"""The pages of the guidance library, folder by folder."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from teamspiegel.contracts.guidance import (
    Article,
    Cycle,
    Front,
    Glossary,
    GuidancePage,
    Matrix,
    Recommendation,
    Section,
    WorkForm,
)
from teamspiegel.pages.maker import Maker
from teamspiegel.pages.maker import Section as NavSection
from teamspiegel.pages.render import Page

TEMPLATES: dict[type[Front], str] = {
    Section: "section",
    Article: "article",
    Recommendation: "recommendation",
    WorkForm: "workform",
    Cycle: "cycle",
    Matrix: "matrix",
    Glossary: "glossary",
}


def library(make: Maker) -> Iterator[NavSection]:
    """The whole library as one section, in the order that its pages ask for; nothing when a school has none."""
    for page in make.definitions.guidance[:1]:
        yield _folder(make, page)


def _folder(make: Maker, page: GuidancePage) -> NavSection:
    """A folder with the pages and folders right below it. `page` is the folder's own."""
    below = [child for child in make.definitions.guidance if _parent(child) == PurePosixPath(page.path)]
    children = (_folder(make, child) if isinstance(child.front, Section) else _entry(make, child) for child in below)
    return NavSection(page.front.title, tuple(children), _page(make, page, below=below))


def _parent(page: GuidancePage) -> PurePosixPath | None:
    """The page of the folder that a page, or the folder of a folder's own page, lies in."""
    path = PurePosixPath(page.path)
    within = path.parent.parent if isinstance(page.front, Section) else path.parent
    return within / "index.md" if path != PurePosixPath("index.md") else None


def _entry(make: Maker, page: GuidancePage) -> Page | NavSection:
    if not (isinstance(page.front, WorkForm) and page.front.sheet):
        return _page(make, page)
    title = make.wording.say("nav.sheet", title=page.front.title)
    sheet = make.page(make.paths.sheet(page), title, "sheet", front=page.front, form=page)
    return NavSection(page.front.title, (sheet,), _page(make, page))


def _page(make: Maker, page: GuidancePage, **context: object) -> Page:
    return make.page(
        make.paths.guidance(page),
        page.front.title,
        TEMPLATES[type(page.front)],
        page=page,
        front=page.front,
        **context,
    )
