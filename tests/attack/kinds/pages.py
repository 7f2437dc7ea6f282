"""Everything that a site tells of instruments of other kinds: pages, charts, tables, scripts, papers and the search.

Each page is read with a grammar of its kind. What a table, a sentence or a mark says becomes a `Claim`; a number that
no rule of the grammar takes is `unread`, so that no new number can go unseen.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from tests.attack.folder import BLOCKS, GEOMETRY, elements, page_of, plain, words_of
from tests.attack.kinds.given import School, Strand, When
from tests.attack.kinds.rules import DIRECTIONS, Spot
from tests.sites import Element

MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
DATE = re.compile(rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}")
V = r"−?\d+(?:,\d+)?%?"
VALUE = re.compile(rf"(?:tussen )?{V} (?:en|tot) {V}|{V} of (?:hoger|lager|meer|minder)|[+−]?{V}")
HIDDEN = {"niet getoond", "–", "nu niet getoond", "eerder niet getoond", "niet vergeleken"}
"""What stands where nothing is told."""
PLUMBING = {"id", "for", "aria-labelledby", "tabindex", "xmlns", "markdown", "fill", "stroke", "font-family"}
"""Attributes that no reader sees, besides those of lengths."""
LOOK = {"row", "series", "colour", "sign", "how", "asked", "column", "side", "phase", "bare"}
"""Fields of a record that name, order or paint: what they say is read with the field beside them, or is no answer."""
THINGS = re.compile(r"(\d+) (?:onderwerpen|onderwerp|mogelijkheden|schalen|schaal|vragen|vraag|thema's|thema)\b")


class Claim(NamedTuple):
    """What a page says: one of these spots is so."""

    spots: tuple[Spot, ...]
    value: str
    where: str
    end: bool = False
    """Whether the value is an end of where it lies: of "83% of meer" also 100%."""


@dataclass
class Reading:
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    """By strand."""
    unread: list[str] = field(default_factory=list)


def read(files: Mapping[str, bytes], school: School) -> Reading:
    """Reads a docs folder or a built site."""
    reading = Reading()
    by_key = {strand.key: Reader(strand, school, reading) for strand in school.strands}
    charts = {strand.key.replace("/", "--") + "--": by_key[strand.key] for strand in school.strands}

    def of_chart(path: str) -> Reader | None:
        name = path.split("/")[-1]
        found = [start for start in charts if name.startswith(start)]
        return charts[max(found, key=len)] if found else None

    for path, content in sorted(files.items()):
        if path.startswith("assets/"):
            continue
        own = re.search(r"(?:^|/)([^/]+)/andere-metingen/([^/.]+)", path)
        reader = by_key.get(f"{own[1]}/{own[2]}") if own else None
        chart = of_chart(path)
        if path.endswith((".md", ".html")):
            page = page_of(path, content)
            if reader:
                reader.drawings(path, page, files)
                reader.page(path, page)
            elif not own:
                _elsewhere(path, page, by_key, school)
        elif path.endswith(".js") and chart:
            chart.script(path, content.decode())
        elif path.endswith(".pdf") and not content.startswith(b"%PDF-"):
            _paper(path, json.loads(content), of_chart, files)
        elif path.endswith("search_index.json"):
            for entry in json.loads(content)["docs"]:
                at = re.search(r"(?:^|/)([^/]+)/andere-metingen/([^/.#]+)", entry["location"])
                if at and f"{at[1]}/{at[2]}" in by_key:
                    by_key[f"{at[1]}/{at[2]}"].page(f"{path}: {entry['location']}", elements(entry["text"]))
        elif path.endswith((".csv", ".ics", ".txt", ".xml")):
            for strand in school.strands:
                if path.endswith(".csv") and strand.instrument.id in re.split(r"[^\w-]", content.decode()):
                    reading.unread.append(f"{path}: rows of {strand.key}")
    return reading


def pieces(root: Element, heading: tuple[str, str] = ("", "")) -> Iterator[tuple[str, str]]:
    """Every piece of text that is read as one and every attribute in words, with the h2 and the h3 above it."""
    above = list(heading)
    for element in root.every():
        if element.tag in ("h2", "h3"):
            above[element.tag == "h3"] = plain(element.text())
            above[1] = above[1] if element.tag == "h3" else ""
        under = above[1] or above[0]
        if element.tag in BLOCKS and (text := plain(_own(element))):
            yield under, text
        for name, value in element.attributes.items():
            if name.lower() not in GEOMETRY | PLUMBING and re.search(r"\d", value):
                yield under, plain(value)


def _own(element: Element) -> str:
    """The text of an element without that of the pieces in it."""
    found = []
    for child in element.children:
        if isinstance(child, str):
            found.append(child)
        elif child.tag not in (*BLOCKS, "ul", "ol", "table", "svg", "script", "style"):
            found.append(_own(child))
    return " ".join(found)


def _listed(text: str) -> list[str]:
    return [one for one in re.split(r", | en ", text) if one]


class Reader:
    """Reads what is said of one strand."""

    def __init__(self, strand: Strand, school: School, reading: Reading) -> None:
        self.strand, self.school, self.reading = strand, school, reading
        self.instrument = strand.instrument
        self.first, self.latest = strand.rounds[0][0], strand.rounds[-1][0]
        self.claims = reading.claims.setdefault(strand.key, [])
        self.where = ""
        self.part_ids = {name.lower(): id_ for id_, name in self.instrument.parts.items()}
        self.group_ids = {name.lower(): id_ for id_, name in self.instrument.groups.items()}

    # ----- what is claimed

    def say(self, what: str, value: str, part: str = "", group: str = "", when: When | None = None) -> None:
        value = re.sub(r"^tussen (\S+) en (\S+)$", r"\1 tot \2", value.strip())
        self._claim((Spot((when or self.latest).id, part, group, what),), value)

    def _claim(self, spots: tuple[Spot, ...], value: str, end: bool = False) -> None:
        self.claims.append(Claim(spots, value, self.where, end))

    def lost(self, text: str) -> None:
        self.reading.unread.append(f"{self.where}: {text[:160]}")

    # ----- names

    def part(self, label: str) -> str | None:
        """The part that a row is about."""
        label = re.sub(r" \([^()]*: niet getoond\)$", "", plain(label.replace("\n", " ")))
        return self.part_ids.get(re.sub(r"^\d+\. ", "", label).lower())

    def when(self, text: str) -> When | None:
        """The round that a text names, with its year or its date."""
        lowered = text.lower()
        for when, _ in self.strand.rounds:
            if lowered in (when.dated.lower(), when.label.lower()) or lowered.startswith(f"{when.label.lower()}, "):
                return when
        return None

    def _names(self, names: Iterable[str]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name) or "(?!)"

    # ----- sentences

    @cached_property
    def grammar(self) -> list[tuple[re.Pattern[str], Callable[[re.Match[str], str], None]]]:
        """What a page may say in words, by pattern: and what it then tells. `under`: the heading above it."""
        part, group = self._names(self.instrument.parts.values()), self._names(self.instrument.groups.values())
        system = self.instrument.kind == "test"

        def of_group(found: re.Match[str], under: str) -> str:
            return self.group_ids.get(under.lower(), "") if system else ""

        rules: list[tuple[str, Callable[[re.Match[str], str], None]]] = [
            (
                r"(\d+) collega(?:'s)?(?: deden mee| deed mee)?(?=[.,:;]|$| De cijfers)",
                lambda it, under: self.people(it[1], under),
            ),
            (r"Dat is te weinig om iets te laten zien: vanaf (\d+) collega's wel", lambda it, _: self.threshold(it[1])),
        ]
        kind = self.instrument.kind
        if kind in ("scan", "placement"):
            rules.append(
                (
                    rf"({group})(?:: | \()(\d+)(?!\d*,)\)?",
                    lambda it, _: self.say("people", it[2], group=self.group_ids[it[1].lower()]),
                )
            )
        if kind == "placement":
            phase = self._names(one["name"] for one in self.instrument.raw["phases"])
            role = rf"(?: \(({group})\))?"
            rules += [
                (rf"({part}){role}: het midden ligt bij ‘({phase})’", lambda it, _: self.median(it, it[3])),
                (
                    rf"({part}){role}: jullie zien dit verschillend",
                    lambda it, _: self.say("divided", "ja", self.part_ids[it[1].lower()], self._group(it[2])),
                ),
                (
                    rf"^-? ?({part}){role}: ({phase})$",
                    lambda it, under: self.median(it, it[3], self.when(under)),
                ),
            ]
        if kind == "ranking":
            top = self.instrument.raw.get("top", 3)
            rules += [
                (rf"({part}) staat vooraan: voor (\d+) van de (\d+) bij de eerste {top}\b", self.leader),
                (rf"(\d+)\. ({part})", lambda it, _: self.say("place", it[1], self.part_ids[it[2].lower()])),
                (rf"bij de eerste {top}\b", lambda *_: None),
                (rf"Kendalls W ({V})", lambda it, _: self.say("agreement", it[1])),
                (r"Jullie kiezen verschillende volgordes", lambda *_: self.say("divided", "ja")),
                (r"Jullie volgordes lijken op elkaar", lambda *_: self.say("divided", "nee")),
                (rf"^-? ?(.+), \d+ (?:{MONTHS}) \d{{4}}: ((?:{part}).*)\.$", self.order),
            ]
        if kind == "pupils":
            rules += [
                (r"(\d+) [\w{}]+ in (\d+) klassen", self.pupils),
                (
                    rf"(?P<keep>(?:{part})(?:(?:, | en )(?:{part}))*) (?:is|zijn) (hoger|lager) dan in de [^:.]*",
                    self.levels_moved,
                ),
            ]
        if kind == "test":
            rules += [
                (
                    rf"Samen hadden jullie ({VALUE.pattern}) goed",
                    lambda it, under: self.say("share", it[1], group=of_group(it, under)),
                ),
                (rf"KR-20 is ({V})", lambda it, under: self.say("kr-20", it[1], group=of_group(it, under))),
                (rf"Bij de (.+?) was dat ({V}): (.+?) \(marge ({V})\)", self.test_moved),
            ]
        if kind == "network":
            since = r"(?: Sinds de [^:]+: (meer|minder|geen duidelijke verandering)\.)?"
            rules += [
                (r"(\d+) van de (\d+) mensen op de lijst antwoordden", self.response),
                (rf"Van elke 100 lijnen die er konden zijn, zijn er (\d+) getrokken\.{since}", self.ties("density")),
                (rf"Daarvan komt ({V}) van twee kanten\.{since}", self.ties("reciprocity")),
                (
                    rf"Op een schaal van 0 \(gelijk verdeeld\) tot 1 \(alles naar één\): ({V})\.{since}",
                    self.ties("centralisation"),
                ),
                (rf"({V}) heeft hier geen lijn", self.ties("isolated")),
            ]
        if kind == "interviews":
            count = r"(hooguit enkele|bijna alle|\d+ van de \d+) gesprekken"
            rules += [
                (rf"Dit (steunt|belemmert): in {count}", lambda it, under: self.told_in(under, it[1], it[2])),
                (rf"(Steun komt|Een belemmering is) het vaakst (?:van )?(.+?): in {count}", self.most_told),
                (r"(\d+) gesprek(?:ken)?(?=[.,]|$)", lambda it, _: self.say("people", it[1])),
            ]
        return [(re.compile(pattern, re.IGNORECASE), tell) for pattern, tell in rules]

    def text(self, text: str, under: str = "") -> None:
        """What a piece of text tells. A number that is left over in it must stand beside what it is about."""
        text = re.sub(r" ([:.,;])", r"\1", plain(text))
        for pattern, tell in self.grammar:
            for found in pattern.finditer(text):
                tell(found, under)
            # What a value that comes after it is about stays in the text.
            text = pattern.sub(lambda found: found["keep"] if "keep" in found.re.groupindex else " ", text)
        rest = self.without_public(text)
        if not re.search(r"\d", rest):
            return
        for sentence in re.split(r"[.?] (?=[A-ZÀ-Ü])|; ", rest):
            if re.search(r"\d", sentence):
                self.beside_names(sentence)

    def without_public(self, text: str) -> str:
        """The text without what anybody knows: names, dates and what the school wrote itself."""
        text = re.sub(r"[\w-]+(?:--[\w-]+)+", self._of_names, DATE.sub(" ", text))
        for own in self.school.public:
            text = text.replace(own, " ")
        for when in self.school.rounds:
            text = re.sub(re.escape(when.dated), " ", text, flags=re.IGNORECASE)
        text = re.sub(r"\(95%\)|vanaf 5 |\.\./[^ ]*", " ", text)
        return THINGS.sub(self._things, text)

    def _of_names(self, found: re.Match[str]) -> str:
        """The name of a chart says what it is of: nothing else."""
        parts = {*self.school.units, *(when.id for when in self.school.rounds), self.instrument.id}
        parts |= {*self.instrument.parts, *self.instrument.groups}
        return " ".join(part for part in found[0].split("--") if part not in parts)

    def _things(self, found: re.Match[str]) -> str:
        return " " if int(found[1]) <= len(self.instrument.parts) else found[0]

    def beside_names(self, sentence: str) -> None:
        """Values in a sentence, each of which must be one of the parts (and groups) that stand in it."""
        if not VALUE.search(sentence):
            self.lost(sentence)
            return
        parts = [self.part_ids[name] for name in dict.fromkeys(map(str.lower, self.named(sentence)))]
        between = re.search(rf"(?:allemaal|telkens)(?: uit op)? (?:tussen ({V}) en ({V})|({V}))", sentence)
        if between and not parts:
            for value in filter(None, between.groups()):
                self.one_of(list(self.instrument.parts), [*self.instrument.groups], value, end=True)
            return
        if not parts:
            self.lost(sentence)
            return
        groups = [id_ for name, id_ in self.group_ids.items() if name and name in sentence.lower()]
        for found in VALUE.finditer(sentence):
            self.one_of(parts, groups or [*self.instrument.groups], found[0])

    def one_of(self, parts: list[str], groups: list[str], value: str, end: bool = False) -> None:
        whens = dict.fromkeys((self.latest.id, self.first.id))
        spots = (
            Spot(when, part, group, what)
            for when in whens
            for part in parts
            for group in groups
            for what in ("mean", "right")
        )
        self._claim(tuple(spots), re.sub(r"^tussen (\S+) en (\S+)$", r"\1 tot \2", value), end)

    # ----- what a sentence of a kind tells

    def named(self, text: str) -> list[str]:
        return re.findall(self._names(self.instrument.parts.values()), text, re.IGNORECASE)

    def _group(self, name: str | None) -> str:
        return self.group_ids.get((name or "").lower(), "")

    def people(self, n: str, under: str) -> None:
        if self.instrument.kind == "test":
            system = self.group_ids.get(under.lower())
            spots = [
                Spot(self.latest.id, "", one, "people") for one in ([system] if system else self.instrument.groups)
            ]
            self._claim(tuple(spots), n)
        else:
            self.say("people", n)

    def threshold(self, n: str) -> None:
        if int(n) != self.school.gate.spread:
            self.lost(f"a threshold of {n}")

    def median(self, found: re.Match[str], phase: str, when: When | None = None) -> None:
        self.say("median", phase.lower(), self.part_ids[found[1].lower()], self._group(found[2]), when)

    def leader(self, found: re.Match[str], under: str) -> None:
        part = self.part_ids[found[1].lower()]
        self.say("place", "1", part)
        self.say("top", found[2], part)
        self.say("people", found[3])

    def order(self, found: re.Match[str], under: str) -> None:
        """An earlier order: those that share a place stand with "en" between them."""
        at = 1
        for together in found[2].split(", "):
            names = self.named(together)
            for name in names:
                self.say("place", str(at), self.part_ids[name.lower()], when=self.when(found[1]))
            at += len(names)

    def pupils(self, found: re.Match[str], under: str) -> None:
        self.say("people", found[1])
        self.say("classes", found[2])

    def levels_moved(self, found: re.Match[str], under: str) -> None:
        for name in self.named(found[1]):
            self.say("change", found[2], self.part_ids[name.lower()])

    def test_moved(self, found: re.Match[str], under: str) -> None:
        group = self._group(under)
        self.say("share", found[2], group=group, when=self.first)
        self.say("change", found[3], group=group)
        self.say("margin", found[4], group=group)

    def response(self, found: re.Match[str], under: str) -> None:
        self.say("answered", found[1])
        self.say("listed", found[2])

    def ties(self, what: str) -> Callable[[re.Match[str], str], None]:
        def tell(found: re.Match[str], under: str) -> None:
            part = self.part_ids.get(under.lower())
            if part is None:
                self.lost(found[0])
                return
            self.say(what, found[1], part)
            if found.re.groups > 1 and found[2]:
                self.say(f"change of {what}", found[2], part)

        return tell

    def told_in(self, theme: str, way: str, count: str) -> None:
        part = self.part_ids.get(theme.lower())
        if part is None:
            self.lost(f"{theme}: {count}")
        else:
            self.say("told", f"{count} gesprekken", part, way)

    def most_told(self, found: re.Match[str], under: str) -> None:
        way = "steunt" if found[1].lower() == "steun komt" else "belemmert"
        for name in self.named(found[2]):
            self.say("told", f"{found[3]} gesprekken", self.part_ids[name.lower()], way)

    # ----- pages

    def page(self, where: str, page: Element) -> None:
        self.where = where
        for table in page.every("table"):
            self.table(table)
        tables = {id(cell) for table in page.every("table") for cell in table.every()}
        for element in page.every():
            if id(element) in tables:
                element.children = []
                element.attributes = {}
        for under, text in pieces(page):
            if self.instrument.kind == "interviews":
                text = self.quotes(under, text)
            self.text(text, under)
        for name, content in (
            (one.attributes.get("name"), one.attributes.get("content", "")) for one in page.every("meta")
        ):
            if name == "description":
                self.text(content)

    def quotes(self, under: str, text: str) -> str:
        """The text without the quotes in it."""
        part = self.part_ids.get(under.lower())
        for quote in re.findall(r"“(.*?)”", text):
            if part is None:
                self.lost("a quote under no theme")
            else:
                spots = tuple(Spot(self.latest.id, part, way, f"quote {quote}") for way in DIRECTIONS)
                self._claim(spots, "ja")
        return re.sub(r"“.*?”", "", text)

    def table(self, table: Element) -> None:
        rows = [[plain(cell.text()) for cell in row.every("th", "td")] for row in table.every("tr")]
        for element in table.every("th", "td"):
            for name, value in element.attributes.items():
                if name != "data-label" and re.search(r"\d", value):
                    self.lost(f"{name}={value}")
        head = rows[0]
        for label, *cells in rows[1:]:
            name, _, group = label.partition(": ")
            part = self.part(label)
            if part is None:
                part = self.part(name)
            else:
                group = ""
            if part is None or (group and group.lower() not in self.group_ids):
                self.lost(f"a row of {label}")
                continue
            for column, cell in zip(head[1:], cells, strict=True):
                if not self.cell(part, self._group(group), column, cell):
                    self.lost(f"{label}, {column}: {cell}")

    def cell(self, part: str, group: str, column: str, cell: str) -> bool:
        """What a cell of a table tells, by the head of its column; False where nobody accounts for it."""
        kind, lowered = self.instrument.kind, column.lower()
        voice, _, what = lowered.rpartition(": ")
        if kind == "scan":
            if lowered == "samen":
                self.say("together", cell, part)
                return True
            if voice in self.group_ids and what in ("n", "gemiddelde"):
                self.say({"n": "n", "gemiddelde": "mean"}[what], cell, part, self.group_ids[voice])
                return True
        if kind == "placement":
            phases = [phase["name"].lower() for phase in self.instrument.raw["phases"]]
            if lowered in ("n", "het midden"):
                self.say({"n": "n"}.get(lowered, "median"), cell.lower(), part, group)
                return True
            if lowered in phases:
                self.say(f"phase {lowered}", cell, part, group)
                return True
        if kind == "ranking" and lowered in ("plaats", f"bij de eerste {self.instrument.raw.get('top', 3)}"):
            self.say("place" if lowered == "plaats" else "top", cell, part)
            return True
        if kind == "pupils":
            known = {"verschil": "difference", "marge (95%)": "margin", "verandering": "change"}
            inside = {"gemiddelde": "mean", "zo zeker is dit (95%)": "interval"}
            when = self.when(voice) if voice else self.latest
            if lowered in known:
                self.say(known[lowered], cell.removeprefix("± "), part)
                return True
            if what in inside and when:
                self.say(inside[what], cell, part, when=when)
                return True
        if kind == "test":
            when = self.when(voice) if voice else self.latest
            if what == "goed" and when:
                self._right(part, cell, when)
                return True
        if kind == "interviews" and (way := lowered.removeprefix("dit ")) in DIRECTIONS:
            self.say("told", cell, part, way)
            return True
        return False

    def _right(self, part: str, value: str, when: When) -> None:
        """The part that was right, in the system that the chart is of."""
        systems = [id_ for id_ in self.instrument.groups if re.search(rf"--{re.escape(id_)}(?=\W|$)", self.where)]
        spots = tuple(Spot(when.id, part, system, "right") for system in systems or self.instrument.groups)
        self._claim(spots, value)

    # ----- charts

    def drawings(self, where: str, page: Element, files: Mapping[str, bytes]) -> None:
        """The drawings of a page, each under the name of its chart; what is around them is read with the page."""
        for figure in page.every("figure"):
            name = next(found for one in figure.every("p") if (found := one.attributes.get("data-chart")))
            for root in figure.every("svg"):
                self.drawing(f"{where}: {name}", name, root, files)

    def drawing(self, where: str, name: str, root: Element, files: Mapping[str, bytes]) -> None:
        """A drawing: each number in it stands in the specification of its chart too."""
        self.where = where
        script = files.get(f"grafieken/{name}.js", b"").decode()
        scaled = self.instrument.kind in ("scan", "placement", "pupils")
        ruler = map(str, self.instrument.scores) if scaled else ("0", "100")
        numbers = re.compile(r"\d+(?:[.,]\d+)?")
        known = {float(one.replace(",", ".")) for one in (*numbers.findall(script), *ruler)}
        for element in root.every("text"):
            for found in numbers.findall(self.without_public(plain(element.text()))):
                if float(found.replace(",", ".")) not in known:
                    self.lost(f"{found} in a drawing")

    def script(self, where: str, text: str) -> None:
        """A specification: its title, and every record of its data."""
        self.where = where
        found = re.search(r"=\s*(\{.*\})", text, re.DOTALL)
        assert found, where
        spec = json.loads(found[1].rstrip("; \n"))
        for told in (*map(" ".join, words_of(spec)), spec["description"]):
            self.text(told)
        for rows in spec.get("datasets", {}).values():
            for record in rows:
                self.record(record)

    def record(self, record: Mapping[str, Any]) -> None:
        part = self.part(str(record.get("row", "")))
        if part is None:
            self.lost(f"a record of {record.get('row')}")
            return
        series = str(record.get("series", ""))
        when = self.when(series) or self.latest
        group = self._group(series)
        if series and not (self.when(series) or series.lower() in self.group_ids or series == "dit team"):
            self.lost(f"a series {series}")
        for key, value in record.items():
            if key in LOOK:
                continue
            if not self.field(key, value, part, group, when, record):
                self.lost(f"a field {key}: {value}")

    def of_people(self, value: str, part: str) -> bool:
        found = re.fullmatch(r"(\d+) van de (\d+)", value)
        if found:
            self.say("top", found[1], part)
            self.say("people", found[2])
        return bool(found)

    def phase(self, place: int) -> str:
        return str(self.instrument.raw["phases"][place - 1]["name"]).lower()

    def written(self, value: float) -> str:
        """A number as the page writes it; one with other decimals as it is."""
        text = f"{value:.{self.instrument.decimals}f}"
        return (text if float(text) == value else str(value)).replace(".", ",")

    def field(self, key: str, value: Any, part: str, group: str, when: When, record: Mapping[str, Any]) -> bool:
        """What a field of a record tells, as a number, a length or a word."""
        if key == "lines":
            return bool(1 < value == 1 + str(record["row"]).count("\n"))
        kind = self.instrument.kind
        if kind in ("scan", "pupils") and key in ("mean", "value", "n", "sd"):
            said = self.written(value) if key == "mean" else str(value)
            self.say("mean" if key == "value" else key, said, part, group, when)
            return True
        if kind in ("scan", "pupils") and key in ("from", "sure"):
            said = value if key == "sure" else f"{self.written(value)} tot {self.written(record['to'])}"
            self.say("interval", said, part, group, when)
            return True
        if kind in ("scan", "pupils") and key == "to":
            return "from" in record
        if key in ("low", "high"):
            return self.length(value, str(record.get("value", record.get("words", ""))))
        if kind == "test" and key == "words":
            self._right(part, value, when)
            return True
        if kind == "test" and key == "n":
            systems = [one for one in self.instrument.groups if f"--{one}" in self.where]
            spots = tuple(Spot(when.id, part, one, "n") for one in systems or self.instrument.groups)
            self._claim(spots, str(value))
            return True
        if kind == "ranking" and key in ("place", "mean", "value"):
            self.say("place", str(value), part)
            return True
        if kind == "ranking" and key == "words":
            return self.of_people(value, part)
        if kind == "pupils" and key == "flag":
            word, _, moved = value.partition(" (")
            if word not in HIDDEN:
                self.say("change", word, part)
            if moved:
                self.say("difference", moved.rstrip(")"), part)
            return True
        if kind == "test" and key == "flag":
            return value in HIDDEN
        if kind == "scan" and key == "flag":
            return value in HIDDEN
        if kind == "placement":
            return self.placed(key, value, part, group, record)
        if kind == "interviews":
            way = "steunt" if record["side"] > 0 else "belemmert"
            if key == "end":
                spot = Spot(self.latest.id, part, way, "told")
                self._claim((spot,), f"{abs(value)} van de {len(self.strand.rounds[-1][1])} gesprekken")
                return bool(value * record["side"] > 0)
            if key == way:
                self.say("told", value, part, way)
                return True
            if key == "words":
                return bool(value == re.sub(r" (?:van de \d+ )?gesprekken$", "", record[way]))
        return False

    def placed(self, key: str, value: Any, part: str, group: str, record: Mapping[str, Any]) -> bool:
        if key == "count":
            self.say(f"phase {self.phase(record['phase'])}", str(value), part, group)
        elif key == "median":
            self.say("median", self.phase(value), part, group)
        elif key == "flag":
            self.say({"verdeeld": "divided"}.get(value, "talking"), "ja", part, group)
            return value in ("verdeeld", "gesprekspunt")
        elif key == "words":
            who, _, middle = plain(value.replace("\n", " ")).partition("; het midden: ")
            if middle:
                self.say("median", middle.lower(), part, group)
            n = re.fullmatch(r"(?:n = |.*\()(\d+)\)?(: niet getoond)?", who)
            if n:
                self.say("n", n[1], part, group)
            return bool(n)
        else:
            return False
        return True

    def length(self, value: float, said: str) -> bool:
        """Whether the end of a mark is where its words say; or at that of the scale, where they say none."""
        numbers = [float(one.replace(",", ".")) for one in re.findall(r"−?\d+(?:,\d+)?", said.replace("−", "-"))]
        numbers = [one / 100 for one in numbers] if "%" in said else numbers
        if self.instrument.kind == "ranking":
            numbers = numbers[:1]
        elif re.search(" of (?:hoger|lager|meer|minder)", said):
            numbers += [float(end) for end in self.instrument.scale[:2]]
        return any(abs(value - one) < 1e-9 for one in numbers)


# ----- other pages -------------------------------------------------------------------------------------


def _elsewhere(path: str, page: Element, readers: Mapping[str, Reader], school: School) -> None:
    """What other pages tell of these instruments: how many took part, and what stands on the page of an element."""
    names: dict[str, list[Reader]] = {}
    for reader in readers.values():
        names.setdefault(reader.instrument.raw["name"], []).append(reader)
    for table in page.every("table"):
        rows = [[plain(cell.text()) for cell in row.every("th", "td")] for row in table.every("tr")]
        for label, *cells in rows[1:]:
            for head, cell in zip(rows[0][1:], cells, strict=False):
                if label in names and re.search(r"\d", cell):
                    _took_part(path, names[label], head, cell, school)
        for element in table.every("th", "td"):
            element.children = []
    if "verantwoording" in path:
        return  # the method: formulas and thresholds, and which instruments there are
    for _, text in pieces(page):
        for name, found in names.items():
            if name in text and re.search(r"\d", found[0].without_public(text)):
                found[0].where = path
                found[0].lost(text)
        _of_element(path, text, readers)


def _took_part(path: str, readers: list[Reader], head: str, cell: str, school: School) -> None:
    """`klaar: 38 van 44`: how many of how many, all units together."""
    reader = readers[0]
    reader.where = path
    when = next((when for when in school.rounds if head.endswith(_day(when)) and f"{when.label}, " in head), None)
    found = re.search(r"(\d+)(?: van (\d+))?$", cell)
    if not found or when is None:
        reader.lost(f"{head}: {cell}")
        return
    asked = [one for one in readers if any(when == round_ for round_, _ in one.strand.rounds)]
    here = [rows for one in asked for round_, rows in one.strand.rounds if round_ == when]
    kind = reader.instrument.kind
    took = sum(sum(one.group == "1" for one in rows) if kind == "network" else len(rows) for rows in here)
    of = sum(school.units[one.strand.unit][1] or 0 for one in asked)
    if int(found[1]) != took or (found[2] and int(found[2]) != of):
        reader.lost(f"{cell} took part in {head}, expected {took} of {of}")


def _day(when: When) -> str:
    return f"{when.on.day} {MONTHS.split('|')[when.on.month - 1]} {when.on.year}"


def _of_element(path: str, text: str, readers: Mapping[str, Reader]) -> None:
    """A scale of pupils or a theme of interviews, on the page of an element of the survey in layers."""
    for reader in readers.values():
        unit = reader.school.units[reader.strand.unit][0]
        reader.where = path
        for name, part in reader.part_ids.items():
            found = re.match(rf"-? ?{re.escape(name)} {re.escape(unit)}: (.*)", text, re.IGNORECASE)
            if not found:
                continue
            if reader.instrument.kind == "interviews":
                count = r"in (hooguit enkele|bijna alle|\d+ van de \d+) gesprekken"
                told = re.match(rf"het steunt {count} en belemmert {count}\.", found[1])
                for way, said in zip(DIRECTIONS, told.groups() if told else (), strict=False):
                    reader.say("told", f"{said} gesprekken", part, way)
                if not told and re.search(r"\d", found[1]):
                    reader.lost(text)
            elif reader.instrument.kind == "pupils":
                _levels(reader, part, found[1])


def _levels(reader: Reader, part: str, text: str) -> None:
    for when, _ in reader.strand.rounds:
        said = rf"{re.escape(when.label)} ((?:tussen )?{VALUE.pattern})(?: ± ({V}))?"
        found = re.search(said, text, re.IGNORECASE)
        if found:
            reader.say("mean", found[1], part, when=when)
            if found[2]:
                reader.say("margin of the mean", found[2], part, when=when)
            text = text.replace(found[0], "")
    if word := re.search(r"\((hoger|lager|geen duidelijke verandering)\)", text):
        reader.say("change", word[1], part)
    text = re.sub(r"Op een schaal van \d+ tot \d+", "", text)
    if re.search(r"\d", reader.without_public(text)):
        reader.lost(text)


def _paper(
    path: str, paper: Mapping[str, Any], of_chart: Callable[[str], Reader | None], files: Mapping[str, bytes]
) -> None:
    """The data of a paper: what it says beside a drawing of a strand, and the drawing."""
    for besides in _entries(paper):
        reader = next((found for file in besides["drawings"] if (found := of_chart(file["file"]))), None)
        if reader:
            for text in _texts(besides):
                reader.where = path
                reader.text(text)
    for name, drawing in paper.get("drawings", {}).items():
        if reader := of_chart(name):
            root = elements(re.sub(r"<metadata>.*?</metadata>", "", drawing))
            reader.drawing(f"{path}: {name}", name.removesuffix(".svg"), root, files)


def _entries(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("drawings"), list):
            yield value
        for inner in value.values():
            yield from _entries(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _entries(inner)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
