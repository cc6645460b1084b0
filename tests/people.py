"""The cast of the tests: who they are to each other is the same everywhere."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from course.models import Cohort, Enrolment, Person, Programme
from course.terms import Role
from tests.make import (
    make_cohort,
    make_enrolment,
    make_grant,
    make_person,
    make_programme,
    make_trainer,
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Ana studies in Ben's cohort in Carla's programme; Dov has nothing to do with any of it."""

    programme: Programme
    cohort: Cohort
    enrolment: Enrolment
    ana: Person  # trainee
    ben: Person  # her trainer
    carla: Person  # coordinator
    cyryl: Person  # the other coordinator
    dov: Person  # a stranger: trainee of another programme
    vera: Person  # validator
    adam: Person  # auditor
    iga: Person  # administrator
    lena: Person  # of the lead partner: sees totals


def make_cast(session: Session) -> Cast:
    """The whole cast in one programme, and the stranger in another."""
    programme = make_programme(session, "Q1")
    cohort = make_cohort(session, programme)
    ana = make_person(session, "Ana Ćwikła")
    people = {
        name: make_person(session, f"{name.capitalize()} Nowak")
        for name in ("carla", "cyryl", "dov", "vera", "adam", "iga", "lena")
    }
    make_grant(session, people["carla"], Role.COORDINATOR, programme)
    make_grant(session, people["cyryl"], Role.COORDINATOR, programme)
    make_grant(session, people["vera"], Role.VALIDATOR, programme)
    make_grant(session, people["adam"], Role.AUDITOR, programme)
    make_grant(session, people["iga"], Role.ADMINISTRATOR)
    make_grant(session, people["lena"], Role.LEAD_PARTNER, programme)
    make_enrolment(session, make_cohort(session, make_programme(session, "Q2")), people["dov"])
    return Cast(
        programme=programme,
        cohort=cohort,
        enrolment=make_enrolment(session, cohort, ana),
        ana=ana,
        ben=make_trainer(session, cohort),
        **people,
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The other programme, and Mira: coordinator there, and trainee in Ben's cohort here."""

    cohort: Cohort
    dovs: Enrolment
    mira: Person
    miras: Enrolment
    ewa: Person  # trains the other cohort, and never comes in


def make_neighbours(session: Session, cast: Cast) -> Neighbours:
    """What lies next to the cast's programme, for tests of who may see what."""
    dovs = session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == cast.dov.id)
        .options(joinedload(Enrolment.cohort).joinedload(Cohort.programme))
    ).one()
    mira = make_person(session, "Mira Zięba")
    make_grant(session, mira, Role.COORDINATOR, dovs.cohort.programme)
    return Neighbours(
        cohort=dovs.cohort,
        dovs=dovs,
        mira=mira,
        miras=make_enrolment(session, cast.cohort, mira),
        ewa=make_trainer(session, dovs.cohort, "Ewa Lis"),
    )
