"""The places of each role: four at most, so that they fit at the thumb."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, session, url_for

from course.models import Person
from course.permissions import open_grants
from course.sentences import N_
from course.terms import Role
from course.web.i18n import speaking
from course.web.reader import only_reads_here
from course.web.visitors import visitor_or_none


@dataclass(frozen=True, slots=True)
class Tab:
    """One place in the main navigation."""

    href: str
    label: str
    icon: str
    current: bool


Place = tuple[str, str, str]  # endpoint, label, icon

TRAINEE_PLACES: tuple[Place, ...] = (
    ("study.course", N_("My course"), "house"),
    ("fieldwork.index", N_("Practice"), "footprints"),
    ("assignments.index", N_("Assignments"), "file-text"),
    ("certificates.mine", N_("Certificate"), "award"),
)
PLACES: dict[Role, tuple[Place, ...]] = {
    Role.COORDINATOR: (
        ("programmes.show", N_("Programme"), "chart-line"),
        ("programmes.people", N_("People"), "users"),
        ("institutions.index", N_("Institutions"), "landmark"),
        ("cohorts.index", N_("Cohorts"), "calendar"),
    ),
    Role.TRAINER: (
        ("marking.queue", N_("To mark"), "list-checks"),
        ("fieldwork.claims", N_("Practice"), "footprints"),
        ("meetings.index", N_("Meetings"), "calendar"),
        ("cohorts.index", N_("Cohorts"), "users"),
    ),
    Role.VALIDATOR: (
        ("validation.index", N_("To assess"), "list-checks"),
        ("certificates.decisions", N_("Decisions"), "award"),
    ),
    Role.AUDITOR: (
        ("programmes.show", N_("Programme"), "chart-line"),
        ("programmes.people", N_("People"), "users"),
        ("institutions.index", N_("Institutions"), "landmark"),
        ("programmes.audit", N_("Audit"), "shield"),
    ),
    Role.ADMINISTRATOR: (),
}


# Pages within a place: whoever reads a lesson is still in "My course".
_WITHIN = {
    "arrangements.decide": "marking.queue",
    "arrangements.place": "cohorts.index",
    "arrangements.plan": "cohorts.index",
    "arrangements.plans": "cohorts.index",
    "arrangements.requests": "marking.queue",
    "arrangements.time": "assignments.index",
    "assignments.show": "assignments.index",
    "assignments.submission": "assignments.index",
    "certificates.appeal": "certificates.decisions",
    "certificates.appeals": "certificates.decisions",
    "certificates.show": "certificates.decisions",
    "certificates.show_certificate": "programmes.people",
    "cohorts.cards": "cohorts.index",
    "cohorts.import_people": "cohorts.index",
    "cohorts.newcomer": "cohorts.index",
    "cohorts.person": "cohorts.index",
    "cohorts.show": "cohorts.index",
    "cohorts.trainers": "cohorts.index",
    "entering.show": "cohorts.index",
    "fieldwork.decide": "fieldwork.claims",
    "fieldwork.kinds_for": "cohorts.index",
    "fieldwork.new_for": "cohorts.index",
    "institutions.show": "institutions.index",
    "keeping.late": "cohorts.index",
    "keeping.offer_attempt": "cohorts.index",
    "keeping.preview_regrade": "cohorts.index",
    "keeping.preview_void": "cohorts.index",
    "keeping.review_date": "cohorts.index",
    "marking.away": "marking.queue",
    "marking.comments": "marking.queue",
    "marking.compare": "marking.queue",
    "marking.conflicts": "cohorts.index",
    "marking.declare": "cohorts.index",
    "marking.hand_over": "marking.queue",
    "marking.mark": "marking.queue",
    "marking.markers": "cohorts.index",
    "marking.offer": "marking.queue",
    "marking.preview_sheet": "marking.queue",
    "marking.settled": "marking.queue",
    "marking.show": "marking.queue",
    "materials.blank": "assignments.index",
    "materials.booklet": "study.course",
    "materials.examples": "assignments.index",
    "meetings.change": "meetings.index",
    "meetings.create": "meetings.index",
    "meetings.mine": "study.course",
    "meetings.new": "meetings.index",
    "meetings.offer_change": "meetings.index",
    "meetings.record": "meetings.index",
    "meetings.show": "meetings.index",
    "observations.enter": "cohorts.index",
    "observations.new": "cohorts.index",
    "panels.call": "programmes.people",
    "panels.change": "programmes.people",
    "panels.conflict": "validation.index",
    "panels.index": "programmes.people",
    "panels.marks": "validation.index",
    "panels.offer": "programmes.people",
    "panels.offer_change": "programmes.people",
    "panels.offer_record": "validation.index",
    "panels.record": "validation.index",
    "panels.save": "validation.index",
    "panels.show": "validation.index",
    "programmes.indicator": "programmes.show",
    "programmes.standing": "programmes.people",
    "quizzes.cohort": "cohorts.index",
    "quizzes.cohort_people": "cohorts.index",
    "quizzes.cohort_questions": "cohorts.index",
    "quizzes.receipts": "cohorts.index",
    "quizzes.answer_sheet": "cohorts.index",
    "quizzes.enter_paper_test": "cohorts.index",
    "quizzes.essay": "marking.queue",
    "quizzes.essays": "marking.queue",
    "quizzes.paper_key": "cohorts.index",
    "quizzes.paper_test": "cohorts.index",
    "quizzes.paper_tests": "cohorts.index",
    "quizzes.result": "study.course",
    "quizzes.show": "study.course",
    "records.enter": "cohorts.index",
    "records.evidence": "cohorts.index",
    "records.exceptions": "cohorts.index",
    "records.keep": "study.course",
    "records.mine": "certificates.mine",
    "records.new_exception": "cohorts.index",
    "records.self_assessment": "study.course",
    "records.self_assessments": "study.course",
    "records.waiting_exceptions": "programmes.people",
    "study.consents": "study.course",
    "study.lesson": "study.course",
    "validation.show": "validation.index",
}


def navigation() -> Sequence[Tab]:
    """The tabs of this page: those of the role in which the visitor is here."""
    person = visitor_or_none()
    if person is None:
        return ()
    return tuple(
        Tab(url_for(endpoint), speaking().gettext(label), icon, _is_here(endpoint))
        for endpoint, label, icon in _places_here(person)
    )


def hats_of(person: Person) -> list[Role | None]:
    """The roles a person can act in here, none standing for being a trainee."""
    held = {grant.role for grant in open_grants(person)}
    roles: list[Role | None] = [role for role in PLACES if role in held]
    return roles or [None]


def first_place(hat: Role | None) -> str:
    """Where a role begins."""
    places = TRAINEE_PLACES if hat is None else PLACES[hat]
    return places[0][0] if places else "people.account"


def hat_here(person: Person) -> Role | None:
    """The role in which a person is here: the one put on last, else the first of theirs."""
    hats = hats_of(person)
    worn = session.get("hat")
    if worn == "":
        return None
    return next((hat for hat in hats if hat is not None and hat == worn), hats[0])


def wear(hat: Role | None) -> None:
    """Remember in which role the visitor is here."""
    session["hat"] = "" if hat is None else hat.value


def _places_here(person: Person) -> tuple[Place, ...]:
    """The places of the role worn; a page of another of one's roles shows that role's places.

    Who reads the course without being its trainee stays with the places of their work.
    """
    hats: list[Role | None] = [*hats_of(person)]
    if None not in hats and not only_reads_here():
        hats.append(None)
    worn = session.get("hat")
    hats.sort(key=lambda hat: ("" if hat is None else hat.value) != worn)
    groups = [TRAINEE_PLACES if hat is None else PLACES[hat] for hat in hats]
    here = (places for places in groups if any(_is_here(endpoint) for endpoint, *_ in places))
    return next(here, groups[0])


def _is_here(endpoint: str) -> bool:
    return _WITHIN.get(request.endpoint or "", request.endpoint) == endpoint
