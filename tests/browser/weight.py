"""What a browser fetches for the first view of a page."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKED = {".woff2"}
"""What is compressed already."""


@dataclass(frozen=True)
class Weight:
    """In bytes: as the files are, and as a server sends them that compresses what it sends."""

    plain: int
    packed: int


def weight(site: Path, requests: Iterable[str]) -> Weight:
    """Of the files of a site behind these addresses, each counted once."""
    files = {site / unquote(urlsplit(url).path).lstrip("/") for url in requests}
    contents = {file: file.read_bytes() for file in files}
    return Weight(
        sum(map(len, contents.values())),
        sum(len(found if file.suffix in PACKED else gzip.compress(found)) for file, found in contents.items()),
    )
