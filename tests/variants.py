"""The small school, with one of the things that a school may do without left out, or something unusual in it."""

from collections.abc import Callable
from typing import Any

import yaml

from tests.schools import Files, change, demonstration, small, without

GUIDANCE = "content/guidance/"

KOMPAS = "content/instruments/kompas.yml"
QUESTIONS = "content/learning-questions/blauw.yml"
SESSION = "content/sessions/2026-03-31-blauw.yml"
H1 = f"{GUIDANCE}aanbevelingen/h1.md"
SETTINGS = "content/settings.yml"
TEAMS = "content/teams.yml"
ROUNDS = "content/rounds.yml"


def edited(tree: Files, path: str, edit: Callable[[Any], Any]) -> Files:
    """The tree with one YAML file edited; the edit changes what the file says, or returns something else."""
    value = yaml.load(tree[path], yaml.CSafeLoader)  # as the product reads it
    found = edit(value)
    return {**tree, path: yaml.safe_dump(value if found is None else found, allow_unicode=True).encode()}


def dropped(key: str) -> Callable[[Any], None]:
    """An edit that takes a key out; out of the first entry of a list."""

    def edit(value: Any) -> None:
        del (value[0] if isinstance(value, list) else value)[key]

    return edit


def without_guidance() -> Files:
    library = [path for path in small() if path.startswith(GUIDANCE)]
    tree = edited(without(small(), *library), KOMPAS, _no_recommendations)
    return edited(tree, QUESTIONS, dropped("recommendations"))


def with_recommendations_only() -> Files:
    """A library without a cycle, a glossary, work forms or anything that is tied to an element or a layer."""
    others = [path for path in small() if path.startswith(GUIDANCE) and path.count("/") == 2]
    return without(small(), *(path for path in others if not path.endswith("/index.md")))


def _no_recommendations(instrument: Any) -> None:
    for layer in instrument["layers"]:
        for item in layer["items"]:
            item.pop("recommendations", None)


def without_quadrant() -> Files:
    tree = edited(small(), SESSION, dropped("predictions"))
    return edited(tree, KOMPAS, dropped("quadrant"))


def without_axes() -> Files:
    tree = edited(without_quadrant(), KOMPAS, dropped("axes"))
    return edited(tree, QUESTIONS, lambda questions: questions[0]["links"].remove("willen"))


def _no_ties_to_elements(tree: Files) -> Files:
    """An instrument without elements needs guidance that names none."""
    path = f"{GUIDANCE}lezen.md"
    return change(change(tree, path, "elements: [beurten]\n", ""), path, ", elements: [begin]", "")


def without_blocks() -> Files:
    def edit(instrument: Any) -> None:
        del instrument["blocks"], instrument["elements"]
        for layer in instrument["layers"]:
            layer["mean_of"] = "items"
            for item in layer["items"]:
                item.pop("element", None)

    tree = edited(_no_ties_to_elements(small()), KOMPAS, edit)
    return edited(tree, QUESTIONS, lambda questions: questions[0]["links"].remove("rust"))


def without_elements() -> Files:
    """Items that name their block themselves."""

    def edit(instrument: Any) -> None:
        blocks = {element["id"]: element["block"] for element in instrument.pop("elements")}
        for layer in instrument["layers"]:
            for item in layer["items"]:
                if element := item.pop("element", None):
                    item["block"] = blocks[element]

    return edited(_no_ties_to_elements(small()), KOMPAS, edit)


def without_sessions() -> Files:
    return without(small(), SESSION)


def without_questions() -> Files:
    return edited(without(small(), QUESTIONS), SESSION, dropped("learning_questions"))


def without_notice() -> Files:
    return edited(small(), SETTINGS, dropped("notice"))


def without_settings() -> Files:
    return without(small(), SETTINGS)


def with_only_a_survey_last() -> Files:
    """The latest round of a team has no lesson observations."""
    head = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\n"
    rows = "".join(f"r{number},4,3,2,{number % 5 + 1}\n" for number in range(8))
    return {**small(), "data/enquete/blauw/survey.csv": (head + rows).encode()}


def with_only_observations_last() -> Files:
    """The latest round of a team has no survey."""
    head = "lesson,teacher,les-begin,les-beurten\n"
    rows = "".join(f"l{number},t{number},{number % 5 + 1},3\n" for number in range(8))
    return {**small(), "data/lesbezoek/blauw/observations.csv": (head + rows).encode()}


def with_another_instrument_last() -> Files:
    """The latest round of a team used another instrument than the round of its session and learning question."""
    rows = "".join(f"r{number},{number % 5 + 1}\n" for number in range(8))
    return {**small(), "data/pols/blauw/survey.csv": f"respondent,energie-nu\n{rows}".encode()}


def with_layers_of_other_scales() -> Files:
    """Each layer has a scale of its own, so that hardly anything can stand in one chart."""

    def edit(instrument: Any) -> None:
        instrument["layers"][0] |= {"scale": {"min": 1, "max": 7}, "thresholds": {"bridge_axis": 4.0, "spread": 1.2}}
        instrument["layers"][2]["scale"] = {"min": 0, "max": 6, "step": 0.5}

    return edited(small(), KOMPAS, edit)


def with_many_answers() -> Files:
    """Enough people for everything to be shown."""
    head = "respondent,zelf-begin,zelf-beurten,samen-afspraken,samen-roddel\n"
    rows = "".join(f"r{n},{n % 5 + 1},{n % 4 + 1},{n % 3 + 2},{n % 2 + 1}\n" for n in range(12))
    seen = "lesson,teacher,les-begin,les-beurten\n"
    lessons = "".join(f"l{n},t{n},{n % 9 / 2 + 1},{n % 7 / 2 + 1.5}\n" for n in range(14))
    tree = edited(small(), TEAMS, lambda teams: teams[0].update(members=16))
    return {
        **tree,
        "data/start/blauw/survey.csv": (head + rows).encode(),
        "data/start/blauw/observations.csv": (seen + lessons).encode(),
    }


def twice_as_many() -> Files:
    """Everybody in team Blauw twice: the same means of enough people for the rest to be shown as well."""
    tree = edited(small(), TEAMS, lambda teams: teams[0].update(members=16))
    for name in ("survey.csv", "observations.csv"):
        head, *rows = tree[f"data/start/blauw/{name}"].decode().splitlines()
        again = [",".join(_other(row.split(","), name)) for row in rows]
        tree[f"data/start/blauw/{name}"] = "".join(f"{line}\n" for line in (head, *rows, *again)).encode()
    return tree


def _other(cells: list[str], name: str) -> list[str]:
    """The same answers of somebody else."""
    codes = 1 if name == "survey.csv" else 2
    return [*(f"{code}b" for code in cells[:codes]), *cells[codes:]]


def with_a_correction() -> Files:
    """An axis whose spread moves the team, with two decimals."""
    return edited(with_many_answers(), KOMPAS, lambda found: found.update(spread_correction=0.5, decimals=2))


VARIANTS: dict[str, Callable[[], Files]] = {
    "demonstration": demonstration,
    "small": small,
    **{
        make.__name__.replace("_", " "): make
        for make in (
            without_guidance,
            with_recommendations_only,
            without_quadrant,
            without_axes,
            without_blocks,
            without_elements,
            without_sessions,
            without_questions,
            without_notice,
            without_settings,
            with_only_a_survey_last,
            with_only_observations_last,
            with_another_instrument_last,
            with_layers_of_other_scales,
            with_many_answers,
            twice_as_many,
            with_a_correction,
        )
    },
}
