"""What each kind of chart costs: to make, and to turn into an SVG in one process. Prints Markdown, asserts nothing.

usage: python -m tests.bench.charts
"""

from time import process_time

import vl_convert
from teamspiegel.edges.draw import LOCALE, vega_lite_version

from tests.bench.table import Line, table
from tests.charts.strands import long_strands
from tests.charts.views import long_school
from tests.schools import ROOT

TIMES = 5


def main() -> None:
    """Print the dearest chart of every kind: twelve statements of 120 letters on a scale of five, and forty teams;
    and every other kind of instrument with twelve things of 120 letters."""
    vl_convert.register_font_directory(str(ROOT / "theme" / "fonts"))
    long_school(1, 5, 40)
    long_strands()
    before = process_time()
    charts = {**long_school(1, 5, 40), **long_strands()}
    made = 1000 * (process_time() - before) / len(charts)
    dearest: dict[str, tuple[float, str, int]] = {}
    for key, chart in charts.items():
        took = _svg(dict(chart.spec))
        kind = key.partition(":")[0]
        dearest[kind] = max(dearest.get(kind, (0, "", 0)), (took, key, len(str(chart.spec))))
    lines = [Line(f"making one of {len(charts)} charts", f"{made:.0f} ms")]
    for kind, (took, key, size) in sorted(dearest.items()):
        lines.append(Line(f"{kind}: `{key}`", f"{took:.0f} ms, {size} bytes", meant="at most 60 ms"))
    print("\n".join(table(lines)))


def _svg(spec: dict[str, object]) -> float:
    """The least of some times, in milliseconds of a processor: not what else the computer did."""
    version = vega_lite_version(spec)
    times = []
    for _ in range(TIMES):
        before = process_time()
        vl_convert.vegalite_to_svg(spec, vl_version=version, format_locale=LOCALE)
        times.append(1000 * (process_time() - before))
    return min(times)


if __name__ == "__main__":
    main()
