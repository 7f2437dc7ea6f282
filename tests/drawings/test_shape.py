"""A path as the places that it goes through."""

import pytest
from teamspiegel.drawings.shape import Shape, number


@pytest.mark.parametrize(
    ("d", "written"),
    [
        ("M1,2L4,2L4,6Z", "M1,2h3v4z"),
        ("M1,2H4V6L0,0", "M1,2h3v4l-4-6"),
        ("m1,2h3v4", "M1,2h3v4"),
        ("M1,2 4,6", "M1,2l3,4"),
        ("M5,0A5,5,0,1,1,-5,0", "M5,0a5,5,0,1,1-10,0"),
        ("M1,1C2,2,3,3,4,4Q5,5,6,6", "M1,1c1,1,2,2,3,3q1,1,2,2"),
        ("M1,1h1v1ZL5,5M1e1,2h1", "M1,1h1v1zl4,4M10,2h1"),
    ],
)
def test_it_is_written_by_how_far_it_goes(d: str, written: str) -> None:
    assert str(Shape.of(d)) == written
    assert Shape.of(written) == Shape.of(d)


def test_what_is_cut_off_of_numbers_does_not_add_up() -> None:
    steps = "".join(f"L{(at + 1) * 0.004},0" for at in range(1000))
    ways = [float(way) for way in str(Shape.of(f"M0,0{steps}").moved(0, 0)).removeprefix("M0,0h").split("h")]
    assert sum(ways) == pytest.approx(4)


def test_it_is_moved_with_all_its_places() -> None:
    assert str(Shape.of("M1,2A5,5,0,1,1,3,2C1,1,2,2,3,3").moved(10, -2)) == "M11,0a5,5,0,1,1,2,0c-2-1-1,0,0,1"


def test_its_box_holds_its_edge_and_its_arcs() -> None:
    box = Shape.of("M1,2h3v4").box
    assert (box.left, box.top, box.right, box.bottom) == (1, 2, 4, 6)
    circle = Shape.of("M5,0A5,5,0,1,1,-5,0A5,5,0,1,1,5,0").box
    assert circle.top <= -5 and circle.bottom >= 5 and circle.left <= -5 and circle.right >= 5
    assert box.overlaps(box) and not box.overlaps(Shape.of("M4,2h3v4").box)
    assert box.wider(0.5).overlaps(Shape.of("M4,2h3v4").box)


def test_one_that_goes_nowhere_is_nothing() -> None:
    assert Shape.of("M0,0h0v0h0Z").is_nothing and Shape.of("").is_nothing
    assert not Shape.of("M0,0h0v1h0Z").is_nothing


@pytest.mark.parametrize("d", ["M1,2T3,4", "1,2", "M1,2 x"])
def test_a_command_that_is_not_known_is_no_shape(d: str) -> None:
    with pytest.raises(ValueError, match="a path that nobody reads"):
        Shape.of(d)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-0.001, "0"),
        (0.5, ".5"),
        (-0.26, "-.3"),
        (10, "10"),
        (10.5, "10.5"),
        (100.004, "100"),
        (20.06, "20.1"),
    ],
)
def test_a_number_has_no_letters_too_many(value: float, written: str) -> None:
    assert number(value) == written
