"""What a programme promised its funder, indicator by indicator."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.audit import note, take_turn
from course.models import IndicatorTarget, Person, Programme
from course.models.base import Json
from course.terms import Act, Indicator

NUMBERS = ("target", "base", "target_women", "target_men")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One indicator as the application for funds has it, in its words and so in its language.

    None for women or men: the target was not promised apart.
    """

    target: int
    unit: str
    source_of_measurement: str
    base: int = 0
    target_women: int | None = None
    target_men: int | None = None
    definition: str = ""
    moment_of_measurement: str = ""

    @property
    def adds_up(self) -> bool:
        """Whether women and men, where both are promised, are the target."""
        if self.target_women is None or self.target_men is None:
            return max(self.target_women or 0, self.target_men or 0) <= self.target
        return self.target_women + self.target_men == self.target


def promise_indicator(
    session: Session,
    programme: Programme,
    indicator: Indicator,
    promised: Promise,
    *,
    by: Person | None,
    at: datetime,
) -> IndicatorTarget:
    """Record what the funder was promised; a promise made anew replaces the one before.

    Figures that were frozen keep the promise of their day. The trail tells the numbers, those of
    before too, and which texts changed.
    """
    take_turn(session)
    promise = session.scalar(
        select(IndicatorTarget)
        .where(IndicatorTarget.programme_id == programme.id, IndicatorTarget.indicator == indicator)
        .execution_options(populate_existing=True)
    ) or IndicatorTarget(programme_id=programme.id, indicator=indicator)
    said = asdict(promised)
    before = {name: getattr(promise, name) for name in said}
    known = promise.id is not None
    for name, value in said.items():
        setattr(promise, name, value)
    session.add(promise)
    facts: Json = {"indicator": indicator.value, **{name: said[name] for name in NUMBERS}}
    if known:
        facts["before"] = {name: before[name] for name in NUMBERS}
        facts["changed"] = [name for name in said if said[name] != before[name]]
    note(session, Act.INDICATOR_PROMISED, by=by, subject=promise, at=at, facts=facts)
    return promise
