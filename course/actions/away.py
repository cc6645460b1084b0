"""What a trainer takes away from the screen is noted: which work, not whose."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from course.actions.audit import note
from course.models import Cohort, Person
from course.models.base import Json
from course.terms import Act


def note_work_taken(
    session: Session,
    subject: Cohort | Person,
    *,
    kind: str,
    submissions: Sequence[int],
    by: Person,
    at: datetime,
) -> None:
    """Record that somebody took work away as a file; who marks blind took it from no cohort."""
    facts: Json = {"kind": kind, "rows": len(submissions), "submissions": list(submissions)}
    note(session, Act.REPORT_EXPORTED, by=by, subject=subject, at=at, facts=facts)
