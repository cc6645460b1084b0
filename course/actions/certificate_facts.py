"""Everything that the paper of a certificate says, gathered once and frozen with it."""

from dataclasses import asdict
from datetime import date, datetime

from assessments.certificate import CertificateText
from assessments.qualification import Record
from assessments.requirements import Rule
from course.clock import local_day
from course.models import Assessment, Cohort, Decision, Person, Programme
from course.models.base import Json

MINUTES = 60


def facts_of(
    decision: Decision,
    rule: Rule,
    record: Record,
    assessment: Assessment | None,
    *,
    approved_by: Person,
    at: datetime,
) -> Json:
    """What the paper says in both languages; days are ISO dates, lengths are minutes."""
    enrolment = decision.enrolment
    text = rule.certificate
    return {
        "address_form": enrolment.person.address_form.value,
        "programme": _programme(enrolment.cohort.programme),
        "cohort": _cohort(enrolment.cohort),
        "minutes": {
            "study": text.study_hours * MINUTES if text else 0,
            "workshops": record.workshop_minutes,
            "practice": record.confirmed_minutes,
        },
        "outcomes": _outcomes(text),
        "verified": asdict(text.verified) if text else None,
        "disclaimer": asdict(text.disclaimer) if text else None,
        "assessment": _assessment(assessment) if assessment else None,
        "decision": _signed(approved_by, decision.protocol_number, local_day(at)),
    }


def _programme(programme: Programme) -> Json:
    return {
        "title": {"pl": programme.title_pl, "en": programme.title_en},
        "project_number": programme.project_number,
        "funder": programme.funder,
    }


def _cohort(cohort: Cohort) -> Json:
    return {
        "title": cohort.title,
        "city": cohort.city,
        "starts_on": cohort.starts_on.isoformat(),
        "ends_on": cohort.ends_on.isoformat(),
    }


def _outcomes(text: CertificateText | None) -> Json:
    groups = {
        "knowledge": text.knowledge if text else (),
        "skills": text.skills if text else (),
        "social": text.social if text else (),
    }
    return {name: [asdict(line) for line in lines] for name, lines in groups.items()}


def _assessment(assessment: Assessment) -> Json:
    return _signed(assessment.assessed_by, assessment.protocol_number, assessment.held_on)


def _signed(person: Person, protocol_number: str, on: date) -> Json:
    return {"by": person.name, "protocol_number": protocol_number, "on": on.isoformat()}
