"""A kept line of the certification list, and what a page says beside it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Row,
    Select,
    String,
    TypeDecorator,
    and_,
    exists,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from assessments.counting import DAYS_TO_DECIDE, Condition
from course.models import Assessment, Certificate, Cohort, Decision, Panel, Standing
from course.models.base import Json
from course.terms import CertificationState, Sex


class Kept(TypeDecorator[list[Json]]):
    """A list of JSON that is nearly always empty, and then is not parsed."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | list[Json] | None, _dialect: Dialect) -> list[Json]:
        """What one driver parsed already, another left as text."""
        if value is None or value == "[]":
            return []
        kept: list[Json] = json.loads(value) if isinstance(value, str) else value
        return kept


class StandingRow(NamedTuple):
    """A kept line as it lies there: a raw tuple, cheap enough for a million of them."""

    enrolment_id: int
    person_id: int
    name: str
    cohort_id: int
    cohort: str
    city: str
    sex: Sex | None
    state: CertificationState
    met: int
    asked: int
    started_on: date | None
    ended_on: date | None
    record_complete: bool
    certificate_id: int | None
    number: str | None
    issued_on: date | None
    why_not: Sequence[Json]  # of who is certified; `conditions_kept` reads it


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A kept line with what a page says beside it."""

    row: StandingRow
    revoked: bool  # the certificate that stands there
    follows: str | None  # the number of the certificate before it
    waiting_decision_id: int | None
    waiting_decision_by_id: int | None
    assessed: bool  # by a validator or a panel, whatever they said

    @property
    def why_not(self) -> Sequence[Condition]:
        """The conditions of counting that fail, of who is certified."""
        return conditions_kept(self.row.why_not)

    @property
    def last_day(self) -> date | None:
        """The last day on which a decision makes this person count."""
        ended_on = self.row.ended_on
        return None if ended_on is None else ended_on + timedelta(days=DAYS_TO_DECIDE)

    def days_left(self, day: date) -> int | None:
        """Days from a day until then, itself not counted; negative when it is over."""
        return None if self.last_day is None else (self.last_day - day).days


def conditions_kept(kept: Sequence[Json]) -> tuple[Condition, ...]:
    """What is kept of conditions that fail, as conditions again: days are days, names a list."""
    return tuple(
        Condition(
            one["code"],
            met=False,
            facts={
                name: date.fromisoformat(fact) if isinstance(fact, str) else fact
                for name, fact in one["facts"].items()
            },
        )
        for one in kept
    )


def shown_lines() -> Select[Any]:
    """Lines with what stands beside them on a page."""
    earlier = aliased(Certificate)
    waiting = and_(
        Decision.enrolment_id == Standing.enrolment_id,
        Decision.decided_at.is_(None),
        Decision.withdrawn_at.is_(None),
    )
    return (
        select(
            *columns(Cohort.title),
            Certificate.revoked_at.is_not(None).label("revoked"),
            earlier.number.label("follows"),
            Decision.id.label("waiting_decision_id"),
            Decision.proposed_by_id.label("waiting_decision_by_id"),
            is_assessed().label("assessed"),
        )
        .join(Cohort, Cohort.id == Standing.cohort_id)
        .outerjoin(Certificate, Certificate.id == Standing.certificate_id)
        .outerjoin(earlier, earlier.id == Certificate.supersedes_id)
        .outerjoin(Decision, waiting)
    )


def columns(cohort: Any) -> Iterator[Any]:  # noqa: ANN401 -- a column of any table
    """What a raw row holds, in its order; `cohort` is the column that stands for the title.

    Columns of the table, not of the model: nothing has to be made of them.
    """
    table = Standing.__table__
    for name in StandingRow._fields:
        match name:
            case "cohort":
                yield cohort.label(name)
            case "why_not":
                yield type_coerce(table.c.why_not, Kept).label(name)
            case _:
                yield table.c[name]


def line_of(row: Row[Any]) -> StandingLine:
    kept = len(StandingRow._fields)
    revoked, follows, waiting_id, waiting_by_id, assessed = row[kept:]
    return StandingLine(
        StandingRow._make(row[:kept]),
        bool(revoked),
        follows,
        waiting_id,
        waiting_by_id,
        bool(assessed),
    )


def is_assessed() -> ColumnElement[bool]:
    judged = select(Assessment.id).where(Assessment.enrolment_id == Standing.enrolment_id)
    sat = select(Panel.id).where(
        Panel.enrolment_id == Standing.enrolment_id, Panel.recorded_at.is_not(None)
    )
    return or_(exists(judged), exists(sat))
