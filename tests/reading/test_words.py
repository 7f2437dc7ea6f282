"""The school's own words: places in texts, filled on reading, and what may stand in them."""

import pytest
from teamspiegel.contracts.words import PLACES, STANDARD, Called, Words
from teamspiegel.reading.guidance import FOLDER
from teamspiegel.reading.read import read_school
from teamspiegel.reading.words import filled

from tests.schools import Files, problems_of, small

CHILDREN = Words(
    pupil=Called(one="kind", many="kinderen", article="het"),
    leader=Called(one="directeur", many="directeuren"),
)
SETTINGS = "words:\n  pupil: {one: kind, many: kinderen, article: het}\n  leader: {one: directeur, many: directeuren}\n"
PAGE = """---
id: hulp
kind: section
title: "Wat {leerlingen} zien"
summary: "Vraag {de schoolleider}."
keywords: ["{leerling}volgsysteem"]
---

## Wat {leerlingen} merken van {onze schoolleider}

Kijk bij [wat ze merken](#wat-leerlingen-merken-van-onze-schoolleider). {Elke leerling} telt.
"""


def school(page: str = PAGE, settings: str = SETTINGS) -> Files:
    return {**small(), f"{FOLDER}index.md": page.encode(), "content/settings.yml": settings.encode()}


@pytest.mark.parametrize(
    ("text", "standard", "children"),
    [
        ("{leerling} en {leerlingen}", "leerling en leerlingen", "kind en kinderen"),
        ("{Leerlingen} en {schoolleiders}", "Leerlingen en schoolleiders", "Kinderen en directeuren"),
        ("{de leerling}, {De schoolleider}", "de leerling, De schoolleider", "het kind, De directeur"),
        ("{elke leerling} en {deze leerling}", "elke leerling en deze leerling", "elk kind en dit kind"),
        ("{Die leerling}, {onze leerling}", "Die leerling, onze leerling", "Dat kind, ons kind"),
        ("{iedere leerling}, {welke leerling}", "iedere leerling, welke leerling", "ieder kind, welk kind"),
        ("{leerling}volgsysteem", "leerlingvolgsysteem", "kindvolgsysteem"),
        ("{{ leerling }} {{leerling}} {n} {: .ts }", "{{ leerling }} {{leerling}} {n} {: .ts }", None),
    ],
)
def test_a_text_in_the_words_of_a_school(text: str, standard: str, children: str | None) -> None:
    assert STANDARD.fill(text) == standard
    assert CHILDREN.fill(text) == (children or standard)


def test_every_text_of_a_page_follows_and_its_links_stay() -> None:
    """A heading keeps the address that it has with the standard words."""
    assert problems_of(school()) == []
    assert problems_of(school(settings="school: A\n")) == []
    page = read_school(school())[0].guidance_by_id["hulp"]
    assert (page.front.title, page.front.summary) == ("Wat kinderen zien", "Vraag de directeur.")
    assert page.front.keywords == ("kindvolgsysteem",)
    assert "## Wat kinderen merken van onze directeur {: #wat-leerlingen-merken-van-onze-schoolleider }\n" in page.body
    assert "Elk kind telt." in page.body


@pytest.mark.parametrize(
    "heading",
    ["## Geen plek", "## {Leerlingen} {: #eigen }", "## {Leerlingen} {#eigen}", "Geen kop met {leerlingen}"],
)
def test_a_heading_that_has_its_address_already_gets_no_other(heading: str) -> None:
    assert filled(heading, CHILDREN) == CHILDREN.fill(heading)
    assert filled("## {Leerlingen}", STANDARD) == "## Leerlingen"


def test_what_else_is_declared_follows_too() -> None:
    tree = {path: content.replace(b"Kompas", b"Kompas van {leerlingen}") for path, content in school().items()}
    names = {one.name for one in read_school(tree)[0].instruments.values()}
    assert "Kompas van kinderen" in names


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{leerlingen} zien", "{leerlngen} zien", ":4:13: found '{leerlngen}'; expected one of {leerling}, "),
        ("{Elke leerling} telt", "{Elk leerling} telt", ":11:73: found '{Elk leerling}'; expected one of "),
        ("{Elke leerling} telt", "{zon} telt", "write other brackets, if it is no place for a word"),
    ],
)
def test_an_unknown_place_is_a_problem_with_its_line_and_column(old: str, new: str, message: str) -> None:
    assert PAGE.count(old) == 1
    (told,) = problems_of(school(PAGE.replace(old, new)))
    assert told.startswith(f"{FOLDER}index.md:") and message in told
    assert told.count("{schoolleiders}") == 1, "all that may stand there is told"


def test_an_id_has_no_such_place() -> None:
    (told,) = problems_of(school(PAGE.replace("id: hulp", 'id: "{leerlingen}-hulp"')))
    assert "index.md:2: found '{leerlingen}-hulp' for key 'id'; expected a plain slug" in told


@pytest.mark.parametrize("word", ["kind3", "{kind}", "kind ", "'{{ x }}'", "kind. Ja"])
def test_a_word_is_one_of_letters(word: str) -> None:
    settings = f"words:\n  pupil: {{one: {word!r}, many: kinderen}}\n"
    (told,) = problems_of(school(settings=settings))
    assert told.startswith("content/settings.yml:2: ") and "expected a word or a few" in told


@pytest.mark.parametrize("word", ["mbo'er", "jonge mensen", "oud-leerling", "élève"])
def test_words_of_several_parts_are_fine(word: str) -> None:
    assert problems_of(school(settings=f"words:\n  pupil: {{one: {word!r}, many: kinderen}}\n")) == []


def test_a_word_needs_its_plural() -> None:
    (told,) = problems_of(school(settings="words:\n  pupil: {one: kind}\n"))
    assert told.startswith("content/settings.yml:2: found no key 'many'")


def test_every_place_is_named_once_with_a_small_letter_and_once_with_a_capital() -> None:
    assert sorted(place.lower() for place in PLACES)[::2] == sorted(place for place in PLACES if place[0].islower())
