"""Render one page: a template of the theme with what it shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.definitions import LearningQuestion
from teamspiegel.contracts.numbers import dutch, dutch_threshold
from teamspiegel.contracts.theme import Theme
from teamspiegel.pages.paths import Paths, link
from teamspiegel.pages.related import of_source
from teamspiegel.pages.text import bare, in_words, plain

CYCLE: tuple[str, ...] = get_args(LearningQuestion.model_fields["step"].annotation)
"""The steps of the research cycle, in order."""


@dataclass(frozen=True)
class Figure:
    """A drawn chart: its SVG to stand in a page, and to stand alone as a file; and its script for who asks more."""

    chart: Chart
    inline: str
    standalone: str
    script: str


@dataclass(frozen=True)
class Page:
    """A page before it is rendered: where it goes, what the navigation calls it, and what its template is given."""

    path: str
    title: str
    template: str
    context: Mapping[str, Any]


def environment(theme: Theme) -> Environment:
    """The theme's templates. Every value is escaped unless it is Markup; a name that is not there is an error."""
    env = Environment(
        loader=DictLoader(dict(theme.templates)),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=plain,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def say(key: str, **values: object) -> Markup:
        return Markup(theme.wording.say(key, **{name: plain(value) for name, value in values.items()}))

    def count(key: str, n: int, **values: object) -> Markup:
        return Markup(theme.wording.count(key, n, **{name: plain(value) for name, value in values.items()}))

    env.globals |= {
        "say": say,
        "count": count,
        "paths": Paths(theme.wording),
        "terms": _terms(theme),
        "cycle_steps": CYCLE,
    }
    env.filters |= {
        "num": dutch,
        "threshold": dutch_threshold,
        "day": partial(in_words, wording=theme.wording),
        "raw": Markup,
        "front_matter": _front_matter,
        "of_source": of_source,
    }
    return env


def _front_matter(title: str) -> Markup:
    """A title as a YAML string. Every letter as it is: YAML reads no surrogates, which is how JSON writes an emoji."""
    return Markup(json.dumps(bare(title), ensure_ascii=False))


def _terms(theme: Theme) -> dict[str, Markup]:
    """The words with a tooltip: as written, and with a capital."""
    texts = theme.wording.texts
    known = {key.removeprefix("terms."): Markup(text) for key, text in texts.items() if key.startswith("terms.")}
    return known | {term[0].upper() + term[1:]: text for term, text in known.items()}


def render(env: Environment, page: Page) -> bytes:
    """The page as Markdown."""
    template = env.get_template(page.template)
    text = template.render(page.context, title=page.title, to=lambda target: Markup(link(page.path, target)))
    return text.encode()
