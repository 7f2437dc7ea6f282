"""What answers mean: labels as survey tools write them, from low to high. A label matches whole or not at all."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from teamspiegel.contracts.answers import AnswerScale
from teamspiegel.contracts.imports import CHOOSE
from teamspiegel.reading.grid import number_of, plain

WRITTEN = """
helemaal mee oneens / mee oneens / neutraal / mee eens / helemaal mee eens
helemaal mee oneens / mee oneens / niet mee eens, niet mee oneens / mee eens / helemaal mee eens
helemaal mee oneens / mee oneens / niet mee eens en niet mee oneens / mee eens / helemaal mee eens
helemaal mee oneens / mee oneens / niet mee oneens, niet mee eens / mee eens / helemaal mee eens
helemaal mee oneens / mee oneens / noch mee eens, noch mee oneens / mee eens / helemaal mee eens
helemaal niet mee eens / niet mee eens / neutraal / mee eens / helemaal mee eens
helemaal niet mee eens / niet mee eens / noch mee eens, noch mee oneens / mee eens / helemaal mee eens
helemaal niet mee eens / niet mee eens / noch mee eens noch mee oneens / mee eens / helemaal mee eens
helemaal niet mee eens / niet mee eens / niet mee eens, niet mee oneens / mee eens / helemaal mee eens
helemaal oneens / oneens / neutraal / eens / helemaal eens
helemaal oneens / oneens / niet eens, niet oneens / eens / helemaal eens
helemaal oneens / oneens / noch eens, noch oneens / eens / helemaal eens
zeer oneens / oneens / neutraal / eens / zeer eens
zeer mee oneens / mee oneens / neutraal / mee eens / zeer mee eens
sterk mee oneens / mee oneens / neutraal / mee eens / sterk mee eens
volledig oneens / oneens / neutraal / eens / volledig eens
volledig mee oneens / mee oneens / neutraal / mee eens / volledig mee eens
nooit / zelden / soms / vaak / altijd
nooit / zelden / soms / regelmatig / altijd
nooit / zelden / soms / meestal / altijd
(bijna) nooit / zelden / soms / vaak / (bijna) altijd
niet / incidenteel / afwisselend / regelmatig / systematisch
niet te zien / incidenteel / afwisselend / regelmatig / systematisch
helemaal niet / een beetje / redelijk / grotendeels / helemaal
zeer ontevreden / ontevreden / neutraal / tevreden / zeer tevreden
zeer slecht / slecht / voldoende / goed / zeer goed
onvoldoende / matig / voldoende / goed / uitstekend
0 / 25 / 50 / 75 / 100
0% / 25% / 50% / 75% / 100%
helemaal mee oneens / mee oneens / mee eens / helemaal mee eens
helemaal niet mee eens / niet mee eens / mee eens / helemaal mee eens
helemaal oneens / oneens / eens / helemaal eens
zeer oneens / oneens / eens / zeer eens
nooit / soms / vaak / altijd
zwak / matig / voldoende / goed
onvoldoende / voldoende / goed / excellent
strongly disagree / disagree / neutral / agree / strongly agree
strongly disagree / disagree / neither agree nor disagree / agree / strongly agree
strongly disagree / somewhat disagree / neither agree nor disagree / somewhat agree / strongly agree
never / rarely / sometimes / often / always
not at all / a little / somewhat / mostly / completely
strongly disagree / disagree / agree / strongly agree
stimme überhaupt nicht zu / stimme nicht zu / teils, teils / stimme zu / stimme voll und ganz zu
stimme gar nicht zu / stimme eher nicht zu / teils-teils / stimme eher zu / stimme voll zu
trifft gar nicht zu / trifft eher nicht zu / teils-teils / trifft eher zu / trifft voll zu
trifft nicht zu / trifft eher nicht zu / teils-teils / trifft eher zu / trifft zu
nie / selten / manchmal / oft / immer
stimme nicht zu / stimme eher nicht zu / stimme eher zu / stimme zu
stimme gar nicht zu / stimme eher nicht zu / stimme eher zu / stimme voll zu
stimme gar nicht zu / stimme eher nicht zu / stimme eher zu / stimme vollständig zu
gar nicht / eher selten / eher häufig / sehr häufig
"""
FAMILIES: tuple[tuple[str, ...], ...] = tuple(
    tuple(plain(label) for label in line.split(" / ")) for line in WRITTEN.split("\n") if line
)

NO_ANSWER = frozenset(
    plain(label)
    for label in """
? | -1 | - | weet niet | weet ik niet | geen mening | geen antwoord | niet beantwoord | niet van toepassing
nvt | n.v.t. | n.v.t
weet ik niet / n.v.t. | weet ik niet/n.v.t. | weet niet / n.v.t. | weet niet/n.v.t. | weet niet / geen mening
weet niet/geen mening | kan ik niet beoordelen | kan ik niet zeggen | n/a | na | #n/a
not applicable | don't know | i don't know | no answer | no opinion | prefer not to say
keine angabe | weiß nicht | weiss nicht | kann ich nicht beurteilen | nicht zutreffend | entfällt
""".replace("\n", "|").split("|")
    if label.strip()
)
"""What is no answer to a statement."""
NUMBERED = re.compile(
    r"(?P<number>\d{1,3})\s*(?:[-–=:.)]|$)\s*(?P<label>\D.*)?|(?P<before>\D.*?)\s*\((?P<behind>\d{1,3})\)"
    r"|(?P<first>\d{1,3})\s*\((?P<inside>\D[^()]*)\)"
)
"""A number and a label together: `5 = helemaal eens`, `helemaal eens (5)`, `5 (helemaal eens)`."""

LONGEST_LABEL = 60
FEWEST_TIMES = 3
KNOWN = NO_ANSWER.union(*FAMILIES)


@dataclass(frozen=True)
class Suggested:
    """How the answers of some columns may be read. `times`: how often each label stands there, and `""` for numbers.

    `labels`: as they are written, each with a score, None or `choose`; `numbers`: whether there are bare ones, on the
    scale; `unknown`: how many cells hold something that may be free text, and is not repeated anywhere.
    """

    labels: Mapping[str, float | str | None]
    numbers: bool
    times: Mapping[str, int]
    unknown: int
    family: tuple[str, ...] = field(default=(), compare=False)


def is_known(cell: str) -> bool:
    """Whether a plain text is one of the labels that tools write."""
    return cell in KNOWN


def family_of(cells: Sequence[str], scale: AnswerScale) -> tuple[str, ...]:
    """The labels, from low to high, that the answers of a column are taken from; nothing when there is no such family.

    The scale's own labels go first, whatever else stands there. Families that disagree about an answer are none.
    """
    own = _own(scale)
    found = {plain(cell) for cell in cells if cell.strip()}
    texts = {cell for cell in found if number_of(cell) is None or cell not in _scores(scale)}
    others = texts - own.keys() - NO_ANSWER
    fit = [family for family in _general(scale) if others <= set(family)] if others else []
    places = {tuple(sorted((cell, family.index(cell)) for cell in others)) for family in fit}
    if len(places) == 1:
        return fit[0]
    return tuple(own) if texts & own.keys() else ()


def suggested(
    columns: Sequence[Sequence[str]], scale: AnswerScale, family: tuple[str, ...], seen: Counter[str]
) -> Suggested:
    """How the answers of columns with one scale and family may be read. `seen`: how often each text is there in all."""
    times: Counter[str] = Counter()
    labels: dict[str, float | str | None] = {}
    written: dict[str, str] = {}
    own, unknown, numbers = _own(scale), 0, False
    for cell in (cell for cells in columns for cell in cells if cell.strip()):
        text, number = plain(cell), number_of(cell)
        if number is not None and number in scale.scores and text not in family and text not in own:
            numbers, times[""] = True, times[""] + 1
            continue
        score = _score(text, scale, family)
        if score is UNKNOWN and not _is_label(text, seen):
            unknown += 1
            continue
        name = written.setdefault(text, " ".join(cell.split()))
        labels[name] = CHOOSE if score is UNKNOWN else score
        times[name] += 1
    order = {CHOOSE: scale.max + 1}
    by_score = sorted(
        labels, key=lambda name: (labels[name] is None, order.get(str(labels[name]), labels[name] or 0), name)
    )
    return Suggested({name: labels[name] for name in by_score}, numbers, times, unknown, family)


class _Unknown(Enum):
    """There is no telling what a label means."""

    UNKNOWN = auto()


UNKNOWN = _Unknown.UNKNOWN


def _score(text: str, scale: AnswerScale, family: tuple[str, ...]) -> float | str | _Unknown | None:
    own = _own(scale)
    if text in own:
        return own[text]
    if text in family:
        return float(scale.min + family.index(text))
    if text in NO_ANSWER:
        return None
    meant = _meant(text, scale)
    return _numbered(text, scale) if meant is UNKNOWN else meant


def _numbered(text: str, scale: AnswerScale) -> float | str | _Unknown:
    """The score of a number with a label; to be chosen where the two say different things."""
    found = NUMBERED.fullmatch(text)
    number = found and float(found["number"] or found["behind"] or found["first"])
    label = found and (found["label"] or found["before"] or found["inside"])
    if not label or number not in scale.scores:
        return UNKNOWN
    return float(number) if _meant(label, scale) in (UNKNOWN, number) else CHOOSE


def _meant(label: str, scale: AnswerScale) -> float | str | _Unknown:
    """What a label means by itself; to be chosen where it may mean several things."""
    own = _own(scale)
    if label in own:
        return own[label]
    places = {scale.min + family.index(label) for family in _general(scale) if label in family}
    if len(places) == 1:
        return float(places.pop())
    return CHOOSE if any(label in family for family in _long_as(scale)) else UNKNOWN


def _own(scale: AnswerScale) -> dict[str, float]:
    """The labels of the instrument itself, from low to high, each with its score."""
    return {plain(label): float(score) for score, label in sorted(scale.labels.items())}


def _long_as(scale: AnswerScale) -> list[tuple[str, ...]]:
    return [family for family in FAMILIES if len(family) == scale.max - scale.min + 1]


def _general(scale: AnswerScale) -> list[tuple[str, ...]]:
    """The families that a scale may borrow from: those that give none of its own labels another score.

    None where its own labels do not rise as in every family that holds some of them: a high score may be a low one.
    """
    own = _own(scale)
    held = [places for family in FAMILIES if len(places := [family.index(text) for text in own if text in family]) > 1]
    if own and (not held or any(places != sorted(places) for places in held)):
        return []
    return [
        family
        for family in _long_as(scale)
        if all(own.get(text, scale.min + index) == scale.min + index for index, text in enumerate(family))
    ]


def _scores(scale: AnswerScale) -> Iterator[str]:
    return (f"{score:g}" for score in scale.scores)


def _is_label(text: str, seen: Counter[str]) -> bool:
    """Whether a text that is in no family may be shown to the author: free text does not come back word for word."""
    return len(text) <= LONGEST_LABEL and seen[text] >= FEWEST_TIMES
