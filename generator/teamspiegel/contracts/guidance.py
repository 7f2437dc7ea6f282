"""The guidance library: what each kind of page says of itself in its front matter."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import Field

from teamspiegel.contracts.model import (
    Address,
    ColumnId,
    ElementId,
    ItemId,
    LayerId,
    Model,
    Name,
    RecommendationId,
    Slug,
    Text,
    Whole,
)

Step = Literal["verkennen", "verdiepen", "besluiten", "uitvoeren", "borgen"]
"""A step of the research cycle (`onderzoekscyclus`), in order."""

KIND = "what this page is; that decides which other keys it has"

MOST_MINUTES = 24 * 60
MOST_LINES = 100
"""What a sheet of paper holds, and then some."""

OWN_HEADINGS = (
    "volgende-week",
    "vragen",
    "wie-doet-wat",
    "kartrekker",
    "uit-de-praktijk",
    "voorbereiden",
    "draaiboek",
    "hoe-zeker",
)
"""What the theme calls parts of a page, for links within it; an activity on the page has another id."""


class Reference(Model, title="a reference"):
    """Something to read or to use: its title, its address when it has one, and what it is for."""

    title: Name = Field(description="what it is called")
    url: Address | None = Field(default=None, description="where it is found; leave it out when it was never published")
    what: Text | None = Field(default=None, description="what it is for; shown with tools and reading")


class Ties(Model):
    """What a text helps with: these items, everything about these elements, everything in these layers."""

    items: tuple[ItemId, ...] = Field(default=(), description="the items that it helps with")
    elements: tuple[ElementId, ...] = Field(
        default=(), description="the elements that it helps with: every item about them"
    )
    layers: tuple[LayerId, ...] = Field(default=(), description="the layers that it helps with: every item in them")


class Activity(Ties, title="an activity"):
    """Something concrete to do next week."""

    id: Slug = Field(description="its anchor on the page, where it stands once")
    title: Name = Field(description="what it is called")
    time: Text = Field(description="how long it takes, and with whom or when")
    how: Text = Field(description="what to do, step by step")


class QuestionGroup(Model, title="a group of questions"):
    """Questions that belong together, and when to ask them."""

    title: Name = Field(description="what they are about")
    when: Text | None = Field(default=None, description="when to ask them, and whom")
    questions: tuple[Text, ...] = Field(min_length=1, description="the questions")


Block = Literal["text", "activities", "questions", "roles", "case", "script", "sheet"]
"""A part of a page that may come from somebody else than the rest: `text` is what stands below the front matter."""

Whose = Literal["bron", "uitwerking", "beide", "voorbeeld"]
"""Whose words they are: told after the sources, of who made the page, both, or an example."""


Sure = Literal["onderzoek", "aanwijzing", "redenering", "van ons"]
"""How sure it is that something helps: the source names research that shows it; it gives signs of it; it reasons that
it must be so; or who made the page thought of it."""


class Claim(Model, title="a claim"):
    """Something that a page says is so, and how sure that is."""

    claim: Text = Field(description="what is said to be so, in a sentence")
    sure: Sure = Field(
        description="how sure it is: the source names research that shows it (`onderzoek`), gives signs of it "
        "(`aanwijzing`), reasons that it must be so (`redenering`), or who made the page thought of it (`van ons`)"
    )
    because: Text | None = Field(default=None, description="what makes it so sure, or keeps it from being surer")


class Front(Ties):
    """What every page of the library says of itself."""

    id: Slug = Field(description="its name in items, learning questions and steps; once in the library")
    title: Name = Field(description="what readers see")
    summary: Text = Field(description="the gist, in a sentence or two")
    order: Whole = Field(default=0, description="its place among the pages and folders beside it")
    sources: tuple[Reference, ...] = Field(
        default=(), description="where it comes from; only a `section` may leave this out"
    )
    whose: dict[Block, Whose] = Field(
        default_factory=dict,
        description="whose words a block is: told after the sources (`bron`), of who made the page (`uitwerking`), "
        "both (`beide`) or an example (`voorbeeld`); shown as a label",
    )
    sure: dict[Block, Sure] = Field(
        default_factory=dict,
        description="how sure it is that a block helps, in the words of a claim; shown beside whose words it is",
    )
    claims: tuple[Claim, ...] = Field(
        default=(), description="what the page says is so, each with how sure that is; shown together"
    )
    keywords: tuple[Text, ...] = Field(default=(), description="other words that a reader may search for")
    activities: tuple[Activity, ...] = Field(default=(), description="something concrete to do next week")
    questions: tuple[QuestionGroup, ...] = Field(default=(), description="questions to ask in the team")
    tools: tuple[Reference, ...] = Field(default=(), description="what to work with")
    reading: tuple[Reference, ...] = Field(default=(), description="what to read on")
    literature: tuple[Reference, ...] = Field(
        default=(),
        description="the research that it rests on, by who wrote it and when; the library's own page lists all",
    )

    @property
    def ties(self) -> tuple[Ties, ...]:
        """What the page helps with: as a whole, and with each of its activities."""
        return (self, *self.activities)


class Section(Front):
    """A folder of the library: its own page, which lists the others."""

    kind: Literal["section"] = Field(description=KIND)


class SourcedFront(Front, title="every page"):
    """A page that tells what others found: it names them."""

    sources: tuple[Reference, ...] = Field(
        min_length=1, description="where it comes from; only a `section` may leave this out"
    )


class Article(SourcedFront):
    """A page of running text."""

    kind: Literal["page"] = Field(description=KIND)


class RoleStep(Model, title="a step"):
    """One step for a role: what, and how to start on it."""

    step: Text = Field(description="what to do")
    how: Text = Field(description="how to start on it")


class Case(Model, title="a case"):
    """A story from a school in two halves: the question, and how it went on. A text per paragraph."""

    title: Name = Field(description="what it is called")
    question: tuple[Text, ...] = Field(min_length=1, description="what the school ran into, a text for each paragraph")
    outcome: tuple[Text, ...] = Field(min_length=1, description="how it went on; shown when a reader asks for it")
    whose: Whose | None = Field(
        default=None, description="whose words it is, where that is not what `whose` of the page says of `case`"
    )


class Recommendation(SourcedFront, title="a recommendation"):
    """A recommendation (`aanbeveling`), with the steps of the school leader and of the kartrekker."""

    kind: Literal["recommendation"] = Field(description=KIND)
    leader: tuple[RoleStep, ...] = Field(min_length=1, description="steps for the school leader")
    facilitator: tuple[RoleStep, ...] = Field(
        min_length=1, description="steps for whoever keeps the team's inquiry going"
    )
    case: Case | None = Field(default=None, description="a story from a school")
    cases: tuple[Case, ...] = Field(default=(), description="more of them, below it")

    @property
    def stories(self) -> tuple[Case, ...]:
        """Every story from a school, in order."""
        return (self.case, *self.cases) if self.case else self.cases


class ScriptStep(Model, title="a part of the script"):
    """A part of a work form: how long it takes, what the facilitator does, and what they may say or ask."""

    title: Name = Field(description="what it is called")
    minutes: int = Field(gt=0, le=MOST_MINUTES, description="how long it takes")
    how: Text = Field(description="what the facilitator does")
    prompts: tuple[Text, ...] = Field(default=(), description="what the facilitator may say or ask")


class SheetPart(Model, title="a part of the sheet"):
    """A part of a printed sheet: lines to write on, or a table with empty rows."""

    title: Name = Field(description="what stands above it")
    hint: Text | None = Field(default=None, description="what to write there")
    lines: int = Field(
        default=3, gt=0, le=MOST_LINES, description="how many lines there are to write on, when it has no columns"
    )
    columns: tuple[Text, ...] = Field(default=(), description="the heads of a table to fill in")
    rows: int = Field(default=3, gt=0, le=MOST_LINES, description="how many empty rows that table has")


class WorkForm(SourcedFront, title="a work form"):
    """A meeting as a script for its facilitator, with a sheet to print."""

    kind: Literal["workform"] = Field(description=KIND)
    people: Text = Field(description="for whom it is, and how many")
    materials: tuple[Text, ...] = Field(min_length=1, description="what is needed")
    preparation: tuple[Text, ...] = Field(default=(), description="what to do beforehand")
    script: tuple[ScriptStep, ...] = Field(
        min_length=1, description="its parts, in order; their minutes make the timetable"
    )
    sheet: tuple[SheetPart, ...] = Field(default=(), description="what to print")

    @property
    def minutes(self) -> int:
        """How long the whole meeting takes."""
        return sum(step.minutes for step in self.script)

    @property
    def timetable(self) -> list[tuple[int, ScriptStep]]:
        """Every step with the minute at which it begins."""
        return [(sum(step.minutes for step in self.script[:index]), step) for index, step in enumerate(self.script)]


class CycleStep(Model, title="a step of the cycle"):
    """A step of the research cycle: what it asks, of whom, and the questions that show whether it goes well."""

    id: Step = Field(description="which step it is")
    name: Name = Field(description="what readers see, also with a learning question")
    asks: Text = Field(description="what the team does in it")
    leader: tuple[Text, ...] = Field(min_length=1, description="what it asks of the school leader")
    facilitator: tuple[Text, ...] = Field(
        min_length=1, description="what it asks of whoever keeps the team's inquiry going"
    )
    monitoring: tuple[Text, ...] = Field(min_length=1, description="questions that show whether it goes well")
    recommendation: RecommendationId | None = Field(default=None, description="where to read more about it")


class Cycle(SourcedFront, title="the cycle"):
    """The research cycle (`onderzoekscyclus`) that every learning question goes round in."""

    kind: Literal["cycle"] = Field(description=KIND)
    steps: tuple[CycleStep, ...] = Field(description="the five steps of a learning question, in order")

    @cached_property
    def step_by_id(self) -> dict[str, CycleStep]:
        """Every step by its id."""
        return {step.id: step for step in self.steps}


class MatrixColumn(Model, title="a column of the matrix"):
    """What the things in a matrix are held against."""

    id: Slug = Field(description="its name in the marks")
    name: Name = Field(description="what readers see")
    what: Text = Field(description="what it means")


class MatrixRow(Model, title="a row of the matrix"):
    """One thing in a matrix, and what it contributes to."""

    name: Name = Field(description="what the thing is called")
    owner: Text | None = Field(default=None, description="whose it is")
    what: Text = Field(description="what it is")
    marks: dict[ColumnId, Literal["ja", "mogelijk"]] = Field(
        default_factory=dict, description="what it contributes to: surely (`ja`), or perhaps (`mogelijk`)"
    )


class Matrix(SourcedFront, title="a matrix"):
    """Things against what they contribute to, to sort and filter."""

    kind: Literal["matrix"] = Field(description=KIND)
    columns: tuple[MatrixColumn, ...] = Field(min_length=1, description="what the things are held against")
    rows: tuple[MatrixRow, ...] = Field(min_length=1, description="the things")


class Term(Model, title="a term"):
    """A term with its other forms."""

    term: Text = Field(description="the word; no other term or form is the same, whatever its capitals")
    forms: tuple[Text, ...] = Field(default=(), description="its other forms")
    meaning: Text = Field(max_length=220, description="what it means; also the tooltip")
    more: Text | None = Field(default=None, description="what the glossary says besides")
    tooltip: bool = Field(
        default=True, description="whether it is explained wherever it stands; `false` for a word that is too common"
    )

    @property
    def letter(self) -> str:
        """The letter that it stands under in an alphabet."""
        return self.term[0].upper()


class Glossary(SourcedFront, title="a glossary"):
    """The terms of the library."""

    kind: Literal["glossary"] = Field(description=KIND)
    terms: tuple[Term, ...] = Field(min_length=1, description="the terms, in any order: the page puts them from a to z")


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
