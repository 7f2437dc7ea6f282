"""The library that the demonstration ships: everything that its sources have is there, and leads to something to do."""

import re
from collections.abc import Iterator
from functools import cache
from posixpath import dirname, join, normpath

import pytest
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.guidance import Cycle, Matrix, Recommendation, WorkForm
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.report import TeamRound
from teamspiegel.contracts.site import NavItem, Site
from teamspiegel.pipeline import published_of
from teamspiegel.reading.read import read_school
from teamspiegel.reports import reports_of

from tests.schools import ROOT, below, demonstration
from tests.sites import Element, pages, shown, site

TEAM = "teams/horeca/uitkomsten.md"


@cache
def definitions() -> Definitions:
    return read_school(demonstration())[0]


@cache
def built() -> Site:
    return site(demonstration())


@cache
def read() -> dict[str, Element]:
    """Every page as a reader gets it."""
    return {path: shown(text) for path, text in pages(built()).items()}


@cache
def view() -> TeamRound:
    """The demonstration's first team in its latest round, as its pages show it."""
    report = reports_of(*published_of(demonstration()))[definitions().teams[0].id]
    assert report.latest is not None
    return report.latest


def instrument() -> Instrument:
    return view().instrument


# ----- the recommendations -----------------------------------------------------------------------------


def sentences(page: Element) -> list[str]:
    """The sentences of a page, of six words or more: what is shorter may come back. Of several teams none is shown."""
    shown_now = [one for one in page.children if isinstance(one, Element) and "hidden" not in one.attributes]
    found = Element("page", children=[*shown_now]).every("p", "li")
    blocks = [block.text("ul", "ol", "p") for block in found if block.attributes.get("class") != "ts-whose"]
    said = [sentence for block in blocks for sentence in re.split(r"(?<=[.?!])\s+", " ".join(block.split()))]
    return [sentence for sentence in said if len(sentence.split()) >= 6]


@pytest.mark.parametrize("id_", ["h1", "h2", "h3", "h4", "h5", "h6"])
def test_no_sentence_stands_twice_on_a_recommendation(id_: str) -> None:
    found = sentences(read()[f"hulp/aanbevelingen/{id_}.md"])
    assert len(found) > 100
    assert len({*found}) == len(found), [sentence for sentence in found if found.count(sentence) > 1]


# The rows of the role tables in the guideline 'Werken aan onderwijsverbetering', counted in its text. Tables 2 and 3
# have them per step of the research cycle.
ROLES = {
    #       school leader         whoever takes the lead
    "h1": (5 + 5 + 3, 3 + 2 + 2),  # table 2: explore, deepen, decide
    "h2": (6 + 4, 5 + 4),  # table 3: carry out, secure
    "h3": (7, 8),  # table 5
    "h4": (7, 6),  # table 6
    "h5": (7, 6),  # table 7
    "h6": (8, 8),  # table 9
}


def recommendations() -> dict[str, Recommendation]:
    return {page.front.id: page.front for page in definitions().guidance if isinstance(page.front, Recommendation)}


def test_there_are_six_recommendations_with_every_row_of_the_role_tables() -> None:
    found = {id_: (len(front.leader), len(front.facilitator)) for id_, front in recommendations().items()}
    assert found == ROLES


@pytest.mark.parametrize("id_", ROLES)
def test_a_recommendation_can_be_worked_with(id_: str) -> None:
    front = recommendations()[id_]
    assert front.case and front.case.question and front.case.outcome
    assert front.activities and front.questions
    assert front.reading
    assert any(tool.url for tool in front.tools)


@pytest.mark.parametrize("id_", ROLES)
def test_no_step_of_a_role_stands_twice(id_: str) -> None:
    for steps in (recommendations()[id_].leader, recommendations()[id_].facilitator):
        assert len({step.step for step in steps}) == len(steps)


# ----- whose words, and on what they rest --------------------------------------------------------------


def test_every_block_of_the_library_says_whose_words_it_is() -> None:
    for page in definitions().guidance:
        front = page.front
        blocks = {
            "text": page.body.strip(),
            "activities": front.activities,
            "questions": front.questions,
            **{block: getattr(front, block, None) for block in ("case", "script", "sheet")},
            "roles": isinstance(front, Recommendation),
        }
        assert set(front.whose) == {block for block, there in blocks.items() if there}, page.path


def test_every_recommendation_says_how_sure_it_is_and_what_we_made_is_ours() -> None:
    for id_, front in recommendations().items():
        assert front.claims, id_
        assert front.sure == {"activities": "van ons"}, id_
    # The guideline says that little is known of what it does for results of pupils: that is no research.
    assert recommendations()["h1"].claims[-1].sure == "redenering"


def test_a_made_up_story_says_so_and_there_are_two_of_an_mbo() -> None:
    made_up = [case for front in recommendations().values() for case in front.cases]
    assert [case.whose for case in made_up] == ["voorbeeld", "voorbeeld"]
    assert all("verzonnen" in case.question[0] and " mbo " in case.question[0] for case in made_up)
    assert all(" mbo" not in " ".join(front.case.question) for front in recommendations().values() if front.case)


CITED = (
    "Biesta (2015)",
    "Cardoso e.a. (2018)",
    "Darling-Hammond e.a. (2017)",
    "Derksen (2016)",
    "Donohoo e.a. (2020)",
    "Hattie",
    "Kleijnen e.a. (2014)",
    "LBIB (2026)",
    "Legemaate e.a. (2022)",
    "Onderwijsraad (2015)",
    "Ros, Van Wessum en Schenke (2020)",
    "Van Kemenade e.a. (2008)",
    "Van Wessum en Pruis (2021)",
    "Van Wessum, Ros en Runhaar (2022)",
)
"""What the sources cite."""


@pytest.mark.parametrize("cited", CITED)
def test_what_the_sources_cite_is_named_and_listed(cited: str) -> None:
    assert any(one.title.startswith(cited) for page in definitions().guidance for one in page.front.literature)
    assert cited in read()["hulp/index.md"].text()


def test_research_is_told_without_the_notice_about_the_schools_own_numbers() -> None:
    notice = definitions().settings.notice
    assert notice
    for path in ("hulp/datagebruik/onderzoek.md", "hulp/kwaliteitscultuur/eigenaarschap.md"):
        told, own, beside = read()[path].text().partition("Wat jullie cijfers hierover zeggen")
        assert own and notice not in told and notice in beside
    assert notice in read()["teams/horeca/uitkomsten.md"].text()


# ----- cycle, work forms, instruments, glossary --------------------------------------------------------


def test_the_cycle_has_its_five_steps_and_leads_to_the_first_two_recommendations() -> None:
    """The first three steps are recommendation 1, the last two are recommendation 2: so the guideline divides them."""
    cycle = definitions().cycle
    assert isinstance(cycle, Cycle)
    assert [(step.id, step.recommendation) for step in cycle.steps] == [
        ("verkennen", "h1"),
        ("verdiepen", "h1"),
        ("besluiten", "h1"),
        ("uitvoeren", "h2"),
        ("borgen", "h2"),
    ]


def test_there_are_four_work_forms_each_with_a_script_and_a_sheet() -> None:
    forms = {page.front.id: page.front for page in definitions().guidance if isinstance(page.front, WorkForm)}
    assert set(forms) == {"dataterugkoppeling", "werkbijeenkomst", "vragen-clusteren", "veranderpad"}
    for form in forms.values():
        assert form.script and form.sheet
        assert any(step.prompts for step in form.script)


# The overview 'Instrumenten t.b.v. kwaliteitscultuur SO&P': a cross is `ja`, a cross with a question mark `mogelijk`.
MARKS = {
    "Het draait om de bedoeling": ("LOCK", {"visie": "ja", "leiderschap": "ja"}),
    "Routekaart - Draagvlak SO&P": ("LOCK", {"visie": "ja"}),
    "Narratieve interviews": (None, {"visie": "ja", "cyclisch": "ja", "leren": "ja"}),
    "Blik op Samen Opleiden": ("LOCK", {"visie": "ja"}),
    "Van individueel naar collectief": (None, {"visie": "ja"}),
    "Visiepraatplaat": (None, {"visie": "ja"}),
    "Zelfevaluatietool Passie voor Leren": (
        "PvL",
        {"visie": "ja", "leiderschap": "ja", "leren": "ja", "inhoud": "ja"},
    ),
    "Kwaliteitslemniscaat": ("LOCK", {"leiderschap": "ja", "cyclisch": "ja"}),
    "Kwaliteitswaaier": ("LOCK", {"leiderschap": "mogelijk", "cyclisch": "ja"}),
    "Datadialoog": ("LOCK", {"cyclisch": "ja"}),
    "Integraal werken aan kwaliteit met datapunten": (None, {"cyclisch": "ja"}),
    "Als je het doet, doe het dan goed": ("LOCK", {"inhoud": "ja"}),
    "Van opdracht naar opgave": ("LOCK", {"inhoud": "ja"}),
    "Scan Samen Opleiden in de school": (None, {"leren": "ja"}),
    "Instrument voor dialoog": (None, {"visie": "ja", "leren": "ja"}),
    "Kijkkader voor praktijken SO&P": (None, {}),
    "Gesprekskaarten inductietraject": ("PvL", {"inhoud": "ja"}),
    "Gesprekstool ter bevordering van collectieve verantwoordelijkheid voor inductie": ("HAN", {"inhoud": "ja"}),
}


def test_the_eighteen_instruments_have_the_marks_and_owners_of_the_source() -> None:
    (matrix,) = (page.front for page in definitions().guidance if isinstance(page.front, Matrix))
    assert [column.id for column in matrix.columns] == ["visie", "leiderschap", "cyclisch", "leren", "inhoud"]
    found = {_spelled(row.name): (row.owner, row.marks) for row in matrix.rows}
    assert len(MARKS) == len(matrix.rows) == 18
    assert found == MARKS


def _spelled(name: str) -> str:
    """The source misspells one name, and the page may do so too: it is what the instrument is found by."""
    return name.replace("Gesprekstoel", "Gesprekstool")


NAMED = {
    "switchen",
    "klimmen",
    "spelgevoel",
    "gezag",
    "inclusieve didactiek",
    "collectieve skill",
    "collectieve will",
    "brugas",
    "coulissen",
    "tipping point",
    "evidence-informed",
}


def test_the_glossary_has_the_terms_of_the_sources() -> None:
    terms = {term.term for term in definitions().terms}
    assert len(terms) >= 70
    assert terms >= NAMED


def test_most_terms_are_explained_where_they_stand() -> None:
    """A term without a tooltip is an exception: a word that everybody knows."""
    silent = [term.term for term in definitions().terms if not term.tooltip]
    assert len(silent) < len(definitions().terms) / 2
    assert NAMED & set(silent) <= {"gezag"}  # a building block too, whose name stands all over the site


# ----- sources -----------------------------------------------------------------------------------------

WITHOUT_ADDRESS = ("Dataterugkoppeling met een team", "Voorbeeld werkbijeenkomst")
"""How sources begin that were never published. Every other one has an address."""


def test_every_page_names_a_source_with_its_address() -> None:
    for page in definitions().guidance:
        assert page.front.sources or page.path.endswith("index.md"), page.path
        for source in page.front.sources:
            assert source.url or source.title.startswith(WITHOUT_ADDRESS), (page.path, source.title)


def test_every_page_that_has_a_source_shows_it() -> None:
    for page in definitions().guidance:
        text = " ".join(read()[f"hulp/{page.path}"].text().split())
        for source in page.front.sources:
            assert f"In eigen woorden verteld naar: {page.front.sources[0].title}" in text
            assert " ".join(source.title.split()) in text


# ----- something to do for every result ----------------------------------------------------------------


def ties(key: str) -> set[str]:
    """The ids under `items`, `elements` or `layers` of every activity."""
    activities = (activity for page in definitions().guidance for activity in page.front.activities)
    return {id_ for activity in activities for id_ in getattr(activity, key)}


def test_every_item_about_the_team_has_an_activity_that_names_it() -> None:
    """These items have no element: nothing else could lead from them to something to do."""
    items = {item.id for layer in instrument().layers if layer.id in ("coulissen", "codes") for item in layer.items}
    assert len(items) == 10
    assert items <= ties("items")


def test_every_element_has_an_activity_that_names_it() -> None:
    elements = {element.id for element in instrument().elements}
    assert len(elements) == 10
    assert elements <= ties("elements")


def test_there_is_something_to_begin_with_for_every_item() -> None:
    findings = view().insights.lowest_first
    assert {finding.indicator.place.id for finding in findings} == set(instrument().items)
    assert not [finding.name for finding in findings if view().insights.begin_with(finding) is None]


def begun() -> dict[tuple[str, str], list[str]]:
    """Where each result that the team's page lists leads to: by its name and the page of its layer."""
    found: dict[tuple[str, str], list[str]] = {}
    for item in read()[TEAM].every("li"):
        where = [target_of(TEAM, link.attributes["href"]) for link in item.every("a")]
        starts = [element for element in item.every("span") if element.attributes.get("class") == "ts-begin"]
        for start in starts:
            name = next(item.every("a")).text()
            links = [target_of(TEAM, link.attributes["href"]) for link in start.every("a")]
            found.setdefault((name, where[0]), []).extend(links)
    return found


def target_of(path: str, target: str) -> str:
    """What a link on a page leads to: a file of the site, with the place in it."""
    file, hash_, place = target.partition("#")
    return (normpath(join(dirname(path), file)) if file else path) + hash_ + place


def test_every_flagged_result_is_one_link_from_an_activity() -> None:
    """From the page of all results, beside each of them, to the activity itself."""
    flagged = view().insights.flagged
    assert len(flagged) == 15  # 8 low, and 7 more that are only a spread
    for finding in flagged:
        place = finding.indicator.place
        leads = begun()[finding.name, f"teams/horeca/lagen/{place.source}.md#uitkomst-{place.id}"]
        for lead in leads:
            path, _, anchor = lead.partition("#")
            (page,) = (page for page in definitions().guidance if f"hulp/{page.path}" == path)
            (activity,) = (activity for activity in page.front.activities if activity.id == anchor)
            item = instrument().items[place.id]
            helps = item.id in activity.items or item.element in activity.elements
            assert helps or place.source in activity.layers
            assert anchor in {element.attributes.get("id") for element in read()[path].every("h3")}


def test_from_time_for_reflection_to_something_for_next_week() -> None:
    """The team reads 1,7 then and 2,3 now; the next page that it sees is something to do."""
    lines = [" ".join(item.text().split()) for item in read()[TEAM].every("li")]
    then, now = (line for line in lines if line.startswith("Tijd voor reflectie op lessen: "))
    assert then.startswith("Tijd voor reflectie op lessen: 1,7 → 2,3")
    assert now.startswith("Tijd voor reflectie op lessen: 2,3") and "Begin met" in now


# ----- the whole site ----------------------------------------------------------------------------------


def links_of(path: str) -> set[str]:
    """The pages that a page links to."""
    targets = (link.attributes.get("href", "") for link in read()[path].every("a"))
    within = {target_of(path, target).partition("#")[0] for target in targets if not target.startswith("https://")}
    return within & read().keys()


def tabs(items: tuple[NavItem, ...]) -> Iterator[str]:
    """The pages that the tabs on every page lead to: the first of each part of the navigation."""
    for item in items:
        entry = item
        while not entry.path:
            entry = entry.children[0]
        yield entry.path


def test_every_page_is_within_three_clicks_of_the_home_page() -> None:
    found = {"index.md"}
    for _ in range(3):
        found |= {*tabs(built().nav), *(link for path in found for link in links_of(path))}
    assert not sorted(read().keys() - found)


NEVER = re.compile(r"significan|anoniem|anonim", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+|mailto:")


TYPED = "theme/overrides/assets/javascripts/lunr/min/lunr.multi.min.js"
"""Reads what is typed into the search: readers may type what the site does not say."""


def test_no_text_says_what_the_site_never_says_and_none_holds_an_address() -> None:
    texts = {**below(ROOT, "content"), **below(ROOT, "theme/wording", "theme/pages", "theme/overrides")}
    assert len(texts) > 60
    del texts[TYPED]
    assert not [path for path, text in texts.items() if NEVER.search(text.decode()) or ADDRESS.search(text.decode())]
