"""The schemas: what is in the repository is what the models say, and they take what reading takes."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from teamspiegel.edges.new import new_school
from teamspiegel.reading.yaml_document import parse
from teamspiegel.starter.schemas import SCHEMAS, with_schema

from tests.formats import FOLDER, as_json, schemas
from tests.schools import below, demonstration, documented_school, small


def test_the_schemas_are_those_of_the_models() -> None:
    """If not: `python -m tests.formats`."""
    assert below(FOLDER, ".") == schemas()


def plain(content: bytes) -> Any:
    """What a file holds, as JSON has it."""
    document = parse("a.yml", content.decode("utf-8-sig"), [])
    assert document is not None
    return as_json(document.value)


def validator(path: str) -> Draft202012Validator:
    name = next(name for pattern, name in SCHEMAS.items() if PurePosixPath(path).match(pattern))
    return Draft202012Validator(json.loads(schemas()[f"{name}.json"]))


@pytest.mark.parametrize("tree", [documented_school(), demonstration(), small()], ids=["documented", "demo", "small"])
def test_a_schema_takes_what_reading_takes(tree: dict[str, bytes]) -> None:
    files = [path for path in tree if path.startswith("content/") and path.endswith(".yml")]
    assert len(files) > 5
    for path in files:
        assert not [error.message for error in validator(path).iter_errors(plain(tree[path]))], path


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("content/teams.yml", "- {id: a, name: A, member: 3}"),
        ("content/teams.yml", "- {id: Team A, name: A, members: 3}"),
        ("content/rounds.yml", "- {id: a, label: A, date: 2026-01-01, kind: eindmting}"),
        ("content/settings.yml", "gate: {mean: 3}"),
        ("content/settings.yml", 'gate: {edge: "0.5"}'),
        ("content/imports/a-survey.yml", "{confirmed: 1}"),
    ],
)
def test_a_schema_refuses_what_reading_refuses(path: str, wrong: str) -> None:
    assert list(validator(path).iter_errors(plain(wrong.encode())))


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """The schema of each kind of keys and values in a schema."""
    yield from (one for one in (schema, *schema.get("$defs", {}).values()) if "properties" in one)


@pytest.mark.parametrize("name", SCHEMAS.values())
def test_a_key_has_a_text_and_an_example_that_fits(name: str) -> None:
    schema = json.loads(schemas()[f"{name}.json"])
    examples = 0
    for one in objects(schema):
        for key, told in one["properties"].items():
            assert told["description"], key
            for example in told.get("examples", ()):
                examples += 1
                within = {"$defs": schema.get("$defs", {}), **told}
                assert not [error.message for error in Draft202012Validator(within).iter_errors(example)], key
    assert examples > 2


def test_an_example_is_what_the_document_writes() -> None:
    members = json.loads(schemas()["teams.json"])["$defs"]["Team"]["properties"]["members"]
    assert members["description"].startswith("how many people belong to the team")
    assert members["examples"] == [14, 7]


def test_every_file_of_a_new_school_names_a_schema_that_is_there(tmp_path: Any) -> None:
    new_school(tmp_path)
    files = [path for path in (tmp_path / "content").rglob("*.yml")]
    assert len(files) == 6
    for path in files:
        line = path.read_text(encoding="utf-8").partition("\n")[0]
        assert line.startswith("# yaml-language-server: $schema=")
        assert (path.parent / line.partition("=")[2]).is_file()


def test_only_definitions_have_one() -> None:
    assert with_schema("README.md", b"x") == b"x"
    assert with_schema("content/guidance/index.md", b"x") == b"x"
    assert with_schema("content/teams.yml", b"x") == b"# yaml-language-server: $schema=../schema/teams.json\nx"
