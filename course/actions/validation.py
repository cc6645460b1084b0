"""Stages II and III: a programme freezes its standard; a validator assesses who has finished."""

from datetime import date, datetime

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from assessments.requirements import Rule
from course.actions.audit import note, take_turn
from course.actions.numbers import next_number
from course.actions.versions import keep_definition
from course.clock import local_day
from course.errors import (
    AlreadyCertified,
    DatesReversed,
    OwnTrainee,
    PanelJudges,
    StandardFrozen,
)
from course.models import Assessment, Cohort, Enrolment, Json, Person, Programme
from course.queries.certificates import standing_certificate
from course.queries.rules import rule_by_digest
from course.queries.validation import has_trained, standing_assessment
from course.terms import Act, AssessmentOutcome


def freeze_standard(
    session: Session, programme: Programme, rule: Rule, *, by: Person | None, at: datetime
) -> None:
    """Bind a programme to its rule for good. Raises StandardFrozen."""
    take_turn(session)
    session.refresh(programme, ["rule_digest"])
    if programme.rule_digest is not None:
        raise StandardFrozen
    programme.rule_digest = keep_definition(session, rule, at=at).digest
    programme.standard_frozen_on = local_day(at)
    note(session, Act.STANDARD_FROZEN, by=by, subject=programme, at=at)


def record_assessment(
    session: Session,
    enrolment: Enrolment,
    *,
    held_on: date,
    outcome: AssessmentOutcome,
    statement: str,
    by: Person,
    at: datetime,
) -> Assessment:
    """Keep what a validator concluded; it supersedes the conclusion before.

    Raises PanelJudges where the rule asks for a panel, OwnTrainee, DatesReversed when it was not
    held between the end of participation and today, and AlreadyCertified: what a certificate rests
    on does not move.
    """
    take_turn(session)
    programme = _programme_of(session, enrolment)
    _refuse_if_panel_judges(session, programme)
    _refuse_own_trainee(session, enrolment, by)
    if enrolment.ended_on is None or not enrolment.ended_on <= held_on <= local_day(at):
        raise DatesReversed
    _refuse_if_certified(session, enrolment, programme.standard_code)
    earlier = standing_assessment(session, enrolment.id)
    assessment = Assessment(
        enrolment_id=enrolment.id,
        held_on=held_on,
        outcome=outcome,
        statement=statement.strip(),
        protocol_number=next_number(
            session, Assessment.protocol_number, series="W", year=local_day(at).year
        ),
        assessed_by_id=by.id,
        recorded_at=at,
        supersedes_id=earlier.id if earlier else None,
    )
    session.add(assessment)
    facts: Json = {"enrolment": enrolment.id, "outcome": outcome.value}
    note(session, Act.ASSESSMENT_RECORDED, by=by, subject=assessment, at=at, facts=facts)
    return assessment


def _refuse_if_panel_judges(session: Session, programme: Programme) -> None:
    if programme.rule_digest and rule_by_digest(session, programme.rule_digest).asks_panel:
        raise PanelJudges


def _refuse_own_trainee(session: Session, enrolment: Enrolment, by: Person) -> None:
    trained = has_trained(literal(by.id), literal(enrolment.person_id))
    if enrolment.person_id == by.id or session.scalar(select(trained)):
        raise OwnTrainee


def _programme_of(session: Session, enrolment: Enrolment) -> Programme:
    return session.scalars(
        select(Programme).join(Cohort).where(Cohort.id == enrolment.cohort_id)
    ).one()


def _refuse_if_certified(session: Session, enrolment: Enrolment, standard_code: str) -> None:
    certificate = standing_certificate(session, enrolment.person_id, standard_code)
    if certificate is not None:
        raise AlreadyCertified(number=certificate.number)
