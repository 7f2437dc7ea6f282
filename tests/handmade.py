"""An instrument and published numbers that are written by hand, for what comes after the gate."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from teamspiegel.contracts.definitions import Definitions, Round, Settings, Team
from teamspiegel.contracts.frames import (
    COUNTS,
    PUBLISHED,
    PUBLISHED_BANDS,
    PUBLISHED_CHANGES,
    RESPONSES,
    Columns,
    conform,
    empty,
)
from teamspiegel.contracts.guidance import KINDS, GuidancePage
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.published import Change, Indicator, Place, Published, Response, Results


def _item(id_: str, element: str | None, *recommendations: str) -> dict[str, Any]:
    short = id_.replace("-", " ").capitalize()
    return {"id": id_, "text": f"{short}.", "short": short, "element": element, "recommendations": recommendations}


DECLARED: Mapping[str, Any] = {
    "id": "hand",
    "version": "1",
    "name": "By hand",
    "description": "Four layers, two of them about the same elements as the first.",
    "scale": {"min": 1, "max": 5},
    "thresholds": {"bridge_axis": 3.0, "spread": 0.8, "border": 0.1},
    "blocks": [
        {"id": "calm", "name": "Calm", "description": "-"},
        {"id": "room", "name": "Room", "description": "-"},
    ],
    "elements": [
        {"id": "start", "name": "Start", "block": "calm", "description": "-"},
        {"id": "turns", "name": "Turns", "block": "room", "description": "-"},
    ],
    "layers": [
        {
            "id": "seen",
            "name": "Seen",
            "description": "-",
            "source": "observations",
            "mean_of": "blocks",
            "scale": {"min": 1, "max": 5, "step": 0.5},
            "bands": [
                {"id": "rare", "name": "rare", "description": "-", "below": 2.8},
                {"id": "often", "name": "often", "description": "-"},
            ],
            "items": [_item("seen-start", "start", "r1"), _item("seen-turns", "turns", "r2")],
        },
        {
            "id": "self",
            "name": "Self",
            "description": "-",
            "source": "survey",
            "mean_of": "items",
            "items": [_item("self-start", "start", "r1"), _item("self-turns", "turns")],
        },
        {
            "id": "team",
            "name": "Team",
            "description": "-",
            "source": "survey",
            "mean_of": "items",
            "items": [_item("team-start", "start", "r1", "r3"), _item("team-talk", None, "r2", "r3")],
        },
        {
            "id": "mood",
            "name": "Mood",
            "description": "-",
            "source": "survey",
            "mean_of": "items",
            "scale": {"min": 1, "max": 7},
            "thresholds": {"bridge_axis": 4.0, "spread": 1.2},
            "items": [_item("mood-start", "start", "r4")],
        },
    ],
    "axes": [
        {"id": "can", "name": "Can", "description": "-", "position": ["seen"], "beside": ["self"]},
        {"id": "want", "name": "Want", "description": "-", "position": ["self", "team"]},
    ],
    "quadrant": {
        "x": "want",
        "y": "can",
        "cultures": [
            {"id": "low-low", "x": "low", "y": "low", "name": "Neither", "description": "-"},
            {"id": "low-high", "x": "low", "y": "high", "name": "Alone", "description": "-"},
            {"id": "high-low", "x": "high", "y": "low", "name": "Eager", "description": "-"},
            {"id": "high-high", "x": "high", "y": "high", "name": "Both", "description": "-"},
        ],
    },
}


def instrument(**changes: Any) -> Instrument:
    """The instrument, with some keys changed."""
    return Instrument.model_validate({**DECLARED, **changes})


def item(
    id_: str, mean: float | None, sd: float | None = 0.5, *, low: bool | None = None, spread: bool | None = None
) -> Indicator:
    """An item of the instrument; its flags follow from mean and SD unless they are given."""
    layer = instrument().layer_of_item[id_]
    thresholds = instrument().thresholds_of(layer)
    if low is None and mean is not None:
        low = mean < float(thresholds.bridge_axis)
    if spread is None and sd is not None:
        spread = sd >= float(thresholds.spread)
    return _indicator(Place(layer.id, "item", id_), mean, sd, low, spread)


def axis(id_: str, mean: float | None, *, spread: bool | None = False) -> Indicator:
    """An axis of the instrument."""
    return _indicator(Place("axis", "axis", id_), mean, None, None if mean is None else mean < 3, spread)


def layer(id_: str, mean: float | None, sd: float | None = 0.5) -> Indicator:
    """A layer of the instrument."""
    return _indicator(Place(id_, "layer", id_), mean, sd, None if mean is None else mean < 3, False)


def block(layer_id: str, id_: str, mean: float | None, sd: float | None = 0.5) -> Indicator:
    """A block of a layer of the instrument."""
    return _indicator(Place(layer_id, "block", id_), mean, sd, None if mean is None else mean < 3, False)


def moved(
    found: Indicator, since: str, difference: float | None, direction: str = "none", band: float | None = None
) -> Change:
    """How an indicator moved since a round."""
    return Change(found.place, since, difference, band, direction)


def _indicator(place: Place, mean: float | None, sd: float | None, low: bool | None, spread: bool | None) -> Indicator:
    if mean is None:
        return Indicator(place, None, None, None, None, None, "small", None)
    return Indicator(place, 12, mean, sd, low, spread, "" if sd is not None else "small", None)


def results(*indicators: Indicator, team: str = "a", round_: str = "one", changes: Iterable[Change] = ()) -> Results:
    """One team in one round, with these numbers and no others."""
    response = Response("survey", 12, 12, 15)
    by_place = {found.place: found for found in indicators}
    by_since = {(change.since, change.place): change for change in changes}
    return Results(team, round_, by_place, {}, {}, {"survey": response}, by_since)


def page(id_: str, *activities: Mapping[str, Any], kind: str = "page", path: str = "", **keys: Any) -> GuidancePage:
    """A page of the library, with its activities."""
    declared = {
        "id": id_,
        "kind": kind,
        "title": id_.capitalize(),
        "summary": "-",
        "sources": [{"title": "A book"}],
        "activities": activities,
        **keys,
    }
    return GuidancePage(path or f"{id_}.md", KINDS[kind].model_validate(declared), "", 1)


def activity(id_: str, **ties: Sequence[str]) -> dict[str, Any]:
    """Something to do that helps with these items, elements and layers."""
    return {"id": id_, "title": id_.capitalize(), "time": "-", "how": "-", **ties}


def school(
    teams: Iterable[str] = ("a",),
    rounds: Iterable[str] = ("one",),
    guidance: Iterable[GuidancePage] = (),
    **changes: Any,
) -> Definitions:
    """Teams and rounds with these ids, in this order, that all use the instrument, and a library."""
    used = instrument(**changes)
    return Definitions(
        Settings(),
        tuple(Team(id=id_, name=f"Team {id_}", members=15) for id_ in teams),
        tuple(
            Round(id=id_, label=f"Round {id_}", date=date(2026, month, 1), kind="nulmeting")
            for month, id_ in enumerate(rounds, 1)
        ),
        {used.id: used},
        guidance=tuple(guidance),
    )


def published(
    indicators: Iterable[Indicator] | Mapping[tuple[str, str], Iterable[Indicator]],
    bands: Iterable[tuple[str, str, str, str, int, int]] = (),
    changes: Mapping[tuple[str, str], Iterable[Change]] | None = None,
) -> Published:
    """Published numbers, of team `a` in round `one` or by team and round; bands: team to percent, as the frame has."""
    groups = indicators if isinstance(indicators, Mapping) else {("a", "one"): indicators}
    rows = [_row(team, round_, found) for (team, round_), listed in groups.items() for found in listed]
    responses = [
        {"team": team, "round": round_, "source": "survey", "n": 12, "people": 12, "members": 15}
        for team, round_ in groups
    ]
    return Published(
        _frame(rows, PUBLISHED),
        empty(COUNTS),
        _frame([dict(zip(PUBLISHED_BANDS, band, strict=True)) for band in bands], PUBLISHED_BANDS),
        _frame(responses, RESPONSES),
        _frame(
            [_changed(*key, change) for key, listed in (changes or {}).items() for change in listed], PUBLISHED_CHANGES
        ),
    )


def _changed(team: str, round_: str, change: Change) -> dict[str, Any]:
    numbers = {"difference": change.difference, "band": change.band, "direction": change.direction}
    return {"team": team, "round": round_, "since": change.since, **change.place._asdict(), **numbers}


def _row(team: str, round_: str, found: Indicator) -> dict[str, Any]:
    low, high = found.interval or (None, None)
    return {
        "team": team,
        "round": round_,
        **found.place._asdict(),
        "n": found.n,
        "mean": found.mean,
        "sd": found.sd,
        "low": found.low,
        "spread": found.spread,
        "suppressed": found.suppressed,
        "interval_low": low,
        "interval_high": high,
    }


def _frame(rows: list[dict[str, Any]], columns: Columns) -> pd.DataFrame:
    return conform(pd.DataFrame(rows, columns=list(columns)), columns) if rows else empty(columns)
