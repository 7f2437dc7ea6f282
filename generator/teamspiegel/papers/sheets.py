"""Sheets to write on: those of a meeting about data, of a team; and that of a work form, for everybody."""

from teamspiegel.contracts.guidance import WorkForm
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.pages.maker import TeamPages
from teamspiegel.papers.told import Tell, Told


def sheets_of(tell: Tell, pages: TeamPages) -> Told:
    """What stands on the sheets of a team's meeting about a round. No result does: they are for before it is seen."""
    report, view = pages.report, pages.view
    assert view is not None  # `on_paper` says that there is one
    awaited = report.awaited(tell.today)
    return {
        **tell.cover(report),
        "round": {"label": view.round.label, "date": tell.day(view.round.date)},
        "meeting": {"title": awaited.title, "date": tell.day(awaited.date)} if awaited else None,
        "plane": _plane(view.instrument),
        "vision": [point.point for point in report.vision],
    }


def _plane(instrument: Instrument) -> Told | None:
    """The empty quadrant: its axes with their scales and where they are cut, and the culture of each corner."""
    quadrant = instrument.quadrant
    if quadrant is None:
        return None

    def axis(id_: str) -> Told:
        found = instrument.axis_by_id[id_]
        own = instrument.layers_of_axis(found)[0]
        scale = instrument.scale_of(own)
        bridge = float(instrument.thresholds_of(own).bridge_axis)
        return {"name": found.name, "min": scale.min, "max": scale.max, "bridge": bridge}

    cultures = [{"x": one.x, "y": one.y, "name": one.name, "text": one.description} for one in quadrant.cultures]
    return {"x": axis(quadrant.x), "y": axis(quadrant.y), "cultures": cultures}


def printed_sheet_of(tell: Tell, form: WorkForm) -> Told:
    """What stands on the sheet of a work form. It is for everybody, so nothing of the school's own results is on it."""
    return {
        "school": tell.definitions.settings.school,
        "title": form.title,
        "parts": [
            {
                "title": part.title,
                "hint": part.hint,
                "lines": part.lines,
                "columns": part.columns,
                "rows": part.rows,
            }
            for part in form.sheet
        ],
    }
