"""What is missing of somebody's data, in words, each with the place that mends it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from course.queries.participant_forms import participant_form_by_digest
from course.queries.participants import Gap
from course.reports.missing_data import missing_questions
from course.web.i18n import language


@dataclass(frozen=True, slots=True)
class GapShown:
    """A gap with the questions that are not answered, each with its address."""

    gap: Gap
    lines: Sequence[tuple[str, str]]


def shown(session: Session, gap: Gap) -> GapShown:
    """The questions as they were asked by the form of the revision that holds."""
    if gap.form_digest is None:
        return GapShown(gap, ())
    form = participant_form_by_digest(session, gap.form_digest)
    questions = missing_questions(form, gap.missing, language())
    return GapShown(gap, [(way(gap.enrolment_id, name), title) for name, title in questions])


def way(enrolment_id: int, field: str) -> str:
    """Where a coordinator mends one question of somebody's data."""
    endpoint = "participants.record"
    return url_for(endpoint, enrolment_id=enrolment_id, field=field, _anchor=field)
