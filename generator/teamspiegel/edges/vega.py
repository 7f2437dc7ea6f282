"""Vega for the browser, taken from the converter that carries it: no CDN and no npm."""

import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

VEGA = "theme/assets/vega.js"
"""Where the theme would have it, if it were a file of ours."""

BUNDLE = "import sys, vl_convert; sys.stdout.write(vl_convert.javascript_bundle())"


def vega_bundle() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script.

    Putting it together takes seconds and depends on the installed converter only, so it is kept beside that.
    """
    kept = Path(sys.prefix, "share", "teamspiegel", f"vega-{version('vl-convert-python')}.js")
    if kept.is_file():
        return kept.read_bytes()
    bundle = subprocess.run([sys.executable, "-P", "-c", BUNDLE], check=True, stdout=subprocess.PIPE).stdout
    _keep(kept, bundle)
    return bundle


def _keep(path: Path, bundle: bytes) -> None:
    """Write the bundle so that nobody sees half of it. Where nothing can be kept, it is made each time."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(bundle)
        Path(file.name).replace(path)
