import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.assignments import begin_draft, save_draft, save_on
from course.actions.entering import hand_in_entry, leave_to_author
from course.catalogue import Catalogue
from course.errors import (
    DraftOpen,
    EnteredByOther,
    NotADraft,
    NotFound,
    NotReady,
    ParticipationOver,
    TraineeConsentsMissing,
    WorkBeingEntered,
)
from course.models import AuditEntry, Submission
from course.queries.assignments import kept_versions, own_submission, submission_for
from course.queries.entering import entry_to_write
from course.terms import Act, EnrolmentState, SubmissionState, WorkMedium
from tests.make import MONDAY, make_trainer
from tests.make_arrangements import make_entry
from tests.make_assignments import listening_log, make_draft, make_marking, make_ready, talks
from tests.make_fieldwork import make_talks
from tests.people import Cast


@pytest.fixture
def ready(session: Session, cast: Cast, course: Catalogue) -> Cast:
    make_ready(session, course, cast.enrolment, cast.ana)
    return cast


def entered(session: Session, course: Catalogue, cast: Cast) -> Submission:
    """Z3 from paper, typed in and handed in."""
    make_talks(session, course, cast.enrolment.id, talks(21))
    draft = make_entry(session, course, cast.enrolment, cast.ben)
    save_on(session, draft, listening_log(), draft.revision, at=MONDAY, by_author=False)
    hand_in_entry(session, draft, by=cast.ben, at=MONDAY)
    return draft


def test_work_from_paper_says_how_it_came_and_who_typed_it_in(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    work = entered(session, course, ready)
    assert (work.given_as, work.entered_by) == (WorkMedium.PAPER, ready.ben)
    acts = (Act.SUBMISSION_HANDED_IN, Act.SUBMISSION_ENTERED)
    first, second = session.scalars(
        select(AuditEntry).where(AuditEntry.act.in_(acts)).order_by(AuditEntry.id)
    )
    assert (first.actor_id, second.actor_id) == (ready.ben.id, ready.ben.id)
    assert second.facts == {
        "enrolment": ready.enrolment.id,
        "given_as": "paper",
        "number": 1,
        "sha256": first.facts["sha256"],
    }


def test_what_the_author_writes_is_never_written_over(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    draft = make_draft(session, course, ready.ana, {"leaders": "R-07"})
    with pytest.raises(DraftOpen):
        make_entry(session, course, ready.enrolment, ready.ben)
    late = save_on(session, draft, {"leaders": "R-08"}, draft.revision, at=MONDAY, by_author=False)
    assert (late.closed, draft.values) == (True, {"leaders": "R-07"})


def test_the_author_reads_what_is_typed_in_and_writes_nothing_in_it(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    draft = make_entry(session, course, ready.enrolment, ready.ben)
    assert submission_for(session, ready.ana, draft.id) is draft
    saved = save_draft(
        session,
        course.curriculum,
        course.assignments["z3"],
        values={"leaders": "R-07"},
        revision=0,
        by=ready.ana,
        at=MONDAY,
    )
    assert (saved.closed, draft.values) == (True, {})
    assert [one.values for one in kept_versions(session, draft)] == [{"leaders": "R-07"}]
    with pytest.raises(EnteredByOther):
        begin_draft(session, course.curriculum, course.assignments["z3"], by=ready.ana, at=MONDAY)
    with pytest.raises(NotFound):
        own_submission(session, ready.ana, draft.id)


def test_only_who_types_it_in_writes_in_it(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    draft = make_entry(session, course, ready.enrolment, ready.ben)
    ewa = make_trainer(session, ready.cohort, "Ewa Lis")
    assert entry_to_write(session, ready.ben, draft.id) is draft
    for person in (ewa, ready.ana, ready.carla, ready.adam, ready.dov):
        with pytest.raises(NotFound):
            entry_to_write(session, person, draft.id)
    with pytest.raises(WorkBeingEntered):
        make_entry(session, course, ready.enrolment, ewa)
    again = make_entry(session, course, ready.enrolment, ready.ben, given_as=WorkMedium.SPOKEN)
    assert (again, again.given_as) == (draft, WorkMedium.SPOKEN)


def test_a_draft_left_to_its_author_is_theirs(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    draft = make_entry(session, course, ready.enrolment, ready.ben)
    leave_to_author(session, draft)
    own = begin_draft(session, course.curriculum, course.assignments["z3"], by=ready.ana, at=MONDAY)
    assert own is draft
    assert (own.given_as, own.entered_by_id) == (WorkMedium.SCREEN, None)
    with pytest.raises(DraftOpen):
        make_entry(session, course, ready.enrolment, ready.ben)


def test_the_same_things_are_asked_of_paper_as_of_a_screen(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    draft = make_entry(session, course, ready.enrolment, ready.ben)
    with pytest.raises(NotReady):
        hand_in_entry(session, draft, by=ready.ben, at=MONDAY)
    assert draft.state == SubmissionState.DRAFT


def test_after_a_return_either_of_them_goes_on(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    work = entered(session, course, ready)
    with pytest.raises(NotADraft):
        make_entry(session, course, ready.enrolment, ready.ben)
    make_marking(session, work, ready.ben)  # who typed it in may mark it
    with session.begin_nested() as point:
        again = make_entry(session, course, ready.enrolment, ready.ben)
        typed = listening_log()
        del typed["conversations"]  # the journal gives them anew
        assert (again.number, again.values, again.entered_by) == (2, typed, ready.ben)
        point.rollback()
    own = begin_draft(session, course.curriculum, course.assignments["z3"], by=ready.ana, at=MONDAY)
    assert (own.number, own.entered_by) == (2, None)


def test_nothing_is_typed_in_without_consents_or_after_the_end(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    with pytest.raises(TraineeConsentsMissing):
        make_entry(session, course, cast.enrolment, cast.ben)
    cast.enrolment.state, cast.enrolment.ended_on = EnrolmentState.ENDED, MONDAY.date()
    with pytest.raises(ParticipationOver):
        make_entry(session, course, cast.enrolment, cast.ben)
