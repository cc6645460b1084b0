"""Whose data are missing, told without opening a seal; and who is asked after leaving."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.cohorts import end_enrolment, withdraw_enrolment
from course.catalogue import Catalogue
from course.models import (
    AuditEntry,
    Enrolment,
    Letter,
    Person,
)
from course.queries.participants import (
    count_gaps,
    count_places,
    gaps_of,
    own_records,
    person_known_to,
)
from course.terms import Act, EnrolmentState, LetterKind
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_participants import (
    AFTER,
    WHOLE,
    Answers,
    ask_for_data,
    make_pesel,
    make_told,
    tell,
)
from tests.people import Cast

DAY = timedelta(days=1)


def whole(**changed: str) -> Answers:
    return {**WHOLE, "pesel": make_pesel(), **changed}


def acts(session: Session) -> Sequence[Act]:
    return session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()


def letters(session: Session) -> Sequence[Letter]:
    asked = Letter.kind == LetterKind.STATUS_ASKED
    return session.scalars(select(Letter).where(asked).order_by(Letter.id)).all()


def leave(session: Session, enrolment: Enrolment, by: Person, ended_on: date) -> None:
    end_enrolment(session, enrolment, ended_on=ended_on, by=by, at=MONDAY)


def test_whose_data_are_missing_is_told_without_a_key(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    form = ask_for_data(session, course, cast.programme)
    names = ("Olga Żak", "Jan Ćma", "Iwo Lis")
    olga, _, iwo = (
        make_enrolment(session, cast.cohort, make_person(session, name)) for name in names
    )
    tell(session, cast.enrolment, form, whole(), by=cast.carla)
    tell(session, olga, form, whole(city="", degurba=""), by=cast.carla)
    iwo.state = EnrolmentState.APPLIED
    session.flush()
    found = gaps_of(session, cast.programme)
    assert [(gap.name, gap.revision, gap.missing) for gap in found] == [
        ("Jan Ćma", None, ()),
        ("Olga Żak", 1, ("city", "degurba")),
    ]
    assert [gap.name for gap in gaps_of(session, cast.programme, most=1)] == ["Jan Ćma"]
    assert (count_gaps(session, cast.programme), count_places(session, cast.programme)) == (2, 3)
    assert Act.PARTICIPANT_RECORD_READ not in acts(session)


def test_ones_own_records_are_told_where_a_form_is_chosen(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    assert own_records(session, cast.ana) == []
    ask_for_data(session, course, cast.programme)
    [own] = own_records(session, cast.ana)
    assert (own.enrolment_id, own.is_open) == (cast.enrolment.id, True)
    make_told(session, course, cast.enrolment, cast.carla)
    assert [one.is_open for one in own_records(session, cast.ana)] == [False]


def test_somebody_is_named_only_to_who_may_type_in_their_data(session: Session, cast: Cast) -> None:
    known = person_known_to(session, cast.carla, cast.ana.id)
    assert known is not None
    assert known.person.name == cast.ana.name
    for person in (cast.adam, cast.ben, cast.ana):
        assert person_known_to(session, person, cast.ana.id) is None
    assert person_known_to(session, cast.carla, cast.dov.id) is None


def test_after_leaving_the_rest_is_asked(session: Session, cast: Cast, course: Catalogue) -> None:
    form = ask_for_data(session, course, cast.programme)
    answers = whole()
    tell(session, cast.enrolment, form, answers, by=cast.carla)
    assert not gaps_of(session, cast.programme)
    end_enrolment(session, cast.enrolment, ended_on=date(2026, 11, 7), by=cast.carla, at=MONDAY)
    [gap] = gaps_of(session, cast.programme)
    assert (gap.complete, gap.to_follow_up, gap.missing) == (True, True, ())
    record = tell(session, cast.enrolment, form, {**answers, **AFTER}, by=cast.carla).record
    assert record is not None
    assert record.followed_up
    assert not gaps_of(session, cast.programme)


def test_who_leaves_is_asked_once_what_they_do(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    ask_for_data(session, course, cast.programme)
    card = make_person(session, "Jan Ćma", email=None, card_hash="a" * 64, pin_hash="b")
    with_card, gone = (
        make_enrolment(session, cast.cohort, person) for person in (card, make_person(session))
    )
    leave(session, cast.enrolment, cast.carla, date(2026, 11, 7))
    leave(session, with_card, cast.carla, date(2026, 11, 7))
    withdraw_enrolment(session, gone, reason="wyjazd", by=cast.carla, at=MONDAY)
    assert [letter.facts["until"] for letter in letters(session)] == ["2026-12-05", "2026-12-21"]
    assert letters(session)[0].facts["path"] == (f"/enrolments/{cast.enrolment.id}/my-data#leaving")


def test_nobody_is_asked_too_late_or_without_a_form(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    leave(session, cast.enrolment, cast.carla, date(2026, 11, 7))
    ask_for_data(session, course, cast.programme)
    late = make_enrolment(session, cast.cohort)
    leave(session, late, cast.carla, date(2026, 10, 20))
    assert letters(session) == []
