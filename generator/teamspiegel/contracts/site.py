"""The finished site before a site builder takes it: files and navigation, and who may open which of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class NavItem:
    """An entry of the navigation: a page (`path` in the docs folder) or a section with entries below it.

    A section's first entry may be a page without a title: the section's own page. The title is a piece of HTML, because
    site builders write it into their pages as it is. `list`: where the entries of a section stand on a page, when they
    are so many that a page's own navigation holds that link and only the one of them that the page is in.
    """

    title: str
    path: str | None = None
    children: tuple["NavItem", ...] = ()
    list: "NavItem | None" = None


SCHOOL = "school"
"""The part of a locked site that shows several teams."""


@dataclass(frozen=True)
class Part:
    """What one passphrase opens in a locked site: the files of a team, or those that show several teams.

    `folder` is where its pages lie, all beside each other. `shell` is the HTML that stands in the place of each of them
    until somebody has the passphrase; it says where the sealed page and the page's content policy go.
    """

    id: str
    folder: str
    files: tuple[str, ...]
    shell: str = field(repr=False)

    POLICY: ClassVar[str] = "<!-- policy -->"
    SEALED: ClassVar[str] = "<!-- sealed -->"


@dataclass(frozen=True)
class Site:
    """The site's name as a piece of HTML, every file of the docs folder by its path, and the navigation.

    `parts` is empty in an open site. In a locked one, every file that is in no part is for everybody.
    """

    name: str
    files: Mapping[str, bytes]
    nav: tuple[NavItem, ...]
    parts: tuple[Part, ...] = ()

    def pages(self) -> Iterator[str]:
        """The paths of the Markdown pages, in order."""
        return (path for path in sorted(self.files) if path.endswith(".md"))
