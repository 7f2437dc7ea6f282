"""Which column of an export holds which item: by its id or alias, by its wording, or by a wording that is near."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from teamspiegel.contracts.definitions import Team
from teamspiegel.contracts.imports import CHOOSE
from teamspiegel.contracts.instrument import Instrument, Item
from teamspiegel.intake.header import Column, Sheet
from teamspiegel.intake.labels import FEWEST_TIMES
from teamspiegel.reading.grid import plain
from teamspiegel.reading.team_name import without_the_word

How = Literal["id", "wording", "near"]

NEAR = 88
"""How alike two wordings must be, of 100, letter by letter."""
LEAD = 4
"""How much less alike the second best must be."""
NEAR_TEAM = 84
SHORTEST_NEAR, LONGEST_NAME = 5, 80
MARKED = re.compile(r"(?:points|punten|punkte|feedback) - .*|.*\[(?:score|punten|punkte|feedback)\]", re.DOTALL)
"""What a quiz adds beside each statement, and calls nearly as the statement itself."""
TURNS_ROUND = re.compile(
    r"\b(?:niet|geen|nooit|nauwelijks|nergens|niemand|zelden|weinig|veel|vaak|altijd|wel|zonder|met|te|on(?!s\b|ze\b|der)\w+"
    r"|not|no|never|hardly|rarely|nobody|without|little|nicht|kein\w*|nie|ohne|selten)\b"
)
"""Words that make a statement say something else, however alike the letters are."""
PEOPLE = re.compile(r"\b(?:docent|docente|leraar|lerares|leerkracht|teacher|lehrer|lehrkraft|collega)\w*\b")
CODE = re.compile(r"\b(?:\w{1,2}|\w*\d\w*)\b")
"""What tells teams apart that are called alike, as in `leerjaar 2a` and `groep b`."""
TEAM = re.compile(r"\b(?:team|teams|afdeling|sector|onderwijsteam|vakgroep)\b")


@dataclass(frozen=True)
class Match:
    """A column that holds an item, and how that was seen. `alike`: of 100.

    `others`: the items that its wording says where its code says this one: its author has to choose.
    """

    column: Column
    item: Item
    how: How
    alike: float = 100
    others: tuple[Item, ...] = ()

    @property
    def readings(self) -> tuple[Item, ...]:
        """Every item that it may hold."""
        return self.item, *self.others


@dataclass(frozen=True)
class Matched:
    """What was found. `doubtful`: items that several columns hold equally well, with their places."""

    matches: tuple[Match, ...]
    doubtful: Mapping[str, tuple[int, ...]]


def matched(sheet: Sheet, instrument: Instrument, source: str) -> Matched:
    """The column of each item of a source, where one column fits it better than any other.

    Also every column whose code and wording say different items.
    """
    items = instrument.items_of_source(source)
    found = [match for column in sheet.columns if (match := _match(column, items, instrument))]
    by_item: dict[str, list[Match]] = defaultdict(list)
    for match in found:
        if not match.others:
            by_item[match.item.id].append(match)
    best = {item: _best(matches) for item, matches in by_item.items()}
    single = [one[0] for one in best.values() if len(one) == 1] + [match for match in found if match.others]
    doubtful = {item: tuple(match.column.place for match in one) for item, one in best.items() if len(one) > 1}
    return Matched(tuple(sorted(single, key=lambda match: match.column.place)), doubtful)


def _best(matches: Sequence[Match]) -> list[Match]:
    """The matches that are as good as the best one."""
    order: tuple[How, ...] = ("id", "wording", "near")
    key = min((order.index(match.how), -match.alike) for match in matches)
    return [match for match in matches if (order.index(match.how), -match.alike) == key]


def _match(column: Column, items: Sequence[Item], instrument: Instrument) -> Match | None:
    names = set(column.names)
    if MARKED.fullmatch(plain(column.head)):
        return None
    wordings = {_wording(name) for name in names}
    worded = [item for item in items if _wording(item.text) in wordings]
    for item in items:
        if names & {item.id, item.id.replace("-", "_"), plain(item.column or item.id)}:
            return Match(column, item, "id", others=() if item in worded else tuple(worded))
    worded = worded or [item for item in items if plain(item.short) in names]
    if len(worded) > 1:
        layers = {item.id: plain(instrument.layer_of_item[item.id].name) for item in worded}
        worded = [
            item
            for item in worded
            if any(re.search(rf"(?<!\w){re.escape(layers[item.id])}(?!\w)", name) for name in names)
        ]
    if worded:
        return Match(column, worded[0], "wording") if len(worded) == 1 else None
    return _near(column, items)


def _near(column: Column, items: Sequence[Item]) -> Match | None:
    """The item with the most similar wording, when it is near, clearly nearer than any other, and not its opposite."""
    texts = [_wording(item.text) for item in items]
    scores: dict[int, float] = {}
    for name in column.names:
        for _, alike, index in process.extract(
            _wording(name), texts, scorer=fuzz.ratio, score_cutoff=NEAR - LEAD, limit=3
        ):
            if _same_turn(_wording(name), texts[index]):
                scores[index] = max(alike, scores.get(index, 0))
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < NEAR or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < LEAD):
        return None
    return Match(column, items[ranked[0][0]], "near", ranked[0][1])


def _same_turn(one: str, other: str) -> bool:
    return sorted(TURNS_ROUND.findall(one)) == sorted(TURNS_ROUND.findall(other))


def _wording(text: str) -> str:
    return re.sub(r"^\d{1,3}[.)]\s+", "", plain(text)).rstrip(" .:;*")


class Meant(NamedTuple):
    """The team that a value means: its id, None where it is no team, or `choose` between several.

    `near`: those that are called nearly so; `same`: those that are called just so, where they are more than one.
    """

    team: str | None
    near: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


def team_column(sheet: Sheet, teams: Sequence[Team], taken: set[int]) -> tuple[Column, dict[str, Meant]] | None:
    """The column that says which team a row is of, and what its values mean; None when no column does."""
    best: tuple[float, Column, dict[str, Meant]] | None = None
    for column in sheet.columns:
        cells = [" ".join(cell.split()) for cell in sheet.cells(column) if cell.strip()]
        if column.place in taken or not cells:
            continue
        names = dict(_teams_named(cells, teams))
        share = sum(cell in names and names[cell].team is not None for cell in cells) / len(cells)
        share += 0.3 if TEAM.search(plain(column.head)) and share else 0
        if share >= 0.5 and (best is None or share > best[0]):
            best = share, column, names
    return best and best[1:]


def _teams_named(cells: Sequence[str], teams: Sequence[Team]) -> Iterator[tuple[str, Meant]]:
    """What each value means. One that is no team is shown only when it comes back: else it may be anything."""
    known = _known(teams)
    seen: dict[str, str] = {}
    for cell in cells:
        seen.setdefault(plain(cell), cell)
    times = Counter(map(plain, cells))
    if not seen.keys() & known.keys():
        return
    for text, cell in seen.items():
        found = known.get(text, ())
        near = () if found else _near_teams(text, known)
        if len(found) == 1:
            yield cell, Meant(found[0])
        elif found or near:
            yield cell, Meant(CHOOSE, near, found)
        elif times[text] >= FEWEST_TIMES:
            yield cell, Meant(None)


def _known(teams: Sequence[Team]) -> dict[str, tuple[str, ...]]:
    """Which teams each text says, by id or name, with and without the word team: an id may be another team's name."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for team in teams:
        for name in (without_the_word(team.id), without_the_word(team.name)):
            found[name][team.id] = found[f"team {name}"][team.id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _near_teams(text: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The teams that are called nearly so. A short name, or one with another number or letter, is another team's."""
    if not SHORTEST_NEAR <= len(text) <= LONGEST_NAME:
        return ()
    found = process.extract(text, list(known), scorer=fuzz.ratio, score_cutoff=NEAR_TEAM, limit=None)
    near = (id_ for name, _, _ in found if _same_code(name, text) for id_ in known[name])
    return tuple(dict.fromkeys(near))


def _same_code(one: str, other: str) -> bool:
    return sorted(CODE.findall(one)) == sorted(CODE.findall(other))


def teacher_column(sheet: Sheet, taken: set[int]) -> Column | None:
    """The column that tells observed teachers apart, when exactly one head says so."""
    found = [column for column in sheet.columns if column.place not in taken and PEOPLE.search(plain(column.head))]
    return found[0] if len(found) == 1 else None
