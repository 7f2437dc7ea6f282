"""What a preview tells of an export, worked out by hand from the table of answers; and an import does just that."""

from pathlib import Path

import pytest
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.edges.disk import Project
from teamspiegel.edges.importing import Preview, Request, preview

from tests.intake import exports
from tests.intake.exports import CSV_EXPORTS, text
from tests.intake.test_exports import LESSONS_ROUND, MAPPING, ROUND, confirm, put, run, school
from tests.projects import contents

__all__ = ["school"]


def look(school: Path, file: Path, round_: str = ROUND, team: str | None = None) -> Preview:
    """A preview, of which nothing on disk changes."""
    before = contents(school)
    found = preview(Project(school), Request(file, round_, team, replace=True, name="export"))
    assert contents(school) == before
    return found


def test_a_proposal_is_laid_over_its_export(school: Path) -> None:
    """Of Google Forms: labels for the first two items, digits for the others.

    Item 1 has 1 2 5 4 3 5 2 3 1 4 2 and item 2 has 2 3 4 4 3 5 2 4 1 5 4: of the labels 3, 5, 4, 6 and 4. The others
    have ten answers each.
    """
    found = look(school, put(school, CSV_EXPORTS["google"]()))
    assert (found.proposed, found.ready, found.path) == (True, False, MAPPING.format("survey"))
    assert (found.recognised.tool, found.recognised.mark) == ("google-forms", "timestamp")
    assert (found.target, found.there) == (f"data/{ROUND}/survey.csv", False)
    labelled, bare = found.outline.answers
    assert [(column.place, column.item.id) for column in labelled.columns] == [(4, "zelf-begin"), (5, "zelf-beurten")]
    assert [(label.text, label.score, label.times) for label in labelled.labels] == [
        ("Helemaal mee oneens", 1, 3),
        ("Mee oneens", 2, 5),
        ("Neutraal", 3, 4),
        ("Mee eens", 4, 6),
        ("Helemaal mee eens", 5, 4),
    ]
    assert (labelled.numbers, labelled.unknown) == (None, 0)
    assert (bare.labels, bare.numbers, bare.times, bare.unknown) == ((), "choose", 20, 0)
    assert [(one.text, one.team, one.times) for one in found.outline.teams] == [
        ("blauw", "blauw", 6),
        ("groen", "groen", 5),
    ]
    assert [(column.place, why) for column, why in found.outline.unused] == [
        (1, "no_item"),
        (2, "no_item"),
        (8, "no_item"),
    ]
    assert found.outline.choices == 1
    assert found.converted and len(found.converted.answered) == 11


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("microsoft, English", {}),
        ("limesurvey, code", {"unfinished": 1}),
        ("qualtrics", {"unfinished": 3}),
        ("surveymonkey", {"no_team": 1}),
    ],
)
def test_rows_that_do_not_count_are_told_before_anything_is_confirmed(
    school: Path, name: str, dropped: dict[str, int]
) -> None:
    found = look(school, put(school, CSV_EXPORTS[name]()))
    assert found.converted and found.converted.dropped == dropped


@pytest.mark.parametrize("name", CSV_EXPORTS)
def test_what_is_foretold_is_what_the_import_says(school: Path, name: str) -> None:
    """The same rows, teams and warnings, before the mapping is there, before it is confirmed and after."""
    file = put(school, CSV_EXPORTS[name]())
    proposed = look(school, file)
    run(school, file)
    written = look(school, file)
    assert written.outline.answers == proposed.outline.answers
    assert (written.proposed, written.ready) == (False, False)
    confirm(school)
    ready = look(school, file)
    assert (ready.ready, ready.problems, ready.outline.choices) == (True, (), 0)
    said = run(school, file).output
    made = ready.converted
    assert made and proposed.converted
    assert made.dropped == proposed.converted.dropped
    assert f"Rows: {made.read} read, {len(made.answered)} kept, {made.dropped.total()} dropped." in said
    assert [str(one) for one in ready.shown] == [
        line for line in said.splitlines() if line.startswith(("blauw,", "groen,"))
    ]
    assert look(school, file).there


def test_an_answer_that_the_mapping_does_not_know_is_counted_and_not_shown(school: Path) -> None:
    rows = exports.google()
    run(school, put(school, text(rows)))
    confirm(school)
    rows[4] = [*rows[4][:3], exports.REMARK, *rows[4][4:]]
    found = look(school, put(school, text(rows)))
    assert [one.unknown for one in found.outline.answers] == [1, 0]
    assert (found.converted, found.ready) == (None, False)
    assert [(problem.line, problem.column) for problem in found.problems] == [(5, "4")]
    assert exports.REMARK not in repr(found.outline)


def test_a_head_that_is_gone_leaves_the_rest_to_be_seen(school: Path) -> None:
    rows = exports.google()
    run(school, put(school, text(rows)))
    confirm(school)
    found = look(
        school, put(school, text([[*own[:4], "Anders" if own is rows[0] else own[4], *own[5:]] for own in rows]))
    )
    there = {column.item.id: column.there for one in found.outline.answers for column in one.columns}
    assert there == {"zelf-begin": True, "zelf-beurten": False, "samen-afspraken": True, "samen-roddel": True}
    assert [problem.path for problem in found.problems] == [MAPPING.format("survey")]


def test_a_wording_that_is_near_and_two_columns_that_fit_say_so(school: Path) -> None:
    heads = [
        "Team",
        "Ik begin altijd rustig.",
        "Ik verdeel de beurt.",
        exports.TEXTS[2],
        exports.TEXTS[2],
        exports.TEXTS[3],
    ]
    rows = [[team, *(exports.label(own[at]) for at in (0, 1, 2, 2, 3))] for team, own in exports.ANSWERS]
    found = look(school, put(school, text([heads, *rows])))
    [answers] = found.outline.answers
    assert [(column.item.id, column.alike < 100) for column in answers.columns] == [
        ("zelf-beurten", True),
        ("samen-roddel", False),
    ]
    assert {column.place: why for column, why in found.outline.unused} == {2: "no_item", 4: "doubtful", 5: "doubtful"}
    assert [item.id for item in found.outline.without_column] == ["zelf-begin", "samen-afspraken"]


def test_rows_with_a_label_that_is_still_to_be_decided_count(school: Path) -> None:
    rows = [["Team", *exports.TEXTS], *([team, *["Jazeker"] * 4] for team, _ in exports.ANSWERS)]
    found = look(school, put(school, text(rows)))
    [answers] = found.outline.answers
    assert (answers.labels, found.outline.choices) == ((("Jazeker", "choose", 44),), 1)
    assert found.converted and len(found.converted.answered) == 11


def test_a_label_has_one_score_in_every_column(school: Path) -> None:
    """The question set says that 1 is the most; an answer that nobody knows, in one column, turns nothing round."""
    path = school / "content" / "instruments" / "kompas.yml"
    told = path.read_text(encoding="utf-8")
    own = "labels: {1: helemaal mee eens, 2: mee eens, 3: neutraal, 4: mee oneens, 5: helemaal mee oneens}"
    path.write_text(told.replace("labels: {1: nooit, 3: soms, 5: altijd}", own), encoding="utf-8")
    rows = [["Team", *exports.TEXTS], *(["blauw", *["Helemaal mee eens"] * 4] for _ in range(5))]
    rows.append(["blauw", "Geen idee", "Mee oneens", "Mee eens", "Neutraal"])
    [answers] = look(school, put(school, text(rows))).outline.answers
    assert [(label.text, label.score, label.times) for label in answers.labels] == [
        ("Helemaal mee eens", 1, 20),
        ("Mee eens", 2, 1),
        ("Neutraal", 3, 1),
        ("Mee oneens", 4, 1),
    ]
    assert answers.unknown == 1


def test_where_no_column_says_the_team_it_is_asked_for(school: Path) -> None:
    file = put(school, text([exports.TEXTS, *([exports.label(one) for one in own] for _, own in exports.ANSWERS)]))
    assert look(school, file).target is None
    assert look(school, file, team="blauw").target == f"data/{ROUND}/blauw/survey.csv"


def test_lessons_are_told_by_their_teachers_and_by_row_where_the_table_lies_on_its_side(school: Path) -> None:
    found = look(school, put(school, text(exports.lessons_as_columns())), LESSONS_ROUND, "blauw")
    assert found.outline.mapping.turned
    assert found.outline.mapping.teacher and found.outline.mapping.teacher.head == "Docent"
    assert found.converted and len(found.converted.answered) == 7
    rows = look(school, put(school, text(exports.lessons_as_rows(), ";")), LESSONS_ROUND, "blauw")
    assert rows.converted and rows.converted.dropped == {"calculated": 1}
    assert [column.head for column, _ in rows.outline.unused] == ["Datum", "Opmerking"]


def test_a_file_that_cannot_be_read_is_refused_as_by_an_import(school: Path) -> None:
    with pytest.raises(InputProblems, match="export:1: found an empty file"):
        look(school, put(school, b""))


def test_a_mapping_for_another_instrument_is_a_problem_and_no_more(school: Path) -> None:
    file = put(school, CSV_EXPORTS["google"]())
    run(school, file)
    confirm(school, **{"instrument: kompas": "instrument: pols"})
    found = look(school, file)
    assert [problem.found for problem in found.problems] == ["a mapping for instrument 'pols'"]
