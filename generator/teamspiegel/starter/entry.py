"""One more of something in a school that is there already: what to write, and where."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from pydantic import TypeAdapter, ValidationError

from teamspiegel.contracts.definitions import Definitions, Round, Session
from teamspiegel.contracts.kinds import OTHERS, SURVEY
from teamspiegel.contracts.model import LONGEST_SLUG, PageSlug, Slug, slug_like
from teamspiegel.contracts.problem import InputProblems, Problem, nearest, one_of, quoted
from teamspiegel.reading.read import read_school
from teamspiegel.reading.text import Tree, text_of
from teamspiegel.reading.yaml_document import parse

Kind = Literal["round", "team", "session", "question", "instrument"]
KINDS: tuple[Kind, ...] = get_args(Kind)
VARIANTS: Mapping[Kind, tuple[str, ...]] = {
    "session": get_args(Session.model_fields["kind"].annotation),
    "instrument": (SURVEY, *OTHERS),
}
"""What is of several kinds itself, the usual one first; each has a template of its own."""
LISTS: Mapping[Kind, str] = {"round": "content/rounds.yml", "team": "content/teams.yml"}
"""What is an entry in a list; anything else is a file of its own."""
ABOUT_A_TEAM: tuple[Kind, ...] = ("session", "question")
"""What is of a team, about a round."""
FORM = re.compile(r"\s+(?:form|sheet): (?P<id>[a-z0-9-]+)$", re.MULTILINE)
SESSION = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)-(?P<team>.+)")
MARK = "\ufeff"


class UnfitId(Exception):
    """The id that was asked for cannot be used: why, and what can."""


class AlreadyThere(Exception):
    """What was asked for would replace what an author wrote: its path, and the line where it stands."""


@dataclass(frozen=True)
class Entry:
    """What to write: the whole content of one file, and the line at which the new part of it begins."""

    path: str
    content: bytes
    line: int


def new_entry(
    kind: Kind,
    id_: str,
    templates: Mapping[str, bytes],
    tree: Tree,
    definitions: Definitions,
    today: date,
    members: int = 0,
    variant: str = "",
) -> Entry:
    """The file with one more in it. `variant`: which of the VARIANTS, if not the usual one.

    Raises UnfitId, AlreadyThere, and InputProblems for a list in another form.
    """
    values = _values(kind, id_, definitions, today) | {"members": str(members)}
    variants = VARIANTS.get(kind)
    template = f"{kind}/{variant or variants[0]}.yml" if variants else f"{kind}.yml"
    text = _in_this_library(templates[template].decode(), definitions)
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    if kind not in LISTS:
        path = _file(kind, id_)
        if path in tree:
            raise AlreadyThere(f"{path} is there already; open it and add to it, or take another id")
        return Entry(path, text.encode(), 1)
    if any(one.id == id_ for one in (definitions.rounds if kind == "round" else definitions.teams)):
        raise AlreadyThere(f"{kind} {quoted(id_)} stands in {LISTS[kind]} already; take another id")
    return appended(LISTS[kind], tree.get(LISTS[kind], b""), text)


def spoiled(tree: Tree, entry: Entry) -> list[Problem]:
    """What keeps an entry from being added: the problems that it makes. Those that the school has anyway do not.

    Where it mends one of those, others may come to light behind that, so then only what is wrong in the entry itself.
    """
    after = _problems({**tree, entry.path: entry.content})
    before = set(map(_what, _problems(tree) if after else ()))
    made = [problem for problem in after if _what(problem) not in before]
    mends = not before <= set(map(_what, after))
    return [one for one in made if not mends or (one.path == entry.path and one.line >= entry.line)]


def _what(problem: Problem) -> tuple[object, ...]:
    """What is wrong and where; what was expected may name what was added."""
    return problem.path, problem.line, problem.column, problem.char, problem.found


def _problems(tree: Tree) -> list[Problem]:
    try:
        read_school(tree)
    except InputProblems as error:
        return list(error.problems)
    return []


def _in_this_library(text: str, definitions: Definitions) -> str:
    """The template without the work forms that this school's library does not have."""
    lines = ((line, FORM.match(line)) for line in text.splitlines(keepends=True))
    return "".join(line for line, found in lines if not found or found["id"] in definitions.guidance_by_id)


def _file(kind: Kind, id_: str) -> str:
    folder = {"session": "sessions", "question": "learning-questions", "instrument": "instruments"}[kind]
    return f"content/{folder}/{id_}.yml"


def _values(kind: Kind, id_: str, definitions: Definitions, today: date) -> dict[str, str]:
    _check_slug(id_, TypeAdapter(PageSlug if kind == "round" else Slug))
    words = id_.replace("-", " ")
    values = {"id": id_, "label": words[:1].upper() + words[1:]}
    if kind == "round":
        latest = definitions.rounds[-1:]
        instrument = latest[0].instrument if latest else None
        of_round = instrument or next(iter(definitions.instruments), None)
        if of_round is None:
            raise UnfitId("there is no instrument yet: make one first, with `teamspiegel new instrument ID`")
        values |= {"date": today.isoformat(), "kind": _kind_of_round(id_, definitions.rounds), "instrument": of_round}
    elif kind == "session":
        found = SESSION.fullmatch(id_)
        if not found or not _is_date(found["date"]):
            raise UnfitId(f"expected the date and the team of the session, such as {today.isoformat()}-<team>")
        _check_team(found["team"], definitions)
        values |= {"date": found["date"], "team": found["team"], "round": _latest(definitions, found["date"]).id}
    elif kind == "question":
        _check_team(id_, definitions)
        round_ = _latest(definitions, today.isoformat())
        used = definitions.instruments.get(round_.instrument or "")
        if used is None:
            raise UnfitId(f"the instrument of round {quoted(round_.id)} cannot be read: `teamspiegel check` says why")
        values |= {"round": round_.id, "item": next(iter(used.items))}
    return values


def _check_slug(id_: str, kind: TypeAdapter[str]) -> None:
    try:
        kind.validate_python(id_)
    except ValidationError as error:
        (detail,) = error.errors()
        slug = "lower-case letters, digits and single hyphens"
        reasons = {"string_pattern_mismatch": slug, "string_too_long": f"at most {LONGEST_SLUG} letters"}
        plain = slug_like(id_)
        mend = f"; for example '{plain}'" if plain not in ("", id_) else ""
        raise UnfitId(f"{quoted(id_)}, expected {reasons.get(detail['type'], detail['msg'])}{mend}") from None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_team(id_: str, definitions: Definitions) -> None:
    known = list(definitions.team_by_id)
    if id_ not in known:
        raise UnfitId("; ".join(filter(None, [f"unknown team {quoted(id_)}: {one_of(known)}", nearest(id_, known)])))


def _kind_of_round(id_: str, rounds: Sequence[Round]) -> str:
    """The kind that the id says; if it says none, the first kind for a first round and the second for a later one."""
    kinds: tuple[str, ...] = get_args(Round.model_fields["kind"].annotation)
    return next((kind for kind in kinds if kind in id_), kinds[1] if rounds else kinds[0])


def _latest(definitions: Definitions, day: str) -> Round:
    """The last round that was held by a day, or the first of all."""
    if not definitions.rounds:
        raise UnfitId("there is no round yet: make one first, with `teamspiegel new round ID`")
    held = [round_ for round_ in definitions.rounds if round_.date.isoformat() <= day]
    return held[-1] if held else definitions.rounds[0]


def appended(path: str, content: bytes, entry: str) -> Entry:
    """The list with an entry behind it, everything before it byte for byte as it was, comments too."""
    problems: list[Problem] = []
    text = text_of(path, content, problems) if content.strip() else ""
    before = parse(path, text, problems) if text is not None else None
    if text is None or before is None or problems:
        raise InputProblems(problems)
    as_it_is = content.decode("utf-8-sig") if text else ""  # reading has one kind of line ends
    indent = _indent(text, before.line(0) if before.listed() else None)
    ends = "\r\n" if "\r\n" in as_it_is else "\n"
    kept = as_it_is if not as_it_is or as_it_is.endswith("\n") else as_it_is + ends
    lines = [f"{indent}{line}" for line in entry.rstrip("\n").split("\n")]
    whole = kept + ends.join([*lines, ""])
    after, added = parse(path, whole, problems), parse(path, entry, problems)
    if problems or not after or not added or after.value != (*(before.value or ()), *added.value):
        shown = " ".join(line.strip() for line in lines)
        found = "a list in another form than lines that begin with '- '"
        raise InputProblems([Problem(path, 1, found, "such lines, to add one", f"add it by hand: {shown}")])
    mark = MARK if content.startswith(MARK.encode()) else ""
    return Entry(path, (mark + whole).encode(), kept.count("\n") + 1)


def _indent(text: str, line: int | None) -> str:
    """What stands before the first entry of a list."""
    first = text.splitlines()[line - 1] if line else ""
    return first[: len(first) - len(first.lstrip(" "))]
