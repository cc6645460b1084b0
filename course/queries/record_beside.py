"""The facts of a portfolio, and what was approved beside what the service saw."""

from typing import Any

from sqlalchemy import func, null

from course.models import FieldEntry, RecordException, SelfAssessment
from course.queries.fieldwork import TALKS
from course.queries.record_lines import Fact, Ids, fact_line
from course.terms import ExceptionKind, ExceptionState, FieldEntryState


def journal_entries(ids: Ids) -> Any:  # noqa: ANN401
    """Confirmed entries of the journal but for conversations: those are the listening log."""
    return (
        fact_line(
            Fact.JOURNAL_ENTRY,
            FieldEntry.enrolment_id,
            ids,
            amounts=(func.count(FieldEntry.id), null()),
        )
        .where(
            FieldEntry.withdrawn_at.is_(None),
            FieldEntry.state == FieldEntryState.CONFIRMED,
            FieldEntry.kind.not_in(TALKS),
        )
        .group_by(FieldEntry.enrolment_id)
    )


def self_assessments(ids: Ids) -> Any:  # noqa: ANN401
    """At how many moments somebody looked at themselves; each is kept whole or not at all."""
    moments = func.count(SelfAssessment.moment.distinct())
    return fact_line(
        Fact.SELF_ASSESSMENT, SelfAssessment.enrolment_id, ids, amounts=(moments, null())
    ).group_by(SelfAssessment.enrolment_id)


def exceptions(ids: Ids) -> Any:  # noqa: ANN401
    """What was approved by a second person and changes a record: the amount, and the id."""
    return fact_line(
        Fact.EXCEPTION,
        RecordException.enrolment_id,
        ids,
        slug=RecordException.requirement,
        amounts=(func.coalesce(RecordException.amount, 1), RecordException.id.expression),
    ).where(
        RecordException.state == ExceptionState.APPROVED,
        RecordException.kind != ExceptionKind.ADJUSTMENT,
    )
