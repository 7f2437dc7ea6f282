"""What a team holds together, point by point. There is no place for what is somebody's own: that stays on paper."""

from pydantic import Field

from teamspiegel.contracts.model import Day, Model, Text


class Ours(Model, title="what a team makes of a point"):
    """What a team says together about a point of its vision."""

    what: Text = Field(description="what it is to the team")
    why: Text = Field(description="why it matters to the team")
    now: Text = Field(description="how the team does it now")
    content_when: Text = Field(description="when the team will be content with it")


class VisionPoint(Model, title="a point of the vision"):
    """A point that a team talks about: first each alone, then together. What is somebody's own is not written down."""

    point: Text = Field(description="what it is about, in a few words")
    ours: Ours | None = Field(default=None, description="what the team says together; left out until it has")
    agreed: tuple[Text, ...] = Field(default=(), description="what the team does from now on")
    review: Day | None = Field(default=None, description="when the team looks at it again")
