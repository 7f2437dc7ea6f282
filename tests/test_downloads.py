"""The downloads are a format that others read: every letter of it counts."""

from dataclasses import replace

from teamspiegel.contracts.published import BandCount, Published
from teamspiegel.downloads import INDICATORS, LESSON_BANDS, downloads
from teamspiegel.pipeline import published_of

from tests.handmade import axis, between, instrument, item, layer, published, school
from tests.schools import demonstration

HEAD = "team,round,source,level,id,n,mean,at_least,at_most,sd,low,spread,suppressed\n"
BANDS_HEAD = "team,round,source,band,lessons,percent\n"


def text(definitions_decimals: int, *indicators: Published) -> str:
    made = downloads(school(decimals=definitions_decimals), published(indicators))
    return made[INDICATORS].decode()


def test_there_are_two_files_and_they_stand_where_others_look_for_them() -> None:
    assert list(downloads(school(), published([]))) == ["downloads/indicatoren.csv", "downloads/lesbanden.csv"]


def test_every_indicator_is_a_row() -> None:
    assert text(1, item("seen-start", 2.4, 0.9), item("self-start", 3.5, 0.7), axis("can", 3.0)) == (
        HEAD
        + "a,one,seen,item,seen-start,12,2.4,,,0.9,true,true,\n"
        + "a,one,self,item,self-start,12,3.5,,,0.7,false,false,\n"
        + "a,one,axis,axis,can,12,3.0,,,,false,false,small\n"
    )


def test_numbers_have_the_decimals_of_the_instrument() -> None:
    assert text(2, item("self-start", 3.5, 0.75)) == HEAD + "a,one,self,item,self-start,12,3.50,,,0.75,false,false,\n"
    assert text(1, item("self-start", 3.0, 1.0)) == HEAD + "a,one,self,item,self-start,12,3.0,,,1.0,false,true,\n"


def test_what_is_withheld_is_an_empty_cell_with_a_reason() -> None:
    assert text(1, item("self-start", None), item("self-turns", 3.4, sd=None)) == (
        HEAD + "a,one,self,item,self-start,4,,,,,,,small\n" + "a,one,self,item,self-turns,12,3.4,,,,false,,small\n"
    )


def test_where_a_mean_lies_stands_in_columns_of_its_own() -> None:
    near, made = between(item("self-start", 4.6), at_least=4.0), between(layer("self", 3.0), 2.8, 3.4)
    assert text(1, near, made) == (
        HEAD + "a,one,self,item,self-start,12,,4.0,,,false,,masked\n" + "a,one,self,layer,self,12,,2.8,3.4,,,,derived\n"
    )


def test_a_school_without_answers_has_files_with_only_a_head() -> None:
    made = downloads(school(), published({}))
    assert (made[INDICATORS].decode(), made[LESSON_BANDS].decode()) == (HEAD, BANDS_HEAD)


def test_a_school_without_bands_has_no_file_of_them() -> None:
    layers = [{**declared.model_dump(), "bands": ()} for declared in instrument().layers]
    found = school()
    bare = replace(found, instruments={id_: instrument(layers=layers) for id_ in found.instruments})
    assert list(downloads(bare, published({}))) == [INDICATORS]


def test_bands_tell_their_layer_and_come_from_low_to_high() -> None:
    bands = {"seen": (BandCount("rare", 6, 33), BandCount("often", 12, 67)), "heard": (BandCount("rare", 9, 100),)}
    made = downloads(school("ab"), published([], bands))[LESSON_BANDS].decode()
    assert made == BANDS_HEAD + "a,one,seen,rare,6,33\na,one,seen,often,12,67\na,one,heard,rare,9,100\n"


def test_the_files_are_utf_8_without_a_mark_and_with_plain_line_ends() -> None:
    """A byte-order mark would become part of the first column's name for whoever reads this with a program."""
    for content in downloads(school(), published([item("self-start", 3.5)])).values():
        assert content.decode("utf-8").startswith("team,round,")
        assert content.endswith(b"\n")
        assert b"\r" not in content


def test_the_numbers_of_one_team_are_those_rows() -> None:
    """Teams and rounds come as they are declared, and within a round everything as the instrument lists it."""
    definitions, numbers = published_of(demonstration())
    whole = downloads(definitions, numbers)
    rows = [line.split(b",") for line in whole[INDICATORS].splitlines()[1:]]
    order = {team.id: at for at, team in enumerate(definitions.teams)}, list(definitions.round_by_id)
    places = [(order[0][team.decode()], order[1].index(round_.decode())) for team, round_, *_ in rows]
    assert places == sorted(places)
    for (team, round_), results in numbers.by_team_and_round.items():
        instrument = definitions.instrument_of(definitions.round_by_id[round_])
        listed = [
            tuple(cell.decode() for cell in row[2:5]) for row in rows if row[:2] == [team.encode(), round_.encode()]
        ]
        assert listed == [tuple(aspect) for aspect in instrument.aspects if aspect in results.indicators]
    for path, content in whole.items():
        head, *lines = content.splitlines(keepends=True)
        for team in definitions.team_by_id:
            alone = [line for line in lines if line.startswith(f"{team},".encode())]
            assert downloads(definitions, numbers, team)[path] == head + b"".join(alone)
