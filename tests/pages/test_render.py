"""One page: a template with what it shows, and nothing that a template did not ask for."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup
from teamspiegel.contracts.theme import Theme, Wording
from teamspiegel.pages.render import CYCLE, Page, environment, render

from tests.sites import shown, theme

WORDS = {
    "paths.teams": "ploegen",
    "greet.hello": "Dag {name}!",
    "greet.people.one": "{n} mens",
    "greet.people.other": "{n} mensen",
    "dates.months.3": "maart",
    "terms.PLG": "Groep.",
    "terms.PLG's": "Groepen.",
    "terms.brugas": "Het midden.",
}


def rendered(template: str, context: Mapping[str, Any] | None = None, **templates: str) -> str:
    """A page of one template, with a catalogue of a few words."""
    made = Theme(Wording(WORDS), theme().palette, {"page.md.jinja": template, **templates}, {})
    page = Page("teams/blauw/lagen/zelf.md", "De titel", "page.md.jinja", context or {})
    return render(environment(made), page).decode()


def laid_out(text: str, hide: Sequence[str] = ()) -> str:
    """A page that shows a text of an author in the theme's own layout, with all of its words."""
    layout = theme().templates["_layout.md.jinja"]
    child = '{% extends "_layout.md.jinja" %}{% block body %}{{ text }}{% endblock %}'
    made = Theme(theme().wording, theme().palette, {"_layout.md.jinja": layout, "_parts.md.jinja": "", "x": child}, {})
    context = {"text": text, "hide": list(hide), "settings": {"notice": "Verzonnen."}}
    return render(environment(made), Page("index.md", "Titel", "x", context)).decode()


# ----- what a template may count on --------------------------------------------------------------------


def test_values_are_escaped_unless_the_template_says_otherwise() -> None:
    found = rendered("{{ name }} {{ body | raw }}", {"name": "<b>*x*</b>", "body": "*x* <i>"})
    assert found == "&#60;b&#62;&#42;x&#42;&#60;/b&#62; *x* <i>"


def test_a_text_with_braces_is_not_a_template() -> None:
    found = rendered('{{ name }} {{ say("greet.hello", name=name) }}', {"name": "{{ 7*7 }} {n}"})
    assert shown(found).text() == "{{ 7*7 }} {n} Dag {{ 7*7 }} {n}!"


@pytest.mark.parametrize("template", ["{{ naam }}", "{{ name.naam }}", "{% if naam %}{% endif %}", "{{ to(naam) }}"])
def test_a_name_that_is_not_there_is_an_error(template: str) -> None:
    with pytest.raises(UndefinedError):
        rendered(template, {"name": "x"})


@pytest.mark.parametrize("asked", ['say("greet.goodbye")', 'say("greet.hello")', 'count("greet", 1)'])
def test_a_word_or_a_place_in_it_that_is_not_there_is_an_error(asked: str) -> None:
    with pytest.raises(KeyError):
        rendered("{{ " + asked + " }}")


def test_words_are_markup_and_what_is_filled_in_is_not() -> None:
    assert rendered('{{ say("greet.hello", name="<b>") }}') == "Dag &#60;b&#62;!"
    assert rendered('{{ say("greet.hello", name=name) }}', {"name": Markup("<b>")}) == "Dag <b>!"


@pytest.mark.parametrize(("n", "text"), [(0, "0 mensen"), (1, "1 mens"), (2, "2 mensen")])
def test_counted_words(n: int, text: str) -> None:
    assert rendered('{{ count("greet.people", n) }}', {"n": n}) == text


def test_numbers_and_days_are_written_as_a_dutch_reader_writes_them() -> None:
    context = {"x": -0.25, "day": date(2026, 3, 4)}
    assert rendered("{{ x | num(2) }} {{ day | day }}, {{ day | day(year=false) }}", context) == (
        "−0,25 4 maart 2026, 4 maart"
    )


def test_a_page_knows_its_title_and_how_to_link_from_where_it_stands() -> None:
    found = rendered('{{ title }} [x]({{ to("index.md") }}) {{ to("teams/blauw/lagen/wij.md") }}')
    assert found == "De titel [x](../../../index.md) wij.md"


def test_the_steps_of_the_research_cycle_are_those_a_learning_question_may_name() -> None:
    assert CYCLE == ("verkennen", "verdiepen", "besluiten", "uitvoeren", "borgen")
    assert all(f"words.step.{step}" in theme().wording.texts for step in CYCLE)


# ----- words with a tooltip ----------------------------------------------------------------------------

LAYOUT = "{% for term, meaning in terms.items() %}\n*[{{ term }}]: {{ meaning }}\n{% endfor %}\n"


def explained(text: str) -> list[tuple[str, str]]:
    """The words that get a tooltip in a text, with what it says."""
    page = shown(rendered("{{ text }}\n\n" + LAYOUT, {"text": text}))
    return [(found.text(), found.attributes["title"]) for found in page.every("abbr")]


def test_a_term_is_explained_also_at_the_beginning_of_a_sentence() -> None:
    assert explained("Brugas: een brugas.") == [("Brugas", "Het midden."), ("brugas", "Het midden.")]


def test_a_term_within_another_word_is_not_explained() -> None:
    assert explained("brugassen PLGs") == []


def test_the_longest_term_is_explained() -> None:
    assert explained("onze PLG's en een PLG") == [("PLG's", "Groepen."), ("PLG", "Groep.")]


def test_every_term_of_the_theme_is_explained_where_an_author_uses_it() -> None:
    """Through the real layout: an entity in the text or in the term would keep them apart."""
    terms = {key.removeprefix("terms."): text for key, text in theme().wording.texts.items() if key[:6] == "terms."}
    for term, meaning in terms.items():
        page = shown(laid_out(f"Over {term} gesproken"))
        assert [(found.text(), found.attributes["title"]) for found in page.every("abbr")] == [(term, meaning)]


# ----- the shipped templates ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(theme().templates))
def test_values_in_attributes_stand_in_double_quotes(name: str) -> None:
    """An apostrophe is not escaped, so a value between apostrophes or without quotes could end its attribute."""
    assert not re.findall(r"=\s*(?:'[^'\"<>]*)?\{\{", theme().templates[name])


@pytest.mark.parametrize("name", sorted(theme().templates))
def test_no_value_stands_in_an_attribute_of_an_element_that_holds_markdown(name: str) -> None:
    """Markdown decodes and encodes those attributes, and not quite the same way."""
    tags = re.findall(r"<[a-z]+ [^<>]*markdown(?!=\"0\")[^<>]*>", theme().templates[name])
    assert not [tag for tag in tags if "{{" in tag]


def test_every_page_has_its_title_its_notice_and_its_text() -> None:
    page = laid_out("Tekst.")
    assert page.startswith('---\ntitle: "Titel"\n---\n')
    notice, heading, text = (child for child in shown(page).children if not isinstance(child, str))
    assert (notice.tag, notice.attributes["role"], notice.text()) == ("p", "note", "Verzonnen.")
    assert (heading.tag, heading.children[0]) == ("h1", "Titel")
    assert (text.tag, text.text()) == ("p", "Tekst.")


def test_front_matter_hides_what_a_page_asks_for() -> None:
    assert laid_out("Tekst.", ["toc"]).startswith('---\ntitle: "Titel"\nhide: ["toc"]\n---\n')
