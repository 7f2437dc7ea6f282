"""What a drawing process does: it holds nothing but the converter.

A process of its own and not a fork: a fork after a conversion hangs, and threads share one converter.
"""

import os
import signal
from collections.abc import Mapping
from functools import cache
from multiprocessing import parent_process
from threading import Thread
from typing import Any

import vl_convert


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
    """The SVG of a specification. Raises ValueError, with what the converter says, when it cannot be drawn."""
    return vl_convert.vegalite_to_svg(dict(spec), vl_version=version, format_locale=locale)
