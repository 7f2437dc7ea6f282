"""The guidance library: what each kind of page says of itself in its front matter."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import Field

from teamspiegel.contracts.model import Address, Model, Slug, Text, Whole

Step = Literal["verkennen", "verdiepen", "besluiten", "uitvoeren", "borgen"]
"""A step of the research cycle (`onderzoekscyclus`), in order."""

MOST_MINUTES = 24 * 60
MOST_LINES = 100
"""What a sheet of paper holds, and then some."""

OWN_HEADINGS = ("volgende-week", "vragen", "wie-doet-wat", "uit-de-praktijk", "voorbereiden", "draaiboek")
"""What the theme calls parts of a page, for links within it; an activity on the page has another id."""


class Reference(Model):
    """Something to read or to use: its title, its address when it has one, and what it is for."""

    title: Text
    url: Address | None = None
    what: Text | None = None


class Ties(Model):
    """What a text helps with: these items, everything about these elements, everything in these layers."""

    items: tuple[Slug, ...] = ()
    elements: tuple[Slug, ...] = ()
    layers: tuple[Slug, ...] = ()


class Activity(Ties):
    """Something concrete to do next week."""

    id: Slug
    title: Text
    time: Text
    how: Text


class QuestionGroup(Model):
    """Questions that belong together, and when to ask them."""

    title: Text
    when: Text | None = None
    questions: tuple[Text, ...] = Field(min_length=1)


class Front(Ties):
    """What every page of the library says of itself. `order`: its place among the pages of its folder."""

    id: Slug
    title: Text
    summary: Text
    order: Whole = 0
    sources: tuple[Reference, ...] = ()
    keywords: tuple[Text, ...] = ()
    activities: tuple[Activity, ...] = ()
    questions: tuple[QuestionGroup, ...] = ()
    tools: tuple[Reference, ...] = ()
    reading: tuple[Reference, ...] = ()

    @property
    def ties(self) -> tuple[Ties, ...]:
        """What the page helps with: as a whole, and with each of its activities."""
        return (self, *self.activities)


class Section(Front):
    """A folder of the library: its own page, which lists the others."""

    kind: Literal["section"]


class SourcedFront(Front):
    """A page that tells what others found: it names them."""

    sources: tuple[Reference, ...] = Field(min_length=1)


class Article(SourcedFront):
    """A page of running text."""

    kind: Literal["page"]


class RoleStep(Model):
    """One step for a role: what, and how to start on it."""

    step: Text
    how: Text


class Case(Model):
    """A story from a school in two halves: the question, and how it went on. A text per paragraph."""

    title: Text
    question: tuple[Text, ...] = Field(min_length=1)
    outcome: tuple[Text, ...] = Field(min_length=1)


class Recommendation(SourcedFront):
    """A recommendation (`aanbeveling`), with the steps of the school leader and of the kartrekker."""

    kind: Literal["recommendation"]
    leader: tuple[RoleStep, ...] = Field(min_length=1)
    facilitator: tuple[RoleStep, ...] = Field(min_length=1)
    case: Case | None = None


class ScriptStep(Model):
    """A part of a work form: how long it takes, what the facilitator does, and what they may say or ask."""

    title: Text
    minutes: int = Field(gt=0, le=MOST_MINUTES)
    how: Text
    prompts: tuple[Text, ...] = ()


class SheetPart(Model):
    """A part of a printed sheet: lines to write on, or a table with empty rows."""

    title: Text
    hint: Text | None = None
    lines: int = Field(default=3, gt=0, le=MOST_LINES)
    columns: tuple[Text, ...] = ()
    rows: int = Field(default=3, gt=0, le=MOST_LINES)


class WorkForm(SourcedFront):
    """A meeting as a script for its facilitator, with a sheet to print."""

    kind: Literal["workform"]
    people: Text
    materials: tuple[Text, ...] = Field(min_length=1)
    preparation: tuple[Text, ...] = ()
    script: tuple[ScriptStep, ...] = Field(min_length=1)
    sheet: tuple[SheetPart, ...] = ()

    @property
    def minutes(self) -> int:
        """How long the whole meeting takes."""
        return sum(step.minutes for step in self.script)

    @property
    def timetable(self) -> list[tuple[int, ScriptStep]]:
        """Every step with the minute at which it begins."""
        return [(sum(step.minutes for step in self.script[:index]), step) for index, step in enumerate(self.script)]


class CycleStep(Model):
    """A step of the research cycle: what it asks, of whom, and the questions that show whether it goes well."""

    id: Step
    name: Text
    asks: Text
    leader: tuple[Text, ...] = Field(min_length=1)
    facilitator: tuple[Text, ...] = Field(min_length=1)
    monitoring: tuple[Text, ...] = Field(min_length=1)
    recommendation: Slug | None = None


class Cycle(SourcedFront):
    """The research cycle (`onderzoekscyclus`) that every learning question goes round in."""

    kind: Literal["cycle"]
    steps: tuple[CycleStep, ...]

    @cached_property
    def step_by_id(self) -> dict[str, CycleStep]:
        """Every step by its id."""
        return {step.id: step for step in self.steps}


class MatrixColumn(Model):
    """What the things in a matrix are held against."""

    id: Slug
    name: Text
    what: Text


class MatrixRow(Model):
    """One thing in a matrix, whose it is, and what it contributes to: surely (`ja`) or perhaps (`mogelijk`)."""

    name: Text
    owner: Text | None = None
    what: Text
    marks: dict[Slug, Literal["ja", "mogelijk"]] = Field(default_factory=dict)


class Matrix(SourcedFront):
    """Things against what they contribute to, to sort and filter."""

    kind: Literal["matrix"]
    columns: tuple[MatrixColumn, ...] = Field(min_length=1)
    rows: tuple[MatrixRow, ...] = Field(min_length=1)


class Term(Model):
    """A term with its other forms. `meaning` is its tooltip too, unless `tooltip` says that the word is too common."""

    term: Text
    forms: tuple[Text, ...] = ()
    meaning: Text = Field(max_length=220)
    more: Text | None = None
    tooltip: bool = True

    @property
    def letter(self) -> str:
        """The letter that it stands under in an alphabet."""
        return self.term[0].upper()


class Glossary(SourcedFront):
    """The terms of the library."""

    kind: Literal["glossary"]
    terms: tuple[Term, ...] = Field(min_length=1)


KINDS: dict[str, type[Front]] = {
    "section": Section,
    "page": Article,
    "recommendation": Recommendation,
    "workform": WorkForm,
    "cycle": Cycle,
    "matrix": Matrix,
    "glossary": Glossary,
}
"""The front matter of each kind of page."""


@dataclass(frozen=True)
class GuidancePage:
    """A page of the library by its path below `content/guidance/`: front matter, and Markdown from `first_line` on."""

    path: str
    front: Front
    body: str
    first_line: int
