"""The places of each role: four at most, so that they fit at the thumb."""

from collections.abc import Iterator, Sequence
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
        ("programmes.reports", N_("Reports"), "file-text"),
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
    Role.LEAD_PARTNER: (("totals.show", N_("Totals"), "chart-line"),),
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
    "asking.answer": "marking.queue",
    "asking.ask": "study.course",
    "asking.more": "study.course",
    "asking.share": "marking.queue",
    "asking.show": "study.course",
    "asking.thread": "marking.queue",
    "asking.waiting": "marking.queue",
    "assignments.show": "assignments.index",
    "assignments.submission": "assignments.index",
    "calendar.show": "study.course",
    "certificates.appeal": "certificates.decisions",
    "certificates.appeals": "certificates.decisions",
    "certificates.dry_run": "certificates.decisions",
    "certificates.issued": "certificates.decisions",
    "certificates.offer_appeal": "certificates.mine",
    "certificates.show": "certificates.decisions",
    "certificates.show_certificate": "programmes.people",
    "cohorts.cards": "cohorts.index",
    "cohorts.import_people": "cohorts.index",
    "cohorts.new": "cohorts.index",
    "cohorts.new_card": "cohorts.index",
    "cohorts.newcomer": "cohorts.index",
    "cohorts.person": "cohorts.index",
    "cohorts.show": "cohorts.index",
    "cohorts.trainers": "cohorts.index",
    "entering.show": "cohorts.index",
    "fieldwork.decide": "fieldwork.claims",
    "fieldwork.kinds_for": "cohorts.index",
    "fieldwork.new_for": "cohorts.index",
    "institutions.change": "institutions.index",
    "institutions.correct": "institutions.index",
    "institutions.new": "institutions.index",
    "institutions.show": "institutions.index",
    "keeping.late": "cohorts.index",
    "keeping.offer_attempt": "cohorts.index",
    "keeping.preview_regrade": "cohorts.index",
    "keeping.preview_void": "cohorts.index",
    "keeping.review_date": "cohorts.index",
    "lists.closeout": "programmes.reports",
    "lists.files": "lists.index",
    "lists.index": "programmes.reports",
    "lists.show": "lists.index",
    "lists.views": "lists.index",
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
    "notes.index": "study.course",
    "notes.keep": "study.course",
    "programmes.deed": "programmes.audit",
    "meetings.offer_change": "meetings.index",
    "meetings.record": "meetings.index",
    "meetings.show": "meetings.index",
    "observations.enter": "cohorts.index",
    "observations.new": "cohorts.index",
    "observations.show": "cohorts.index",
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
    "participants.choose": "programmes.reports",
    "participants.correct": "programmes.people",
    "participants.keep": "programmes.people",
    "participants.keep_consents": "programmes.people",
    "participants.keep_own": "study.course",
    "participants.own": "study.course",
    "participants.programme": "programmes.reports",
    "participants.record": "programmes.people",
    "participants.reveal": "programmes.people",
    "participants.show": "programmes.people",
    "programmes.cohort": "programmes.show",
    "programmes.cohorts": "programmes.show",
    "programmes.indicator": "programmes.show",
    "programmes.paper": "programmes.reports",
    "programmes.promises": "programmes.reports",
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
    "quizzes.record": "cohorts.index",
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
    "snapshots.compare": "programmes.reports",
    "snapshots.index": "programmes.reports",
    "snapshots.new": "programmes.reports",
    "snapshots.preview": "programmes.reports",
    "snapshots.show": "programmes.reports",
    "snapshots.take": "programmes.reports",
    "offline.saved": "study.course",
    "study.consents": "study.course",
    "study.facts": "study.course",
    "study.lesson": "study.course",
    "totals.grant": "programmes.reports",
    "totals.partners": "programmes.reports",
    "validation.show": "validation.index",
}

# Where a page lies for who has no such place: several roles open it, each from one of theirs.
_ALSO_WITHIN = {
    "calendar.show": ("meetings.index",),
    "certificates.decisions": ("programmes.people",),
    "certificates.offer_appeal": ("programmes.people",),
    "cohorts.index": ("programmes.show",),
    "marking.compare": ("cohorts.index",),
    "marking.offer": ("cohorts.index",),
    "observations.show": ("validation.index", "fieldwork.index"),
    "panels.portfolio": ("programmes.people", "validation.index", "certificates.mine"),
    "panels.show": ("programmes.people",),
    "programmes.reports": ("programmes.show",),
    "quizzes.record": ("study.course",),
    "records.card": ("programmes.people", "validation.index", "certificates.mine"),
    "records.evidence": ("validation.index",),
    "records.exceptions": ("validation.index",),
    "totals.show": ("programmes.reports",),
}


def navigation() -> Sequence[Tab]:
    """The tabs of this page: those of the role in which the visitor is here."""
    person = visitor_or_none()
    if person is None:
        return ()
    places = _places_here(person)
    here = _nearest(places)
    return tuple(
        Tab(url_for(endpoint), speaking().gettext(label), icon, endpoint == here)
        for endpoint, label, icon in places
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
    return next((places for places in groups if _nearest(places)), groups[0])


def _nearest(places: tuple[Place, ...]) -> str | None:
    """The place that this page lies in: the nearest one up the way that is among these."""
    own = {endpoint for endpoint, *_ in places}
    return next((endpoint for endpoint in _way_up() if endpoint in own), None)


def _way_up() -> Iterator[str]:
    """This page and all that it lies within, the nearest first."""
    way = [request.endpoint or ""]
    for endpoint in way:
        yield endpoint
        above = (_WITHIN.get(endpoint), *_ALSO_WITHIN.get(endpoint, ()))
        way += [one for one in above if one and one not in way]
