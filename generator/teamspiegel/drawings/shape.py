"""A path of SVG as the places that it goes through, to be moved and written shortly."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

STEP = re.compile(r"([MLHVACQZ])((?:[-\d.,\s]|e(?=[-\d]))*)", re.IGNORECASE)
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")
TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7, "C": 6, "Q": 4, "Z": 0}
"""How many numbers each command takes; the last two of most are where it leads."""

Place = tuple[float, float]
Step = tuple[str, tuple[float, ...], tuple[Place, ...]]


@dataclass(frozen=True)
class Box:
    """From where to where something reaches."""

    left: float
    top: float
    right: float
    bottom: float

    def wider(self, edge: float) -> "Box":
        """The box of what has an edge of this width besides: where edges meet, they reach twice as far."""
        return Box(self.left - edge, self.top - edge, self.right + edge, self.bottom + edge)

    def overlaps(self, other: "Box") -> bool:
        """Whether two have more than a border in common."""
        wide = self.left < other.right and other.left < self.right
        return wide and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Shape:
    """Steps, each a command, the sizes and flags that an arc has besides, and the places that it names."""

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, d: str) -> "Shape":
        """The path that stands in an attribute `d`. Raises ValueError for a command that is not known here."""
        if STEP.sub("", d).strip():
            raise ValueError(f"a path that nobody reads: {d}")
        return cls(tuple(_steps(d)))

    @classmethod
    def joined(cls, paths: Iterable["Shape"]) -> "Shape":
        """One path of several."""
        return cls(tuple(step for path in paths for step in path.steps))

    def moved(self, right: float, down: float) -> "Shape":
        """The same path elsewhere."""
        return Shape(
            tuple(
                (command, sizes, tuple((round(x + right, 1), round(y + down, 1)) for x, y in places))
                for command, sizes, places in self.steps
            )
        )

    @property
    def is_nothing(self) -> bool:
        """Whether it goes nowhere."""
        return len({place for _, _, places in self.steps for place in places}) < 2

    @property
    def box(self) -> Box:
        """What it lies within; of an arc, a little more."""
        reach = max((max(sizes[:2]) for _, sizes, _ in self.steps if sizes), default=0)
        xs, ys = zip(*(place for _, _, places in self.steps for place in places), strict=True)
        return Box(min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach)

    def __str__(self) -> str:
        written, at, start = list[str](), (0.0, 0.0), (0.0, 0.0)
        for command, sizes, places in self.steps:
            if command == "Z":
                written.append("z")
                at = start
                continue
            by = [(x - at[0], y - at[1]) for x, y in places]
            if command == "M":
                written.append(f"M{_numbers(places[0])}")
                start = places[0]
            elif command == "L" and not round(by[0][1], 1):
                written.append(f"h{number(by[0][0])}")
            elif command == "L" and not round(by[0][0], 1):
                written.append(f"v{number(by[0][1])}")
            else:
                written.append(f"{command.lower()}{_numbers([*sizes, *(way for one in by for way in one)])}")
            at = places[-1]
        return "".join(written)


def number(value: float) -> str:
    """A number in as few letters as there are: tenths of a pixel are fine enough for a screen and for paper."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    if text.startswith(("0.", "-0.")):
        return text.replace("0.", ".", 1)
    return "0" if text == "-0" else text


def _numbers(values: Iterable[float]) -> str:
    text = ""
    for value in map(number, values):
        text += value if not text or value.startswith("-") else f",{value}"
    return text


def _steps(d: str) -> Iterator[Step]:
    at = start = (0.0, 0.0)
    for command, rest in STEP.findall(d):
        numbers, kind = [float(found) for found in NUMBER.findall(rest)], command.upper()
        if kind == "Z":
            yield "Z", (), ()
            at = start
        for first in range(0, len(numbers), TAKES[kind] or 1):
            some = numbers[first : first + TAKES[kind]]
            from_ = at if command.islower() else (0.0, 0.0)
            if kind == "H":
                places: tuple[Place, ...] = ((from_[0] + some[0], at[1]),)
            elif kind == "V":
                places = ((at[0], from_[1] + some[0]),)
            else:
                ways = some[5:] if kind == "A" else some
                places = tuple((from_[0] + x, from_[1] + y) for x, y in zip(ways[::2], ways[1::2], strict=True))
            # What follows a move without a command of its own is a line.
            own = "L" if kind in "HV" or (kind == "M" and first) else kind
            yield own, tuple(some[:5]) if kind == "A" else (), places
            at = places[-1]
            start = at if own == "M" else start
