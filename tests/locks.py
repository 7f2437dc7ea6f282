"""Locked sites, and how to open them without the code that locked them."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SHELL = re.compile(
    r'<script type="application/octet-stream" id="ts-sealed" data-part="(?P<part>[^"]+)" data-salt="(?P<salt>[^"]+)"'
    r' data-iterations="(?P<iterations>\d+)">(?P<data>[A-Za-z0-9+/=]+)</script>'
)
PARCEL = re.compile(r'\(window\.teamspiegelSealed\?\?=\{\}\)\["(?P<name>\w+)"\]="(?P<data>[A-Za-z0-9+/=]+)";\n')


def passphrase(id_: str) -> str:
    """The passphrase of a part in these tests; with a letter that keyboards write in two ways."""
    return f"vijf gebakken wörtels {hashlib.sha256(id_.encode()).hexdigest()[:8]}"


def variable(id_: str) -> str:
    """The environment variable of a part."""
    return "TEAMSPIEGEL_PASSPHRASE_" + id_.upper().replace("-", "_")


def variables(ids: Iterable[str]) -> dict[str, str]:
    """The environment variables with the passphrases of these parts."""
    return {variable(id_): passphrase(id_) for id_ in ids}


@dataclass(frozen=True)
class Sealed:
    """A sealed file of a site: of which part, with which salt, and what is in it."""

    path: str
    part: str
    salt: bytes
    iterations: int
    data: bytes

    @property
    def nonce(self) -> bytes:
        """The first twelve bytes."""
        return self.data[:12]

    def key(self, words: str) -> bytes:
        """The key that these words give."""
        return hashlib.pbkdf2_hmac("sha256", words.encode(), self.salt, self.iterations)

    def opened(self, key: bytes, path: str | None = None) -> bytes:
        """What is in it, when it is opened with a key at its own place or another."""
        at = f"teamspiegel:2:{path or self.path}".encode()
        filled = AESGCM(key).decrypt(self.nonce, self.data[12:], at)
        length = int.from_bytes(filled[:4], "big")
        assert not any(filled[4 + length :])
        return gzip.decompress(filled[4 : 4 + length])

    def parcel(self, key: bytes) -> Any:
        """The files or search entries in it."""
        return json.loads(self.opened(key))


def sealed_files(site: Path) -> Iterator[Sealed]:
    """Every sealed file of a site. A parcel has the salt of the pages beside it."""
    for folder in sorted({path.parent for path in site.rglob("*.html") if "ts-sealed" in path.read_text("utf-8")}):
        found = None
        for page in sorted(folder.glob("*.html")):
            found = SHELL.search(page.read_text(encoding="utf-8"))
            assert found, page
            yield _sealed(site, page, found, found["data"])
        assert found
        for script in sorted(folder.glob("*.js")):
            parcel = PARCEL.fullmatch(script.read_text(encoding="utf-8"))
            assert parcel and parcel["name"] == script.stem, script
            yield _sealed(site, script, found, parcel["data"])


def _sealed(site: Path, path: Path, shell: re.Match[str], data: str) -> Sealed:
    place = path.relative_to(site).as_posix()
    salt = base64.b64decode(shell["salt"])
    return Sealed(place, shell["part"], salt, int(shell["iterations"]), base64.b64decode(data))
