"""What `theme/` holds: wording, palette, page templates and the files that the site carries along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from teamspiegel.contracts.words import Words

HEX = re.compile(r'"(#[0-9a-fA-F]{6})"')


@dataclass(frozen=True)
class Wording:
    """One language's catalogue of UI words: dotted keys to texts with {named} places."""

    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The text of a key with its places filled in; KeyError when the catalogue has no such key or place."""
        return self.texts[key].format(**values)

    def count(self, key: str, n: int, **values: object) -> str:
        """The text `key.one` or `key.other`, as `n` asks, with {n} filled in."""
        return self.say(f"{key}.{'one' if n == 1 else 'other'}", n=n, **values)

    def day(self, day: date, year: bool = True) -> str:
        """A date as people write it: 24 maart 2026, or without its year."""
        words = f"{day.day} {self.say(f'dates.months.{day.month}')}"
        return f"{words} {day.year}" if year else words

    def month(self, day: date) -> str:
        """A month with its year: november 2025."""
        return f"{self.say(f'dates.months.{day.month}')} {day.year}"


@dataclass(frozen=True)
class Colour:
    """One colour role: its value on paper and light screens, and on dark ones."""

    light: str
    dark: str


@dataclass(frozen=True)
class Palette:
    """The colours by role, the layers' and the building blocks' in order, and the ramp of scores from low over neutral
    to high."""

    roles: Mapping[str, Colour]
    series: tuple[Colour, ...]
    ramp: tuple[str, str, str, str, str]
    blocks: tuple[Colour, ...] = ()

    @property
    def variables(self) -> dict[str, Colour]:
        """The CSS variable of each colour that a page may change: all but the ramp's."""
        lists = {"series": self.series, "block": self.blocks}
        numbered = {f"{name}-{at}": one for name, ones in lists.items() for at, one in enumerate(ones, 1)}
        return {f"--ts-{name}": colour for name, colour in {**self.roles, **numbered}.items()}

    def recoloured(self, text: str, pattern: re.Pattern[str] = HEX) -> str:
        """The text with a CSS variable in the place of each of these colours, so that a dark page recolours it.

        The text is an SVG or a specification: a colour stands between quotation marks in both, `pattern` finds it.
        """
        names = {colour.light.lower(): name for name, colour in self.variables.items()}

        def variable(match: re.Match[str]) -> str:
            name = names.get(match[1].lower())
            return f'"var({name}, {match[1]})"' if name else match[0]

        return pattern.sub(variable, text)


@dataclass(frozen=True)
class Theme:
    """Everything in `theme/` that pages, charts and papers need. `templates`: of pages; `papers`: of papers."""

    wording: Wording
    palette: Palette
    templates: Mapping[str, str]
    assets: Mapping[str, bytes]
    papers: Mapping[str, str] = field(default_factory=dict)

    def saying(self, words: Words) -> "Theme":
        """The theme in the words of a school: its catalogue and its templates have places for them too."""
        texts = {key: words.fill(text) for key, text in self.wording.texts.items()}
        templates = {path: words.fill(text) for path, text in self.templates.items()}
        papers = {name: words.fill(text) for name, text in self.papers.items()}
        return replace(self, wording=Wording(texts), templates=templates, papers=papers)
