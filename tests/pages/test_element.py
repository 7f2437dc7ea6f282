"""One element from every side. The school is the golden folder `metingen`, whose mirror gets an element.

Of pupils 2.3 at first and 2.7 later, clearly higher; of the interviews time supports in 4 of 8 and hinders in 4 of 8:
as the golden folder has them.
"""

from datetime import date

from tests.golden import GOLDEN
from tests.schools import Files, below, change
from tests.sites import headings, pages, section, shown, site

SPIEGEL, PUPILS, STORIES = (f"content/instruments/{name}.yml" for name in ("spiegel", "leerlingen", "verhalen"))
PAGE = "teams/blauw/elementen/hulp.md"
SECOND = """  - id: ik
    name: Ik
    description: Wat ik doe.
    source: survey
    mean_of: items
    items:
      - {id: ik-hulp, text: Ik help., short: Zelf helpen, element: hulp}
"""


def school() -> Files:
    """One layer speaks about the element, and nothing else is tied to it."""
    tree = below(GOLDEN / "metingen" / "input", "content", "data")
    part = "blocks:\n  - {id: samen, name: Samen, description: Wat wij delen.}\n"
    part += "elements:\n  - {id: hulp, name: Hulp, block: samen, description: Wie er helpt.}\nlayers:\n"
    tree = change(tree, SPIEGEL, "layers:\n", part)
    return change(tree, SPIEGEL, "short: Elkaar helpen}", "short: Elkaar helpen, element: hulp}")


def tied() -> Files:
    """And a scale of pupils and a theme of interviews are."""
    tree = change(school(), PUPILS, "de uitleg volgen.\n", "de uitleg volgen.\n    elements: [hulp]\n")
    return change(tree, STORIES, "samen te kijken.}", "samen te kijken., elements: [hulp]}")


def two_layers(higher: int = 1) -> Files:
    """Two layers speak about it: what I say has every score of what we say, so much higher or 5."""
    tree = school()
    tree[SPIEGEL] += SECOND.encode()
    head, *rows = tree["data/start/blauw/survey.csv"].decode().splitlines()
    lines = (f"{row},{min(int(row.split(',')[1]) + higher, 5)}" for row in rows)
    tree["data/start/blauw/survey.csv"] = "\n".join([f"{head},ik-hulp", *lines, ""]).encode()
    return tree


def read(tree: Files, **how: object) -> dict[str, str]:
    return pages(site(tree, today=date(2027, 4, 1), **how))  # type: ignore[arg-type]


POINTS = b"""points:
  - {what: Een briefje, kind: kwantitatief, purpose: leren, roles: [leerlingen], elements: [hulp],
     every: {weeks: 2, start: 2027-03-01, until: 2027-06-01}}
  - {what: Iets anders, kind: kwalitatief, purpose: leren, roles: [ouders], date: 2027-03-02}
"""


def test_a_data_point_that_is_tied_to_it_is_another_side() -> None:
    page = shown(read({**school(), "content/datapoints/blauw.yml": POINTS})[PAGE])
    told = section(page, "Wat jullie zelf verzamelen")
    assert "Een briefje cijfers: van leerlingen, elke 2 weken, 1 maart – 1 juni 2027." in told
    assert "Iets anders" not in told


def test_what_an_author_ties_to_it_stands_beside_the_survey() -> None:
    page = shown(read(tied())[PAGE])
    assert headings(page)[:3] == ["Wat collega's zeggen", "Wat leerlingen zeggen", "Wat er verteld is"]
    pupils = section(page, "Wat leerlingen zeggen")
    assert pupils == "Uitleg De Kade: start 2,3 ± 0,2, later 2,7 ± 0,1 (hoger). Op een schaal van 1 tot 4."
    told = section(page, "Wat er verteld is")
    assert "het steunt in 4 van de 8 gesprekken en belemmert in 4 van de 8 gesprekken." in told
    assert "“Dit zei nummer 1.”" in told
    assert "Sfeer" not in page.text() and "Steun" not in page.text()


def test_two_layers_are_enough_without_ties() -> None:
    page = shown(read(two_layers())[PAGE])
    assert [row.text("strong").split()[:3] for row in page.every("tr")][1:] == [
        ["Elkaar", "helpen", "wij"],
        ["Zelf", "helpen", "ik"],
    ]
    assert "Wat er verteld is" not in headings(page)


def test_where_the_sides_differ_is_said_only_when_they_do() -> None:
    assert "Het grootste verschil zit tussen wij en ik." in shown(read(two_layers())[PAGE]).text()
    equal = read(two_layers(higher=0))
    assert "Zelf helpen" in shown(equal[PAGE]).text()
    assert "grootste verschil" not in shown(equal[PAGE]).text()
    assert "Waar de beelden verschillen" not in headings(shown(equal["teams/blauw/bouwstenen/samen.md"]))


def test_from_one_side_there_is_no_page() -> None:
    """The block's page has it all."""
    found = read(school())
    assert PAGE not in found
    assert "elementen/" not in found["teams/blauw/bouwstenen/samen.md"]


def test_the_block_leads_to_it() -> None:
    assert "[Hulp](../elementen/hulp.md)" in read(tied())["teams/blauw/bouwstenen/samen.md"]
