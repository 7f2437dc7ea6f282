"""Everything that a site says about a school, read as an outsider: downloads, tables, texts, charts, search, names.

What stands in `indicatoren.csv` is what may be known. Whatever else is read becomes a `Claim`: a number of a statistic
of a place. `unpublished` tells which claims the download does not make.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import zip_longest
from typing import Any, NamedTuple
from xml.etree import ElementTree

from tests.attack.folder import elements, page_of, plain, units, words_of
from tests.attack.public import Cell, Place, Public, Structure
from tests.sites import Element

Key = tuple[str, str]
"""A team and a round."""

DECIMAL = re.compile(r"(?<![\w,.])[+-]?0*(\d+[.,]\d+)(?![\w])(?!,\d)")
NUMBER = r"\d+(?:[.,]\d+)?"
BOUND = re.compile(
    rf"(?:tussen )?(?P<low>{NUMBER}) (?:en|tot) (?P<high>{NUMBER})|(?P<end>{NUMBER}) of (?P<way>hoger|lager)"
)
"""From where to where something lies: `tussen 3,4 en 3,8`, `3,4 tot 3,8`, `4,0 of hoger`, `1,6 of lager`."""
RESPONSE = re.compile(
    r"(?:(?P<n>\d+) (?:lessen|les) bezocht, bij (?P<people>\d+) van de (?P<members>\d+))"
    r"|(?:(?P<filled>\d+) van de (?P<of>\d+) collega\S* \(\d+%\) vul)"
)


class Response(NamedTuple):
    n: int
    people: int
    members: int


class Claim(NamedTuple):
    """Something that a page says: of one of these places, what it is, and where that stands."""

    team: str
    round: str
    places: tuple[Place, ...]
    statistic: str
    value: str
    where: str


@dataclass
class Known:
    """What one team's round is known by."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    counts: dict[Place, dict[Fraction, int]] = field(default_factory=dict)
    intervals: dict[Place, tuple[float, float]] = field(default_factory=dict)
    bands: dict[str, dict[str, int]] = field(default_factory=dict)
    responses: dict[str, Response] = field(default_factory=dict)


@dataclass
class Reading:
    """What a whole site says."""

    public: Public
    known: dict[Key, Known] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def latest(self, team: str) -> str | None:
        found = [round_.id for round_ in self.public.rounds if (team, round_.id) in self.known]
        return found[-1] if found else None


def number(text: str) -> float:
    return float(text.replace(",", ".").replace("+", "").replace("−", "-").replace("–", "-"))


def ends_in(found: re.Match[str]) -> tuple[float | None, float | None]:
    """Both ends of what a text says of where something lies."""
    if found["end"]:
        end = number(found["end"])
        return (end, None) if found["way"] == "hoger" else (None, end)
    return number(found["low"]), number(found["high"])


def read(files: Mapping[str, bytes], public: Public) -> Reading:
    """Reads a docs folder or a built site."""
    reading = Reading(public)
    _downloads(files, reading)
    pages = [path for path in files if path.endswith((".md", ".html")) and not path.startswith("assets/")]
    for path in sorted(pages):
        _page(path, page_of(path, files[path]), reading)
    on_pages = b"".join(files[path] for path in pages).decode()
    for path in sorted(files):
        if path.endswith(".js") and not path.startswith("assets/"):
            _specification(path, files[path].decode(), reading)
        elif path.endswith(".pdf") and not files[path].startswith(b"%PDF-"):
            _paper(path, json.loads(files[path]), on_pages, reading)
        elif path.endswith("search_index.json"):
            for entry in json.loads(files[path])["docs"]:
                page = elements(entry["text"])
                for _, text in [("", entry["title"]), *units(page), ("", plain(page.text()))]:
                    _text(f"{path}: {entry['location']}", text, entry["location"], reading)
        elif path.endswith("sitemap.xml"):
            _names(path, re.findall(r"<loc>(.*?)</loc>", files[path].decode()), reading)
    _names("file name", files, reading)
    return reading


# ----- downloads ---------------------------------------------------------------------------------------


def _downloads(files: Mapping[str, bytes], reading: Reading) -> None:
    rows = list(csv.DictReader(io.StringIO(files["downloads/indicatoren.csv"].decode())))
    for row in rows:
        known = reading.known.setdefault((row["team"], row["round"]), Known())
        known.cells[Place(row["source"], row["level"], row["id"])] = Cell(
            int(row["n"]),
            _number(row["mean"]),
            _number(row["at_least"]),
            _number(row["at_most"]),
            _number(row["sd"]),
            FLAGS[row["low"]],
            FLAGS[row["spread"]],
            row["suppressed"],
        )
    for row in csv.DictReader(io.StringIO(files.get("downloads/lesbanden.csv", b"").decode())):
        structure = reading.public.structure(row["round"])
        layer = next(
            layer for layer in structure.layers if row["band"] in {band.id for band in structure.bands_of(layer)}
        )
        known = reading.known.setdefault((row["team"], row["round"]), Known())
        known.bands.setdefault(layer, {})[row["band"]] = int(row["lessons"])
    _workbook(files["downloads/indicatoren.xlsx"], rows, reading)


FLAGS = {"": None, "true": True, "false": False}


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _workbook(content: bytes, rows: list[dict[str, str]], reading: Reading) -> None:
    """The workbook must hold the very rows of the download: every number in it, and not one more."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = book.namelist()
        strings = [
            "".join(part.text or "" for part in found.iter() if part.tag.endswith("}t"))
            for found in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        other = " ".join(book.read(name).decode() for name in names if name.startswith("docProps"))
    for text in [other, *strings]:
        _text("indicatoren.xlsx", text, "", reading)
    found = [
        {
            re.sub(r"\d", "", cell.attrib["r"]): _cell_value(cell, strings)
            for cell in row.iter()
            if cell.tag.endswith("}c")
        }
        for row in sheet.iter()
        if row.tag.endswith("}row")
    ]
    heads = {column: str(head) for column, head in found[0].items()}
    for got, row in zip(found[1:], rows, strict=True):
        told = {heads[column]: value for column, value in got.items()}
        if (problem := _other_row(told, row)) is not None:
            place = Place(row["source"], row["level"], row["id"])
            reading.claims.append(Claim(row["team"], row["round"], (place,), "row", problem, "indicatoren.xlsx"))


def _other_row(told: Mapping[str, str | float | None], row: Mapping[str, str]) -> str | None:
    """What a row of the workbook says that the row of the download does not."""
    mean = told.get("Gemiddelde")
    ends = BOUND.fullmatch(mean) if isinstance(mean, str) else None
    low, high = ends_in(ends) if ends else (None, None)
    said = {"n": told.get("n"), "mean": None if ends else mean, "at_least": low, "at_most": high, "sd": told.get("SD")}
    for name, value in said.items():
        if value != (float(row[name]) if row[name] else None):
            return f"{name} {value} for {row[name]!r}"
    for head, name in (("Onder de brugas", "low"), ("Verdeeld", "spread")):
        if bool(told.get(head)) != (row[name] == "true"):
            return f"{name} {told.get(head)} for {row[name]!r}"
    return None if bool(told.get("Niet getoond")) == bool(row["suppressed"]) else f"a reason for {row['suppressed']!r}"


def _cell_value(cell: ElementTree.Element, strings: list[str]) -> str | float | None:
    value = next((part.text for part in cell if part.tag.endswith("}v")), None)
    if value is None:
        return None
    return strings[int(value)] if cell.attrib.get("t") == "s" else float(value)


# ----- pages -------------------------------------------------------------------------------------------


def _team_in(path: str, reading: Reading) -> str:
    parts = re.split(r"[/#.]", path)
    return next((team.id for team in reading.public.teams if team.id in parts), "")


def _chart(name: str, reading: Reading) -> Key | None:
    """The team and round of a chart, by its name."""
    for team in reading.public.teams:
        for round_ in reading.public.rounds:
            if name.startswith(f"{team.id}--{round_.id}--"):
                return team.id, round_.id
    return None


def _round_of_page(path: str, page: Element, team: str, reading: Reading) -> str:
    """The round that a page is about: named in its path or its lead, else the team's latest."""
    parts = re.split(r"[/.]", path)
    for round_ in reading.public.rounds:
        if round_.id in parts:
            return round_.id
    if team:
        return reading.latest(team) or ""
    shared = [
        round_.id
        for round_ in reading.public.rounds
        if sum((team.id, round_.id) in reading.known for team in reading.public.teams) > 1
    ]
    return shared[-1] if shared else reading.public.rounds[-1].id


def _page(path: str, page: Element, reading: Reading) -> None:
    team = _team_in(path, reading)
    round_ = _round_of_page(path, page, team, reading)
    if not path.startswith(("assets/", "404")):
        _responses(path, page, reading)
    for figure in page.every("figure"):
        name = next(
            (found.attributes["data-chart"] for found in figure.every("p") if "data-chart" in found.attributes), ""
        )
        key = _chart(name, reading)
        for drawing in figure.every("svg"):
            _svg(f"{path}: {name}", drawing, key or (team, round_), reading)
        for table in figure.every("table"):
            _table(f"{path}: {name}", table, *(key or (team, round_)), name, reading)
    in_figures = {id(table) for figure in page.every("figure") for table in figure.every("table")}
    for table in page.every("table"):
        if id(table) not in in_figures:
            _table(path, table, team, round_, path, reading)
    here = next((layer["name"] for id_, layer in reading.public.all.layers.items() if f"/lagen/{id_}" in path), "")
    for heading, text in units(page):
        text = text.replace("deze laag", here) if here else text
        of_team = team or next((found.id for found in reading.public.teams if found.name in heading), "")
        _text(path, text, of_team, reading)


def _responses(path: str, page: Element, reading: Reading) -> None:
    """Who took part: the method page has a row for every team and round."""
    names = {team.name: team.id for team in reading.public.teams}
    for table in page.every("table"):
        for row in table.every("tr"):
            cells = [plain(cell.text()) for cell in row.every("th", "td")]
            if len(cells) == 2 and len(reading.known) == len({round_ for _, round_ in reading.known}):
                one = next(iter(reading.known))[0]  # the site of one team
                cells = [next(name for name, id_ in names.items() if id_ == one), *cells]
            if len(cells) != 3 or cells[0] not in names:
                continue
            for round_ in reading.public.rounds:
                year, _, day = round_.date.split("-")
                if cells[1].startswith(f"{round_.label}, {int(day)} ") and cells[1].endswith(year):
                    known = reading.known.setdefault((names[cells[0]], round_.id), Known())
                    for found in RESPONSE.finditer(cells[2]):
                        if found["n"]:
                            known.responses["observations"] = Response(*map(int, found.group("n", "people", "members")))
                        else:
                            n, of = int(found["filled"]), int(found["of"])
                            known.responses["survey"] = Response(n, n, of)


# ----- tables ------------------------------------------------------------------------------------------


def _grid(table: Element) -> tuple[list[str], list[list[Element]]]:
    rows = [list(row.every("th", "td")) for row in table.every("tr")]
    return [plain(cell.text()) for cell in rows[0]], rows[1:]


NO_RESULTS = {"wie", "wanneer", "stand", "meegedaan", "bron", "aan wie", "waarom", "rol"}
"""Heads of tables that hold no results."""


def _table(where: str, table: Element, team: str, round_: str, hint: str, reading: Reading) -> None:
    if not any(True for _ in table.every("tr")):
        return
    head, rows = _grid(table)
    lowered = [text.lower() for text in head]
    if NO_RESULTS & set(lowered) or not rows or not round_:
        return
    structure = reading.public.all
    teams = {found.name: found.id for found in reading.public.teams}
    of_layer = [layer for layer in structure.layers if layer in re.split(r"--|/|\.", hint)]
    of_block = [block for block in set(structure.block_of.values()) if block in re.split(r"--|/|\.", hint)]
    axes = {name: places for name, places in structure.names.items() if places[0].level == "axis"}
    understood = False
    _order(where, team, round_, [_of_row(structure, row[0], of_layer, of_block) for row in rows], reading)
    for row in rows:
        label = plain(row[0].text("span"))
        attached = [(head[k], cell) for k, cell in enumerate(row[1:], 1) if k < len(head)]
        if label in teams:  # teams below each other, places beside each other
            for name, cell in attached:
                understood |= _cell(
                    where, reading, teams[label], round_, _named(structure, name, of_layer, of_block), "mean", cell
                )
        elif lowered[0] == "plaats":  # the quadrant: the axes beside each other
            key = round_ if label in ("gemeten", "zo zeker is dit (95%)") else _labelled(label, reading)
            for name, cell in attached:
                if key and name.lower() in axes:
                    statistic = "interval" if label.startswith("zo zeker") else "mean"
                    _cell(where, reading, team, key, axes[name.lower()], statistic, cell)
                understood = True
        elif "lessen" in lowered and "aandeel" in lowered:
            _bands(where, reading, team, round_, label, plain(row[lowered.index("lessen")].text()))
            understood = True
        else:
            places = _of_row(structure, row[0], of_layer, of_block)
            for name, cell in attached:
                understood |= _in_row(where, reading, team, round_, structure, places, name, cell)
    if not understood and any(DECIMAL.search(cell.text()) for row in rows for cell in row):
        reading.unread.append(f"{where}: {head}")


def _order(where: str, team: str, round_: str, rows: list[tuple[Place, ...]], reading: Reading) -> None:
    """Rows of items with a withheld one among them, in another order than the instrument's: it tells where that is.

    What was not measured in every round may stand below what was: no answers, and the download has no row for it.
    """
    known = reading.known.get((team, round_))
    ranks = {place: rank for rank, place in enumerate(reading.public.structure(round_).items)}
    one_each = [found[0] for found in rows if len(found) == 1 and found[0] in ranks]
    if not known or len({place.source for place in one_each}) != 1:
        return
    withheld = [place for place in one_each if place in known.cells and known.cells[place].mean is None]
    rounds = [known.cells for (name, _), known in reading.known.items() if name == team]
    in_all = sorted(one_each, key=lambda place: (not all(place in cells for cells in rounds), ranks[place]))
    if withheld and one_each not in (in_all, sorted(one_each, key=ranks.__getitem__)):
        reading.claims.append(Claim(team, round_, tuple(withheld), "order", str(len(rows)), where))


def _labelled(text: str, reading: Reading) -> str:
    """The round that a text is the label of, with its year or without."""
    for round_ in reading.public.rounds:
        if text.lower() in (round_.label.lower(), f"{round_.label} {round_.date[:4]}".lower()):
            return round_.id
    return ""


def _of_row(structure: Structure, cell: Element, of_layer: list[str], of_block: list[str]) -> tuple[Place, ...]:
    strong = next((plain(found.text()) for found in cell.every("strong", "a")), "")
    own = next(
        (plain(found.text()) for found in cell.every("span") if "ts-layer" in found.attributes.get("class", "")), ""
    )
    layers = [place.source for place in structure.names.get(own.lower(), ()) if place.level == "layer"] or of_layer
    return _named(structure, strong or plain(cell.text("span")), layers, of_block)


def _named(structure: Structure, name: str, of_layer: list[str], of_block: list[str]) -> tuple[Place, ...]:
    """The places that go by a name, as near to the hints as there are any."""
    places = structure.names.get(name.lower(), ())
    if of_layer:
        places = tuple(place for place in places if place.source in of_layer) or places
    if of_block:
        inside = tuple(
            place for place in places if place.level == "item" and structure.block_of.get(place.id) in of_block
        )
        places = inside or places
    return places


def _in_row(
    where: str,
    reading: Reading,
    team: str,
    round_: str,
    structure: Structure,
    places: tuple[Place, ...],
    name: str,
    cell: Element,
) -> bool:
    """A cell beside a name: of which place and which statistic follows from the head."""
    before, colon, after = name.partition(": ")
    if colon and structure.names.get(before.lower()):
        source = next(place.source for place in structure.names[before.lower()])
        places = tuple(place for place in places if place.source == source)
        name = after
    lowered = name.lower()
    score = re.match(r"(\d+(?:,5)?)\b", name)
    statistics = {
        "n": "n",
        "gemiddelde": "mean",
        "sd": "sd",
        "zo zeker is dit (95%)": "interval",
        "valt op": "flags",
        "opvallend": "flags",
        "verschil": "difference",
        "marge (95%)": "margin",
        "verandering": "change",
    }
    if not places:
        return False
    if lowered in statistics:
        return _cell(where, reading, team, round_, places, statistics[lowered], cell)
    if labelled := _labelled(name, reading):
        return _cell(where, reading, team, labelled, places, "mean", cell)
    if score and not re.search(r"\bteams?\b", lowered):
        return _cell(where, reading, team, round_, places, f"count {score[1]}", cell)
    return _cell(where, reading, team, round_, places, f"reference {name}", cell)


def _cell(
    where: str, reading: Reading, team: str, round_: str, places: tuple[Place, ...], statistic: str, cell: Element
) -> bool:
    """The claims of one cell of a table, and what it teaches."""
    if not places:
        return False
    text = plain(cell.text())
    known = reading.known.get((team, round_))
    if not known:
        return False
    places = tuple(place for place in places if place in known.cells)
    if not places:
        return True
    claims = reading.claims
    if statistic != "interval" and (bound := BOUND.search(text)):
        claims.append(Claim(team, round_, places, "bound", bound[0], where))
    elif statistic == "interval" and (ends := re.fullmatch(r"(\S+) tot (\S+)", text)):
        claims.append(Claim(team, round_, places, "interval", text, where))
        if len(places) == 1:
            known.intervals[places[0]] = (number(ends[1]), number(ends[2]))
    elif statistic.startswith("count") and (count := re.match(r"(\d+) \(", text)):
        claims.append(Claim(team, round_, places, statistic, count[1], where))
        if len(places) == 1:
            known.counts.setdefault(places[0], {})[Fraction(statistic[6:].replace(",", "."))] = int(count[1])
    elif statistic in ("flags", "change"):
        if text not in ("", "–"):
            claims.append(Claim(team, round_, places, statistic, text, where))
    elif found := re.match(r"[±+-]?\s*(\d+(?:[.,]\d+)?)", text):
        claims.append(Claim(team, round_, places, statistic, found[1], where))
    # Whatever hangs on the cell without being read aloud: how it sorts, what colour it has.
    for element in (cell, *cell.every()):
        for name, value in element.attributes.items():
            hidden = re.search(r"\d+[.,]\d+|--\d+\b", value)
            if hidden and name in ("data-sort", "class", "title", "aria-label", "data-value"):
                label = "shade" if hidden[0].startswith("--") else "hidden"
                claims.append(Claim(team, round_, places, label, hidden[0].lstrip("-"), f"{where} @{name}"))
            elif hidden and name.startswith("data-") and name != "data-label":
                claims.append(Claim(team, round_, places, "hidden", hidden[0].lstrip("-"), f"{where} @{name}"))
    return True


def _bands(where: str, reading: Reading, team: str, round_: str, label: str, lessons: str) -> None:
    structure = reading.public.structure(round_)
    for layer in structure.layers:
        for band in structure.bands_of(layer):
            if band.name.lower() == label.lower() and lessons[:1].isdigit():
                found = int(re.match(r"\d+", lessons)[0])  # type: ignore[index]
                place = Place(layer, "layer", layer)
                reading.claims.append(Claim(team, round_, (place,), f"band {band.id}", str(found), where))


# ----- texts -------------------------------------------------------------------------------------------


# How the questions of a layer hang together is no value of the layer, though it stands behind its name.
ALPHA = re.compile(r"\(Cronbachs alfa.*?pas vanaf \d+ mensen", re.DOTALL)
NO_CLAIM = re.compile(
    r"(minstens|doel|verwacht\w*|brugas|onder|boven|versie|grens|marge|telkens|±"
    r"|\d (uitspraken|lesonderdelen|onderdelen|bouwstenen|lagen))[^.;]{0,25}$",
    re.IGNORECASE,
)
"""What stands before a number that is no result of what is named: a target, a margin, what several others have."""


def _text(where: str, text: str, path_or_team: str, reading: Reading) -> None:
    """A number behind the name of a place, within one clause, is a claim about it."""
    text = ALPHA.sub("", text)
    if not DECIMAL.search(text):
        return
    team = next(
        (found.id for found in reading.public.teams if found.id == path_or_team), _team_in(path_or_team, reading)
    )
    rounds = [round_ for name, round_ in reading.known if team in ("", name)]
    if rounds:
        for places, statistic, value in _spoken(reading.public.all, text):
            reading.claims.append(Claim(team, "", places, statistic, value, f"{where}: {text[:160]}"))


def _spoken(structure: Structure, text: str) -> Iterator[tuple[tuple[Place, ...], str, str]]:
    """The numbers in a text that follow the name of a place, and what lies between two of them."""
    lowered = text.lower()
    hits = list(structure.name_pattern.finditer(lowered))
    about: tuple[Place, ...] = ()
    for hit, following in zip_longest(hits, hits[1:]):
        named = structure.names[hit[0]]
        end = following.start() if following else len(text)
        layer = [place.source for place in named if place.level == "layer"]
        if layer and about and about[0].level != "axis":
            # "Gezag: Observatie 4,0": a layer behind a name tells which of that name.
            places = (*named, *(place for place in about if place.source in layer))
        else:
            places = about = named
        behind = structure.names.get(following[0], ()) if following else ()
        if following and len(places) > 1 and re.search(r"\d\W{1,3}$", text[: following.start()]):
            # "4,3 ik": the layer stands behind the number.
            at = {place.source for place in behind if place.level == "layer"}
            places = tuple(place for place in places if place.source in at) or places
        segment = text[hit.end() : min(end, hit.end() + 120)]
        ranges = [found for found in BOUND.finditer(segment) if DECIMAL.search(found[0])]
        alone = [
            found
            for found in DECIMAL.finditer(segment)
            if not any(one.start() <= found.start(1) < one.end() for one in ranges)
        ]
        for found in (*ranges, *alone):
            before = text[max(0, hit.start() - 40) : hit.end()] + segment[: found.start()]
            if (
                segment[found.end() :].lstrip().startswith("×")
                or NO_CLAIM.search(segment[: found.start()])
                or "verwacht" in before.lower()
            ):
                continue
            yield places, *(("range", found[0]) if found in ranges else ("said", found[1]))


# ----- charts ------------------------------------------------------------------------------------------


SPECIFICATION = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
"""What a drawing of tests/attack/schools.py has of its chart. A script of the site has it too, and is read there."""


def _drawing(path: str, text: str, reading: Reading) -> None:
    name = path.split("/")[-1].removesuffix(".svg")
    root = elements(SPECIFICATION.sub("", text))
    for _, unit in units(root):
        _text(path, unit, _team_of_chart(name, reading), reading)
    _svg(path, root, _chart(name, reading), reading)


# ----- papers ------------------------------------------------------------------------------------------

OF_THE_PLAN = {"at_least", "change"}
"""What stands beside a number on a paper and is none: a target, and a difference with its margin."""


def _paper(path: str, paper: Any, on_pages: str, reading: Reading) -> None:
    """What stands on a paper, before it is typeset (tests/sites.py): a template makes no number of its own."""
    team = max((found.id for found in reading.public.teams if f"-{found.id}" in path), key=len, default="")
    for unit in _on_paper(paper["data"]):
        _text(path, unit, team, reading)
    for name, drawing in paper["drawings"].items():
        _, _, inside = drawing.partition(">")
        if inside not in on_pages:
            _drawing(f"{path}: {name}", drawing, reading)


def _on_paper(value: Any) -> Iterator[str]:
    """Every text, and what belongs together in one: a name with the numbers beside it."""
    if isinstance(value, dict):
        yield " ".join(_leaves(value)) if "value" in value or "now" in value or "mean" in value else ""
        for below in value.values():
            yield from _on_paper(below)
    elif isinstance(value, list):
        for below in value:
            yield from _on_paper(below)
    elif isinstance(value, str):
        yield value


def _leaves(value: Any) -> Iterator[str]:
    """The texts of a result: its name, its layer and its numbers, without what else hangs under it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            if key not in OF_THE_PLAN and not isinstance(below, list):
                yield from _leaves(below)


def _team_of_chart(name: str, reading: Reading) -> str:
    key = _chart(name, reading)
    return key[0] if key else ""


def _svg(where: str, drawing: Element, key: Key | None, reading: Reading) -> None:
    """The words of a drawing by their place: a number belongs to the name that it stands beside or below."""
    words = []
    for element in drawing.every("text"):
        where_ = " ".join(element.attributes.get(name, "") for name in ("transform", "x", "y"))
        if at := re.search(r"(-?[\d.]+)[, ]+(-?[\d.]+)", where_):
            first, *others = [line.text() for line in element.every("tspan")] or [element.text()]
            # In a quadrant each line of a label begins with the name of its axis; elsewhere a long name is broken.
            parts = (" / " + line if _of_axis(reading.public.all, line) else " " + line for line in others)
            words.append((float(at[2]), float(at[1]), plain(first + "".join(parts))))
    if key:
        _rows(where, words, key, reading)


def _specification(path: str, text: str, reading: Reading) -> None:
    """A chart's specification: its words by place, and every string in it."""
    name = path.split("/")[-1].removesuffix(".js")
    key = _chart(name, reading)
    found = re.search(r"=\s*(\{.*\})", text, re.DOTALL)
    if not found:
        return
    spec = json.loads(found[1].rstrip("; \n"))
    if "findings" in spec:
        # What a meeting shows: each finding is words and a drawing, and coordinates of two drawings are no one picture.
        for finding in [*spec["findings"], *([spec["position"]] if spec["position"] else [])]:
            _drawing(path, finding.pop("drawing"), reading)
        for string in _strings(spec):
            _text(path, string, key[0] if key else "", reading)
        return
    for string in (*map(" ".join, words_of(spec)), *_strings({**spec, "title": None})):
        _text(path, string, key[0] if key else "", reading)
    records = [record for rows in spec.get("datasets", {}).values() for record in rows if isinstance(record, dict)]
    _records(path, records, key, reading)
    if not key:
        return
    words = [
        (float(record["y"]), float(record["x"]), str(record["text"]))
        for record in records
        if {"x", "y", "text"} <= record.keys() and all(isinstance(record[name], int | float) for name in "xy")
    ]
    _rows(path, words, key, reading)
    _marks(path, words, records, key, reading)


HIDDEN = re.compile(r"\s+\([^()]*:\s+niet\s+getoond\)$")
"""What a row's name has behind it where a voice may not be told."""

ON_THE_PAGE = {"x", "y", "label_x", "label_y", "tied_x", "tied_y", "size", "asked"}
"""Fields of a record that are lengths in a drawing, or the order in which was asked."""


def _records(where: str, records: Iterable[dict[str, Any]], key: Key | None, reading: Reading) -> None:
    """The rows of a chart's data: what stands beside the name of a place, in words or as numbers, is about it."""
    structure, hint = reading.public.all, re.split(r"--|/|\.", where)
    of_layer = [layer for layer in structure.layers if layer in hint]
    of_block = [block for block in set(structure.block_of.values()) if block in hint]
    for record in records:
        strings = [HIDDEN.sub("", value) for value in record.values() if isinstance(value, str)]
        named = [_named(structure, text, of_layer, of_block) for text in strings if text.lower() in structure.names]
        team = key[0] if key else next((found.id for found in reading.public.teams if found.name in strings), "")
        if not named or any(text.lower().startswith(reading.public.held_against) for text in strings):
            continue
        layers = {place.source for places in named for place in places if place.level == "layer"}
        places = tuple(dict.fromkeys(place for places in named for place in places))
        if len(named) > 1:
            inside = tuple(place for place in places if place.source in layers and place.level != "layer")
            places = inside or places
        if isinstance(counts := record.get("count"), list):
            for answer, count in zip(record.get("answer", record["score"]), counts, strict=True):
                reading.claims.append(Claim(team, "", places, f"count {answer}", str(count), where))
            continue
        if {"from", "to"} <= record.keys() and len(places) == 1:
            round_ = next((found for text in strings if (found := _labelled(text, reading))), key[1] if key else "")
            if known := reading.known.get((team, round_)):
                known.intervals.setdefault(places[0], (float(record["from"]), float(record["to"])))
        for field_, value in record.items():
            if isinstance(value, float) and field_ not in ON_THE_PAGE and _on_scale(structure, places, value):
                reading.claims.append(Claim(team, "", places, "drawn", str(value), f"{where}: {field_}"))
            elif isinstance(value, str) and value.lower() not in structure.names:
                bound = BOUND.search(value)
                if bound and DECIMAL.search(bound[0]):
                    reading.claims.append(Claim(team, "", places, "range", bound[0], f"{where}: {field_}"))
                elif re.fullmatch(r"\d+,\d+", value):
                    reading.claims.append(Claim(team, "", places, "said", value, f"{where}: {field_}"))


def _on_scale(structure: Structure, places: tuple[Place, ...], value: float) -> bool:
    """Whether a number may be a mean: between the ends of the scale, and not one of its whole scores."""
    scale = next(iter(structure.scale_of(place) for place in places))
    return scale.low < value < scale.high and not value.is_integer()


def _marks(
    where: str, words: list[tuple[float, float, str]], records: list[dict[str, Any]], key: Key, reading: Reading
) -> None:
    """Where marks stand, in the scale's own units, in the row of a mean that is withheld."""
    if key not in reading.known:
        return
    hint = re.split(r"--|/|\.", where)
    of_layer = [layer for layer in reading.public.all.layers if layer in hint]
    rows: dict[float, tuple[tuple[Place, ...], set[float]]] = {
        y: (_named(reading.public.all, text, of_layer, []), set())
        for y, _, text in words
        if text.lower() in reading.public.all.names
    }
    for record in records:
        y = record.get("y")
        above = [at for at in rows if isinstance(y, int | float) and at <= y]
        if above and "text" not in record:
            at = (value for name, value in record.items() if name in ("x", "x2", "value", "mean"))
            rows[max(above)][1].update(float(value) for value in at if isinstance(value, int | float))
    cells = reading.known[key].cells
    drawn = [found for _, found in rows.values() if found]
    common = set.intersection(*drawn) if len(drawn) > 1 else set()
    for places, found in rows.values():
        here = [place for place in places if place in cells]
        if not here or any(cells[place].mean is not None for place in here):
            continue
        scale = reading.public.structure(key[1]).scale_of(here[0])
        bridge = reading.public.structure(key[1]).threshold(here[0], "bridge_axis")
        ends = {float(bridge), *(float(score) for score in scale.scores if score.denominator == 1)}
        for value in found - common - ends:
            if scale.low <= value <= scale.high:
                reading.claims.append(Claim(key[0], "", tuple(here), "drawn", str(value), where))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _rows(where: str, words: Iterable[tuple[float, float, str]], key: Key, reading: Reading) -> None:
    """Words with a place (y, x): each number goes with the name above it, or with the one below it."""
    team, _ = key
    if key not in reading.known:
        return
    structure = reading.public.all
    hint = re.split(r"--|/|\.", where.split(": ")[-1])
    of_layer = [layer for layer in structure.layers if layer in hint]
    of_block = [block for block in set(structure.block_of.values()) if block in hint]
    lines = sorted(words)
    names = [
        (y, _named(structure, text, of_layer, of_block)) for y, _, text in lines if text.lower() in structure.names
    ]
    for y, x, text in lines:  # a name over two lines
        for lower, other, rest in lines:
            if other == x and 0 < lower - y < 20 and f"{text} {rest}".lower() in structure.names:
                names.append((y, _named(structure, f"{text} {rest}", of_layer, of_block)))
    for y, _, text in lines:
        above = [found for found in names if found[0] <= y + 1]
        below = [found for found in names if found[0] > y]
        for part in text.split(" / ") if above else ():
            nearest = tuple(dict.fromkeys((*max(above)[1], *(min(below)[1] if below else ()))))
            nearest = _of_axis(structure, part) or nearest
            if re.fullmatch(r"\d+[.,]\d+", part):
                reading.claims.append(Claim(team, "", nearest, "said", part, where))
            elif (bound := BOUND.search(part)) and DECIMAL.search(bound[0]):
                reading.claims.append(Claim(team, "", nearest, "range", bound[0], where))


def _of_axis(structure: Structure, text: str) -> tuple[Place, ...]:
    """The axis whose letters a value in a quadrant begins with: "skill 3,3" is of "Collectieve skill"."""
    short = text.lower().partition(" ")[0]
    of_name = (places for name, places in structure.names.items() if name.split()[-1] == short)
    return tuple(place for places in of_name for place in places if place.level == "axis")


# ----- names -------------------------------------------------------------------------------------------


def _names(where: str, paths: Iterable[str], reading: Reading) -> None:
    """A name that holds a number with a decimal tells more than where something is."""
    for path in paths:
        if "assets/" not in path and re.search(r"(?<![\d])\d[.,_]\d(?!\d)", path.split("://")[-1]):
            reading.claims.append(Claim(_team_in(path, reading), "", (), "name", path, where))


# ----- what the download does not say ------------------------------------------------------------------


def unpublished(reading: Reading) -> list[tuple[Claim, str]]:
    """Every claim that the download does not make, with the reason why it should not have been read."""
    found = []
    for claim in dict.fromkeys(reading.claims):
        if reason := _refused(claim, reading):
            found.append((claim, reason))
    return found


def _refused(claim: Claim, reading: Reading) -> str:
    if claim.statistic == "name":
        return "a number in a name"
    if claim.statistic == "order":
        return "withheld rows that are not in the order of the instrument"
    keys = [key for key in reading.known if claim.team in ("", key[0]) and claim.round in ("", key[1])]
    cells = [
        (key, place, reading.known[key].cells[place])
        for key in keys
        for place in claim.places
        if place in reading.known[key].cells
    ]
    if not cells or any(_says(claim, key, place, cell, reading) for key, place, cell in cells):
        return ""
    withheld = [f"{place.source}/{place.id} ({cell.suppressed})" for _, place, cell in cells if cell.mean is None]
    return f"withheld: {', '.join(withheld)}" if withheld else "not in the download"


def _says(claim: Claim, key: Key, place: Place, cell: Cell, reading: Reading) -> bool:
    """Whether the download says this of a place, or lets anyone work it out."""
    structure, known = reading.public.structure(key[1]), reading.known[key]
    name, value = claim.statistic, claim.value
    if name in ("said", "hidden"):
        if place.level == "axis" and number(value) in reading.public.predictions:
            return True
        if (place.source, number(value)) in reading.public.references:
            return True
        shown = {cell.mean, cell.sd, cell.at_least, cell.at_most} | set(known.intervals.get(place, ()))
        if not _is_withheld(cell):
            shown.update(_ends(structure, place, cell))
            shown.update({_middle(structure, place, cell)} if name == "hidden" else ())
        return number(value) in shown or _difference(key[0], place, number(value), reading)
    if name == "drawn":
        drawn = {cell.mean, cell.sd, cell.at_least, cell.at_most, float(structure.threshold(place, "bridge_axis"))}
        return float(value) in drawn | set(known.intervals.get(place, ()))
    if name == "shade":
        return not _is_withheld(cell)
    if name == "mean":
        return cell.mean == number(value)
    if name == "sd":
        return cell.sd == number(value)
    if name == "n":
        return cell.n == int(value)
    if name == "row":
        return False
    if name == "flags":
        return not (("laag" in value and not cell.low) or ("verdeeld" in value and not cell.spread))
    if name in ("interval", "margin") or name.startswith("count"):
        return cell.sd is not None
    if name == "difference":
        return cell.mean is not None
    if name == "change":
        return cell.mean is not None or value in ("niet vergeleken",) or "niet getoond" in value or "nu " in value
    if name.startswith("band"):
        return cell.mean is not None and known.bands.get(place.id, {}).get(name[5:]) == int(value)
    if name.startswith("reference"):
        return True
    if name in ("bound", "range"):
        found = BOUND.fullmatch(value)
        assert found, value
        low, high, ends = *ends_in(found), _ends(structure, place, cell)
        if not _is_withheld(cell) and (ends[0] if low is None else low, ends[1] if high is None else high) == ends:
            return True
        others = (known.intervals.get(place), *_bands_between(structure, place))
        return name == "range" and (low, high) in others
    raise AssertionError(name)


def _is_withheld(cell: Cell) -> bool:
    """Whether nothing is said of where a mean lies."""
    return cell.mean is None and cell.at_least is None and cell.at_most is None


def _middle(structure: Structure, place: Place, cell: Cell) -> float:
    """Half way between the ends, by which a table sorts."""
    return round(sum(_ends(structure, place, cell)) / 2, 6)


def _ends(structure: Structure, place: Place, cell: Cell) -> tuple[float, float]:
    """From where to where a mean lies: an end that is not told is that of the scale."""
    scale = structure.scale_of(place)
    if cell.mean is not None:
        return cell.mean, cell.mean
    return (
        float(scale.low) if cell.at_least is None else cell.at_least,
        float(scale.high) if cell.at_most is None else cell.at_most,
    )


def _bands_between(structure: Structure, place: Place) -> Iterator[tuple[float | None, float | None]]:
    """From where to where the lessons of a band lie, which the instrument says."""
    low = None
    for band in structure.bands_of(place.id) if place.level == "layer" else ():
        high = None if band.below is None else float(band.below)
        yield low, high
        low = high


def _difference(team: str, place: Place, value: float, reading: Reading) -> bool:
    means = [
        known.cells[place].mean for (name, _), known in reading.known.items() if name == team and place in known.cells
    ]
    return any(a is not None and b is not None and abs(abs(a - b) - value) < 1e-9 for a in means for b in means)
