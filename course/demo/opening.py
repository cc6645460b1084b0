"""How it begins: who runs the programme, what was promised, two cohorts and their people."""

from dataclasses import dataclass
from datetime import datetime

from content.languages import Language
from course.actions.cohorts import (
    CohortPlan,
    Newcomer,
    appoint_trainer,
    create_cohort,
    enrol_newcomer,
)
from course.actions.people import add_person, grant_role, invite_person
from course.actions.programmes import create_programme
from course.actions.promises import Promise, promise_indicator
from course.actions.validation import freeze_standard
from course.demo.cast import (
    ADMINISTRATOR,
    AUDITOR,
    COORDINATORS,
    KATARZYNA,
    LEAD_PARTNER,
    PANEL,
    SECOND_TRAINERS,
    TRAINEES,
    TRAINERS,
    VALIDATOR,
    Somebody,
)
from course.demo.stage import Deed, Stage
from course.models import Person, Programme
from course.terms import Indicator, Role

CODE = "Q93873"
RULE = "pilot"
FIRST_DAY = -240
LAST_DAY = 220


@dataclass(frozen=True, slots=True)
class Course:
    """A cohort of the story and its days."""

    key: str
    city: str
    teryt: str
    starts: int
    ends: int


PROMISES = {
    Indicator.QUALIFIED_ORGANISERS: Promise(
        target=12,
        target_women=8,
        target_men=4,
        unit="osoba",
        definition=(
            "Liczba osób, które nabyły kompetencje niezbędne do pełnienia roli Community Organiser"
            " (Organizatora Społecznego) na obszarze rewitalizacji."
        ),
        source_of_measurement="protokół walidacji, certyfikaty i lista wydanych certyfikatów",
        moment_of_measurement="do 4 tygodni po zakończeniu udziału, każda osoba raz",
    ),
    Indicator.INSTITUTIONS: Promise(
        target=6,
        unit="instytucja",
        definition=(
            "Liczba instytucji, które wdrożyły nowe rozwiązania dzięki współpracy z partnerem"
            " zagranicznym."
        ),
        source_of_measurement="podpisane porozumienie o współpracy",
        moment_of_measurement="w dniu wejścia porozumienia w życie, każda instytucja raz",
    ),
}

KROSNO = Course("krosno", "Krosno", "1861011", starts=-150, ends=-12)
PRZEMYSL = Course("przemysl", "Przemyśl", "1862011", starts=-49, ends=100)


def plan_opening(stage: Stage) -> None:
    """Everything before the first day of training."""
    stage.plan_office(FIRST_DAY - 10, "09:00", lambda at: _administrator(stage, at))
    stage.plan_office(FIRST_DAY, "09:30", lambda at: _programme(stage, at))
    stage.plan_office(FIRST_DAY + 1, "10:00", lambda at: _staff(stage, at))
    stage.plan_office(KROSNO.starts - 20, "11:15", lambda at: _freeze(stage, at))
    for course in (KROSNO, PRZEMYSL):
        _plan_cohort(stage, course)


def the_programme(stage: Stage) -> Programme:
    """The one programme of the story."""
    return stage.programmes[CODE]


def _administrator(stage: Stage, at: datetime) -> None:
    """As `flask people invite` does it: nobody is there yet to grant anything."""
    iga = _add(stage, ADMINISTRATOR, by=None, at=at)
    grant_role(stage.session, iga, Role.ADMINISTRATOR, programme=None, by=None, at=at)


def _programme(stage: Stage, at: datetime) -> None:
    iga = stage.people[ADMINISTRATOR.key]
    programme = create_programme(
        stage.session,
        code=CODE,
        title_pl="Społecznie Zorganizowani",
        title_en="Socially Organised",
        project_number=CODE,
        funder="Europejski Fundusz Społeczny",
        starts_on=stage.days.day(FIRST_DAY),
        ends_on=stage.days.day(LAST_DAY),
        standard_code="organizator-spoleczny-pilot-1",
        demonstration=True,
        by=iga,
        at=at,
    )
    stage.programmes[CODE] = programme
    for indicator, promised in PROMISES.items():
        promise_indicator(stage.session, programme, indicator, promised, by=iga, at=at)


def _staff(stage: Stage, at: datetime) -> None:
    roles = [(one, Role.COORDINATOR) for one in COORDINATORS]
    roles += [(one, Role.VALIDATOR) for one in (VALIDATOR, *PANEL)]
    roles += [(AUDITOR, Role.AUDITOR), (LEAD_PARTNER, Role.LEAD_PARTNER)]
    iga = stage.people[ADMINISTRATOR.key]
    for somebody, role in roles:
        person = _add(stage, somebody, by=iga, at=at)
        grant_role(stage.session, person, role, programme=the_programme(stage), by=iga, at=at)


def _freeze(stage: Stage, at: datetime) -> None:
    rule = stage.means.catalogue.rules[RULE]
    by = stage.people[KATARZYNA.key]
    freeze_standard(stage.session, the_programme(stage), rule, by=by, at=at)


def _plan_cohort(stage: Stage, course: Course) -> None:
    stage.plan_office(course.starts - 18, "10:20", lambda at: _cohort(stage, course, at))
    if course.key in SECOND_TRAINERS:  # late enough to mark nothing of Krosno, and to judge there
        stage.plan_office(course.starts + 5, "10:50", lambda at: _second_trainer(stage, course, at))
    for number, somebody in enumerate(TRAINEES[course.key]):
        stage.plan_office(
            course.starts - 9, f"12:{10 + number}", _enrolling(stage, course, somebody)
        )


def _cohort(stage: Stage, course: Course, at: datetime) -> None:
    katarzyna = stage.people[KATARZYNA.key]
    plan = CohortPlan(
        code=f"{course.key}-1",
        title=f"{course.city}, edycja 1",
        city=course.city,
        teryt=course.teryt,
        language=Language.PL,
        starts_on=stage.days.day(course.starts),
        ends_on=stage.days.day(course.ends),
    )
    cohort = create_cohort(stage.session, the_programme(stage), plan, by=katarzyna, at=at)
    stage.cohorts[course.key] = cohort
    trainer = _add(stage, TRAINERS[course.key], by=katarzyna, at=at)
    appoint_trainer(stage.session, cohort, trainer, by=katarzyna, at=at)


def _second_trainer(stage: Stage, course: Course, at: datetime) -> None:
    second = stage.people[SECOND_TRAINERS[course.key].key]
    by = stage.people[KATARZYNA.key]
    appoint_trainer(stage.session, stage.cohorts[course.key], second, by=by, at=at)


def _enrolling(stage: Stage, course: Course, somebody: Somebody) -> Deed:
    def enrol(at: datetime) -> None:
        newcomer = Newcomer(
            name=somebody.name,
            email=somebody.email,
            address_form=somebody.address_form,
            language=somebody.language,
            card=None if somebody.has_email else stage.means.card,
        )
        place = enrol_newcomer(
            stage.session,
            stage.cohorts[course.key],
            newcomer,
            started_on=stage.days.day(course.starts),
            by=stage.people[KATARZYNA.key],
            at=at,
        )
        stage.places[somebody.key] = place
        stage.people[somebody.key] = stage.session.get_one(Person, place.person_id)

    return enrol


def _add(stage: Stage, somebody: Somebody, *, by: Person | None, at: datetime) -> Person:
    person = add_person(
        stage.session,
        name=somebody.name,
        email=somebody.email,
        language=somebody.language,
        address_form=somebody.address_form,
        by=by,
        at=at,
    )
    stage.people[somebody.key] = person
    invite_person(stage.session, person, by=by, at=at)
    return person
