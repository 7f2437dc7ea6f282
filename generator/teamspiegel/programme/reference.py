"""What the schools of a programme have together: made of published means alone, and of nothing that tells one apart.

Three rules keep a reader, who may know one school's numbers, from learning another's:

- A team counts for a layer when it published everything in it. So all numbers of a layer are of the same teams, and no
  sum or difference of them is of fewer. An axis would tie layers to each other that other teams stand behind: it has
  none.
- Whichever school takes its own teams out, five teams of two other schools are left.
- A team counts once, by its latest round of the period; and a reference is made when its period is over, and stays: two
  of them, with and without a school, would tell that school's numbers.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from teamspiegel.contracts.definitions import Definitions, Round
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.model import Day
from teamspiegel.contracts.numbers import exact, half_up, root_half_up
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.problem import InputProblems, Problem
from teamspiegel.contracts.programme import (
    Behind,
    ReferenceMade,
    ReferenceOfProgramme,
    ReferenceRow,
    Sums,
    Tally,
)
from teamspiegel.contracts.published import Publication, Results
from teamspiegel.reading.yaml_document import parse

ENTRIES = "content/benchmarks.yml"
COLUMNS = ("source", "level", "id", "mean", "sd", "n_teams", "n_schools")


def file_of(id_: str) -> str:
    """Where the means of a benchmark lie in a school."""
    return f"data/benchmarks/{id_}.csv"


# ----- what one school gives -----------------------------------------------------------------------------


def tally(reference: ReferenceOfProgramme, definitions: Definitions, published: Publication) -> Tally | None:
    """What a school gives to a reference; None when it has no team with anything to give."""
    instrument = definitions.instruments.get(reference.instrument)
    if not isinstance(instrument, Instrument):
        return None
    rounds = [round_ for round_ in definitions.rounds if _counts(reference, definitions, instrument, round_)]
    behind, sums, latest = dict[str, Behind](), dict[Aspect, Sums](), list[date]()
    for layer in instrument.layers:
        if layer.about == "person":
            continue
        aspects = [aspect for aspect in instrument.aspects if aspect.source == layer.id]
        found = {
            team.id: (round_.date, means)
            for team in definitions.teams
            for round_ in rounds
            if (results := published.by_team_and_round.get((team.id, round_.id)))
            and (means := _whole(results, aspects)) is not None
        }
        if not found:
            continue
        behind[layer.id] = Behind(len(found), 1, len(found))
        latest.extend(day for day, _ in found.values())
        for at, aspect in enumerate(aspects):
            means_of_teams = [means[at] for _, means in found.values()]
            sums[aspect] = Sums(sum(means_of_teams, Fraction()), sum((m * m for m in means_of_teams), Fraction()))
    return Tally(instrument.version, instrument.decimals, max(latest), behind, sums) if behind else None


def _counts(reference: ReferenceOfProgramme, definitions: Definitions, instrument: Instrument, round_: Round) -> bool:
    of_kind = reference.kind in (None, round_.kind)
    within = reference.since <= round_.date <= reference.until
    return of_kind and within and definitions.instrument_of(round_) is instrument


def _whole(results: Results, aspects: Sequence[Aspect]) -> list[Fraction] | None:
    """The published means of these aspects; None where one of them is not told."""
    found = [results.get(aspect) for aspect in aspects]
    means = [exact(one.mean) for one in found if one and one.mean is not None]
    return means if len(means) == len(aspects) else None


# ----- what they have together ---------------------------------------------------------------------------


def together(tallies: Iterable[Tally]) -> Tally | None:
    """What these schools give, added up, in whatever order; None where none gives anything."""
    total: Tally | None = None
    for one in tallies:
        total = total + one if total else one
    return total


def made_of(reference: ReferenceOfProgramme, total: Tally) -> ReferenceMade:
    """The means that may be told, of layers that enough teams of enough schools stand behind."""
    rows = []
    for aspect in sorted(total.sums):
        behind, sums = total.behind[aspect.source], total.sums[aspect]
        if behind.enough:
            mean = half_up(sums.sum / behind.teams, total.decimals)
            variance = (sums.squares - sums.sum**2 / behind.teams) / (behind.teams - 1)
            sd = root_half_up(variance, total.decimals)
            rows.append(ReferenceRow(aspect, mean, sd, behind.teams, behind.schools))
    return ReferenceMade(reference, total.version, total.latest, tuple(rows))


# ----- as files ------------------------------------------------------------------------------------------


def entry(made: ReferenceMade) -> str:
    """What a school's list of benchmarks says of a reference. A text in quotes is the same in JSON and in YAML."""
    reference = made.reference
    texts = {"label": reference.label, "note": reference.note, "version": made.version}
    said = {key: json.dumps(text, ensure_ascii=False) for key, text in texts.items() if text is not None}
    keys = {"id": reference.id, "date": made.latest, "instrument": reference.instrument, **said}
    first, *others = (f"{key}: {value}" for key, value in keys.items())
    return "".join([f"- {first}\n", *(f"  {line}\n" for line in others)])


def table(rows: Iterable[ReferenceRow], rounds: Sequence[str] = ("",)) -> bytes:
    """The means as a benchmark file: for every round, or for those of these names."""
    text, of_rounds = io.StringIO(), rounds != ("",)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((("round",) if of_rounds else ()) + COLUMNS)
    listed = list(rows)
    for round_ in rounds:
        for row in listed:
            cells = (*row.aspect, row.mean, row.sd, row.teams, row.schools)
            writer.writerow(((round_,) if of_rounds else ()) + cells)
    return text.getvalue().encode()


def kept(made: ReferenceMade) -> dict[str, bytes]:
    """A reference as the files in which it stays, by name."""
    id_ = made.reference.id
    return {f"{id_}.yml": f"{_period(made.reference)}{entry(made)}".encode(), f"{id_}.csv": table(made.rows)}


def as_kept(reference: ReferenceOfProgramme, said: bytes, means: bytes, path: str) -> ReferenceMade:
    """The reference that stays in these files. Raises InputProblems when they are of another declaration."""
    problems: list[Problem] = []
    text = said.decode()
    document = parse(path, text, problems)
    if problems or not document or not text.startswith(_period(reference)):
        expected = f"one of {_period(reference)[2:-1]}"
        mend = "give the reference of programme.yml another id; what was told once stays told"
        raise InputProblems([*problems, Problem(path, 1, "a reference that was made of other rounds", expected, mend)])
    rows = (
        ReferenceRow(
            Aspect(row["source"], row["level"], row["id"]),  # type: ignore[arg-type]
            float(row["mean"]),
            float(row["sd"]),
            int(row["n_teams"]),
            int(row["n_schools"]),
        )
        for row in csv.DictReader(io.StringIO(means.decode()))
    )
    day: Day = document.at(0, "date")
    return ReferenceMade(reference, document.at(0, "version"), day, tuple(rows))


def _period(reference: ReferenceOfProgramme) -> str:
    """The line that says which rounds a reference is of."""
    kind = reference.kind or "of every kind"
    return f"# {reference.instrument}, rounds {kind}, from {reference.since} until {reference.until}\n"
