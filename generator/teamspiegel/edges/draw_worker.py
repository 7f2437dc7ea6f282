"""What a drawing process does: it holds little but the converter.

A process of its own and not a fork: a fork after a conversion hangs, and threads share one converter.
"""

import json
import os
import signal
from collections.abc import Mapping
from functools import cache, lru_cache
from multiprocessing import parent_process
from threading import Thread
from typing import Any

import vl_convert

from teamspiegel.charts.lightened import lightened


def begin(fonts: str) -> None:
    """Get ready: know the letters of a folder, leave Ctrl-C to the process that asks, and end with that process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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


def draw(spec: Mapping[str, Any], version: str, locale: Any) -> str:
    """The light SVG of a specification. Raises ValueError, with what the converter says, when it cannot be drawn."""
    rows = spec["datasets"]
    compiled = _compiled(json.dumps({**spec, "datasets": {name: [] for name in rows}}), version)
    data = [{**one, "values": rows[one["name"]]} if one["name"] in rows else one for one in compiled["data"]]
    return lightened(vl_convert.vega_to_svg({**compiled, "data": data}, format_locale=locale))


@lru_cache(maxsize=256)
def _compiled(spec: str, version: str) -> Mapping[str, Any]:
    """Vega's own specification of one without rows, on which what is compiled does not depend: many charts share it."""
    return vl_convert.vegalite_to_vega(spec, vl_version=version)
