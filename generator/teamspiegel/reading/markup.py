"""What an author's Markdown becomes: text, lists, tables and links. What acts, loads or breaks out is found."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from markdown import Markdown

EXTENSIONS = ["abbr", "admonition", "attr_list", "fenced_code", "md_in_html", "tables", "toc"]
"""Those of the site builder that decide what becomes HTML."""

ELEMENTS = re.compile(
    "a|abbr|b|blockquote|br|caption|cite|code|dd|del|details|div|dl|dt|em|h[1-6]|hr|i|ins|kbd|li|mark|ol|p|pre|q|s|small"
    "|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
ATTRIBUTES = re.compile("align|class|colspan|href|id|lang|markdown|open|rel|rowspan|scope|start|target|title")
PICTURE = "<img>"
VOID = frozenset({"br", "hr"})

WITHOUT_HARM = re.compile(r"(?:https?:|mailto:|[^:]*(?:[/?#]|$))", re.IGNORECASE)
"""An address on the web, an e-mail address, or a place on the site: a colon before the first slash makes it another."""

NO_TEXT = re.compile(r"[\x00-\x20]")
"""Letters that a browser overlooks in an address."""


def dangers(markdown: str) -> Iterator[tuple[str, str]]:
    """Whatever in this Markdown would be more than text to read: what it is, and how it begins in the text.

    It looks at the HTML that comes of it, because there are more ways to write something than to be it.
    """
    reader = _Reader()
    settings = {"tables": {"use_align_attribute": True}}
    reader.feed(Markdown(extensions=EXTENSIONS, extension_configs=settings).convert(markdown))
    reader.close()
    for what, begin in dict.fromkeys(reader.found):
        written_as_markdown = what == PICTURE and begin not in markdown.lower()
        yield what, "![" if written_as_markdown else begin


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if not ELEMENTS.fullmatch(tag):
            self.found.append((f"<{tag}>", f"<{tag}"))
            return
        for name, value in attrs:
            if not ATTRIBUTES.fullmatch(name):
                self.found.append((f"{name}= in <{tag}>", name))
            # The theme looks up its own parts by names that begin so.
            elif name == "id" and (value or "").startswith("__"):
                self.found.append((f"id '{value}'", value or ""))
            elif name == "href" and not WITHOUT_HARM.match(address := NO_TEXT.sub("", value or "")):
                scheme = address.partition(":")[0]
                self.found.append((f"a link to '{scheme}:'", scheme))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag not in self.open:
            self.found.append((f"</{tag}> without <{tag}>", f"</{tag}"))
            return
        while self.open.pop() != tag:
            pass
