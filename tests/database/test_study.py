"""Accepting texts, opening and finishing lessons, and where a trainee stands then."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.study import complete_lesson, give_consents, open_lesson, withdraw_name
from course.catalogue import Catalogue
from course.errors import ConsentsMissing, Locked, NotFound, ParticipationOver
from course.models import AuditEntry, AuthoredVersion, Consent, LessonProgress
from course.queries.standing import standing_of
from course.queries.study import own_enrolment
from course.terms import REQUIRED_CONSENTS, Act, ConsentKind, EnrolmentState
from tests.make import MONDAY, make_cohort, make_enrolment, make_person
from tests.make_fieldwork import make_entry
from tests.make_study import TEXTS, make_attempt, make_consents, make_read, make_result
from tests.people import Cast

FIRST = "m1/1-what-organising-is"
LATER = MONDAY + timedelta(hours=1)


def test_a_trainee_studies_in_the_newest_admitted_place(session: Session) -> None:
    person = make_person(session)
    ended = make_enrolment(session, make_cohort(session), person, state=EnrolmentState.ENDED)
    assert own_enrolment(session, person) == ended
    old = make_enrolment(session, make_cohort(session), person)
    new = make_enrolment(session, make_cohort(session), person)
    make_enrolment(session, make_cohort(session), person, state=EnrolmentState.ENDED)
    make_enrolment(session, make_cohort(session), person, state=EnrolmentState.WITHDRAWN)
    assert own_enrolment(session, person) == new
    assert standing_of(session, person).enrolment_id == new.id
    old.state = new.state = EnrolmentState.REFUSED
    session.flush()
    assert own_enrolment(session, person) != new


def test_who_has_no_place_stands_nowhere(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        own_enrolment(session, cast.carla)
    with pytest.raises(NotFound):
        standing_of(session, cast.carla)


def test_a_consent_is_kept_word_for_word(session: Session, cast: Cast) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    consents = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert [consent.kind for consent in consents] == list(REQUIRED_CONSENTS)
    version = session.get_one(AuthoredVersion, consents[0].text_digest)
    assert version.definition == {"pl": "tekst: declaration", "en": "text: declaration"}
    acts = session.scalars(select(AuditEntry.act)).all()
    assert acts == [Act.CONSENT_GIVEN] * 3


@pytest.mark.parametrize("half", ["signed_on", "entered_by_id"])
def test_a_consent_on_paper_has_its_day_and_who_typed_it_in(
    session: Session, cast: Cast, half: str
) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    whole = {"signed_on": MONDAY.date(), "entered_by_id": cast.carla.id}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Consent).values({half: whole[half]}))


def test_all_required_consents_or_none(session: Session, cast: Cast) -> None:
    with pytest.raises(ConsentsMissing):
        give_consents(
            session,
            cast.enrolment,
            kinds=[ConsentKind.DECLARATION, ConsentKind.SHOW_NAME],
            texts=TEXTS,
            by=cast.ana,
            at=MONDAY,
        )
    assert session.scalars(select(Consent)).all() == []


def test_a_consent_is_given_once(session: Session, cast: Cast) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    make_consents(session, cast.enrolment, cast.ana)
    assert len(session.scalars(select(Consent)).all()) == 3


def test_the_name_may_be_shown_and_hidden_again(session: Session, cast: Cast) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    for _ in range(2):
        kinds = [ConsentKind.SHOW_NAME]
        give_consents(session, cast.enrolment, kinds=kinds, texts=TEXTS, by=cast.ana, at=MONDAY)
        assert ConsentKind.SHOW_NAME in standing_of(session, cast.ana).consents
        withdraw_name(session, cast.enrolment, by=cast.ana, at=LATER)
        withdraw_name(session, cast.enrolment, by=cast.ana, at=LATER)
        assert ConsentKind.SHOW_NAME not in standing_of(session, cast.ana).consents
    acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts[3:] == [Act.CONSENT_GIVEN, Act.CONSENT_WITHDRAWN] * 2


def test_the_first_opening_and_the_first_finish_count(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    for at in (MONDAY, LATER):
        open_lesson(session, course.curriculum, FIRST, by=cast.ana, at=at)
    for at in (LATER, LATER + timedelta(days=1)):
        complete_lesson(session, course.curriculum, FIRST, by=cast.ana, at=at)
    session.expire_all()
    [progress] = session.scalars(select(LessonProgress)).all()
    assert (progress.opened_at, progress.completed_at) == (MONDAY, LATER)


def test_a_lesson_opened_twice_at_once_is_opened_once(
    session: Session, cast: Cast, course: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    before = standing_of(session, cast.ana)
    open_lesson(session, course.curriculum, FIRST, by=cast.ana, at=MONDAY)
    monkeypatch.setattr("course.actions.study.standing_of", lambda *_: before)
    open_lesson(session, course.curriculum, FIRST, by=cast.ana, at=LATER)
    assert session.scalars(select(LessonProgress.opened_at)).all() == [MONDAY]


def test_lessons_open_by_the_rules(session: Session, cast: Cast, course: Catalogue) -> None:
    def opening(slug: str) -> None:
        open_lesson(session, course.curriculum, slug, by=cast.ana, at=MONDAY)

    with pytest.raises(NotFound):
        opening("m1/none")
    with pytest.raises(ConsentsMissing):
        opening(FIRST)
    make_consents(session, cast.enrolment, cast.ana)
    with pytest.raises(Locked) as locked:
        opening("m3/1-levels-of-listening")
    assert locked.value.facts == {"code": "quiz_first", "slug": "m2"}
    cast.enrolment.state = EnrolmentState.ENDED
    session.flush()
    with pytest.raises(ParticipationOver):
        opening(FIRST)


def test_standing_gathers_everything(session: Session, cast: Cast, course: Catalogue) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    make_read(session, course, "m1", cast.ana)
    make_result(session, course, "m1", cast.ana, right=False, at=MONDAY)
    make_result(session, course, "m1", cast.ana, at=LATER)
    make_attempt(session, course, "m1", cast.ana)
    make_entry(session, cast.enrolment, claimed_at=LATER)
    make_entry(session, cast.enrolment, claimed_at=MONDAY)
    make_entry(session, cast.enrolment, claimed_at=MONDAY - timedelta(days=1), withdrawn_at=LATER)
    standing = standing_of(session, cast.ana)
    assert standing.read == {lesson.slug for lesson in course.curriculum.module("m1").lessons}
    assert standing.quizzes_passed == standing.quizzes_begun == {"m1"}
    ended = [(end.submitted_at, end.passed) for end in standing.quizzes_ended["m1"]]
    assert ended == [(MONDAY, False), (LATER, True)]
    assert standing.claimed_since == MONDAY
    assert standing.consents_given


def test_a_quiz_rests_after_three_failed_attempts(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    make_read(session, course, "m1", cast.ana)
    for number in range(3):
        assert standing_of(session, cast.ana).paused(course.quizzes, at=LATER) == frozenset()
        at = MONDAY + timedelta(minutes=number)
        make_result(session, course, "m1", cast.ana, right=False, at=at)
    standing = standing_of(session, cast.ana)
    assert standing.paused(course.quizzes, at=LATER) == {"m1"}
    assert standing.paused(course.quizzes, at=LATER + timedelta(days=1)) == frozenset()
