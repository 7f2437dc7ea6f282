"""Make the demonstration team's baseline: raw answers that give back the reported figures.

usage: python data/make_demonstration.py FIGURES.csv OUT_FOLDER

A real session reported means and spreads, never the answers behind them. This script invents
answers that lead to exactly those figures, so that the demonstration can be checked against a
report without anyone's answers being in it. It needs the standard library only, and draws from
one seeded source: the same figures give the same bytes.

The work has three steps, each leaving the earlier ones true: totals (which fix every mean),
scores with that total (which fix the spread of an item), and who gave which score (which fixes
the spread of blocks, layers and axes, and the lesson bands).
"""

import csv
import math
import random
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

SEED = 20260324
ATTEMPTS = 5  # fresh starts before giving up
DRAWS = 20_000  # draws in one attempt, of totals and of an item's scores
SWAPS = 3_000  # swaps of two people's scores in one attempt

TEACHERS = 16  # fewer than lessons: some teachers were seen twice
EDGE = Fraction(1, 1000)  # no value this near to where rounding turns: floats must agree
EMPTY_CELLS = 6  # survey answers left out, each of another person and another item
NOISE = {"observations": 0.4, "survey": 0.9}  # how loosely a score follows a unit's own level

# Spread where the report says nothing: present, but not enough to be flagged.
QUIET_ITEM = "0.6-0.7"
QUIET_SCALE = "0.4-0.7"
FLAGGED_ITEM = "0.9"  # reported as "high spread", without a number
EXTRA_SD = {"positieve-relatie": "0.8"}  # "with differences", in words only

SURVEY_LAYERS = ("ik", "wij", "coulissen", "codes")
WILL = ("wij", "coulissen", "codes")
BANDS = {"gemist": ("0", "2.8"), "afwisselend": ("2.8", "3.8"), "regelmatig": ("3.8", "6")}
REVERSED = ("coulissen-roddel",)
OBSERVED_BLOCKS = {
    "spelgevoel": ("positieve-momenten", "negatieve-momenten", "erkenning-en-waardering"),
    "gezag": ("voorbeeldig-handelen", "positieve-relatie", "normatief-kader"),
    "inclusieve-didactiek": (
        "basisleerdoel",
        "leerlingkapitaal",
        "gerichtheid-op-progressie",
        "groepskapitaal",
    ),
}
SURVEY_BLOCKS = {
    "spelgevoel": ("erkenning-geven", "codeswitchen", "kantelmomenten-transformeren"),
    "gezag": ("ondersteunen-vanuit-relatie", "normatief-kader-naleven"),
    "inclusieve-didactiek": (
        "succeservaringen",
        "basisleerdoel-behalen",
        "vooruitgang-organiseren",
        "ervaringen-inzetten",
        "verwachtingen-cognitief",
        "van-elkaar-leren",
    ),
}

Key = tuple[str, str]  # source and id: "spelgevoel" is a block of more than one layer
Groups = tuple[tuple[str, ...], ...]  # a scale: the mean of the means of these groups of items
Answers = dict[str, list[Fraction | None]]  # item -> one cell per unit, None = not answered


class NotFound(Exception):
    """This attempt led nowhere; another one may not."""


@dataclass(frozen=True)
class Window:
    """The exact values that are published as one rounded figure: low <= value < high."""

    low: Fraction
    high: Fraction

    def holds(self, value: Fraction) -> bool:
        return self.low <= value < self.high

    def miss(self, value: Fraction) -> Fraction:
        """Distance to the window, 0 inside; the far edge is outside, so it costs a little too."""
        if self.holds(value):
            return Fraction(0)
        return self.low - value if value < self.low else value - self.high + EDGE**2

    def squared(self) -> "Window":
        """The same window for a variance, so that no square root blurs the edge."""
        return Window(self.low**2, self.high**2)


@dataclass(frozen=True)
class Figures:
    """The reported figures, each as the window of exact values that round to it."""

    items: dict[str, tuple[str, ...]]  # source -> its item ids, in the report's order
    means: dict[Key, Window]
    variances: dict[Key, Window]
    n: dict[str, int]
    bands: dict[str, int]


@dataclass(frozen=True)
class Task:
    """One file to make: its units, its items and what must come out."""

    units: int
    step: Fraction
    noise: float
    items: tuple[str, ...]
    item_means: dict[str, Window]
    item_variances: dict[str, Window]
    scale_means: list[tuple[Groups, Window]]
    scale_variances: list[tuple[Groups, Window]]
    bands: list[Window]  # of the lessons from low to high, one each; empty for the survey


# --- reading the figures ---


def rounds_to(text: str) -> Window:
    """The values that half-up rounding shows as this figure ("0.98") or range ("0.5-0.6")."""
    low, _, high = text.partition("-")
    half = Fraction(1, 2 * 10 ** len(low.partition(".")[2]))
    return Window(Fraction(low) - half + EDGE, Fraction(high or low) + half - EDGE)


def read_figures(path: Path) -> Figures:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    items: dict[str, dict[str, None]] = {}
    figures = Figures({}, {}, {}, {}, {})
    for row in rows:
        if row["level"] == "item":
            items.setdefault(row["source"], {})[row["id"]] = None
        note(figures, row)
    figures.items.update({source: tuple(ids) for source, ids in items.items()})
    return figures


def note(figures: Figures, row: dict[str, str]) -> None:
    """Put one row where it belongs; an unknown statistic must not pass for a figure that holds."""
    key, value = (row["source"], row["id"]), row["value"]
    match row["statistic"]:
        case "mean":
            figures.means[key] = rounds_to(value)
        case "sd":
            figures.variances[key] = rounds_to(value).squared()
        case "spread":
            figures.variances[key] = rounds_to(FLAGGED_ITEM).squared()
        case "n":
            figures.n[row["id"]] = int(value)
        case "lessons":
            figures.bands[row["id"]] = int(value)
        case other:
            raise SystemExit(f"make_demonstration: unknown statistic '{other}' in the figures")


# --- what must come out ---


def observation_scales() -> dict[Key, Groups]:
    blocks: dict[Key, Groups] = {("observatie", b): (i,) for b, i in OBSERVED_BLOCKS.items()}
    layer = tuple(OBSERVED_BLOCKS.values())
    return blocks | {("observatie", "observatie"): layer, ("axis", "skill"): layer}


def survey_scales(figures: Figures) -> dict[Key, Groups]:
    scales: dict[Key, Groups] = {
        (layer, block): (tuple(f"{layer}-{item}" for item in items),)
        for layer in ("ik", "wij")
        for block, items in SURVEY_BLOCKS.items()
    }
    scales |= {(layer, layer): (figures.items[layer],) for layer in SURVEY_LAYERS}
    return scales | {("axis", "will"): tuple(figures.items[layer] for layer in WILL)}


def band_windows(counts: dict[str, int]) -> list[Window]:
    """The band every lesson should fall in, when the lessons stand in order of their value."""
    return [Window(Fraction(low), Fraction(high)) for name, (low, high) in BANDS.items() for _ in range(counts[name])]


def make_task(figures: Figures, scales: dict[Key, Groups], sources: Sequence[str], kind: str, units: int) -> Task:
    quiet = rounds_to(QUIET_SCALE).squared()
    keys = [(source, item) for source in sources for item in figures.items[source]]
    return Task(
        units=units,
        step=Fraction(1, 2) if kind == "observations" else Fraction(1),
        noise=NOISE[kind],
        items=tuple(item for _, item in keys),
        item_means={key[1]: figures.means[key] for key in keys},
        item_variances={key[1]: item_variance(figures, key) for key in keys},
        scale_means=[(g, figures.means[key]) for key, g in scales.items() if key in figures.means],
        scale_variances=[(g, figures.variances.get(key, quiet)) for key, g in scales.items()],
        bands=band_windows(figures.bands) if kind == "observations" else [],
    )


def item_variance(figures: Figures, key: Key) -> Window:
    silent = rounds_to(EXTRA_SD.get(key[1], QUIET_ITEM)).squared()
    return figures.variances.get(key, silent)


# --- arithmetic ---


def mean(values: Iterable[Fraction]) -> Fraction:
    known = list(values)
    return sum(known, Fraction(0)) / len(known)


def variance(values: Sequence[Fraction]) -> Fraction:
    """Sample variance, with n - 1."""
    middle = mean(values)
    return sum(((v - middle) ** 2 for v in values), Fraction(0)) / (len(values) - 1)


def unit_value(answers: Answers, groups: Groups, unit: int) -> Fraction:
    """One unit's own value on a scale, over the items it answered."""
    cells = ((answers[item][unit] for item in group) for group in groups)
    return mean(mean(cell for cell in group if cell is not None) for group in cells)


# --- step 1: totals ---


def draw_totals(rng: random.Random, task: Task, sizes: dict[str, int]) -> dict[str, Fraction]:
    """A total for each item, such that the means of the scales round as reported too.

    Rounded item means leave some room, and the report's block and layer means use all of it:
    the averages of the rounded figures would often come out one tenth too high.
    """
    options = {item: possible_totals(task.item_means[item], sizes[item], task.step) for item in task.items}
    for _ in range(DRAWS):
        totals = {item: rng.choice(choices) for item, choices in options.items()}
        means = {item: total / sizes[item] for item, total in totals.items()}
        if all(window.holds(scale_mean(means, groups)) for groups, window in task.scale_means):
            return totals
    raise NotFound("the reported means of blocks, layers and axes do not fit the item means")


def possible_totals(window: Window, n: int, step: Fraction) -> list[Fraction]:
    first, last = math.ceil(window.low * n / step), math.ceil(window.high * n / step)
    return [count * step for count in range(first, last)]


def scale_mean(means: dict[str, Fraction], groups: Groups) -> Fraction:
    return mean(mean(means[item] for item in group) for group in groups)


# --- step 2: scores of an item ---


def draw_scores(rng: random.Random, total: Fraction, n: int, step: Fraction, window: Window) -> list[Fraction]:
    """Scores with this total and a variance in the window, found by moving pairs of scores.

    Two scores always move by one step in opposite directions, so the total never changes.
    """
    base = total // n // step * step
    scores = [base] * n
    for place in range(int((total - base * n) / step)):
        scores[place % n] += step
    for _ in range(DRAWS):
        miss = window.miss(variance(scores))
        if miss == 0:
            return sorted(scores)
        move_pair(rng, scores, step, window, miss)
    raise NotFound("an item's mean and spread do not fit together")


def move_pair(rng: random.Random, scores: list[Fraction], step: Fraction, window: Window, miss: Fraction) -> None:
    up, down = rng.sample(range(len(scores)), 2)
    if scores[up] + step > 5 or scores[down] - step < 1:
        return
    scores[up] += step
    scores[down] -= step
    if window.miss(variance(scores)) > miss:
        scores[up] -= step
        scores[down] += step


# --- step 3: who gave which score ---


def deal(
    rng: random.Random,
    levels: Sequence[float],
    noise: float,
    scores: Sequence[Fraction],
    absent: frozenset[int],
) -> list[Fraction | None]:
    """Give the higher scores to the units with the higher level, more or less."""
    present = [unit for unit in range(len(levels)) if unit not in absent]
    lean = {unit: levels[unit] + rng.gauss(0, noise) for unit in present}
    cells: list[Fraction | None] = [None] * len(levels)
    for unit, score in zip(sorted(present, key=lambda u: lean[u]), scores, strict=True):
        cells[unit] = score
    return cells


def misses(task: Task, answers: Answers) -> Fraction:
    """How far the scales' spreads and the lesson bands are from what was reported."""
    total = Fraction(0)
    for groups, window in task.scale_variances:
        total += window.miss(variance([unit_value(answers, groups, u) for u in range(task.units)]))
    if task.bands:
        values = sorted(lesson_values(answers, task.units))
        total += sum((band.miss(value) for band, value in zip(task.bands, values, strict=True)), Fraction(0))
    return total


def lesson_values(answers: Answers, lessons: int) -> list[Fraction]:
    layer = tuple(OBSERVED_BLOCKS.values())
    return [unit_value(answers, layer, lesson) for lesson in range(lessons)]


def improve(rng: random.Random, answers: Answers, cost: Callable[[Answers], Fraction]) -> None:
    """Swap two units' scores on an item as long as the answers are not yet right."""
    best, items = cost(answers), list(answers)
    for _ in range(SWAPS):
        if best == 0:
            return
        cells = answers[rng.choice(items)]
        one, two = rng.sample([unit for unit, cell in enumerate(cells) if cell is not None], 2)
        cells[one], cells[two] = cells[two], cells[one]
        new = cost(answers)
        if new > best:
            cells[one], cells[two] = cells[two], cells[one]
        else:
            best = new
    raise NotFound("the spread of the scales or the lesson bands were not reached")


# --- the three steps together ---


def solve(rng: random.Random, task: Task, absent: Mapping[str, frozenset[int]]) -> Answers:
    """Answers that give every figure of the task; ends the program when none were found."""
    why = ""
    for _ in range(ATTEMPTS):
        try:
            return attempt(rng, task, absent)
        except NotFound as reason:
            why = str(reason)
    raise SystemExit(f"make_demonstration: no answers found in {ATTEMPTS} attempts: {why}")


def attempt(rng: random.Random, task: Task, absent: Mapping[str, frozenset[int]]) -> Answers:
    nobody: frozenset[int] = frozenset()
    sizes = {item: task.units - len(absent.get(item, nobody)) for item in task.items}
    totals = draw_totals(rng, task, sizes)
    levels = [rng.gauss(0, 1) for _ in range(task.units)]
    answers: Answers = {}
    for item in task.items:
        window = task.item_variances[item]
        scores = draw_scores(rng, totals[item], sizes[item], task.step, window)
        answers[item] = deal(rng, levels, task.noise, scores, absent.get(item, nobody))
    improve(rng, answers, lambda found: misses(task, found))
    return answers


def empty_cells(rng: random.Random, task: Task) -> dict[str, frozenset[int]]:
    """A few cells nobody filled in, spread so that every person still counts on every scale."""
    units = rng.sample(range(task.units), EMPTY_CELLS)
    items = rng.sample(task.items, EMPTY_CELLS)
    return {item: frozenset([unit]) for item, unit in zip(items, units, strict=True)}


def teachers(values: Sequence[Fraction]) -> list[str]:
    """Each teacher once; the lessons left are second visits to whoever taught the most alike."""
    numbers = list(range(TEACHERS))
    for value in values[TEACHERS:]:
        once = [number for number in range(TEACHERS) if numbers.count(number) == 1]
        numbers.append(min(once, key=lambda number: abs(values[number] - value)))
    return [f"t{number + 1:02d}" for number in numbers]


# --- writing ---


def cell_text(item: str, score: Fraction | None) -> str:
    """A cell as people filled it in: a reversed item is turned back to what was ticked."""
    if score is None:
        return ""
    return f"{float(6 - score if item in REVERSED else score):g}"


def table(names: dict[str, list[str]], answers: Answers) -> list[list[str]]:
    """The rows of one file, header first."""
    columns = [[name, *cells] for name, cells in names.items()]
    columns += [[item, *(cell_text(item, score) for score in cells)] for item, cells in answers.items()]
    return [list(row) for row in zip(*columns, strict=True)]


def make_observations(rng: random.Random, figures: Figures) -> list[list[str]]:
    units = figures.n["observatie"]
    task = make_task(figures, observation_scales(), ("observatie",), "observations", units)
    if len(task.bands) != units:
        raise SystemExit(f"make_demonstration: {len(task.bands)} lessons in bands, {units} in all")
    answers = solve(rng, task, {})
    lessons = [f"l{unit:02d}" for unit in range(1, units + 1)]
    return table({"lesson": lessons, "teacher": teachers(lesson_values(answers, units))}, answers)


def make_survey(rng: random.Random, figures: Figures) -> list[list[str]]:
    units = figures.n["wij"]
    task = make_task(figures, survey_scales(figures), SURVEY_LAYERS, "survey", units)
    answers = solve(rng, task, empty_cells(rng, task))
    return table({"respondent": [f"r{unit:02d}" for unit in range(1, units + 1)]}, answers)


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def main(arguments: Sequence[str]) -> int:
    """Make both files before writing either, so that a failure leaves the old pair together."""
    if len(arguments) != 2:
        print("usage: python data/make_demonstration.py FIGURES.csv OUT_FOLDER", file=sys.stderr)
        return 2
    figures, folder = read_figures(Path(arguments[0])), Path(arguments[1])
    rng = random.Random(SEED)
    observations, survey = make_observations(rng, figures), make_survey(rng, figures)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "observations.csv", observations)
    write(folder / "survey.csv", survey)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
