"""What a reader knows of each mean, against a linear programme."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.published import Place
from teamspiegel.gate.relations import Bounds, Relation, bounds, relations_of

from tests.gate.cells import SCHOOL, instrument, team
from tests.gate.programme import programme


@st.composite
def seen(draw: st.DrawFn) -> tuple[list[Relation], dict[Place, Bounds]]:
    """The relations of an instrument, and what a reader of a team's page may know of each mean."""
    of = instrument(draw(st.sampled_from(["kompas", SCHOOL])))
    items = {item: draw(st.integers(10, 50)) / 10 for item in of.items if draw(st.booleans())}
    cells = team(of, items, {})
    own = {}
    for one in cells:
        mean, reach = float(one.mean), draw(st.sampled_from([0, 0.05, 0.05, 0.3, 4]))
        shift = draw(st.integers(-10, 10)) / 10
        own[one.place] = (max(mean - reach * (1 - shift / 2), 1), min(mean + reach * (1 + shift / 2), 5))
    return relations_of(of, own), own


@settings(max_examples=20)
@given(seen())
def test_bounds_are_those_of_a_linear_programme(known: tuple[list[Relation], dict[Place, Bounds]]) -> None:
    relations, own = known
    found = bounds(relations, own)
    for place in own:
        assert found[place] == pytest.approx(programme(relations, own, place), abs=1e-4)
