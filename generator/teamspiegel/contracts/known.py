"""What a program found out once and need not find out again: it follows from its name and the program alone."""

from dataclasses import dataclass, field


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

    @property
    def has_more(self) -> bool:
        """Whether something was found out that no earlier process knew."""
        return not self.asked.keys() <= self.learnt.keys()
