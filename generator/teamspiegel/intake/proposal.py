"""The mapping that is proposed to an author, as the YAML file that they read over and confirm."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.definitions import Team
from teamspiegel.contracts.imports import CHOOSE
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.problem import so_many
from teamspiegel.intake.header import Column, Sheet
from teamspiegel.intake.labels import LONGEST_LABEL, Suggested, family_of, suggested
from teamspiegel.intake.matching import Match, Matched, Meant, matched, teacher_column, team_column
from teamspiegel.reading.grid import plain
from teamspiegel.reading.tool import EMPTY, Recognised, counting
from teamspiegel.reading.yaml_document import as_word

UNREADABLE = 0.5
"""The part of a column's cells above which it is no column of answers, whatever its head says."""

Group = tuple[str, tuple[str, ...]]
"""Columns that are read alike: by the scale and its labels, as they are written, and the family of labels."""


@dataclass(frozen=True)
class Proposal:
    """What is proposed, and what is left over. `text`: the file.

    `unknown`: how many answers may be free text, so that no label says what they mean; `left_out`: what stands in the
    column of the team and is no team, and in how many rows.
    """

    text: str
    matches: tuple[Match, ...]
    near: int
    without_column: tuple[str, ...]
    doubtful: Mapping[str, tuple[int, ...]]
    dropped: tuple[Column, ...]
    free_text: tuple[Column, ...]
    unknown: int
    left_out: Mapping[str, int]
    choices: int


@dataclass
class _Found:
    """What has been found in a sheet, for the text."""

    sheet: Sheet
    instrument: Instrument
    source: str
    recognised: Recognised
    turned: bool
    matched: Matched
    matches: list[Match] = field(default_factory=list)
    free_text: list[Column] = field(default_factory=list)
    groups: dict[Group, list[Match]] = field(default_factory=dict)
    readings: dict[Group, Suggested] = field(default_factory=dict)
    team: tuple[Column, dict[str, Meant]] | None = None
    teacher: Column | None = None
    keep: list[tuple[Column, list[str]]] = field(default_factory=list)


def propose(
    sheet: Sheet, recognised: Recognised, turned: bool, instrument: Instrument, source: str, teams: Sequence[Team]
) -> Proposal:
    """How a sheet may be read. No free text stands in it: no label that is unknown and does not come back often."""
    found = _Found(sheet, instrument, source, recognised, turned, matched(sheet, instrument, source))
    _read_answers(found)
    taken = {match.column.place for match in found.matches}
    found.team = team_column(sheet, teams, taken)
    taken |= {found.team[0].place} if found.team else set()
    found.teacher = teacher_column(sheet, taken) if instrument.files[source].person else None
    for column in sheet.columns:
        values = counting(recognised.tool, plain(column.head)) if column.place not in taken else None
        values = counting(recognised.tool, column.names[0]) if values is None and column.names else values
        if values is not None and (told := _told(found, column, values)) is not None:
            found.keep.append((column, told))
    return _proposal(found)


def _told(found: _Found, column: Column, values: set[str]) -> list[str] | None:
    """The values of a column that say that a row counts, as they stand there; None when the column says nothing."""
    cells = [cell.strip() for cell in found.sheet.cells(column)]
    if not values:
        return [] if any(plain(cell) not in EMPTY for cell in cells) else None
    return list(dict.fromkeys(cell for cell in cells if plain(cell) in values)) or None


def _read_answers(found: _Found) -> None:
    sheet, instrument = found.sheet, found.instrument
    cells = {match.column.place: sheet.cells(match.column) for match in found.matched.matches}
    seen = Counter(plain(cell) for column in cells.values() for cell in column if len(cell) <= 2 * LONGEST_LABEL)
    for match in found.matched.matches:
        scale = instrument.scale_of(instrument.layer_of_item[match.item.id])
        family = family_of(cells[match.column.place], scale)
        alone = suggested([cells[match.column.place]], scale, family, seen)
        answered = sum(bool(cell.strip()) for cell in cells[match.column.place])
        if answered and alone.unknown > UNREADABLE * answered:
            found.free_text.append(match.column)
            continue
        found.matches.append(match)
        found.groups.setdefault((_key(scale), family), []).append(match)
    for group, matches in found.groups.items():
        scale = instrument.scale_of(instrument.layer_of_item[matches[0].item.id])
        found.readings[group] = suggested([cells[match.column.place] for match in matches], scale, group[1], seen)


def _key(scale: AnswerScale) -> str:
    return f"{scale.min}-{scale.max}-{scale.step:g}-{sorted(scale.labels.items())}"


def _proposal(found: _Found) -> Proposal:
    used = {match.column.place for match in found.matches} | {column.place for column, _ in found.keep}
    used |= {column.place for column in (found.team and found.team[0], found.teacher) if column}
    held = {item.id for match in found.matches for item in match.readings}
    items = found.instrument.items_of_source(found.source)
    choices = sum(
        (reading.numbers) + list(reading.labels.values()).count(CHOOSE) for reading in found.readings.values()
    )
    choices += sum(bool(match.others) for match in found.matches)
    choices += sum(meant.team == CHOOSE for meant in found.team[1].values()) if found.team else 0
    dropped = tuple(column for column in found.sheet.columns if column.place not in used)
    return Proposal(
        "\n".join([*_head(found), *_columns(found), *_scales(found), *_left(found, dropped), ""]),
        tuple(found.matches),
        sum(match.how == "near" for match in found.matches),
        tuple(item.id for item in items if item.id not in held),
        found.matched.doubtful,
        dropped,
        tuple(found.free_text),
        sum(reading.unknown for reading in found.readings.values()),
        {name: times for name, meant, times in _teams(found) if meant.team is None},
        choices,
    )


# ----- the file -----------------------------------------------------------------------------------------


def quoted_yaml(text: str) -> str:
    """A text as YAML reads it back, on one line."""
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else _escape(ord(letter)) for letter in escaped)


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _place(column: Column) -> str:
    return f"column: {column.place}, head: {quoted_yaml(column.head)}"


def _head(found: _Found) -> Iterator[str]:
    yield "# A proposal of `teamspiegel import`: how an export of this question set is read."
    yield f"# Recognised as {found.recognised.tool}: {found.recognised.reason}."
    yield "# Read it over, correct what is wrong, write a choice wherever it says `choose`, and set `confirmed: true`."
    yield "# Then the same command imports; and every later export with the same heads, in that one command."
    yield "confirmed: false"
    yield f"instrument: {as_word(found.instrument.id)}"
    yield f"source: {as_word(found.source)}"
    yield f"tool: {found.recognised.tool}"
    yield "# How many rows of heads there are."
    yield f"heads: {found.sheet.heads}"
    if found.turned:
        yield "# Each column is a lesson or a respondent, and each row an item: `column` below counts rows."
        yield "turned: true"
    if found.team:
        yield "# What stands in the column of the team, and which team that is. null: those rows do not count."
        yield f"team:\n  column: {found.team[0].place}\n  head: {quoted_yaml(found.team[0].head)}\n  names:"
        for name, meant, times in _teams(found):
            id_ = as_word(meant.team) if meant.team else "null"
            yield f"    {quoted_yaml(name)}: {id_}  # {so_many(times, 'time')}{_why(meant)}"
    yield from _teacher(found)
    if found.keep:
        yield "# Only rows with these values count: no previews, and none that were not finished. [] is: any value."
        yield "keep:"
    for column, values in found.keep:
        yield f"  - {{{_place(column)}, values: [{', '.join(map(quoted_yaml, values))}]}}"


def _teams(found: _Found) -> Iterator[tuple[str, Meant, int]]:
    """What stands in the column of the team, what it means, and in how many rows."""
    if found.team:
        counts = Counter(plain(cell) for cell in found.sheet.cells(found.team[0]))
        yield from ((name, meant, counts[plain(name)]) for name, meant in sorted(found.team[1].items()))


def _why(meant: Meant) -> str:
    """Why a value is no team yet."""
    if meant.team is None:
        return "; no team of content/teams.yml"
    if meant.same:
        return f"; called so: {' and '.join(meant.same)}"
    return f"; nearly called so: {' or '.join(meant.near)}" if meant.near else ""


def _teacher(found: _Found) -> Iterator[str]:
    if found.teacher:
        yield "# Tells teachers apart, so that they can be counted. It is replaced by a pseudonym, and kept nowhere."
        yield f"teacher: {{{_place(found.teacher)}}}"
    elif found.instrument.files[found.source].person:
        yield "# Which column tells the observed teachers apart? It is replaced by a pseudonym, and kept nowhere."
        yield '# teacher: {column: 1, head: "..."}'


def _columns(found: _Found) -> Iterator[str]:
    names = _scale_names(found)
    yield "# Each column of answers, by its place and head, and the item that it holds."
    yield "columns:" if found.matches else "columns: []"
    for match in found.matches:
        [group] = [group for group, matches in found.groups.items() if match in matches]
        told = f"  # {match.alike:.0f}% like: {_one_line(match.item.text)}" if match.how == "near" else ""
        if told and (differ := _difference(match)):
            told += f" ({differ})"
        if match.others:
            told = f"  # {_torn(match)}"
        item = CHOOSE if match.others else as_word(match.item.id)
        yield f"  - {{{_place(match.column)}, item: {item}, scale: {names[group]}}}{told}"


def _torn(match: Match) -> str:
    return f"its code says {match.item.id}, its wording {' or '.join(item.id for item in match.others)}"


def _difference(match: Match) -> str:
    """Which words of the item's text the head has not, so that the author sees at once what differs."""
    theirs, ours = plain(match.column.head).split(), plain(match.item.text).split()
    blocks = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    missing = [" ".join(ours[start:end]) for kind, _, _, start, end in blocks if kind in ("insert", "replace")]
    return f"there: {_one_line(', '.join(missing))}" if missing else ""


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))


def _scale_names(found: _Found) -> dict[Group, str]:
    return {group: f"scale-{number}" for number, group in enumerate(found.groups, 1)}


def _scales(found: _Found) -> Iterator[str]:
    yield "# What each answer means. null: no answer. Labels match whole; capitals and spaces make no difference."
    yield "scales:" if found.groups else "scales: {}"
    for group, name in _scale_names(found).items():
        reading, matches = found.readings[group], found.groups[group]
        scale = found.instrument.scale_of(found.instrument.layer_of_item[matches[0].item.id])
        yield f"  {name}:"
        if reading.numbers:
            low, high = scale.min, scale.max
            yield f"    # Bare numbers have two readings. rising: {low} is {low}, {high} is {high}."
            yield f"    # falling: {low} is {high}, {high} is {low}."
            yield f"    numbers: choose  # {so_many(reading.times[''], 'time')}"
        if reading.unknown:
            yield f"    # {not_shown(reading.unknown)} Add labels by hand."
        yield "    labels:" if reading.labels else "    labels: {}"
        for label, score in reading.labels.items():
            shown = "null" if score is None else f"{score:g}" if isinstance(score, float) else score
            yield f"      {quoted_yaml(label)}: {shown}  # {so_many(reading.times[label], 'time')}"


def not_shown(unknown: int) -> str:
    """That there are answers of which nothing more is said."""
    are = "is not shown, since it" if unknown == 1 else "are not shown, since they"
    return f"{so_many(unknown, 'answer')} {are} may be free text."


def _left(found: _Found, dropped: Sequence[Column]) -> Iterator[str]:
    """What is not imported, by its head."""
    for item, places in found.matched.doubtful.items():
        several = ", ".join(map(str, places))
        yield f"# Item {item} fits several columns equally well: {several}. Add the right one above."
    if dropped:
        yield "# Not imported:"
        yield from (f"#   column {column.place}: {_one_line(column.head) or '(no head)'}" for column in dropped)
