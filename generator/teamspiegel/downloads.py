"""Downloads: the published numbers as files that others calculate with."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.published import Publication, Published, Results

INDICATORS = "downloads/indicatoren.csv"
LESSON_BANDS = "downloads/lesbanden.csv"

INDICATOR_COLUMNS = (
    *("team", "round", "source", "level", "id"),
    *("n", "mean", "at_least", "at_most", "sd", "low", "spread", "suppressed"),
)
BAND_COLUMNS = ("team", "round", "source", "band", "lessons", "percent")


def downloads(
    definitions: Definitions,
    publication: Publication,
    team: str | None = None,
    beside: Sequence[tuple[Definitions, Publication]] = (),
) -> dict[str, bytes]:
    """Each download by its path: UTF-8, commas, decimal points, values rounded as published, withheld cells empty.

    Of all teams, or of one. By team and round as they are declared, then as the instrument has it; then the surveys
    `beside` the mirror. There are no lesson bands where no instrument has any.
    """
    chosen = [results for results in publication.results if team in (None, results.team)]
    every = [(definitions, publication), *beside]
    of_all = [(of, one) for of, found in every for one in found.results if team in (None, one.team)]
    indicators = _csv(INDICATOR_COLUMNS, (row for of, results in of_all for row in _indicators(of, results)))
    layers = (layer for round_ in definitions.rounds for layer in definitions.instrument_of(round_).layers)
    if not any(layer.bands for layer in layers):
        return {INDICATORS: indicators}
    return {INDICATORS: indicators, LESSON_BANDS: _csv(BAND_COLUMNS, (row for one in chosen for row in _bands(one)))}


def _indicators(definitions: Definitions, results: Results) -> Iterator[Sequence[object]]:
    decimals = definitions.instrument_of(definitions.round_by_id[results.round]).decimals
    for found in results.indicators.values():
        yield (
            *(results.team, results.round, found.place.source, found.place.kind, found.place.id),
            *(found.n, *_means(found, decimals), _number(found.sd, decimals)),
            *(_flag(found.low), _flag(found.spread), found.withheld or ""),
        )


def _means(found: Published, decimals: int) -> Iterator[str]:
    return (_number(value, decimals) for value in (found.mean, found.at_least, found.at_most))


def _bands(results: Results) -> Iterator[Sequence[object]]:
    for layer, bands in results.bands.items():
        for band in bands:
            yield (results.team, results.round, layer, band.band, band.lessons, band.percent)


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{value:.{decimals}f}"


def _flag(flag: bool | None) -> str:
    return "" if flag is None else str(flag).lower()


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
