"""A page and its navigation as plain values: all that a template of the theme gets to see of the site's structure.

`Records` takes them from MkDocs' own objects, through which every other page can be reached, and writes them down as
JSON; `as_seen` makes objects out of that for a template to walk through. So what a template writes follows from the
text of the record alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

Record = dict[str, Any]
"""Values that JSON can hold."""

ACTIVE, INACTIVE = '"active":true', '"active":false'

OF_A_PAGE = ("is_homepage", "is_index", "canonical_url", "abs_url", "edit_url")


class Records:
    """Writes the records of a site's pages, once all of them have their titles.

    Every page stands in the navigation of many others: what is told of it is written once, and so is an entry with all
    below it for all pages that do not lie in it.
    """

    def __init__(self) -> None:
        self._pages: dict[str, str] = {}
        self._elsewhere: dict[int, str] = {}  # by their identity: pages have no hash, and the navigation outlives this

    def of(self, page: Page | None, nav: Navigation) -> str:
        """What the template of a page is to see; without one, that of what is no page of the docs folder."""
        homepage = self._page(nav.homepage) if nav.homepage else "null"
        items = ",".join(self._item(item, page) for item in nav.items)
        return f'{{"nav":[{items}],"homepage":{homepage},"page":{self._whole(page) if page else "null"}}}'

    def _whole(self, page: Page) -> str:
        more = {
            "active": page.active,
            "file": {"src_uri": page.file.src_uri, "name": page.file.name, "url": page.file.url},
            "toc": list(anchors_of(page.toc)),
        }
        before, after = (self._page(one) if one else "null" for one in (page.previous_page, page.next_page))
        return _and(self._page(page), f'{_written(more)[1:-1]},"previous_page":{before},"next_page":{after}')

    def _item(self, item: StructureItem, here: Page | None) -> str:
        """An entry of the navigation. The page itself stands there as a mark of its place."""
        if item is here:
            return '{"here":true}'
        assert isinstance(item, Page | Section | Link)
        if item.active:
            return self._told(item, here)
        if id(item) not in self._elsewhere:
            self._elsewhere[id(item)] = self._told(item, here)
        return self._elsewhere[id(item)]

    def _told(self, item: Page | Section | Link, here: Page | None) -> str:
        if isinstance(item, Page):
            return _and(self._page(item), ACTIVE if item.active else INACTIVE)
        if isinstance(item, Section):
            children = ",".join(self._item(child, here) for child in item.children)
            told = _and(_written({"kind": "section", "title": item.title}), ACTIVE if item.active else INACTIVE)
            return _and(told, f'"children":[{children}]')
        return _written({"kind": "link", "title": item.title, "url": item.url, "active": item.active})

    def _page(self, page: Page) -> str:
        path = page.file.src_uri
        if path not in self._pages:
            found = {name: getattr(page, name) for name in OF_A_PAGE}
            told = {"kind": "page", "title": page.title, "url": page.url, "meta": dict(page.meta), **found}
            self._pages[path] = _written(told)
        return self._pages[path]


def _written(value: object) -> str:
    """As JSON; what that cannot hold, such as a date in the front matter of a page, as a text."""
    return json.dumps(value, default=str, separators=(",", ":"))


def _and(record: str, more: str) -> str:
    """A record that is not empty, with more in it."""
    return f"{record[:-1]},{more}}}"


def anchors_of(toc: Iterable[AnchorLink]) -> Iterator[Record]:
    """A page's own table of contents."""
    for anchor in toc:
        children = list(anchors_of(anchor.children))
        yield {"title": anchor.title, "id": anchor.id, "url": anchor.url, "level": anchor.level, "children": children}


class Seen(SimpleNamespace):
    """What stands in a record under names, for a template to ask for. Each is equal to itself alone."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__  # type: ignore[assignment]

    def __iter__(self) -> Iterator["Seen"]:
        """The entries of a navigation."""
        return iter(self.items)


def as_seen(text: str, content: str) -> tuple[Seen, Seen | None]:
    """The navigation of a record, and its page with this content."""
    record: Record = json.loads(text)
    page = record["page"] and _seen_page(record["page"])
    if page:
        page.content = content
        page.toc = [_seen_anchor(one) for one in page.toc]
        page.file = Seen(**page.file)
        for way in ("previous_page", "next_page"):
            setattr(page, way, getattr(page, way) and _seen_page(getattr(page, way)))
    homepage = record["homepage"] and _seen_page(record["homepage"])
    return Seen(items=[_seen_item(item, None, page) for item in record["nav"]], homepage=homepage), page


def _seen_item(item: Mapping[str, Any], parent: Seen | None, page: Seen | None) -> Seen:
    if "here" in item:
        assert page
        page.parent, page.ancestors, page.is_top_level = parent, _line(parent), parent is None
        return page
    if item["kind"] == "page":
        seen = _seen_page(item)
    else:
        kinds = {f"is_{kind}": kind == item["kind"] for kind in ("page", "section", "link")}
        seen = Seen(**{"children": None, **item, **kinds})
    seen.parent, seen.ancestors, seen.is_top_level = parent, _line(parent), parent is None
    if seen.children:
        seen.children = [_seen_item(child, seen, page) for child in seen.children]
    return seen


def _line(parent: Seen | None) -> list[Seen]:
    return [parent, *parent.ancestors] if parent else []


def _seen_page(values: Mapping[str, Any]) -> Seen:
    alone = {"active": False, "children": None, "parent": None, "ancestors": (), "is_top_level": True}
    return Seen(**{**alone, **values, "is_page": True, "is_section": False, "is_link": False})


def _seen_anchor(values: Mapping[str, Any]) -> Seen:
    return Seen(**{**values, "children": [_seen_anchor(child) for child in values["children"]]})
