"""What may be told of each kind of instrument, by the published rules: arithmetic of the attacker's own, in fractions.

By `Spot` the text that readers see. What is not in it is withheld.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import isqrt, sqrt
from typing import NamedTuple

from scipy.stats import t as student

from tests.attack.kinds.given import Gate, Instrument, Round, Strand

COVER = 3
"""With all but so many alike, nothing is told of how answers lie apart."""


class Spot(NamedTuple):
    """What a number is about, within a strand: a round, a part (or none), a group (or none), and which number."""

    round: str
    part: str
    group: str
    what: str


Told = dict[tuple[str, str, str], str]
"""Of one round: by part, group and which number."""


def told(strand: Strand, gate: Gate) -> dict[Spot, str]:
    """Everything that may be told of a strand."""
    rounds = [(when.id, of_round(strand.instrument, rows, gate)) for when, rows in strand.rounds]
    found = {Spot(round_, *key): value for round_, of in rounds for key, value in of.items()}
    latest = rounds[-1][0]
    found |= {Spot(latest, *key): value for key, value in moved(strand, rounds[0][1], rounds[-1][1]).items()}
    return {spot: value for spot, value in found.items() if spot.what not in INSIDE}


def of_round(instrument: Instrument, given: Round, gate: Gate) -> Told:
    """What may be told of one round, and what changes are made of."""
    return KINDS[instrument.kind](instrument, given, gate)


def moved(strand: Strand, first: Told, latest: Told) -> Told:
    """What is told of changes between the first round and the latest, from what is told of both."""
    if len(strand.rounds) < 2 or strand.instrument.kind not in MOVES:
        return {}
    return dict(MOVES[strand.instrument.kind](strand, first, latest))


INSIDE = ("error", "sd of the test", "classes of the scale")
"""Numbers that others are made of, and that stand nowhere themselves."""


# ----- numbers -----------------------------------------------------------------------------------------


def half_up(value: Fraction, decimals: int) -> Fraction:
    shifted = abs(value) * 10**decimals + Fraction(1, 2)
    return Fraction(shifted.__floor__(), 10**decimals) * (1 if value >= 0 else -1)


def root(value: Fraction, decimals: int) -> Fraction:
    """The square root, half up: exactly."""
    least = isqrt((value * 4 * 100**decimals).__floor__())
    return Fraction((least + 1) // 2, 10**decimals)


def down(value: Fraction, decimals: int) -> Fraction:
    return Fraction((value * 10**decimals).__floor__(), 10**decimals)


def up(value: Fraction, decimals: int) -> Fraction:
    return -down(-value, decimals)


def text(value: Fraction, decimals: int) -> str:
    return f"{float(value):.{decimals}f}".replace(".", ",").replace("-", "−")


def percent(value: Fraction) -> str:
    return f"{half_up(value * 100, 0)}%"


def number(said: str) -> Fraction:
    found = Fraction(said.rstrip("%").replace(",", ".").replace("−", "-").replace("+", ""))
    return found / 100 if said.endswith("%") else found


def variance(values: Sequence[Fraction]) -> Fraction:
    mean = sum(values, Fraction()) / len(values)
    return sum(((value - mean) ** 2 for value in values), Fraction()) / (len(values) - 1)


def alike(values: Sequence[object]) -> bool:
    return max(Counter(values).values()) >= len(values) - COVER


def quantile(freedom: int) -> float:
    return float(student.ppf(0.975, freedom))


# ----- scan --------------------------------------------------------------------------------------------


def _mean(values: Sequence[Fraction], instrument: Instrument, gate: Gate, fewest: int) -> str | Fraction | None:
    """The mean of an item: itself, a text of where it lies, or nothing. On either side the margin of its end."""
    low, high, step = instrument.scale
    n = len(values)
    margin = (high - low + step) / n
    if instrument.kind != "test":
        margin = max(margin, gate.edge)
    if n < fewest or 2 * margin >= high - low:
        return None
    mean = sum(values, Fraction()) / n
    if mean >= high - margin:
        return _bound(high - margin, "hoger", instrument)
    return _bound(low + margin, "lager", instrument) if mean <= low + margin else mean


def _bound(end: Fraction, way: str, instrument: Instrument) -> str:
    if instrument.kind == "test":
        share = down(end, 2) if way == "hoger" else up(end, 2)
        return f"{percent(share)} of {'meer' if way == 'hoger' else 'minder'}"
    rounded = (down if way == "hoger" else up)(end, instrument.decimals)
    return f"{text(rounded, instrument.decimals)} of {way}"


def scan(instrument: Instrument, given: Round, gate: Gate) -> Told:
    found: Told = {("", role, "people"): str(_people(given, role)) for role in instrument.groups}
    for topic in instrument.parts:
        means = []
        for role in instrument.groups:
            values = [one.answers[topic] for one in given if one.group == role and topic in one.answers]
            if not values:
                continue
            found[topic, role, "n"] = str(len(values))
            mean = _mean(values, instrument, gate, gate.few)
            if isinstance(mean, str):
                found[topic, role, "mean"] = mean
            elif mean is not None:
                means.append(half_up(mean, instrument.decimals))
                found[topic, role, "mean"] = text(means[-1], instrument.decimals)
                spread = variance(values)
                if len(values) >= gate.spread:
                    near = alike(values) or spread < gate.edge**2
                    sd = "bijna gelijk" if near else text(root(spread, instrument.decimals), instrument.decimals)
                    found[topic, role, "sd"] = sd
        if len(means) > 1:
            overall = half_up(sum(means, Fraction()) / len(means), instrument.decimals)
            found[topic, "", "together"] = text(overall, instrument.decimals)
    return found


def _people(given: Round, group: str) -> int:
    return sum(one.group == group for one in given)


# ----- placement ---------------------------------------------------------------------------------------


def placement(instrument: Instrument, given: Round, gate: Gate) -> Told:
    phases = [phase["name"] for phase in instrument.raw["phases"]]
    found: Told = {("", group, "people"): str(_people(given, group)) for group in instrument.groups}
    for topic in instrument.parts:
        for group in instrument.groups:
            chosen = sorted(one.answers[topic] for one in given if one.group == group and topic in one.answers)
            n = len(chosen)
            if not n:
                continue
            found[topic, group, "n"] = str(n)
            if n < gate.few:
                continue
            middle = int(chosen[(n - 1) // 2])
            found[topic, group, "median"] = phases[middle - 1].lower()
            if limit := instrument.raw.get("talking_point"):
                talks = middle <= limit or 3 * sum(phase <= limit for phase in chosen) >= n
                found[topic, group, "talking"] = "ja" if talks else "nee"
            if n < gate.spread or alike(chosen):
                continue
            counts = [chosen.count(Fraction(at)) for at in range(1, len(phases) + 1)]
            found |= {(topic, group, f"phase {name.lower()}"): str(k) for name, k in zip(phases, counts, strict=True)}
            found[topic, group, "divided"] = "ja" if 4 * max(a + b for a, b in pairwise(counts)) < 3 * n else "nee"
    return found


# ----- ranking -----------------------------------------------------------------------------------------


def ranking(instrument: Instrument, given: Round, gate: Gate) -> Told:
    options, top = list(instrument.parts), instrument.raw.get("top", 3)
    found: Told = {("", "", "people"): str(len(given))}
    n, k = len(given), len(options)
    if n < gate.few:
        return found
    points = {option: sum((_points(one.answers, option, k) for one in given), Fraction()) for option in options}
    for option in options:
        found[option, "", "place"] = str(1 + sum(other > points[option] for other in points.values()))
    if n < gate.spread or any(alike([one.answers.get(option) for one in given]) for option in options):
        return found
    for option in options:
        found[option, "", "top"] = str(sum(one.answers.get(option, top + 1) <= top for one in given))
    whole = [one.answers for one in given if len(one.answers) == k]
    if len(whole) >= gate.spread:
        sums = [sum((ranks[option] for ranks in whole), Fraction()) for option in options]
        mean = sum(sums, Fraction()) / k
        m = len(whole)
        w = half_up(12 * sum(((one - mean) ** 2 for one in sums), Fraction()) / (m * m * (k**3 - k)), 1)
        found["", "", "agreement"] = text(w, 1)
        divided = w < Fraction(str(instrument.raw.get("divided_below", 0.3)))
        found["", "", "divided"] = "ja" if divided else "nee"
    return found


def _points(ranks: Mapping[str, Fraction], option: str, k: int) -> Fraction:
    """k less the rank; who left options without one shares what is left of k(k - 1)/2."""
    if option in ranks:
        return k - ranks[option]
    left = Fraction(k * (k - 1), 2) - sum((k - rank for rank in ranks.values()), Fraction())
    return left / (k - len(ranks))


# ----- pupils ------------------------------------------------------------------------------------------


def values_of(instrument: Instrument, scale: str, given: Round) -> list[tuple[str, str, Fraction]]:
    """Who, of which class, and their own value on a scale."""
    items = [item["id"] for one in instrument.raw["scales"] if one["id"] == scale for item in one["items"]]
    found = []
    for pupil in given:
        own = [pupil.answers[item] for item in items if item in pupil.answers]
        if own and 2 * len(own) >= len(items):
            found.append((pupil.person, pupil.group, sum(own, Fraction()) / len(own)))
    return found


def pupils(instrument: Instrument, given: Round, gate: Gate) -> Told:
    decimals = instrument.decimals
    found: Told = {
        ("", "", "people"): str(len(given)),
        ("", "", "classes"): str(len({one.group for one in given})),
    }
    for scale in instrument.parts:
        by_class: dict[str, list[Fraction]] = {}
        for _, group, value in values_of(instrument, scale, given):
            by_class.setdefault(group, []).append(value)
        values = [value for own in by_class.values() for value in own]
        if not values:
            continue
        found[scale, "", "n"] = str(len(values))
        few = len(by_class) < instrument.raw.get("fewest_classes", 5)
        mean = None if few else _mean(values, instrument, gate, gate.spread)
        if isinstance(mean, str):
            found[scale, "", "mean"] = mean
        elif mean is not None:
            found[scale, "", "mean"] = text(half_up(mean, decimals), decimals)
            if alike(values) or variance(values) < gate.edge**2:
                continue
            c = len(by_class)
            squared = sum((sum((x - mean for x in own), Fraction()) ** 2 for own in by_class.values()), Fraction())
            squared *= Fraction(c, c - 1) / len(values) ** 2
            found[scale, "", "error"] = str(root(squared, decimals + 1))
            found[scale, "", "classes of the scale"] = str(c)
            margin = half_up(Fraction(quantile(c - 1) * sqrt(squared)), decimals)
            found[scale, "", "margin of the mean"] = text(margin, decimals)
            ends = (half_up(mean, decimals) - margin, half_up(mean, decimals) + margin)
            found[scale, "", "interval"] = " tot ".join(text(end, decimals) for end in ends)
    return found


# ----- knowledge test ----------------------------------------------------------------------------------


def knowledge(instrument: Instrument, given: Round, gate: Gate) -> Told:
    found: Told = {}
    for system in instrument.groups:
        own = [one for one in given if one.group == system]
        if own:
            found |= dict(_of_system(instrument, system, own, gate))
    return found


def _of_system(
    instrument: Instrument, system: str, own: Round, gate: Gate
) -> Iterator[tuple[tuple[str, str, str], str]]:
    n, k = len(own), len(instrument.parts)
    yield ("", system, "people"), str(n)
    ends: list[tuple[Fraction, Fraction]] = []
    exact = []
    few_differ = False
    for item in instrument.parts:
        values = [one.answers[item] for one in own]
        share = _mean(values, instrument, gate, gate.spread)
        yield (item, system, "n"), str(n)
        if isinstance(share, str):
            yield (item, system, "right"), share
            edge = Fraction(2, n)
            ends.append((1 - edge, Fraction(1)) if share.endswith("meer") else (Fraction(0), edge))
        elif share is not None:
            yield (item, system, "right"), percent(half_up(share, 2))
            same = [Fraction(j, n) for j in range(n + 1) if half_up(Fraction(j, n), 2) == half_up(share, 2)]
            ends.append((same[0], same[-1]))
            exact.append(share)
            few_differ |= alike(values)
    if n < gate.spread:
        return
    if len(exact) < k:
        least, most = (sum((one[end] for one in ends), Fraction()) / k for end in (0, 1))
        if most - least < Fraction(1, 2):
            low, high = percent(down(least, 2)), percent(up(most, 2))
            low, high = ("" if down(least, 2) == 0 else low), ("" if most >= 1 else high)
            between = f"{low} tot {high}" if low and high else f"{low} of meer" if low else f"{high} of minder"
            if low or high:
                yield ("", system, "share"), between
        return
    yield ("", system, "share"), percent(half_up(sum(exact, Fraction()) / k, 2))
    if few_differ:
        return
    right = [sum(one.answers.values(), Fraction()) for one in own]
    yield ("", system, "sd of the test"), str(root(variance(right) / k**2, 2))
    spread = variance(right) * (n - 1) / n
    if n >= 30 and spread:
        kr = Fraction(k, k - 1) * (1 - sum((p * (1 - p) for p in exact), Fraction()) / spread)
        yield ("", system, "kr-20"), text(half_up(kr, 2), 2)


# ----- network -----------------------------------------------------------------------------------------


def network(instrument: Instrument, given: Round, gate: Gate) -> Told:
    answered = {one.person for one in given if one.group == "1"}
    n, r = len(given), len(answered)
    found: Told = {("", "", "listed"): str(n), ("", "", "answered"): str(r)}
    if r < gate.spread or 5 * r < 4 * n:
        return found
    for question in instrument.parts:
        ties = {(one.person, other) for one in given for other in one.answers[question]}
        if not n < len(ties) < r * (n - 1) - n:
            continue
        people = [one.person for one in given]
        both, mutual, most = _pairs(ties, answered), _mutual(ties, answered), _most(ties)
        shown = {"density": True}
        shown["reciprocity"] = min(both - mutual, mutual // 2) >= r
        silent, away = n - r, len(ties) - both
        if silent:
            shown["reciprocity"] &= silent + 1 < away < r * silent - silent - 1
        shown["centralisation"] = COVER < most < r - COVER
        for name, number_ in NETWORK.items():
            if shown[name]:
                value = half_up(Fraction(number_(people, answered, ties)), 2)
                told_ = {"density": f"{value * 100}", "centralisation": text(value, 2)}.get(name, percent(value))
                found[question, "", name] = told_
        touched = {person for tie in ties for person in tie}
        isolated = len(answered - touched)
        if n >= 20 and 3 <= isolated <= r - 3:
            found[question, "", "isolated"] = percent(half_up(Fraction(isolated, r), 2))
    return found


Ties = set[tuple[str, str]]


def _pairs(ties: Ties, answered: set[str]) -> int:
    return sum(other in answered for _, other in ties)


def _mutual(ties: Ties, answered: set[str]) -> int:
    return sum(other in answered and (other, one) in ties for one, other in ties)


def _most(ties: Ties) -> int:
    return max(Counter(other for _, other in ties).values(), default=0)


def _density(people: Sequence[str], answered: set[str], ties: Ties) -> Fraction:
    return Fraction(len(ties), len(answered) * (len(people) - 1)) if answered and len(people) > 1 else Fraction()


def _reciprocity(people: Sequence[str], answered: set[str], ties: Ties) -> Fraction:
    both = _pairs(ties, answered)
    return Fraction(_mutual(ties, answered), both) if both else Fraction()


def _centralisation(people: Sequence[str], answered: set[str], ties: Ties) -> Fraction:
    n = len(people)
    return Fraction(n * _most(ties) - len(ties), (n - 1) ** 2) if n > 1 else Fraction()


NETWORK: dict[str, Callable[[Sequence[str], set[str], Ties], Fraction]] = {
    "density": _density,
    "reciprocity": _reciprocity,
    "centralisation": _centralisation,
}


def jackknife(question: str, name: str, given: Round) -> Fraction:
    """The squared standard error of a number of a network: of N numbers, each without one person."""
    ties = frozenset((one.person, other) for one in given for other in one.answers[question])
    return _jackknife(name, tuple((one.person, one.group == "1") for one in given), ties)


@lru_cache(maxsize=256)
def _jackknife(name: str, people: tuple[tuple[str, bool], ...], ties: frozenset[tuple[str, str]]) -> Fraction:
    n, without = len(people), []
    for gone, _ in people:
        rest = {tie for tie in ties if gone not in tie}
        answered = {person for person, answered in people if answered and person != gone}
        without.append(NETWORK[name]([person for person, _ in people if person != gone], answered, rest))
    mean = sum(without, Fraction()) / n
    return Fraction(n - 2, 2 * n) * sum(((one - mean) ** 2 for one in without), Fraction())


# ----- interviews --------------------------------------------------------------------------------------

DIRECTIONS = ("steunt", "belemmert")


def interviews(instrument: Instrument, given: Round, gate: Gate) -> Told:
    n = len(given)
    found: Told = {("", "", "people"): str(n)}
    if n < gate.few:
        return found
    for theme in instrument.parts:
        for way in DIRECTIONS:
            count = sum(f"{theme}:{way}" in one.answers for one in given)
            said = "hooguit enkele" if count <= 2 else "bijna alle" if count >= n - 2 else f"{count} van de {n}"
            found[theme, way, "told"] = f"{said} gesprekken"
            for quote in (quote for one in given for quote in one.answers.get(f"{theme}:{way}", ())):
                if quote[0] and quote[1]:
                    found[theme, way, f"quote {' '.join(quote[0].split())}"] = "ja"
    return found


KINDS: Mapping[str, Callable[[Instrument, Round, Gate], Told]] = {
    "scan": scan,
    "placement": placement,
    "ranking": ranking,
    "pupils": pupils,
    "test": knowledge,
    "network": network,
    "interviews": interviews,
}


# ----- between the first round and the latest ----------------------------------------------------------


Moved = Iterator[tuple[tuple[str, str, str], str]]


def _pupils_moved(strand: Strand, then: Told, now: Told) -> Moved:
    decimals = strand.instrument.decimals
    for scale in strand.instrument.parts:
        if not all((scale, "", "error") in of for of in (then, now)):
            continue
        freedom = min(int(of[scale, "", "classes of the scale"]) for of in (then, now)) - 1
        error = sqrt(sum((Fraction(of[scale, "", "error"]) ** 2 for of in (then, now)), Fraction()))
        margin = half_up(Fraction(quantile(freedom) * error), decimals)
        moved = number(now[scale, "", "mean"]) - number(then[scale, "", "mean"])
        yield (scale, "", "difference"), signed(moved, decimals)
        yield (scale, "", "margin"), text(margin, decimals)
        yield (scale, "", "change"), _word(moved, margin, "hoger", "lager")


def _test_moved(strand: Strand, then: Told, now: Told) -> Moved:
    for system in strand.instrument.groups:
        key = "", system, "sd of the test"
        if key not in then or key not in now:
            continue
        sizes = [int(of["", system, "people"]) for of in (then, now)]
        parts = [Fraction(of[key]) ** 2 / n for of, n in zip((then, now), sizes, strict=True)]
        total = sum(parts, Fraction())
        # By Welch, rounded down.
        freedom = total**2 / sum(part**2 / (n - 1) for part, n in zip(parts, sizes, strict=True)) if total else 1
        margin = half_up(Fraction(quantile(int(freedom)) * sqrt(total)), 2)
        moved = number(now["", system, "share"]) - number(then["", system, "share"])
        yield ("", system, "margin"), percent(margin)
        yield ("", system, "change"), _word(moved, margin, "hoger", "lager")


def _network_moved(strand: Strand, then: Told, now: Told) -> Moved:
    for question in strand.instrument.parts:
        for name in NETWORK:
            key = question, "", name
            if key not in then or key not in now:
                continue
            squares = [
                half_up(Fraction(sqrt(jackknife(question, name, rows))), 2) ** 2
                for _, rows in (strand.rounds[0], strand.rounds[-1])
            ]
            margin = half_up(Fraction(2 * sqrt(sum(squares, Fraction()))), 2)
            moved = (number(now[key]) - number(then[key])) / (100 if name == "density" else 1)
            yield (question, "", f"change of {name}"), _word(moved, margin, "meer", "minder")


MOVES: Mapping[str, Callable[[Strand, Told, Told], Moved]] = {
    "pupils": _pupils_moved,
    "test": _test_moved,
    "network": _network_moved,
}


def signed(value: Fraction, decimals: int) -> str:
    return ("+" if value > 0 else "") + text(value, decimals)


def _word(moved: Fraction, margin: Fraction, more: str, less: str) -> str:
    if abs(moved) <= margin:
        return "geen duidelijke verandering"
    return more if moved > 0 else less
