"""Rows of means: what stands beside a label."""

import pytest
from teamspiegel.charts.house import LETTERS, Ruler
from teamspiegel.charts.lanes import Flag, LaneRow, lanes

from tests.charts.views import STYLE


def drawn(row: LaneRow) -> list[dict[str, object]]:
    found: list[dict[str, object]] = lanes([row], [], Ruler(1, 5, 3.0), STYLE)["datasets"]["rows"]
    return found


@pytest.mark.parametrize("length", [1, 20, 32, 33, 52, 60, 200])
def test_what_a_flag_says_stands_beside_the_label_or_behind_it_and_every_word_is_there(length: int) -> None:
    """A label of 30 letters, on at least 20 of the 56 of a line; a flag takes four more than its word."""
    words = " ".join(["abc"] * 50)[:length].strip()
    found = drawn(LaneRow("Negatieve momenten transformeren", flags=(Flag(words, "", "#000000"),)))
    label = str(found[0]["row"])
    beside = [row["flag"] for row in found if "flag" in row]
    assert beside == ([words] if len(words) + 4 <= LETTERS - 20 else [])
    expected = "Negatieve momenten transformeren" + ("" if beside else f": {words}")
    assert label.replace("\n", " ") == expected
    assert max(map(len, label.split("\n"))) <= LETTERS
