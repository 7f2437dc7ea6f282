"""Lock a finished site: what belongs to a part is sealed with its passphrase, and opens in a browser only.

`theme/assets/locked.js` is the other side. A key comes from the passphrase with PBKDF2-HMAC-SHA256 and a fresh salt;
each file is packed, filled up to a coarse size and sealed with AES-256-GCM and a fresh nonce. The file's path goes
along as additional data: a file opens in its own place and nowhere else. How much a team has measured or written can
hardly be told from outside: sizes and numbers of pages are doubled from a smallest one until everything fits.
"""

import base64
import gzip
import json
import os
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from posixpath import normpath

from teamspiegel.contracts.site import Part
from teamspiegel.edges.search import INDEX, Entry, page_of, tidied

ITERATIONS = 600_000
"""What OWASP's Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA256."""

SALT_BYTES = 16
KEY_BYTES = 32
NONCE_BYTES = 12

LENGTH_BYTES = 4
SMALLEST = 32 * 1024
"""Bytes: nearly every page fits in it, packed. What is larger takes twice as much, or four times, and so on."""

FEWEST_PAGES = 16
"""Of a part. One that has more shows twice as many, or four times; what is missing are copies of its front page."""

FILES = "files"
PAPERS = "papers"
SEARCH = "search"
"""The parcels of a part, each of which it has whatever is in it: its papers, which are large, so that nobody waits for
them who asks for a chart; everything else that is no page; and its entries for the search."""

FRONT = "index.html"
"""The page of a part that is not called by a number; the others count from 1."""

POLICY = re.compile(r'<meta\s+http-equiv="Content-Security-Policy"[^>]*>', re.IGNORECASE)


class Seal:
    """Seals the files of one part."""

    def __init__(self, passphrase: str, iterations: int = ITERATIONS) -> None:
        # Here, because it takes as long to load as a tenth of a small build, and an open site seals nothing.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

        self.salt, self.iterations = os.urandom(SALT_BYTES), iterations
        derive = PBKDF2HMAC(SHA256(), KEY_BYTES, self.salt, iterations)
        self._cipher = AESGCM(derive.derive(passphrase.encode()))

    def sealed(self, path: str, content: bytes) -> str:
        """The content, packed, filled up and sealed for its place: the nonce, then what AES-GCM gives, in base64.

        Packed content has its length before it and zeros behind it.
        """
        nonce = os.urandom(NONCE_BYTES)
        packed = gzip.compress(content, mtime=0)
        filled = len(packed).to_bytes(LENGTH_BYTES) + packed
        filled = filled.ljust(coarse(len(filled), SMALLEST), b"\0")
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, filled, f"teamspiegel:2:{path}".encode())).decode()


def coarse(least: int, smallest: int) -> int:
    """The smallest number, doubled until it is at least so much."""
    return smallest if least <= smallest else coarse(least, 2 * smallest)


def lock(folder: Path, parts: Sequence[Part], passphrases: Mapping[str, str]) -> None:
    """Seal what belongs to a part of the built site in a folder, with the passphrase of each part by its id.

    Nothing of it is left in plain text.
    """
    entries = _take_from_search(folder, parts)
    pages = coarse(max((_pages(part) for part in parts), default=0), FEWEST_PAGES)
    for part in parts:
        _lock(folder, part, Seal(passphrases[part.id]), entries[part.id], pages)
    _remove_empty_folders(folder)


def _lock(folder: Path, part: Part, seal: Seal, entries: Sequence[object], pages: int) -> None:
    """Seal one part, which gets as many pages as every other."""
    parcels: dict[str, dict[str, dict[str, str]]] = {FILES: {}, PAPERS: {}}
    front = (folder / part.folder / FRONT).read_bytes()
    for number in range(_pages(part), pages):
        path = f"{part.folder}/{number}.html"
        (folder / path).write_text(_shell(part, seal, path, front), encoding="utf-8")
    for file in part.files:
        path = built(file)
        place = folder / path
        content = place.read_bytes()
        if file.endswith(".md"):
            place.write_text(_shell(part, seal, path, content), encoding="utf-8")
        else:
            parcels[PAPERS if file.endswith(".pdf") else FILES][path] = _portable(content)
            place.unlink()
    for name, parcel in (*parcels.items(), (SEARCH, entries)):
        path = f"{part.folder}/{name}.js"
        sealed = seal.sealed(path, json.dumps(parcel, ensure_ascii=False, sort_keys=True).encode())
        script = f'(window.teamspiegelSealed??={{}})["{name}"]="{sealed}";\n'
        (folder / path).write_text(script, encoding="utf-8")


def _pages(part: Part) -> int:
    """How many pages a part has. Behind its front page they go by the numbers from 1 on."""
    return sum(file.endswith(".md") for file in part.files)


def built(path: str) -> str:
    """Where the site has what the docs folder has at a path."""
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path


def _shell(part: Part, seal: Seal, path: str, page: bytes) -> str:
    """The page that asks for the passphrase, under the content policy of the page that is sealed in it.

    A script of a type that no browser knows is data: it is not run, whatever the policy.
    """
    policy = POLICY.search(page.decode())
    salt = base64.b64encode(seal.salt).decode()
    attributes = f'data-part="{escape(part.id)}" data-salt="{salt}" data-iterations="{seal.iterations}"'
    data = f'<script type="application/octet-stream" id="ts-sealed" {attributes}>{seal.sealed(path, page)}</script>'
    return part.shell.replace(Part.POLICY, policy[0] if policy else "", 1).replace(Part.SEALED, data, 1)


def _portable(content: bytes) -> dict[str, str]:
    """A file as JSON may hold it: as text, which packs well, or else in base64."""
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _take_from_search(folder: Path, parts: Sequence[Part]) -> Mapping[str, list[Entry]]:
    """The entries of each part, which the site's own search index no longer has afterwards."""
    index_file = folder / INDEX
    index = json.loads(index_file.read_text(encoding="utf-8"))
    part_of = {built(file): part.id for part in parts for file in part.files}
    entries: dict[str, list[Entry]] = {part.id: [] for part in parts}
    public: list[Entry] = []
    for entry in index["docs"]:
        owner = part_of.get(normpath(page_of(entry)))
        (public if owner is None else entries[owner]).append(entry)
    index_file.write_text(json.dumps({**index, "docs": public}), encoding="utf-8")
    _check(index_file.parent, [path for path in part_of if path.endswith(".html")])
    return {part: tidied(folder, found) for part, found in entries.items()}


def _check(search: Path, pages: Sequence[str]) -> None:
    """Nothing that serves the search may know a locked page: a copy of the index in another form would go unseen."""
    for file in search.rglob("*"):
        if file.is_file() and any(page.encode() in file.read_bytes() for page in pages):
            raise RuntimeError(f"{file.name} of the search still names pages that are locked")


def _remove_empty_folders(folder: Path) -> None:
    for place, _, _ in os.walk(folder, topdown=False):
        if Path(place) != folder and not any(Path(place).iterdir()):
            Path(place).rmdir()
