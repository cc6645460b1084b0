"""A kept line of the certification list, and what a page says beside it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    cast,
    exists,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from assessments.counting import DAYS_TO_DECIDE, Condition
from course.models import Assessment, Certificate, Cohort, Decision, Panel, Standing
from course.terms import CertificationState

STATES: Mapping[str, CertificationState] = {state.value: state for state in CertificationState}
NOTHING = "[]"
"""The JSON of no conditions at all."""


class StandingRow(NamedTuple):
    """A kept line as lists tell it: a raw tuple, cheap enough for a million of them."""

    enrolment_id: int
    name: str
    cohort: str
    city: str
    state: CertificationState
    met: int
    asked: int
    started_on: date | None
    ended_on: date | None
    number: str | None  # of the certificate that stands
    issued_on: date | None
    why_not: str  # of who is certified, as JSON: `conditions_kept` reads it


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A kept line with what a page says beside it."""

    row: StandingRow
    certificate_id: int | None
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


def conditions_kept(kept: str) -> tuple[Condition, ...]:
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
        for one in json.loads(kept)
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
            Standing.certificate_id,
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
    """What a raw row holds, in the order of StandingRow; `cohort` stands for the title.

    Columns of the table, not of the model, and text where a type would make something of each.
    """
    table = Standing.__table__
    for name in StandingRow._fields:
        match name:
            case "cohort":
                yield cohort.label(name)
            case "state":
                yield type_coerce(table.c.state, String).label(name)
            case "why_not":
                yield cast(table.c.why_not, String).label(name)
            case _:
                yield table.c[name]


def line_of(row: Row[Any]) -> StandingLine:
    kept = len(StandingRow._fields)
    certificate_id, revoked, follows, waiting_id, waiting_by_id, assessed = row[kept:]
    told = StandingRow._make(row[:kept])
    return StandingLine(
        told._replace(state=STATES[told.state]),
        certificate_id,
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
