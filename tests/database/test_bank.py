"""Comments kept to be said again: whose they are, and who may use them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.bank import keep_comment, remove_comment, share_comment
from course.catalogue import Catalogue
from course.errors import NotFound
from course.models import BankComment, Submission
from course.queries.bank import comments_at_hand, comments_chosen, own_comment, own_comments
from course.queries.desk import earlier_submission, next_to_mark, submission_or_none
from course.queries.marking import submission_to_read
from tests.make import MONDAY, make_cohort, make_trainer
from tests.make_assignments import FRIDAY, make_comment, make_handed_in, make_ready
from tests.make_marking import make_revised
from tests.people import Cast


@pytest.fixture
def work(session: Session, cast: Cast, course: Catalogue) -> Submission:
    make_ready(session, course, cast.enrolment, cast.ana)
    handed_in = make_handed_in(session, course, cast.ana)
    return submission_to_read(session, cast.ben, handed_in.id)


def keep(session: Session, cast: Cast, work: Submission, text: str) -> BankComment | None:
    return keep_comment(session, work, criterion="c1", text=text, by=cast.ben, at=MONDAY)


def test_the_same_words_are_kept_once(session: Session, cast: Cast, work: Submission) -> None:
    kept = keep(session, cast, work, " Zapisz kod. ")
    assert kept is not None
    session.flush()
    assert keep(session, cast, work, "Zapisz kod.") is kept
    assert keep(session, cast, work, " \n") is None
    [found] = session.scalars(select(BankComment))
    assert (found.text, found.programme_id) == ("Zapisz kod.", cast.programme.id)
    assert (found.assignment_slug, found.shared) == ("z3", False)


def test_what_was_removed_may_be_kept_anew(session: Session, cast: Cast, work: Submission) -> None:
    kept = make_comment(session, cast.cohort, cast.ben)
    remove_comment(kept, at=MONDAY)
    session.flush()
    assert own_comments(session, cast.ben) == []
    with pytest.raises(NotFound):
        own_comment(session, cast.ben, kept.id)
    assert keep(session, cast, work, kept.text) is not kept


def test_ones_own_come_first_and_others_only_when_shared(
    session: Session, cast: Cast, work: Submission
) -> None:
    ewa = make_trainer(session, cast.cohort, "Ewa Druga")
    hers = make_comment(session, cast.cohort, ewa, "Ewy")
    own = make_comment(session, cast.cohort, cast.ben, "Bena")
    assert comments_at_hand(session, cast.ben, work) == [own]
    share_comment(hers, shared=True)
    session.flush()
    assert comments_at_hand(session, cast.ben, work) == [own, hers]
    assert comments_chosen(session, cast.ben, work, {hers.id, 10**9}) == [hers]
    assert comments_chosen(session, cast.ben, work, set()) == []
    with pytest.raises(NotFound):
        own_comment(session, cast.ben, hers.id)


def test_a_shared_comment_stays_in_its_programme(
    session: Session, cast: Cast, work: Submission
) -> None:
    far = make_cohort(session)
    make_comment(session, far, make_trainer(session, far, "Daleki Trener"), shared=True)
    own_far = make_comment(session, far, cast.ben, "Z innego projektu")
    assert comments_at_hand(session, cast.ben, work) == []
    assert own_comments(session, cast.ben) == [own_far]


def test_the_time_before_and_the_next_piece_are_found(
    session: Session, cast: Cast, course: Catalogue, work: Submission
) -> None:
    assert earlier_submission(session, cast.ben, work) is None
    assert next_to_mark(session, cast.ben, work.id) is None
    assert submission_or_none(session, cast.ben, None) is None
    assert submission_or_none(session, cast.carla, work.id) is None
    assert submission_or_none(session, cast.ben, work.id) is work


def test_revised_work_has_one_before_it_for_its_trainer_alone(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_ready(session, course, cast.enrolment, cast.ana)
    revised = make_revised(session, course, cast.ana, cast.ben, at=FRIDAY)
    earlier = earlier_submission(session, cast.ben, revised)
    assert earlier is not None
    assert (earlier.number, earlier.enrolment_id) == (1, revised.enrolment_id)
    assert earlier_submission(session, cast.carla, revised) is None
