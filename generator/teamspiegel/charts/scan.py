"""A scan: a row per topic with a mark for each role, each in a lane and a shape of its own."""

from collections.abc import Mapping

from teamspiegel.charts.finding import Named, Said, of_comparison, of_means
from teamspiegel.charts.house import Row, Ruler, Series, ruler
from teamspiegel.charts.lanes import lanes, mark_of
from teamspiegel.charts.means import SHAPES
from teamspiegel.charts.strand import large, name, small, subtitle
from teamspiegel.charts.style import Style
from teamspiegel.charts.team import KeyedCharts
from teamspiegel.contracts.chart import Chart, DataTable
from teamspiegel.contracts.published import Published
from teamspiegel.contracts.scan import Scan, ScanResults, Topic
from teamspiegel.contracts.strand import Strand


def charts(strand: Strand[Scan, ScanResults], style: Style) -> KeyedCharts:
    """roles: what every role says of each topic; None where nothing is said at all."""
    scan, found = strand.instrument, strand.latest
    scale = ruler(scan.scale)
    roles = {
        role.id: role.name for role in scan.roles if any(role.id in found.means[topic.id] for topic in scan.topics)
    }
    rows = [(topic, _told(found, topic)) for topic in scan.topics]
    if not any(told for _, told in rows):
        yield "roles", None
        return
    # The shape and colour of a role follow from its place in the instrument, also where another one is not there.
    series = [
        Series(role.name, SHAPES[at % len(SHAPES)], style.series(at))
        for at, role in enumerate(scan.roles)
        if role.id in roles
    ]
    drawn = [
        Row(
            _label(topic, found, roles, style),
            [
                mark_of(one.name, told[id_], scale, one.colour, style)
                for id_, one in zip(roles, series, strict=True)
                if id_ in told
            ],
        )
        for topic, told in rows
    ]
    what = style.say("subject.scan")
    n = style.listed([style.say("subject.role", role=small(role.name), n=found.people[role.id]) for role in scan.roles])
    yield (
        "roles",
        Chart(
            name(strand, "roles"),
            _finding(rows, roles, scale, style),
            style.sentence(what, style.count("things.topics", len(rows)), style.listed([*roles.values()])),
            lanes(drawn, series, scale, style),
            _table(scan, found, roles, style),
            subtitle(strand, what, style, n),
        ),
    )


def _told(found: ScanResults, topic: Topic) -> dict[str, Published]:
    """What is told of a topic, by role."""
    return {role: one for role, one in found.means[topic.id].items() if one.told}


def _finding(
    rows: list[tuple[Topic, dict[str, Published]]], roles: Mapping[str, str], ruler: Ruler, style: Style
) -> str:
    """Where roles lie furthest apart; of one role alone what is highest and lowest."""
    heard = {role for _, told in rows for role in told}
    if len(heard) == 1:
        (role,) = heard
        return of_means([Named(topic.name, told[role]) for topic, told in rows if told], ruler, "topics", style)
    said = [Said(topic.name, {small(roles[role]): one for role, one in told.items()}) for topic, told in rows]
    return large(of_comparison(said, ruler, style))


def _label(topic: Topic, found: ScanResults, roles: Mapping[str, str], style: Style) -> str:
    """The topic, with the roles of which nothing may be told."""
    hidden = [small(roles[role]) for role, one in found.means[topic.id].items() if not one.told]
    return style.say("withheld_for", row=topic.name, names=style.listed(hidden)) if hidden else topic.name


def _table(scan: Scan, found: ScanResults, roles: Mapping[str, str], style: Style) -> DataTable:
    """A row per topic: what each role gives it, of how many, and all roles together."""
    none, lines = style.say("none"), []
    for topic in scan.topics:
        means = found.means[topic.id]
        cells = [
            cell
            for role in roles
            for cell in ((str(means[role].n), style.mean(means[role])) if role in means else (none, none))
        ]
        whole = style.number(found.overall[topic.id]) if topic.id in found.overall else none
        lines.append((topic.name, *cells, whole))
    columns = [style.say(f"told.{column}") for column in ("n", "mean")]
    heads = [style.say("head.voice", voice=role, column=column) for role in roles.values() for column in columns]
    return DataTable((style.say("thing.topics"), *heads, style.say("head.together")), tuple(lines))
