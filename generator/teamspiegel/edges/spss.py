"""SPSS files, with the labels and missing values that they hold themselves."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyreadstat

from teamspiegel.reading.grid import MOST_COLUMNS, MOST_ROWS, refuse, refuse_size


def cells_of(path: str, file: Path) -> list[list[str]]:
    """The names of the variables, what they stand for, and the cells: labels where a value has one, missing ones empty.

    Raises InputProblems.
    """
    try:
        _, told = pyreadstat.read_sav(str(file), metadataonly=True)
        if len(told.column_names) > MOST_COLUMNS or (told.number_rows or 0) > MOST_ROWS:
            refuse_size(path)
        columns, told = pyreadstat.read_sav(str(file), output_format="dict", row_limit=MOST_ROWS + 1)
    except (pyreadstat.PyreadstatError, pyreadstat.ReadstatError, UnicodeDecodeError, ValueError):
        refuse(path, "an SPSS file that is broken, cut off or protected", "a whole one", "save it again as SAV")
    labels = told.variable_value_labels
    names = list(told.column_names)
    texts = [[_text(value, labels.get(name, {})) for value in columns[name]] for name in names]
    return [
        names,
        [told.column_names_to_labels.get(name) or name for name in names],
        *map(list, zip(*texts, strict=True)),
    ]


def _text(value: object, labels: Mapping[Any, str]) -> str:
    if value is None or value != value:
        return ""
    if value in labels:
        return labels[value]
    return f"{value:.12g}" if isinstance(value, float) else str(value)
