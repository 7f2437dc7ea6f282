"""The library: folders and pages in their place, what each kind of page shows, and how it hangs on a team's results."""

import re
from functools import cache
from itertools import pairwise

import pytest
import yaml
from teamspiegel.contracts.guidance import KINDS, OWN_HEADINGS, GuidancePage
from teamspiegel.pages.library import TEMPLATES, library
from teamspiegel.pages.maker import Maker, Section
from teamspiegel.pages.paths import Paths
from teamspiegel.pages.render import Page

from tests.handmade import page, school
from tests.schools import Files, change, small
from tests.sites import TODAY, Element, headings, pages, section, shown, site, theme
from tests.variants import GUIDANCE, H1, QUESTIONS, twice_as_many, with_recommendations_only

LEZEN, KIJKEN, CYCLE = (f"{GUIDANCE}{name}.md" for name in ("lezen", "kijken", "rondje"))
QUESTION = "teams/blauw/leervragen/rustig-beginnen.md"

# ----- pages and folders -------------------------------------------------------------------------------


def folder(path: str, title: str) -> GuidancePage:
    return page(path.replace("/", "-").removesuffix(".md"), kind="section", path=path, title=title)


def outline(*guidance: GuidancePage) -> list[str]:
    """The tree of a library, as its pages are handed to it: in order."""
    maker = Maker(school(guidance=guidance), (), (), Paths(theme().wording), theme().wording, TODAY)
    return [line for entry in library(maker) for line in _lines(entry)]


def _lines(entry: Page | Section, depth: int = 0) -> list[str]:
    indent = "  " * depth
    if isinstance(entry, Page):
        return [f"{indent}{entry.title}: {entry.path}"]
    front = f": {entry.front.path}" if entry.front else ""
    return [f"{indent}{entry.title}{front}", *(line for child in entry.children for line in _lines(child, depth + 1))]


def form(path: str, *, sheet: bool) -> GuidancePage:
    return page(
        "form",
        kind="workform",
        path=path,
        people="-",
        materials=["-"],
        script=[{"title": "-", "minutes": 5, "how": "-"}],
        sheet=[{"title": "-"}] if sheet else [],
    )


def test_a_school_without_guidance_has_no_library() -> None:
    assert outline() == []


def test_folders_lie_in_each_other_as_on_disk() -> None:
    assert outline(
        folder("index.md", "Help"),
        page("first", path="first.md"),
        folder("deep/index.md", "Deep"),
        folder("deep/deeper/index.md", "Deeper"),
        page("lowest", path="deep/deeper/lowest.md"),
        page("low", path="deep/low.md"),
        folder("empty/index.md", "Empty"),
        page("last", path="last.md"),
    ) == [
        "Help: hulp/index.md",
        "  First: hulp/first.md",
        "  Deep: hulp/deep/index.md",
        "    Deeper: hulp/deep/deeper/index.md",
        "      Lowest: hulp/deep/deeper/lowest.md",
        "    Low: hulp/deep/low.md",
        "  Empty: hulp/empty/index.md",
        "  Last: hulp/last.md",
    ]


def test_the_sheet_of_a_work_form_lies_beside_it() -> None:
    assert outline(folder("index.md", "Help"), form("form.md", sheet=True))[1:] == [
        "  Form: hulp/form.md",
        "    Werkblad: Form: hulp/form--werkblad.md",
    ]
    assert outline(folder("index.md", "Help"), form("form.md", sheet=False))[1:] == ["  Form: hulp/form.md"]


def test_every_kind_of_page_has_a_template() -> None:
    assert set(TEMPLATES) == set(KINDS.values())
    assert {f"{name}.md.jinja" for name in TEMPLATES.values()} <= set(theme().templates)


def test_what_a_page_calls_its_own_headings_is_what_no_activity_may_be_called() -> None:
    templates = "\n".join(theme().templates[f"{name}.md.jinja"] for name in (*TEMPLATES.values(), "_guidance"))
    assert set(re.findall(r"\{: #([a-z-]+) (?:data-tab=\"[^\"]+\" )?\}", templates)) == set(OWN_HEADINGS)


# ----- what each kind of page shows --------------------------------------------------------------------


@cache
def read() -> dict[str, Element]:
    """Every page of the small school as a reader gets it."""
    return of(small())


@cache
def read_twice() -> dict[str, Element]:
    """The same with team Blauw twice as large, so that its flags are published."""
    return of(twice_as_many())


def of(tree: Files) -> dict[str, Element]:
    return {path: shown(text) for path, text in pages(site(tree)).items()}


def items(element: Element) -> list[str]:
    return [" ".join(item.text().split()) for item in element.every("li")]


def by_class(page: Element, name: str) -> list[Element]:
    return [element for element in page.every() if name in element.attributes.get("class", "").split()]


def links(element: Element) -> list[tuple[str, str]]:
    return [(link.text(), link.attributes["href"]) for link in element.every("a")]


def test_a_folder_lists_what_lies_right_below_it() -> None:
    """In its order, with the gist; of a work form also how long it takes (25 + 40 minutes), for whom, and its sheet."""
    cards = [" ".join(card.text("h2").split()) for card in by_class(read()["hulp/index.md"], "ts-card")]
    assert cards == [
        "Wat kan helpen om beter te worden.",
        "Waarom samen lezen helpt.",
        "1 uur en 5 minuten, Het hele team. Een uur om bij elkaar te kijken. Werkblad om te printen",
        "Vijf stappen na elkaar.",
        "Twee hulpmiddelen naast twee doelen.",
        "Wat woorden hier betekenen.",
    ]
    found = [link for link in links(read()["hulp/index.md"]) if not link[1].startswith("#")]
    assert found == [
        ("Aanbevelingen", "aanbevelingen/index.md"),
        ("Samen lezen", "lezen.md"),
        ("Samen kijken", "kijken.md"),
        ("Werkblad om te printen", "kijken--werkblad.md"),
        ("Het rondje", "rondje.md"),
        ("Wat waarbij helpt", "tabel.md"),
        ("Woorden", "woorden.md"),
    ]


def test_a_recommendation_holds_everything_that_its_author_wrote() -> None:
    page = read()["hulp/aanbevelingen/h1.md"]
    assert headings(page) == [
        "Wat jullie cijfers hierover zeggen",
        "Volgende week beginnen",
        "Kies een les",
        "Wat dit vraagt",
        "Voor de schoolleider",
        "Voor de kartrekker",
        "Vragen om te stellen",
        "Vragen",
        "Uit de praktijk: De eerste keer",
        "Waar zit dit in de onderzoekscyclus?",
        "Hulpmiddelen",
        "Verder lezen",
    ]
    assert section(page, "Voor de schoolleider") == "Geef tijd. Plan een vast uur."
    assert section(page, "Voor de kartrekker") == "Nodig uit. Vraag een collega."
    assert section(page, "Vragen om te stellen") == "Na een les. Wat lukt al?"
    assert (
        section(page, "Waar zit dit in de onderzoekscyclus?") == "Zoeken: Kijk rond. Bekijk alle stappen: Het rondje."
    )
    text = " ".join(page.text().split())
    assert "Ook te vinden met: kleine stap." in text
    assert "In eigen woorden verteld naar: Een leidraad. Woorden op deze bladzijde" in text


def test_the_second_half_of_a_case_opens_when_a_reader_asks() -> None:
    details, _ = read()["hulp/aanbevelingen/h1.md"].every("details")  # behind it the words of the page
    assert details.text("summary").strip() == "Met een les."
    assert section(read()["hulp/aanbevelingen/h1.md"], "Uit de praktijk: De eerste keer").startswith("Hoe begin je?")


def test_a_long_page_says_what_is_on_it_and_nothing_that_is_not() -> None:
    def jumps(tree: Files) -> list[str]:
        (line,) = by_class(of(tree)["hulp/aanbevelingen/h1.md"], "ts-jump")
        return [target for _, target in links(line)]

    roles = ["#wie-doet-wat", "#kartrekker"]
    assert jumps(small()) == ["#volgende-week", *roles, "#vragen", "#uit-de-praktijk"]
    bare = re.sub(rb"(?m)^(case|questions): .*\n", b"", small()[H1])
    assert jumps({**small(), H1: bare}) == ["#volgende-week", *roles]


def parts(page: Element) -> list[str]:
    """The names of the parts that a page shows one at a time, as their tabs have them."""
    names = [element.attributes.get("class", "") for element in page.children if isinstance(element, Element)]
    begin, end = names.index("ts-parts"), names.index("ts-parts-end")
    within = [element for element in page.children if isinstance(element, Element)][begin:end]
    return [one.attributes.get("data-tab", one.text("a")).strip() for one in within if one.tag == "h2"]


@pytest.mark.parametrize(
    ("name", "tabs"),
    [
        ("aanbevelingen/h1", ["Wat dit vraagt", "Schoolleider", "Kartrekker", "Vragen", "Praktijk"]),
        ("rondje", ["1. Zoeken", "2. Graven", "3. Kiezen", "4. Doen", "5. Vasthouden en doorgeven"]),
        ("kijken", ["Voorbereiden", "Draaiboek"]),
    ],
)
def test_what_is_long_stands_in_parts_that_a_script_can_show_one_at_a_time(name: str, tabs: list[str]) -> None:
    assert parts(read()[f"hulp/{name}.md"]) == tabs


@pytest.mark.parametrize("name", ["index", "lezen", "kijken", "rondje", "tabel", "woorden", "aanbevelingen/h1"])
def test_no_level_of_headings_is_skipped(name: str) -> None:
    levels = [int(heading.tag[1]) for heading in read()[f"hulp/{name}.md"].every("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(next_ <= level + 1 for level, next_ in pairwise(levels))


def test_a_work_form_is_a_script_with_times() -> None:
    """25 minutes and then 40."""
    page = read()["hulp/kijken.md"]
    assert [" ".join(step.text("a").split()) for step in by_class(page, "ts-script__step")] == [
        "Schrijven 25 minuten, van 0.00 tot 0.25 uur Ieder schrijft. “Wat zag je?”",
        "Delen 40 minuten, van 0.25 tot 1.05 uur Om de beurt.",
    ]
    assert items(page)[:3] == ["Tijd: 1 uur en 5 minuten", "Met wie: Het hele team.", "Nodig: Een pen."]
    assert section(page, "Voorbereiden") == "Print het blad."
    assert ("Open het werkblad om te printen", "kijken--werkblad.md") in links(page)


@pytest.mark.parametrize(
    ("minutes", "words"), [(59, "59 minuten"), (60, "1 uur"), (61, "1 uur en 1 minuut"), (180, "3 uur")]
)
def test_a_duration_is_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    script = f"  - {{title: Alles, minutes: {minutes}, how: Samen.}}\n"
    tree = {**small(), KIJKEN: re.sub(rb"(?s)(?<=script:\n).*(?=sheet:)", script.encode(), small()[KIJKEN])}
    assert items(of(tree)["hulp/kijken.md"])[0] == f"Tijd: {words}"


def test_a_sheet_has_room_to_write() -> None:
    page = read()["hulp/kijken--werkblad.md"]
    assert headings(page) == ["Wat ik zag", "Wat wij doen"]
    (lines,) = by_class(page, "ts-sheet__lines")
    assert len(list(lines.every("span"))) == 2
    rows = [[cell.text().strip() for cell in row.every("th", "td")] for row in page.every("tr")]
    assert rows == [["Wat", "Wie"], ["", ""], ["", ""]]


def test_a_work_form_without_a_sheet_links_to_none() -> None:
    tree = {**small(), KIJKEN: re.sub(rb"(?s)sheet:\n.*?(?=---)", b"", small()[KIJKEN])}
    found = of(tree)
    assert "hulp/kijken--werkblad.md" not in found
    for path in ("hulp/kijken.md", "hulp/index.md"):
        assert not [target for _, target in links(found[path]) if "werkblad" in target]


def test_the_cycle_shows_every_step_with_the_learning_questions_that_are_at_it() -> None:
    page = read()["hulp/rondje.md"]
    steps = ["1. Zoeken", "2. Graven", "3. Kiezen", "4. Doen", "5. Vasthouden en doorgeven"]
    assert [heading for heading in headings(page) if heading[0].isdigit()] == steps
    at = [step for step in steps if "Hoe beginnen wij rustig?" in section(page, step)]
    assert at == ["1. Zoeken"]
    assert section(page, "2. Graven") == (
        "Zoek uit. Voor de schoolleider Geef tijd. Voor de kartrekker Lees. "
        "Vragen om te volgen hoe het gaat Wat weten we?"
    )


def test_a_matrix_is_a_table_that_can_be_sorted_and_narrowed() -> None:
    (table,) = read()["hulp/tabel.md"].every("table")
    rows = [[" ".join(cell.text().split()) for cell in row.every("th", "td")] for row in table.every("tr")]
    assert rows == [
        ["Hulpmiddel", "Kijken", "Praten", "Van wie"],
        ["Het formulier Om in te vullen.", "ja", "mogelijk", "De school"],
        ["De kaart Om op te schrijven.", "", "", ""],
    ]
    body = [row for row in table.every("tr") if "data-marks" in row.attributes]
    assert [row.attributes["data-marks"] for row in body] == ["kijken praten", ""]
    sorts = [
        [cell.attributes["data-sort"] for cell in row.every("td") if "data-sort" in cell.attributes] for row in body
    ]
    assert sorts == [["0", "1"], ["2", "2"]]  # surely, perhaps, not
    assert {cell.attributes["data-label"] for cell in table.every("td")} == {"Kijken", "Praten", "Van wie"}


def test_a_glossary_goes_from_a_to_z() -> None:
    """Whatever the order in the file, and whatever the capitals."""
    text = small()[f"{GUIDANCE}woorden.md"].replace(b"terms:\n", b"terms:\n  - {term: Zebra, meaning: Een dier.}\n")
    page = of({**small(), f"{GUIDANCE}woorden.md": text})["hulp/woorden.md"]
    assert headings(page) == ["L", "lesbezoek", "V", "voorbeeldles", "Z", "Zebra"]
    (listed,) = by_class(page, "ts-glossary")
    assert "Een les om van te leren. Wie wil kijkt mee." in " ".join(listed.text().split())


@pytest.mark.parametrize("name", ["index", "lezen", "kijken", "rondje", "tabel", "woorden"])
def test_every_kind_of_page_may_have_activities_and_questions(name: str) -> None:
    """A team's page may lead to any of them."""
    path = f"{GUIDANCE}{name}.md"
    text = small()[path].replace(b"activities:\n", b"").replace(b"  - {id: een-stuk-delen", b"#")
    more = (
        b"activities: [{id: doe-iets, title: Doe iets, time: kort, how: Begin.}]\n"
        b"questions: [{title: V, questions: [Hoe?]}]\n"
    )
    page = of({**small(), path: text.replace(b"summary:", more + b"summary:")})[f"hulp/{name}.md"]
    assert section(page, "Volgende week beginnen") == "Doe iets kort Begin."
    assert "doe-iets" in [element.attributes.get("id") for element in page.every("h3")]
    assert section(page, "Vragen om te stellen").startswith("Hoe?")


# ----- tied to the results of a team -------------------------------------------------------------------

# Team Blauw, all six items a spread, two of them low:
#
# | item            | mean         | h1             | een-les-kiezen | lezen     | een-stuk-delen       | kijken |
# |-----------------|--------------|----------------|----------------|-----------|----------------------|--------|
# | samen-afspraken | 15/6 = 2.5   |                |                | layer 1   |                      |        |
# | les-beurten     | 14/5 = 2.8   |                |                | element 2 |                      |        |
# | zelf-begin      | 21/6 = 3.5   | instrument 3   |                |           | element 2, layer 1   | item 3 |
# | les-begin       | 19/6 = 3.2   |                | item 3         |           | element 2            |        |
# | samen-roddel    | 19/6 = 3.2   |                |                | layer 1   | item 3               |        |
# | zelf-beurten    | 16/5 = 3.2   |                |                | element 2 | layer 1              |        |
# |                 |              |                |                |           |                      |        |
# | points          |              | 3 + 3 = 6                       | 1 + 2 + 2 + 2 + 3 + 2 = 12       | 3      |


def fitting(page: Element) -> list[str]:
    """The titles under 'Past bij jullie', from top to bottom."""
    level = next(element for element in page.every("h2") if element.text("a").strip() == "Past bij jullie")
    listed = page.children[page.children.index(level) + 1 :]
    return [
        next(item.every("strong")).text()
        for element in listed
        if isinstance(element, Element)
        for item in element.every("li")
    ]


def test_a_team_reads_what_fits_its_results_best() -> None:
    text = section(read_twice()["teams/blauw/uitkomsten.md"], "Past bij jullie")
    assert text.startswith("Dit sluit het meest aan bij wat bij jullie opvalt.")
    assert text.endswith(
        "Samen lezen achtergrond Helpt bij afspraken (2,5), beurten (2,8), weinig roddel (3,2) en nog 3. "
        "Begin volgende week met Deel een stuk. "
        "Begin klein aanbeveling Helpt bij rustig begin (3,2), rustig begin (3,5). "
        "Begin volgende week met Kies een les. "
        "Samen kijken werkvorm, 1 uur en 5 minuten Helpt bij rustig begin (3,5)."
    )


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        # les-begin and les-beurten: lezen 2 + 2, h1 3
        ("teams/blauw/lagen/lessen.md", ["Samen lezen", "Begin klein"]),
        # zelf-begin and les-begin: h1 3 + 3, lezen 2 + 2, kijken 3
        ("teams/blauw/bouwstenen/rust.md", ["Begin klein", "Samen lezen", "Samen kijken"]),
        # all but les-beurten, and without h1, which the question names itself
        (QUESTION, ["Samen lezen", "Samen kijken"]),
    ],
)
def test_a_layer_a_block_and_a_question_show_what_fits_their_items(path: str, titles: list[str]) -> None:
    assert fitting(read_twice()[path]) == titles


def test_a_page_of_a_team_points_to_a_few_pages_only() -> None:
    tree = small()
    for number in range(5):
        tree[f"{GUIDANCE}meer-{number}.md"] = tree[LEZEN].replace(b"id: lezen", b"id: meer-%d" % number)
    assert len(fitting(of(tree)["teams/blauw/uitkomsten.md"])) == 4


def test_each_flagged_result_says_where_to_begin_where_an_activity_helps() -> None:
    """As the table has it: for les-begin the closest is Kies een les, for two items there is none."""
    page = read_twice()["teams/blauw/uitkomsten.md"]
    begun = {}
    for title in ("Hier ligt een vraag", "Hier denken jullie verschillend over", "Hier verschillen de lessen"):
        level = next(element for element in page.every("h3") if element.text("a").strip() == title)
        for element in page.children[page.children.index(level) + 1 :]:
            if isinstance(element, Element) and element.tag in ("h2", "h3"):
                break
            for item in element.every("li") if isinstance(element, Element) else ():
                (name, where), *rest = links(item)
                begun[name, where] = rest
    share = [("Deel een stuk", "../../hulp/lezen.md#een-stuk-delen")]
    assert begun == {
        ("Afspraken", "lagen/samen.md#uitkomst-samen-afspraken"): [],
        ("Beurten", "lagen/lessen.md#uitkomst-les-beurten"): [],
        ("Rustig begin", "lagen/zelf.md#uitkomst-zelf-begin"): share,
        ("Beurten verdelen", "lagen/zelf.md#uitkomst-zelf-beurten"): share,
        ("Weinig roddel", "lagen/samen.md#uitkomst-samen-roddel"): share,
        ("Rustig begin", "lagen/lessen.md#uitkomst-les-begin"): [
            ("Kies een les", "../../hulp/aanbevelingen/h1.md#een-les-kiezen")
        ],
    }


TEAMS = [team["id"] for team in yaml.safe_load(small()["content/teams.yml"])]


def results_of(tree: Files, path: str) -> dict[str, list[str]]:
    """What a page says of each team, a line each, by the id that it is chosen by."""
    page = of(tree)[path]
    none, *teams = [option.attributes["value"] for option in page.every("option")]
    assert none == ""
    blocks = by_class(page, "ts-team")
    assert all({"hidden", "data-search-exclude"} <= {*block.attributes} for block in blocks)
    said = [[" ".join(line.text().split()) for line in block.every("li", "p")] for block in blocks]
    return dict(zip(teams, said, strict=True))


def test_a_page_has_the_results_of_each_team_apart_and_shows_none_until_a_team_is_chosen() -> None:
    """Team Groen has three respondents, so that nothing of it is published; the other teams were not measured."""
    found = results_of(twice_as_many(), "hulp/aanbevelingen/h1.md")
    assert {team: found[team] for team in ("blauw", "groen", "rood")} == {
        "blauw": [
            "Rustig begin: 3,2 lessen verdeeld",
            "Rustig begin: 3,5 zelf verdeeld",
            "Bekijk alle uitkomsten van Team Blauw. Of ga terug naar jullie verbeterplan.",
        ],
        "groen": ["Hierover is van jullie nog niets te zien.", "Bekijk de pagina van Team Groen."],
        "rood": ["Jullie team is nog niet gemeten.", "Bekijk de pagina van Team Rood."],
    }
    page = read_twice()["hulp/aanbevelingen/h1.md"]
    assert section(page, "Volgende week beginnen").startswith("Kies een les")
    assert not [line for line in items(page) if "verdeeld" in line and line not in items_in(by_class(page, "ts-team"))]


def items_in(elements: list[Element]) -> list[str]:
    return [item for element in elements for item in items(element)]


def test_of_many_results_a_page_shows_a_few() -> None:
    """Of the six results that lezen helps with, the first four: two low, then the spreads by size."""
    assert results_of(twice_as_many(), "hulp/lezen.md")["blauw"] == [
        "Afspraken: 2,5 samen laag verdeeld",
        "Beurten: 2,8 lessen laag verdeeld",
        "Weinig roddel: 3,2 samen verdeeld",
        "Rustig begin: 3,2 lessen verdeeld",
        "Bekijk alle uitkomsten van Team Blauw: hierover zijn er nog 2. Of ga terug naar jullie verbeterplan.",
    ]


def test_without_scripts_a_line_leads_to_the_results_of_each_team() -> None:
    (line,) = by_class(read_twice()["hulp/aanbevelingen/h1.md"], "ts-teams")
    assert "hidden" not in line.attributes
    assert len(links(line)) == len(TEAMS)
    assert links(line)[:3] == [
        ("Team Blauw", "../../teams/blauw/uitkomsten.md"),
        ("Team Groen", "../../teams/groen/index.md"),
        ("Team Rood", "../../teams/rood/index.md"),
    ]


def test_of_a_school_with_one_team_a_page_simply_shows_the_results() -> None:
    page = shown(pages(site(twice_as_many(), ["blauw"]))["hulp/aanbevelingen/h1.md"])
    assert section(page, "Wat jullie cijfers hierover zeggen") == (
        "Deze school bestaat alleen in de tests. "
        "Rustig begin: 3,2 lessen verdeeld Rustig begin: 3,5 zelf verdeeld "
        "Bekijk alle uitkomsten van Team Blauw. Of ga terug naar jullie verbeterplan."
    )
    assert not [found for name in ("ts-team", "ts-teams", "ts-choose") for found in by_class(page, name)]


def test_every_page_of_one_of_several_teams_can_be_made_the_readers_own() -> None:
    for team in TEAMS:
        (line,) = by_class(read_twice()[f"teams/{team}/index.md"], "ts-own")
        assert line.attributes["data-team"] == team
        assert "hidden" in line.attributes
    marks = [mark.attributes["data-team"] for mark in by_class(read_twice()["index.md"], "ts-own")]
    assert marks == TEAMS
    alone = pages(site(twice_as_many(), ["blauw"]))
    assert not [path for path, text in alone.items() if "ts-own" in text]


def test_a_page_that_helps_with_nothing_in_particular_shows_no_results() -> None:
    tree = change(small(), KIJKEN, "items: [zelf-begin]\n", "")
    assert "Wat jullie cijfers hierover zeggen" not in headings(of(tree)["hulp/kijken.md"])


# ----- the step of a learning question -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "done", "number", "name"),
    [("verkennen", 0, 1, "zoeken"), ("uitvoeren", 3, 4, "doen"), ("borgen", 4, 5, "vasthouden en doorgeven")],
)
def test_a_question_shows_its_step_in_the_cycle(step: str, done: int, number: int, name: str) -> None:
    page = of(change(small(), QUESTIONS, "step: verkennen", f"step: {step}"))[QUESTION]
    assert len(by_class(page, "ts-cycle__step")) == 5
    assert len(by_class(page, "ts-cycle__step--done")) == done
    (now,) = by_class(page, "ts-cycle__step--now")
    assert now.text().split()[0] == str(number)
    title = next(by_class(page, "ts-cycle")[0].every("title"))
    assert title.text() == f"De onderzoekscyclus: nu bij stap {number} van 5, {name}"


def test_a_question_says_what_its_step_asks_and_of_whom() -> None:
    assert section(read()[QUESTION], "Waar zijn jullie nu?").endswith(
        "Zoeken. Kijk rond. Voor de schoolleider Vraag. Voor de kartrekker Luister. Waar gaat het over? "
        "Meer over deze stap: Begin klein."
    )


def test_without_a_page_of_the_cycle_the_theme_names_the_steps() -> None:
    page = of(with_recommendations_only())[QUESTION]
    assert "Verkennen en kiezen" in " ".join(by_class(page, "ts-cycle")[0].text().split())
    assert "Vragen om te volgen hoe het gaat" not in headings(page)


def test_a_name_of_a_step_with_active_characters_stays_text() -> None:
    """It is broken into lines in the picture; no character of it may be lost by that."""
    tree = change(small(), CYCLE, "name: Zoeken,", 'name: "R&D <b> & meer",')
    drawn = by_class(of(tree)[QUESTION], "ts-cycle__step--now")[0]
    assert drawn.text().split() == ["1", "R&D", "<b>", "&", "meer"]


# ----- whose words -------------------------------------------------------------------------------------

WHOSE = b"whose: {text: beide, activities: uitwerking, roles: bron, questions: voorbeeld, case: bron}\n"


def test_each_block_says_whose_words_it_is_where_its_author_did() -> None:
    found = of({**small(), H1: small()[H1].replace(b"leader:\n", WHOSE + b"leader:\n", 1)})
    page = found["hulp/aanbevelingen/h1.md"]
    assert [label.text() for label in by_class(page, "ts-whose")] == [
        "onze uitwerking",
        "De tekst: naar de bron, met onze uitwerking",
        "naar de bron",
        "naar de bron",
        "verzonnen voorbeeld",
        "naar de bron",
    ]
    assert section(page, "Volgende week beginnen").startswith("onze uitwerking Kies een les")
    assert section(page, "Vragen om te stellen").startswith("verzonnen voorbeeld")
    assert items(found["hulp/index.md"])[-4:] == [
        "naar de bron: in eigen woorden verteld naar de bron die onderaan de bladzijde staat.",
        "onze uitwerking: bedacht door wie deze bladzijde maakte, om met de bron aan de slag te gaan.",
        "naar de bron, met onze uitwerking: de kern komt uit de bron, de uitwerking is van ons.",
        "verzonnen voorbeeld: verzonnen, om te laten zien hoe het kan gaan.",
    ]


MORE = b"""cases: [{title: Daarna, whose: voorbeeld, question: [En nu?], outcome: [Zo liep het af.]}]
literature: [{title: Eerste e.a. (2020), what: over kijken.}]
leader:
"""


def with_more() -> Files:
    return {**small(), H1: small()[H1].replace(b"leader:\n", WHOSE + MORE, 1)}


def test_more_stories_stand_below_the_first_each_with_its_own_label_and_outcome() -> None:
    page = of(with_more())["hulp/aanbevelingen/h1.md"]
    assert "Uit de praktijk: De eerste keer" in headings(page) and "Nog een verhaal: Daarna" in headings(page)
    story = section(page, "Nog een verhaal: Daarna")
    assert story.startswith("verzonnen voorbeeld En nu?") and "Zo liep het af." in story
    assert section(page, "Uit de praktijk: De eerste keer").startswith("naar de bron Hoe begin je?")


def test_literature_is_named_where_it_is_used_and_once_in_a_list_of_all() -> None:
    tree = with_more()
    tree[LEZEN] = tree[LEZEN].replace(b"sources:", b"literature: [{title: Eerste e.a. (2020)}]\nsources:", 1)
    found = of(tree)
    assert section(found["hulp/aanbevelingen/h1.md"], "Literatuur").startswith("Eerste e.a. (2020): over kijken.")
    listed = section(found["hulp/index.md"], "Literatuur")
    assert listed.count("Eerste e.a. (2020)") == 1
    assert "begin klein" in listed and "samen lezen" in listed
    assert "Literatuur" not in headings(read()["hulp/index.md"])


def test_a_work_form_says_whose_its_script_and_its_sheet_are() -> None:
    whose = b"whose: {script: beide, sheet: uitwerking}\n"
    found = of({**small(), KIJKEN: small()[KIJKEN].replace(b"people:", whose + b"people:", 1)})
    assert [label.text() for label in by_class(found["hulp/kijken.md"], "ts-whose")] == [
        "naar de bron, met onze uitwerking"
    ]
    assert [label.text() for label in by_class(found["hulp/kijken--werkblad.md"], "ts-whose")] == ["onze uitwerking"]


def test_where_no_author_says_so_there_is_no_label_and_nothing_to_explain() -> None:
    assert not [path for path, page in read().items() if by_class(page, "ts-whose")]
    assert "Van wie is wat?" not in headings(read()["hulp/index.md"])


# ----- how sure it is ------------------------------------------------------------------------------------

SURE = b"""sure: {activities: van ons}
claims:
  - {claim: Wie kijkt leert., sure: onderzoek, because: Drie scholen.}
  - {claim: Wie praat leert ook., sure: redenering}
"""


def test_a_claim_says_how_sure_it_is_and_what_the_words_mean() -> None:
    found = of({**small(), H1: small()[H1].replace(b"activities:", SURE + b"activities:", 1)})[
        "hulp/aanbevelingen/h1.md"
    ]
    claims = section(found, "Hoe zeker is dit?")
    assert "Wie kijkt leert. onderzoek" in claims and "Drie scholen." in claims
    assert "Wie praat leert ook. redenering" in claims
    assert "onderzoek: de bron noemt onderzoek dat dit laat zien." in claims
    assert "redenering: het ligt voor de hand, maar is nog niet laten zien." in claims
    assert "aanwijzing:" not in claims  # only the words that are used
    labels = [label.text() for label in by_class(found, "ts-whose")]
    assert "hoe zeker: van ons" in " ".join(labels[0].split())


def test_without_claims_there_is_nothing_about_how_sure_it_is() -> None:
    assert not [path for path, page in read().items() if by_class(page, "ts-sure")]
