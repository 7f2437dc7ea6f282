"""Every mistake that an author can make is told in one run: where it is, what was found, what was expected."""

import re
from collections.abc import Callable, Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.reading.read import read_school

from tests.golden import GOLDEN
from tests.reading.bad_answers import BAD_ANSWERS
from tests.reading.bad_benchmarks import BAD_BENCHMARKS, TWICE
from tests.reading.bad_declarations import BAD_DECLARATIONS, NO_ID_OF_ITS_OWN, TIES
from tests.reading.bad_instruments import BAD_INSTRUMENTS
from tests.reading.bad_texts import BAD_TEXTS
from tests.reading.mistakes import REFERENCES, SURVEY, Mistake, benchmark_entry, spoiled
from tests.schools import Files, below, change, documented_school, problems_of, small, without

MISTAKES = [*BAD_ANSWERS, *BAD_BENCHMARKS, *BAD_DECLARATIONS, *BAD_INSTRUMENTS, *BAD_TEXTS]
ALONE = [*TIES, *NO_ID_OF_ITS_OWN, *TWICE]
"""Told alone: while an instrument or an id cannot be read, nobody knows what it names."""
TEAMS = [mistake.team for mistake in MISTAKES if mistake.team]
BENCHMARKS = [mistake.benchmark for mistake in [*MISTAKES, *ALONE] if mistake.benchmark]
SMALL = small()

KOMPAS = "content/instruments/kompas.yml"
TEAMS_FILE, ROUNDS_FILE = "content/teams.yml", "content/rounds.yml"
BLAUW_SURVEY = "data/start/blauw/survey.csv"


@cache
def told(*names: str) -> list[str]:
    """The messages of a school with these mistakes."""
    return problems_of(school(*(mistake for mistake in [*MISTAKES, *ALONE] if mistake.name in names)))


def school(*mistakes: Mistake) -> Files:
    """The small school with these mistakes, with what each of them has for itself."""
    return spoiled(*mistakes, teams=TEAMS, benchmarks=BENCHMARKS)


def told_of_all() -> list[str]:
    """The messages of a school with every mistake."""
    return told(*(mistake.name for mistake in MISTAKES))


# ----- one by one --------------------------------------------------------------------------------------


def test_the_small_school_has_no_mistakes() -> None:
    assert problems_of(school()) == []


def test_every_mistake_has_a_name_of_its_own() -> None:
    names = [mistake.name for mistake in [*MISTAKES, *ALONE]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("mistake", [*MISTAKES, *ALONE], ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_with_its_line(mistake: Mistake) -> None:
    messages = told(mistake.name)
    missing = [message for message in mistake.messages if not message.is_in(messages)]
    assert not missing, "\n".join(messages)
    assert len(messages) == len(mistake.messages), "\n".join(messages)


# ----- files that everything else needs ----------------------------------------------------------------

NEEDED: dict[str, tuple[Mapping[str, bytes], str, list[str]]] = {
    "no teams": (
        without(SMALL, TEAMS_FILE),
        f"{TEAMS_FILE}:1: ",
        ["no such file", "a list of teams with id, name and members"],
    ),
    "no rounds": (
        without(SMALL, ROUNDS_FILE),
        f"{ROUNDS_FILE}:1: ",
        ["no such file", "a list of rounds with id, label, date and kind"],
    ),
    "no instrument": (
        without(SMALL, KOMPAS, "content/instruments/pols.yml"),
        "content/instruments/<id>.yml:1: ",
        ["no such file", "an instrument"],
    ),
    "no measurement": (
        {path: content for path, content in SMALL.items() if not path.startswith("data/")},
        "data/<round>/<team>/survey.csv:1: ",
        ["no such file", "at least one measurement"],
    ),
    "no observations of one team": (
        without(SMALL, "data/start/blauw/observations.csv"),
        "data/start/blauw/observations.csv:1: ",
        ["no such file", "the observations of this team", "add it"],
    ),
    "a team that the file for all teams leaves out": (
        change(SMALL, "data/start/observations.csv", "groen,l1,t1,4,4\ngroen,l2,t2,3.5,3\n", "rood,l1,t1,4,4\n"),
        "data/start/groen/observations.csv:1: ",
        ["no such file", "the observations of this team"],
    ),
    "teams that do not parse": (
        change(SMALL, TEAMS_FILE, "{id: rood,", "{id: rood: x,"),
        f"{TEAMS_FILE}:3: ",
        ["a mistake in the YAML"],
    ),
    "teams in Latin-1": (
        {**SMALL, TEAMS_FILE: SMALL[TEAMS_FILE].replace(b"Team Blauw", b"Team \xe9\xe9n")},
        f"{TEAMS_FILE}:1: ",
        ["bytes that are not UTF-8"],
    ),
    "teams that are no list": (
        {**SMALL, TEAMS_FILE: b"blauw: Team Blauw\n"},
        f"{TEAMS_FILE}:1: ",
        ["keys and values at the top of the file", "a list (lines that begin with '- ')"],
    ),
    "rounds that do not parse": (
        change(SMALL, ROUNDS_FILE, "{id: pols,", "{id: pols"),
        f"{ROUNDS_FILE}:4: ",
        ["a mistake in the YAML"],
    ),
    "settings that are a list": (
        {**SMALL, "content/settings.yml": b"- school: x\n"},
        "content/settings.yml:1: ",
        ["a list at the top of the file", "keys with values"],
    ),
}


@pytest.mark.parametrize(("tree", "start", "phrases"), NEEDED.values(), ids=NEEDED)
def test_a_file_that_everything_needs(tree: Files, start: str, phrases: list[str]) -> None:
    """One message, though nothing that leans on the file can be checked."""
    messages = problems_of(tree)
    told = [message for message in messages if message.startswith(start)]
    assert len(told) == 1, "\n".join(messages)
    assert all(phrase in told[0] for phrase in phrases), told[0]


# ----- one mistake is one message ----------------------------------------------------------------------

LEANED_ON: dict[str, tuple[str, str, str, int]] = {
    "an instrument that does not parse": (KOMPAS, "name: Kompas\n", "name: Kom: pas\n", 3),
    "an instrument without a name": (KOMPAS, "name: Kompas\n", "", 1),
    "an instrument without a scale that scores can be judged by": (KOMPAS, "max: 5, step: 1,", "max: 5, step: 0,", 6),
    "an item without a short text": (KOMPAS, ", short: Afspraken}", "}", 30),
    "a layer without 'mean_of'": (
        KOMPAS,
        "    source: observations\n    mean_of: blocks\n",
        "    source: observations\n",
        32,
    ),
    "a block without a name": (KOMPAS, "{id: rust, name: Rust,", "{id: rust,", 10),
    "blocks under a misspelt key": (KOMPAS, "\nblocks:\n", "\nbloks:\n", 9),
    "elements under a misspelt key": (KOMPAS, "\nelements:\n", "\nelement:\n", 12),
    "layers under a misspelt key": (KOMPAS, "\nlayers:\n", "\nlayer:\n", 15),
    "axes under a misspelt key": (KOMPAS, "\naxes:\n", "\naxis:\n", 44),
    "an instrument without a version": (KOMPAS, 'version: "1.0"\n', "", 1),
    "a decimal comma in thresholds": (
        KOMPAS,
        "{bridge_axis: 3.0, spread: 0.8, border: 0.1}",
        "{bridge_axis: '2,5', spread: 0.8}",
        7,
    ),
    "an element without a block": (KOMPAS, "name: Begin, block: rust,", "name: Begin,", 13),
    "an axis without a position": (KOMPAS, "position: [samen]}", "beside: [zelf]}", 46),
    "a team with a mistake": (TEAMS_FILE, "Blauw, members: 8", "Blauw, members: acht", 1),
    "a round with a mistake": (ROUNDS_FILE, "kind: nulmeting,", "kind: nul,", 1),
    "a question with a mistake": ("content/learning-questions/blauw.yml", "step: verkennen", "step: kijken", 5),
    "questions that do not parse": ("content/learning-questions/blauw.yml", "step: verkennen", "step: a: b", 5),
    "a recommendation that does not parse": ("content/guidance/aanbevelingen/h1.md", "id: h1\n", "id: h1: x\n", 2),
    "a recommendation without a source": (
        "content/guidance/aanbevelingen/h1.md",
        "sources: [{title: Een leidraad, url: https://example.org/leidraad, what: Over samen leren.}]\n",
        "",
        2,
    ),
    "a page that others link to": ("content/guidance/woorden.md", "title: Woorden", "title: Wo: orden", 4),
    "a term without a meaning": ("content/guidance/woorden.md", "meaning: Een les om van te leren., ", "", 9),
    "an activity without a title": ("content/guidance/aanbevelingen/h1.md", "title: Kies een les, ", "", 14),
    "the page of a folder": ("content/guidance/aanbevelingen/index.md", "kind: section", "kind: sectie", 3),
    "the page of the library": ("content/guidance/index.md", "kind: section\n", "", 2),
    "a step of the cycle": ("content/guidance/rondje.md", "{id: verdiepen,", "{id: verdipen,", 10),
    "a column of a matrix": ("content/guidance/tabel.md", "name: Praten, what", "naam: Praten, what", 10),
    "a survey that is not UTF-8": (BLAUW_SURVEY, "r6,3,2,2,3\n", "r6,3,2,2,3\x00\n", 1),
}


@pytest.mark.parametrize(("path", "old", "new", "line"), LEANED_ON.values(), ids=LEANED_ON)
def test_what_leans_on_a_mistake_gives_no_message(path: str, old: str, new: str, line: int) -> None:
    """A mistake in a declaration does not make every reference to it wrong too."""
    messages = problems_of(change(SMALL, path, old, new))
    assert len(messages) == 1, "\n".join(messages)
    assert messages[0].startswith(f"{path}:{line}: ")


DOCUMENTED = documented_school()
SCHOOL = below(GOLDEN / "metingen" / "input", "content", "data")
"""A school with an instrument of every kind."""
INSTRUMENTS_OF = sorted(path for path in SCHOOL if path.startswith("content/instruments/"))


@pytest.mark.parametrize("tree", [SMALL, DOCUMENTED, SCHOOL], ids=["small", "documented", "every kind"])
def test_a_list_that_is_not_there_is_one_message(tree: Files) -> None:
    """Nothing is said of the files whose round, or whose instrument, nobody knows."""
    for gone in (TEAMS_FILE, ROUNDS_FILE):
        assert [message.partition(" ")[0] for message in problems_of(without(tree, gone))] == [f"{gone}:1:"]
        assert [message.partition(" ")[0] for message in problems_of({**tree, gone: b""})] == [f"{gone}:1:"]
    instruments = [path for path in tree if path.startswith("content/instruments/")]
    (message,) = problems_of(without(tree, *instruments))
    assert message.startswith("content/instruments/<id>.yml:1: found no such file")


@pytest.mark.parametrize("path", INSTRUMENTS_OF)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: b"",
        lambda text: text + b"x: y: z\n",
        lambda text: b"- " + text.partition(b"\n")[0],
        lambda text: text.replace(b"\nname: ", b"\nnaam: ", 1),
        lambda text: text.replace(b"\nkind: ", b"\nkinds: ", 1) if b"\nkind: " in text else b"",
        lambda text: text.replace(b"\nroles:", b"\nrole:", 1) if b"\nroles:" in text else b"",
        lambda text: text.replace(b"\nsources:", b"\nsource_s:", 1) if b"\nsources:" in text else b"",
        lambda text: text.replace(b"\nlevel:", b"\nlevl:", 1) if b"\nlevel:" in text else b"",
    ],
    ids=["empty", "does not parse", "a list", "no name", "kind", "roles", "sources", "level"],
)
def test_an_instrument_that_cannot_be_read_is_one_message(path: str, spoil: Callable[[bytes], bytes]) -> None:
    """Neither its rounds are wrong for it, nor the files with its answers, nor what is asked in it."""
    messages = problems_of({**SCHOOL, path: spoil(SCHOOL[path])})
    assert len(messages) == 1, "\n".join(messages)
    assert messages[0].startswith(f"{path}:")


def test_an_instrument_that_a_round_need_not_name_may_be_unreadable() -> None:
    path = "content/instruments/vuurtoren.yml"
    messages = problems_of(
        change(
            DOCUMENTED,
            path,
            "  bridge_axis: 2.5\n  spread: 0.8\n  border",
            "  bridge_axis: 2,5\n  spread: 0.8\n  border",
        )
    )
    assert [message.partition(" ")[0] for message in messages] == [f"{path}:17:"]


def test_a_file_that_no_instrument_asks_for_is_told_though_one_cannot_be_read() -> None:
    tree = {
        **change(SMALL, KOMPAS, "name: Kompas\n", "name: Kom: pas\n"),
        "data/start/blauw/nergens.csv": b"a,b\n1,2\n",
    }
    assert [message.partition(" ")[0] for message in problems_of(tree)] == [
        f"{KOMPAS}:3:",
        "data/start/blauw/nergens.csv:1:",
    ]


def test_answers_of_a_unit_whose_id_stands_twice_are_of_no_level() -> None:
    """Nobody knows which of the two they are of."""
    tree = change(DOCUMENTED, TEAMS_FILE, "- id: talen\n", "- id: de-vuurtoren\n")
    (message,) = problems_of(tree)
    assert message.startswith(f"{TEAMS_FILE}:10: found id 'de-vuurtoren' twice")


def test_an_id_that_the_product_uses_itself_is_refused() -> None:
    line = SMALL[TEAMS_FILE].count(b"\n") + 1
    entry = b"- {id: school, name: De School, members: 5}\n"
    (message,) = problems_of({**SMALL, TEAMS_FILE: SMALL[TEAMS_FILE] + entry})
    assert message.startswith(f"{TEAMS_FILE}:{line}: found id 'school', by which the part of a locked site")
    assert "expected an id of its own; rename it" in message


@pytest.mark.parametrize(
    "entries",
    [
        b"- {id: een, name: De Brug, members: 5}\n- {id: twee, name: De Brug, members: 5, level: school}\n",
        b"- {id: een, name: Team 2a, members: 5}\n- {id: twee, name: Team 2b, members: 5}\n",
    ],
)
def test_names_that_a_reader_tells_apart_are_two(entries: bytes) -> None:
    assert problems_of({**SMALL, TEAMS_FILE: SMALL[TEAMS_FILE] + entries}) == []


def test_two_teams_without_a_name_have_not_the_same_one() -> None:
    entries = b"- {id: een, members: 5}\n- {id: twee, members: 5}\n"
    messages = problems_of({**SMALL, TEAMS_FILE: SMALL[TEAMS_FILE] + entries})
    assert [message.partition(";")[0] for message in messages] == [
        f"{TEAMS_FILE}:13: found no key 'name'",
        f"{TEAMS_FILE}:14: found no key 'name'",
    ]


def test_answers_are_not_judged_by_another_instrument() -> None:
    """When one of two instruments does not parse, a round that names none is not the other one's.

    Nor is it a mistake: the one that does not parse may be of another kind, which no round is about.
    """
    tree = change(SMALL, KOMPAS, "name: Kompas\n", "name: Kom: pas\n")
    tree = change(tree, ROUNDS_FILE, "kind: nulmeting, instrument: kompas}", "kind: nulmeting}")
    assert [message.partition(": ")[0] for message in problems_of(tree)] == [f"{KOMPAS}:3"]


def test_an_entry_left_out_does_not_shift_the_lines_of_the_others() -> None:
    tree = change(
        SMALL,
        "content/learning-questions/blauw.yml",
        "  links: [les-begin, rust, zelf, willen]\n",
        "  links:\n    - Geen Slug\n    - rust\n    - zlef\n",
    )
    assert [message.split(" ")[0] for message in problems_of(tree)] == [
        "content/learning-questions/blauw.yml:7:",
        "content/learning-questions/blauw.yml:9:",
    ]


BENCHMARK = "data/benchmarks/land.csv"


def with_a_benchmark(tree: Files, instrument: str = "kompas") -> Files:
    """The tree with a benchmark of every indicator of the small school, in general and in the first round."""
    (known,) = (one for one in read_school(SMALL)[0].instruments.values() if one.id == "kompas")
    rows = [f"{round_},{','.join(place)},3,0.5,34" for round_ in ("", "start") for place in known.aspects]
    return {
        **tree,
        "content/benchmarks.yml": benchmark_entry("land").replace("kompas", instrument).encode(),
        BENCHMARK: "\n".join([f"round,{REFERENCES.strip()}", *rows]).encode(),
    }


def test_a_benchmark_of_every_indicator_has_no_mistakes() -> None:
    assert problems_of(with_a_benchmark(SMALL)) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "line"), [case for case in LEANED_ON.values() if case[0] in (KOMPAS, ROUNDS_FILE)]
)
def test_a_benchmark_that_leans_on_a_mistake_gives_no_message(path: str, old: str, new: str, line: int) -> None:
    messages = problems_of(with_a_benchmark(change(SMALL, path, old, new)))
    assert [message.partition(": ")[0] for message in messages] == [f"{path}:{line}"]


@pytest.mark.parametrize("mistake", BAD_INSTRUMENTS, ids=lambda mistake: mistake.name)
def test_a_benchmark_of_an_instrument_with_a_contradiction_is_read_too(mistake: Mistake) -> None:
    """Whatever else follows from it, the contradiction is told, and no traceback shown."""
    messages = problems_of(with_a_benchmark(spoiled(mistake), instrument=mistake.name))
    assert all(message.is_in(messages) for message in mistake.messages), "\n".join(messages)


def test_a_list_of_benchmarks_that_does_not_parse_is_one_message() -> None:
    tree = with_a_benchmark(SMALL)
    messages = problems_of(change(tree, "content/benchmarks.yml", "label: Landelijk,", "label: Land: elijk,"))
    assert [message.partition(": ")[0] for message in messages] == ["content/benchmarks.yml:1"]


def test_a_benchmark_without_any_list_is_told() -> None:
    tree = without(with_a_benchmark(SMALL), "content/benchmarks.yml")
    (message,) = problems_of(tree)
    assert message.startswith(f"{BENCHMARK}:1: found a benchmark that is not declared")


def test_a_scale_below_zero_has_means_below_zero() -> None:
    tree = change(SMALL, KOMPAS, "{min: 1, max: 5, step: 1,", "{min: -3, max: 5, step: 1,")
    text = REFERENCES + "samen,item,samen-roddel,-2.5,,34\nsamen,layer,samen,+1.5,0,5\n"
    assert problems_of({**with_a_benchmark(tree), BENCHMARK: text.encode()}) == []


# ----- all together ------------------------------------------------------------------------------------


def test_all_mistakes_together_are_told_in_one_run() -> None:
    """Each as it is told alone: none hides another, none causes one. (Only what else is known may differ.)"""
    together = told_of_all()
    alone = [message for mistake in MISTAKES for message in told(mistake.name)]
    assert sorted(map(found, together)) == sorted(map(found, alone))
    assert len(together) == sum(len(mistake.messages) for mistake in MISTAKES)


def found(message: str) -> str:
    """The place and what was found there, without what was expected."""
    return message.partition("; expected ")[0]


def test_messages_come_by_file_and_line() -> None:
    places = [(path, int(line)) for path, line in (m.split(":")[:2] for m in told_of_all())]
    assert places == sorted(places)


def test_messages_have_one_form() -> None:
    form = re.compile(r"[^:]+:[1-9]\d*:([1-9]\d*:)? (column '[^']+': )?found [^;]+; expected [^;]+(; .+)?")
    assert [message for message in told_of_all() if not form.fullmatch(message)] == []


# ----- what a message keeps to itself ------------------------------------------------------------------


def test_no_message_holds_a_pseudonym_or_another_cell() -> None:
    messages = "\n".join(told_of_all())
    assert "geheim" not in messages.lower()
    assert "770077" not in messages


def test_a_message_about_an_answer_does_not_repeat_it() -> None:
    """Every cell of the file holds a number of its own that is off the scale."""
    rows = [[f"{1000 + 10 * row + column}" for column in range(4)] for row in range(4)]
    text = SURVEY + "".join(f"geheim-{number},{','.join(cells)}\n" for number, cells in enumerate(rows))
    messages = problems_of({**SMALL, BLAUW_SURVEY: text.encode()})
    assert [message for message in messages if re.search(r"\b10\d\d\b", message)] == []
    assert len(messages) == 16
    assert all("found a number which is off the scale" in message for message in messages)


@pytest.mark.parametrize(
    ("cell", "phrases"),
    [
        ("9", ["found a number which is off the scale;"]),
        ("2.5", ["found a number between two steps of the scale;", "step: 0.5"]),
        ("2.25", ["found a number between two steps of the scale;"]),
        ('"2,5"', ["found a number between two steps of the scale;", "step: 0.5"]),
        ("2.000", ["found a number with three decimals, which may be thousands;", "write it without them"]),
        ("vier", ["found text;", "write the number"]),
    ],
)
def test_a_message_about_an_answer_tells_its_kind(cell: str, phrases: list[str]) -> None:
    (message,) = problems_of({**SMALL, BLAUW_SURVEY: f"{SURVEY}r1,1,{cell},2,3\n".encode()})
    assert message.startswith(f"{BLAUW_SURVEY}:2: column 'zelf-beurten': found ")
    assert all(phrase in message for phrase in phrases)
    assert "a whole number from 1 to 5, or an empty cell" in message
    assert cell.strip('"') not in message.replace("step: 0.5", "").replace("from 1 to 5", "")


def test_a_table_on_its_side_does_not_show_its_pseudonyms() -> None:
    """What looks like the head of a column is a pseudonym there, also one that resembles a column."""
    text = "respondent,respondent-7,geheim-2\nzelf-begin,1,2\nzelf-beurten,3,4\n"
    messages = problems_of({**SMALL, BLAUW_SURVEY: text.encode()})
    unknown = [message for message in messages if "unknown column" in message]
    assert [message.partition("; ")[0] for message in unknown] == [
        f"{BLAUW_SURVEY}:1: found unknown column number {number}" for number in (2, 3)
    ]
    assert not [message for message in messages if "respondent-7" in message or "geheim" in message]


# ----- whatever else -----------------------------------------------------------------------------------


EVERYTHING = with_a_benchmark(SMALL)


@settings(max_examples=50, deadline=None)
@given(
    path=st.sampled_from(sorted(EVERYTHING)),
    start=st.floats(0, 1),
    length=st.integers(0, 30),
    piece=st.text(
        st.sampled_from("abz09-_.,;:'\"[]{}&*!|>#%@` \n\t\rë\x00") | st.characters(codec="utf-8"), max_size=12
    ),
)
def test_a_mistake_never_shows_a_traceback(path: str, start: float, length: int, piece: str) -> None:
    text = EVERYTHING[path].decode()
    begin = int(start * len(text))
    tree = {**EVERYTHING, path: (text[:begin] + piece + text[begin + length :]).encode()}
    try:
        read_school(tree)
    except InputProblems as error:
        assert error.problems
