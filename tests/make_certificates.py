"""Rows and scenes of assessments, decisions and certificates."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session, joinedload

from assessments.certificate import CertificateText
from assessments.requirements import Assessed, Enrolled, Rule
from content.languages import Text
from course.actions.certificates import approve_decision
from course.actions.corrections import approve_correction, propose_correction
from course.actions.decisions import propose_decision
from course.actions.programme_marks import add_mark
from course.actions.validation import freeze_standard
from course.models import (
    Assessment,
    Certificate,
    Cohort,
    Correction,
    Decision,
    Enrolment,
    Person,
    Programme,
    ProgrammeMark,
)
from course.queries.validation import standing_assessment
from course.stored_file import StoredFile
from course.terms import AssessmentOutcome, CorrectionKind, EnrolmentState
from tests.make import MONDAY, add
from tests.make_credentials import make_issuer

ISSUER = make_issuer()
SUMMER = datetime(2026, 7, 1, 8, tzinfo=MONDAY.tzinfo)
ENDED_ON = date(2026, 11, 20)
_numbers = count(1)
SHORT_RULE = Rule(
    slug="pilot",
    title=Text("Pilotaż", "Pilot"),
    requirements=(Enrolled(consents=()), Assessed()),
    certificate=CertificateText(
        study_hours=16,
        knowledge=(Text("zna swoją rolę", "knows the role"),),
        skills=(Text("słucha", "listens"), Text("pyta", "asks")),
        social=(Text("działa etycznie", "acts ethically"),),
        verified=Text("Dwa testy i rozmowa.", "Two quizzes and an interview."),
        disclaimer=Text("To nie jest OSL.", "This is not OSL."),
    ),
)


def make_frozen(session: Session, programme: Programme, rule: Rule = SHORT_RULE) -> None:
    """A programme that froze its rule in July."""
    freeze_standard(session, programme, rule, by=None, at=SUMMER)


def end(session: Session, enrolment: Enrolment) -> Enrolment:
    """Participation that ended on the Friday before."""
    enrolment.state, enrolment.ended_on = EnrolmentState.ENDED, ENDED_ON
    session.flush()
    return enrolment


def make_assessment(
    session: Session, enrolment: Enrolment, by: Person, **columns: Any
) -> Assessment:
    """A passed assessment on the day after the end."""
    defaults: dict[str, Any] = {
        "held_on": ENDED_ON + timedelta(days=1),
        "outcome": AssessmentOutcome.PASSED,
        "statement": "Prowadzi rozmowę i potrafi powiedzieć, czego nie usłyszała.",
        "protocol_number": f"T/{next(_numbers)}",
        "recorded_at": MONDAY,
    }
    return add(
        session,
        Assessment(enrolment_id=enrolment.id, assessed_by_id=by.id, **(defaults | columns)),
    )


def fail(session: Session, enrolment: Enrolment, validator: Person) -> Assessment:
    """A newer assessment that was not passed."""
    earlier = standing_assessment(session, enrolment.id)
    return make_assessment(
        session,
        enrolment,
        validator,
        outcome=AssessmentOutcome.NOT_PASSED,
        supersedes_id=earlier.id if earlier else None,
    )


def make_qualified(session: Session, enrolment: Enrolment, validator: Person) -> Enrolment:
    """Somebody who meets the short rule; cohort and programme come loaded."""
    place = session.get_one(
        Enrolment,
        enrolment.id,
        options=[joinedload(Enrolment.cohort).joinedload(Cohort.programme)],
        populate_existing=True,
    )
    if place.cohort.programme.rule_digest is None:
        make_frozen(session, place.cohort.programme)
    make_assessment(session, end(session, place), validator)
    return place


def make_proposal(
    session: Session, enrolment: Enrolment, validator: Person, by: Person
) -> Decision:
    """A proposal about somebody who qualifies."""
    place = make_qualified(session, enrolment, validator)
    return propose_decision(session, place, by=by, at=MONDAY)


def make_certificate(
    session: Session, enrolment: Enrolment, validator: Person, by: tuple[Person, Person]
) -> Certificate:
    """An issued certificate, proposed by the first and approved by the second."""
    decision = make_proposal(session, enrolment, validator, by[0])
    return approve_decision(session, decision, issuer=ISSUER, by=by[1], at=MONDAY)


def make_correction(
    session: Session,
    certificate: Certificate,
    by: Person,
    *,
    holder_name: str = "Ana Ćwikła-Sowa",
    why: str = "ślub",
    kind: CorrectionKind = CorrectionKind.NAME,
    at: datetime = MONDAY,
) -> Correction:
    """A newer certificate proposed, under a new name unless another kind is asked for."""
    return propose_correction(
        session, certificate, kind, holder_name=holder_name, why=why, by=by, at=at
    )


def make_successor(
    session: Session, certificate: Certificate, by: tuple[Person, Person], **asked: Any
) -> Certificate:
    """A newer certificate, proposed by the first and approved by the second."""
    correction = make_correction(session, certificate, by[0], **asked)
    at = asked.get("at", MONDAY)
    return approve_correction(session, correction, issuer=ISSUER, by=by[1], at=at)


def make_mark(
    session: Session,
    programme: Programme,
    stored: StoredFile,
    *,
    by: Person,
    name: str = "Fundusze Europejskie",
) -> ProgrammeMark:
    """A mark at the foot of the certificates to come."""
    return add_mark(session, programme, stored, name=name, by=by, at=MONDAY)
