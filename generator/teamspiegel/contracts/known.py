"""What a program found out once and need not find out again: it follows from its name and the program alone."""

from dataclasses import dataclass, field
from itertools import islice

MOST_OF_BEFORE = 100
"""So much is remembered of what one process did not need: the next may, which makes something else again."""


@dataclass
class Known:
    """Texts by names. `learnt`: what an earlier process found out; `asked`: what this one needed, wherever from."""

    learnt: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """The text of a name, if it is known."""
        if name not in self.asked and name in self.learnt:
            self.asked[name] = self.learnt[name]
        return self.asked.get(name)

    def put(self, name: str, text: str) -> None:
        """Know the text of a name."""
        self.asked[name] = text

    def to_remember(self) -> dict[str, str]:
        """What this process needed, and then what those before it did, the latest first."""
        before = ((name, text) for name, text in self.learnt.items() if name not in self.asked)
        return {**self.asked, **dict(islice(before, MOST_OF_BEFORE))}

    @property
    def has_more(self) -> bool:
        """Whether something was found out that no earlier process knew."""
        return not self.asked.keys() <= self.learnt.keys()
