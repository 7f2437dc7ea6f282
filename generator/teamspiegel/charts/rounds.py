"""The rounds of a team in one chart: what each is called, and its shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from teamspiegel.charts.style import Style
from teamspiegel.contracts.definitions import Round

EARLIER = ("square", "triangle-up", "diamond", "cross")
LATEST = "circle"


@dataclass(frozen=True)
class ShownRound:
    """A round: its id, its name in a legend and in a sentence, and its shape."""

    id: str
    name: str
    said: str
    shape: str
    latest: bool


def shown_rounds(rounds: Sequence[Round], style: Style) -> list[ShownRound]:
    """The rounds from old to new, each with a name and, up to five, a shape of its own."""
    names, said = _names(rounds, style), told_apart(rounds, style)
    earlier = [
        ShownRound(round_.id, name, words.lower(), shape, latest=False)
        for round_, name, words, shape in zip(rounds[:-1], names, said, cycle(EARLIER), strict=False)
    ]
    return [*earlier, ShownRound(rounds[-1].id, names[-1], said[-1].lower(), LATEST, latest=True)]


def told_apart(rounds: Sequence[Round], style: Style) -> list[str]:
    """Each label, with its year or month where another round has the same."""
    labels = [round_.label for round_ in rounds]
    return [
        label if labels.count(label) == 1 else name for label, name in zip(labels, _names(rounds, style), strict=True)
    ]


def _names(rounds: Sequence[Round], style: Style) -> list[str]:
    """Each label with its year; with its month too where that is not enough."""
    names = [_with(round_.label, str(round_.date.year)) for round_ in rounds]
    return [
        name if names.count(name) == 1 else _with(round_.label, style.month(round_.date))
        for round_, name in zip(rounds, names, strict=True)
    ]


def _with(label: str, when: str) -> str:
    return label if when in label else f"{label} {when}"
