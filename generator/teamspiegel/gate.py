"""The gate: what may leave the building. One pure stage between the indicators and everything visible.

Mean, SD and n of a small group all but give the answers away, so a number is published only when enough different
people stand behind it. What is withheld is gone from the result, not marked in it: nothing after the gate can see it.
"""

import pandas as pd

from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.frames import BANDS, COUNTS, PUBLISHED, PUBLISHED_CHANGES, RESPONSES, conform
from teamspiegel.contracts.measured import Measured
from teamspiegel.contracts.published import Published

SMALL = "small"

FROM_SD = ["sd", "interval_low", "interval_high"]
"""What is made from an SD passes the SD's threshold; the flag `spread` is a word, and passes with the mean."""


def gate(measured: Measured, thresholds: GateThresholds) -> Published:
    """What of the measured numbers may be published under these thresholds.

    A mean, its n and its flags need `thresholds.mean` different people; an SD, an interval, a distribution and the
    lesson bands need `thresholds.spread` (and never fewer than the mean does). How many people answered is published
    always: it is no answer, and it explains why a number is missing.
    """
    spread = max(thresholds.mean, thresholds.spread)
    indicators = _indicators(measured.indicators, thresholds.mean, spread)
    return Published(
        indicators,
        conform(_distributions(measured.counts, measured.indicators, spread), COUNTS),
        conform(measured.bands[measured.bands["people"] >= spread], BANDS),
        conform(measured.responses, RESPONSES),
        _changes(measured.changes, thresholds.mean, spread),
    )


def _indicators(indicators: pd.DataFrame, mean: int, spread: int) -> pd.DataFrame:
    frame = indicators.astype({"n": "Int64", "low": "boolean"})
    no_mean, no_sd = frame["people"] < mean, frame["people"] < spread
    frame.loc[no_sd, FROM_SD] = float("nan")
    frame.loc[no_mean, "mean"] = float("nan")
    frame.loc[no_mean, ["n", "low", "spread"]] = pd.NA
    frame["suppressed"] = no_sd.map({True: SMALL, False: ""})
    return conform(frame, PUBLISHED)


def _changes(changes: pd.DataFrame, mean: int, spread: int) -> pd.DataFrame:
    """A change needs what the means in it need; its noise band is made from SDs, and needs what they need."""
    frame = changes.copy()
    no_mean = frame["people"] < mean
    frame.loc[frame["people"] < spread, "band"] = float("nan")
    frame.loc[no_mean, "difference"] = float("nan")
    frame.loc[no_mean, "direction"] = ""
    return conform(frame, PUBLISHED_CHANGES)


def _distributions(counts: pd.DataFrame, indicators: pd.DataFrame, spread: int) -> pd.DataFrame:
    enough = indicators[(indicators["level"] == "item") & (indicators["people"] >= spread)]
    keys = ["team", "round", "source"]
    allowed = enough[[*keys, "id"]].rename(columns={"id": "item"})
    return counts.merge(allowed, on=[*keys, "item"])
