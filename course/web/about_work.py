"""What both sides are told about a piece of work: who typed it in, and that it came late."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from course.models import Submission
from course.queries.arrangements import due_days
from course.sentences.mark import N_
from course.terms import WorkMedium
from course.web.due import late_told
from course.web.i18n import speaking

_ENTERED_BY_SOMEBODY = {
    WorkMedium.PAPER: N_("Typed in from paper."),
    WorkMedium.SPOKEN: N_("Typed in as it was told."),
}
_ENTERED = {
    WorkMedium.PAPER: N_("Typed in from paper by %(name)s, %(day)s."),
    WorkMedium.SPOKEN: N_("Typed in as it was told by %(name)s, %(day)s."),
}


@dataclass(frozen=True, slots=True)
class AboutWork:
    """Sentences, empty where there is nothing to tell."""

    entered: str
    late: str


def about_work(session: Session, work: Submission, *, blind: bool = False) -> AboutWork:
    """Who typed the work in for its author, and by how much it came late.

    To who marks blind neither: a trainer's name and a late day tell whose work it can be.
    """
    if blind:
        how = _ENTERED_BY_SOMEBODY.get(work.given_as, "")
        return AboutWork(entered=how and speaking().gettext(how), late="")
    day = due_days(session, [work.enrolment_id]).get((work.enrolment_id, work.assignment_slug))
    return AboutWork(entered_told(work), late_told(work, day))


def entered_told(work: Submission) -> str:
    """Say who typed it in, and when; empty for what the author typed."""
    if work.entered_by is None:
        return ""
    speak = speaking()
    day = speak.day_without_weekday(work.handed_in_at or work.started_at)
    return speak.say(_ENTERED[work.given_as], name=work.entered_by.name, day=day)
