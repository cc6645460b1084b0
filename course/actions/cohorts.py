"""Cohorts: made, taught, filled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.allocation import relieve
from course.actions.audit import note, note_each
from course.actions.links import send_links
from course.actions.participants import ask_status
from course.actions.people import add_people, end_card, grant_role, new_person
from course.clock import local_day
from course.errors import (
    AlreadyEnrolled,
    AlreadyGranted,
    CohortCodeTaken,
    DatesReversed,
    DayInFuture,
    NotFound,
    OwnRole,
    ReasonMissing,
)
from course.models import Cohort, CohortTrainer, Enrolment, Person, Programme
from course.queries.cohorts import trainers_of
from course.queries.people import (
    grants_of,
    normal_email,
    people_with_emails,
    with_places_elsewhere,
)
from course.queries.study import check_going_on
from course.sign_in_secrets import CardHashes
from course.terms import Act, AddressForm, EnrolmentState, LinkPurpose, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody to be enrolled: by e-mail, or with the card that was made for them."""

    name: str
    email: str | None
    address_form: AddressForm
    language: Language
    card: CardHashes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortPlan:
    """What is known of a cohort when it is made."""

    code: str
    title: str
    city: str
    language: Language
    starts_on: date
    ends_on: date
    teryt: str | None = None


def create_cohort(
    session: Session, programme: Programme, plan: CohortPlan, *, by: Person | None, at: datetime
) -> Cohort:
    """A new cohort of a programme. Raises DatesReversed or CohortCodeTaken."""
    if plan.ends_on < plan.starts_on:
        raise DatesReversed
    cohort = Cohort(
        programme_id=programme.id,
        code=plan.code,
        title=plan.title,
        city=plan.city,
        teryt=plan.teryt,
        language=plan.language,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )
    try:
        with session.begin_nested():
            session.add(cohort)
    except IntegrityError as taken:
        raise CohortCodeTaken from taken
    note(session, Act.COHORT_CREATED, by=by, subject=cohort, at=at)
    return cohort


def appoint_trainer(
    session: Session, cohort: Cohort, person: Person, *, by: Person, at: datetime
) -> CohortTrainer:
    """Let somebody teach a cohort; the role in its programme comes with it when it is missing.

    Raises OwnRole, EmailMissing, AlreadyGranted.
    """
    if by.id == person.id:
        raise OwnRole
    if not _is_trainer(session, person, cohort):
        programme = session.get_one(Programme, cohort.programme_id)
        grant_role(session, person, Role.TRAINER, programme=programme, by=by, at=at)
    trainer = CohortTrainer(cohort_id=cohort.id, person_id=person.id, started_on=local_day(at))
    try:
        with session.begin_nested():
            session.add(trainer)
    except IntegrityError as appointed:
        raise AlreadyGranted from appointed
    note(session, Act.COHORT_TRAINER_APPOINTED, by=by, subject=trainer, at=at)
    return trainer


def release_trainer(
    session: Session, cohort: Cohort, person: Person, *, by: Person, at: datetime
) -> None:
    """End somebody's teaching of a cohort; the role in the programme stays. Raises NotFound."""
    for trainer in trainers_of(session, cohort):
        if trainer.person_id == person.id:
            trainer.ended_on = local_day(at)
            relieve(session, person, at=at)
            note(session, Act.COHORT_TRAINER_RELEASED, by=by, subject=trainer, at=at)
            return
    raise NotFound


def enrol_person(
    session: Session,
    cohort: Cohort,
    person: Person,
    *,
    started_on: date,
    by: Person | None,
    at: datetime,
) -> Enrolment:
    """Give somebody a place in a cohort. Raises AlreadyEnrolled."""
    [enrolment] = _enrol(session, cohort, [person], started_on=started_on, by=by, at=at)
    return enrolment


def enrol_newcomer(
    session: Session,
    cohort: Cohort,
    newcomer: Newcomer,
    *,
    started_on: date,
    by: Person | None,
    at: datetime,
) -> Enrolment:
    """Enrol whoever signs in with the address, else somebody new, who is invited by letter.

    Raises AlreadyEnrolled or EmailTaken.
    """
    [enrolment] = enrol_newcomers(session, cohort, [newcomer], started_on=started_on, by=by, at=at)
    return enrolment


def enrol_newcomers(
    session: Session,
    cohort: Cohort,
    newcomers: Sequence[Newcomer],
    *,
    started_on: date,
    by: Person | None,
    at: datetime,
) -> Sequence[Enrolment]:
    """The same for a whole list, in few statements: all of them, or nobody."""
    emails = [newcomer.email for newcomer in newcomers if newcomer.email]
    known = people_with_emails(session, emails)
    found = [known.get(normal_email(newcomer.email or "")) for newcomer in newcomers]
    people = [
        person or _new_person(newcomer, at)
        for person, newcomer in zip(found, newcomers, strict=True)
    ]
    added = [person for person, old in zip(people, found, strict=True) if old is None]
    add_people(session, added, by=by, at=at)
    invited = [person for person in added if person.email]
    send_links(session, invited, LinkPurpose.INVITATION, by=by, at=at)
    _end_cards_of_others(session, cohort, known.values())
    return _enrol(session, cohort, people, started_on=started_on, by=by, at=at)


def end_enrolment(
    session: Session, enrolment: Enrolment, *, ended_on: date, by: Person, at: datetime
) -> None:
    """Close a finished participation: after this day the person may be assessed.

    Raises ParticipationOver, DatesReversed, DayInFuture.
    """
    check_going_on(enrolment)
    if enrolment.started_on is None or ended_on < enrolment.started_on:
        raise DatesReversed
    if ended_on > local_day(at):
        raise DayInFuture
    enrolment.state = EnrolmentState.ENDED
    enrolment.ended_on = ended_on
    note(session, Act.ENROLMENT_ENDED, by=by, subject=enrolment, at=at)
    ask_status(session, enrolment, at=at)


def withdraw_enrolment(
    session: Session, enrolment: Enrolment, *, reason: str, by: Person, at: datetime
) -> None:
    """Note that somebody left before the end, and why. Raises ParticipationOver, ReasonMissing."""
    check_going_on(enrolment)
    if not reason.strip():
        raise ReasonMissing
    today = local_day(at)
    enrolment.state = EnrolmentState.WITHDRAWN
    enrolment.ended_on = max(today, enrolment.started_on or today)
    enrolment.exit_reason = reason.strip()
    note(session, Act.ENROLMENT_WITHDRAWN, by=by, subject=enrolment, at=at)
    ask_status(session, enrolment, at=at)


def _enrol(
    session: Session,
    cohort: Cohort,
    people: Sequence[Person],
    *,
    started_on: date,
    by: Person | None,
    at: datetime,
) -> Sequence[Enrolment]:
    enrolments = [
        Enrolment(
            cohort_id=cohort.id,
            person_id=person.id,
            state=EnrolmentState.ADMITTED,
            started_on=started_on,
        )
        for person in people
    ]
    try:
        with session.begin_nested():
            session.add_all(enrolments)
    except IntegrityError as enrolled:
        raise AlreadyEnrolled from enrolled
    note_each(session, Act.ENROLMENT_MADE, by=by, subjects=enrolments, at=at)
    return enrolments


def _end_cards_of_others(session: Session, cohort: Cohort, people: Collection[Person]) -> None:
    """A card that another programme gave must not open what the person does in this one."""
    holders = [person for person in people if person.card_hash is not None]
    elsewhere = with_places_elsewhere(session, holders, cohort.programme_id) if holders else ()
    for person in holders:
        if person.id in elsewhere:
            end_card(person)


def _new_person(newcomer: Newcomer, at: datetime) -> Person:
    return new_person(
        name=newcomer.name,
        email=newcomer.email,
        language=newcomer.language,
        address_form=newcomer.address_form,
        card=newcomer.card,
        at=at,
    )


def _is_trainer(session: Session, person: Person, cohort: Cohort) -> bool:
    return any(
        grant.role is Role.TRAINER and grant.programme_id == cohort.programme_id
        for grant in grants_of(session, person)
    )
