"""A scan: a row per topic with a mark for each role, each in a lane and a shape of its own."""

from teamspiegel.charts.finding import Said, of_comparison, subject
from teamspiegel.charts.house import ruler
from teamspiegel.charts.lanes import lanes, table
from teamspiegel.charts.means import side_by_side, voice
from teamspiegel.charts.style import Style, large, small
from teamspiegel.contracts.chart import Chart
from teamspiegel.contracts.scan import Scan, ScanResults
from teamspiegel.contracts.strand import Strand


def chart(strand: Strand[Scan, ScanResults], style: Style) -> Chart | None:
    """What every role says of each topic; None where nothing is said at all."""
    scan, found, scale = strand.instrument, strand.latest, ruler(strand.instrument.scale)
    names = {role.id: small(role.name) for role in scan.roles}
    rows = [
        Said(topic.name, {names[role]: one for role, one in found.means[topic.id].items()}) for topic in scan.topics
    ]
    if not any(row.told for row in rows):
        return None
    voices = {
        names[role.id]: voice(role.name, at, style)
        for at, role in enumerate(scan.roles)
        if any(names[role.id] in row.by for row in rows)
    }
    whole = [
        style.number(found.overall[one.id]) if one.id in found.overall else style.say("none") for one in scan.topics
    ]
    drawn, never = side_by_side(rows, voices, scale, style)
    columns = {style.say("told.n"): lambda one: str(one.n), style.say("told.mean"): style.mean}
    heads = {role: one.name for role, one in voices.items()}
    what = style.say("subject.scan")
    n = style.listed([style.say("subject.role", role=names[role.id], n=found.people[role.id]) for role in scan.roles])
    return Chart(
        large(of_comparison(rows, scale, "topics", style)),
        style.sentence(what, style.count("things.topics", len(rows)), style.listed([*heads.values()])),
        lanes(drawn, voices.values(), scale, style),
        table("topics", rows, heads, columns, style, {style.say("head.together"): whole}),
        subject(strand.round, what, style, n, never),
    )
