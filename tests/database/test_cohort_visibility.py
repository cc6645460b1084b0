"""Who sees which cohorts and places, and who may change them."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.errors import NotFound
from course.models import Cohort, Enrolment, Person, Programme
from course.queries.cohorts import (
    cohort_for,
    cohort_to_keep,
    cohorts_of,
    enrolment_for,
    enrolment_for_card,
    enrolment_to_keep,
    may_keep,
)
from course.terms import Role
from tests.make import (
    make_cohort,
    make_enrolment,
    make_grant,
    make_person,
    make_programme,
    make_trainer,
)
from tests.people import Cast


def test_the_list_shows_exactly_what_single_cohorts_grant(session: Session, cast: Cast) -> None:
    other = make_cohort(session, cast.programme)
    make_trainer(session, other, "Inna Trenerka")
    everybody = session.scalars(select(Person)).all()
    for person in everybody:
        listed = {row.cohort.id for row in cohorts_of(session, person)}
        for cohort in session.scalars(select(Cohort)):
            try:
                granted = cohort_for(session, person, cohort.id) is cohort
            except NotFound:
                granted = False
            assert (cohort.id in listed) is granted, (person.name, cohort.title)


def test_who_keeps_whose_places(session: Session, cast: Cast) -> None:
    def can(read: Callable[[Session, Person, int], Enrolment], person: Person) -> bool:
        try:
            return read(session, person, cast.enrolment.id) is cast.enrolment
        except NotFound:
            return False

    expected = {
        "follow": {cast.ben, cast.carla, cast.cyryl, cast.adam},
        "keep": {cast.carla, cast.cyryl},
        "card": {cast.ben, cast.carla, cast.cyryl},
    }
    reads = {
        "follow": enrolment_for,
        "keep": enrolment_to_keep,
        "card": enrolment_for_card,
    }
    everybody = session.scalars(select(Person)).all()
    for name, read in reads.items():
        assert {person for person in everybody if can(read, person)} == expected[name], name


def test_nobody_keeps_their_own_place(session: Session, cast: Cast) -> None:
    own = make_enrolment(session, cast.cohort, cast.carla)
    for read in (enrolment_for, enrolment_to_keep, enrolment_for_card):
        with pytest.raises(NotFound):
            read(session, cast.carla, own.id)


def test_a_role_in_one_programme_opens_nothing_in_another(session: Session, cast: Cast) -> None:
    other: Programme = make_programme(session)
    both = make_person(session)
    make_grant(session, both, Role.COORDINATOR, other)
    make_grant(session, both, Role.TRAINER, cast.programme)
    with pytest.raises(NotFound):
        cohort_to_keep(session, both, cast.cohort.id)
    with pytest.raises(NotFound):
        enrolment_for(session, both, cast.enrolment.id)  # a trainer, but not of this cohort
    assert not may_keep(session, both, cast.cohort)
    assert may_keep(session, cast.carla, cast.cohort)
