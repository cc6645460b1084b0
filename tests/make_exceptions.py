"""Exceptions and self-assessments as they stand."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from assessments.exceptions import Adjustment
from content.curriculum import Competence
from course.models import Enrolment, Person, RecordException, SelfAssessment
from course.terms import ExceptionKind, ExceptionState, SelfAssessmentMoment
from tests.make import MONDAY, add

SIGNED_LIST = "Spis z podpisami, segregator 2"


def make_exception(
    session: Session, enrolment: Enrolment, by: Person, **columns: Any
) -> RecordException:
    """Two supervisions kept on paper, waiting for a second person."""
    defaults: dict[str, Any] = {
        "kind": ExceptionKind.PAPER_RECORD,
        "requirement": "supervisions",
        "amount": 2,
        "done_on": date(2026, 11, 9),
        "why": SIGNED_LIST,
        "state": ExceptionState.WAITING,
        "entered_at": MONDAY,
    }
    return add(
        session,
        RecordException(enrolment_id=enrolment.id, entered_by_id=by.id, **(defaults | columns)),
    )


def make_approved(
    session: Session, enrolment: Enrolment, by: tuple[Person, Person], **columns: Any
) -> RecordException:
    """The same, approved by the second."""
    return make_exception(
        session,
        enrolment,
        by[0],
        state=ExceptionState.APPROVED,
        decided_by_id=by[1].id,
        decided_at=MONDAY,
        **columns,
    )


def make_adjustment(session: Session, enrolment: Enrolment, by: tuple[Person, Person]) -> None:
    """An interpreter, approved."""
    make_approved(
        session,
        enrolment,
        by,
        kind=ExceptionKind.ADJUSTMENT,
        requirement=Adjustment.INTERPRETER.value,
        amount=None,
        done_on=None,
    )


def make_self_assessment(
    session: Session,
    enrolment: Enrolment,
    competences: tuple[Competence, ...],
    moment: SelfAssessmentMoment = SelfAssessmentMoment.ENTRY,
    level: int = 2,
) -> None:
    """The same level in every competence."""
    for competence in competences:
        session.add(
            SelfAssessment(
                enrolment_id=enrolment.id,
                moment=moment,
                competence=competence.code,
                level=level,
                recorded_at=MONDAY,
            )
        )
    session.flush()
