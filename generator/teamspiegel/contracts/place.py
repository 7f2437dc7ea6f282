"""Where a number belongs: what it is about, and of whom and when it is."""

from typing import Literal, NamedTuple

Kind = Literal["item", "block", "layer", "axis"]

AXIS = "axis"
"""The source of an axis, which may be made of layers with several sources of their own."""


class Aspect(NamedTuple):
    """What an indicator is about. `source`: a layer id, or 'axis'."""

    source: str
    kind: Kind
    id: str


class Place(NamedTuple):
    """An aspect of one team in one round: each indicator has a place of its own."""

    team: str
    round: str
    aspect: Aspect

    @property
    def source(self) -> str:
        """A layer id, or 'axis'."""
        return self.aspect.source

    @property
    def kind(self) -> Kind:
        """Item, block, layer or axis."""
        return self.aspect.kind

    @property
    def id(self) -> str:
        """What the instrument calls it."""
        return self.aspect.id
