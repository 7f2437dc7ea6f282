"""What a spreadsheet or an editor does to a file without changing what it says is read the same."""

import csv
import io
import random
from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from teamspiegel.contracts.definitions import ReferenceMean, Settings
from teamspiegel.contracts.place import Aspect
from teamspiegel.reading.read import read_school

from tests.schools import Files, change, demonstration, problems_of, small, without
from tests.workbooks import workbook

SMALL = small()
CSV_FILES = [path for path in SMALL if path.endswith(".csv")]


def answers(tree: Files) -> pd.DataFrame:
    """The answers in a tree, in an order that does not depend on the file's."""
    frame = read_school(tree)[1].frame
    return frame.sort_values(list(frame.columns)).reset_index(drop=True)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode())))


def written(rows: list[list[str]], quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue().encode()


def columns_reversed(content: bytes) -> bytes:
    return written([row[::-1] for row in rows_of(content)])


def rows_shuffled(content: bytes) -> bytes:
    head, *rows = rows_of(content)
    random.Random(1).shuffle(rows)
    return written([head, *rows])


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "byte-order mark": lambda content: b"\xef\xbb\xbf" + content,
    "CRLF": lambda content: content.replace(b"\n", b"\r\n"),
    "byte-order mark and CRLF": lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"),
    "no line end at the end": lambda content: content.rstrip(b"\n"),
    "blank lines at the end": lambda content: content + b"\n\n  \n",
    "empty rows at the end": lambda content: content + b"," * content.partition(b"\n")[0].count(b",") + b"\n",
    "blank lines before the header": lambda content: b"\n\n" + content,
    "blank lines between the rows": lambda content: content.replace(b"\n", b"\n\n"),
    "columns in another order": columns_reversed,
    "rows in another order": rows_shuffled,
    "every cell in quotes": lambda content: written(rows_of(content), csv.QUOTE_ALL),
    "as Dutch Excel saves it": lambda content: content.replace(b",", b";").replace(b".", b","),
    "tabs": lambda content: content.replace(b",", b"\t"),
    "empty columns": lambda content: content.replace(b"\n", b",,,\n"),
    "spaces round the cells": lambda content: content.replace(b",", b" , "),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_table_is_read_the_same(way: Callable[[bytes], bytes]) -> None:
    changed = {path: way(content) if path in CSV_FILES else content for path, content in SMALL.items()}
    pd.testing.assert_frame_equal(answers(changed), answers(SMALL))


def test_workbooks_are_read_the_same() -> None:
    """Those of a team, and those for all teams."""
    books = {path.replace(".csv", ".xlsx"): workbook({"Blad1": rows_of(SMALL[path])}) for path in CSV_FILES}
    pd.testing.assert_frame_equal(answers({**without(SMALL, *CSV_FILES), **books}), answers(SMALL))


@pytest.mark.parametrize("way", ["byte-order mark", "CRLF", "byte-order mark and CRLF", "no line end at the end"])
def test_a_declaration_is_read_the_same(way: str) -> None:
    changed = {path: content if path in CSV_FILES else WAYS[way](content) for path, content in SMALL.items()}
    assert read_school(changed)[0] == read_school(SMALL)[0]


def test_a_team_folder_and_a_file_for_all_teams_say_the_same() -> None:
    """Each team's rows moved from its folder to the round's file, and the other way round."""
    moved = without(SMALL, *CSV_FILES)
    for source in ("survey", "observations"):
        blauw = rows_of(SMALL[f"data/start/blauw/{source}.csv"])
        groen = rows_of(SMALL[f"data/start/{source}.csv"])
        moved[f"data/start/{source}.csv"] = written([groen[0], *(["blauw", *row] for row in blauw[1:])])
        moved[f"data/start/groen/{source}.csv"] = written([row[1:] for row in groen])
    pd.testing.assert_frame_equal(answers(moved), answers(SMALL))


def test_a_team_may_stand_in_both() -> None:
    """Half of a team's rows in its folder and half in the file for all teams."""
    head, *rows = rows_of(SMALL["data/start/blauw/survey.csv"])
    both = {
        **SMALL,
        "data/start/blauw/survey.csv": written([head, *rows[:3]]),
        "data/start/survey.csv": SMALL["data/start/survey.csv"] + written([["blauw", *row] for row in rows[3:]]),
    }
    pd.testing.assert_frame_equal(answers(both), answers(SMALL))


def test_what_the_answers_hold() -> None:
    """Row r1 of team Blauw: 4, 3, 2 and, on the reversed item, 1, which is 1 + 5 - 1 = 5; r3 left one cell empty."""
    frame = answers(SMALL)
    survey = frame[(frame["team"] == "blauw") & (frame["source"] == "survey")]
    first = survey[survey["unit"] == "r1"].set_index("item")["score"].to_dict()
    assert first == {"zelf-begin": 4.0, "zelf-beurten": 3.0, "samen-afspraken": 2.0, "samen-roddel": 5.0}
    assert sorted(survey[survey["unit"] == "r3"]["item"]) == ["samen-afspraken", "samen-roddel", "zelf-begin"]
    assert survey["person"].tolist() == survey["unit"].tolist()


def test_an_observed_lesson_has_a_teacher_behind_it() -> None:
    frame = answers(SMALL)
    lessons = frame[(frame["team"] == "blauw") & (frame["source"] == "observations")]
    behind = lessons.drop_duplicates("unit").set_index("unit")["person"].to_dict()
    assert behind == {"l1": "t1", "l2": "t2", "l3": "t3", "l4": "t4", "l5": "t5", "l6": "t1"}
    assert lessons[(lessons["unit"] == "l1") & (lessons["item"] == "les-begin")]["score"].tolist() == [3.5]


def test_a_score_may_have_a_zero_behind_the_point() -> None:
    tree = change(SMALL, "data/start/blauw/survey.csv", "r1,4,3,2,1", "r1,4.0,3,2,1")
    pd.testing.assert_frame_equal(answers(tree), answers(SMALL))


def test_what_may_be_left_out() -> None:
    """Settings, sessions, learning questions; an item's recommendations are then all that needs the guidance."""
    tree = {
        path: content
        for path, content in SMALL.items()
        if not path.startswith(("content/settings", "content/sessions", "content/learning-questions"))
    }
    definitions, _ = read_school(tree)
    assert definitions.settings == Settings()
    assert (definitions.settings.gate.mean, definitions.settings.gate.spread) == (5, 10)
    assert (definitions.sessions, definitions.questions) == ((), {})


def test_other_files_beside_the_data_are_left_alone() -> None:
    tree = {**SMALL, "data/start/leesmij.txt": b"\xff", "data/maak.py": b"", "data/start/blauw/notities.md": b"\xff"}
    assert problems_of(tree) == []


# ----- benchmarks --------------------------------------------------------------------------------------

LAND = "data/benchmarks/land.csv"
BOND = b"source,level,id,mean,sd,n_teams,n_schools\nenergie,layer,energie,4.1,,300000,100000\n"
WITH_BENCHMARKS: Files = {
    **SMALL,
    "content/benchmarks.yml": b"""\
- {id: land, label: Landelijk, date: 2025-11-01, instrument: kompas, version: "1.0", note: Verzonnen.}
- {id: bond, label: Bond, date: 2024-01-01, instrument: pols, version: "1.0"}
""",
    LAND: b"""\
round,source,level,id,mean,sd,n_teams
,zelf,item,zelf-begin,3.25,0.4,34
start,zelf,item,zelf-begin,3,,5
,axis,axis,willen,2.9,0.0,34
,lessen,block,rust,5,1.5,34
""",
    "data/benchmarks/bond.csv": BOND,
}


def test_what_a_benchmark_holds() -> None:
    definitions, _ = read_school(WITH_BENCHMARKS)
    land, bond = definitions.benchmarks
    assert (land.id, land.label, land.date, land.note) == ("land", "Landelijk", date(2025, 11, 1), "Verzonnen.")
    assert (bond.instrument, bond.version, bond.note) == ("pols", "1.0", None)
    assert definitions.reference_means == {
        "land": (
            ReferenceMean(None, Aspect("zelf", "item", "zelf-begin"), 3.25, 0.4, 34),
            ReferenceMean("start", Aspect("zelf", "item", "zelf-begin"), 3.0, None, 5),
            ReferenceMean(None, Aspect("axis", "axis", "willen"), 2.9, 0.0, 34),
            ReferenceMean(None, Aspect("lessen", "block", "rust"), 5.0, 1.5, 34),
        ),
        "bond": (ReferenceMean(None, Aspect("energie", "layer", "energie"), 4.1, None, 300_000, 100_000),),
    }


@pytest.mark.parametrize("way", [way for name, way in WAYS.items() if "in another order" not in name])
def test_a_benchmark_is_read_the_same(way: Callable[[bytes], bytes]) -> None:
    changed = {**WITH_BENCHMARKS, LAND: way(WITH_BENCHMARKS[LAND])}
    assert read_school(changed)[0] == read_school(WITH_BENCHMARKS)[0]


def test_the_columns_of_a_benchmark_may_stand_in_any_order() -> None:
    changed = {**WITH_BENCHMARKS, LAND: columns_reversed(WITH_BENCHMARKS[LAND])}
    assert read_school(changed)[0] == read_school(WITH_BENCHMARKS)[0]


def test_a_benchmark_changes_no_answer() -> None:
    pd.testing.assert_frame_equal(answers(WITH_BENCHMARKS), answers(SMALL))


def test_a_round_may_be_called_benchmarks() -> None:
    """Its files stand in folders of teams: in the folder itself they would be benchmarks."""
    tree = without(SMALL, "data/start/survey.csv", "data/start/observations.csv")
    tree = {path.replace("data/start/", "data/benchmarks/"): content for path, content in tree.items()}
    tree = change(tree, "content/rounds.yml", "id: start,", "id: benchmarks,")
    for path in ("content/learning-questions/blauw.yml", "content/sessions/2026-03-31-blauw.yml"):
        tree = change(tree, path, "round: start", "round: benchmarks")
    assert problems_of(tree) == []


# ----- the rest ----------------------------------------------------------------------------------------


def test_the_rounds_come_by_date() -> None:
    lines = SMALL["content/rounds.yml"].decode().splitlines(keepends=True)
    tree = {**SMALL, "content/rounds.yml": "".join(reversed(lines)).encode()}
    assert [round_.id for round_ in read_school(tree)[0].rounds][:3] == ["start", "enquete", "lesbezoek"]


def test_a_page_keeps_its_markdown_and_knows_its_lines() -> None:
    page = read_school(SMALL)[0].guidance_by_id["h1"]
    assert page.path == "aanbevelingen/h1.md"
    assert page.body == "\n## Wat dit vraagt\n\nEen begin.\n"
    whole = SMALL["content/guidance/aanbevelingen/h1.md"].decode().split("\n")
    assert "\n".join(whole[page.first_line - 1 :]) == page.body


def test_the_library_comes_folder_by_folder_by_order_and_then_by_name() -> None:
    """Folders and pages stand among each other; a folder's own page comes first, whatever its order.

    | path             | order | comes |
    |------------------|-------|-------|
    | index.md         | 9     | 1     |
    | b-folder/        | -1    | 2     |
    | b-folder/z.md    | -5    | 3     |
    | b-folder/y.md    | 0     | 4     |
    | a-folder/        | 0     | 5     |
    | a.md             | 0     | 6     |
    | c.md             | 0     | 7     |
    | b.md             | 2     | 8     |
    """
    section = "---\nid: {}\nkind: section\ntitle: T\nsummary: S\norder: {}\n---\n"
    page = "---\nid: {}\nkind: page\ntitle: T\nsummary: S\nsources: [{{title: B}}]\norder: {}\n---\n"
    files = {
        "a-folder/index.md": section.format("af", 0),
        "b-folder/index.md": section.format("bf", -1),
        "b-folder/y.md": page.format("y", 0),
        "b-folder/z.md": page.format("z", -5),
        "b.md": page.format("b", 2),
        "c.md": page.format("c", 0),
        "a.md": page.format("a", 0),
        "index.md": section.format("root", 9),
    }
    library = [path for path in SMALL if path.startswith("content/guidance/")]
    tree = without(SMALL, *library, "content/learning-questions/blauw.yml", "content/sessions/2026-03-31-blauw.yml")
    tree = change(tree, "content/instruments/kompas.yml", ", recommendations: [h1]", "")
    definitions, _ = read_school(
        {**tree, **{f"content/guidance/{path}": text.encode() for path, text in files.items()}}
    )
    assert [page.path for page in definitions.guidance] == [
        "index.md",
        "b-folder/index.md",
        "b-folder/z.md",
        "b-folder/y.md",
        "a-folder/index.md",
        "a.md",
        "c.md",
        "b.md",
    ]


def test_the_demonstration_has_no_mistakes() -> None:
    assert problems_of(demonstration()) == []


def test_capitals_make_no_other_person() -> None:
    capital = change(SMALL, "data/start/blauw/observations.csv", "l6,t1,", "l6,T1,")
    pd.testing.assert_frame_equal(answers(capital), answers(SMALL))


def test_things_of_another_kind_may_share_an_id() -> None:
    """An indicator is named by its layer and level too, so a block, a layer and an axis may be called alike."""
    path = "content/instruments/kompas.yml"
    session = "content/sessions/2026-03-31-blauw.yml"
    shared = change(SMALL, path, "{id: kunnen, name", "{id: zelf, name")
    shared = change(change(shared, path, "  y: kunnen", "  y: zelf"), session, "{kunnen: 2.5", "{zelf: 2.5")
    pd.testing.assert_frame_equal(answers(shared), answers(SMALL))


def test_a_name_is_one_line() -> None:
    """As a heading and a menu have it; other texts may have several."""
    tree = change(small(), "content/teams.yml", "name: Team Blauw", 'name: "Team\\n  Blauw"')
    tree = change(tree, "content/rounds.yml", "label: Start", 'label: "De\\tStart"')
    definitions, _ = read_school(tree)
    assert definitions.team_by_id["blauw"].name == "Team Blauw"
    assert definitions.round_by_id["start"].label == "De Start"
