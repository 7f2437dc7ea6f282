"""A work meeting: from an issue in results to a path of steps, by way of what is known."""

from typing import Literal

from pydantic import Field

from teamspiegel.contracts.inquiry import Action
from teamspiegel.contracts.model import Day, Model, QuestionId, Text

Cluster = Literal["literatuur", "ervaring", "context"]
"""Where an answer can be found: in research, in what colleagues know, or in what is going on here."""


class WorkQuestion(Model, title="a question of a work meeting"):
    """A question that came up about the issue."""

    text: Text = Field(description="the question")
    cluster: Cluster = Field(description="where an answer can be found")
    chosen: bool = Field(default=False, description="whether the team looked into it")
    answered: Text | None = Field(default=None, description="the answer that it found")


class WorkFinding(Model, title="a finding of a group"):
    """Something that a group found out."""

    text: Text = Field(description="what it found")
    source: Text | None = Field(default=None, description="where: a text, an earlier plan, a conversation; no names")
    works_because: Text | None = Field(default=None, description="why it worked there")


class WorkGroup(Model, title="a group of a work meeting"):
    """What one group looked into."""

    cluster: Cluster = Field(description="where it looked")
    findings: tuple[WorkFinding, ...] = Field(default=(), description="what it found")
    unanswered: tuple[Text, ...] = Field(default=(), description="what it could not answer")


class WorkOption(Model, title="an option of a work meeting"):
    """Something that the team could do."""

    text: Text = Field(description="what it could do")
    source: Text | None = Field(default=None, description="which finding it rests on")
    chosen: bool = Field(default=False, description="whether the team does it")


class PathStep(Action, title="a step of the path"):
    """A step from here to there: an action of which everybody can see that it is done."""

    due: Day = Field(description="until when")
    sign: Text = Field(description="what can be seen or heard when it works")
    fixed: bool = Field(default=False, description="whether everybody does it in the same way")


class LookBack(Model, title="a look back on the path"):
    """When the team looks whether the path leads there."""

    when: Day = Field(description="when")
    how: Text = Field(description="how")
    role: Text = Field(description="who sees to it: a role, never a name")


class ChangePath(Model, title="a change path"):
    """The path from how it is to how it should be."""

    here: Text = Field(description="how it is now")
    there: Text = Field(description="how it should be")
    steps: tuple[PathStep, ...] = Field(default=(), description="the steps, in order")
    lookback: tuple[LookBack, ...] = Field(default=(), description="when the team looks back")


class WorkMeeting(Model, title="a work meeting"):
    """What came of the five steps of a work meeting."""

    issue: Text = Field(description="the problem, signal or puzzle that it was about")
    questions: tuple[WorkQuestion, ...] = Field(default=(), description="the questions that came up")
    groups: tuple[WorkGroup, ...] = Field(default=(), description="what each group looked into")
    options: tuple[WorkOption, ...] = Field(default=(), description="what the team could do")
    path: ChangePath | None = Field(default=None, description="what it does")
    learning_question: QuestionId | None = Field(
        default=None, description="the learning question of the team that it leads to"
    )
