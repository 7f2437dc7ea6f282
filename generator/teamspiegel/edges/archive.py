"""A built site as one file to send: unpacked anywhere, it opens from its index.html, without a server."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from teamspiegel.edges.work import held

FOLDER = "teamspiegel"
"""What the archive unpacks to: one folder, with a short name because Windows counts the whole path of a file."""

FIRST = "index.html"
ONLY_FOR_SERVERS = frozenset({"404.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz"})
"""What a browser asks of a server, and what would only puzzle who looks for the page to open."""

NO_CLOCK = (1980, 1, 1, 0, 0, 0)
READABLE = 0o100644 << 16


def pack(site: Path, target: Path) -> None:
    """Write the site into a zip; what stood there is replaced only by a complete one. Equal sites give equal bytes.

    Raises OSError.
    """
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    target.parent.mkdir(parents=True, exist_ok=True)
    with held(target.parent):
        part = _part(target)
        try:
            _write(part, files)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def tidy(target: Path) -> None:
    """Remove what a build left that was killed while it packed."""
    if target.parent.is_dir():
        with held(target.parent):
            _part(target).unlink(missing_ok=True)


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.teamspiegel-part")


def _write(path: Path, files: Mapping[str, Path]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files.keys() - ONLY_FOR_SERVERS, key=lambda name: (name != FIRST, name)):
            entry = ZipInfo(f"{FOLDER}/{name}", NO_CLOCK)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE
            entry.create_system = 3  # Unix: or else the archive says on what machine it was made
            archive.writestr(entry, files[name].read_bytes())
