"""From files to published numbers: read, check, count, measure, gate. Pure, and without anything that draws."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from teamspiegel.changes import State
from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.measured import Answers
from teamspiegel.contracts.problem import InputProblems
from teamspiegel.contracts.published import Publication
from teamspiegel.gate.alpha import reliabilities
from teamspiegel.gate.others import gate_others
from teamspiegel.gate.team import gate
from teamspiegel.indicators.alpha import alphas
from teamspiegel.indicators.count import count
from teamspiegel.indicators.measure import measure
from teamspiegel.indicators.others import measure_others
from teamspiegel.moves import moves
from teamspiegel.reading.mentions import mentions
from teamspiegel.reading.read import read_as_far_as_possible, read_school
from teamspiegel.reading.text import Tree
from teamspiegel.reports import reports_of
from teamspiegel.scope import School, shown_of
from teamspiegel.situation import Situation, situation, stopped

Told = Callable[[str], None]
"""Called with what begins now."""


def quietly(what: str) -> None:
    """Tells nobody."""


def school_of(tree: Tree, teams: Collection[str] = (), told: Told = quietly) -> School:
    """A school of which a site shows these teams, or all. Raises InputProblems with every problem; UnknownTeams."""
    told("Reading")
    definitions, answers = read_school(tree)
    shown = shown_of(definitions, teams)
    if teams and (problems := list(mentions(tree, definitions, shown))):
        raise InputProblems(problems)
    lines = {
        instrument.id: (definitions.of_one(instrument), Answers(answers.beside[instrument.id]))
        for instrument, _ in definitions.besides
        if isinstance(instrument, Instrument)
    }
    told("Counting")
    published = _published(definitions, answers)
    surveys = {id_: _published(*line) for id_, line in lines.items()}
    every = [(definitions, answers, published), *((*line, surveys[id_]) for id_, line in lines.items())]
    reliable = {of: one for found, given, told in every for of, one in alphas(found, given.frame, told).items()}
    gated = gate_others(measure_others(definitions, answers), definitions.settings.gate)
    strands = tuple(replace(strand, moves=moves(strand)) for strand in gated)
    return School(definitions, published, shown, surveys, strands, reliabilities(reliable))


def _published(definitions: Definitions, answers: Answers) -> Publication:
    return gate(definitions, measure(definitions, count(definitions, answers)))


def published_of(tree: Tree, told: Told = quietly) -> tuple[Definitions, Publication]:
    """The definitions and published numbers of a school. Raises InputProblems."""
    school = school_of(tree, told=told)
    return school.definitions, school.published


def state_of(tree: Tree) -> State:
    """What a maintainer reads of a school: its published numbers and where its targets are. Raises InputProblems."""
    definitions, published = published_of(tree)
    return State(definitions, reports_of(definitions, published))


def situation_of(tree: Tree, today: date) -> Situation:
    """How a school stands on a day, whatever is wrong in its files."""
    try:
        return situation(tree, *published_of(tree), today)
    except InputProblems as error:
        return stopped(tree, error.problems, *read_as_far_as_possible(tree), today)
