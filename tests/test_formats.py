"""FORMATS.md: its tables are what the models say, its examples a school that can be read, its messages real ones."""

import re

import pytest
from teamspiegel.contracts import guidance
from teamspiegel.contracts.answers import SOURCES
from teamspiegel.contracts.frames import TEAM_COLUMN
from teamspiegel.contracts.kinds import KINDS
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.timetable import SCREENS
from teamspiegel.edges.importing import FOLDER
from teamspiegel.intake.mapping import check_mapping, read_mapping
from teamspiegel.reading.pairs import FILE as WISHES
from teamspiegel.reading.read import read_school
from teamspiegel.visiting import pairs_of

from tests.formats import (
    DOCUMENT,
    OF_SCREENS,
    TABLE,
    TABLES,
    documented,
    keys,
    models,
    owner,
    several,
    used,
    with_tables,
)
from tests.reading.test_bad_input import NEEDED, told_of_all
from tests.reading.test_beside import every_message
from tests.schools import documented_files, documented_school, problems_of, published

TEXT = DOCUMENT.read_text(encoding="utf-8")

NO_KEYS_OF_THEIR_OWN = {guidance.Ties, guidance.Front, guidance.Section, guidance.Article}
"""What pages share, and kinds of pages that have nothing else: their keys are those of every page."""


def cells(head: str) -> list[str]:
    """The first cells of the table whose first head is this one."""
    found = re.search(rf"^\| {re.escape(head)} \|.*\n\|[-|]+\n(?P<rows>(?:\|.*\n)+)", TEXT, re.MULTILINE)
    assert found, f"no table '{head}'"
    return [line.strip("|").partition(" |")[0].strip() for line in found["rows"].splitlines()]


# ----- the tables --------------------------------------------------------------------------------------


def test_the_tables_are_what_the_models_say() -> None:
    """If not: `python -m tests.formats`."""
    assert with_tables(TEXT) == TEXT


def test_every_model_has_one_table() -> None:
    assert sorted(found["title"] for found in TABLE.finditer(TEXT)) == sorted(TABLES)
    assert {*TABLES.values(), *NO_KEYS_OF_THEIR_OWN} == set(models())
    assert not [kind for kind in (guidance.Section, guidance.Article) if keys(kind)]


def test_every_kind_of_meeting_has_its_screens_in_one_table() -> None:
    assert cells("Kind of meeting | Screens") == [f"`{kind}`" for kind in SCREENS]
    assert len(OF_SCREENS.findall(TEXT)) == 1
    assert with_tables(TEXT.replace("`stip`, `kijken`", "`kijken`, `stip`")) == TEXT


def test_every_key_says_what_it_is_for() -> None:
    assert [(model, key) for model in models() for key, field in keys(model).items() if not field.description] == []


@pytest.mark.parametrize(
    ("one", "more"),
    [
        ("an id of an axis", "ids of axes"),
        ("an entry of the log", "entries of the log"),
        ("an id of an item, a block, a layer or an axis", "ids of items, blocks, layers or axes"),
        ("a text in quotes", "texts in quotes"),
        ("kept rows", "kept rows"),
    ],
)
def test_more_than_one(one: str, more: str) -> None:
    assert several(one) == more


def test_the_columns_of_the_data_are_all_there() -> None:
    named = {cell.strip("`") for cell in cells("Column")}
    assert {TEAM_COLUMN, *(column for source in SOURCES.values() for column in source.columns)} <= named


# ----- the examples ------------------------------------------------------------------------------------


def test_the_examples_are_a_school_without_problems() -> None:
    assert problems_of(documented_school()) == []


def test_every_kind_of_file_has_an_example() -> None:
    places = {re.sub(r"[^/]+(?=\.(yml|md)$)", "*", path) for path in documented_files()}
    assert places == {
        "*.yml",
        "content/*.yml",
        "content/imports/*.yml",
        "content/instruments/*.yml",
        "content/learning-questions/*.yml",
        "content/sessions/*.yml",
        "private/*.yml",
        "content/datapoints/*.yml",
        "content/vision/*.yml",
        "content/guidance/*.md",
        "content/guidance/aanbevelingen/*.md",
        "data/benchmarks/netwerk-2025.csv",
        "data/start-2026/onderbouw/survey.csv",
        "data/start-2026/onderbouw/observations.csv",
        "data/start-2026/survey.csv",
        "data/start-2026/observations.csv",
        "data/herfst-2027/de-ronde/scan-opleiden.csv",
        "data/herfst-2027/onderbouw/waar-staan-we.csv",
        "data/herfst-2027/onderbouw/wat-eerst.csv",
        "data/herfst-2027/de-vuurtoren/leerlingen.csv",
        "data/herfst-2027/onderbouw/wat-weten-we.csv",
        "data/herfst-2027/onderbouw/verhalen.csv",
        "data/herfst-2027/onderbouw/met-wie.csv",
        "data/herfst-2027/onderbouw/met-wie-people.csv",
    }
    assert {"content/settings.yml", "content/teams.yml", "content/rounds.yml"} <= set(documented_school())


def test_the_examples_use_every_key() -> None:
    found = {(model, key) for model, key, _ in used(documented())}
    assert {(owner(model, key), key) for model in models() for key in model.model_fields} == found


def test_the_example_mappings_could_be_used() -> None:
    school = read_school(documented_school())[0]
    instrument = school.instruments["vuurtoren"]
    for file in documented_school().items():
        if file[0].startswith(FOLDER):
            check_mapping(read_mapping(*file), school, instrument)


def test_the_example_wishes_can_be_met() -> None:
    wishes = documented_files()[WISHES]
    found = pairs_of(documented_school(), "start-2026", ["onderbouw"], wishes)["onderbouw"]
    together = [set(group.people) for group in found]
    assert any({"t02", "t05"} <= group for group in together)
    assert not any({"t01", "t04"} <= group for group in together)


def test_the_examples_have_every_kind_of_page() -> None:
    assert {type(page.front) for page in read_school(documented_school())[0].guidance} == set(guidance.KINDS.values())


def test_the_examples_have_every_kind_of_instrument() -> None:
    found = read_school(documented_school())[0]
    assert {used.kind for used, _ in found.besides} == set(KINDS)


def test_the_headings_that_no_activity_may_have_are_all_named() -> None:
    named = re.search(r"cannot be the id of an activity: (.*?) and the steps", TEXT, re.DOTALL)
    assert named and tuple(re.findall("`([^`]+)`", named[1])) == guidance.OWN_HEADINGS


def test_the_example_instrument_shows_what_an_instrument_can_do() -> None:
    one = read_school(documented_school())[0].instruments["vuurtoren"]
    assert {layer.source for layer in one.layers} == {"survey", "observations"}
    assert {layer.mean_of for layer in one.layers} == {"items", "blocks"}
    assert any(item.reversed for item in one.items.values())
    assert any(layer.scale and layer.thresholds for layer in one.layers)
    assert any(layer.bands for layer in one.layers)
    assert any(axis.beside for axis in one.axes)
    assert one.quadrant and len(one.blocks) == 2


def test_the_three_teams_show_what_the_gate_does() -> None:
    """As the text says: one shows everything, one its means, one only how many answered."""
    shown = {
        team: results.get(Aspect("ons-team", "layer", "ons-team"))
        for (team, _), results in published(documented_school()).by_team_and_round.items()
    }
    there = {team: (one.told, one.sd is not None) for team, one in shown.items() if one}
    assert there == {"onderbouw": (True, True), "bovenbouw": (True, False), "talen": (False, False)}
    response = published(documented_school()).by_team_and_round["talen", "start-2026"].responses["survey"]
    assert (response.n, response.members) == (4, 5)


def test_the_figures_that_the_learning_question_names_are_the_published_ones() -> None:
    results = published(documented_school()).by_team_and_round["onderbouw", "start-2026"]
    check = results.get(Aspect("lesbezoek", "item", "gezien-check"))
    assert check and (check.mean, check.spread) == (2.0, True)


# ----- the messages ------------------------------------------------------------------------------------

MESSAGES = [cell.strip("`") for cell in cells("The message says…")]


@pytest.fixture(scope="module")
def messages() -> str:
    """Every message that the tests of bad input provoke."""
    needed = (message for tree, _, _ in NEEDED.values() for message in problems_of(tree))
    return "\n".join([*told_of_all(), *needed, *every_message()])


@pytest.mark.parametrize("phrase", MESSAGES)
def test_a_documented_message_is_a_real_one(phrase: str, messages: str) -> None:
    assert phrase in messages


# ----- the text itself ---------------------------------------------------------------------------------


def test_links_within_the_text_lead_somewhere() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= heads
