"""However a table of answers is broken, nothing that is said of it repeats an answer or a pseudonym."""

import re
from collections.abc import Sequence

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.cli import main
from teamspiegel.reading.read import read_school

from tests.projects import write
from tests.schools import small

MARKER = re.compile("quagga|770077", re.IGNORECASE)
"""Every pseudonym and every cell that is no score holds one of these."""

HEADS = ["team", "respondent", "zelf-begin", "zelf-beurten", "samen-afspraken", "samen-roddel"]
LESSON_HEADS = ["team", "lesson", "teacher", "les-begin", "les-beurten"]

marked = st.sampled_from(
    [
        "quagga{}", "Quagga-{}", "quagga {}", "quagga{}@school.nl", "770077{}", "-770077.{}", '"770077,{}"',
        '"quagga{}', '"quagga"{}', "quagga;{}", "team-quagga{}", "zelf-begin-quagga{}", "respondent-770077{}",
        "06-770077{}0", "lesson 770077{}", "'quagga{}'", "\tquagga{}", "quagga\x00{}", '"quagga\n{}"', "quaggå{}",
    ]
)  # fmt: skip
cells = st.one_of(
    st.sampled_from(["", "1", "2", "3", "4", "5", "3.5", "blauw", "groen"]),
    st.builds(lambda form, number: form.format(number), marked, st.integers(1, 99)),
)


@st.composite
def tables(draw: st.DrawFn, heads: Sequence[str]) -> bytes:
    """A table with heads of its own or with markers among them, rows of any length, and any separator or encoding."""
    head = draw(st.lists(st.one_of(st.sampled_from(heads), cells), max_size=7) | st.just(list(heads)))
    body = draw(st.lists(st.lists(cells, max_size=len(heads) + 2), max_size=6))
    separator = draw(st.sampled_from([",", ",", ",", ";", "\t"]))
    text = draw(st.sampled_from(["\n", "\r\n"])).join(separator.join(row) for row in [head, *body])
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "latin-1", "utf-16"])))


PLACES = st.sampled_from(
    ["data/start/{}.csv", "data/start/blauw/{}.csv", "data/enquete/rood/{}.csv", "data/ronde-a/{}.csv"]
)


@settings(max_examples=120)
@given(place=PLACES, survey=tables(HEADS), observations=tables(LESSON_HEADS), name=st.sampled_from(["quagga", "Jan"]))
def test_no_problem_repeats_an_answer_or_a_pseudonym(place: str, survey: bytes, observations: bytes, name: str) -> None:
    tree = {**small(), place.format("survey"): survey, place.format("observations"): observations}
    try:
        read_school({**tree, "private/names.txt": name.encode()})
    except InputProblems as error:
        assert not MARKER.search(str(error))
        assert not [problem for problem in error.problems if MARKER.search(repr(problem))]


def test_the_same_goes_for_what_the_command_says(tmp_path_factory: pytest.TempPathFactory) -> None:
    """And this is no empty comparison: in each of these the markers stand, and each stops the command."""
    runner = CliRunner(catch_exceptions=False)

    @settings(max_examples=15)
    @given(survey=tables(HEADS).filter(lambda text: b"quagga" in text.lower() or b"770077" in text))
    def check(survey: bytes) -> None:
        folder = write(tmp_path_factory.mktemp("school"), {**small(), "data/start/blauw/survey.csv": survey})
        for command in ("check", "build", "changes"):
            said = runner.invoke(main, [command, "--project", str(folder)])
            assert said.exit_code != 0
            assert not MARKER.search(said.output.replace(str(folder), ""))

    check()
