"""The pages of a team as they were made, with all that belongs to them, to be kept for a later build."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from teamspiegel.contracts.site import Packed
from teamspiegel.pages.maker import Section
from teamspiegel.pages.render import Page

Tree = Sequence[Page | Section]


@dataclass(frozen=True)
class Made:
    """Where the pages of a team stand in the navigation, with nothing to make them of, and all their files by path."""

    entries: Tree
    files: Packed

    @classmethod
    def of(cls, entries: Tree, files: Packed) -> "Made":
        """What was made of these pages."""
        return cls([_outlined(entry) for entry in entries], files)

    def written(self) -> bytes:
        """As bytes, to be read again."""
        held = self.files.held()
        told = {
            "entries": [_told(entry) for entry in self.entries],
            "files": [(path, len(content)) for path, content in held.items()],
        }
        return b"\n".join([json.dumps(told).encode(), b"".join(held.values())])

    @classmethod
    def read(cls, content: bytes) -> "Made":
        """What was written so."""
        head, _, rest = content.partition(b"\n")
        told, files, at = json.loads(head), dict[str, bytes](), 0
        for path, length in told["files"]:
            files[path], at = rest[at : at + length], at + length
        return cls([_entry(one) for one in told["entries"]], Packed.of_held(files))


def _outlined(entry: Page | Section) -> Page | Section:
    if isinstance(entry, Page):
        return _outline(entry.path, entry.title)
    front = _outline(entry.front.path, entry.front.title) if entry.front else None
    return replace(entry, children=tuple(map(_outlined, entry.children)), front=front)


def _outline(path: str, title: str) -> Page:
    return Page(path, title, template="", context={})


def _told(entry: Page | Section) -> Any:
    if isinstance(entry, Page):
        return [entry.path, entry.title]
    front = _told(entry.front) if entry.front else None
    return {"title": entry.title, "children": [*map(_told, entry.children)], "front": front, "list": entry.list}


def _entry(told: Any) -> Page | Section:
    if isinstance(told, list):
        return _outline(*told)
    front = _outline(*told["front"]) if told["front"] else None
    listed = tuple(told["list"]) if told["list"] else None
    return Section(told["title"], tuple(map(_entry, told["children"])), front, listed)
