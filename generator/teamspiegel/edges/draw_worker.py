"""A process that turns specifications into SVGs: a line of JSON in, a line of JSON out, until the input ends.

usage: python -P draw_worker.py FONTS VL_VERSION LOCALE

A process of its own and not a fork: a fork after a conversion hangs, and threads share one converter.
"""

import json
import sys
from typing import Any

import vl_convert


def main(fonts: str, version: str, locale: Any) -> None:
    """Answers every specification with {"svg": ...}, or with {"error": ...} when it cannot be drawn."""
    vl_convert.register_font_directory(fonts)
    for line in sys.stdin:
        print(json.dumps(_drawn(json.loads(line), version, locale)), flush=True)


def _drawn(spec: dict[str, Any], version: str, locale: Any) -> dict[str, str]:
    try:
        return {"svg": vl_convert.vegalite_to_svg(spec, vl_version=version, format_locale=locale)}
    except Exception as error:  # whatever the converter says: the one who asked knows which chart it was
        return {"error": str(error)}


if __name__ == "__main__":
    main(*sys.argv[1:])
