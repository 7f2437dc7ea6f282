"""Why numbers are not on a page: the reasons among its indicators, each of which the page explains in a sentence."""

from collections.abc import Iterable

from teamspiegel.contracts.published import Published

REASONS = ("few", "end", "between", "follows", "few_for_spread", "alike", "parts")


def reasons(indicators: Iterable[Published | None]) -> list[str]:
    """The reasons why something of these indicators is withheld, each once and always in the same order."""
    found = {_reason(indicator) for indicator in indicators if indicator is not None and indicator.withheld}
    return [reason for reason in REASONS if reason in found]


def _reason(indicator: Published) -> str:
    if indicator.bounded:
        return "end" if indicator.withheld == "masked" else "between"
    if indicator.mean is None:
        return "follows" if indicator.withheld == "derived" else "few"
    return {"small": "few_for_spread", "masked": "alike", "derived": "parts"}[str(indicator.withheld)]
