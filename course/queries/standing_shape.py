"""The shape in which the facts of a trainee's standing come: rows of one statement."""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, cast, literal, null, select
from sqlalchemy.orm import InstrumentedAttribute

from course.models.types import Instant


class Fact(StrEnum):
    PLACE = "place"  # its slug is the digest of the rule that the programme froze, or nothing
    CONSENT = "consent"
    LESSON = "lesson"
    QUIZ = "quiz"
    GRANT = "grant"
    SUBMISSION = "submission"
    CLAIM = "claim"
    PLANNED = "planned"  # its state is the last day of an assignment
    GIVEN = "given"  # likewise, for this trainee alone
    LOOKED = "looked"  # its slug is the moment of a self-assessment
    DAYS = "days"  # its slug is the first day of the cohort, its state the last
    REVIEW = "review"  # when the review talk was held
    QUESTION = "question"  # its slug is the lesson; since when it waits, where nothing is new
    SHOWN = "shown"  # its slug is the lesson at which somebody else's question is shown
    REPLACED = "replaced"  # its slug is what prior learning stands for


class QuizState(StrEnum):
    BEGUN = "begun"
    PASSED = "passed"
    FAILED = "failed"
    WAITS = "waits"  # for the mark of an essay
    SPENT = "spent"  # passed, but another attempt counts


class QuestionState(StrEnum):
    ANSWERED = "answered"
    UNREAD = "unread"
    WAITS = "waits"


class FactRow(NamedTuple):
    enrolment_id: int
    slug: str
    state: str
    first_at: datetime | None
    second_at: datetime | None


_Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def line(
    fact: Fact,
    enrolment_id: _Column,
    *,
    slug: _Column | None = None,
    state: _Column | None = None,
    first_at: _Column | None = None,
    second_at: _Column | None = None,
) -> Select[Any]:
    """One kind of fact as a part of the union."""
    return select(
        literal(fact.value, String),
        enrolment_id,
        literal("") if slug is None else cast(slug, String),
        literal("") if state is None else cast(state, String),
        cast(null(), Instant) if first_at is None else first_at,
        cast(null(), Instant) if second_at is None else second_at,
    )
