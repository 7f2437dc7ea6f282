"""What instruments of other kinds published, written by hand, and long: what is hard to draw."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from teamspiegel.charts.others import strand_charts
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import Round, Team
from teamspiegel.contracts.interviews import HowMany, Interviews, InterviewsResults, Told
from teamspiegel.contracts.knowledge import KnowledgeResults, KnowledgeTest, TestResult
from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.contracts.placement import Place as Placed
from teamspiegel.contracts.placement import Placement, PlacementResults
from teamspiegel.contracts.published import Published, Withheld
from teamspiegel.contracts.pupils import Level, Pupils, PupilsResults
from teamspiegel.contracts.ranking import Ranking, RankingResults
from teamspiegel.contracts.scan import Scan, ScanResults
from teamspiegel.contracts.strand import Progress, Strand

from tests.charts.views import LONG, THEME

UNIT = Team.model_validate({"id": "a", "name": "Team A", "members": 30})
ROUNDS = tuple(
    Round(id=id_, label=label, date=date(year, 3, 1), kind="nulmeting")
    for id_, label, year in (("one", "Nulmeting", 2030), ("two", "Eindmeting", 2031))
)
KEYS: dict[str, Any] = {"version": "1", "name": "Een meting", "description": "Wat wij vragen."}

SYSTEMS = ({"id": "baken", "name": "Baken"},)
ROLES = ({"id": "student", "name": "Studenten"}, {"id": "opleider", "name": "Opleiders"})


def drawn(strand: Strand[Any, Any]) -> dict[str, Chart]:
    """The charts of a strand by key."""
    return strand_charts(strand, THEME.wording, THEME.palette)


def strand(instrument: Any, *results: Any, **moves: Progress) -> Strand[Any, Any]:
    """A strand of these results, the latest in the latest round."""
    return Strand(instrument, UNIT, tuple(zip(ROUNDS[-len(results) :], results, strict=True)), moves)


def listed(names: Sequence[str]) -> tuple[dict[str, str], ...]:
    """What an instrument asks about: ids from a on."""
    return tuple({"id": chr(97 + at), "name": name, "text": f"{name}?"} for at, name in enumerate(names))


def number(mean: float | None = None, n: int = 12, **more: Any) -> Published:
    """A published number, withheld where nothing is said of it."""
    withheld: Withheld | None = None if mean is not None else "masked" if more else "small"
    return Published(Place("a", "two", Aspect("x", "item", "x")), n, n, mean, withheld=withheld, **more)


def scan(means: Sequence[tuple[Published | None, Published | None]], names: Sequence[str] = ("Een", "Twee")) -> Any:
    """A scan of two roles; a role that nobody answered in is None."""
    instrument = Scan.model_validate(
        dict(id="scan", kind="scan", scale={"min": 1, "max": 5}, topics=listed(names), roles=ROLES, **KEYS)
    )
    ids = [role["id"] for role in ROLES]
    told = {
        topic.id: {id_: one for id_, one in zip(ids, by, strict=True) if one}
        for topic, by in zip(instrument.topics, means, strict=True)
    }
    return strand(instrument, ScanResults(dict(zip(ids, (12, 8), strict=True)), told, {}, {}))


def placement(
    places: Sequence[Mapping[str, Placed]],
    names: Sequence[str] = ("Een", "Twee"),
    phases: Sequence[str] = ("Nog niet", "Begin", "Op weg", "Gewoon"),
) -> Any:
    """A placement, by topic and role; by everybody where the role is ''."""
    roles = () if any("" in by for by in places) else ROLES
    instrument = Placement.model_validate(
        dict(
            id="plek",
            kind="placement",
            phases=tuple({"name": name} for name in phases),
            topics=listed(names),
            roles=roles,
            **KEYS,
        )
    )
    people = dict.fromkeys((role["id"] for role in roles), 12) if roles else {"": 12}
    return strand(
        instrument, PlacementResults(people, dict(zip((topic.id for topic in instrument.topics), places, strict=True)))
    )


def ranking(found: RankingResults, names: Sequence[str] = ("Een", "Twee", "Drie")) -> Any:
    """A ranking of which the first two are the top."""
    return strand(Ranking.model_validate(dict(id="eerst", kind="ranking", top=2, options=listed(names), **KEYS)), found)


def pupils(*rounds: Mapping[str, Level], names: Sequence[str] = ("Een", "Twee"), **moves: Progress) -> Any:
    """A questionnaire for pupils, by scale."""
    scales = tuple(
        {"id": one["id"], "name": one["name"], "description": "-", "items": ({"id": f"{one['id']}-1", "text": "-"},)}
        for one in listed(names)
    )
    instrument = Pupils.model_validate(
        dict(id="leerlingen", kind="pupils", scale={"min": 1, "max": 4}, scales=scales, **KEYS)
    )
    return strand(instrument, *(PupilsResults(60, 6, levels) for levels in rounds), **moves)


def level(mean: float | None = None, margin: float | None = None, **more: Any) -> Level:
    """What pupils say of a scale."""
    return Level(60, 6, mean, margin=margin, error=margin, **more)


def knowledge(*rounds: Sequence[Published], names: Sequence[str] = ("Een", "Twee")) -> Any:
    """A knowledge test about one system."""
    instrument = KnowledgeTest.model_validate(
        dict(id="kennis", kind="test", systems=({"id": "baken", "name": "Baken"},), items=listed(names), **KEYS)
    )
    ids = [item.id for item in instrument.items]
    found = [KnowledgeResults({"baken": TestResult(12, dict(zip(ids, items, strict=True)))}) for items in rounds]
    return strand(instrument, *found)


def interviews(told: Sequence[tuple[HowMany, HowMany]], names: Sequence[str] = ("Een", "Twee"), n: int = 8) -> Any:
    """Interviews, by theme: in how many something supports, and hinders."""
    instrument = Interviews.model_validate(dict(id="verhalen", kind="interviews", themes=listed(names), **KEYS))
    found = {
        theme.id: Told({"steunt": supports, "belemmert": hinders}, {"steunt": (), "belemmert": ()})
        for theme, (supports, hinders) in zip(instrument.themes, told, strict=True)
    }
    return strand(instrument, InterviewsResults(n, found))


def long_strands() -> dict[str, Chart]:
    """Every kind with twelve things of 120 letters, and everything that may stand in the place of a number."""
    names = [f"{at}. {LONG}"[:120] for at in range(1, 13)]
    ids = [one["id"] for one in listed(names)]
    means = [
        (
            number(round(1.2 + at * 0.3, 1)),
            (number(3.1), number(at_least=4.1), number(at_most=1.9), number(n=3))[at % 4],
        )
        for at in range(12)
    ]
    counted = Placed(23, 3, (2, 6, 9, 6), divided=True, talking_point=False)
    only = Placed(7, 2, talking_point=True, withheld="small")
    places = [{"student": counted, "opleider": (only, Placed(3, withheld="small"))[at % 2]} for at in range(12)]
    levels = {id_: level(round(1.4 + at * 0.2, 1), 0.3) for at, id_ in enumerate(ids)}
    before = {id_: level(2.4, 0.2) for id_ in ids}
    levels[ids[0]] = level(at_least=3.6, withheld="masked")
    before[ids[1]] = level(withheld="small")
    moves = {
        id_: Progress(round((levels[id_].mean or 0) - 2.4, 1), 0.4, abs((levels[id_].mean or 0) - 2.4) > 0.4)
        for id_ in ids[2:]
    }
    now = [number(round(0.1 + at * 0.07, 2)) for at in range(10)] + [
        number(at_least=0.83),
        number(at_least=0.66, at_most=0.73),
    ]
    then = [number(0.5)] * 10 + [number(at_most=0.17), number(n=4)]
    order = RankingResults(
        14, tuple((id_,) for id_ in ids), {id_: 13 - at for at, id_ in enumerate(ids)}, 12, 0.6, False
    )
    some: list[tuple[HowMany, HowMany]] = [(3, "few"), ("nearly all", 5), ("few", "few"), (5, "nearly all")] * 3
    found = {
        "scan": scan(means, names),
        "placement": placement(places, names, [f"Fase {at} met een naam" for at in range(1, 5)]),
        "ranking": ranking(order, names),
        "order": ranking(replace(order, top=None, agreement=None, divided=None, withheld="small"), names),
        "pupils": pupils(before, levels, names=names, **moves),
        "test": knowledge(then, now, names=names),
        "interviews": interviews(some, names),
    }
    return {kind: next(iter(drawn(one).values())) for kind, one in found.items()}
