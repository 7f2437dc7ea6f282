"""What a drawing process does: it holds little but the converter.

A process of its own and not a fork: a fork after a conversion hangs, and threads share one converter.
"""

import json
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any

import vl_convert

from teamspiegel.drawings.lightened import lightened
from teamspiegel.edges.cache import Cache

CONVERTER: str = vl_convert.__version__  # type: ignore[attr-defined]


def begin(fonts: str) -> None:
    """Get ready: know the letters of a folder, and end with the process that asks."""
    Thread(target=_end_with_parent, daemon=True).start()
    know_letters(fonts)


@cache
def know_letters(fonts: str) -> None:
    """Draw with the letters of a folder from now on."""
    vl_convert.register_font_directory(fonts)


def _end_with_parent() -> None:
    """The pool's own processes wait for ever when the one that asks is killed."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def draw(spec: Mapping[str, Any], version: str, locale: Any, kept: Path) -> str:
    """The light SVG of a specification. `kept`: the folder of a cache, for what templates are compiled to.

    Raises ValueError, with what the converter says, when it cannot be drawn.
    """
    rows = spec["datasets"]
    compiled = _compiled(json.dumps({**spec, "datasets": {name: [] for name in rows}}), version, kept)
    data = [{**one, "values": rows[one["name"]]} if one["name"] in rows else one for one in compiled["data"]]
    return lightened(vl_convert.vega_to_svg({**compiled, "data": data}, format_locale=locale))


@lru_cache(maxsize=256)
def _compiled(spec: str, version: str, kept: Path) -> Mapping[str, Any]:
    """Vega's own specification of one without rows, on which what is compiled does not depend: many charts share it.

    It is kept for the next build: half of what the first drawing of a process costs is to load the compiler.
    """
    key = sha256(f"template {CONVERTER} {version} {spec}".encode()).hexdigest()
    found = Cache(kept).get(key)
    if found is None:
        found = json.dumps(vl_convert.vegalite_to_vega(spec, vl_version=version))
        Cache(kept).keep(key, found)
    return json.loads(found)  # type: ignore[no-any-return]
