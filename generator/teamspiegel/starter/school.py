"""A whole school that builds at once, from the product's templates, its library of guidance and its question set."""

from collections.abc import Mapping

from teamspiegel.reading.yaml_document import parse
from teamspiegel.starter.schemas import FOLDER, with_schema

ROUNDS = "content/rounds.yml"
HIDDEN = "dot-"
"""How a template is called whose file begins with a dot: a rule for git in the repository would hold for it too."""


def files_of_school(templates: Mapping[str, bytes], library: Mapping[str, bytes], version: str) -> dict[str, bytes]:
    """Every file of a new school, by path.

    `templates`: by path in the school; `library`: the guidance, the schemas, and the instruments, of which those are
    taken that the templates' rounds name. Raises KeyError when such an instrument is not there: no whole package then.
    """
    files = {_path(path): _filled(content, version) for path, content in templates.items()}
    rounds = parse(ROUNDS, files[ROUNDS].decode(), [])
    assert rounds, "the product's own template is YAML"
    instruments = {f"instruments/{round_['instrument']}.yml" for round_ in rounds.value}
    guidance = {path for path in library if path.startswith("guidance/")}
    files |= {f"content/{path}": library[path] for path in sorted(guidance | instruments)}
    schemas = {path: content for path, content in library.items() if path.startswith(f"{FOLDER}/")}
    return {path: with_schema(path, content) for path, content in files.items()} | schemas


def _path(template: str) -> str:
    return "/".join(
        f".{part.removeprefix(HIDDEN)}" if part.startswith(HIDDEN) else part for part in template.split("/")
    )


def _filled(content: bytes, version: str) -> bytes:
    return content.replace(b"@version@", version.encode())
