"""Cohorts: made, taught, filled, left; who sees and keeps them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.audit import broken_entries
from course.actions.cohorts import (
    CohortPlan,
    Newcomer,
    appoint_trainer,
    create_cohort,
    end_enrolment,
    enrol_newcomer,
    enrol_newcomers,
    enrol_person,
    release_trainer,
    withdraw_enrolment,
)
from course.errors import (
    AlreadyEnrolled,
    AlreadyGranted,
    CohortCodeTaken,
    DatesReversed,
    DayInFuture,
    EmailMissing,
    NotFound,
    OwnRole,
    ParticipationOver,
    ReasonMissing,
)
from course.models import AuditEntry, Letter, Person, SignInLink
from course.queries.cohorts import (
    cohort_for,
    cohorts_of,
    enrolments_of,
    enrolments_with_cards,
    place_of,
    trainers_of,
    trainers_to_appoint,
)
from course.queries.people import grants_of
from course.sign_in_secrets import CardHashes
from course.terms import Act, AddressForm, EnrolmentState, LetterKind, Role
from tests.make import (
    MONDAY,
    make_cohort,
    make_enrolment,
    make_person,
    make_trainer,
)
from tests.people import Cast

TODAY = date(2026, 11, 23)
PLAN = CohortPlan(
    code="KRO-1",
    title="Krosno, grupa 1",
    city="Krosno",
    language=Language.PL,
    starts_on=date(2026, 10, 5),
    ends_on=date(2027, 3, 21),
    teryt="1861011",
)


def newcomer(email: str | None = "ewa@example.org", card: CardHashes | None = None) -> Newcomer:
    return Newcomer(
        name="Ewa Gęś",
        email=email,
        address_form=AddressForm.FEMININE,
        language=Language.PL,
        card=card,
    )


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_a_cohort_is_made_once_for_each_code(session: Session, cast: Cast) -> None:
    cohort = create_cohort(session, cast.programme, PLAN, by=cast.carla, at=MONDAY)
    assert (cohort.programme_id, cohort.teryt) == (cast.programme.id, "1861011")
    with pytest.raises(CohortCodeTaken):
        create_cohort(session, cast.programme, PLAN, by=cast.carla, at=MONDAY)
    assert acts(session) == [Act.COHORT_CREATED]


def test_a_cohort_does_not_end_before_it_begins(session: Session, cast: Cast) -> None:
    reversed_plan = CohortPlan(
        code="X",
        title="X",
        city="X",
        language=Language.PL,
        starts_on=TODAY,
        ends_on=TODAY - timedelta(days=1),
    )
    with pytest.raises(DatesReversed):
        create_cohort(session, cast.programme, reversed_plan, by=cast.carla, at=MONDAY)


def test_appointing_grants_the_role_where_it_is_missing(session: Session, cast: Cast) -> None:
    person = make_person(session, "Nowa Trenerka")
    appoint_trainer(session, cast.cohort, person, by=cast.carla, at=MONDAY)
    [grant] = grants_of(session, person)
    assert (grant.role, grant.programme_id) == (Role.TRAINER, cast.programme.id)
    with pytest.raises(AlreadyGranted):
        appoint_trainer(session, cast.cohort, person, by=cast.carla, at=MONDAY)
    assert acts(session) == [Act.ROLE_GRANTED, Act.COHORT_TRAINER_APPOINTED]


def test_a_trainer_of_the_programme_is_appointed_without_another_role(
    session: Session, cast: Cast
) -> None:
    other = make_cohort(session, cast.programme)
    appoint_trainer(session, other, cast.ben, by=cast.carla, at=MONDAY)
    assert acts(session) == [Act.COHORT_TRAINER_APPOINTED]
    assert [trainer.person for trainer in trainers_of(session, other)] == [cast.ben]


def test_nobody_appoints_themselves_nor_somebody_without_an_address(
    session: Session, cast: Cast
) -> None:
    with pytest.raises(OwnRole):
        appoint_trainer(session, cast.cohort, cast.carla, by=cast.carla, at=MONDAY)
    holder = make_person(session, email=None, card_hash="c", pin_hash="p")
    with pytest.raises(EmailMissing):
        appoint_trainer(session, cast.cohort, holder, by=cast.carla, at=MONDAY)


def test_a_released_trainer_sees_the_cohort_no_more(session: Session, cast: Cast) -> None:
    assert cohort_for(session, cast.ben, cast.cohort.id) is cast.cohort
    colleague = make_trainer(session, cast.cohort, "Adela Bąk")
    release_trainer(session, cast.cohort, cast.ben, by=cast.carla, at=MONDAY)
    session.flush()
    assert [trainer.person for trainer in trainers_of(session, cast.cohort)] == [colleague]
    with pytest.raises(NotFound):
        cohort_for(session, cast.ben, cast.cohort.id)
    with pytest.raises(NotFound):
        release_trainer(session, cast.cohort, cast.ben, by=cast.carla, at=MONDAY)
    assert grants_of(session, cast.ben)
    assert cast.ben in trainers_to_appoint(session, cast.cohort)


def test_somebody_new_is_invited_and_somebody_known_joins(session: Session, cast: Cast) -> None:
    enrolment = enrol_newcomer(
        session, cast.cohort, newcomer(), started_on=TODAY, by=cast.carla, at=MONDAY
    )
    session.flush()
    assert session.scalars(select(Letter.kind)).all() == [LetterKind.INVITATION]
    other = make_cohort(session, cast.programme)
    again = enrol_newcomer(
        session, other, newcomer("EWA@example.org"), started_on=TODAY, by=cast.carla, at=MONDAY
    )
    assert again.person_id == enrolment.person_id
    assert len(session.scalars(select(Letter.kind)).all()) == 1
    assert place_of(session, other, session.get_one(Person, enrolment.person_id)) is again


def test_somebody_without_an_address_has_a_card_and_no_letter(session: Session, cast: Cast) -> None:
    card = CardHashes("c" * 64, "pin")
    place = enrol_newcomer(
        session, cast.cohort, newcomer(None, card), started_on=TODAY, by=cast.carla, at=MONDAY
    )
    person = session.get_one(Person, place.person_id)
    assert (person.email, person.card_hash) == (None, "c" * 64)
    assert session.scalars(select(Letter.id)).all() == []
    found = enrolments_with_cards(session, cast.ben, cast.cohort, ["c" * 64, "d" * 64])
    assert list(found) == [place]
    assert enrolments_with_cards(session, cast.dov, cast.cohort, ["c" * 64]) == []


def test_nobody_has_two_places_in_a_cohort(session: Session, cast: Cast) -> None:
    with pytest.raises(AlreadyEnrolled):
        enrol_person(session, cast.cohort, cast.ana, started_on=TODAY, by=cast.carla, at=MONDAY)


def test_a_known_person_gets_a_place_elsewhere(session: Session, cast: Cast) -> None:
    other = make_cohort(session, cast.programme)
    place = enrol_person(session, other, cast.ana, started_on=TODAY, by=cast.carla, at=MONDAY)
    assert (place.state, place.started_on) == (EnrolmentState.ADMITTED, TODAY)


def test_a_list_is_enrolled_whole_or_not_at_all(session: Session, cast: Cast) -> None:
    people = [newcomer(), newcomer(cast.ana.email)]
    with pytest.raises(AlreadyEnrolled), session.begin_nested():
        enrol_newcomers(session, cast.cohort, people, started_on=TODAY, by=cast.carla, at=MONDAY)
    assert len(enrolments_of(session, cast.cohort)) == 1
    made = enrol_newcomers(
        session, cast.cohort, people[:1], started_on=TODAY, by=cast.carla, at=MONDAY
    )
    assert [place.state for place in made] == [EnrolmentState.ADMITTED]


def test_a_long_list_asks_as_little_as_a_short_one_and_keeps_the_chain(
    session: Session, cast: Cast, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    people = [newcomer(f"osoba.{number}@example.org") for number in range(60)]
    with queries() as statements:
        made = enrol_newcomers(
            session, cast.cohort, people, started_on=TODAY, by=cast.carla, at=MONDAY
        )
    # Where an INSERT may return its ids in any order, SQLAlchemy sends one for each row.
    others = [one for one in statements if not one.startswith("INSERT")]
    assert len(others) <= 8
    assert len(made) == 60
    assert broken_entries(session) == []
    assert len(acts(session)) == 180
    links = session.scalars(select(SignInLink).order_by(SignInLink.id)).all()
    letters = session.scalars(select(Letter).order_by(Letter.id)).all()
    assert [letter.facts["link_id"] for letter in letters] == [link.id for link in links]


def test_participation_ends_on_a_day_that_has_come(session: Session, cast: Cast) -> None:
    place = cast.enrolment
    for day, refusal in (
        (date(2026, 10, 4), DatesReversed),
        (TODAY + timedelta(days=1), DayInFuture),
    ):
        with pytest.raises(refusal):
            end_enrolment(session, place, ended_on=day, by=cast.carla, at=MONDAY)
    end_enrolment(session, place, ended_on=TODAY, by=cast.carla, at=MONDAY)
    assert (place.state, place.ended_on) == (EnrolmentState.ENDED, TODAY)
    with pytest.raises(ParticipationOver):
        end_enrolment(session, place, ended_on=TODAY, by=cast.carla, at=MONDAY)
    with pytest.raises(ParticipationOver):
        withdraw_enrolment(session, place, reason="x", by=cast.carla, at=MONDAY)
    assert acts(session) == [Act.ENROLMENT_ENDED]


def test_who_leaves_before_the_end_leaves_a_reason(session: Session, cast: Cast) -> None:
    with pytest.raises(ReasonMissing):
        withdraw_enrolment(session, cast.enrolment, reason=" ", by=cast.carla, at=MONDAY)
    withdraw_enrolment(session, cast.enrolment, reason=" wyjazd ", by=cast.carla, at=MONDAY)
    assert (cast.enrolment.state, cast.enrolment.exit_reason) == (
        EnrolmentState.WITHDRAWN,
        "wyjazd",
    )
    assert acts(session) == [Act.ENROLMENT_WITHDRAWN]


def test_cohorts_are_listed_with_how_many_study_in_them(session: Session, cast: Cast) -> None:
    make_enrolment(session, cast.cohort, state=EnrolmentState.ENDED, ended_on=TODAY)
    make_enrolment(session, cast.cohort, state=EnrolmentState.WITHDRAWN)
    [row] = cohorts_of(session, cast.ben)
    assert (row.cohort, row.admitted, row.ended) == (cast.cohort, 1, 1)
