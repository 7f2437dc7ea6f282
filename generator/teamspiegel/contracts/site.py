"""The finished site before a site builder takes it: files and navigation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class NavItem:
    """An entry of the navigation: a page (`path` in the docs folder) or a section with entries below it.

    A section's first entry may be a page without a title: the section's own page. The title is a piece of HTML, because
    site builders write it into their pages as it is.
    """

    title: str
    path: str | None = None
    children: tuple["NavItem", ...] = ()


@dataclass(frozen=True)
class Site:
    """The site's name as a piece of HTML, every file of the docs folder by its path, and the navigation."""

    name: str
    files: Mapping[str, bytes]
    nav: tuple[NavItem, ...]

    def pages(self) -> Iterator[str]:
        """The paths of the Markdown pages, in order."""
        return (path for path in sorted(self.files) if path.endswith(".md"))
