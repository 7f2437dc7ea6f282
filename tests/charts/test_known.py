"""A template is made once for what it is asked for with, in one process or the next."""

from typing import Any

import pytest
from teamspiegel.charts import known
from teamspiegel.charts.house import Ruler
from teamspiegel.contracts.known import Known


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a template was made for."""
    monkeypatch.setattr(known, "TEMPLATES", Known())
    return []


def asks(made: list[Any], *asked: tuple[Any, ...]) -> list[dict[str, Any]]:
    """What a process gets that asks for these."""

    def make(*arguments: Any) -> dict[str, Any]:
        made.append(arguments)
        return {"of": repr(arguments)}

    template = known.known(make)
    return [template(*arguments) for arguments in asked]


def test_a_template_is_made_once_for_each_that_is_asked_for(made: list[Any]) -> None:
    ruler = Ruler(1, 5, 3.0)
    asked = [(ruler, "a"), (ruler, "b"), (ruler._replace(high=4), "a"), (ruler._replace(bridge=3.5), "a")]
    assert asks(made, *asked, *asked) == [{"of": repr(one)} for one in (*asked, *asked)]
    assert made == asked


def test_the_next_process_makes_only_what_is_new(made: list[Any]) -> None:
    asks(made, (1,), (2,))
    assert known.TEMPLATES.has_more
    learnt = dict(known.TEMPLATES.asked)
    known.TEMPLATES.__init__(learnt)  # type: ignore[misc]
    made.clear()
    assert asks(made, (1,)) == [{"of": "(1,)"}]
    assert (made, known.TEMPLATES.has_more, list(known.TEMPLATES.asked)) == ([], False, list(learnt)[:1])
    asks(made, (3,))
    assert (made, known.TEMPLATES.has_more) == ([(3,)], True)
