"""Mistakes in `data/benchmarks/`, and in what `content/benchmarks.yml` says of them.

The small school gets a benchmark for each mistake, named after it; the lines of `content/benchmarks.yml` are those of
the list at the end, so that what is wrong there stands in the first ones.
"""

from tests.reading.mistakes import BENCHMARKS, REFERENCE, REFERENCES, Mistake, at, benchmark_entry, benchmark_file


def entry(name: str, line: int, old: str, new: str, *phrases: str) -> Mistake:
    """A mistake in the line about a benchmark whose table is as it should be."""
    good = benchmark_entry(name)
    assert good.count(old) == 1, old
    edit = (BENCHMARKS, good, good.replace(old, new))
    return Mistake(name, (at(BENCHMARKS, line, *phrases),), edits=(edit,), benchmark=name)


def table(name: str, text: str | bytes, line: int, *phrases: str) -> Mistake:
    """A mistake in the table of a benchmark that is declared as it should be."""
    content = text.encode() if isinstance(text, str) else text
    path = benchmark_file(name)
    return Mistake(name, (at(path, line, *phrases),), {path: content}, benchmark=name)


def row(name: str, text: str, *phrases: str) -> Mistake:
    """A mistake in a row, which stands below a good one."""
    return table(name, REFERENCES + REFERENCE + text + "\n", 3, *phrases)


def row_of_schools(name: str, schools: str, *phrases: str) -> Mistake:
    """A mistake in how many schools the 35 teams of a row are of."""
    rows = f"{REFERENCES.strip()};n_schools\n".replace(",", ";") + f"zelf;item;zelf-beurten;3.2;;35;{schools}\n"
    return table(name, rows, 2, "column 'n_schools'", *phrases)


ENTRIES = [
    entry(
        "onbekend-instrument",
        1,
        "instrument: kompas",
        "instrument: kompsa",
        "unknown instrument 'kompsa'",
        "one of ",
        "did you mean 'kompas'?",
    ),
    entry(
        "andere-versie",
        2,
        "version: '1.0'",
        "version: '0.9'",
        "a benchmark for version '0.9' of kompas",
        "version '1.0', which the instrument has",
        "numbers of another version cannot be compared",
        "use a benchmark of this version, or take it out",
    ),
    entry("zonder-versie", 3, ", version: '1.0'", "", "no key 'version'"),
    entry("versie-als-getal", 4, "version: '1.0'", "version: 1.0", "'1.0' for key 'version'", "quotes"),
    entry("zonder-datum", 5, "date: 2025-11-01, ", "", "no key 'date'"),
    Mistake(
        "onder-een-andere-naam",
        (
            at(benchmark_file("onder-een-naam"), 1, "no such file", f"the benchmark that {BENCHMARKS} names"),
            at(benchmark_file("onder-een-andere-naam"), 1, "a benchmark that is not declared", "add an entry with id"),
        ),
        edits=((BENCHMARKS, "{id: onder-een-andere-naam,", "{id: onder-een-naam,"),),
        benchmark="onder-een-andere-naam",
    ),
]

TWICE = [
    entry(
        "tweemaal", 45, "\n", "\n" + benchmark_entry("tweemaal"), "id 'tweemaal' twice", "each id once", "rename one"
    ),
]
"""Told alone: of a file without an entry nobody knows whether one of these two is meant to be its."""

FILES = [
    Mistake(
        "niet-vermeld",
        (at(benchmark_file("niet-vermeld"), 1, "a benchmark that is not declared", f"an entry in {BENCHMARKS}"),),
        {benchmark_file("niet-vermeld"): (REFERENCES + REFERENCE).encode()},
    ),
    table("leeg-bestand", "", 1, "an empty file"),
    table("alleen-een-kop", REFERENCES, 1, "a header and no rows", "add a row per reference mean"),
    Mistake(
        "geen-utf-8",
        (
            at("data/benchmarks/geen-utf-8.csv", 2, "bytes that are not UTF-8"),
            at("data/benchmarks/geen-utf-8.csv", 2, "column 'sd'", "'één'"),
        ),
        {"data/benchmarks/geen-utf-8.csv": (REFERENCES + REFERENCE.replace("0.4", "één")).encode("latin-1")},
        benchmark="geen-utf-8",
    ),
    Mistake(
        "vergelijking-als-rekenblad",
        (at("data/benchmarks/blad.ods", 1, "a file that nothing reads", "data/benchmarks/<id>.csv", "CSV UTF-8"),),
        {"data/benchmarks/blad.ods": b"PK\x03\x04"},
    ),
    table(
        "vergelijking-als-export",
        "id,submitdate,ipaddr,level 1\n770077,2026-10-01,770077,770077\n",
        1,
        "what looks like an export of LimeSurvey",
        "with columns of names or addresses",
        "`teamspiegel import private/vergelijking-als-export.csv --round ID`",
    ),
    Mistake(
        "vergelijking-in-hoofdletters",
        (at("data/benchmarks/land.CSV", 1, "a file that nothing reads", "data/benchmarks/<id>.csv"),),
        {"data/benchmarks/land.CSV": (REFERENCES + REFERENCE).encode()},
    ),
    Mistake(
        "vergelijking-in-een-map",
        (at("data/benchmarks/2025/land.csv", 1, "a file that nothing reads", "data/benchmarks/<id>.csv"),),
        {"data/benchmarks/2025/land.csv": (REFERENCES + REFERENCE).encode()},
    ),
]

COLUMNS = [
    table(
        "vergelijking-kolom-weg",
        "source,level,id,sd,n_teams\nzelf,item,zelf-begin,0.4,34\n",
        1,
        "no column 'mean'",
        "each of the columns source, level, id, mean, sd, n_teams",
        "add it",
    ),
    table(
        "vergelijking-kolom-fout",
        REFERENCES.replace("n_teams", "teams") + REFERENCE,
        1,
        "unknown column 'teams'",
        "one of round, n_schools, source, level, id, mean, sd, n_teams",
        "did you mean 'n_teams'?",
    ),
    table(
        "vergelijking-rondes",
        "rounds," + REFERENCES + "start," + REFERENCE,
        1,
        "unknown column 'rounds'",
        "one of round, n_schools, source",
        "did you mean 'round'?",
    ),
    table("vergelijking-puntkomma", (REFERENCES + "zelf,item,zelf-begin,3.2\n").replace(",", ";"), 2, "found 4 cells"),
    row("vergelijking-komma", "zelf,layer,zelf,3,2,0,4,34", "found 8 cells", "write 3.5"),
]

PLACES = [
    row(
        "onbekende-bron",
        "zlef,item,zelf-begin,3.2,,34",
        "column 'source'",
        "unknown source 'zlef'",
        "one of zelf, samen, lessen, axis",
        "did you mean 'zelf'?",
    ),
    row(
        "onbekend-niveau",
        "zelf,items,zelf-beurten,3.2,,34",
        "column 'level'",
        "unknown level 'items'",
        "one of item, block, layer",
        "did you mean 'item'?",
    ),
    row(
        "onbekend-id",
        "zelf,item,zelf-beurtne,3.2,,34",
        "column 'id'",
        "unknown id 'zelf-beurtne'",
        "one of zelf-begin, zelf-beurten",
        "did you mean 'zelf-beurten'?",
    ),
    row("id-van-een-andere-laag", "samen,item,zelf-beurten,3.2,,34", "column 'id'", "unknown id 'zelf-beurten'"),
    row("blok-dat-de-laag-niet-heeft", "samen,block,rust,3.2,,34", "column 'level'", "unknown level 'block'"),
    row("as-als-laag", "axis,layer,kunnen,3.2,,34", "column 'level'", "unknown level 'layer'", "expected one of axis"),
    row("geen-bron", ",item,zelf-beurten,3.2,,34", "column 'source'", "an empty cell", "one of zelf"),
    row("geen-id", "zelf,item,,3.2,,34", "column 'id'", "an empty cell", "one of zelf-begin"),
    row(
        "rij-tweemaal",
        "zelf,item,zelf-begin,3.3,0.4,34",
        "column 'id'",
        "the same source, level and id as line 2",
        "each once",
        "take one out",
    ),
]

NUMBERS = [
    row(
        "gemiddelde-buiten-de-schaal",
        "zelf,item,zelf-beurten,5.1,,34",
        "column 'mean'",
        "'5.1', which is off the scale",
        "a number, from 1 to 5",
    ),
    row("gemiddelde-onder-de-schaal", "axis,axis,willen,-1.5,,34", "column 'mean'", "'-1.5', which is off the scale"),
    row("gemiddelde-met-komma", 'zelf,item,zelf-beurten,"5,2",,34', "column 'mean'", "'5,2', which is off the scale"),
    row("gemiddelde-als-tekst", "zelf,item,zelf-beurten,hoog,,34", "column 'mean'", "'hoog'", "a number, from 1 to 5"),
    row("geen-gemiddelde", "zelf,item,zelf-beurten,,,34", "column 'mean'", "an empty cell", "from 1 to 5"),
    row("oneindig", "zelf,item,zelf-beurten,inf,,34", "column 'mean'", "'inf'", "from 1 to 5"),
    row("spreiding-als-tekst", "zelf,item,zelf-beurten,3.2,?,34", "column 'sd'", "'?'", "or an empty cell"),
    row("spreiding-onder-nul", "zelf,item,zelf-beurten,3.2,-0.4,34", "column 'sd'", "'-0.4'", "0 or more"),
    row("vier-teams", "zelf,item,zelf-beurten,3.2,,4", "column 'n_teams'", "'4'", "5 or more", "says too much"),
    row("een-half-team", "zelf,item,zelf-beurten,3.2,,7.5", "column 'n_teams'", "'7.5'", "a whole number of teams"),
    row(
        "duizend-teams", "zelf,item,zelf-beurten,3.2,,10.000", "column 'n_teams'", "'10.000'", "write it without a sign"
    ),
    row_of_schools("meer-scholen-dan-teams", "36", "'36'", "1 or more and at most 35", "each of them has a team"),
    row_of_schools("geen-school", "0", "'0'", "1 or more"),
    row_of_schools("een-halve-school", "1,5", "'1,5'", "a whole number of schools"),
    row("geen-teams", "zelf,item,zelf-beurten,3.2,,", "column 'n_teams'", "an empty cell", "5 or more"),
]

THREE_IN_A_ROW = Mistake(
    "drie-in-een-rij",
    (
        at(benchmark_file("drie-in-een-rij"), 2, "column 'mean'", "'9', which is off the scale"),
        at(benchmark_file("drie-in-een-rij"), 2, "column 'sd'", "'veel'"),
        at(benchmark_file("drie-in-een-rij"), 2, "column 'n_teams'", "'2'"),
    ),
    {benchmark_file("drie-in-een-rij"): (REFERENCES + "zelf,item,zelf-begin,9,veel,2\n").encode()},
    benchmark="drie-in-een-rij",
)

ROUNDS = [
    table(
        "onbekende-ronde",
        "round," + REFERENCES + "," + REFERENCE + "strat," + REFERENCE,
        3,
        "column 'round'",
        "unknown round 'strat'",
        "one of start, enquete",
        "did you mean 'start'?",
    ),
    table(
        "ronde-van-een-ander-instrument",
        "round," + REFERENCES + "start," + REFERENCE + "pols," + REFERENCE,
        3,
        "column 'round'",
        "round 'pols', which used pols",
        "a round that used kompas, or an empty cell",
    ),
    table(
        "ronde-tweemaal",
        "round," + REFERENCES + "start," + REFERENCE + "," + REFERENCE + "enquete," + REFERENCE + "start," + REFERENCE,
        5,
        "column 'id'",
        "the same source, level and id as line 2",
    ),
]

BAD_BENCHMARKS = [*ENTRIES, *FILES, *COLUMNS, *PLACES, *NUMBERS, THREE_IN_A_ROW, *ROUNDS]
