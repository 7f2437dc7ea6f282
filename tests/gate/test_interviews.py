"""What may be published of interviews: known answers, and everything that a few people can have told."""

from itertools import product

import pandas as pd
import pytest
from teamspiegel import pipeline
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.frames import STATEMENTS
from teamspiegel.contracts.interviews import Interviews, InterviewsResults, Theme
from teamspiegel.gate import interviews as gate
from teamspiegel.indicators import interviews as indicators

from tests.gate.test_network import TEAM
from tests.gate.test_ranking import ROUND
from tests.reading.test_beside import problems, school
from tests.schools import change

INTERVIEWS = Interviews(
    id="verhalen",
    kind="interviews",
    version="1",
    name="Verhalen",
    description="Wat wij vertellen.",
    themes=(Theme(id="tijd", name="Tijd", text="Of er tijd is."),),
)
PATH = "data/later/de-kade/verhalen.csv"


def told(people: int, supports: int, quotes: dict[int, str] | None = None) -> InterviewsResults:
    """Of so many interviews the first few support, each twice, and all others hinder."""
    rows = [
        ("een", "team", f"g{n}", f"g{n}", "tijd", "steunt" if n < supports else "belemmert", (quotes or {}).get(n, ""))
        for n in range(people)
        for _ in range(2)
    ]
    measured = indicators.measure(INTERVIEWS, TEAM, ROUND, pd.DataFrame(rows, columns=list(STATEMENTS)))
    return gate.gate(INTERVIEWS, TEAM, measured, GateThresholds())


def test_nothing_of_four() -> None:
    assert told(4, 2, {1: "Zo."}) == InterviewsResults(4, {}, "small")


@pytest.mark.parametrize(
    ("people", "supports", "expected"),
    [
        (8, 3, {"steunt": 3, "belemmert": 5}),
        (8, 2, {"steunt": "few", "belemmert": "nearly all"}),
        (8, 0, {"steunt": "few", "belemmert": "nearly all"}),
        (9, 4, {"steunt": 4, "belemmert": 5}),
    ],
)
def test_known_answers(people: int, supports: int, expected: dict[str, object]) -> None:
    """Two statements of one interview count once."""
    assert told(people, supports).themes["tijd"].counts == expected


def test_cleared_quotes_stand_in_an_order_that_tells_nothing() -> None:
    found = told(6, 3, {2: "Ander.", 0: "Zo.", 5: "Niet zo."})
    assert found.themes["tijd"].quotes == {"steunt": ("Ander.", "Zo."), "belemmert": ("Niet zo.",)}


@pytest.mark.parametrize("people", range(5, 13))
def test_nobody_knows_what_all_others_told(people: int) -> None:
    """Whoever told something, or did not, and reads how many did."""
    for own, count in product((0, 1), range(people + 1)):
        published = gate.how_many(count, people, GateThresholds())
        possible = {
            other - own
            for other in range(own, people + own)
            if gate.how_many(other, people, GateThresholds()) == published
        }
        assert not possible <= {0, people - 1} or len(possible) > 1 or count - own not in possible, (own, count)
        assert possible != {0}
        assert possible != {people - 1}


def test_a_quote_that_is_not_cleared_stands_nowhere() -> None:
    found = next(one for one in pipeline.school_of(school()).strands if one.instrument.id == "verhalen")
    assert "Dit zei nummer 1." in repr(found)
    assert "Dit zei nummer 3." not in repr(found)


@pytest.mark.parametrize(
    ("old", "new", "phrase"),
    [
        ("g3,tijd,steunt", "g3,tijden,steunt", "an unknown theme; expected one of tijd, steun"),
        ("g3,tijd,steunt", "g3,tijd,helpt", "an unknown direction; expected one of steunt, belemmert"),
        ("Dit zei nummer 3.", "Mail naar jan@school.nl.", "an e-mail address in a quote"),
        ("Dit zei nummer 3.,0", "Dit zei nummer 3.,ja", "something else than 1 or 0"),
        ("Dit zei nummer 3.", "x" * 301, "a quote of 301 characters"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, phrase: str) -> None:
    told = problems(change(school(), PATH, old, new))
    line = school()[PATH].decode().split(old)[0].count("\n") + 1
    assert any(one.startswith(f"{PATH}:{line}:") and phrase in one for one in told), told
    assert not [one for one in told if "jan@" in one or "g3" in one]
