"""The rounds of a team in one chart: what each is called."""

from collections.abc import Sequence

from teamspiegel.contracts.definitions import Round
from teamspiegel.contracts.theme import Wording


def named_rounds(rounds: Sequence[Round], wording: Wording) -> list[str]:
    """Each label with its year, where it does not hold that; with its month too where that is not enough."""
    years = [_with(one.label, str(one.date.year)) for one in rounds]
    return [
        name if years.count(name) == 1 else _with(one.label, wording.month(one.date))
        for one, name in zip(rounds, years, strict=True)
    ]


def _with(label: str, when: str) -> str:
    return label if when in label else f"{label} {when}"
