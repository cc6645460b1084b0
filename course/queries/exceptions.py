"""Exceptions: what may be entered for somebody, what waits, and what stands in their record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload

from assessments.exceptions import ASSIGNMENT, PAPER_AMOUNTS, WORKSHOP, Adjustment, replaceable
from assessments.requirements import Rule, Workshops
from course.errors import NotFound
from course.models import Cohort, Enrolment, Meeting, Person, RecordException
from course.queries.places import place_where
from course.queries.rules import rule_by_digest
from course.terms import EnrolmentState, ExceptionKind, ExceptionState, MeetingKind
from course.visibility import (
    enrolments_excepted_by,
    exceptions_decidable_by,
    exceptions_withdrawable_by,
)

COUNTS = frozenset({ExceptionState.WAITING, ExceptionState.APPROVED})
IN_MINUTES = frozenset({"field_minutes"})


@dataclass(frozen=True, slots=True)
class Askable:
    """What may be entered for one place, by kind; workshops with their length, where known."""

    assignments: Mapping[str, int]
    workshops: Mapping[str, int | None]

    def of(self, kind: ExceptionKind) -> Collection[str]:
        """What an exception of a kind may be about, in order."""
        match kind:
            case ExceptionKind.PRIOR_LEARNING:
                return [f"{ASSIGNMENT}{slug}" for slug in self.assignments]
            case ExceptionKind.ADJUSTMENT:
                return [one.value for one in Adjustment]
            case ExceptionKind.PAPER_RECORD:
                return [*(f"{WORKSHOP}{code}" for code in self.workshops), *PAPER_AMOUNTS]

    def limit(self, requirement: str) -> int:
        """For how many assignments prior learning may stand, where this is one of them."""
        return self.assignments[requirement.removeprefix(ASSIGNMENT)]

    def length(self, requirement: str) -> int | None:
        """Minutes of the workshop, where the service knows it."""
        return self.workshops.get(requirement.removeprefix(WORKSHOP))


def is_in_minutes(requirement: str) -> bool:
    """Whether its amount is a length of time; other amounts say how many."""
    return requirement in IN_MINUTES or requirement.startswith(WORKSHOP)


def place_to_except(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """A place about which the person may enter exceptions. Raises NotFound.

    Its person, cohort and programme come with it.
    """
    return place_where(
        session,
        enrolment_id,
        Enrolment.state.in_((EnrolmentState.ADMITTED, EnrolmentState.ENDED)),
        enrolments_excepted_by(person),
    )


def may_except(session: Session, person: Person, enrolment_id: int) -> bool:
    """Whether the person may enter exceptions about a place."""
    entered = exists().where(Enrolment.id == enrolment_id, enrolments_excepted_by(person))
    return bool(session.scalar(select(entered)))


def askable_for(session: Session, enrolment: Enrolment) -> Askable:
    """What may be entered; its cohort and programme must be loaded."""
    digest = enrolment.cohort.programme.rule_digest
    rule = rule_by_digest(session, digest) if digest else None
    known: dict[str, int | None] = dict.fromkeys(_compulsory(rule))
    held = session.execute(
        select(Meeting.code, Meeting.minutes)
        .where(
            Meeting.cohort_id == enrolment.cohort_id,
            Meeting.kind == MeetingKind.WORKSHOP,
            Meeting.makes_up_for_id.is_(None),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    known |= {row.code: row.minutes for row in held}
    return Askable(dict(replaceable(rule)) if rule else {}, known)


def exceptions_of(session: Session, enrolment_id: int) -> Sequence[RecordException]:
    """Everything that was entered about one place, the newest first."""
    return session.scalars(
        _whole()
        .where(RecordException.enrolment_id == enrolment_id)
        .order_by(RecordException.id.desc())
    ).all()


def exceptions_waiting(session: Session, person: Person) -> Sequence[RecordException]:
    """What waits for this person as the second one, the oldest first."""
    return session.scalars(
        _whole()
        .where(exceptions_decidable_by(person), RecordException.state == ExceptionState.WAITING)
        .order_by(RecordException.entered_at, RecordException.id)
    ).all()


def count_exceptions_waiting(session: Session, person: Person) -> int:
    """How many wait for this person."""
    found = select(func.count(RecordException.id)).where(
        exceptions_decidable_by(person), RecordException.state == ExceptionState.WAITING
    )
    return session.scalars(found).one()


def exception_to_decide(session: Session, person: Person, exception_id: int) -> RecordException:
    """One of which this person may be the second. Raises NotFound."""
    return _one(session, _whole().where(exceptions_decidable_by(person)), exception_id)


def exception_to_withdraw(session: Session, person: Person, exception_id: int) -> RecordException:
    """One that this person entered. Raises NotFound."""
    return _one(session, _whole().where(exceptions_withdrawable_by(person)), exception_id)


def exception_now(session: Session, exception_id: int) -> RecordException:
    """An exception with all that its approval judges, read anew."""
    return session.scalars(
        _whole().where(RecordException.id == exception_id).execution_options(populate_existing=True)
    ).one()


def count_prior_learning(
    session: Session, enrolment_id: int, states: Collection[ExceptionState]
) -> int:
    """For how many assignments prior learning was entered and stands so."""
    return session.scalars(
        select(func.count(RecordException.id)).where(
            RecordException.enrolment_id == enrolment_id,
            RecordException.kind == ExceptionKind.PRIOR_LEARNING,
            RecordException.state.in_(states),
        )
    ).one()


def _compulsory(rule: Rule | None) -> Sequence[str]:
    return [
        code
        for requirement in (rule.requirements if rule else ())
        if isinstance(requirement, Workshops)
        for code in requirement.compulsory
    ]


def _whole() -> Select[RecordException]:
    place = joinedload(RecordException.enrolment)
    return select(RecordException).options(
        place.joinedload(Enrolment.person),
        place.joinedload(Enrolment.cohort).joinedload(Cohort.programme),
        joinedload(RecordException.entered_by),
        joinedload(RecordException.decided_by),
    )


def _one(
    session: Session, statement: Select[RecordException], exception_id: int
) -> RecordException:
    found = session.scalar(statement.where(RecordException.id == exception_id))
    if found is None:
        raise NotFound
    return found
