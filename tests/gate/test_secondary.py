"""What is withheld with another number: worked by hand, and against a linear programme."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from teamspiegel.contracts.definitions import GateThresholds
from teamspiegel.contracts.published import Place
from teamspiegel.gate.cells import Cell
from teamspiegel.gate.relations import relations_of
from teamspiegel.gate.secondary import with_secondary

from tests.gate.cells import SCHOOL, instrument, team
from tests.gate.programme import programme

DEFAULT = GateThresholds()


def withheld(cells: Sequence[Cell]) -> dict[str, str]:
    return {f"{cell.place.source} {cell.place.id}": cell.why for cell in cells if cell.why}


def codes(**changed: float) -> dict[str, float]:
    """Four items that are one layer, without building blocks."""
    means = {"inzet": 3.7, "samenwerken-bij-onenigheid": 3.7, "gezamenlijke-afspraken": 1.8, "lessen-observeren": 1.5}
    return {f"codes-{name}": changed.get(name, mean) for name, mean in means.items()}


def test_nothing_is_withheld_where_nothing_was() -> None:
    cells = team(instrument(SCHOOL), codes(), {})
    assert with_secondary(cells, DEFAULT) == cells


def test_one_of_four_items_would_follow_from_the_layer() -> None:
    """4 x (2.675 to 2.725) less three known items: 0.4 wide. The item with the fewest people goes with it."""
    place = Place("codes", "item", "codes-inzet")
    cells = team(instrument(SCHOOL), codes(), {place: "small"}, **{"codes-gezamenlijke-afspraken": 9})
    found = withheld(with_secondary(cells, DEFAULT))
    assert found == {"codes codes-inzet": "small", "codes codes-gezamenlijke-afspraken": "secondary"}


def test_of_equally_many_people_the_last_item_goes() -> None:
    cells = team(instrument(SCHOOL), codes(), {Place("codes", "item", "codes-inzet"): "small"})
    assert withheld(with_secondary(cells, DEFAULT))["codes codes-lessen-observeren"] == "secondary"


def test_one_of_eleven_items_is_left_open_by_rounding() -> None:
    """11 x 0.1 = 1.1 is more than a quarter of the scale. But its building block has two items: 2 x 0.1."""
    of = instrument(SCHOOL)
    items = {item.id: 3.4 for item in of.layer_by_id["ik"].items}
    alone = Place("ik", "item", "ik-normatief-kader-naleven")
    cells = [one for one in team(of, items, {alone: "small"}) if one.place.level != "block"]
    assert withheld(with_secondary(cells, DEFAULT)) == {"ik ik-normatief-kader-naleven": "small"}
    found = withheld(with_secondary(team(of, items, {alone: "small"}), DEFAULT))
    assert found == {"ik ik-normatief-kader-naleven": "small", "ik ik-ondersteunen-vanuit-relatie": "secondary"}


def test_a_layer_whose_items_are_all_known_hides_one_of_them() -> None:
    """And the axis, which here has no other layer."""
    cells = team(instrument(SCHOOL), codes(), {Place("codes", "layer", "codes"): "small"})
    found = withheld(with_secondary(cells, DEFAULT))
    # One open item leaves a quarter of 1.35 to 4.65 open about the layer: that it is not masked says so much of it.
    assert found == {
        "codes codes": "small",
        "axis will": "secondary",
        "codes codes-lessen-observeren": "secondary",
        "codes codes-gezamenlijke-afspraken": "secondary",
    }


def test_a_building_block_of_one_item_is_that_item() -> None:
    """In the small school each building block of `zelf` has one item; the layer has the two."""
    cells = team(instrument("kompas"), {"zelf-begin": 3.2, "zelf-beurten": 2.4}, {})
    hidden = [replace(one, why="small") if one.place.id == "zelf-begin" else one for one in cells]
    found = withheld(with_secondary(hidden, DEFAULT))
    block = instrument("kompas").block_of_item["zelf-begin"]
    assert found.keys() >= {"zelf zelf-begin", f"zelf {block}", "zelf zelf-beurten"}


def test_a_mean_near_an_end_needs_the_room_of_its_bound() -> None:
    """4.8 as one of four: the layer says it to within 0.4, but cuts off what its bound leaves open."""
    of, place = instrument(SCHOOL), Place("codes", "item", "codes-inzet")
    cells = team(of, codes(inzet=4.8), {place: "masked"})
    row = {"from_top": Fraction(1)}
    masked = [
        replace(one, at_least=4.7, row={**one.row, **row}) if one.place == place else one
        for one in cells
        if one.place.level != "axis"
    ]
    # The layer is 0.1 wide, so four items together 0.4: inside the 0.35 of the bound something is cut off. With one
    # item less, that one is open by 0.4 + 0.35 = 0.75, which is too little again; with two less nothing follows.
    assert withheld(with_secondary(masked, DEFAULT)) == {
        "codes codes-inzet": "masked",
        "codes codes-lessen-observeren": "secondary",
        "codes codes-gezamenlijke-afspraken": "secondary",
    }


def test_the_colleague_at_the_other_end_knows_more() -> None:
    """Eleven items, all but two known; both are masked, 4.2 and 4.2 of five, of which one gave a 1 to both.

    Nobody else can tell, but that colleague knows that neither is more than 4.2; together they must leave a step open.
    """
    of = instrument(SCHOOL)
    items = {item.id: 3.0 for item in of.layer_by_id["ik"].items}
    first, second = (Place("ik", "item", item) for item in ("ik-van-elkaar-leren", "ik-verwachtingen-cognitief"))
    cells = [
        replace(one, why="masked", at_least=4.0) if one.place in (first, second) else one
        for one in team(of, {**items, first.id: 4.2, second.id: 4.2}, {}, **dict.fromkeys(items, 5))
        if one.place.level != "block"
    ]
    # 27 + 8.4 = 35.4 / 11 = 3.218: published 3.2, so together between 7.65 and 8.75; under 8.4 that is 0.75 of room.
    assert set(withheld(with_secondary(cells, DEFAULT)).values()) == {"masked"}
    # One at 3.4 of five (a 1, and others of 4) leaves less, because a layer of three is rounded less.
    three = [one for one in cells if one.place.id in ("ik", first.id, second.id, "ik-erkenning-geven")]
    row = {**three[-1].row, "exact_mean": Fraction(114, 30), "mean": 3.8}
    tight = [*three[:-1], replace(three[-1], row=row)]
    assert "secondary" in withheld(with_secondary(tight, DEFAULT)).values()
    assert withheld(with_secondary(turned(tight), DEFAULT)) == withheld(with_secondary(tight, DEFAULT))


def turned(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of the same people, had they answered at the other end of the scale from 1 to 5."""
    return [
        replace(
            one,
            row={
                **one.row,
                **{"exact_mean": 6 - one.mean, "mean": round(6 - one.row["mean"], 1)},
                **{"from_top": one.row["from_bottom"], "from_bottom": one.row["from_top"]},
            },
            at_least=None if one.at_most is None else 6 - one.at_most,
            at_most=None if one.at_least is None else 6 - one.at_least,
        )
        for one in cells
    ]


def answered(cells: Sequence[Cell], item: str, answers: Sequence[int]) -> list[Cell]:
    """The cells with these answers behind one of them, which is withheld: one of each person."""
    mean = Fraction(sum(answers), len(answers))
    row = {
        **{"n": len(answers), "people": len(answers), "exact_mean": mean, "mean": float(mean)},
        **{"from_top": Fraction(5 - min(answers)), "from_bottom": Fraction(max(answers) - 1)},
    }
    return [
        replace(one, why="small", row={**one.row, **row}) if one.place.id == item else one
        for one in cells
        if one.place.level in ("item", "layer")
    ]


def test_a_colleague_who_knows_that_one_has_answered_counts_whole_scores() -> None:
    """One of eleven items, as above: 1.1 wide, from 2.45 to 3.55. A mean can be 2.5 or 3.5; a single answer is a 3."""
    of = instrument(SCHOOL)
    items = {item.id: 3.4 for item in of.layer_by_id["ik"].items} | {"ik-normatief-kader-naleven": 3}
    cells = team(of, items, {})
    ten = answered(cells, "ik-normatief-kader-naleven", [3] * 10)
    assert withheld(with_secondary(ten, DEFAULT)) == {"ik ik-normatief-kader-naleven": "small"}
    one = answered(cells, "ik-normatief-kader-naleven", [3])
    assert set(withheld(with_secondary(one, DEFAULT)).values()) == {"small", "secondary"}


def test_who_gave_all_answers_of_an_item_knows_its_mean() -> None:
    """Two of four items are withheld. Nobody can tell 3 and 4 from 4 and 3, but for whoever gave that only 3."""
    items = codes(inzet=3) | {"codes-samenwerken-bij-onenigheid": 4}
    cells = answered(team(instrument(SCHOOL), items, {}), "codes-inzet", [3])
    two = answered(cells, "codes-samenwerken-bij-onenigheid", [4, 4])
    # 4 x (3 + 4 + 1.8 + 1.5) / 4 to within 0.2: of two answers no other mean than 4 lies in there.
    assert set(withheld(with_secondary(two, DEFAULT)).values()) == {"small", "secondary"}
    of_two_people = answered(cells, "codes-inzet", [3, 3])
    open_to_all = answered(of_two_people, "codes-samenwerken-bij-onenigheid", [4, 4])
    assert withheld(with_secondary(open_to_all, DEFAULT)) == {
        "codes codes-inzet": "small",
        "codes codes-samenwerken-bij-onenigheid": "small",
    }


@settings(max_examples=15)
@given(st.data())
def test_what_is_withheld_in_the_end_is_left_open(data: st.DataObject) -> None:
    """Whatever is withheld to begin with: a quarter of the scale stays open about each withheld mean."""
    of = instrument(SCHOOL)
    items = {item: data.draw(st.integers(16, 44)) / 10 for item in of.items}
    cells = team(of, items, {})
    hidden = {place for place in (one.place for one in cells) if data.draw(st.integers(0, 9)) == 0}
    judged = with_secondary([replace(one, why="small") if one.place in hidden else one for one in cells], DEFAULT)
    own = {}
    for one in judged:
        rounding = 0 if one.place.level == "item" else 0.05
        mean = float(one.mean) if one.place.level == "item" else one.row["mean"]
        own[one.place] = (1.0, 5.0) if one.why else (mean - rounding, mean + rounding)
    relations = relations_of(of, own)
    for one in judged:
        if one.why:
            low, high = programme(relations, own, one.place)
            assert high - low >= 1 - 1e-4
