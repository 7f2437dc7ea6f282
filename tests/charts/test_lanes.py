"""Rows of means: what stands beside a label."""

import pytest
from teamspiegel.charts.house import LETTERS, Flag, Row, Ruler
from teamspiegel.charts.lanes import lanes

from tests.charts.views import STYLE


def drawn(row: Row) -> list[dict[str, object]]:
    found: list[dict[str, object]] = lanes([row], [], Ruler(1, 5, 3.0), STYLE)["datasets"]["rows"]
    return found


@pytest.mark.parametrize("length", [1, 20, 30])
def test_a_label_leaves_room_for_what_a_flag_says_and_every_word_is_there(length: int) -> None:
    """A line has room for 56 letters; a flag with a sign takes four more than its word."""
    words = " ".join(["abc"] * 50)[:length].strip()
    found = drawn(Row("Negatieve momenten transformeren", flags=(Flag(words, "#000000", "diamond"),)))
    label = str(found[0]["row"])
    assert [row["flag"] for row in found if "flag" in row] == [words]
    assert label.replace("\n", " ") == "Negatieve momenten transformeren"
    assert max(map(len, label.split("\n"))) <= LETTERS - len(words) - 4
