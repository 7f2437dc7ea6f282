"""A hash says whether values are the same: in another process too, and whatever is remembered beside them."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from teamspiegel.contracts.digest import digest

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates() | st.decimals()
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@dataclass(frozen=True)
class Record:
    name: str
    parts: tuple[Any, ...] = ()

    @cached_property
    def remembered(self) -> str:
        return self.name.upper()


@dataclass(frozen=True)
class Other:
    name: str
    parts: tuple[Any, ...] = ()


class Declared(BaseModel):
    name: str
    note: str = ""


@given(VALUES, VALUES)
def test_two_values_have_the_same_hash_where_they_read_the_same(one: object, other: object) -> None:
    """As Python writes them: 1, 1.0 and True are equal to Python, and not the same on a page."""
    assert (digest(one) == digest(other)) == (repr(one) == repr(other))


@given(st.sets(st.text()))
def test_a_set_has_no_order(values: set[str]) -> None:
    assert digest(values) == digest(set(sorted(values, reverse=True))) == digest(set(sorted(values)))


def test_the_fields_of_a_record_count_and_not_what_it_remembers() -> None:
    fresh, asked = Record("a", (1, Declared(name="b"))), Record("a", (1, Declared(name="b")))
    assert asked.remembered == "A"
    assert digest(fresh) == digest(asked)
    assert digest(fresh) != digest(Record("a", (1, Declared(name="c"))))
    assert digest(fresh) != digest(Record("b", (1, Declared(name="b"))))


def test_which_fields_of_a_declaration_were_written_down_does_not_count() -> None:
    assert digest(Declared(name="a")) == digest(Declared(name="a", note=""))
    assert digest(Declared(name="a")) != digest(Declared(name="a", note="b"))


def test_the_kind_of_a_record_counts() -> None:
    assert digest(Record("a")) != digest(Other("a"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, [2]], [[1], 2]),
        (["ab", "c"], ["a", "bc"]),
        (Decimal("1.0"), Decimal("1.00")),
        (date(2026, 1, 2), "2026-01-02"),
        (frozenset({"a"}), ("a",)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ],
)
def test_what_may_read_otherwise_is_not_the_same(one: object, other: object) -> None:
    assert digest(one) != digest(other)


def test_it_is_the_same_in_every_process() -> None:
    """A set of texts comes in another order in each, unless Python is told otherwise."""
    code = "from teamspiegel.contracts.digest import digest; print(digest([{'a', 'b', 'c', 'd', 'e', 'f'}, {'x': 1}]))"
    said = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout.strip()
        for seed in ("1", "2", "3")
    }
    assert said == {digest([{"a", "b", "c", "d", "e", "f"}, {"x": 1}])}
