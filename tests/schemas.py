"""The JSON Schemas in `schema/`, of the models and the tables in FORMATS.md: `python -m tests.schemas` writes them.

An editor completes and checks a file by them while it is written. Each key has the text that FORMATS.md has of it, so
the two cannot say different things; tests/test_schemas.py holds them to what is made here.
"""

import json
from typing import Any

from pydantic import TypeAdapter
from teamspiegel.contracts import definitions, imports, instrument
from teamspiegel.starter.schemas import SCHEMAS

from tests.schools import ROOT
from tests.test_formats import TABLES, keys, table

FOLDER = ROOT / "schema"

KINDS: dict[str, Any] = {
    "settings": definitions.Settings,
    "teams": tuple[definitions.Team, ...],
    "rounds": tuple[definitions.Round, ...],
    "instrument": instrument.Instrument,
    "session": definitions.Session,
    "learning-questions": tuple[definitions.LearningQuestion, ...],
    "benchmarks": tuple[definitions.Benchmark, ...],
    "import": imports.ImportMapping,
}


def made() -> dict[str, bytes]:
    """Every schema by the name of its file."""
    assert set(KINDS) == set(SCHEMAS.values())
    return {f"{name}.json": _schema(kind) for name, kind in KINDS.items()}


def _schema(kind: Any) -> bytes:
    schema = TypeAdapter(kind).json_schema()
    models = {**schema.get("$defs", {}), schema.get("title", ""): schema}
    for name, model in TABLES.items():
        of_model = models.get(model.__name__)
        if not of_model:
            continue
        meanings = {row[0].strip("`"): row[2] for row in table(f"Key of {name}")}
        for key in keys(model):
            of_model["properties"][key]["description"] = meanings[key]
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in made().items():
        (FOLDER / name).write_bytes(content)
