"""What the charts of every instrument beside the mirror have in common: their names, and the words of their rounds."""

from typing import Any

from teamspiegel.charts.finding import dated
from teamspiegel.charts.style import Style
from teamspiegel.contracts.strand import Strand

AnyStrand = Strand[Any, Any]


def name(strand: AnyStrand, key: str) -> str:
    """The file name of a chart, without its ending. Surveys have other keys, so no two names are the same."""
    return "--".join([strand.unit.id, strand.instrument.id, *key.split(":")])


def subtitle(strand: AnyStrand, what: str, style: Style, n: str) -> str:
    """What stands under a title: what the chart is about, of when, and of how many."""
    return dated(strand.round, what, style, n)


def small(text: str) -> str:
    """A name in a sentence, without its capital; the rest may be a name of somebody or something."""
    return text[:1].lower() + text[1:]


def large(text: str) -> str:
    """A sentence that may begin with such a name."""
    return text[:1].upper() + text[1:]
