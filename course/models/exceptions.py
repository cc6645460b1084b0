"""What stands in a record beside what the service saw, and how trainees judged themselves."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Row
from course.models.cohorts import Enrolment
from course.models.people import Person
from course.models.types import refers, words
from course.terms import ExceptionKind, ExceptionState, SelfAssessmentMoment


class RecordException(Row):
    """Prior learning, an adjustment or a paper record: entered by one, approved by another."""

    __tablename__ = "exceptions"
    __table_args__ = (
        CheckConstraint("decided_by_id <> entered_by_id", name="two_people"),
        CheckConstraint(
            "(decided_by_id IS NOT NULL) = (state IN ('approved', 'refused'))",
            name="decided_by_whom",
        ),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_when"),
        CheckConstraint("amount > 0", name="amount"),
        Index(
            "uq_exceptions_replaced",
            "enrolment_id",
            "requirement",
            unique=True,
            sqlite_where=text("kind = 'prior_learning' AND state IN ('waiting', 'approved')"),
            postgresql_where=text("kind = 'prior_learning' AND state IN ('waiting', 'approved')"),
        ),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id")
    kind: Mapped[ExceptionKind] = mapped_column(words(ExceptionKind, "kind"))
    requirement: Mapped[str] = mapped_column(String(100))  # "assignment:z2", "workshop:W1", …
    amount: Mapped[int | None]  # minutes or how many, by the requirement
    done_on: Mapped[date | None]
    why: Mapped[str] = mapped_column(Text)  # the evidence, and where it lies
    state: Mapped[ExceptionState] = mapped_column(words(ExceptionState, "state"))
    entered_by_id: Mapped[int] = refers("people.id")
    entered_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = refers("people.id")
    decided_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    entered_by: Mapped[Person] = relationship(foreign_keys=[entered_by_id], lazy="raise_on_sql")
    decided_by: Mapped[Person | None] = relationship(
        foreign_keys=[decided_by_id], lazy="raise_on_sql"
    )


class SelfAssessment(Row):
    """How a trainee sees one competence at one moment; shown beside the record, never counted."""

    __tablename__ = "self_assessments"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "moment", "competence"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id", index=False)  # the unique rule begins so
    moment: Mapped[SelfAssessmentMoment] = mapped_column(words(SelfAssessmentMoment, "moment"))
    competence: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]
    recorded_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
