"""The gate: what may leave the building. One pure stage between the indicators and everything visible.

Mean, SD and n of a small group all but give the answers away, so a number is published only when enough different
people stand behind it, when a colleague who takes away their own answer cannot tell what all others said, and when it
does not follow from other numbers. What is withheld is gone from the result, not marked in it: nothing after the gate
can see it.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from teamspiegel.contracts.definitions import Definitions, GateThresholds
from teamspiegel.contracts.frames import (
    COUNTS,
    PUBLISHED,
    PUBLISHED_BANDS,
    PUBLISHED_CHANGES,
    RESPONSES,
    conform,
    empty,
)
from teamspiegel.contracts.measured import Measured
from teamspiegel.contracts.published import Published
from teamspiegel.gate import rules
from teamspiegel.gate.cells import Cell, cells_of
from teamspiegel.gate.secondary import with_secondary

Key = tuple[str, ...]
Row = dict[str, Any]

FROM_MEAN = ("mean", "n", "low")
FROM_SD = ("sd", "interval_low", "interval_high")
SHORT_KEY = ["team", "round", "source"]


def gate(measured: Measured, definitions: Definitions) -> Published:
    """What of the measured numbers may be published, under the thresholds of the school's settings.

    How many people answered is published always: it is no answer, and it explains why a number is missing.
    """
    thresholds = definitions.settings.gate
    cells = [cell for group in cells_of(measured.indicators, definitions) for cell in _judged(group, thresholds)]
    indicators = pd.DataFrame([_published(cell, thresholds) for cell in cells]) if cells else empty(PUBLISHED)
    return Published(
        conform(indicators, PUBLISHED),
        conform(_distributions(measured.counts, indicators), COUNTS),
        conform(_bands(measured.bands, indicators, thresholds), PUBLISHED_BANDS),
        conform(measured.responses, RESPONSES),
        conform(_changes(measured.changes, indicators, thresholds), PUBLISHED_CHANGES),
    )


def _judged(group: list[Cell], thresholds: GateThresholds) -> list[Cell]:
    """The cells of one team in one round, each with why its mean is withheld."""
    return with_secondary([rules.judge(cell, thresholds) for cell in group], thresholds)


def _published(cell: Cell, thresholds: GateThresholds) -> Row:
    """A cell as a row of `frames.PUBLISHED`."""
    row = dict(cell.row)
    no_sd = rules.why_no_sd(cell, thresholds)
    if no_sd:
        row |= dict.fromkeys(FROM_SD)
    row["spread"] = rules.spread_word(cell, thresholds)
    row["at_least"] = row["at_most"] = None
    if cell.why:
        row |= dict.fromkeys(FROM_MEAN)
    if cell.why == rules.MASKED:
        row |= {"n": cell.n, "at_least": cell.at_least, "at_most": cell.at_most, "low": rules.low_word(cell)}
    return row | {"suppressed": cell.why or no_sd}


def _distributions(counts: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """How often each score was given, for the items whose SD is published."""
    shown = indicators[(indicators["level"] == "item") & indicators["sd"].notna()]
    allowed = shown[[*SHORT_KEY, "id"]].rename(columns={"id": "item"})
    return counts.merge(allowed, on=[*SHORT_KEY, "item"])


def _bands(bands: pd.DataFrame, indicators: pd.DataFrame, thresholds: GateThresholds) -> pd.DataFrame:
    """The lesson bands of the layers whose mean is published, and where lessons lie in more than one band."""
    shown = indicators[(indicators["level"] == "layer") & indicators["mean"].notna()]
    of_layer = bands.merge(shown[SHORT_KEY], on=SHORT_KEY)
    return of_layer[rules.bands_may_be_shown(of_layer, SHORT_KEY, thresholds)]


def _changes(changes: pd.DataFrame, indicators: pd.DataFrame, thresholds: GateThresholds) -> pd.DataFrame:
    """Changes between two published means. A noise band is made from two SDs, and needs both of them."""
    frame = pd.DataFrame(_with_both(changes, indicators), columns=[*changes.columns, "both_means", "both_sds"])
    few = frame["people"] < rules.for_spread(thresholds)
    no_mean, no_band = ~frame["both_means"].astype(bool), ~frame["both_sds"].astype(bool)
    asked = frame["direction"] != ""
    frame.loc[no_band, "band"] = float("nan")
    frame.loc[no_band, "direction"] = ""
    frame.loc[few & asked, "direction"] = rules.NOT_CLEAR
    frame.loc[no_mean, "difference"] = float("nan")
    frame.loc[no_mean, "direction"] = ""
    return frame


def _with_both(changes: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Each change with whether both of its means, and both of its SDs, are published."""
    keys = list(indicators[["team", "round", "source", "level", "id"]].itertuples(index=False, name=None))
    means = dict(zip(keys, indicators["mean"].notna(), strict=True))
    sds = dict(zip(keys, indicators["sd"].notna(), strict=True))
    for row in changes.itertuples(index=False):
        ends = [(row.team, round_, row.source, row.level, row.id) for round_ in (row.since, row.round)]
        yield (*row, all(means[end] for end in ends), all(sds[end] for end in ends))
