"""What is left of what Vega drew: what is seen, and nothing more."""

import re

import pytest
from teamspiegel.charts.lightened import lightened


def light(marks: str) -> str:
    """What is left of marks in a group."""
    found = lightened(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><g fill="none">{marks}</g></svg>')
    return re.sub(r"^<svg[^>]*>(<g [^>]*>)?|(</g>)?</svg>$|^<svg[^>]*/>$", "", found)


TEXT = '<text font-size="13px" fill="{}" transform="translate(1,{})">{}</text>'


def test_a_group_says_once_what_its_marks_have_in_common() -> None:
    same, other = TEXT.format("red", 2, "a"), TEXT.format("red", 3, "b")
    assert light(f'<g transform="translate(9,9)">{same}{other}</g>') == (
        '<g transform="translate(9,9)" fill="red" font-size="13px">'
        '<text x="1" y="2">a</text><text x="1" y="3">b</text></g>'
    )
    blue = TEXT.format("blue", 3, "b")
    assert light(f'<g transform="translate(9,9)">{same}{blue}</g>') == (
        '<g transform="translate(9,9)" font-size="13px">'
        '<text fill="red" x="1" y="2">a</text><text fill="blue" x="1" y="3">b</text></g>'
    )


def test_one_that_does_not_say_it_keeps_what_the_others_say() -> None:
    bare = '<text font-size="9px" x="1" y="2">b</text>'
    red = '<text font-size="9px" fill="red" x="1" y="3">b</text>'
    assert light(f'<g stroke="red">{red}{bare}</g>') == (
        '<g stroke="red" font-size="9px"><text fill="red" x="1" y="3">b</text><text x="1" y="2">b</text></g>'
    )


def test_nothing_is_said_that_goes_without_saying() -> None:
    line = '<path class="foreground" d="" display="none"/><path d="M1.23456,2h0.5" fill="red" opacity="1"/>'
    assert light(line) == '<path d="M1.23,2h0.5" fill="red"/>'
    assert light('<path class="background" d="M0,0h400v268h-400Z"/>') == ""  # without a colour nobody sees it
    words = '<text x="1.23456">1.23456</text>'
    assert light(words) == '<text x="1.23">1.23456</text>'


def test_the_same_mark_again_is_left_out() -> None:
    mark, more = '<path d="M1,2h1v1Z" fill="red"/>', '<path d="M2,2h1v1Z" fill="red"/>'
    assert light(mark + mark + more + mark) == light(mark + more)
    assert light(mark.replace("red", "blue") + mark).count("<path") == 2


@pytest.mark.parametrize("how", ["opacity", "fill-opacity", "stroke-opacity"])
def test_where_two_marks_that_are_seen_through_are_darker_than_one_both_stay(how: str) -> None:
    mark = f'<path d="M1,2h1v1Z" fill="red" {how}="0.5"/>'
    assert light(mark + mark).count("<path") == 2
    line = f'<path d="M1,2h1" stroke="red" {how}="0.5"/>'
    assert light(line + line.replace("M1", "M3")).count("<path") == 2


def test_lines_that_look_the_same_are_one_path() -> None:
    line = '<line transform="translate(400,{})" x2="-400" y2="0" stroke="{}"/>'
    assert light(line.format(0, "red") + line.format(0, "red") + line.format(84, "red")) == (
        '<path stroke="red" d="M400,0l-400,0M400,84l-400,0"/>'
    )
    assert light(line.format(0, "red") + line.format(84, "blue")).count("<path") == 2
    half = line.replace("/>", ' opacity="0.5"/>')  # where two cross they would be darker
    assert light(half.format(0, "red") + half.format(84, "red")).count("<path") == 2


def test_shapes_that_are_filled_stay_apart() -> None:
    """One path of two shapes that run opposite ways has a hole where they overlap."""
    assert light('<path d="M1,2h3v3Z" fill="red"/><path d="M2,2v3h3Z" fill="red"/>').count("d=") == 2


def test_a_group_that_is_moved_stays_and_an_empty_one_goes() -> None:
    mark = '<path d="M1,2h1" fill="red"/>'
    assert light(f'<g transform="translate(0,0)"><g>{mark}</g></g><g class="x"/>') == mark
    assert light(f'<g transform="translate(0.5,0)">{mark}</g>') == f'<g transform="translate(0.5,0)">{mark}</g>'
