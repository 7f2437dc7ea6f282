"""Mistakes in `content/`, but for contradictions within an instrument.

The line numbers are those of the files in tests/small-school/content/.
"""

from collections.abc import Mapping
from dataclasses import replace

from tests.reading.mistakes import KOMPAS, Mistake, added, at, edited, instrument, says
from tests.schools import small

TEAMS = "content/teams.yml"
ROUNDS = "content/rounds.yml"
SETTINGS = "content/settings.yml"
QUESTIONS = small()["content/learning-questions/blauw.yml"].decode()
SESSION = small()["content/sessions/2026-03-31-blauw.yml"].decode()
PAGE = small()["content/guidance/aanbevelingen/h1.md"].decode()
LEZEN, KIJKEN, CYCLE, TABEL, GLOSSARY = (
    small()[f"content/guidance/{name}.md"].decode() for name in ("lezen", "kijken", "rondje", "tabel", "woorden")
)


def question(team: str, old: str, new: str, *messages: tuple[int, tuple[str, ...]]) -> Mistake:
    """A mistake in the learning questions of a team."""
    assert QUESTIONS.count(old) == 1, old
    return added(f"leervraag-{team}", f"content/learning-questions/{team}.yml", QUESTIONS.replace(old, new), *messages)


def on_the_way(name: str, old: str, new: str, *messages: tuple[int, tuple[str, ...]]) -> Mistake:
    """A mistake in what a team that is named after it keeps of its learning question."""
    found = question(name, old, new, *messages)
    return replace(found, name=name, team=name)


def session(day: int, old: str, new: str, *messages: tuple[int, tuple[str, ...]]) -> Mistake:
    """A mistake in a session of team `blauw`, on a day in May of its own."""
    assert SESSION.count(old) == 1, old
    date = f"2026-05-{day:02d}"
    text = SESSION.replace(old, new).replace("date: 2026-03-31\n", f"date: {date}\n")
    return added(f"sessie-{day}", f"content/sessions/{date}-blauw.yml", text, *messages)


def page(id_: str, old: str, new: str, *messages: tuple[int, tuple[str, ...]]) -> Mistake:
    """A mistake in the page of a recommendation."""
    assert PAGE.count(old) == 1, old
    text = PAGE.replace(old, new).replace("id: h1\n", f"id: {id_}\n")
    return added(f"aanbeveling-{id_}", f"content/guidance/aanbevelingen/{id_}.md", text, *messages)


def copied(name: str, text: str, edits: Mapping[str, str], *messages: tuple[int, tuple[str, ...]]) -> Mistake:
    """A mistake in a copy of a page of the library, in a file of its own."""
    for old, new in {text.splitlines()[1]: f"id: {name}", **edits}.items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the page"
        text = text.replace(old, new)
    return added(name, f"content/guidance/{name}.md", text, *messages)


def section(id_: str) -> str:
    """The page of a folder."""
    return f"---\nid: {id_}\nkind: section\ntitle: Map\nsummary: Wat erin ligt.\n---\n"


YAML = [
    edited(
        "onbekende-sleutel",
        TEAMS,
        "Rood, members: 5}",
        "Rood, members: 5, leden: 5}",
        3,
        "unknown key 'leden'",
        "one of id, name, members",
    ),
    edited(
        "onbekende-sleutel-bijna",
        ROUNDS,
        "kind: tussenmeting, instrument: pols}",
        "kind: tussenmeting, instrument: pols, surces: [survey]}",
        4,
        "unknown key 'surces'",
        "did you mean 'sources'?",
    ),
    edited(
        "dubbele-sleutel",
        TEAMS,
        "Geel, members: 5}",
        "Geel, members: 5, members: 6}",
        4,
        "key 'members' twice",
        "each key once",
    ),
    edited(
        "sleutel-ontbreekt",
        TEAMS,
        "{id: paars, name: Team Paars,",
        "{id: paars,",
        5,
        "no key 'name'",
        "add it",
    ),
    edited(
        "teamnaam-dubbel",
        TEAMS,
        "name: Team Lila,",
        "name: GROEN,",
        12,
        "name 'GROEN', as on line 2",
        "a name of its own, whatever its capitals and with or without the word team",
        "tell the two apart",
    ),
    edited(
        "sleutel-is-geen-woord",
        TEAMS,
        "Roze, members: 5}",
        "Roze, members: 5, [id]: 1}",
        8,
        "a key that is no word",
        "put quotes round it",
    ),
    edited(
        "ronde-zonder-instrument",
        ROUNDS,
        "2027-03-01, kind: tussenmeting, instrument: kompas}",
        "2027-03-01, kind: tussenmeting}",
        7,
        "round 'ronde-c' without an instrument",
        "there is more than one instrument",
    ),
    edited(
        "ronde-met-onbekend-instrument",
        ROUNDS,
        "2027-04-01, kind: tussenmeting, instrument: kompas}",
        "2027-04-01, kind: tussenmeting, instrument: kompsa}",
        8,
        "unknown instrument 'kompsa'",
        "did you mean 'kompas'?",
    ),
    edited(
        "bron-zonder-laag",
        ROUNDS,
        "kind: eindmeting, instrument: pols}",
        "kind: eindmeting, instrument: pols, sources: [survey, observations]}",
        9,
        "source 'observations', which the instrument has no layer for",
        "expected survey",
    ),
    edited("drempel-te-laag", SETTINGS, "{mean: 5,", "{mean: 2,", 3, "'2' for key 'mean'", "at least 5"),
    *(
        added(
            f"kopie-{name}",
            f"content/{name}",
            "id: [\n",
            says(1, f"a second copy of {own}", f"expected {own} alone", "take this one away"),
        )
        for name, own in {
            "learning-questions/blauw (1).yml": "blauw.yml",
            "learning-questions/blauw - kopie.yml": "blauw.yml",
            "instruments/Copy of kompas.yml": "kompas.yml",
            "guidance/lezen(2).md": "lezen.md",
            "teams - Copy (2).yml": "teams.yml",
        }.items()
    ),
    added("yaml-ending", "content/teams.yaml", "[]\n", says(1, "a file that nothing reads", "name it teams.yml")),
    added(
        "verdwaald-bestand",
        "content/sesions/2026-05-30-blauw.yml",
        "x: 1\n",
        says(1, "a file that nothing reads", "content/sessions/*.yml", "content/guidance/**/*.md"),
    ),
    added(
        "verdwaald-blad",
        "content/teams.xlsx",
        b"PK",
        says(1, "a file that nothing reads", "one of content/teams.yml"),
    ),
    instrument(
        "alias",
        {"    name: Zelf\n": "    name: &naam Zelf\n", "    name: Samen\n": "    name: *naam\n"},
        says(17, "an anchor (&)", "plain values", "put quotes round a text that begins with &"),
        says(25, "an alias (*)", "plain values", "write the value out"),
    ),
    instrument(
        "yaml-kapot",
        {"name: Samen\n": "name: Samen: wij\n"},
        says(25, "a mistake in the YAML", "mapping values are not allowed", "quotes round a text with a colon"),
    ),
    instrument(
        "tab",
        {"    name: Samen\n": "\tname: Samen\n"},
        says(25, "a mistake in the YAML", "spaces, no tabs"),
    ),
    instrument(
        "yaml-van-een-programma",
        {"name: Samen\n": "name: !!python/name:os.system Samen\n"},
        says(25, "a tag (!)", "plain values", "put quotes round a text that begins with !"),
    ),
    added(
        "latijn-1-yaml",
        "content/instruments/latijn.yml",
        KOMPAS.replace("id: kompas\n", "id: latijn\n").replace("name: Samen\n", "name: [Één]\n").encode("latin-1"),
        says(25, "bytes that are not UTF-8", "text in UTF-8"),
        says(25, "a list for key 'name'", "expected text"),
    ),
    added("leeg-yaml", "content/instruments/leeg.yml", "\n", says(1, "an empty file")),
    added(
        "alleen-opmerking",
        "content/instruments/opmerking.yml",
        "# later\n",
        says(1, "no value at the top of the file", "keys with values"),
    ),
    added(
        "lijst-als-instrument",
        "content/instruments/lijst.yml",
        "- id: lijst\n",
        says(1, "a list at the top of the file", "keys with values"),
    ),
]

TYPES = [
    session(1, "title: Wat zien wij?", "title: 3", says(4, "'3' for key 'title'", "expected text")),
    session(2, "title: Wat zien wij?", 'title: ""', says(4, "'' for key 'title'", "some text")),
    session(3, "title: Wat zien wij?", "title:", says(4, "no value for key 'title'", "expected text")),
    session(4, "title: Wat zien wij?", "title: [Wat, zien]", says(4, "a list for key 'title'", "expected text")),
    session(
        5, "title: Wat zien wij?", "title: {wat: zien}", says(4, "keys and values for key 'title'", "expected text")
    ),
    session(6, "goals: [Samen kijken.]", "goals: Samen kijken.", says(7, "'Samen kijken.' for key 'goals'", "a list")),
    session(7, "goals: [Samen kijken.]", "goals: [Samen, 7]", says(7, "'7' as entry 2 of the list", "expected text")),
    session(
        8,
        "kind: datafeedback",
        "kind: datafeedbak",
        says(3, "'datafeedbak' for key 'kind'", "one of datafeedback, plg, werkbijeenkomst", "'datafeedback'?"),
    ),
    session(9, "kunnen: 2.5", 'kunnen: "2.5"', says(11, "'2.5' for key 'kunnen'", "a number", "without quotes")),
    session(10, "kunnen: 2.5", "kunnen: .nan", says(11, "'nan' for key 'kunnen'", "a number")),
    session(
        11,
        "position: {kunnen: 2.5, willen: 4}",
        "position: [2.5, 4]",
        says(11, "a list for key 'position'", "keys with values"),
    ),
    session(
        12,
        "position: {kunnen: 2.5, willen: 4}",
        "position: {Kunnen: 2.5}",
        says(11, "'Kunnen' as a key", "a plain slug", "'kunnen'"),
    ),
    session(
        13,
        "  - {title: Voorspellen, ",
        "  - Voorspellen\n  - {title: Praten, ",
        says(9, "'Voorspellen' as entry 1 of the list", "keys with values"),
    ),
    session(14, 'time: "14:00"', "time: 14.30", says(9, "'14.30' for key 'time'", "put quotes round a number")),
    question(
        "geel",
        "  question: Hoe beginnen wij rustig?\n",
        "  question: true\n",
        says(2, "'true' for key 'question'", "expected text", "true/false"),
    ),
    question(
        "paars",
        "start: 2026-04-01",
        "start: 01-04-2026",
        says(9, "'01-04-2026' for key 'start'", "a date such as 2026-03-24"),
    ),
    question(
        "oranje-twee",
        "start: 2026-04-01",
        "start: 2026-04-31",
        says(9, "'2026-04-31' for key 'start'", "2026-04 has days 01 to 30"),
        says(1, "unknown team in the file's name 'oranje-twee'"),
    ),
    question("zwart", "start: 2026-04-01", "start: 20260401", says(9, "'20260401' for key 'start'", "a date such as")),
    question(
        "rood",
        "start: 2026-04-01",
        "start: 2026-04-01 10:00:00",
        says(9, "for key 'start'", "a date such as", "without a time"),
    ),
    question(
        "groen",
        "at_least: 3.5",
        "at_least: hoog",
        says(11, "'hoog' for key 'at_least'", "a number with a decimal point"),
    ),
    question(
        "grijs",
        "at_least: 3.5",
        "at_least: 9",
        says(11, "9 for 'les-begin'", "a value on the scale, 1 to 5"),
    ),
    question(
        "wit-twee",
        "  recommendations: [h1]\n",
        "  mechanism:\n"
        "    - we: Wij kijken.\n"
        "      so_pupils: Zij werken.\n"
        "      so: Zij leren.\n"
        "      shown_by: [{of: we, id: les-begn}, {of: so}, {of: so, id: rust, what: Praten.}, {of: zij, id: rust}]\n",
        says(11, "unknown item, block, layer or axis 'les-begn'", "did you mean 'les-begin'?"),
        says(1, "unknown team in the file's name 'wit-twee'"),
        says(11, "neither 'id' nor 'what'", "one of the two"),
        says(11, "both 'id' and 'what'", "a sign of its own"),
        says(11, "'zij' for key 'of'", "one of we, so_pupils, so"),
    ),
    question(
        "lila",
        "due: 2026-05-01",
        "due: 2026-03-01",
        says(9, "due 2026-03-01, before start 2026-04-01", "ends after it begins"),
    ),
    instrument(
        "soort-heel-getal", {"decimals: 1": "decimals: een"}, says(5, "'een' for key 'decimals'", "a whole number")
    ),
    instrument(
        "soort-heel-getal-waar",
        {"decimals: 1": "decimals: true"},
        says(5, "'true' for key 'decimals'", "a whole number"),
    ),
    instrument(
        "soort-half-getal", {"decimals: 1": "decimals: 1.5"}, says(5, "'1.5' for key 'decimals'", "a whole number")
    ),
    instrument("te-veel-decimalen", {"decimals: 1": "decimals: 9"}, says(5, "'9' for key 'decimals'", "at most 4")),
    instrument(
        "soort-komma",
        {"bridge_axis: 3.0": 'bridge_axis: "3,0"'},
        says(7, "'3,0' for key 'bridge_axis'", "a number with a decimal point"),
    ),
    instrument(
        "soort-oneindig", {"bridge_axis: 3.0": "bridge_axis: .inf"}, says(7, "'inf' for key 'bridge_axis'", "a number")
    ),
    instrument(
        "soort-waar",
        {"reversed: true": "reversed: misschien"},
        says(31, "'misschien' for key 'reversed'", "true or false"),
    ),
    instrument(
        "soort-woord", {"labels: {1: nooit": "labels: {een: nooit"}, says(6, "'een' as a key", "a whole number")
    ),
    instrument(
        "soort-lijst", {"position: [samen]": "position: samen"}, says(46, "'samen' for key 'position'", "a list")
    ),
    instrument(
        "lege-lijst",
        {"position: [samen]": "position: []"},
        says(46, "a list for key 'position'", "at least 1 in the list"),
    ),
    instrument(
        "soort-sleutels",
        {"scale: {min: 1, max: 5, step: 0.5}": "scale: 5"},
        says(37, "'5' for key 'scale'", "keys with values"),
    ),
    instrument(
        "correctie-omhoog",
        {"spread_correction: 0": "spread_correction: -0.2"},
        says(8, "'-0.2' for key 'spread_correction'", "at least 0"),
    ),
    instrument(
        "versie-zonder-aanhalingstekens",
        {'version: "1.0"': "version: 1.0"},
        says(2, "'1.0' for key 'version'", "put quotes round a number"),
    ),
]

ON_THE_WAY = [
    on_the_way(
        "ring-terug-in-de-tijd",
        "  step: verkennen\n",
        "  step: verkennen\n"
        "  cycle:\n"
        "    - {step: verkennen, since: 2026-04-01}\n"
        "    - {step: verkennen, since: 2026-04-01}\n"
        "    - {step: verdiepen, since: 2026-04-08}\n",
        says(5, "step 'verkennen', where the last entry under 'cycle' has 'verdiepen'", "change 'step'"),
        says(8, "since 2026-04-01, which is not after 2026-04-01", "in the order in which they were taken"),
        says(8, "step 'verkennen' again", "put them together"),
    ),
    on_the_way(
        "plan-met-fouten",
        "  evaluation: {date: 2026-12-01, how: Nog een lesbezoek.}\n",
        "  evaluation: {date: 2026-12-01, wat: Nog een lesbezoek.}\n"
        "  start: iedereen\n"
        "  conditions:\n"
        "    - {what: Een uur, kind: uren}\n"
        "    - {kind: tijd, arranged: bijna}\n",
        says(12, "no key 'how'"),
        says(12, "unknown key 'wat'", "one of date, how"),
        says(13, "'iedereen' for key 'start'", "one of pilot, team"),
        says(15, "'uren' for key 'kind'", "one of tijd, geld, materiaal, scholing"),
        says(16, "no key 'what'"),
        says(16, "'bijna' for key 'arranged'", "true or false"),
    ),
    on_the_way(
        "terugblikken-met-fouten",
        "  evaluation: {date: 2026-12-01, how: Nog een lesbezoek.}\n",
        "  evaluation:\n    - {date: morgen, how: Praten.}\n    - {date: 2026-12-01, hoe: Praten.}\n",
        says(13, "'morgen' for key 'date'", "a date such as 2026-03-24"),
        says(14, "unknown key 'hoe'", "did you mean 'how'?"),
    ),
    on_the_way(
        "volgen-met-fouten",
        "  step: verkennen\n",
        "  step: verkennen\n"
        "  monitoring:\n"
        "    - {date: 2026-05-01, asked: 13, how: gesprek, n: 6, answer: ja}\n"
        "    - {date: 2026-05-01, asked: 0, how: praten, n: 6, answer: ja}\n"
        "    - {date: 2026-05-01, asked: 3, how: werk, n: 0, answer: misschien, adjusted: plan}\n",
        says(7, "'13' for key 'asked'", "at most 12"),
        says(8, "'0' for key 'asked'", "at least 1"),
        says(8, "'praten' for key 'how'", "one of gesprek, lesbezoek, leerlingen, werk"),
        says(9, "'0' for key 'n'", "at least 1"),
        says(9, "'misschien' for key 'answer'", "one of ja, deels, nee"),
        says(9, "'plan' for key 'adjusted'", "one of doel, actie, strategie, tijdpad, randvoorwaarde"),
    ),
    on_the_way(
        "ring-zonder-dag",
        "  step: verkennen\n",
        "  step: verkennen\n  cycle:\n    - {step: verdeipen}\n",
        says(7, "'verdeipen' for key 'step'", "did you mean 'verdiepen'?"),
        says(7, "no key 'since'"),
    ),
]

AGREED = [
    session(
        28,
        "decisions: [Wij bezoeken elkaars les.]",
        "decisions:\n  - {wat: Wij bezoeken elkaars les.}\n  - {what: Rust., review: snel}\n  - 7\n  - [rust]",
        says(14, "unknown key 'wat'", "one of what, review", "did you mean 'what'?"),
        says(15, "'snel' for key 'review'", "a date such as 2026-03-24"),
        says(16, "'7' as entry 3 of the list", "text (put quotes round a number"),
        says(17, "a list as entry 4 of the list", "text"),
    ),
]

VISION = [
    replace(
        added(
            "visie-met-fouten",
            "content/vision/visie-met-fouten.yml",
            "- point: Rust\n"
            "  mine: {what: Stil.}\n"
            "- point: Ruimte\n"
            "  agreed: [Deuren open.]\n"
            "- point: Plezier\n"
            "  ours: {what: Lachen., why: Fijn., now: Soms.}\n"
            "  agreed: Elke dag.\n",
            says(2, "unknown key 'mine'", "one of point, ours, agreed, review"),
            says(4, "'agreed' without 'ours'", "what it rests on"),
            says(6, "no key 'content_when'"),
            says(7, "'Elke dag.' for key 'agreed'", "a list"),
        ),
        team="visie-met-fouten",
    ),
    added(
        "visie-van-een-nieuw-team",
        "content/vision/blaauw.yml",
        "- point: Rust\n",
        says(1, "unknown team in the file's name 'blaauw'", "did you mean 'blauw'?"),
    ),
]

GROUPS = [
    session(
        18,
        "position: {kunnen: 2.5, willen: 4}}",
        "position: {kunnen: 2.5, willen: 4}, culture: {id: still, why: Zo is het.}}",
        says(11, "unknown culture of the quadrant 'still'", "did you mean 'stil'?"),
    ),
    session(
        19,
        "decisions: [",
        "conclusions:\n"
        "  - {group: Groep 1, text: Het kan., learning_questions: [rustig-begonnen]}\n"
        "  - {group: Groep 2}\n"
        "decisions: [",
        says(14, "unknown learning question 'rustig-begonnen'", "did you mean 'rustig-beginnen'?"),
        says(15, "no key 'text'"),
    ),
]

WORK = [
    session(
        15,
        "kind: datafeedback\n",
        "kind: werkbijeenkomst\n"
        "work:\n"
        "  issue: Onrust.\n"
        "  questions: [{text: Waarom?, cluster: boeken}]\n"
        "  options: [{text: Buiten.}, {text: Binnen.}]\n"
        "  learning_question: onbekend\n",
        says(6, "'boeken' for key 'cluster'", "one of literatuur, ervaring, context"),
        says(7, "options of which none is chosen", "chosen: true"),
        says(8, "unknown learning question 'onbekend'", "one of rustig-beginnen"),
    ),
    session(
        16,
        "kind: datafeedback\n",
        "kind: werkbijeenkomst\n"
        "work:\n"
        "  issue: Onrust.\n"
        "  options:\n"
        "    - {text: Buiten., chosen: true}\n"
        "  path: {here: Onrust., there: Rust.}\n",
        says(7, "a chosen option without steps", "under 'path'"),
        says(7, "a chosen option without looks back", "under 'path'"),
    ),
    session(
        17,
        "kind: datafeedback\n",
        "kind: datafeedback\n"
        "work:\n"
        "  issue: Onrust.\n"
        "  options: [{text: Buiten., chosen: true}]\n"
        "  path:\n"
        "    here: Onrust.\n"
        "    there: Rust.\n"
        "    steps:\n"
        "      - {what: Oefenen.}\n"
        "      - {what: Doen., role: allen, start: 2026-06-02, due: 2026-06-01, sign: Rust.}\n"
        "    lookback: [{when: ooit, how: Praten., role: allen}]\n",
        says(4, "'work' in a session of kind 'datafeedback'", "kind: werkbijeenkomst"),
        says(11, "no key 'role'"),
        says(11, "no key 'due'"),
        says(11, "no key 'sign'"),
        says(12, "due 2026-06-01, before start 2026-06-02"),
        says(13, "'ooit' for key 'when'", "a date such as 2026-03-24"),
    ),
]

DATA_POINTS = [
    replace(
        added(
            "datapunten-met-fouten",
            "content/datapoints/datapunten-met-fouten.yml",
            "points:\n"
            "  - {what: A, kind: cijfers, purpose: leren, roles: [docenten], date: 2026-05-01}\n"
            "  - {what: B, kind: kwantitatief, purpose: leren, roles: [], date: 2026-05-01}\n"
            "  - {what: C, kind: kwantitatief, purpose: leren, roles: [docenten]}\n"
            "  - what: D\n"
            "    kind: kwalitatief\n"
            "    purpose: beslissen\n"
            "    roles: [docenten]\n"
            "    date: 2026-05-01\n"
            "    every: {weeks: 2, start: 2026-05-01, until: 2026-04-01}\n"
            "    decision: iets\n"
            "    question: onbekend\n"
            "decisions:\n"
            "  - {id: dit, what: Dit.}\n"
            "  - {id: dat, what: Dat.}\n",
            says(2, "'cijfers' for key 'kind'", "one of kwantitatief, kwalitatief"),
            says(3, "a list for key 'roles'", "at least 1 in the list"),
            says(4, "neither 'date' nor 'every'", "one of the two"),
            says(5, "both 'date' and 'every'", "one of the two"),
            says(10, "until 2026-04-01, before start 2026-05-01"),
            says(11, "unknown decision 'iets'", "one of dit, dat"),
            says(12, "unknown learning question 'onbekend'"),
        ),
        team="datapunten-met-fouten",
    ),
    replace(
        added(
            "besluit-dubbel",
            "content/datapoints/besluit-dubbel.yml",
            "points:\n"
            "  - {what: A, kind: kwantitatief, purpose: leren, roles: [docenten], date: 2026-05-01, decision: dat}\n"
            "decisions:\n"
            "  - {id: dit, what: Dit.}\n"
            "  - {id: dit, what: Dat.}\n",
            says(5, "id 'dit' twice"),
        ),
        team="besluit-dubbel",
    ),
    added(
        "datapunten-van-een-nieuw-team",
        "content/datapoints/blaauw.yml",
        "points:\n  - {what: A, kind: kwantitatief, purpose: leren, roles: [docenten], date: 2026-05-01}\n",
        says(1, "unknown team in the file's name 'blaauw'", "did you mean 'blauw'?"),
    ),
]

REFERENCES = [
    question(
        "roze",
        "links: [les-begin, rust, zelf, willen]",
        "links: [les-begin, les-bgein, rust]",
        says(6, "unknown item, block, layer or axis 'les-bgein'", "did you mean 'les-begin'?"),
    ),
    added(
        "leervragen-van-een-nieuw-team",
        "content/learning-questions/blaauw.yml",
        QUESTIONS,
        says(1, "unknown team in the file's name 'blaauw'", "did you mean 'blauw'?"),
    ),
    Mistake(
        "leervraag-verwijst-mis",
        (
            at("content/learning-questions/blauw.yml", 4, "unknown round 'strat'", "did you mean 'start'?"),
            at("content/learning-questions/blauw.yml", 7, "unknown recommendation 'h8'", "one of h1"),
            at("content/learning-questions/blauw.yml", 11, "unknown round 'ronde-z'", "one of start, enquete"),
        ),
        edits=(
            ("content/learning-questions/blauw.yml", "  round: start\n", "  round: strat\n"),
            ("content/learning-questions/blauw.yml", "recommendations: [h1]", "recommendations: [h1, h8]"),
            ("content/learning-questions/blauw.yml", "by: ronde-a}", "by: ronde-z}"),
        ),
    ),
    question(
        "wit",
        "{id: les-begin,",
        "{id: les-bgein,",
        says(11, "unknown item, block, layer or axis 'les-bgein'", "did you mean 'les-begin'?"),
    ),
    session(
        21,
        "team: blauw\n",
        "team: bluaw\n",
        says(
            1,
            "date 2026-05-21 and team 'bluaw' in a file named '2026-05-21-blauw.yml'",
            "name the file 2026-05-21-bluaw.yml",
        ),
        says(2, "unknown team 'bluaw'", "did you mean 'blauw'?"),
        says(15, "unknown learning question 'rustig-beginnen'", "none (nothing is defined yet)"),
    ),
    session(22, "round: start\n", "round: strat\n", says(5, "unknown round 'strat'", "did you mean 'start'?")),
    session(
        23,
        "learning_questions: [rustig-beginnen]",
        "learning_questions: [rustig-begonnen]",
        says(15, "unknown learning question 'rustig-begonnen'", "did you mean 'rustig-beginnen'?"),
    ),
    session(
        24,
        "position: {kunnen: 2.5, willen: 4}",
        "position: {kunnen: 2.5, wilen: 4}",
        says(11, "unknown axis 'wilen'", "one of kunnen, willen", "did you mean 'willen'?"),
    ),
    session(
        25,
        "position: {kunnen: 2.5, willen: 4}",
        "position: {kunnen: 2.5, willen: 6}",
        says(11, "6 for 'willen'", "a value on the scale, 1 to 5"),
    ),
    session(
        27,
        '{title: Voorspellen, text: Waar staan wij?, time: "14:00"}',
        '{title: Voorspellen, time: "14:00", minutes: 20}\n  - {title: Kijken, time: "14:15"}',
        says(10, "time 14:15, while the part above it lasts until 14:20", "one after the other", "change the time"),
    ),
    session(31, 'time: "14:00"}', "minutes: 0}", says(9, "'0' for key 'minutes'", "a number from 1 to 10000")),
    session(
        29,
        'time: "14:00"}',
        "show: [kunen], form: rondjes, sheet: lezen}",
        says(9, "unknown item, block, layer or axis 'kunen'", "did you mean 'kunnen'?"),
        says(9, "unknown work form 'rondjes'", "one of kijken"),
        says(9, "unknown work form with a sheet 'lezen'", "one of"),
    ),
    session(
        30,
        'time: "14:00"}',
        "screen: pad}",
        says(9, "unknown screen of a session of kind datafeedback 'pad'", "one of welkom, ophalen, voorspellen"),
    ),
    added(
        "sessie-heet-anders",
        "content/sessions/2026-05-26-blauw.yml",
        SESSION,
        says(1, "date 2026-03-31 and team 'blauw' in a file named '2026-05-26-blauw.yml'", "names that agree"),
    ),
]

GUIDANCE = [
    added(
        "geen-kop",
        "content/guidance/los.md",
        "Een pagina.\n",
        says(1, "no front matter", "YAML between two lines '---'", "begin with a line '---'"),
    ),
    added(
        "blad-buiten-de-map",
        "content/guidence/lezen.md",
        LEZEN,
        says(1, "a file that nothing reads", "content/guidance/**/*.md"),
    ),
    added(
        "aanbeveling-dubbel",
        "content/guidance/aanbevelingen/h2.md",
        PAGE,
        says(2, "id 'h1', which content/guidance/aanbevelingen/h1.md has too", "each id once"),
    ),
    added(
        "studie",
        "content/study.yml",
        "- {date: 2026-13-01, role: trainer, text: Iets.}\n- {date: 2026-10-01, from: trainer, text: Iets.}\n",
        says(1, "'2026-13-01' for key 'date'", "a year has months 01 to 12"),
        says(2, "unknown key 'from'", "one of date, role, text"),
        says(2, "no key 'role'", "add it"),
    ),
    page("h4", "summary: Kies een les en kijk samen.\n", "", says(2, "no key 'summary'", "add it")),
    page(
        "h30",
        "summary: Kies een les en kijk samen.\n",
        "summary: Kies met {leerlngen} een les.\n",
        says(5, "'{leerlngen}'", "one of {leerling}, {leerlingen}", "write '{leerlingen}'"),
    ),
    page(
        "h31",
        "keywords: [kleine stap]\n",
        "keywords: [kleine stap]\nsure: {activities: zeker}\nclaims: [{claim: Het helpt., sure: onderzoeken}]\n",
        says(13, "'zeker' for key 'activities'", "one of onderzoek, aanwijzing, redenering, van ons"),
        says(14, "'onderzoeken' for key 'sure'", "did you mean 'onderzoek'?"),
    ),
    page(
        "h5",
        "{step: Geef tijd, how:",
        "{stap: Geef tijd, how:",
        says(8, "unknown key 'stap'", "one of step, how", "did you mean 'step'?"),
    ),
    page(
        "h6",
        "url: https://example.org/leidraad",
        "url: 'javascript:alert(1)'",
        says(6, "'javascript:alert(1)' for key 'url'", "an address that begins with https://"),
    ),
    page(
        "h7",
        "Een begin.",
        "Een begin.\n<script src='https://example.org/x.js'></script>\n![Foto](https://example.org/foto.png)\n"
        "[goed](https://example.org) [ook](h1.md#wat-dit-vraagt) [hier](#een-les-kiezen) [fout](javascript:alert)\n"
        "# Nog een titel",
        says(23, "HTML that loads something, <script>", "text and links"),
        says(24, "a picture", "text and links"),
        says(25, "a link to 'javascript:alert'", "an address that begins with https://"),
        says(26, "a title, '# Nog een titel'", "headings that begin with ##", "the page's title is its key 'title'"),
    ),
    page(
        "h20",
        "Een begin.",
        "Een begin.\n<details ontoggle=alert(1)>x</details>\n[een [b] c](javascript:alert)\n</article>\n\nNoot.[^1]",
        says(27, "a footnote, '[^1]'", "text and links", "say it in the text itself"),
        says(23, "HTML that does more than show text, ontoggle= in <details>", "text and links"),
        says(24, "a link to 'javascript:alert'", "an address that begins with https://"),
        says(25, "HTML that does more than show text, </article> without <article>", "text and links"),
    ),
    page(
        "h22",
        "{id: een-les-kiezen,",
        "{id: con,",
        says(14, "'con' for key 'id'", "another id: Windows keeps this name for a device"),
    ),
    added(
        "gereserveerde-naam",
        "content/guidance/con.md",
        PAGE.replace("id: h1\n", "id: h21\n"),
        says(2, "'con' in the file's path", "a name that a disk can hold"),
    ),
]

KINDS = [
    page(
        "h3",
        "kind: recommendation",
        "kind: aanbeveling",
        says(
            3, "'aanbeveling' for key 'kind'", "one of section, page, recommendation, workform, cycle, matrix, glossary"
        ),
    ),
    copied("soort-bijna", LEZEN, {"kind: page": "kind: pagee"}, says(3, "'pagee' for key 'kind'", "mean 'page'?")),
    copied("soort-weg", LEZEN, {"kind: page\n": ""}, says(2, "no key 'kind'", "add it")),
    copied("kind-lijst", LEZEN, {"kind: page": "kind: [page]"}, says(3, "a list for key 'kind'", "one of section")),
    copied(
        "sleutel-van-een-andere-soort",
        LEZEN,
        {"order: 2": "people: Het team."},
        says(6, "unknown key 'people'", "one of items, elements, layers, id, title"),
    ),
    copied("zonder-bron", LEZEN, {"sources: [{title: Een boek}]\n": ""}, says(2, "no key 'sources'", "add it")),
    copied(
        "bronnen-leeg",
        LEZEN,
        {"sources: [{title: Een boek}]": "sources: []"},
        says(7, "a list for key 'sources'", "at least 1 in the list"),
    ),
    copied(
        "halve-volgorde",
        LEZEN,
        {"order: 2": "order: 2.5"},
        says(6, "'2.5' for key 'order'", "a whole number"),
    ),
    copied(
        "stap-zonder-minuten",
        KIJKEN,
        {"minutes: 25": "minutes: 0"},
        says(13, "'0' for key 'minutes'", "more than 0"),
    ),
    copied(
        "werkvorm-zonder-draaiboek", KIJKEN, {"script:\n": "schript:\n"}, says(12, "unknown key 'schript'", "'script'?")
    ),
    copied("blad-zonder-regels", KIJKEN, {"lines: 2": "lines: 0"}, says(16, "'0' for key 'lines'", "more than 0")),
    copied("casus-half", PAGE, {", outcome: [Met een les.]": ""}, says(17, "no key 'outcome'", "add it")),
    copied(
        "vragen-leeg",
        PAGE,
        {"questions: [Wat lukt al?]": "questions: []"},
        says(11, "a list for key 'questions'", "at least 1 in the list"),
    ),
]

PLACES = [
    added(
        "map-zonder-blad",
        "content/guidance/zonder/een.md",
        PAGE.replace("id: h1\n", "id: zonder-een\n"),
        says(
            2,
            "folder 'content/guidance/zonder' without a page",
            "an index.md in it",
            "add content/guidance/zonder/index.md",
        ),
    ),
    added(
        "map-halverwege-zonder-blad",
        "content/guidance/half/verder/index.md",
        section("half-verder"),
        says(2, "folder 'content/guidance/half' without a page", "an index.md in it"),
    ),
    Mistake(
        "map-met-twee-bladen-en-geen-eigen",
        (at("content/guidance/leeg/a.md", 2, "folder 'content/guidance/leeg' without a page"),),
        {f"content/guidance/leeg/{id_}.md": PAGE.replace("id: h1\n", f"id: leeg-{id_}\n").encode() for id_ in "ab"},
    ),
    added(
        "map-met-een-ander-blad",
        "content/guidance/ander/index.md",
        PAGE.replace("id: h1\n", "id: ander\n"),
        says(3, "kind 'recommendation' in index.md", "kind: section in the index.md of a folder, and nowhere else"),
    ),
    added(
        "afdeling-zonder-map",
        "content/guidance/afdeling.md",
        section("afdeling"),
        says(3, "kind 'section' in afdeling.md", "kind: section in the index.md of a folder"),
    ),
    added(
        "bestandsnaam",
        "content/guidance/Een_Blad.md",
        LEZEN.replace("id: lezen\n", "id: een-blad\n"),
        says(2, "'Een_Blad' in the file's path", "lower-case letters, digits and single hyphens", "rename it"),
    ),
    Mistake(
        "mapnaam",
        (at("content/guidance/Mijn Map/blad.md", 2, "'Mijn Map' in the file's path", "rename it"),),
        {
            "content/guidance/Mijn Map/index.md": section("mijn-map").encode(),
            "content/guidance/Mijn Map/blad.md": PAGE.replace("id: h1\n", "id: mijn-blad\n").encode(),
        },
    ),
    added(
        "bladnaam-zonder-sleutels",
        "content/guidance/Foo Bar.md",
        "Een blad.\n",
        says(1, "'Foo Bar' in the file's path", "lower-case letters, digits and single hyphens", "rename it"),
        says(1, "no front matter", "YAML between two lines '---'"),
    ),
    added(
        "eigen-blad-met-een-hoofdletter",
        "content/guidance/Index.md",
        section("hoofdletter"),
        says(2, "'Index' in the file's path", "rename it"),
    ),
    added(
        "dubbel-streepje",
        "content/guidance/kijken--werkblad.md",
        LEZEN.replace("id: lezen\n", "id: werkblad\n"),
        says(2, "'kijken--werkblad' in the file's path", "single hyphens"),
    ),
]

MAPPING = """confirmed: true
instrument: kompas
source: survey
tool: by-hand
team:
  column: 1
  head: Team
  names:
    "Blauw": blauw
    "Rood": choose
    "Weg": null
columns:
  - {column: 2, head: "Ik begin rustig.", item: zelf-begin, scale: graad}
  - {column: 3, head: "Wij roddelen.", item: choose, scale: graad}
scales:
  graad: {numbers: rising}
"""


def mapping(name: str, old: str, new: str, line: int, *phrases: str) -> Mistake:
    """A mistake in a mapping, in a file of its own."""
    assert MAPPING.count(old) == 1, old
    return added(name, f"content/imports/{name}.yml", MAPPING.replace(old, new), says(line, *phrases))


MAPPINGS = [
    mapping("leeswijzer-instrument", "kompas", "kompsa", 2, "unknown instrument 'kompsa'", "did you mean 'kompas'?"),
    mapping("leeswijzer-bron", "survey", "surveys", 3, "unknown source 'surveys'", "one of survey, observations"),
    mapping("leeswijzer-team", ": blauw", ": blaw", 9, "unknown team 'blaw'", "did you mean 'blauw'?"),
    mapping("leeswijzer-item", "zelf-begin", "zelf-bgin", 13, "unknown item 'zelf-bgin'", "did you mean 'zelf-begin'?"),
    mapping("leeswijzer-ander-item", "zelf-begin", "les-begin", 13, "unknown item 'les-begin'", "one of zelf-begin"),
    mapping("leeswijzer-schaal", "zelf-begin, scale: graad", "zelf-begin, scale: graat", 13, "unknown scale 'graat'"),
]

TIES = [
    added(
        "datapunt-van-een-element",
        "content/datapoints/blauw.yml",
        "points:\n"
        "  - {what: A, kind: kwantitatief, purpose: leren, roles: [docenten], date: 2026-05-01, elements: [beginn]}\n",
        says(2, "unknown element 'beginn'", "did you mean 'begin'?"),
    ),
    copied(
        "banden-van-een-blad",
        LEZEN,
        {
            "order: 2": "items: [zelf-begin, samen-rodel]",
            "[beurten]": "[burten]",
            "layers: [samen]": "layers:\n  - smaen",
        },
        says(6, "unknown item 'samen-rodel'", "one of zelf-begin, ", "did you mean 'samen-roddel'?"),
        says(8, "unknown element 'burten'", "one of begin, beurten", "did you mean 'beurten'?"),
        says(10, "unknown layer 'smaen'", "one of zelf, samen, lessen, energie", "did you mean 'samen'?"),
    ),
    copied(
        "banden-van-een-activiteit",
        LEZEN,
        {
            "items: [samen-roddel]": "items: [roddel]",
            "elements: [begin]": "elements: [samen]",
            "[zelf]": "[lessen, zlef]",
        },
        says(11, "unknown item 'roddel'", "one of zelf-begin, "),
        says(11, "unknown element 'samen'", "one of begin, beurten"),
        says(11, "unknown layer 'zlef'", "did you mean 'zelf'?"),
    ),
    page(
        "h8",
        "items: [les-begin]",
        "items: [les-begn]",
        says(14, "unknown item 'les-begn'", "did you mean 'les-begin'?"),
    ),
]

NO_ID_OF_ITS_OWN = [
    edited(
        "geen-slug",
        TEAMS,
        "id: oranje,",
        "id: Oranje Team,",
        6,
        "'Oranje Team' for key 'id'",
        "a plain slug: lower-case letters, digits and single hyphens",
        "for example 'oranje-team'",
    ),
    edited("team-dubbel", TEAMS, "id: bruin,", "id: blauw,", 7, "id 'blauw' twice", "each id once", "rename one"),
    edited("ronde-dubbel", ROUNDS, "id: ronde-b,", "id: start,", 6, "id 'start' twice"),
    added(
        "team-zonder-id",
        TEAMS,
        small()[TEAMS].decode() + "- {name: Team Mint, members: 5}\n",
        says(13, "no key 'id'", "add it"),
    ),
    added("team-als-woord", TEAMS, small()[TEAMS].decode() + "- mint\n", says(13, "'mint'", "keys with values")),
    *(
        edited(f"team-{id_}-als-{other.lower()}", TEAMS, f"id: {id_},", f"id: {other},", line, found)
        for id_, other, line, found in (
            ("blauw", "Blauw", 1, "'Blauw' for key 'id'"),
            ("blauw", "Team Blauw", 1, "'Team Blauw' for key 'id'"),
            ("blauw", "groen", 2, "id 'groen' twice"),
            ("groen", "blauw", 2, "id 'blauw' twice"),
        )
    ),
    *(
        edited(f"ronde-{id_}-als-{other.lower()}", ROUNDS, f"id: {id_},", f"id: {other},", line, found)
        for id_, other, line, found in (
            ("start", "Start", 1, "'Start' for key 'id'"),
            ("start", "pols", 4, "id 'pols' twice"),
            ("pols", "start", 4, "id 'start' twice"),
            ("ronde-a", "ronde-b", 6, "id 'ronde-b' twice"),
        )
    ),
]
"""Told alone: what refers to an unknown team or round may mean this one."""

ACTIVITIES = [
    copied(
        "activiteit-dubbel",
        LEZEN,
        {"activities:\n": "activities:\n  - {id: een-stuk-delen, title: Deel, time: kort, how: Deel.}\n"},
        says(12, "id 'een-stuk-delen' twice", "each id once", "rename one"),
    ),
    copied(
        "activiteit-heet-als-een-kopje",
        LEZEN,
        {"{id: een-stuk-delen": "{id: vragen"},
        says(11, "id 'vragen', which a heading of the page itself has", "rename it"),
    ),
    copied(
        "activiteit-met-een-lijst-als-id",
        LEZEN,
        {"{id: een-stuk-delen": "{id: [een-stuk-delen]"},
        says(11, "a list for key 'id'", "expected text"),
    ),
    copied(
        "activiteit-zonder-id",
        LEZEN,
        {"{id: een-stuk-delen, ": "{"},
        says(11, "no key 'id'", "add it"),
    ),
]

LINKS = [
    copied(
        "mis-gelinkt",
        LEZEN,
        {
            "(aanbevelingen/h1.md#een-les-kiezen)": "(aanbevelingen/h11.md)",
            "#wat-dit-vraagt": "#wat-dit-vroeg",
            "woorden.md#voorbeeldles": "woorden.md#voorbeedles",
            "rondje.md#borgen": "kijken.md#borgen",
        },
        says(16, "a link to 'aanbevelingen/h11.md'", "or a page of the library", "did you mean 'aanbevelingen/h1.md'?"),
        says(
            16,
            "a link to 'aanbevelingen/h1.md#wat-dit-vroeg'",
            "a heading of aanbevelingen/h1.md: one of een-les-kiezen, wat-dit-vraagt",
            "did you mean 'wat-dit-vraagt'?",
        ),
        says(
            17, "a link to 'woorden.md#voorbeedles'", "one of voorbeeldles, lesbezoek", "did you mean 'voorbeeldles'?"
        ),
        says(17, "a link to 'kijken.md#borgen'", "a link without '#': kijken.md has no headings"),
    ),
    page(
        "h10",
        "Een begin.",
        "[mis](h11.md) [map](../index.md) [boven](../lezn.md) [hier](#wat) [ver](../../sessions/x.md)",
        says(22, "a link to 'h11.md'", "a page of the library", "did you mean 'h1"),
        says(22, "a link to '../lezn.md'", "a page of the library", "did you mean '../lezen.md'?"),
        says(22, "a link to '#wat'", "a heading of aanbevelingen/h10.md: one of een-les-kiezen, wat-dit-vraagt"),
        says(22, "a link to '../../sessions/x.md'", "a page of the library"),
    ),
]

ONE_OF_A_KIND = [
    added(
        "tweede-cyclus",
        "content/guidance/rondjes.md",
        CYCLE.replace("id: rondje\n", "id: rondjes\n"),
        says(3, "a second cycle, beside content/guidance/rondje.md", "one cycle", "put them together"),
    ),
    edited(
        "andere-stappen",
        "content/guidance/rondje.md",
        "{id: uitvoeren, name: Doen",
        "{id: verdiepen, name: Doen",
        8,
        "steps verkennen, verdiepen, besluiten, verdiepen, borgen",
        "these, in this order: verkennen, verdiepen, besluiten, uitvoeren, borgen",
    ),
    edited(
        "stap-met-onbekende-aanbeveling",
        "content/guidance/rondje.md",
        "recommendation: h1}",
        "recommendation: h99}",
        9,
        "unknown recommendation 'h99'",
        "one of h1",
    ),
    edited(
        "activiteit-heet-als-een-stap",
        "content/guidance/rondje.md",
        "order: 4",
        "activities: [{id: borgen, title: Vasthouden, time: kort, how: Houd vast.}]",
        6,
        "id 'borgen', which a heading of the page itself has",
    ),
    added(
        "tweede-woordenlijst",
        "content/guidance/woordenlijst.md",
        GLOSSARY.replace("id: woorden\n", "id: woordenlijst\n"),
        says(3, "a second glossary, beside content/guidance/woorden.md", "one glossary", "put them together"),
    ),
    edited(
        "woord-dubbel",
        "content/guidance/woorden.md",
        "forms: [voorbeeldlessen]",
        "forms: [voorbeeldlessen, Lesbezoek]",
        10,
        "'lesbezoek', which line 9 has too",
        "each word with one meaning",
        "remove one",
    ),
    edited(
        "betekenis-te-lang",
        "content/guidance/woorden.md",
        "Bij een collega in de les kijken.",
        "Kijken. " * 30,
        10,
        "for key 'meaning'",
        "at most 220 characters",
    ),
    copied(
        "tabel-onbekende-kolom",
        TABEL,
        {"praten: mogelijk": "prate: mogelijk", "{name: De kaart, what": "{name: De kaart, marks: {kijken: nee}, what"},
        says(12, "unknown column 'prate'", "one of kijken, praten", "did you mean 'praten'?"),
        says(13, "'nee' for key 'kijken'", "one of ja, mogelijk"),
    ),
    copied(
        "tabel-kolom-dubbel",
        TABEL,
        {"{id: praten,": "{id: kijken,", ", praten: mogelijk": ""},
        says(10, "id 'kijken' twice"),
    ),
    copied(
        "tabel-zonder-rijen",
        TABEL,
        {"rows:\n": "rows: []\nvoorheen:\n"},
        says(11, "'rows'", "at least 1"),
        says(12, "'voorheen'"),
    ),
]

BAD_DECLARATIONS = [
    *ON_THE_WAY,
    *AGREED,
    *GROUPS,
    *WORK,
    *VISION,
    *DATA_POINTS,
    *YAML,
    *TYPES,
    *REFERENCES,
    *GUIDANCE,
    *KINDS,
    *PLACES,
    *MAPPINGS,
    *ACTIVITIES,
    *LINKS,
    *ONE_OF_A_KIND,
]
