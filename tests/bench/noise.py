"""How often "hoger" or "lager" is said of a team in which nothing changed. Exits with 1 when that is too often.

usage: python -m tests.bench.noise [DRAWS]

Two rounds are drawn from the same distribution, so many times for each setting, and go through the package's own
comparison of rounds. Out of a noise band of 95% about 5% of the items come by chance alone.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import NamedTuple

from teamspiegel.between_rounds import changes
from teamspiegel.contracts.numbers import half_up, root_half_up
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.report import Change, Direction

from tests.handmade import instrument, item, results

DRAWS = 10_000
SEED = 20260616
MOST = 0.055
"""5%, and what the draws may be off: of 10,000 draws the standard error is 0.2%."""
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
    higher, lower = (words.count(word) / len(words) for word in ("higher", "lower"))
    setting = f"{answers.name:<26} n = {sizes[0]:>2} and {sizes[1]:>2}"
    print(f"{setting}  {higher + lower:6.2%}  (hoger {higher:.2%}, lager {lower:.2%})")
    return higher + lower


def directions(answers: Answers, sizes: tuple[int, int], draws: int) -> list[Direction | None]:
    """The word for each of so many teams that answered twice."""
    random = Random(f"{SEED} {answers.name} {sizes}")
    return [moved(*(published(answers.item, drawn(answers, n, random)) for n in sizes)).direction for _ in range(draws)]


def moved(old: Published, new: Published) -> Change:
    """How the item moved between two rounds of one team."""
    ((_, found),) = changes((INSTRUMENT, results(old, round_="one")), (INSTRUMENT, results(new, round_="two")))
    assert isinstance(found, Change)
    return found


def drawn(answers: Answers, n: int, random: Random) -> tuple[float, ...]:
    """The scores of a round, in order, so that equal ones are recognised."""
    return tuple(sorted(random.choices(answers.scores, answers.weights, k=n)))


@cache
def published(item_: str, scores: tuple[float, ...]) -> Published:
    """The item as it would be published if nothing had to be withheld."""
    n, total = len(scores), Fraction(sum(scores))
    variance = (Fraction(sum(score**2 for score in scores)) - total**2 / n) / (n - 1)
    decimals = INSTRUMENT.decimals
    return replace(item(item_, half_up(total / n, decimals), root_half_up(variance, decimals)), n=n, people=n)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS))
