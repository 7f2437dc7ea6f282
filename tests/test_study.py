"""The design of a study, of the golden school `metingen`: start is T1 (1 September 2026), later is T3 (1 March 2027).

Its files have, of the mirror, 11 rows of a team of 14; of pupils, who are no members, 30 each time; and 8 interviews.
"""

from datetime import date

import pytest

from tests.golden import GOLDEN
from tests.locks import variables
from tests.pages.test_rounds import school as without_moments
from tests.schools import Files, below, without
from tests.sites import pages, shown, site

PAGE = "school/opzet-van-het-onderzoek.md"
AFTER, BEFORE, AT = date(2027, 4, 1), date(2026, 8, 1), date(2026, 9, 1)
STUDY = "content/study.yml"


def school() -> Files:
    return below(GOLDEN / "metingen" / "input", "content", "data")


def rows(tree: Files, today: date) -> dict[str, list[str]]:
    """What stands in each row, by the instrument's name."""
    page = shown(pages(site(tree, today=today))[PAGE])
    found = ([cell.text().strip() for cell in row.every("th", "td")] for row in page.every("tr"))
    return {name: cells for name, *cells in list(found)[1:]}


def test_a_closed_measurement_has_how_many_of_how_many_and_pupils_only_how_many() -> None:
    found = rows(school(), AFTER)
    assert found["Spiegel"] == ["klaar: 11 van 14", "–"]
    assert found["Wat leerlingen zeggen"] == ["klaar: 30", "klaar: 30"]
    assert found["Verhalen"] == ["–", "klaar: 8"]


@pytest.mark.parametrize(("today", "stage"), [(BEFORE, "gepland"), (AT, "loopt"), (AFTER, "loopt")])
def test_what_has_no_results_is_planned_or_open_by_its_day(today: date, stage: str) -> None:
    tree = without(school(), "data/start/de-ring/scan.csv")
    assert [cells for name, cells in rows(tree, today).items() if name == "Scan"] == [[stage, "–"]]


def test_what_was_brought_in_stands_by_its_date_and_its_role() -> None:
    entries = (
        b"- {date: 2027-02-01, role: onderzoeker, text: Later.}\n- {date: 2026-10-01, role: trainer, text: Eerst.}\n"
    )
    page = shown(pages(site({**school(), STUDY: entries}, today=AFTER))[PAGE])
    assert [" ".join(entry.text().split()) for entry in page.every("li")][-2:] == [
        "1 oktober 2026 trainer: Eerst.",
        "1 februari 2027 onderzoeker: Later.",
    ]


def test_a_school_without_moments_has_no_such_page() -> None:
    assert PAGE not in site(without_moments(), today=AFTER).files


def test_a_site_of_some_teams_does_not_say_that_others_are_still_to_take_part() -> None:
    assert PAGE not in site(school(), ["blauw"], AFTER).files


def test_in_a_locked_site_it_lies_in_the_part_of_the_school() -> None:
    from teamspiegel.reading.passphrases import Sources

    built = site(school(), today=AFTER, sources=Sources(None, variables(["blauw", "geel", "school"])))
    title = b"# Opzet van het onderzoek"
    parts = {part.id for part in built.parts for path in part.files if title in built.files[path]}
    assert parts == {"school"}
