"""Tables in Parquet. Each cell means what it means in the same table as CSV; a null is no answer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from teamspiegel.reading.cells import Column, Odd
from teamspiegel.reading.grid import refuse

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import parquet

MOST_CELLS = 100_000_000
MOST_BYTES = 1_000_000_000
"""Unpacked. Ten thousand teams fill seven million cells; what unpacks to more than this is meant to do harm."""
CELLS_AT_ONCE = 250_000
"""To make room for millions takes longer than to read them: so few find room where those before them had theirs."""


def table_of(path: str, content: bytes) -> tuple[list[str], list[Column]]:
    """The heads of a table, and the cells below each. Raises InputProblems.

    A cell that is neither a text nor a number is `Odd`.
    """
    # An extra of the package: only a school that has such a file needs what reads one.
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        mend = "run pip install 'teamspiegel[parquet]', or save the table as CSV UTF-8"
        refuse(path, "a Parquet file, and nothing that reads it", "the package pyarrow, which is not installed", mend)
    try:
        file = _opened(path, content)
        heads, columns = [name.strip() for name in file.schema_arrow.names], [*map(_column, _below(file))]
    except (pa.ArrowException, OSError, ValueError):
        mend = "write it again, or save the table as CSV UTF-8"
        refuse(path, "a Parquet file that is broken, cut off or locked", "a whole Parquet file", mend)
    del file
    pa.default_memory_pool().release_unused()  # else it keeps what it needed for the file
    return heads, columns


def _opened(path: str, content: bytes) -> "parquet.ParquetFile":
    """A file, unless it unpacks to more than any. Each text is kept once, as mostly in the file itself."""
    import pyarrow as pa
    from pyarrow import parquet

    about = parquet.read_metadata(pa.BufferReader(content))
    unpacked = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
    if about.num_rows * about.num_columns > MOST_CELLS or unpacked > MOST_BYTES:
        expected = f"at most {MOST_CELLS:,} cells and {MOST_BYTES:,} bytes"
        refuse(path, "a table that is far too large", expected, "keep the answers of this round only")
    schema = about.schema.to_arrow_schema()
    texts = [one.name for one in schema if pa.types.is_string(one.type) or pa.types.is_large_string(one.type)]
    return parquet.ParquetFile(pa.BufferReader(content), read_dictionary=texts)


def _below(file: "parquet.ParquetFile") -> "Iterator[pa.ChunkedArray]":
    """The cells below each head, some columns at once; all of them where only their places tell heads apart."""
    heads = file.schema_arrow.names
    some = max(1, CELLS_AT_ONCE // max(1, file.metadata.num_rows)) if len({*heads}) == len(heads) else len(heads)
    for begin in range(0, len(heads), some):
        asked = heads[begin : begin + some] if some < len(heads) else None
        yield from file.read(asked, use_threads=False).columns


def _column(cells: "pa.ChunkedArray") -> Column:
    import pyarrow as pa

    if odd := _odd(cells.type):
        return Column((odd, ""), cells.is_null().to_numpy().astype("int8"))
    if not len(cells):
        return Column.of(())  # Arrow makes no dictionary of nothing, of some types
    if not pa.types.is_dictionary(cells.type):
        cells = _plainer(cells).dictionary_encode()
    one = _wide(cells).unify_dictionaries().combine_chunks()
    texts = _texts(one.dictionary)
    if not one.null_count:
        return Column.merged(texts, one.indices.to_numpy())
    return Column.merged([*texts, ""], one.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False))


def _plainer(cells: "pa.ChunkedArray") -> "pa.ChunkedArray":
    """The same cells, of a type of which Arrow makes a dictionary."""
    import pyarrow as pa

    kind = cells.type
    if pa.types.is_decimal(kind) and kind.bit_width < pa.decimal128(1).bit_width:
        return cells.cast(pa.decimal128(kind.precision, kind.scale))
    plainer = {pa.float16(): pa.float32(), pa.string_view(): pa.string()}.get(kind)
    return cells.cast(plainer) if plainer else cells


def _wide(cells: "pa.ChunkedArray") -> "pa.ChunkedArray":
    """The same dictionaries, with room for the places of all their texts together and for that of a null."""
    import pyarrow as pa

    parts = (pa.DictionaryArray.from_arrays(one.indices.cast(pa.int32()), one.dictionary) for one in cells.chunks)
    return pa.chunked_array([*parts])


def _odd(kind: "pa.DataType") -> Odd | None:
    """What the cells of a column are that are neither texts nor numbers."""
    import pyarrow as pa

    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if pa.types.is_boolean(kind):
        return Odd("true or false", "write a number or a text")
    if pa.types.is_temporal(kind):
        return Odd("a date or a time", "write a number or a text")
    known = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal, pa.types.is_null)
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    if any(fits(kind) for fits in (*known, *texts)):
        return None
    return Odd("neither a text nor a number", "give the column the type of a text or a number")


def _texts(values: "pa.Array") -> list[str]:
    """Values as a CSV has them: a number with as many digits as tell it apart, and no point behind a whole one."""
    import pyarrow as pa

    if pa.types.is_floating(values.type):
        numbers = values.to_numpy(zero_copy_only=False)
        return ["" if np.isnan(one) else np.format_float_positional(one, trim="-") for one in numbers]
    if pa.types.is_decimal(values.type):
        texts = (f"{one:f}" for one in values.to_pylist())
        return [text.rstrip("0").rstrip(".") if "." in text else text for text in texts]
    return [str(one).strip() for one in values.to_pylist()]
