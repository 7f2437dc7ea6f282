"""What those after the gate can see of one team in one round."""

from teamspiegel.contracts.place import Aspect, Place
from teamspiegel.contracts.published import BandCount, Published, Response

from tests.handmade import between, item
from tests.schools import documented_school, published, small

RESULTS = published(small()).by_team_and_round
BEGIN = Aspect("zelf", "item", "zelf-begin")


def test_every_team_and_round_with_a_response_is_there() -> None:
    assert set(RESULTS) == {("blauw", "start"), ("groen", "start")}


def test_an_indicator_holds_plain_values() -> None:
    """Team Blauw, zelf-begin 4 5 3 2 4 3: six people, mean 21/6, so the SD and what is made of it are withheld."""
    found = RESULTS["blauw", "start"].get(BEGIN)
    place = Place("blauw", "start", BEGIN)
    assert found == Published(place, 6, 6, 3.5, low=False, withheld="small")
    assert found is not None
    assert [type(value) for value in (found.n, found.mean, found.low)] == [int, float, bool]


def test_of_a_withheld_number_only_how_many_answered_is_there() -> None:
    found = RESULTS["groen", "start"].get(BEGIN)
    assert found is not None
    assert found == Published(Place("groen", "start", BEGIN), found.n, found.people, withheld="small")
    assert not found.told


def test_what_nobody_was_asked_is_not_there() -> None:
    assert RESULTS["groen", "start"].get(Aspect("zelf", "item", "les-begin")) is None


def test_distributions_and_bands_come_by_item_and_layer() -> None:
    """Onderbouw shows its twelve lessons."""
    results = published(documented_school()).by_team_and_round["onderbouw", "start-2026"]
    assert results.bands == {
        "lesbezoek": (BandCount("zoekend", 2, 17), BandCount("onderweg", 6, 50), BandCount("stevig", 4, 33))
    }
    assert all(type(n) is int for counts in results.distributions.values() for n in counts.values())


def test_the_ends_of_a_mean_are_itself_or_where_it_lies() -> None:
    told = item("self-start", 3.4)
    assert told.ends(1, 5) == (3.4, 3.4)
    assert between(told, at_least=4.0).ends(1, 5) == (4.0, 5)
    assert between(told, at_most=1.8).ends(1, 5) == (1, 1.8)
    assert between(told, 3.1, 3.6).ends(1, 5) == (3.1, 3.6)


def test_something_is_told_of_a_mean_that_lies_between_bounds() -> None:
    assert item("self-start", 3.4).told and not item("self-start", 3.4).bounded
    assert between(item("self-start", 3.4), at_most=2.0).told
    assert not item("self-start", None).told


def test_responses_come_by_source() -> None:
    assert RESULTS["blauw", "start"].responses == {
        "survey": Response("survey", "survey", 6, 6, 8),
        "observations": Response("observations", "observations", 6, 5, 8),
    }
