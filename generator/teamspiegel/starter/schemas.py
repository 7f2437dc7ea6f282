"""The line at the top of a file by which an editor finds its schema, completes keys and marks mistakes."""

from pathlib import PurePosixPath

SCHEMAS = {
    "content/settings.yml": "settings",
    "content/teams.yml": "teams",
    "content/rounds.yml": "rounds",
    "content/benchmarks.yml": "benchmarks",
    "content/study.yml": "study",
    "content/instruments/*.yml": "instrument",
    "content/sessions/*.yml": "session",
    "content/learning-questions/*.yml": "learning-questions",
    "content/datapoints/*.yml": "data-points",
    "content/vision/*.yml": "vision",
    "content/imports/*.yml": "import",
}
"""The schema of each kind of file, by where it lies."""
FOLDER = "schema"
"""Where a school keeps its schemas."""


def with_schema(path: str, content: bytes) -> bytes:
    """A new file with that line at its top; any other file as it is."""
    place = PurePosixPath(path)
    name = next((name for pattern, name in SCHEMAS.items() if place.match(pattern)), None)
    if name is None:
        return content
    up = "../" * (len(place.parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}.json\n".encode() + content
