"""A whole docs folder: every page in its place, every link leading somewhere, whatever a school has or lacks."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from posixpath import dirname, join, normpath

import pytest
from teamspiegel.contracts.site import NavItem, Site

from tests.schools import change, small
from tests.sites import HEADINGS, Element, headings, nav_pages, pages, section, shown, site
from tests.variants import H1, KOMPAS, VARIANTS, edited, with_recommendations_only

CONTENT = ("p", "ul", "ol", "dl", "table", "figure", "details")
LINES = "ts-sheet__lines"
"""Empty lines to write on, which is what a heading of a printed sheet has below it."""


@cache
def built(variant: str) -> Site:
    return site(VARIANTS[variant]())


@cache
def read(variant: str) -> dict[str, Element]:
    """Every page as a reader gets it."""
    return {path: shown(text) for path, text in pages(built(variant)).items()}


# ----- what holds for every school ---------------------------------------------------------------------

every_school = pytest.mark.parametrize("variant", VARIANTS)


TEMPLATE = re.compile(r'"template":"([0-9a-f]+)"')


@every_school
def test_every_page_is_in_the_navigation_once(variant: str) -> None:
    assert sorted(nav_pages(built(variant).nav)) == list(built(variant).pages())


@every_school
def test_every_link_leads_to_a_file(variant: str) -> None:
    broken = [
        (path, target)
        for path, page in read(variant).items()
        for element in page.every("a", "img", "script", "link")
        if (target := element.attributes.get("href") or element.attributes.get("src", ""))
        and not target.startswith(("https://", "#"))
        and target_of(path, target)[0] not in built(variant).files
    ]
    assert not broken


def target_of(path: str, target: str) -> tuple[str, str]:
    """The file that a link on a page leads to, and the place in it."""
    file, _, place = target.partition("#")
    return (normpath(join(dirname(path), file)) if file else path), place


@every_school
def test_every_anchor_is_on_its_page(variant: str) -> None:
    for path, page in read(variant).items():
        ids = ids_of(page)
        assert set(ids.values()) <= {1}, path
        targets = [element.attributes.get("href", "") for element in page.every("a")]
        within = [target_of(path, target) for target in targets if "#" in target and not target.startswith("https://")]
        assert not [(file, place) for file, place in within if place not in ids_of(read(variant)[file])], path


def ids_of(page: Element) -> Counter[str]:
    return Counter(element.attributes["id"] for element in page.every() if "id" in element.attributes)


@every_school
def test_every_page_has_one_title(variant: str) -> None:
    assert {path: len(list(page.every("h1"))) for path, page in read(variant).items()} == dict.fromkeys(
        read(variant), 1
    )


@every_school
def test_every_heading_has_something_below_it(variant: str) -> None:
    """A heading may be followed by a smaller one, never by one of its own size or by the end of the page."""
    for path, page in read(variant).items():
        flat = [
            element
            for element in page.every()
            if element.tag in (*HEADINGS, *CONTENT) or element.attributes.get("class") == LINES
        ]
        pairs = zip(flat, [*flat[1:], Element("h1")], strict=True)
        empty = [
            one.text("a") for one, after in pairs if one.tag in HEADINGS and after.tag in HEADINGS[: int(one.tag[1])]
        ]
        assert not empty, path


@every_school
def test_no_list_or_table_is_empty(variant: str) -> None:
    for path, page in read(variant).items():
        for element in page.every("ul", "ol", "tbody"):
            assert [child for child in element.children if isinstance(child, Element)], (path, element.tag)


@every_school
def test_no_page_shows_how_it_was_made(variant: str) -> None:
    for path, page in read(variant).items():
        text = page.text("svg")
        leftovers = ("None", "nan", "<NA>", "{{", "{%", "Markup(", "Undefined", "markdown=", "{:", "&#", "**", "](")
        assert not [leftover for leftover in leftovers if leftover in text], path


@every_school
def test_every_measured_team_can_be_reached_from_the_home_page(variant: str) -> None:
    home = read(variant)["index.md"]
    linked = {element.attributes["href"] for element in home.every("a")}
    assert {
        path
        for path in read(variant)
        if path.count("/") == 2 and path.startswith("teams/") and path.endswith("/index.md")
    } <= linked


# ----- navigation --------------------------------------------------------------------------------------


def outline(items: tuple[NavItem, ...], depth: int = 0) -> list[str]:
    found: list[str] = []
    for item in items:
        found.append("  " * depth + f"{item.title} {item.path or ''}".strip())
        found += outline(item.children, depth + 1)
    return found


def test_the_navigation_is_nested_by_team() -> None:
    assert outline(built("small").nav)[:25] == [
        "Start index.md",
        "Teams",
        "  Team Blauw",
        "    teams/blauw/index.md",
        "    Alle uitkomsten teams/blauw/uitkomsten.md",
        "    Bouwstenen",
        "      Rust teams/blauw/bouwstenen/rust.md",
        "      Ruimte teams/blauw/bouwstenen/ruimte.md",
        "    Lagen",
        "      Zelf teams/blauw/lagen/zelf.md",
        "      Samen teams/blauw/lagen/samen.md",
        "      Lessen teams/blauw/lagen/lessen.md",
        "    Van alle kanten",
        "      Begin teams/blauw/elementen/begin.md",
        "      Beurten teams/blauw/elementen/beurten.md",
        "    Leervragen",
        "      Hoe beginnen wij rustig? teams/blauw/leervragen/rustig-beginnen.md",
        "    Bijeenkomsten",
        "      Wat zien wij? teams/blauw/bijeenkomsten/2026-03-31.md",
        "    Verbeterplan teams/blauw/verbeterplan.md",
        "    Jullie zeiden, wij doen teams/blauw/jullie-zeiden-wij-doen.md",
        "  Team Groen",
        "    teams/groen/index.md",
        "    Bouwstenen",
        "      Rust teams/groen/bouwstenen/rust.md",
    ]
    assert outline(built("small").nav)[-14:] == [
        "Hulp",
        "  hulp/index.md",
        "  Aanbevelingen",
        "    hulp/aanbevelingen/index.md",
        "    Begin klein hulp/aanbevelingen/h1.md",
        "  Samen lezen hulp/lezen.md",
        "  Samen kijken",
        "    hulp/kijken.md",
        "    Werkblad: Samen kijken hulp/kijken--werkblad.md",
        "  Het rondje hulp/rondje.md",
        "  Wat waarbij helpt hulp/tabel.md",
        "  Woorden hulp/woorden.md",
        "Hoe lees je dit? hoe-lees-je-dit.md",
        "Verantwoording verantwoording.md",
    ]


def test_a_team_that_is_not_measured_is_a_page_among_the_teams() -> None:
    (teams,) = (item for item in built("small").nav if item.title == "Teams")
    assert NavItem("Team Rood", "teams/rood/index.md") in teams.children


@pytest.mark.parametrize(
    ("variant", "folder", "title"),
    [
        ("without guidance", "hulp/", "Hulp"),
        ("without blocks", "bouwstenen/", "Bouwstenen"),
        ("without sessions", "bijeenkomsten/", "Bijeenkomsten"),
        ("without questions", "leervragen/", "Leervragen"),
    ],
)
def test_what_a_school_has_not_is_not_in_the_navigation(variant: str, folder: str, title: str) -> None:
    whole = set(built("small").pages())
    with_it = {"leervragen/": "verbeterplan", "bouwstenen/": "elementen/"}.get(folder, folder)
    gone = {path for path in whole if folder in path or with_it in path}
    assert set(built(variant).pages()) == whole - gone < whole
    assert title not in [line.strip() for line in outline(built(variant).nav)]


# ----- teams -------------------------------------------------------------------------------------------


def test_a_team_that_is_not_measured_has_a_page_that_says_so() -> None:
    page = read("small")["teams/rood/index.md"]
    assert "nog niet gemeten" in page.text()
    assert not list(page.every("figure", "table"))
    assert [path for path in read("small") if path.startswith("teams/rood/")] == ["teams/rood/index.md"]


def test_the_front_page_of_a_team_has_three_strengths_and_three_questions_with_a_first_step() -> None:
    """Of Team Horeca, whose results ask for more than three things; the first three are the lowest."""
    page = read("demonstration")["teams/horeca/index.md"]
    assert [heading.text() for heading in page.every("h2", "h3")] == [
        "Waar staan jullie?",
        "Hier zijn jullie sterk in",
        "Vragen voor jullie gesprek",
        "Gezamenlijke afspraken als basis",
        "Samen schoolbrede vragen aanpakken",
        "Tijd voor reflectie op lessen",
        "Afgesproken, en wat nu komt",
    ]
    cards = [card for card in page.every("div") if "ts-ask" in card.attributes.get("class", "").split()]
    assert [" ".join(card.text("a").split()).count("?") for card in cards] == [1, 1, 1]
    assert [sum("Begin met" in part.text() for part in card.every("span")) for card in cards] == [1, 1, 1]
    strong = section(page, "Hier zijn jullie sterk in")
    assert strong.count(":") == 3
    (title,) = (element.text() for element in page.every("strong") if element.text().startswith("Jullie staan"))
    assert title == (
        "Jullie staan in positieve verwachtingen, dicht bij de grens met selectieve impact en geankerd inproductief: "
        "skill 3,3 en will 3,2"
    )
    assert "Onder de brugas liggen 8 onderdelen, en bij 12 lopen de antwoorden of de lessen uiteen." in " ".join(
        section(page, "Vragen voor jullie gesprek").split()
    )


def test_only_the_latest_round_says_where_to_begin() -> None:
    pages_ = read("demonstration")
    beginning = {path for path, page in pages_.items() for part in page.every("span") if "Begin met" in part.text()}
    assert "teams/horeca/uitkomsten.md" in beginning
    assert [path for path in pages_ if "/metingen/" in path]
    assert not [path for path in beginning if "/metingen/" in path]


@every_school
def test_the_front_page_of_a_team_says_nothing_twice(variant: str) -> None:
    fronts = {path: page for path, page in read(variant).items() if re.fullmatch(r"teams/[^/]+/index\.md", path)}
    for path, page in fronts.items():
        texts = [" ".join(part.text().split()) for part in page.every("p", "li", "h2", "h3")]
        sentences = Counter(text for text in texts if " " in text and not text[0].isdigit())  # values may be equal
        assert not [text for text, count in sentences.items() if count > 1], path
        targets = (link.attributes["href"] for link in page.every("a") if "href" in link.attributes)
        links = Counter(target_of(path, target) for target in targets)
        assert not [link for link, count in links.items() if count > 1 and link[0] != path], path


def test_a_small_team_reads_why_there_is_nothing_to_see() -> None:
    """Team Groen: three respondents and two teachers, where five are asked."""
    page = read("small")["teams/groen/index.md"]
    assert headings(page) == [
        "Waar staan jullie?",
        "Wat jullie nu kunnen doen",
        "Lees wat er gevraagd is",
        "Kies een werkvorm",
        "Kijk naar het grotere beeld",
        "Download de cijfers",
    ]
    assert "3 van de 6 collega's (50%) vulden de vragenlijst in" in page.text()
    assert "zodat de antwoorden vertrouwelijk blijven" in section(page, "Waar staan jullie?")
    assert "van minder dan 5 collega's" in page.text()
    assert "vertrouwelijk" in section(page, "Wat jullie nu kunnen doen")
    assert "teams/groen/uitkomsten.md" not in read("small")
    assert not [path for path, found in read("small").items() if "groen" in path and list(found.every("figure"))]


def test_a_withheld_item_is_named_without_its_number() -> None:
    page = read("small")["teams/groen/lagen/zelf.md"]
    (table,) = page.every("tbody")
    assert [[cell.text().strip() for cell in row.every("th", "td")] for row in table.every("tr")] == [
        ["Rustig begin Ik begin rustig.", "te weinig antwoorden om te tonen", ""],
        ["Beurten verdelen Ik verdeel de beurten.", "te weinig antwoorden om te tonen", ""],
    ]


def test_a_layer_that_the_round_did_not_ask_says_so() -> None:
    page = read("with only a survey last")["teams/blauw/lagen/lessen.md"]
    assert "Alleen vragenlijst, 1 juni 2026. In deze meting zijn geen lessen bezocht." in page.text()
    (table,) = page.every("tbody")
    assert [row.text().count("niet gevraagd") for row in table.every("tr")] == [1, 1]


def test_a_place_that_could_not_be_measured_is_not_put_down_to_too_few_answers() -> None:
    for variant in ("with only a survey last", "with only observations last"):
        text = section(read(variant)["teams/blauw/index.md"], "Waar staan jullie?")
        assert "niet alles gemeten" in text and "te weinig" not in text


def test_a_team_that_may_be_in_two_corners_is_in_both_on_the_home_page() -> None:
    """Six people: `samen-afspraken` is 4,1 or more, `samen-roddel` 1,9 or less, so `willen` is between 2,5 and 3,5."""
    rows = [f"r{n},3,3,5,{raw}\n" for n, raw in enumerate((5, 5, 5, 5, 4, 3))]
    head = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\n"
    tree = {**small(), "data/start/blauw/survey.csv": (head + "".join(rows)).encode()}
    built_ = site(tree).files
    assert re.search(r"Plek in het kwadrant:</span> bij \*\*[^*]+ of [^*]+\*\*", built_["index.md"].decode())


def test_what_people_and_what_lessons_differ_in_are_two_things() -> None:
    """Every item has an SD of 0.8 or more, four of the survey and two of the lessons."""
    page = read("twice as many")["teams/blauw/uitkomsten.md"]
    opinions, lessons = (
        section(page, f"Hier {what}") for what in ("denken jullie verschillend over", "verschillen de lessen")
    )
    assert all(word in opinions for word in ("Rustig begin", "Afspraken", "Weinig roddel", "Beurten"))
    assert all(word in lessons for word in ("Rustig begin", "Beurten")) and "roddel" not in lessons


def test_a_session_names_the_axes_of_its_own_round() -> None:
    """The team's latest round used an instrument without axes."""
    page = read("with another instrument last")["teams/blauw/bijeenkomsten/2026-03-31.md"]
    assert "Groep 1 (kunnen 2,5, willen 4,0): Wij willen veel." in section(page, "Eerst voorspellen")


def test_a_session_says_what_of_it_is_made_up() -> None:
    path = "content/sessions/2026-03-31-blauw.yml"
    tree = {**small(), path: small()[path] + b"invented: De groepen zijn bedacht.\n"}
    page = shown(pages(site(tree))["teams/blauw/bijeenkomsten/2026-03-31.md"]).text()
    assert "Verzonnen voorbeeld. De groepen zijn bedacht." in page
    assert "Verzonnen voorbeeld" not in read("small")["teams/blauw/bijeenkomsten/2026-03-31.md"].text()


def test_a_question_about_what_the_latest_round_did_not_ask_says_so() -> None:
    page = read("with another instrument last")["teams/blauw/leervragen/rustig-beginnen.md"]
    assert section(page, "De cijfers eronder") == "In deze meting is er niet opnieuw naar gevraagd."


def test_a_question_shows_what_it_links_to_with_its_target() -> None:
    """A block stands there once for each layer that has it: `rust` for zelf (3.5) and lessen (19/6 = 3.2).

    samen-roddel turned round is 5,4,1,2,4,3, mean 19/6; samen-afspraken 15/6. Their layer and axis: 34/12 = 2.8.
    """
    page = read("twice as many")["teams/blauw/leervragen/rustig-beginnen.md"]
    rows = next(page.every("table")).every("tr")
    assert [[cell.text().strip() for cell in row.every("th", "td")] for row in rows] == [
        ["Wat", "Start"],
        ["Rustig begin lessen verdeeld", "3,2"],
        ["Rust zelf verdeeld", "3,5"],
        ["Rust lessen verdeeld", "3,2"],
        ["Zelf zelf verdeeld", "3,4"],
        ["Willen laag verdeeld", "2,8"],
    ]


def test_a_spread_that_moves_the_team_is_told_with_what_was_measured() -> None:
    """Skill: les-begin is 1 to 5 in half steps, then 1 to 3: 37 in 14 lessons; les-beurten is 1.5 to 4.5 twice: 42 in
    14. (37/14 + 42/14) / 2 = 2.82. The lessons lie from 1.25 to 4.25, with an SD of 0.88, so the place is 2.82 - 0.5.

    Will: afspraken is 2, 3, 4 in turn, roddel turned round 5, 4 in turn: (3 + 4.5) / 2 = 3.75, with an SD of 0.5.
    """
    text = section(read("with a correction")["teams/blauw/index.md"], "Waar staan jullie?")
    assert "De antwoorden bij kunnen zijn verdeeld: 2,82 telt daarom als 2,32." in text
    assert "bij willen" not in text


# ----- drawings ----------------------------------------------------------------------------------------


@every_school
def test_every_chart_stands_on_a_page_and_has_its_scripts(variant: str) -> None:
    files = built(variant).files
    named = {
        normpath(join(dirname(path), place.attributes["data-spec"]))
        for path, page in read(variant).items()
        for figure in page.every("figure")
        if list(figure.every("svg"))
        for place in figure.every("p")
        if "data-spec" in place.attributes
    }
    templates = {f"grafieken/{TEMPLATE.findall(files[path].decode())[0]}.js" for path in named}
    presented = {path for path in files if path.startswith("grafieken/") and b'"findings":' in files[path]}
    assert named | templates | presented == {path for path in files if path.startswith("grafieken/")}
    assert not named & templates


@every_school
def test_every_figure_has_a_title_a_summary_and_its_numbers(variant: str) -> None:
    for page in read(variant).values():
        for figure in (one for one in page.every("figure") if one.attributes["class"] == "ts-figure"):
            caption, table = next(figure.every("figcaption")), next(figure.every("table"))
            subject = next(span for span in caption.every("span") if "id" in span.attributes)
            assert next(caption.every("strong")).text() and subject.text().endswith(".")
            heads, rows = list(table.every("th")), list(table.every("tr"))
            assert {head.attributes["scope"] for head in heads} == {"col", "row"}
            assert len({len(list(row.every("th", "td"))) for row in rows}) == 1


# ----- recommendations ---------------------------------------------------------------------------------


def test_the_recommendation_that_fits_best_comes_first() -> None:
    """h2 helps with two low items, h1 with one; the guidance lists h1 first."""

    def edit(instrument: dict[str, list[dict[str, list[dict[str, list[str]]]]]]) -> None:
        zelf, samen, lessen = (layer["items"] for layer in instrument["layers"])
        zelf[0]["recommendations"] = []
        samen[0]["recommendations"] = ["h2"]  # afspraken, 2.5
        lessen[1]["recommendations"] = ["h1", "h2"]  # beurten, 2.8

    tree = with_recommendations_only()
    tree["content/guidance/aanbevelingen/h2.md"] = tree[H1].replace(b"id: h1", b"id: h2").replace(b"klein", b"samen")
    page = shown(site(edited(tree, KOMPAS, edit)).files["teams/blauw/uitkomsten.md"].decode())
    fitting = section(page, "Past bij jullie")
    assert fitting.index("Begin samen") < fitting.index("Begin klein")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/leidraad",
        "https://example.org/a_b_c/?d=1&e=*f*#g",
        "https://nl.wikipedia.org/wiki/Gezag_(macht)",
        "https://example.org/%C3%A9/~x",
    ],
)
def test_a_source_can_be_followed(url: str) -> None:
    tree = change(small(), H1, "https://example.org/leidraad", f'"{url}"')
    page = shown(site(tree).files["hulp/aanbevelingen/h1.md"].decode())
    assert url in [element.attributes.get("href") for element in page.every("a")]


# ----- what the pages say about themselves -------------------------------------------------------------


def test_every_page_with_data_of_the_school_carries_the_notice_when_there_is_one() -> None:
    """A page of the library has it beside the numbers of the teams that it shows, or the questions that they have."""
    notice = "Deze school bestaat alleen in de tests."
    for path, page in read("small").items():
        found = [element.text() for element in page.every("p") if element.attributes.get("class") == "ts-notice"]
        numbers = "Wat jullie cijfers hierover zeggen" in headings(page)
        assert found == ([notice] if numbers or path == "hulp/rondje.md" or not path.startswith("hulp/") else []), path
        assert not numbers or section(page, "Wat jullie cijfers hierover zeggen").startswith(notice)
    for page in read("without notice").values():
        assert not [element for element in page.every("p") if element.attributes.get("class") == "ts-notice"]


def test_the_method_page_tells_the_settings_in_force() -> None:
    tree = change(small(), "content/settings.yml", "gate: {mean: 5, spread: 10}", "gate: {mean: 6, spread: 12}")
    page = shown(site(tree).files["verantwoording.md"].decode())
    text = section(page, "Vertrouwelijk")
    assert "vanaf 6 verschillende mensen" in text and "vanaf 12 verschillende mensen" in text
    assert "op de grens bij een afstand van hooguit 0,1" in page.text()


def test_the_name_of_the_site_is_the_school() -> None:
    assert built("small").name == "Kleine School"
    assert built("without settings").name == "Teamspiegel"
    home = read("small")["index.md"]
    assert next(home.every("h1")).text("a") == "Kleine School"


# ----- from page to page -------------------------------------------------------------------------------


def ways(variant: str) -> list[tuple[str, str]]:
    """The pages that the footer leads to and fro between, as they follow each other."""
    listed, texts = list(nav_pages(built(variant).nav)), pages(built(variant))
    hidden = {
        path: {*re.findall(r'"(\w+)"', (re.findall(r"^hide: (.*)$", texts[path], re.M) or [""])[0])} for path in listed
    }
    there = {pair for pair in pairwise(listed) if "next" not in hidden[pair[0]]}
    back = {pair for pair in pairwise(listed) if "previous" not in hidden[pair[1]]}
    assert there == back
    return sorted(there)


def team_of(path: str) -> str:
    return path.split("/")[1] if path.startswith("teams/") else ""


@every_school
def test_no_way_leads_from_one_of_several_teams_to_another_or_out(variant: str) -> None:
    listed = list(nav_pages(built(variant).nav))
    several = len({team_of(path) for path in listed} - {""}) > 1
    expected = [pair for pair in pairwise(listed) if not several or team_of(pair[0]) == team_of(pair[1])]
    assert ways(variant) == sorted(expected)
    assert several or len(expected) == len(listed) - 1
