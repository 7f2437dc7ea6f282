"""The finished site before a site builder takes it: files and navigation, and who may open which of them."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar


class Packed(Mapping[str, bytes]):
    """Files by path, each packed until it is asked for: those of many teams are most of what a build holds."""

    def __init__(self, files: Mapping[str, bytes] | Iterable[tuple[str, bytes]] = ()) -> None:
        listed = files.items() if isinstance(files, Mapping) else files
        self._packed = {path: zlib.compress(content, 1) for path, content in listed}

    def __getitem__(self, path: str) -> bytes:
        return zlib.decompress(self._packed[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, path: object) -> bool:
        return path in self._packed

    def __or__(self, more: Mapping[str, bytes]) -> "Packed":
        """These files and more."""
        both = Packed()
        both._packed = self._packed | (more if isinstance(more, Packed) else Packed(more))._packed
        return both

    def only(self, paths: Iterable[str]) -> "Packed":
        """The files at these paths. Raises KeyError."""
        return Packed.of_held({path: self._packed[path] for path in paths})

    def held(self) -> Mapping[str, bytes]:
        """The files as they are held: packed."""
        return self._packed

    @classmethod
    def of_held(cls, files: Mapping[str, bytes]) -> "Packed":
        """Files that were held so."""
        found = cls()
        found._packed = dict(files)
        return found

    def below(self, folder: str) -> "Packed":
        """The same files in a folder."""
        moved = Packed()
        moved._packed = {f"{folder}/{path}": content for path, content in self._packed.items()}
        return moved


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
    files: Packed
    nav: tuple[NavItem, ...]
    parts: tuple[Part, ...] = ()

    def pages(self) -> Iterator[str]:
        """The paths of the Markdown pages, in order."""
        return (path for path in sorted(self.files) if path.endswith(".md"))
