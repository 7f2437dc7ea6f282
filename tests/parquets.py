"""Tables as Parquet, in memory."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from pyarrow import parquet as pq


def parquet(columns: Mapping[str, Any], **how: Any) -> bytes:
    """A table with these columns: Arrow arrays, or values of which Arrow finds the type."""
    return written(pa.table(dict(columns)), **how)


def written(table: pa.Table, **how: Any) -> bytes:
    """A table of Arrow as it is written, in some way that there is (`compression`, `row_group_size`…)."""
    out = io.BytesIO()
    pq.write_table(table, out, **how)
    return out.getvalue()


def of_rows(heads: Sequence[str], rows: Sequence[Sequence[str | float | None]], lists: str = "") -> bytes:
    """A table whose columns are texts where any text stands, integers where they hold no others, and else doubles.

    `lists`: a column each of whose cells is a list with the cell in it.
    """
    below = zip(*rows, strict=True) if rows else ([] for _ in heads)
    columns = dict(zip(heads, map(_typed, below), strict=True))
    if lists:
        columns[lists] = pa.array([None if cell is None else [cell] for cell in columns[lists].to_pylist()])
    return parquet(columns)


def _typed(cells: Sequence[str | float | None]) -> pa.Array:
    if any(isinstance(cell, str) for cell in cells):
        return pa.array([cell if cell is None or isinstance(cell, str) else f"{cell:g}" for cell in cells], pa.string())
    whole = all(cell is None or float(cell).is_integer() for cell in cells)
    return pa.array([cell if cell is None or not whole else int(cell) for cell in cells], pa.int8() if whole else None)
