"""The published frames, as those who show one team at a time get them."""

from teamspiegel.contracts.published import BandCount, Change, Indicator, Place, Response

from tests.handmade import item
from tests.handmade import published as handmade
from tests.schools import documented_school, published, small

RESULTS = published(small()).results


def test_every_team_and_round_with_a_response_is_there() -> None:
    assert set(RESULTS) == {("blauw", "start"), ("groen", "start")}


def test_an_indicator_holds_plain_values() -> None:
    """Team Blauw, zelf-begin 4 5 3 2 4 3: six people, mean 21/6, so the SD and the interval are withheld."""
    found = RESULTS["blauw", "start"].get("zelf", "item", "zelf-begin")
    place = Place("zelf", "item", "zelf-begin")
    assert found == Indicator(place, 6, 3.5, None, False, True, "small", None)
    assert found is not None
    assert [type(value) for value in (found.n, found.mean, found.low, found.spread)] == [int, float, bool, bool]


def test_a_withheld_number_is_none() -> None:
    found = RESULTS["groen", "start"].get("zelf", "item", "zelf-begin")
    assert found == Indicator(Place("zelf", "item", "zelf-begin"), None, None, None, None, None, "small", None)


def test_what_nobody_was_asked_is_not_there() -> None:
    assert RESULTS["groen", "start"].get("zelf", "item", "les-begin") is None


def test_distributions_and_bands_come_by_item_and_layer() -> None:
    """With thresholds of three, team Blauw shows les-begin 3.5 4 1.5 2 5 3; Onderbouw shows its twelve lessons."""
    tree = small()
    tree["content/settings.yml"] = b"gate: {mean: 3, spread: 3}\n"
    results = published(tree).results["blauw", "start"]
    assert results.distributions["les-begin"] == {1.5: 1, 2.0: 1, 3.0: 1, 3.5: 1, 4.0: 1, 5.0: 1}
    bands = published(documented_school()).results["onderbouw", "start-2026"].bands
    assert bands == {
        "lesbezoek": (BandCount("zoekend", 2, 17), BandCount("onderweg", 6, 50), BandCount("stevig", 4, 33))
    }
    assert all(type(n) is int for n in results.distributions["les-begin"].values())


def test_a_change_is_found_by_round_and_place() -> None:
    place = Place("self", "item", "self-start")
    up, same = Change(place, "one", 0.8, 0.5, "higher"), Change(place, "two", 0.1, None, "none")
    numbers = {("a", round_): [item("self-start", 3.0)] for round_ in ("one", "two", "three")}
    found = handmade(numbers, changes={("a", "three"): [up, same]}).results
    three = found["a", "three"]
    assert (three.change("one", place), three.change("two", place)) == (up, same)
    assert three.change("three", place) is None
    assert three.change("one", Place("self", "item", "self-turns")) is None
    assert found["a", "two"].changes == {}
    change = three.change("one", place)
    assert change and [type(value) for value in (change.difference, change.band)] == [float, float]


def test_a_withheld_change_is_none() -> None:
    place = Place("self", "item", "self-start")
    withheld = Change(place, "one", None, None, "")
    found = handmade({("a", "two"): [item("self-start", None)]}, changes={("a", "two"): [withheld]}).results
    assert found["a", "two"].change("one", place) == withheld


def test_responses_come_by_source() -> None:
    assert RESULTS["blauw", "start"].responses == {
        "survey": Response("survey", 6, 6, 8),
        "observations": Response("observations", 6, 5, 8),
    }
