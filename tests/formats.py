"""What an author reads of the models: the tables in FORMATS.md, and the JSON Schemas in `schema/` for an editor.

`python -m tests.formats` writes both, after a change of a model. What a key is for is the description of its field,
what it may hold follows from its type, and the examples in the schemas are those of the school in FORMATS.md: so no
text stands in two places. tests/test_formats.py and tests/test_schemas.py hold the files to what is made here.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeGuard, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, MaxLen, MinLen
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import DecimalSchema
from teamspiegel.contracts import (
    answers,
    datapoints,
    definitions,
    guidance,
    imports,
    inquiry,
    instrument,
    interviews,
    kinds,
    knowledge,
    meeting,
    network,
    other,
    pairs,
    placement,
    programme,
    pupils,
    ranking,
    scan,
    timetable,
    vision,
    words,
)
from teamspiegel.contracts.model import Model
from teamspiegel.edges.importing import FOLDER as MAPPINGS
from teamspiegel.intake.mapping import read_mapping
from teamspiegel.programme.declared import FILE as PROGRAMME
from teamspiegel.programme.declared import SHAREABLE, read_programme
from teamspiegel.reading.pairs import FILE as WISHES
from teamspiegel.reading.pairs import read_wishes
from teamspiegel.reading.read import read_school
from teamspiegel.starter.schemas import SCHEMAS

from tests.schools import ROOT, documented_files, documented_school

DOCUMENT = ROOT / "FORMATS.md"
FOLDER = ROOT / "schema"

ROOTS: dict[str, Any] = {
    "settings": definitions.Settings,
    "teams": tuple[definitions.Team, ...],
    "rounds": tuple[definitions.Round, ...],
    "instrument": Union[tuple(kinds.KINDS.values())],  # noqa: UP007
    "session": definitions.Session,
    "learning-questions": tuple[definitions.LearningQuestion, ...],
    "data-points": datapoints.DataPoints,
    "vision": tuple[vision.VisionPoint, ...],
    "study": tuple[definitions.StudyEntry, ...],
    "benchmarks": tuple[definitions.Benchmark, ...],
    "import": imports.ImportMapping,
}
"""What each kind of file holds, by the name of its schema."""


def models() -> list[type[Model]]:
    """Every model that an author writes, in the order in which the modules have them."""
    kinds_ = (scan, placement, ranking, pupils, knowledge, network, interviews)
    modules = (
        definitions,
        inquiry,
        meeting,
        datapoints,
        vision,
        pairs,
        words,
        guidance,
        answers,
        instrument,
        other,
        *kinds_,
        imports,
        programme,
    )
    return list(dict.fromkeys(one for module in modules for one in vars(module).values() if is_model(one)))


def is_model(one: object) -> TypeGuard[type[Model]]:
    return isinstance(one, type) and issubclass(one, Model) and one is not Model


def keys(model: type[Model]) -> dict[str, FieldInfo]:
    """The keys that a model's table holds, in order: of a kind of page those that not every page has.

    Every page says its kind after its id, and what it is tied to last. The table of a kind of instrument
    has what only that kind has.
    """
    fields = model.model_fields
    if issubclass(model, guidance.Front) and model is not guidance.SourcedFront:
        return {key: field for key, field in fields.items() if key not in {**guidance.Front.model_fields, **KIND}}
    if issubclass(model, other.OtherInstrument) and model is not other.OtherInstrument:
        return {key: field for key, field in fields.items() if key not in other.OtherInstrument.model_fields}
    ties = guidance.Ties.model_fields if issubclass(model, guidance.Ties) else {}
    ordered = {key: field for key, field in fields.items() if key not in ties}
    named = {"id": ordered.pop("id"), **KIND, **ordered} if model is guidance.SourcedFront else ordered
    return {**named, **{key: fields[key] for key in ties}}


KIND = {"kind": FieldInfo(annotation=Literal[tuple(guidance.KINDS)], description=guidance.KIND)}  # type: ignore[arg-type]
"""The key that says of which kind a page is. A model is of one kind; a table is of all."""

TITLES: dict[type[Model], str] = {
    model: model.model_config["title"] or "" for model in models() if "title" in model.model_config
}
"""What an author knows a model by. A page of text is known by what every page is."""
TABLES = {title: model for model, title in reversed(TITLES.items()) if keys(model)}
"""The model of each table, by what its first head says after 'Key of'."""


# ----- a row of a table ---------------------------------------------------------------------------------

PLAIN: dict[Any, str] = {bool: "`true` or `false`", int: "a whole number", NoneType: "`null`"}


def allowed(field: FieldInfo) -> str:
    """What a key may hold, by its type. Whether it may be left out stands beside it."""
    kind = field.annotation
    if get_origin(kind) in (Union, UnionType):
        return " or ".join(_said(one, field.metadata) for one in get_args(kind) if one is not NoneType)
    return _said_as(kind, field.title, field.metadata)


def _said(kind: Any, rules: Sequence[object] = ()) -> str:
    field = FieldInfo.from_annotation(kind)
    return _said_as(field.annotation, field.title, [*field.metadata, *rules])


def _said_as(kind: Any, title: str | None, rules: Sequence[object]) -> str:
    origin, inside = get_origin(kind), get_args(kind)
    if title or kind in PLAIN:
        return (title or PLAIN[kind]) + _bounds(kind, rules)
    if is_model(kind):
        return f"keys of {TITLES[kind]}"
    if origin is Literal:
        *words, last = (f"`{word}`" for word in inside)
        return f"{', '.join(words)} or {last}" if words else last
    if origin in (Union, UnionType):
        return " or ".join(map(_said, inside))
    if origin is dict:
        return f"{several(_said(inside[0]))}, each with {_said(inside[1])}"
    assert origin is tuple and inside[1] is ..., f"no words for {kind}"
    one = TITLES[inside[0]] if is_model(inside[0]) else _said(inside[0])
    return f"a list of {several(one)}" + (", one or more" if MinLen(1) in rules else "")


def _bounds(kind: Any, rules: Sequence[object]) -> str:
    """What the rules of a field say of a number or a text."""
    least: Any = next((rule.ge for rule in rules if isinstance(rule, Ge)), None)
    above: Any = next((rule.gt for rule in rules if isinstance(rule, Gt)), None)
    most: Any = next((rule.le for rule in rules if isinstance(rule, Le)), None)
    longest = next((rule.max_length for rule in rules if isinstance(rule, MaxLen)), None)
    if above is not None:
        assert kind is int, "what is above a number that is not whole?"
        least = above + 1
    if least is not None:
        return f" from {least} to {most}" if most is not None else f", {least} or more"
    return f" of at most {longest} characters" if longest else ""


def several(one: str) -> str:
    """More of what a title names: whatever has an article in it, "an id of an axis" as "ids of axes"."""
    return re.sub(r"\ban? ((?:\w+ )*?\w+)(?= of | in | or |,|$)", lambda found: _plural(found[1]), one)


def _plural(noun: str) -> str:
    if noun.endswith("is"):
        return noun.removesuffix("is") + "es"
    return noun.removesuffix("y") + "ies" if re.search("[^aeo]y$", noun) else noun + "s"


def default(field: FieldInfo) -> str:
    """What holds when a key is left out."""
    value = field.get_default(call_default_factory=True)
    if field.is_required():
        return "—"
    if value is None:
        return "none"
    if value in ((), {}):
        return "empty"
    if isinstance(value, Model):
        return f"`{_as_yaml(value.model_dump())}`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _as_yaml(value: Any) -> str:
    """A value as YAML has it on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_as_yaml(one)}' for name, one in value.items())}}}"
    return str(value)


# ----- FORMATS.md ---------------------------------------------------------------------------------------

HEADS = "Required | Meaning | Allowed | Default"
TABLE = re.compile(rf"^\| Key of (?P<title>[^|]+) \| {re.escape(HEADS)} \|\n(?:\|.*\n)+", re.MULTILINE)
OF_SCREENS = re.compile(r"^\| Kind of meeting \| Screens \|\n(?:\|.*\n)+", re.MULTILINE)


def with_tables(text: str) -> str:
    """The document with each of its tables of keys, and that of screens, as it should be; all else as it is."""
    text = TABLE.sub(lambda found: _lines(table(found["title"])), text)
    return OF_SCREENS.sub(lambda _: _lines(screens()), text)


def _lines(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def screens() -> Iterator[str]:
    """The screens of each kind of meeting."""
    yield "| Kind of meeting | Screens |"
    yield "|---|---|"
    for kind, shown in timetable.SCREENS.items():
        yield f"| `{kind}` | {', '.join(f'`{screen}`' for screen in shown)} |"


def table(title: str) -> Iterator[str]:
    yield f"| Key of {title} | {HEADS} |"
    yield "|---|---|---|---|---|"
    for key, field in keys(TABLES[title]).items():
        required = "yes" if field.is_required() else "no"
        yield f"| `{key}` | {required} | {field.description} | {allowed(field)} | {default(field)} |"


# ----- the schemas --------------------------------------------------------------------------------------


@cache
def schemas() -> dict[str, bytes]:
    """Every schema by the name of its file."""
    assert set(ROOTS) == set(SCHEMAS.values())
    examples = _examples()
    return {f"{name}.json": _schema(kind, examples) for name, kind in ROOTS.items()}


class _Generator(GenerateJsonSchema):
    """Numbers with decimals as numbers: JSON would keep every decimal in a text, which reading refuses."""

    def decimal_schema(self, schema: DecimalSchema) -> JsonSchemaValue:
        number: JsonSchemaValue = super().decimal_schema(schema)["anyOf"][0]
        return number

    def encode_default(self, dft: Any) -> Any:
        return as_json(dft)


def _schema(kind: Any, examples: Mapping[tuple[type[Model], str], Sequence[Any]]) -> bytes:
    schema = TypeAdapter(kind).json_schema(schema_generator=_Generator)
    of_title = {title: model for model, title in reversed(TITLES.items())}
    for one in (schema, *schema.get("$defs", {}).values()):
        for key, told in one.get("properties", {}).items():
            shown = examples.get((owner(of_title[one["title"]], key), key))
            if shown and "const" not in told:
                told["examples"] = shown
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


MOST_EXAMPLES = 2


def _examples() -> dict[tuple[type[Model], str], list[Any]]:
    """What the school in the document writes for a key, where an editor cannot list or complete what fits."""
    found: dict[tuple[type[Model], str], list[Any]] = {}
    for model, key, value in used(documented()):
        shown = found.setdefault((model, key), [])
        if (plain := as_json(value)) not in shown and len(shown) < MOST_EXAMPLES and not _listed(model, key, value):
            shown.append(plain)
    return found


def _listed(model: type[Model], key: str, value: Any) -> bool:
    """Whether only certain words fit, or the parts of the value have keys and examples of their own."""
    kinds = {model.model_fields[key].annotation, *get_args(model.model_fields[key].annotation)}
    return isinstance(value, bool) or any(get_origin(kind) is Literal for kind in kinds) or holds_models(value)


def holds_models(value: Any) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return isinstance(value, Model) or any(map(holds_models, parts))


def as_json(value: Any) -> Any:
    """A value as JSON has it: dates as text, keys as words."""

    def plain(one: object) -> object:
        if isinstance(one, Model):
            return one.model_dump()
        return float(one) if isinstance(one, Decimal) else str(one)

    return json.loads(json.dumps(value, default=plain))


# ----- the school in the document -----------------------------------------------------------------------


def documented() -> list[object]:
    """Everything that the examples in FORMATS.md declare."""
    tree = documented_school()
    mappings = [read_mapping(*file).mapping for file in tree.items() if file[0].startswith(MAPPINGS)]
    files = documented_files()
    shared = {path: one for path, one in tree.items() if path.startswith(SHAREABLE)}
    whole = read_programme({PROGRAMME: files[PROGRAMME]}, shared, ("de-vuurtoren",))
    return [read_school(tree)[0], *mappings, read_wishes(files[WISHES])[1], whole]


def owner(model: type[Model], key: str) -> type[Model]:
    """The model that a key is declared in, with all that are made from it."""
    return [base for base in model.__mro__ if is_model(base) and key in base.model_fields][-1]


def used(value: Any) -> Iterator[tuple[type[Model], str, Any]]:
    """Every key that is written down somewhere in a value, with the model that it is declared in, and what it holds."""
    if isinstance(value, Model):
        told = [key for key in type(value).model_fields if key in value.model_fields_set]
        yield from ((owner(type(value), key), key, getattr(value, key)) for key in told)
    if isinstance(value, Model) or is_dataclass(value):
        yield from used([one for name, one in vars(value).items() if not name.startswith("_")])
    elif isinstance(value, dict):
        yield from used(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from used(one)


if __name__ == "__main__":
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    for name, content in schemas().items():
        (FOLDER / name).write_bytes(content)
