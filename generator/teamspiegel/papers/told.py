"""What papers share: numbers, answers, actions and targets in the words in which a reader has them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from teamspiegel.contracts.definitions import Definitions, LearningQuestion, Session
from teamspiegel.contracts.inquiry import Action
from teamspiegel.contracts.insights import Finding
from teamspiegel.contracts.numbers import dutch, share, signed
from teamspiegel.contracts.published import Published, Response
from teamspiegel.contracts.report import Change, Progress, TeamReport
from teamspiegel.contracts.theme import Wording
from teamspiegel.pages.withheld import reasons

Told = dict[str, Any]


@dataclass(frozen=True)
class Tell:
    """Tells what stands on papers, in a wording and as it is on a day."""

    definitions: Definitions
    wording: Wording
    today: date

    def cover(self, report: TeamReport) -> Told:
        """What every paper of a team says of whose it is and of when."""
        settings = self.definitions.settings
        return {
            "school": settings.school,
            "notice": settings.notice,
            "team": report.team.name,
            "today": self.day(self.today),
            "made": [self.today.year, self.today.month, self.today.day],
        }

    def day(self, day: date | None) -> str | None:
        """A day as people write it."""
        return self.wording.day(day) if day else None

    def number(self, value: float, decimals: int) -> str:
        """A number as people write it."""
        return dutch(value, decimals)

    # ----- numbers -------------------------------------------------------------------------------------

    def value(self, indicator: Published | None, decimals: int) -> Told:
        """A mean, or where it lies, or why it is not there; with the words of its flags."""
        flags = [flag for flag in ("low", "spread") if indicator and getattr(indicator, flag)]
        told = indicator is not None and indicator.told
        return {
            "told": told,
            "text": self._mean(indicator, decimals) if indicator and told else self._withheld(indicator),
            "flags": [{"flag": flag, "word": self.wording.say(f"words.flags.{flag}")} for flag in flags],
        }

    def _mean(self, indicator: Published, decimals: int) -> str:
        if indicator.mean is not None:
            return dutch(indicator.mean, decimals)
        ends = {"at_least": indicator.at_least, "at_most": indicator.at_most}
        known = {name: dutch(end, decimals) for name, end in ends.items() if end is not None}
        return self.wording.say(f"words.bound.{'between' if len(known) > 1 else next(iter(known))}", **known)

    def _withheld(self, indicator: Published | None) -> str:
        return self.wording.say(f"words.withheld.{indicator.withheld if indicator else 'small'}")

    def finding(self, found: Finding, decimals: int) -> Told:
        """A result under the names that a reader knows it by."""
        return {"name": found.name, "layer": found.layer, "value": self.value(found.indicator, decimals)}

    def findings(self, found: Iterable[Finding], decimals: int) -> list[Told]:
        """Results under the names that a reader knows them by."""
        return [self.finding(one, decimals) for one in found]

    def response(self, found: Response) -> Told:
        """Who took part, of how many."""
        survey = found.form == "survey"
        return {
            "form": found.form,
            "n": str(found.n) if survey else self.wording.count("words.lessons", found.n),
            "people": found.people,
            "members": self.wording.count("words.respondents", found.members),
            "percent": share(found.n if survey else found.people, found.members),
            "few": 2 * found.people < found.members,
        }

    def why(self, indicators: Iterable[Published | None]) -> list[str]:
        """Why numbers are not there: a sentence for each reason among these."""
        gate = self.definitions.settings.gate
        values = {"mean": gate.mean, "spread": gate.for_spread}
        return [self.wording.say(f"withheld.reason.{reason}", **values) for reason in reasons(indicators)]

    def change(self, change: Change | None, decimals: int) -> Told | None:
        """How an indicator moved, in a word with the numbers that it comes from."""
        if change is None or change.direction is None or change.difference is None:
            return None
        word = self.wording.say(f"words.change.{change.direction}")
        band = None if change.band is None else dutch(change.band, decimals)
        return {"word": word, "difference": signed(change.difference, decimals), "band": band}

    # ----- plans ---------------------------------------------------------------------------------------

    def action(self, action: Action) -> Told:
        """What was agreed: who by role, what, from when until when, and how far it is."""
        start, due = action.start, action.due
        same = start is not None and due is not None and start.year == due.year
        return {
            "what": action.what,
            "role": action.role,
            "start": self.wording.day(start, year=not same) if start else None,
            "due": self.day(due),
            "status": action.status,
            "word": self.wording.say(f"words.status.{action.status}"),
            "overdue": self.wording.say("words.overdue") if action.overdue(self.today) else None,
        }

    def actions(self, actions: Iterable[Action]) -> list[Told]:
        """What was agreed, one after the other."""
        return [self.action(action) for action in actions]

    def target(self, found: Progress) -> Told:
        """Where a target is."""
        by = self.definitions.round_by_id[found.target.by]
        decimals = self.definitions.instrument_of(by).decimals
        return {
            "name": found.name,
            "layer": found.layer.name if found.layer else None,
            "then": self.value(found.then, decimals) if found.then and found.then.told else None,
            "now": self.value(found.now, decimals) if found.now and found.now.told else None,
            "measured": found.measured.label if found.measured else None,
            "change": self.change(found.change, decimals) if found.now and found.now.told else None,
            "at_least": dutch(float(found.target.at_least), decimals),
            "by": by.label,
            "status": found.status,
            "word": self.wording.say(f"words.progress.{found.status}"),
        }

    def targets(self, found: Sequence[Progress]) -> list[Told]:
        """Where the targets of a question are."""
        return [self.target(one) for one in found]

    def step(self, question: LearningQuestion) -> str:
        """The step of the research cycle that a question is in."""
        return self.wording.say(f"words.step.{question.step}")

    def session_kind(self, session: Session) -> str:
        """What kind of meeting it is."""
        return self.wording.say(f"words.session.{session.kind}")
