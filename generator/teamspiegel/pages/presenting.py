"""What a meeting about data shows on a beamer: its findings one by one, and the minutes that each screen has."""

import json
from collections.abc import Container, Iterator, Sequence

from teamspiegel.contracts.definitions import Session
from teamspiegel.contracts.instrument import Instrument, Layer
from teamspiegel.contracts.timetable import ProgrammePart, Screen, timetable
from teamspiegel.pages.maker import Figures, Maker, TeamPages
from teamspiegel.pages.paths import presentation
from teamspiegel.pages.render import Figure

BETWEEN = " · "
"""What stands between a layer and its block in what a finding is about."""

MERGED = "merged:"
"""Drawings with small cells counted together: what a room sees. They are no files."""

BOTH = "both:"
"""The same in one with the drawing that is kept, as they stand in a page."""


def presentations(make: Maker, pages: TeamPages) -> dict[str, bytes]:
    """The scripts with what the meetings of a team show, by path.

    A page fetches such a script when somebody presents: before that no finding stands in it.
    """
    return {
        make.paths.presentation(session): _script(
            session,
            make.definitions.instrument_of(make.definitions.round_by_id[session.round]),
            pages.drawings.get(session.round, {}),
        )
        for session in pages.report.sessions
        if session.kind == "datafeedback"
    }


def _script(session: Session, instrument: Instrument, figures: Figures) -> bytes:
    """JavaScript that leaves the findings in their order, and the position, under the presentation's name."""
    findings = [
        {"about": about, **_shown(figures.get(f"{MERGED}{key}", figures[key]))}
        for key, about in findings_of(instrument, figures)
    ]
    position = _shown(figures["quadrant"]) if "quadrant" in figures else None
    text = json.dumps({"findings": findings, "position": position}, separators=(",", ":"), ensure_ascii=False)
    return f"teamspiegel.specs[{json.dumps(presentation(session))}]={text};\n".encode()


def _shown(figure: Figure) -> dict[str, str]:
    chart = figure.chart
    return {"title": chart.title, "subtitle": chart.subtitle, "drawing": figure.inline}


def findings_of(instrument: Instrument, drawn: Container[str]) -> Iterator[tuple[str, str]]:
    """The charts that are shown one after the other, each once: its key, and the name of what it is about.

    `drawn`: the keys of the charts that there are. Axis after axis: the answers of its layers by building block,
    and then its layers beside each other; layers that belong to no axis come last. No chart tells the position.
    """
    return ((key, about) for key, about in _in_order(instrument, drawn) if key in drawn)


def _in_order(instrument: Instrument, drawn: Container[str]) -> Iterator[tuple[str, str]]:
    told = set[str]()
    for axis in instrument.axes:
        own = [layer for layer in instrument.layers if layer.id in {*axis.position, *axis.beside} - told]
        told |= {layer.id for layer in own}
        yield from _of_layers(instrument, own, drawn)
        yield f"layers:{axis.id}", axis.name
    yield from _of_layers(instrument, [layer for layer in instrument.layers if layer.id not in told], drawn)


def _of_layers(instrument: Instrument, layers: Sequence[Layer], drawn: Container[str]) -> Iterator[tuple[str, str]]:
    for layer in layers:
        whole = f"distribution:{layer.id}"
        yield f"bands:{layer.id}", layer.name
        yield f"means:{layer.id}:blocks", layer.name
        if whole not in drawn:  # too few people for a distribution, though perhaps enough for means
            yield f"means:{layer.id}", layer.name
        blocks = instrument.blocks_of_layer(layer)
        for block in blocks:
            yield f"{whole}:{block.id}", f"{layer.name}{BETWEEN}{block.name}"
        if not blocks:
            yield whole, layer.name


def minutes_of(programme: Sequence[ProgrammePart]) -> dict[Screen, int]:
    """How many minutes the programme has for each screen; a part whose end cannot be told has none."""
    found = dict[Screen, int]()
    for timed in timetable(programme):
        if timed.part.screen and timed.minutes:
            found[timed.part.screen] = found.get(timed.part.screen, 0) + timed.minutes
    return found
