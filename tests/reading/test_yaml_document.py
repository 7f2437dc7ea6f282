"""What a word of YAML means, by the core schema of version 1.2 (yaml.org/spec/1.2.2, 10.3), and where it stands."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml
from teamspiegel.contracts.problem import Problem
from teamspiegel.reading.yaml_document import Document, Location, as_word, parse

from tests.schools import change, demonstration, problems_of, small
from tests.variants import ROUNDS, SETTINGS, TEAMS

KOMPAS = "content/instruments/kompas.yml"

MEANINGS: dict[str, Any] = {
    "014": 14, "0o14": 12, "0x1F": 31, "-019": -19, "+12": 12, "0": 0, "12345678901234567890": 12345678901234567890,
    "3.0": Decimal("3.0"), "-0.5": Decimal("-0.5"), ".5": Decimal("0.5"), "1e3": Decimal(1000), "2.": Decimal(2),
    "0.1000000000000000055511151231257827": Decimal("0.1000000000000000055511151231257827"),
    "true": True, "False": False, "null": None, "~": None, "": None,
    "2026-03-24": date(2026, 3, 24),
    # What version 1.1 took for something else than it says.
    "yes": "yes", "No": "No", "on": "on", "OFF": "OFF", "y": "y", "10:30": "10:30", "190:20:30": "190:20:30",
    "0b11": "0b11", "1_000": "1_000", "2026-3-4": "2026-3-4", "2026-02-30": "2026-02-30", "=": "=", "<<": "<<",
    "2026-03-24 10:00:00": "2026-03-24 10:00:00", "2026-03-24T10:00:00Z": "2026-03-24T10:00:00Z",
    "3,5": "3,5", "1.0.0": "1.0.0", "06-12345678": "06-12345678", "1e9999": "1e9999", "٣": "٣", "９": "９",
}  # fmt: skip


def read(text: str) -> Document:
    problems: list[Problem] = []
    document = parse("x.yml", text, problems)
    assert document and not problems, problems
    return document


@pytest.mark.parametrize(("word", "value"), MEANINGS.items(), ids=MEANINGS)
def test_a_word_means_what_a_person_reads(word: str, value: Any) -> None:
    found = read(f"x: {word}\n").value["x"]
    assert (type(found), found) == (type(value), value)
    if word and "," not in word:
        assert read(f"x: [{word}]\n").value["x"] == (value,)
    assert read(f"x: '{word}'\n").value["x"] == word


def test_a_key_is_a_text_and_each_stands_once() -> None:
    assert read("1: a\ntrue: b\nyes: c\n2026-03-24: d\n'': e\n".replace("'': e\n", "")).value == {
        "1": "a", "true": "b", "yes": "c", "2026-03-24": "d",
    }  # fmt: skip
    problems: list[Problem] = []
    parse("x.yml", "1: a\n'1': b\n", problems)
    assert [str(problem) for problem in problems] == ["x.yml:2: found key '1' twice; expected each key once"]


@pytest.mark.parametrize("letter", ["\x85", "\u2028", "\u2029", "😀"])
def test_lines_are_counted_as_an_editor_does(letter: str) -> None:
    """YAML 1.1 began a new line at these letters."""
    document = read(f"a: 'x{letter}y'\nb:\n  - c\n  - d\n")
    assert [document.line("b"), document.line("b", 0), document.line("b", 1)] == [2, 3, 4]


def lines_in(node: Any, at: Location = ()) -> Iterator[tuple[Location, int]]:
    """The line of every key and list entry below a node, as the parser's own composer has it."""
    entries = node.value if isinstance(node, yaml.MappingNode | yaml.SequenceNode) else ()
    for number, entry in enumerate(entries):
        key, value = entry if isinstance(entry, tuple) else (entry, entry)
        step = number if key is value else key.value
        yield (*at, step), key.start_mark.line + 1
        yield from lines_in(value, (*at, step))


@pytest.mark.parametrize("path", [path for path in demonstration() if path.endswith(".yml")])
def test_every_key_and_entry_stands_where_it_stands(path: str) -> None:
    text = demonstration()[path].decode()
    document = read(text)
    lines = dict(lines_in(yaml.compose(text, yaml.SafeLoader)))
    assert {location: document.line(*location) for location in lines} == lines
    assert document.begins() == {*lines.values(), document.line()}


def test_what_does_not_stand_there_is_told_where_it_would() -> None:
    document = read("# a remark\na:\n  b: [1,\n    2]\n")
    wanted: list[tuple[Location, int]] = [
        (("c",), 2), (("a", "c"), 2), (("a", 0), 2), (("a", "b", 1), 4), (("a", "b", 7), 3), (("a", "b", "x"), 3),
        (("a", "b", 1, "d", 5), 4), ((), 2),
    ]  # fmt: skip
    assert [document.line(*location) for location, _ in wanted] == [line for _, line in wanted]
    assert Document("x.yml", ()).line(3, "a") == 1


def test_a_second_document_is_a_problem() -> None:
    problems: list[Problem] = []
    parse("x.yml", "a: 1\n---\nb: 2\n", problems)
    assert [problem.line for problem in problems] == [2]


# ----- what the models make of it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "written"),
    [
        ("blauw", "blauw"),
        ("team-2026", "team-2026"),
        ("2026-a", "2026-a"),
        ("2026", '"2026"'),
        ("null", '"null"'),
        ("true", '"true"'),
        ("1e5", '"1e5"'),
        ("0x1", '"0x1"'),
        ("2026-03-24", '"2026-03-24"'),
    ],
)
def test_an_id_is_written_so_that_it_is_read_as_a_text(id_: str, written: str) -> None:
    assert as_word(id_) == written
    found = parse("x.yml", f"id: {written}", [])
    assert found
    assert found.value == {"id": id_}


REFUSED = [
    (TEAMS, "Blauw, members: 8", "Blauw, members: 1234567890123456789012", "a number from 1 to 10000"),
    (TEAMS, "Blauw, members: 8", "Blauw, members: 1e1", "a whole number, without quotes"),
    (TEAMS, "Blauw, members: 8", "Blauw, members: 8.0", "a whole number, without quotes"),
    (TEAMS, "Blauw, members: 8", "Blauw, members: '8'", "a whole number, without quotes"),
    (TEAMS, "Blauw, members: 8", "Blauw, members: true", "a whole number, without quotes"),
    (TEAMS, "Blauw, members: 8", "Blauw, members: 0b11", "a whole number, without quotes"),
    (TEAMS, "Blauw, members: 8", "Blauw, members: 1_0", "a whole number, without quotes"),
    (TEAMS, "Blauw, members: 8", f"Blauw, members: {'9' * 5000}", "a whole number, without quotes"),
    (TEAMS, "name: Team Blauw", "name: 2026-03-24", "text (put quotes round a number, a date"),
    (TEAMS, "name: Team Blauw", "name: true", "text (put quotes round"),
    (TEAMS, "name: Team Blauw", 'name: "\\u200b \\u00ad"', "some text"),
    (TEAMS, "name: Team Blauw", 'name: "a\\u0000b"', "text without control characters"),
    (TEAMS, "name: Team Blauw", 'name: "a\\ufffeb"', "text without control characters"),
    (TEAMS, "name: Team Blauw", 'name: "a\\uffffb"', "text without control characters"),
    *(
        (TEAMS, "name: Team Blauw", f'name: "a\\u{sign:04x}b"', "text without signs that turn letters round")
        for sign in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
    ),
    (
        KOMPAS,
        "description: Kalmte in de les.",
        'description: "a\\u202eb"',
        "text without signs that turn letters round",
    ),
    (SETTINGS, "school: Kleine School", "school: x\nsearch_engines: yes", "true or false"),
    (SETTINGS, "school: Kleine School", "school: x\nsearch_engines: 1", "true or false"),
    (KOMPAS, "reversed: true", "reversed: yes", "true or false"),
    (KOMPAS, "reversed: true", "reversed: 1", "true or false"),
    (KOMPAS, "bridge_axis: 3.0", "bridge_axis: 1e30", "a number from -1000 to 1000"),
    (KOMPAS, "bridge_axis: 3.0", "bridge_axis: 3.0000001", "a number with at most 6 decimals"),
    (KOMPAS, "bridge_axis: 3.0", "bridge_axis: '3.0'", "a number with a decimal point, without quotes"),
    (KOMPAS, "bridge_axis: 3.0", "bridge_axis: true", "a number with a decimal point, without quotes"),
    (KOMPAS, "spread_correction: 0", "spread_correction: 99999", "a number from -1000 to 1000"),
    (KOMPAS, "{1: nooit", "{01: nooit", "a whole number"),
    (KOMPAS, "{1: nooit", "{true: nooit", "a whole number"),
    (ROUNDS, "date: 2026-03-24", "date: 20260324", "a date such as 2026-03-24, without a time"),
    (ROUNDS, "date: 2026-03-24", "date: 2026-03-24T10:00:00", "a date such as 2026-03-24, without a time"),
    (ROUNDS, "date: 2026-03-24", "date: 2026-02-31", "a day that exists: 2026-02 has days 01 to 28"),
    (ROUNDS, "date: 2026-03-24", "date: '2028-02-30'", "a day that exists: 2028-02 has days 01 to 29"),
    (ROUNDS, "date: 2026-03-24", "date: 2026-04-00", "a day that exists: 2026-04 has days 01 to 30"),
    (ROUNDS, "date: 2026-03-24", "date: 2026-13-01", "a day that exists: a year has months 01 to 12"),
    (ROUNDS, "date: 2026-03-24", "date: 0000-01-01", "a date such as 2026-03-24, without a time"),
    (ROUNDS, "date: 2026-03-24", "date: 1026-03-24", "a date from 2000-01-01 to 2099-12-31"),
    (ROUNDS, "date: 2026-03-24", "date: 1774310400", "a date such as 2026-03-24, without a time"),
    ("content/guidance/kijken.md", "lines: 2", "lines: 1000000", "at most 100"),
    ("content/guidance/kijken.md", "minutes: 25", "minutes: 100000", "at most 1440"),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), REFUSED)
def test_a_value_of_another_kind_or_out_of_bounds_is_a_problem(path: str, old: str, new: str, expected: str) -> None:
    (message,) = problems_of(change(small(), path, old, new))
    assert message.startswith(f"{path}:") and f"expected {expected}" in message


TAKEN = [
    (TEAMS, "Blauw, members: 8", "Blauw, members: 014"),
    (TEAMS, "name: Team Blauw", "name: no"),
    (TEAMS, "name: Team Blauw", "name: 10:30"),
    (KOMPAS, "bridge_axis: 3.0", "bridge_axis: 3"),
    (KOMPAS, "{1: nooit", "{'1': nooit"),
    (ROUNDS, "date: 2026-03-24", "date: '2026-03-24'"),
]


@pytest.mark.parametrize(("path", "old", "new"), TAKEN)
def test_what_can_mean_one_thing_only_is_taken(path: str, old: str, new: str) -> None:
    assert problems_of(change(small(), path, old, new)) == []
