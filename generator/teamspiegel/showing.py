"""What a facilitator wants to know before a build: how many took part, and how much of it the gate will show.

Counts of published numbers only, so that nothing is said here that the site does not say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from teamspiegel.contracts.answers import Form
from teamspiegel.contracts.definitions import Definitions, GateThresholds, Round
from teamspiegel.contracts.published import Publication, Published, Response

PEOPLE: dict[Form, str] = {"survey": "people", "observations": "teachers"}


@dataclass(frozen=True)
class Showing:
    """Of one team, round and source: who took part, of how many numbers, and how many of them are withheld.

    `means`, `spreads`: how many are not there; `few_for_mean`, `few_for_spread`: the threshold that too few people
    reached; None when that is not the reason.
    """

    team: str
    round: str
    source: str
    response: Response
    numbers: int
    means: int
    spreads: int
    few_for_mean: int | None
    few_for_spread: int | None

    def __str__(self) -> str:
        who = PEOPLE[self.response.form]
        held = [
            f"{count} of {self.numbers} {what} withheld ({f'fewer than {few} {who}' if few else other})"
            for count, what, few, other in (
                (self.means, "means", self.few_for_mean, "near an end of the scale"),
                (self.spreads, "spreads", self.few_for_spread, "nearly alike"),
            )
            if count
        ]
        people = f"{self.response.people} of {self.response.members} {who}"
        few = " (fewer than half took part)" if 2 * self.response.people < self.response.members else ""
        return f"{self.team}, {self.source}: {people}{few}; {'; '.join(held) or 'nothing is withheld'}"


def showings(definitions: Definitions, published: Publication, round_: Round) -> Iterator[Showing]:
    """What will show of a round, by team and source, in the order in which they are declared."""
    instrument = definitions.instrument_of(round_)
    of_source = {file: {layer.id for layer in instrument.layers if layer.source == file} for file in instrument.files}
    for team in definitions.teams:
        results = published.by_team_and_round.get((team.id, round_.id))
        for source in instrument.files if results else ():
            if results and source in results.responses:
                own = [one for aspect, one in results.indicators.items() if aspect.source in of_source[source]]
                yield _showing(team.id, round_.id, source, results.responses[source], own, definitions.settings.gate)


def _showing(
    team: str, round_: str, source: str, response: Response, own: Sequence[Published], gate: GateThresholds
) -> Showing:
    means, spreads = sum(not one.told for one in own), sum(one.sd is None for one in own)
    few_for_mean = gate.mean if response.people < gate.mean else None
    few_for_spread = gate.for_spread if response.people < gate.for_spread else None
    return Showing(team, round_, source, response, len(own), means, spreads, few_for_mean, few_for_spread)


def latest_measured(definitions: Definitions, published: Publication) -> Round | None:
    """The last round that any team has numbers of."""
    measured = {round_ for _, round_ in published.by_team_and_round}
    return next((round_ for round_ in reversed(definitions.rounds) if round_.id in measured), None)
