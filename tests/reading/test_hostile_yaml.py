"""YAML and ids that are meant to do harm: a problem each, at once, and nothing made of them."""

import pytest

from tests.schools import Files, problems_of, small
from tests.variants import ROUNDS, SETTINGS, TEAMS


def settings(text: str) -> Files:
    return {**small(), SETTINGS: text.encode()}


@pytest.mark.parametrize(
    "text",
    [
        "school: !!python/object/apply:os.system ['true']\n",
        "school: !!python/name:os.system\n",
        "!!python/object:os.X\nschool: x\n",
        "gate: !!python/object/new:os.X {mean: 5}\n",
        "school: !eigen x\n",
        "school: !!binary aGFsbG8=\n",
        "school: ! x\n",
    ],
)
def test_a_tag_makes_no_object_but_a_problem(text: str) -> None:
    (message,) = problems_of(settings(text))
    assert message.startswith(f"{SETTINGS}:1: found a tag (!)")


def test_a_text_that_grows_into_gigabytes_is_a_problem_and_takes_no_time() -> None:
    """Twenty lines, each nine times the one before: more letters than there are atoms in a room."""
    lines = ["a0: &a0 [lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 21))]
    messages = problems_of(settings("\n".join(lines)))
    aliases = [message for message in messages if "found an alias (*)" in message]
    assert [message.split(":")[1] for message in aliases] == [str(line) for line in range(2, 22)]


DEEP = {
    "[": "[" * 30_000,
    "[]": "[" * 2_000 + "]" * 2_000,
    "{": "{a: " * 20_000,
    "500 maps": "{a: " * 500 + "1" + "}" * 500,
    "lines": "".join(f"\n{' ' * depth}a:" for depth in range(1, 501)),
    "dashes": "\n  " + "- " * 5_000 + "a",
    "keys": "\n  " + "? " * 5_000 + "a",
    "keys of keys": "{[" * 5_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("path", [SETTINGS, TEAMS, "content/instruments/kompas.yml", "content/guidance/lezen.md"])
def test_a_text_that_is_too_deep_is_a_problem(path: str, text: str) -> None:
    tree = small()
    before = b"---\n" if path.endswith(".md") else b""
    tree[path] = before + f"x: {text}\n".encode() + before
    messages = [message for message in problems_of(tree) if message.startswith(f"{path}:")]
    assert any("found a value that lies too deep; expected at most 32" in message for message in messages)


def test_a_text_that_is_too_long_is_a_problem() -> None:
    (message,) = problems_of(settings("school: x\n" + "# heel veel\n" * 200_000))
    assert message.startswith(f"{SETTINGS}:1: found 2,400,010 characters of YAML; expected at most 2,000,000")


def test_a_file_that_could_not_be_read_as_it_was_written_is_still_read() -> None:
    messages = problems_of(settings("school: &naam x\nnotice: *naam\nzoek: 1\ngate: !x {mean: 1}\n"))
    assert [message.partition("; ")[0] for message in messages] == [
        f"{SETTINGS}:1: found an anchor (&)",
        f"{SETTINGS}:2: found an alias (*)",
        f"{SETTINGS}:3: found unknown key 'zoek'",
        f"{SETTINGS}:4: found a tag (!)",
    ]


@pytest.mark.parametrize(
    "id_",
    [
        "../x",
        "..",
        "/etc/x",
        "a/../b",
        "a\\\\b",
        "a\\0b",
        "a\\n",
        "C:",
        "con",
        "nul",
        "com1",
        "Blauw",
        "a" * 81,
        "a" * 5000,
        "é",
        "a\\u202eb",
    ],
)
def test_an_id_that_is_no_name_of_a_folder_everywhere_is_a_problem(id_: str) -> None:
    tree = small()
    teams = tree[TEAMS].decode()
    messages = problems_of({**tree, TEAMS: f'{teams}- {{id: "{id_}", name: X, members: 4}}\n'.encode()})
    (message,) = [one for one in messages if one.startswith(f"{TEAMS}:{teams.count(chr(10)) + 1}: ")]
    assert "for key 'id'; expected" in message
    assert len(message) < 200 and message.isprintable()


def test_a_round_cannot_take_the_place_of_the_page_of_all_rounds() -> None:
    rounds = small()[ROUNDS].decode()
    entry = "- {id: index, label: X, date: 2028-01-01, kind: nulmeting, instrument: kompas}\n"
    (message,) = problems_of({**small(), ROUNDS: f"{rounds}{entry}".encode()})
    assert "found 'index' for key 'id'; expected another id" in message
