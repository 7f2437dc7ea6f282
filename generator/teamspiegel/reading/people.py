"""Who answered, with all that is wrong with the cells that say so, and with the people of a team together."""

from dataclasses import dataclass, field, replace
from itertools import compress

import numpy as np

from teamspiegel.contracts.frames import TEAM_COLUMN
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.cells import Column, Numbers
from teamspiegel.reading.data_file import DataFile
from teamspiegel.reading.judge import judge_of, tell
from teamspiegel.reading.pseudonym import compared, one_spelling
from teamspiegel.reading.reader import Reader
from teamspiegel.reading.table import Table
from teamspiegel.reading.who import Row, Who


def who_answered(reader: Reader, file: DataFile, table: Table, answered: Numbers) -> Who:
    """Whose the rows with answers are. Told is what is wrong with the cells that say so, and with a team as a whole."""
    asked, nothing = file.asked, Column.all("", len(table.lines))
    team = table.column(TEAM_COLUMN) if file.team is None else Column.all(file.team, len(table.lines))
    if file.team is None and team:
        tell(reader, table.lines, team, judge_of(reader, file, TEAM_COLUMN))
    group = table.column(asked.group.column) if asked and asked.group else None
    names = [_names(reader, file, table, column) or nothing for column in file.pseudonyms] or [nothing]
    long = asked.long if asked and asked.item_columns(table.columns) == asked.long else None
    who = Who(
        file.path,
        table.lines,
        team or nothing,
        names[0],
        names[-1],
        (table.column(long[0]) if long else None) or nothing,
        group or nothing,
    )
    who = who if answered.all() else who.at(answered)
    if asked and asked.group and group:
        tell(reader, who.lines, who.group, judge_of(reader, file, asked.group.column))
        who = who if asked.group.values is not None else replace(who, group=who.group.spelled(one_spelling))
    _check_teams(reader, file, who)
    return who


def _names(reader: Reader, file: DataFile, table: Table, name: str) -> Column | None:
    """The pseudonyms in a column as they are compared. There may be many, and nearly all are plain."""
    column = table.column(name)
    if column is None:
        return None
    doubtful = reader.personal.doubtful(column.texts)
    tell(reader, table.lines, column, judge_of(reader, file, name), doubtful)
    texts = list(map(str.lower, column.texts))
    for place in doubtful:
        texts[place] = compared(column.texts[place])
    return column.written(texts)


def _check_teams(reader: Reader, file: DataFile, who: Who) -> None:
    """Tell what is wrong with the rows of a team together, also in several files.

    Counting tells in which teams anything may be: only of those are the rows looked at one by one.
    """
    there = np.bincount(who.team.codes, minlength=len(who.team.texts))
    people = who.different(who.person)
    members = (_members(reader, file, team) for team in who.team.texts)
    most = np.array([len(who.lines) if one is None else one for one in members], "int64")
    odd = (who.different(who.unit, who.about) < there) | (people > most)
    if file.asked and file.asked.group:
        odd |= who.different(who.person, who.group) > people
    known = reader.answered.setdefault((file.round, file.name), {})
    odd |= np.array([team in known for team in who.team.texts], bool) & (there > 0)
    teams: dict[str, _TeamRows] = {}
    for team, row in who.rows(np.flatnonzero(odd)):
        if team not in teams:
            teams[team] = _TeamRows(file, team, _members(reader, file, team))
            for earlier in known.get(team, ()):
                for _, before in earlier.rows([earlier.team.texts.index(team)]):
                    teams[team].add(before)
        reader.problems.extend(teams[team].add(row))
    alone = (who,)  # for nearly all teams the very same: there may be thousands
    known |= {team: (*known[team], who) if team in known else alone for team in compress(who.team.texts, there)}


def _members(reader: Reader, file: DataFile, team: str) -> int | None:
    """How many people a team has at most, where that is told and these people are its own."""
    declared = reader.units_by_id.get(team)
    return declared.members if declared and (file.asked is None or file.asked.of_members) else None


@dataclass
class _TeamRows:
    """The rows of a team, one by one: who came first, and where."""

    file: DataFile
    team: str
    members: int | None
    units: dict[tuple[str, str], Row] = field(default_factory=dict)
    people: dict[str, Row] = field(default_factory=dict)

    def add(self, row: Row) -> list[Problem]:
        """What is wrong with one row more, beside those before it."""
        found = [self._unit_twice(row), self._too_many(row), self._another_group(row)]
        self.people.setdefault(row.person, row)
        return [problem for problem in found if problem]

    def _unit_twice(self, row: Row) -> Problem | None:
        first = self.units.setdefault((row.unit, row.about), row)
        if first is row or not row.unit:
            return None
        column = self.file.pseudonyms[0]
        mend = f"give each row a {column} of its own, or take the row out if it stands there twice"
        found, expected = f"the same {column} as {first.path}:{first.line}", f"each {column} once"
        if row.about:
            found, expected = f"{found}, for the same topic", f"each {column} once for each topic"
        return Problem(row.path, row.line, found, expected, mend)

    def _too_many(self, row: Row) -> Problem | None:
        if len(self.people) != self.members or row.person in self.people:
            return None
        who = "respondents" if len(self.file.pseudonyms) == 1 else f"different {self.file.pseudonyms[-1]}s"
        mend = "correct 'members' in content/teams.yml, or the rows"
        found = f"more {who} than team '{self.team}' has members"
        return Problem(row.path, row.line, found, f"at most {self.members}", mend)

    def _another_group(self, row: Row) -> Problem | None:
        first = self.people.get(row.person, row)
        if first.group == row.group or not (self.file.asked and self.file.asked.group):
            return None
        column = self.file.asked.group.column
        mend, expected = (
            f"write the same {column} in each row of this {self.file.pseudonyms[-1]}",
            f"one {column} for each",
        )
        return Problem(row.path, row.line, f"another {column} than in line {first.line}", expected, mend, column)
