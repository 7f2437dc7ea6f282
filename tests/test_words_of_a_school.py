"""The demonstration as another school would call its people: every text follows, and no address changes."""

import re
from functools import cache

from teamspiegel.contracts.words import PLACE, PLACES

from tests.schools import ROOT, below, demonstration
from tests.sites import pages, shown, site

WORDS = b"""
words:
  pupil: {one: kind, many: kinderen, article: het}
  leader: {one: directeur, many: directeuren}
"""
STANDARD = re.compile(r"\w*(?:leerling|schoolleid|student|teamleid)\w*", re.IGNORECASE)
PLACE_OF_A_WORD = re.compile("|".join(re.escape(f"{{{place}}}") for place in PLACES))

TERMS = re.compile(r"leerling(?:kapitaal|gewichten|gewicht|volgsysteem|volgsystemen)", re.IGNORECASE)
"""Names of things: of the instrument, of a law, of a kind of program."""
KEY = re.compile(r"^ *[\w-]+:", re.MULTILINE)
"""What no reader sees."""
OF_THE_RESEARCH = ("hulp/datagebruik/onderzoek.md", "hulp/datagebruik/verschillen.md")
"""What a study asked, and of whom, is told in its own words: it went to schools that call their people so."""
PUBLISHED = re.compile(
    r"\]\([^)]*\)|Tips bij dilemma’s van schoolleiders|De schoolleider in verandering[^\]]*|{:[^}]*}"
)
"""Addresses, and titles that others gave."""

OF_THE_WORD_ITSELF = {
    ("hulp/begrippen.md", "schoolleider"),
    ("hulp/onderzoekscyclus.md", "voor-de-schoolleider"),
}
"""A term of the glossary is found under what it is called; and a heading of five that no link could tell apart."""
OWN = ("content/sessions/", "content/learning-questions/")
"""What a team wrote itself, in its own words."""

AGREES_WITH_DE = re.compile(
    r"(?<!\w)(?:de|deze|die|elke|iedere|onze|welke) \{(?:leerling|schoolleider)\}", re.IGNORECASE
)


@cache
def in_words(words: bytes) -> dict[str, str]:
    """Every page of the demonstration in these words, without what its teams wrote themselves."""
    tree = {path: content for path, content in demonstration().items() if not path.startswith(OWN)}
    settings = tree["content/settings.yml"].split(b"words:")[0]
    return pages(site({**tree, "content/settings.yml": settings + words}))


def test_every_page_says_what_the_school_says() -> None:
    told = {path: shown(text).text() for path, text in in_words(WORDS).items()}
    assert len(told) > 60
    found = {
        (path, word)
        for path, text in told.items()
        if path not in OF_THE_RESEARCH
        for word in STANDARD.findall(TERMS.sub("", PUBLISHED.sub("", text)))
    }
    assert found == set()
    together = " ".join(told.values())
    assert all(f" {word}" in together for word in ("kinderen", "het kind", "elk kind", "de directeur", "directeuren"))
    assert "Voor de directeur" in told["hulp/aanbevelingen/h1.md"]


def test_no_place_is_left_open() -> None:
    assert [path for path, text in in_words(WORDS).items() if PLACE_OF_A_WORD.search(text)] == []


def test_other_words_change_no_address() -> None:
    """Neither of a page, nor of a part of one that anything links to."""
    before, after = in_words(b""), in_words(WORDS)
    assert before.keys() == after.keys()
    lost = {(path, id_) for path, text in before.items() for id_ in ids(text) - ids(after[path])}
    assert {(path, re.sub(r"_\d$", "", id_)) for path, id_ in lost} <= OF_THE_WORD_ITSELF


def ids(page: str) -> set[str]:
    return {element.attributes["id"] for element in shown(page).every() if "id" in element.attributes}


def test_before_a_word_that_may_have_another_article_none_is_written() -> None:
    """`{de leerling}` becomes "het kind"; `de {leerling}` would be "de kind"."""
    written = {**below(ROOT, "content/guidance", "content/instruments", "theme/wording", "theme/pages")}
    assert [path for path, text in written.items() if AGREES_WITH_DE.search(text.decode())] == []


def test_the_product_writes_none_of_these_words_itself() -> None:
    """What is ours has a place for the word: the instrument's names of terms apart, and titles of others."""
    ours = below(ROOT, "content/instruments", "theme/wording", "theme/pages")
    left = {
        (path, word)
        for path, text in ours.items()
        for word in STANDARD.findall(TERMS.sub("", PLACE.sub("", KEY.sub("", text.decode()))))
    }
    assert left == set()


def test_the_demonstration_is_a_school_of_students() -> None:
    """Also in what its teams wrote themselves."""
    told = " ".join(text for path, text in pages(site(demonstration())).items() if path not in OF_THE_RESEARCH)
    assert "studenten" in told and "teamleider" in told
    assert not re.search(r"\bleerlingen\b|\bschoolleiders?\b", PUBLISHED.sub("", told), re.IGNORECASE)
