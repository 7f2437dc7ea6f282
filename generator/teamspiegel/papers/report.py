"""A team's report: where it stands, what its blocks and layers say, its learning questions and its plan."""

from collections.abc import Iterable, Iterator

from teamspiegel.contracts.definitions import Agreed, LearningQuestion
from teamspiegel.contracts.inquiry import Evaluation
from teamspiegel.contracts.insights import AxisPosition
from teamspiegel.contracts.instrument import Block, Layer
from teamspiegel.contracts.place import Aspect
from teamspiegel.contracts.report import TeamReport, TeamRound
from teamspiegel.pages.maker import BesidePages, Figures, TeamPages
from teamspiegel.pages.presenting import MERGED
from teamspiegel.pages.related import actions_of, findings_of, in_block, moved
from teamspiegel.papers.made import Drawn, drawn
from teamspiegel.papers.told import Tell, Told

MOST_STRENGTHS = 3
MOST_ASKED = 3
MOST_MOVED = 6
MOST_FLAGGED = 6

WITHIN_A_LAYER = 2
"""A drawing of a part of a layer has so many colons in its key: of what stands beside the mirror it is too much."""


def report_of(tell: Tell, pages: TeamPages) -> Told:
    """What stands in the report of a team, of the latest round that it has seen."""
    report = pages.report.told(tell.today)
    view = report.latest
    assert view is not None  # `on_paper` says that there is one
    figures = pages.drawings[view.round.id]
    return {
        **tell.cover(report),
        "round": {"label": view.round.label, "date": tell.day(view.round.date)},
        "responses": [tell.response(found) for found in view.results.responses.values()],
        "position": _position(tell, view, figures),
        **_stands_out(tell, view),
        "overview": _under(figures, "blocks"),
        "blocks": [_block(tell, view, figures, block) for block in view.instrument.blocks],
        "axes": [figure for axis in view.instrument.axes for figure in _under(figures, f"layers:{axis.id}")],
        "layers": [_layer(tell, view, figures, layer) for layer in view.instrument.layers],
        "moved": _moved(tell, view, figures),
        "besides": [found for one in pages.besides if (found := _beside(tell, pages.report, one))],
        "questions": [_question(tell, report, view, question) for question in report.questions],
        "plan": _plan(tell, report),
        "why": tell.why(view.results.indicators.values()),
    }


def _under(figures: Figures, prefix: str) -> list[Drawn]:
    """Every drawing of a key: layers of another scale than the first have one of their own behind it."""
    return [drawn(one) for key, one in figures.items() if key == prefix or key.startswith(f"{prefix}:")]


def _one(figures: Figures, *keys: str) -> list[Drawn]:
    """Those of these drawings that there are."""
    return [drawn(figures[key]) for key in keys if key in figures]


def _position(tell: Tell, view: TeamRound, figures: Figures) -> Told:
    found, quadrant, decimals = view.insights.position, view.instrument.quadrant, view.instrument.decimals
    axes = [view.results.get(Aspect("axis", "axis", axis)) for axis in (quadrant.x, quadrant.y)] if quadrant else []

    def axis(one: AxisPosition) -> Told:
        return {
            "name": one.axis.name,
            "value": tell.value(one.indicator, decimals),
            "corrected": tell.number(one.low, decimals) if one.is_corrected else None,
            "sure": one.side is not None,
        }

    return {
        "has_quadrant": quadrant is not None,
        "measured": bool(axes) and all(axes),
        "drawings": _one(figures, "quadrant"),
        "exact": found.exact if found else None,
        "cultures": [{"name": one.name, "text": one.description} for one in found.cultures] if found else [],
        "axes": [axis(one) for one in (found.y, found.x)] if found else [],
    }


def _stands_out(tell: Tell, view: TeamRound) -> Told:
    """Strengths first, and then what asks for a conversation."""
    insights, decimals = view.insights, view.instrument.decimals
    return {
        "strengths": tell.findings(insights.strengths[:MOST_STRENGTHS], decimals),
        "asking": tell.findings(insights.to_discuss(MOST_ASKED), decimals),
        "shown": bool(insights.lowest_first),
    }


def _block(tell: Tell, view: TeamRound, figures: Figures, block: Block) -> Told:
    insights, decimals = view.insights, view.instrument.decimals
    return {
        "name": block.name,
        "text": block.description,
        "drawings": _under(figures, f"block:{block.id}"),
        "asking": tell.findings(in_block(view, block.id, insights.flagged)[:MOST_FLAGGED], decimals),
    }


def _layer(tell: Tell, view: TeamRound, figures: Figures, layer: Layer) -> Told:
    decimals = view.instrument.decimals
    total = view.results.get(Aspect(layer.id, "layer", layer.id))
    found = {item.id: view.results.get(Aspect(layer.id, "item", item.id)) for item in layer.items}
    response = view.results.responses.get(layer.source)
    keys = (f"means:{layer.id}:blocks", f"means:{layer.id}", f"distribution:{layer.id}")
    return {
        "name": layer.name,
        "text": layer.description,
        "form": view.instrument.form_of(layer),
        "asked": response is not None,
        "mean": tell.value(total, decimals) if total and total.told else None,
        "in_bands": _one(figures, f"bands:{layer.id}"),
        "bands": [{"name": band.name, "text": band.description} for band in layer.bands],
        "drawings": _one(figures, *keys),
        "about_a_person": layer.about == "person",
        "for_spread": tell.definitions.settings.gate.for_spread,
        "items": [
            {
                "short": item.short,
                "text": item.text,
                "reversed": item.reversed,
                "value": tell.value(found[item.id], decimals) if found[item.id] else None,
            }
            for item in layer.items
        ],
    }


def _moved(tell: Tell, view: TeamRound, figures: Figures) -> Told | None:
    """What moved since the team's first round; None for its first."""
    if not view.earlier:
        return None
    found, decimals = moved(view), view.instrument.decimals

    def rows(direction: str) -> Told:
        listed = found[direction]
        return {
            "rows": [
                {"then": tell.value(then.indicator, decimals)["text"], **tell.finding(now, decimals)}
                for then, now, _ in listed[:MOST_MOVED]
            ],
            "more": max(len(listed) - MOST_MOVED, 0),
        }

    unclear = len(found["none"])
    return {
        "since": view.earlier[0].round.label,
        "drawings": _one(figures, "change:axes"),
        "higher": rows("higher"),
        "lower": rows("lower"),
        "none": tell.wording.count("words.items", unclear) if unclear else None,
    }


def _beside(tell: Tell, report: TeamReport, one: BesidePages) -> Told | None:
    """What another instrument gave; None without a drawing of it, or while its round is still to be seen."""
    awaited, figures = report.awaited(tell.today), one.drawings[one.round.id]
    keys = [key for key in figures if not key.startswith((MERGED, "change:")) and key.count(":") < WITHIN_A_LAYER]
    if not keys or (awaited and awaited.round == one.round.id):
        return None
    return {
        "name": one.instrument.name,
        "text": one.instrument.description,
        "unit": one.unit.name if one.unit.level != "team" else None,
        "date": tell.day(one.round.date),
        "drawings": _one(figures, *keys),
    }


def _question(tell: Tell, report: TeamReport, view: TeamRound, question: LearningQuestion) -> Told:
    """What a team wants to find out, the numbers under it, and when it looks back."""
    links = [found for id_ in question.links for found in findings_of(view, id_)]
    looks_back = sorted(evaluations(question), key=lambda one: one.date)
    return {
        "question": question.question,
        "why": question.why,
        "step": tell.step(question),
        "goals": question.goals,
        "targets": tell.targets(report.progress.get(question.id, ())),
        "links": tell.findings(links, view.instrument.decimals),
        "open": sum(action.status != "klaar" for action in question.actions),
        "looks_back": [{"date": tell.day(one.date), "how": one.how} for one in looks_back],
        "recommendations": [tell.definitions.guidance_by_id[id_].front.title for id_ in question.recommendations],
    }


def evaluations(question: LearningQuestion) -> Iterator[Evaluation]:
    """When and how a team looks back on a question."""
    for one in question.evaluation:
        assert isinstance(one, Evaluation)  # one is read as a list of one
        yield one


def _plan(tell: Tell, report: TeamReport) -> Told:
    """All that was agreed, by role and then by date, each with where; and what is done."""
    agreed = actions_of(report.questions, report.sessions)

    def rows(listed: Iterable[Agreed]) -> list[Told]:
        return [{**tell.action(one.action), "from": _source(report, one)} for one in listed]

    return {"to_do": rows(agreed.to_do), "done": rows(agreed.done)}


def _source(report: TeamReport, agreed: Agreed) -> Told:
    """Where something was agreed: a learning question, by its number in the report, or a meeting."""
    numbers = {question.id: number for number, question in enumerate(report.questions, 1)}
    number = numbers[agreed.source.id] if isinstance(agreed.source, LearningQuestion) else None
    return {"title": agreed.title, "question": number}
