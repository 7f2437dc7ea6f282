"""An instrument and published numbers that are written by hand, for what comes after the gate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from teamspiegel.contracts.definitions import Definitions, Round, Settings, Team
from teamspiegel.contracts.guidance import KINDS, GuidancePage
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.place import AXIS, Aspect, Place
from teamspiegel.contracts.published import BandCount, Publication, Published, Response, Results, Withheld
from teamspiegel.contracts.report import Change, Direction, TeamReport, TeamRound
from teamspiegel.insights import insights_of


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
    return Instrument.model_validate({**DECLARED, **changes}, strict=False)


def item(
    id_: str, mean: float | None, sd: float | None = 0.5, *, low: bool | None = None, spread: bool | None = None
) -> Published:
    """An item of the instrument; its flags follow from mean and SD unless they are given."""
    of_layer = instrument().layer_of_item[id_]
    thresholds = instrument().thresholds_of(of_layer)
    if low is None and mean is not None:
        low = mean < float(thresholds.bridge_axis)
    if spread is None and sd is not None:
        spread = sd >= float(thresholds.spread)
    return _published(Aspect(of_layer.id, "item", id_), mean, sd, low, spread)


def axis(id_: str, mean: float | None, *, spread: bool | None = False) -> Published:
    """An axis of the instrument."""
    return _published(Aspect(AXIS, "axis", id_), mean, None, None if mean is None else mean < 3, spread)


def layer(id_: str, mean: float | None, sd: float | None = 0.5) -> Published:
    """A layer of the instrument."""
    return _published(Aspect(id_, "layer", id_), mean, sd, None if mean is None else mean < 3, False)


def block(layer_id: str, id_: str, mean: float | None, sd: float | None = 0.5) -> Published:
    """A block of a layer of the instrument."""
    return _published(Aspect(layer_id, "block", id_), mean, sd, None if mean is None else mean < 3, False)


def between(found: Published, at_least: float | None = None, at_most: float | None = None) -> Published:
    """The same, but only where its mean lies: near an end of the scale, or made of what is not told."""
    low = True if at_most is not None and at_most < 3 else False if at_least is not None and at_least >= 3 else None
    why: Withheld = "masked" if found.place.kind == "item" else "derived"
    return Published(found.place, found.n, found.people, None, at_least, at_most, low=low, withheld=why)


def moved(
    found: Published,
    since: str,
    difference: float | None,
    direction: Direction | None = "none",
    band: float | None = None,
) -> Change:
    """How an indicator moved since a round."""
    return Change(found.place.aspect, since, difference, band, direction)


def _published(
    aspect: Aspect, mean: float | None, sd: float | None, low: bool | None, spread: bool | None
) -> Published:
    place = Place("a", "one", aspect)
    if mean is None:
        return Published(place, 4, 4, withheld="small")
    return Published(place, 12, 12, mean, sd=sd, low=low, spread=spread, withheld=None if sd is not None else "small")


def results(*indicators: Published, team: str = "a", round_: str = "one", **more: Any) -> Results:
    """One team in one round, with these numbers and no others."""
    response = Response("survey", "survey", 12, 12, 15)
    given = {"distributions": {}, "bands": {}, "responses": {"survey": response}, **more}
    here = [replace(found, place=Place(team, round_, found.place.aspect)) for found in indicators]
    return Results(team, round_, {found.place.aspect: found for found in here}, **given)


def at(found: Published, round_: str, team: str = "a") -> Published:
    """The same number in another place."""
    return replace(found, place=Place(team, round_, found.place.aspect))


def seen(
    found: Results,
    *changes: Change,
    earlier: Iterable[TeamRound] = (),
    round_: Round | None = None,
    used: Instrument | None = None,
) -> TeamRound:
    """One team in one round with these results, and how they moved."""
    asked = used or instrument()
    return TeamRound(
        Team(id=found.team, name=f"Team {found.team}", members=15),
        round_ or Round(id=found.round, label=f"Round {found.round}", date=date(2026, 1, 1), kind="nulmeting"),
        asked,
        found,
        insights_of(asked, found),
        tuple(earlier),
        {(change.since, change.aspect): change for change in changes},
    )


def views_of(
    definitions: Definitions,
    numbers: Mapping[str, Iterable[Published]],
    changes: Mapping[str, Iterable[Change]] | None = None,
    team: str = "a",
) -> list[TeamRound]:
    """A team's rounds with these numbers and changes, by the rounds' ids, each with those before it."""
    found: list[TeamRound] = []
    for round_ in definitions.rounds:
        if round_.id in numbers:
            told = results(*numbers[round_.id], team=team, round_=round_.id)
            moves, used = (changes or {}).get(round_.id, ()), definitions.instrument_of(round_)
            found.append(seen(told, *moves, earlier=tuple(found), round_=round_, used=used))
    return found


def report(*views: TeamRound, **more: Any) -> TeamReport:
    """The report of a team with these rounds."""
    return TeamReport(views[0].team, views, **more)


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
    return GuidancePage(path or f"{id_}.md", KINDS[kind].model_validate(declared, strict=False), "", 1)


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
    indicators: Iterable[Published] | Mapping[tuple[str, str], Iterable[Published]],
    bands: Mapping[str, tuple[BandCount, ...]] | None = None,
) -> Publication:
    """Published numbers, of team `a` in round `one` or by team and round; bands by layer, the same for each."""
    groups = indicators if isinstance(indicators, Mapping) else {("a", "one"): indicators}
    return Publication(
        tuple(
            results(*listed, team=team, round_=round_, bands=bands or {}) for (team, round_), listed in groups.items()
        )
    )
