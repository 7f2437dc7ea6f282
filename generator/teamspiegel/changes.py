"""What a maintainer reads after adding a round: response, flags and what changed, as Markdown in English.

Made from published numbers only, so it may stand wherever the site may. A number from before is told only beside one
that is published now: the gate may have been raised because of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from teamspiegel.contracts.definitions import Definitions, Round, Settings, Team
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.problem import so_many
from teamspiegel.contracts.published import Published, Response, Results
from teamspiegel.contracts.report import Change, Status, TeamReport, TeamRound


@dataclass(frozen=True)
class State:
    """A school as it was at a moment: what its authors declare, and each team's report."""

    definitions: Definitions
    reports: Mapping[str, TeamReport]

    @cached_property
    def views(self) -> dict[tuple[str, str], TeamRound]:
        """What is published of each team in each round, by their ids."""
        return {(team, view.round.id): view for team, report in self.reports.items() for view in report.rounds}

    def aspects(self, round_: str) -> tuple[Aspect, ...]:
        """What the instrument of a round can give indicators of, in its order; none when it is not declared."""
        declared = self.definitions.round_by_id.get(round_)
        return self.definitions.instrument_of(declared).aspects if declared else ()


NOTHING: Final = State(Definitions(Settings(), (), (), {}), {})
"""The state before there was anything."""

KINDS: Final = (
    "changed",
    "newly published",
    "newly withheld",
    "sd newly published",
    "sd newly withheld",
    "no longer there",
)

DIRECTIONS: Final = {"higher": "clearly higher", "lower": "clearly lower", "none": "without clear change"}
MOVES: Final = (*DIRECTIONS.values(), "withheld", "not compared")

STATUSES: Final[Mapping[Status, str]] = {
    "reached": "reached",
    "moving": "on the way",
    "still": "not clearly moved",
    "waiting": "not measured yet",
    "withheld": "withheld",
    "dropped": "no longer asked in the same way",
}
FROM_A_MEAN: Final = ("reached", "moving", "still")
"""The statuses that tell something about a published mean."""


def changes(now: State, before: State | None, since: str) -> str:
    """Response and flags of every team and round, and what changed since a state that a reader knows as `since`.

    `before` is None when that state had problems in its input.
    """
    return "\n".join([*_rounds(now), *_what_changed(now, before, since), ""])


# ----- response and flags ------------------------------------------------------------------------------


def _rounds(now: State) -> Iterator[str]:
    for round_ in now.definitions.rounds:
        yield f"## {_text(round_.label)} ({round_.id}, {round_.date})"
        yield ""
        measured = [team for team in now.definitions.teams if (team.id, round_.id) in now.views]
        if not measured:
            yield "Not measured yet."
        for team in measured:
            yield from _team(team, now.views[team.id, round_.id].results)
        yield ""


def _team(team: Team, results: Results) -> Iterator[str]:
    yield f"- **{_text(team.name)}**"
    for source, response in results.responses.items():
        yield f"    - {source}: {_answered(response)}"
    items = [indicator for indicator in results.indicators.values() if indicator.place.kind == "item"]
    low = sum(bool(item.low) for item in items)
    spread = sum(bool(item.spread) for item in items)
    yield f"    - {_count(items, 'item')}: {low} low, {spread} with a spread, {_withheld(items)} withheld by the gate"


# ----- what changed ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    """An indicator that is not what it was."""

    aspect: Aspect
    old: Published | None
    new: Published | None

    @property
    def kind(self) -> str:
        """One of KINDS."""
        old, new = _shown(self.old), _shown(self.new)
        if self.new is None:
            return "no longer there"
        if old == new and self.old:
            return "changed"
        part = "sd " if old and new else ""
        return f"{part}newly {'published' if new > old else 'withheld'}"


def _shown(found: Published | None) -> int:
    """How much of an indicator is published: 0 nothing, 1 all but what is made from its SD, 2 everything."""
    if found is None or found.mean is None:
        return 0
    return 1 if found.withheld else 2


@dataclass(frozen=True)
class _Pair:
    """One team in one round, before and now. `first`: the team's first round now."""

    round: Round
    old: TeamRound | None
    new: TeamRound | None
    rows: tuple[_Row, ...]
    first: Round | None


@dataclass(frozen=True)
class _Target:
    """A target of a learning question that is not where it was. None: it was not there."""

    key: tuple[str, ...]
    old: Status | None
    new: Status | None


@dataclass(frozen=True)
class _TeamChanges:
    """What changed for a team: its rounds, also those that did not, and its targets."""

    team: Team
    pairs: tuple[_Pair, ...]
    targets: tuple[_Target, ...]


def _what_changed(now: State, before: State | None, since: str) -> Iterator[str]:
    yield f"## What changed since {_code(since)}"
    yield ""
    if before is None:
        yield "The earlier state has problems in its input, so what changed is not told."
        return
    teams = list(_teams(now, before))
    if now.views and not before.views:
        yield "Nothing was measured then: everything is new."
    yield _counts([pair for team in teams for pair in team.pairs])
    yield ""
    for team in teams:
        yield from _digest(team)
    for team in teams:
        yield from _tables(team)


def _teams(now: State, before: State) -> Iterator[_TeamChanges]:
    """Every team of both states, in the order of now; what is no longer declared comes last, of rounds too."""
    declared = [state.definitions for state in (now, before, now)]  # now: for the order, and again for the names
    rounds = {id_: round_ for one in declared for id_, round_ in one.round_by_id.items()}
    for team in {id_: team for one in declared for id_, team in one.team_by_id.items()}.values():
        pairs = (_pair(now, before, team, round_) for round_ in rounds.values())
        yield _TeamChanges(team, tuple(pair for pair in pairs if pair), tuple(_targets(now, before, team)))


def _pair(now: State, before: State, team: Team, round_: Round) -> _Pair | None:
    """A team in a round; None when it was measured in neither state."""
    old, new = (state.views.get((team.id, round_.id)) for state in (before, now))
    if old is None and new is None:
        return None
    aspects = dict.fromkeys((*now.aspects(round_.id), *before.aspects(round_.id)))
    first = next((one for one in now.definitions.rounds if (team.id, one.id) in now.views), None)
    return _Pair(round_, old, new, tuple(_rows(aspects, old, new)), first)


def _rows(aspects: Iterable[Aspect], old: TeamRound | None, new: TeamRound | None) -> Iterator[_Row]:
    for aspect in aspects:
        then, now = (view.results.get(aspect) if view else None for view in (old, new))
        if _comparable(then) != _comparable(now):
            yield _Row(aspect, then, now)


def _comparable(found: Published | None) -> Published | None:
    """The indicator without its uncertainty, which is not told here."""
    return found and replace(found, uncertainty=None)


# ----- the digest --------------------------------------------------------------------------------------


def _counts(pairs: Sequence[_Pair]) -> str:
    new = sum(pair.old is None for pair in pairs)
    kinds = _kinds(row for pair in pairs if pair.old for row in pair.rows)
    told = [*([f"Team rounds: {new} new."] if new else []), *([f"Indicators: {kinds}."] if kinds else [])]
    return " ".join(told) or "No published indicator changed."


def _kinds(rows: Iterable[_Row]) -> str:
    found = Counter(row.kind for row in rows)
    return ", ".join(f"{found[kind]} {kind}" for kind in KINDS if found[kind])


def _digest(team: _TeamChanges) -> Iterator[str]:
    lines = [f"{_name(pair.round)}: {line}" for pair in team.pairs for line in _pair_digest(pair)]
    if team.targets:
        lines.append(f"learning questions: {_count(team.targets, 'target')} changed")
    if lines:
        yield f"- **{_text(team.team.name)}**"
        yield from (f"    - {line}" for line in lines)


def _pair_digest(pair: _Pair) -> Iterator[str]:
    if pair.new is None:
        yield f"no longer there ({_count(pair.rows, 'indicator')})"
    elif pair.old is None:
        indicators = pair.new.results.indicators.values()
        yield f"new, {_count(indicators, 'indicator')}, {_withheld(indicators)} withheld; {_moves(pair, pair.new)}"
    else:
        if pair.rows:
            yield f"indicators: {_kinds(pair.rows)}"
        yield from _responses(pair.old.results, pair.new.results)
        yield from _beside(pair.old, pair.new)


def _beside(old: TeamRound, new: TeamRound) -> Iterator[str]:
    """What a mended answer changes on the site where no indicator moved, or beside the indicators that did."""
    counts = old.results.distributions, new.results.distributions
    items = {item for item in counts[0].keys() & counts[1].keys() if counts[0][item] != counts[1][item]}
    if items:
        yield f"another distribution of the scores: {_count(items, 'item')}"
    both = old.changes.keys() & new.changes.keys()
    words = {aspect for since, aspect in both if _move(old.changes[since, aspect]) != _move(new.changes[since, aspect])}
    if words:
        yield f"another word for the change since an earlier round: {_count(words, 'indicator')}"


def _moves(pair: _Pair, new: TeamRound) -> str:
    """How many indicators moved since the team's first round. A count of words that are published, and no rank."""
    if pair.first is None or pair.first == pair.round:
        return "the team's first"
    found = Counter(_move(change) for (since, _), change in new.changes.items() if since == pair.first.id)
    found["not compared"] += len(new.results.indicators) - found.total()
    told = [word for word in MOVES if found[word] or word in DIRECTIONS.values()]
    return f"against {_name(pair.first)}: {', '.join(f'{found[word]} {word}' for word in told)}"


def _move(change: Change) -> str:
    if change.difference is None:
        return "withheld"
    return DIRECTIONS[change.direction] if change.direction else "not compared"


def _responses(old: Results, new: Results) -> Iterator[str]:
    for source in {**new.responses, **old.responses}:
        then, now = (results.responses.get(source) for results in (old, new))
        if then != now:
            yield f"{source}: {_answered(now)} (was: {_answered(then)})"


def _answered(response: Response | None) -> str:
    return f"{response.n} from {response.people} of {response.members} people" if response else "not there"


# ----- the tables --------------------------------------------------------------------------------------


def _tables(team: _TeamChanges) -> Iterator[str]:
    """What changed in the rounds that were there before, and where targets are. A new round the site shows whole."""
    for pair in team.pairs:
        if pair.old and pair.new and pair.rows:
            rows = ([*row.aspect, _before(row), _described(row.new)] for row in pair.rows)
            title = f"{_text(team.team.name)}: {_name(pair.round)}"
            yield from _table(title, ["source", "level", "id", "before", "now"], rows)
    if team.targets:
        title = f"{_text(team.team.name)}: learning questions"
        statuses = ([*target.key, _status_before(target), _status(target.new)] for target in team.targets)
        yield from _table(title, ["question", "source", "target", "by", "before", "now"], statuses)


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from ("", f"### {title}", "", f"| {' | '.join(columns)} |", "|---" * len(columns) + "|")
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _before(row: _Row) -> str:
    """What an indicator was, as far as the same is published of it now."""
    old, new = row.old, row.new
    if old and (new is None or new.mean is None):
        # Which of the other reasons withheld it, or none, depends on the answers.
        return _described(old) if old.withheld == "small" and old.mean is None else "published"
    if old and new and new.sd is None:
        known = replace(old, sd=None, spread=old.spread if new.spread is not None else None)
        return f"{_described(known)}, sd published" if old.sd is not None else _described(known)
    return _described(old)


def _described(found: Published | None) -> str:
    if found is None:
        return "not there"
    values = {
        "n": found.n,
        "mean": found.mean,
        "at least": found.at_least,
        "at most": found.at_most,
        "sd": found.sd,
    }
    flags = [name for name, flag in (("low", found.low), ("spread", found.spread)) if flag]
    withheld = [f"withheld: {found.withheld}"] if found.withheld else []
    return ", ".join([*(f"{name} {value}" for name, value in values.items() if value is not None), *flags, *withheld])


# ----- targets of learning questions -------------------------------------------------------------------


def _targets(now: State, before: State, team: Team) -> Iterator[_Target]:
    """The targets of a team that are not where they were."""
    old, new = _statuses(before, team), _statuses(now, team)
    for key in {**new, **old}:
        if old.get(key) != new.get(key):
            yield _Target(key, old.get(key), new.get(key))


def _statuses(state: State, team: Team) -> dict[tuple[str, ...], Status]:
    """Where each target is, by question, source, id and the round that it should be reached by."""
    return {
        (question, one.layer.id if one.layer else "axis", one.target.id, one.target.by): one.status
        for question, found in (state.reports[team.id].progress if team.id in state.reports else {}).items()
        for one in found
    }


def _status_before(target: _Target) -> str:
    """Where a target was, as far as the same is published of it now."""
    hidden = target.old in FROM_A_MEAN and target.new not in FROM_A_MEAN
    return "published" if hidden else _status(target.old)


def _status(status: Status | None) -> str:
    return STATUSES[status] if status else "not there"


# ----- words -------------------------------------------------------------------------------------------


def _name(round_: Round) -> str:
    return f"{_text(round_.label)} ({round_.id})"


def _count(things: Iterable[object], name: str) -> str:
    return so_many(sum(1 for _ in things), name)


def _withheld(indicators: Iterable[Published]) -> int:
    return sum(indicator.mean is None for indicator in indicators)


def _text(name: str) -> str:
    """A name on one line that is no Markdown or HTML."""
    line = " ".join(name.split())
    return "".join(f"&#{ord(letter)};" if letter in "<>&*_~`[]|\\" else letter for letter in line)


def _code(name: str) -> str:
    """A revision or a path as it is typed, which a reader of the plain text can use again."""
    return _text(name) if "`" in name else f"`{' '.join(name.split())}`"
