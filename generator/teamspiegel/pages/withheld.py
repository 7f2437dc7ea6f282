"""Why numbers are not on a page: the reasons among its indicators, each of which the page explains in a sentence."""

from collections.abc import Iterable

from teamspiegel.contracts.published import Indicator

REASONS = ("few", "end", "follows", "few_for_spread", "alike")


def reasons(indicators: Iterable[Indicator | None]) -> list[str]:
    """The reasons why something of these indicators is withheld, each once and always in the same order."""
    found = {_reason(indicator) for indicator in indicators if indicator is not None and indicator.suppressed}
    return [reason for reason in REASONS if reason in found]


def _reason(indicator: Indicator) -> str:
    if indicator.bound is not None:
        return "end"
    if indicator.mean is None:
        return "follows" if indicator.suppressed == "secondary" else "few"
    return "alike" if indicator.alike else "few_for_spread"
