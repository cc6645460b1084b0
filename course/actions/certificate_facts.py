"""Everything that the paper of a certificate says, gathered once and frozen with it."""

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy.orm import Session

from assessments.certificate import CertificateText
from assessments.exceptions import amended
from assessments.qualification import Record
from assessments.requirements import Rule
from course.clock import local_day
from course.models import (
    Assessment,
    Cohort,
    Decision,
    Panel,
    PanelMember,
    Person,
    Programme,
    ProgrammeMark,
)
from course.models.base import Json
from course.queries.papers import marks_of, panel_with_members
from course.queries.validation import standing_assessment

MINUTES = 60


def facts_of(
    session: Session,
    decision: Decision,
    rule: Rule,
    record: Record,
    *,
    approved_by: Person,
    at: datetime,
) -> Json:
    """What the paper says in both languages; days are ISO dates, lengths are minutes.

    Where a panel judged, an assessment of before says nothing.
    """
    enrolment, text = decision.enrolment, rule.certificate
    record = amended(rule, record)
    programme = enrolment.cohort.programme
    panel = panel_with_members(session, decision.panel_id) if decision.panel_id else None
    assessment = None if panel else standing_assessment(session, enrolment.id)
    return {
        "address_form": enrolment.person.address_form.value,
        "programme": _programme(programme),
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
        "panel": _panel(panel) if panel else None,
        "decision": _signed(approved_by, decision.protocol_number, local_day(at)),
        "marks": [_mark(mark) for mark in marks_of(session, programme.id)],
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


def _panel(panel: Panel) -> Json:
    """Who judged together, the chair first."""
    members = sorted(panel.members, key=lambda member: not member.chairs)
    return {
        "protocol_number": panel.protocol_number,
        "on": panel.held_on.isoformat(),
        "members": [_member(member) for member in members],
    }


def _member(member: PanelMember) -> Json:
    return {"by": member.person.name, "capacity": member.capacity, "chairs": member.chairs}


def _mark(mark: ProgrammeMark) -> Json:
    return {
        "name": mark.name,
        "media_type": mark.media_type,
        "sha256": mark.sha256,
        "stored_as": mark.stored_as,
    }


def _signed(person: Person, protocol_number: str, on: date) -> Json:
    return {"by": person.name, "protocol_number": protocol_number, "on": on.isoformat()}
