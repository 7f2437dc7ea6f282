"""One page: a template with what it shows, and nothing that a template did not ask for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

import pytest
from jinja2 import Environment, UndefinedError, nodes
from markupsafe import Markup
from teamspiegel.contracts.guidance import Step, Term
from teamspiegel.contracts.theme import Theme, Wording
from teamspiegel.pages.render import SHARED, Page, environment, render

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


def rendered(template: str, context: Mapping[str, Any] | None = None, glossary: Iterable[Term] = ()) -> str:
    """A page of one template, with a catalogue of a few words."""
    made = Theme(Wording(WORDS), theme().palette, {**dict.fromkeys(SHARED.values(), ""), "page.md.jinja": template}, {})
    page = Page("teams/blauw/lagen/zelf.md", "De titel", "page.md.jinja", context or {})
    return render(environment(made, glossary), page).decode()


def laid_out(text: str, hide: Sequence[str] = ()) -> str:
    """A page that shows a text of an author in the theme's own layout, with all of its words."""
    child = '{% extends "_layout.md.jinja" %}{% block body %}{{ text }}{% endblock %}'
    made = Theme(theme().wording, theme().palette, {**theme().templates, "x": child}, {})
    context: dict[str, Any] = {
        "text": text,
        "hide": list(hide),
        "settings": {"school": "De School", "notice": "Verzonnen.", "search_engines": False},
        "definitions": {"rounds": []},
        "lock": None,
    }
    return render(environment(made), Page("index.md", "Titel", "x", context)).decode()


def test_a_template_is_compiled_once_and_again_when_its_text_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    real = Environment.compile

    def compile_(env: Environment, source: str, *where: Any) -> Any:
        compiled.append(source)
        return real(env, source, *where)

    monkeypatch.setattr(Environment, "compile", compile_)
    texts = ["Eerst {{ x }}", "Eerst {{ x }}", "Dan {{ x }}", "Eerst {{ x }}"]
    assert [rendered(text, {"x": n}) for n, text in enumerate(texts)] == ["Eerst 0", "Eerst 1", "Dan 2", "Eerst 3"]
    assert [text for text in compiled if text] == ["Eerst {{ x }}", "Dan {{ x }}"]


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
    assert rendered("{{ cycle_steps | join(' ') }}") == " ".join(get_args(Step))
    assert get_args(Step) == ("verkennen", "verdiepen", "besluiten", "uitvoeren", "borgen")


# ----- words that are explained ----------------------------------------------------------------------------

BRUGAS, PLG, GROUPS = "Het midden.", "Groep.", "Groepen."


def explained(text: str, *glossary: Term) -> list[tuple[str, str]]:
    """The words that get a tooltip in a text, with what it says."""
    page = shown(rendered("{{ text }}\n", {"text": text}, glossary))
    return [(found.text(), found.attributes["title"]) for found in page.every("abbr")]


def test_a_term_is_explained_also_at_the_beginning_of_a_sentence() -> None:
    assert explained("Brugas: een brugas.") == [("Brugas", BRUGAS), ("brugas", BRUGAS)]


def test_a_term_within_another_word_is_not_explained() -> None:
    assert explained("brugassen PLGs") == []


def test_the_longest_term_is_explained() -> None:
    assert explained("onze PLG's en een PLG") == [("PLG's", GROUPS), ("PLG", PLG)]


def test_every_term_of_the_theme_is_explained_where_an_author_uses_it() -> None:
    """Through the real layout: an entity in the text or in the term would keep them apart."""
    terms = {key.removeprefix("terms."): text for key, text in theme().wording.texts.items() if key[:6] == "terms."}
    for term, meaning in terms.items():
        page = shown(laid_out(f"Over {term} gesproken"))
        assert [(found.text(), found.attributes["title"]) for found in page.every("abbr")] == [(term, meaning)]


def test_a_tooltip_stands_only_on_a_page_that_has_its_term() -> None:
    """Of all the words that could be explained, a page carries those that it uses."""
    assert rendered("Een brugas.\n") == f"Een brugas.\n\n*[brugas]: {BRUGAS}\n"
    assert rendered("Brugas en PLG.\n") == f"Brugas en PLG.\n\n*[PLG]: {PLG}\n*[Brugas]: {BRUGAS}\n"
    assert rendered("Niets.\n") == "Niets.\n"
    assert rendered("Niets.\n", glossary=[Term(term="iets", meaning="Wat het is.")]) == "Niets.\n"


def test_a_term_within_another_word_puts_no_tooltip_on_the_page() -> None:
    assert rendered("brugassen, hoofdbrugas, brugas_x, PLGs\n") == "brugassen, hoofdbrugas, brugas_x, PLGs\n"


def test_a_term_of_the_glossary_is_explained_in_all_of_its_forms() -> None:
    term = Term(term="voorbeeldles", forms=("voorbeeldlessen", "les met voorbeeld"), meaning="Om te zien.")
    text = "Voorbeeldles, voorbeeldlessen, een les met voorbeeld. Les met voorbeeld, voorbeeldlesje."
    words = ["Voorbeeldles", "voorbeeldlessen", "les met voorbeeld", "Les met voorbeeld"]
    assert explained(text, term) == [(word, "Om te zien.") for word in words]


def test_a_term_that_is_too_common_gets_no_tooltip() -> None:
    assert explained("Een les.", Term(term="les", meaning="Een uur.", tooltip=False)) == []


def test_what_a_term_says_besides_is_no_part_of_its_tooltip() -> None:
    assert explained("Een les.", Term(term="les", meaning="Een uur.", more="Of korter.")) == [("les", "Een uur.")]


def test_the_glossary_of_a_school_has_the_last_word() -> None:
    """Also where it says that a word of the theme needs no tooltip."""
    other = Term(term="brugas", meaning="Bij ons: drie.")
    silent = Term(term="groep", forms=("PLG",), meaning="Een paar mensen.", tooltip=False)
    assert explained("Brugas en PLG", other) == [("Brugas", "Bij ons: drie."), ("PLG", PLG)]
    assert explained("Brugas en PLG, onze PLG's", silent) == [("Brugas", BRUGAS), ("PLG's", GROUPS)]


def at_the_foot(text: str, *glossary: Term) -> list[tuple[str, str]]:
    """The words that are explained at the foot of a page with a text in Markdown."""
    template = "{% for one in explained(text) %}<dt>{{ one.word }}</dt><dd>{{ one.meaning }}</dd>\n{% endfor %}"
    page = shown(rendered(template, {"text": text}, glossary))
    return [(word.text(), meaning.text()) for word, meaning in zip(page.every("dt"), page.every("dd"), strict=True)]


def test_each_word_is_explained_once_at_the_foot_from_a_to_z() -> None:
    """By its own name, in whatever form it stands there."""
    term = Term(term="les", forms=("lessen",), meaning="Een uur.")
    found = at_the_foot("PLG. Brugas, lessen, brugas en een les.", term)
    assert found == [("brugas", BRUGAS), ("les", "Een uur."), ("PLG", PLG)]


@pytest.mark.parametrize("unseen", ["[x](brugas.md)", '<p title="brugas">x</p>', "# X {: #brugas }", "brugassen"])
def test_a_word_that_no_reader_sees_is_not_explained_at_the_foot(unseen: str) -> None:
    assert at_the_foot(unseen) == []


HOSTILE = "<b>\"'&[x](y) *z* {: .w } `v` | \\ &lt;"


def test_a_meaning_with_active_characters_stays_text() -> None:
    page = shown(rendered("Een les.\n", glossary=[Term(term="les", meaning=HOSTILE)]))
    (found,) = page.every("abbr")
    assert found.attributes == {"title": HOSTILE}
    assert page.text().strip() == "Een les."


@pytest.mark.parametrize("term", ["les <b>", "a]: b", "*[x]", "c*d*e", "R&D", "x|y", "# f"])
def test_a_term_with_active_characters_stays_text(term: str) -> None:
    """It is not explained, since Markdown does not see it in one piece; nothing else comes of it either."""
    page = shown(rendered("Over {{ text }} gezegd.\n", {"text": term}, [Term(term=term, meaning="Uitleg.")]))
    assert [element.tag for element in page.every()] == ["p"]
    assert page.text().strip() == f"Over {term} gezegd."


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
    notice, heading, text, foot = (child for child in shown(page).children if not isinstance(child, str))
    assert (notice.tag, notice.attributes["role"], notice.text()) == ("p", "note", "Verzonnen.")
    assert (heading.tag, heading.children[0]) == ("h1", "Titel")
    assert (text.tag, text.text()) == ("p", "Tekst.")
    assert (foot.attributes["class"], foot.text()) == ("ts-foot", "De School")


def test_front_matter_hides_what_a_page_asks_for() -> None:
    assert laid_out("Tekst.", ["toc"]).startswith('---\ntitle: "Titel"\nhide: ["toc"]\n---\n')


def lost_spaces(template: str) -> list[str]:
    """Words that a template prints as a value, with a space at an end: a value loses it, and words stand together."""
    printed: list[nodes.Node] = [
        part for output in Environment().parse(template).find_all(nodes.Output) for part in output.nodes
    ]
    words = []
    for part in printed:
        if isinstance(part, nodes.CondExpr):
            printed += [one for one in (part.expr1, part.expr2) if one]
        elif isinstance(part, nodes.Const) and isinstance(part.value, str) and part.value != part.value.strip():
            words.append(part.value)
    return words


def test_no_template_prints_words_whose_space_is_lost() -> None:
    assert rendered('Een{{ " twee" if x }}', {"x": True}) == "Eentwee"
    assert lost_spaces('Een{{ " twee" if x else "drie" }} {{ "vier " }}') == ["vier ", " twee"]
    assert {name: lost for name, text in theme().templates.items() if (lost := lost_spaces(text))} == {}
