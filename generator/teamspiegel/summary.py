"""A summary of the rounds for whoever adds them: response, flags and what changed, as Markdown in English.

Made from published numbers only, so it may stand wherever the site may.
"""

from collections.abc import Iterator

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.frames import KEY
from teamspiegel.contracts.published import Published, Results

COMPARED = ["n", "mean", "sd", "low", "spread", "suppressed"]


def summary(definitions: Definitions, published: Published, before: Published | None = None) -> str:
    """Response and flags of every team and round and, against earlier published numbers, what changed."""
    return "\n".join([*_rounds(definitions, published), *([] if before is None else _changes(published, before)), ""])


def _rounds(definitions: Definitions, published: Published) -> Iterator[str]:
    for round_ in definitions.rounds:
        yield f"## {_text(round_.label)} ({round_.id}, {round_.date})"
        yield ""
        measured = [team for team in definitions.teams if (team.id, round_.id) in published.results]
        if not measured:
            yield "Not measured yet."
        for team in measured:
            yield from _team(team.name, published.results[team.id, round_.id])
        yield ""


def _team(name: str, results: Results) -> Iterator[str]:
    yield f"- **{_text(name)}**"
    for source, response in results.responses.items():
        yield f"    - {source}: {response.n} from {response.people} of {response.members} people"
    items = [indicator for indicator in results.indicators.values() if indicator.place.level == "item"]
    low = sum(bool(item.low) for item in items)
    spread = sum(bool(item.spread) for item in items)
    withheld = sum(item.mean is None for item in items)
    yield f"    - {len(items)} items: {low} low, {spread} with a spread, {withheld} withheld by the gate"


def _text(name: str) -> str:
    """A name on one line that is no Markdown or HTML."""
    line = " ".join(name.split())
    return "".join(f"&#{ord(letter)};" if letter in "<>&*_~`[]|\\" else letter for letter in line)


def _changes(published: Published, before: Published) -> Iterator[str]:
    yield "## What changed"
    yield ""
    now, then = (_by_key(one) for one in (published, before))
    rows = [
        (key, then.get(key, {}), now.get(key, {}))
        for key in sorted(now.keys() | then.keys())
        if now.get(key) != then.get(key)
    ]
    if not rows:
        yield "No published indicator changed."
        return
    yield "| team | round | source | level | id | before | now |"
    yield "|---|---|---|---|---|---|---|"
    for key, old, new in rows:
        yield f"| {' | '.join(key)} | {_described(old)} | {_described(new)} |"


def _by_key(published: Published) -> dict[tuple[str, ...], dict[str, str]]:
    frame = published.indicators
    values = frame[COMPARED].astype("string").fillna("")
    keys = frame[list(KEY)].itertuples(index=False, name=None)
    return dict(zip(keys, values.to_dict("records"), strict=True))  # type: ignore[arg-type]


def _described(row: dict[str, str]) -> str:
    if not row:
        return "not there"
    flags = [name for name in ("low", "spread") if row[name] == "True"]
    numbers = [f"{name} {row[name]}" for name in ("n", "mean", "sd") if row[name]]
    return ", ".join([*numbers, *flags, *([f"withheld: {row['suppressed']}"] if row["suppressed"] else [])])
