"""Two people with a certificate: one is counted; of the other the funder's data are missing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.certificates import approve_decision
from course.actions.decisions import propose_decision
from course.actions.links import make_sign_in_link
from course.actions.participants import choose_form, save_record
from course.actions.people import add_person, grant_role
from course.actions.study import give_consents
from course.app import create_app
from course.catalogue import Catalogue
from course.clock import local_day, now
from course.credentials.keys import Issuer
from course.database import writing
from course.issuer_keys import issuer_of
from course.models import Cohort, Enrolment, Person, Programme
from course.sealing import seals_of
from course.settings import Settings
from course.sign_in_secrets import token_of
from course.terms import (
    REQUIRED_CONSENTS,
    AddressForm,
    EnrolmentState,
    LinkPurpose,
    RecordSource,
    Role,
)
from tests.browser.scene import Scene, open_scene
from tests.kept import keep_everything
from tests.make import make_cohort, make_enrolment, make_person
from tests.make_certificates import SHORT_RULE, make_assessment
from tests.make_fieldwork import make_meeting
from tests.make_participants import FORM, WHOLE, make_pesel, typed
from tests.make_study import TEXTS

NEWCOMER, COUNTED = "Łucja Ćwikła", "Zenon Żak"


@dataclass(frozen=True, slots=True)
class Certified:
    """The scene, and one-time addresses of the trainee and the auditor beside its staff."""

    scene: Scene
    doors: Mapping[str, str]


@contextmanager
def open_certified(folder: Path, course: Catalogue) -> Iterator[Certified]:
    """Serve a programme in which two people were certified three days ago."""
    short = replace(course, rules={SHORT_RULE.slug: SHORT_RULE})
    with open_scene(folder, short) as scene:
        settings = Settings.from_environment(scene.environment)
        with create_app(settings).app_context(), writing() as session:
            people = _certify(session, settings, course)
            links = {
                key: make_sign_in_link(session, person, LinkPurpose.SIGN_IN, by=None, at=now())
                for key, person in people.items()
            }
            session.flush()
            key_of_links = settings.key("links")
            doors = {key: f"/link/{token_of(link, key_of_links)}" for key, link in links.items()}
        yield Certified(scene, {**scene.doors, **doors})


def _certify(session: Session, settings: Settings, course: Catalogue) -> dict[str, Person]:
    """Certify both through the app's own actions; the auditor comes beside them."""
    at, programme = now(), session.scalars(select(Programme)).one()
    staff = {
        key: session.scalars(select(Person).where(Person.email == f"{key}@example.org")).one()
        for key in ("carla", "cyryl", "olga")
    }
    choose_form(session, programme, course.participant_forms[FORM], by=staff["carla"], at=at)
    today = local_day(at)
    cohort = make_cohort(
        session,
        programme,
        starts_on=today - timedelta(days=28),
        ends_on=today + timedelta(days=60),
    )
    make_meeting(session, cohort, staff["olga"], starts_at=at - timedelta(days=25))
    issuer = issuer_of(settings, year=at.year)
    ana, dov = (make_person(session, name, joined_at=at) for name in (NEWCOMER, COUNTED))
    _certify_one(session, cohort, ana, staff, issuer, at)
    place = _certify_one(session, cohort, dov, staff, issuer, at)
    _tell(session, settings, course, place, staff["carla"], at)
    keep_everything(session)  # the places were put in directly
    return {"ana": ana, "adam": _make_auditor(session, programme, at)}


def _certify_one(
    session: Session,
    cohort: Cohort,
    person: Person,
    staff: Mapping[str, Person],
    issuer: Issuer,
    at: datetime,
) -> Enrolment:
    """A participation that ended ten days ago and was decided upon three days ago."""
    day = local_day(at)
    place = make_enrolment(session, cohort, person, started_on=day - timedelta(days=28))
    accepted = at - timedelta(days=27)
    give_consents(session, place, kinds=REQUIRED_CONSENTS, texts=TEXTS, by=person, at=accepted)
    place.state, place.ended_on = EnrolmentState.ENDED, day - timedelta(days=10)
    session.flush()
    judged, decided = at - timedelta(days=5), at - timedelta(days=3)
    make_assessment(session, place, staff["olga"], held_on=local_day(judged), recorded_at=judged)
    decision = propose_decision(session, place, by=staff["carla"], at=decided)
    approve_decision(session, decision, issuer=issuer, by=staff["cyryl"], at=decided)
    return place


def _tell(
    session: Session,
    settings: Settings,
    course: Catalogue,
    place: Enrolment,
    by: Person,
    at: datetime,
) -> None:
    first, surname = COUNTED.split()
    answers = {**WHOLE, "first_name": first, "surname": surname, "pesel": make_pesel()}
    save_record(
        session,
        seals_of(settings.data_keys),
        place,
        typed(course.participant_forms[FORM], answers),
        source=RecordSource.PAPER,
        by=by,
        at=at,
    )


def _make_auditor(session: Session, programme: Programme, at: datetime) -> Person:
    adam = add_person(
        session,
        name="Adam Kot",
        email="adam@example.org",
        language=Language.PL,
        address_form=AddressForm.NEUTRAL,
        by=None,
        at=at,
    )
    grant_role(session, adam, Role.AUDITOR, programme=programme, by=None, at=at)
    return adam
