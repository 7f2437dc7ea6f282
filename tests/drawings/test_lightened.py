"""What is left of what Vega drew: what is seen, and nothing more."""

import re

import pytest
from teamspiegel.drawings.lightened import lightened


def light(marks: str) -> str:
    """What is left of marks in a group."""
    found = lightened(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><g fill="none">{marks}</g></svg>')
    return re.sub(r"^<svg[^>]*>(<g [^>]*>)?|(</g>)?</svg>$|^<svg[^>]*/>$", "", found)


TEXT = '<text font-size="13px" fill="{}" transform="translate(1,{})">{}</text>'


def test_a_group_says_once_what_its_marks_have_in_common() -> None:
    same, other = TEXT.format("red", 2, "a"), TEXT.format("red", 3, "b")
    assert light(f'<g transform="translate(9,9)">{same}{other}</g>') == (
        '<g font-size="13px" fill="red"><text x="10" y="11">a</text><text x="10" y="12">b</text></g>'
    )
    blue = TEXT.format("blue", 3, "b")
    assert light(f'<g transform="translate(9,9)">{same}{blue}</g>') == (
        '<g font-size="13px"><text fill="red" x="10" y="11">a</text><text fill="blue" x="10" y="12">b</text></g>'
    )


def test_of_some_of_its_neighbours_it_is_said_around_them_alone() -> None:
    words = [TEXT.format(colour, at, at) for at, colour in enumerate(["red", "blue", "blue", "blue"], 2)]
    assert light("".join(words)) == (
        '<g font-size="13px"><text fill="red" x="1" y="2">2</text><g fill="blue">'
        '<text x="1" y="3">3</text><text x="1" y="4">4</text><text x="1" y="5">5</text></g></g>'
    )


def test_what_a_group_says_goes_past_marks_to_which_it_means_nothing() -> None:
    line = '<path d="M9,9h9" stroke="red"/>'
    assert light(TEXT.format("red", 2, "a") + line + TEXT.format("blue", 3, "b")) == (
        '<g font-size="13px"><text fill="red" x="1" y="2">a</text>'
        '<path stroke="red" d="M9,9h9"/><text fill="blue" x="1" y="3">b</text></g>'
    )


def test_one_that_does_not_say_it_keeps_what_the_others_say() -> None:
    bare = '<text font-size="9px" x="1" y="2">b</text>'
    red = '<text font-size="9px" fill="red" x="1" y="3">b</text>'
    assert light(f'<g stroke="red">{red}{bare}</g>') == (
        '<g stroke="red" font-size="9px"><text fill="red" x="1" y="3">b</text><text x="1" y="2">b</text></g>'
    )


def test_nothing_is_said_that_goes_without_saying() -> None:
    line = '<path class="foreground" d="" display="none"/><path d="M1.23456,2h0.5" fill="red" opacity="1"/>'
    assert light(line) == '<path fill="red" d="M1.2,2h.5"/>'
    assert light('<path class="background" d="M0,0h400v268h-400Z"/>') == ""  # without a colour nobody sees it
    assert light('<text x="1.23456">1.23456</text>') == '<text x="1.2" y="0">1.23456</text>'
    edge = '<path d="M1,2h1" fill="rgb(255, 0, 16)" stroke="red" stroke-width="0" font-size="9px"/>'
    assert light(edge) == '<path fill="#ff0010" d="M1,2h1"/>'


def test_a_mark_stands_where_its_groups_had_moved_it() -> None:
    mark = '<path d="M1,2h1v-1Z" fill="red" transform="translate(0.5,-2)"/>'
    assert (
        light(f'<g transform="translate(10,20)"><g>{mark}</g></g><g class="x"/>')
        == '<path fill="red" d="M11.5,20h1v-1z"/>'
    )


def test_lines_of_a_text_begin_below_each_other() -> None:
    lines = '<text transform="translate(3,4)"><tspan>a</tspan><tspan x="0" dy="17">b</tspan></text>'
    assert light(lines) == '<text x="3" y="4"><tspan>a</tspan><tspan x="3" dy="17">b</tspan></text>'


def test_a_turned_text_is_moved_as_a_whole() -> None:
    turned = '<text transform="translate(3,4) rotate(-90)" class="x">a</text>'
    assert light(f'<g transform="translate(10,20)">{turned}</g>') == (
        '<text transform="translate(10,20) translate(3,4) rotate(-90)">a</text>'
    )


def test_the_same_mark_again_is_left_out() -> None:
    mark, more = '<path d="M1,2h1v1Z" fill="red"/>', '<path d="M2,2h1v1Z" fill="red"/>'
    assert light(mark + mark + more + mark) == light(mark + more)
    assert light(mark.replace("red", "blue") + mark).count("<path") == 2
    assert light(TEXT.format("red", 2, "a") * 2) == light(TEXT.format("red", 2, "a"))


@pytest.mark.parametrize("how", ["opacity", "fill-opacity", "stroke-opacity"])
def test_where_two_marks_that_are_seen_through_are_darker_than_one_both_stay(how: str) -> None:
    mark = f'<path d="M1,2h1v1Z" fill="red" stroke="red" {how}="0.5"/>'
    assert light(mark + mark).count("<path") == 2
    line = f'<path d="M1,2h4" stroke="red" {how}="0.5"/>'
    assert light(line + line.replace("M1", "M3")).count("<path") == 2


def test_lines_that_look_the_same_are_one_path() -> None:
    line = '<line transform="translate(400,{})" x2="-400" y2="0" stroke="{}"/>'
    assert light(line.format(0, "red") + line.format(0, "red") + line.format(84, "red")) == (
        '<path stroke="red" d="M400,0h-400M400,84h-400"/>'
    )
    assert light(line.format(0, "red") + line.format(84, "blue")).count("<path") == 2


def test_shapes_of_one_look_are_one_path_where_they_do_not_touch() -> None:
    """One path of two shapes that run opposite ways has a hole where they overlap."""
    assert light('<path d="M1,2h3v3Z" fill="red"/><path d="M2,2v3h3Z" fill="red"/>').count("<path") == 2
    square = '<path d="M{},2h3v3h-3Z" fill="red"{}/>'
    assert light(square.format(0, "") + square.format(3, "")) == '<path fill="red" d="M0,2h3v3h-3zM3,2h3v3h-3z"/>'
    edge = ' stroke="blue" stroke-width="0.5"'  # half of which reaches beyond each
    assert light(square.format(0, edge) + square.format(3.4, edge)).count("<path") == 2
    assert light(square.format(0, edge) + square.format(4, edge)).count("<path") == 1


def test_marks_of_one_look_come_together_unless_that_hides_another() -> None:
    square = '<path d="M{},2h3v3h-3Z" fill="{}"/>'
    apart = light(square.format(0, "red") + square.format(3, "blue") + square.format(6, "red"))
    assert apart == '<path fill="red" d="M0,2h3v3h-3zM6,2h3v3h-3z"/><path fill="blue" d="M3,2h3v3h-3z"/>'
    over = light(square.format(0, "red") + square.format(3, "blue") + square.format(5, "red"))
    assert over.count("<path") == 3 and over.index("M3,2") < over.index("M5,2")


@pytest.mark.parametrize(("anchor", "x", "together"), [("start", 4, False), ("end", 9, False), ("start", 9, True)])
def test_a_mark_does_not_pass_a_text_that_may_reach_it(anchor: str, x: int, together: bool) -> None:
    square = '<path d="M{},2h3v3h-3Z" fill="red"/>'
    text = f'<text font-size="2px" fill="blue" text-anchor="{anchor}" x="{x}" y="4">abc</text>'
    assert (light(square.format(0) + text + square.format(5)).count("<path") == 1) == together
