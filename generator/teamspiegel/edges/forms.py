"""What `check` says, in forms that other programs read."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from teamspiegel.contracts.problem import Problem
from teamspiegel.showing import Showing


def problems_as(form: str, problems: Sequence[Problem]) -> str:
    """The problems as JSON, or as the lines by which GitHub marks a file. Ends with a line end."""
    if form == "json":
        found = [{**asdict(problem), "message": str(problem)} for problem in problems]
        return json.dumps({"problems": found, "shown": []}, ensure_ascii=False, indent=1) + "\n"
    return "".join(f"{_annotation(problem)}\n" for problem in problems)


def shown_as_json(shown: Sequence[Showing]) -> str:
    """What will show of the last round, as JSON."""
    return json.dumps({"problems": [], "shown": [asdict(one) for one in shown]}, ensure_ascii=False, indent=1)


def _annotation(problem: Problem) -> str:
    place = {"file": problem.path, "line": str(problem.line), "col": str(problem.char or 1)}
    told = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in place.items())
    return f"::error {told}::{_escaped(str(problem))}"


def _escaped(text: str, more: str = "") -> str:
    """As GitHub asks for it: a text that holds its own signs would be read as another command."""
    for letter in f"%\r\n{more}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text
