"""How often "hoger" or "lager" is said of a team in which nothing changed. Exits with 1 when that is too often.

usage: python -m tests.bench.noise [DRAWS]

Two rounds are drawn from the same distribution, so many times for each setting, and go through the package's own
comparison of rounds. Out of a noise band of 95% about 5% of the items come by chance alone.
"""

import sys
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any, NamedTuple

import pandas as pd
from teamspiegel.contracts.frames import MEASURED, conform
from teamspiegel.contracts.numbers import half_up
from teamspiegel.indicators.change import changes

from tests.handmade import instrument, school

DRAWS = 10_000
SEED = 20260616
MOST = 0.055
"""5%, and what the draws may be off: of 10,000 draws the standard error is 0.2%."""
ROUNDS = ("one", "two")
INSTRUMENT = instrument()


class Answers(NamedTuple):
    """What is answered: an item of the instrument, the scores on its scale and how often each is given."""

    name: str
    item: str
    scores: Sequence[float]
    weights: Sequence[int]


WHOLE = (1.0, 2.0, 3.0, 4.0, 5.0)
HALVES = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0)
MIDDLE = Answers("survey, around the middle", "self-start", WHOLE, (5, 20, 40, 28, 7))
HIGH = Answers("survey, mostly high", "self-start", WHOLE, (2, 6, 17, 45, 30))
DIVIDED = Answers("survey, divided", "self-start", WHOLE, (22, 25, 10, 23, 20))
AGREED = Answers("survey, nearly all 5", "self-start", WHOLE, (0, 1, 4, 25, 70))
LESSONS = Answers("lessons, in halves", "seen-start", HALVES, (4, 6, 12, 16, 20, 17, 13, 8, 4))

JUDGED = [(answers, (n, n)) for answers in (MIDDLE, HIGH, DIVIDED, LESSONS) for n in (10, 15, 23)]
"""With how many units in each of the two rounds. Of fewer than ten people the gate calls no change clear."""
TOLD = [(answers, sizes) for answers in (HIGH, DIVIDED, AGREED) for sizes in ((10, 23), (23, 10))]
"""Rounds of unequal size: here the method is nearest to its limits."""


def main(draws: int) -> int:
    """Measure and print; 1 when one of the judged shares is too large."""
    worst = max(share(answers, sizes, draws) for answers, sizes in JUDGED)
    print(f"at most {worst:.2%}, where {MOST:.1%} is allowed: {'within' if worst <= MOST else 'OVER'}")
    print("With rounds of ten and of twenty-three people, told and not judged:")
    for answers, sizes in TOLD:
        share(answers, sizes, draws)
    return int(worst > MOST)


def share(answers: Answers, sizes: tuple[int, int], draws: int) -> float:
    """The share of the items that get one of the two words, which is printed."""
    words = directions(answers, sizes, draws)
    higher, lower = (float((words == word).mean()) for word in ("higher", "lower"))
    setting = f"{answers.name:<26} n = {sizes[0]:>2} and {sizes[1]:>2}"
    print(f"{setting}  {higher + lower:6.2%}  (hoger {higher:.2%}, lager {lower:.2%})")
    return higher + lower


def directions(answers: Answers, sizes: tuple[int, int], draws: int) -> "pd.Series[str]":
    """The word for each of so many teams that answered twice."""
    random = Random(f"{SEED} {answers.name} {sizes}")
    teams = [f"team-{number}" for number in range(draws)]
    rows = [
        {"team": team, "round": round_, **indicator(answers.item, drawn(answers, n, random))}
        for team in teams
        for round_, n in zip(ROUNDS, sizes, strict=True)
    ]
    found = changes(school(teams, ROUNDS), conform(pd.DataFrame(rows), MEASURED))["direction"]
    assert len(found) == draws
    return found


def drawn(answers: Answers, n: int, random: Random) -> tuple[float, ...]:
    """The scores of a round, in order, so that equal ones are recognised."""
    return tuple(sorted(random.choices(answers.scores, answers.weights, k=n)))


@cache
def indicator(item: str, scores: tuple[float, ...]) -> dict[str, Any]:
    """The item as `frames.MEASURED` has it; what a change does not look at is left empty."""
    n, total = len(scores), Fraction(sum(scores))
    squares = Fraction(sum(score**2 for score in scores))
    return {
        "source": INSTRUMENT.layer_of_item[item].id,
        "level": "item",
        "id": item,
        "n": n,
        "people": n,
        **dict.fromkeys(("most", "alike"), 1),
        **dict.fromkeys(("from_top", "from_bottom"), None),
        "exact_mean": total / n,
        "exact_variance": (squares - total**2 / n) / (n - 1),
        "mean": half_up(total / n, INSTRUMENT.decimals),
        **dict.fromkeys(("sd", "interval_low", "interval_high"), float("nan")),
        **dict.fromkeys(("low", "spread"), False),
    }


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS))
