"""Deeds around practical work: plan its day, ask for time, give it, talk after the last return.

A cohort or a place that is changed must be held: what two do at once is done one after the other.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.definitions import Assignment
from assessments.due_days import submissions_allowed
from course.actions.audit import note
from course.actions.letters import post
from course.clock import local_day
from course.errors import (
    DayInFuture,
    ExtensionDecided,
    ExtensionOpen,
    NothingToExtend,
    ReasonMissing,
    TalkNotDue,
)
from course.models import AssignmentPlan, Cohort, Enrolment, Extension, Person, WorkTalk
from course.queries.arrangements import (
    arrangements_of,
    plan_of,
    request_to_decide,
    talks_for_another,
)
from course.queries.assignments import newest_submission_held
from course.queries.study import check_going_on
from course.terms import Act, LetterKind, SubmissionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What holds for an assignment in a cohort: its day, its sample, when markings are told."""

    due_on: date | None = None
    second_percent: int = 0
    holds_markings: bool = False

    @classmethod
    def stored(cls, plan: AssignmentPlan | None) -> "Plan":
        """What is planned; an assignment of which nothing is said has no day and no sample."""
        if plan is None:
            return cls()
        return cls(
            due_on=plan.due_on,
            second_percent=plan.second_percent,
            holds_markings=plan.holds_markings,
        )


def plan_assignment(
    session: Session, cohort: Cohort, slug: str, plan: Plan, *, by: Person, at: datetime
) -> None:
    """Set what holds for an assignment in a cohort; the same again changes nothing."""
    known = plan_of(session, cohort.id, slug)
    before = Plan.stored(known)
    if plan == before:
        return
    row = known or AssignmentPlan(cohort_id=cohort.id, assignment_slug=slug)
    row.due_on, row.second_percent = plan.due_on, plan.second_percent
    row.holds_markings = plan.holds_markings
    row.set_by_id, row.set_at = by.id, at
    session.add(row)
    session.flush()
    facts = {"cohort": cohort.id, "assignment": slug, **_told(plan), "before": _told(before)}
    note(session, Act.ASSIGNMENT_PLANNED, by=by, subject=row, at=at, facts=facts)


def ask_extension(
    session: Session,
    enrolment: Enrolment,
    slug: str,
    *,
    wanted_until: date,
    why: str,
    by: Person,
    at: datetime,
) -> Extension:
    """Ask for more time; one request is open at a time.

    Raises ParticipationOver, NothingToExtend, ReasonMissing and ExtensionOpen.
    """
    check_going_on(enrolment)
    if arrangements_of(session, enrolment.id, slug).due_on is None:
        raise NothingToExtend
    newest = newest_submission_held(session, enrolment.id, slug)
    if newest and newest.state not in {SubmissionState.DRAFT, SubmissionState.RETURNED}:
        raise NothingToExtend
    if not why.strip():
        raise ReasonMissing
    extension = Extension(
        enrolment_id=enrolment.id,
        assignment_slug=slug,
        wanted_until=wanted_until,
        why=why.strip(),
        asked_at=at,
    )
    try:
        with session.begin_nested():
            session.add(extension)
    except IntegrityError as lost:
        raise ExtensionOpen from lost
    facts = {"enrolment": enrolment.id, "assignment": slug, "until": wanted_until.isoformat()}
    note(session, Act.EXTENSION_ASKED, by=by, subject=extension, at=at, facts=facts)
    return extension


def decide_extension(
    session: Session,
    extension: Extension,
    *,
    assignment: Assignment,
    given_until: date | None,
    answer: str,
    by: Person,
    at: datetime,
) -> None:
    """Give more time, or with no day refuse it with an answer. The request must be held.

    Raises ExtensionDecided where somebody was quicker, ParticipationOver, and ReasonMissing.
    """
    if extension.decided_at is not None:
        decided_by = extension.decided_by.name if extension.decided_by else ""
        raise ExtensionDecided(by=decided_by, at=extension.decided_at)
    check_going_on(extension.enrolment)
    if given_until is None and not answer.strip():
        raise ReasonMissing
    extension.given_until, extension.answer = given_until, answer.strip()
    extension.decided_by, extension.decided_at = by, at
    session.flush()
    _tell(session, extension, assignment, by=by, at=at)


def give_extension(
    session: Session,
    enrolment: Enrolment,
    *,
    assignment: Assignment,
    given_until: date,
    answer: str,
    by: Person,
    at: datetime,
) -> Extension:
    """Give more time unasked; a request that waits is answered by it.

    Raises ParticipationOver, and ExtensionDecided where a request was answered in the same moment.
    """
    check_going_on(enrolment)
    asked = arrangements_of(session, enrolment.id, assignment.slug).open_request
    if asked is not None:
        extension = request_to_decide(session, by, asked.id)
    else:
        extension = Extension(
            enrolment=enrolment,
            assignment_slug=assignment.slug,
            wanted_until=given_until,
            why="",
            asked_at=at,
        )
        session.add(extension)
    decide_extension(
        session,
        extension,
        assignment=assignment,
        given_until=given_until,
        answer=answer,
        by=by,
        at=at,
    )
    return extension


def record_talk(
    session: Session,
    enrolment: Enrolment,
    *,
    assignment: Assignment,
    held_on: date,
    agreed: str,
    another_time: bool,
    by: Person,
    at: datetime,
) -> WorkTalk:
    """Record the talk after the last return. The place must be held.

    Raises ParticipationOver, ReasonMissing, DayInFuture, and TalkNotDue while the trainee may
    still hand in.
    """
    check_going_on(enrolment)
    if not agreed.strip():
        raise ReasonMissing
    if held_on > local_day(at):
        raise DayInFuture
    if not _is_talk_due(session, enrolment, assignment):
        raise TalkNotDue
    talk = WorkTalk(
        enrolment_id=enrolment.id,
        assignment_slug=assignment.slug,
        held_on=held_on,
        held_by_id=by.id,
        agreed=agreed.strip(),
        another_time=another_time,
        recorded_at=at,
    )
    session.add(talk)
    session.flush()
    facts = {"enrolment": enrolment.id, "assignment": assignment.slug, "another": another_time}
    note(session, Act.TALK_HELD, by=by, subject=talk, at=at, facts=facts)
    return talk


def _is_talk_due(session: Session, enrolment: Enrolment, assignment: Assignment) -> bool:
    newest = newest_submission_held(session, enrolment.id, assignment.slug)
    if newest is None or newest.state != SubmissionState.RETURNED:
        return False
    talks = talks_for_another(session, enrolment.id, assignment.slug)
    return newest.number >= submissions_allowed(assignment.max_submissions, talks)


def _tell(
    session: Session, extension: Extension, assignment: Assignment, *, by: Person, at: datetime
) -> None:
    until = extension.given_until
    facts = {
        "enrolment": extension.enrolment_id,
        "assignment": extension.assignment_slug,
        "until": until.isoformat() if until else None,
    }
    act = Act.EXTENSION_GIVEN if until else Act.EXTENSION_REFUSED
    note(session, act, by=by, subject=extension, at=at, facts=facts)
    person = extension.enrolment.person
    post(
        session,
        LetterKind.EXTENSION_DECIDED,
        to=person,
        key=f"extension-{extension.id}",
        at=at,
        facts={
            "assignment_title": assignment.title.in_language(person.language),
            "given": until is not None,
            "path": f"/assignments/{extension.assignment_slug}/time",
        },
    )


def _told(plan: Plan) -> dict[str, object]:
    return {
        "due_on": plan.due_on.isoformat() if plan.due_on else None,
        "second_percent": plan.second_percent,
        "holds_markings": plan.holds_markings,
    }
