"""Work that came back: returned with a word, mended, handed in again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.assignments import hand_in_submission
from course.actions.fieldwork import withdraw_entry
from course.actions.marking import mark_submission
from course.catalogue import Catalogue
from course.models import FieldEntry, Person, Submission
from course.queries.marking import submission_to_mark
from course.terms import MarkingOutcome
from tests.make_assignments import FAILING, listening_log, make_draft, make_handed_in, talks
from tests.make_fieldwork import make_talks

ASKED = "Dopisz dwie rozmowy."
WORD = "Brakuje rozmów w drzwiach."


def mend_journal(
    session: Session, course: Catalogue, enrolment_id: int, *, by: Person, at: datetime
) -> None:
    """One conversation of the listening log taken back, one changed, two more."""
    first, second = session.scalars(
        select(FieldEntry)
        .where(
            FieldEntry.enrolment_id == enrolment_id,
            FieldEntry.request_key.in_(["talk-R-01", "talk-R-02"]),
        )
        .order_by(FieldEntry.id)
    )
    withdraw_entry(session, first, by=by, at=at)
    second.values = second.values | {"worries": "„Po 22 nie ma czym wrócić z pracy”"}
    make_talks(session, course, enrolment_id, talks(23))


def make_revised(
    session: Session, course: Catalogue, author: Person, trainer: Person, *, at: datetime
) -> Submission:
    """Z3 handed in for the second time, at the same moment as everything before."""
    first = make_handed_in(session, course, author, at=at)
    mark_submission(
        session,
        submission_to_mark(session, trainer, first.id),
        levels=FAILING,
        comments={"c1": WORD},
        outcome=MarkingOutcome.REVISE,
        feedback=ASKED,
        by=trainer,
        at=at,
    )
    mended = listening_log() | {"conversations": [], "changed": "Czekam pięć sekund."}
    draft = make_draft(session, course, author, mended)
    mend_journal(session, course, draft.enrolment_id, by=author, at=at)
    hand_in_submission(session, draft, by=author, at=at)
    return draft
