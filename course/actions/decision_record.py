"""What a decision keeps of the record on which it rests: ids, numbers and dates, no names."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from assessments.qualification import Judged, Qualification
from assessments.requirements import PanelHeld
from course.models import Assessment, Enrolment, Panel
from course.models.base import Json
from course.queries.validation import standing_assessment


def asks_panel(qualification: Qualification) -> bool:
    """Whether the rule lets a panel judge, and not one validator."""
    return any(isinstance(judged.requirement, PanelHeld) for judged in qualification.judged)


def record_now(
    session: Session,
    enrolment: Enrolment,
    panel: Panel | None,
    qualification: Qualification,
    at: datetime,
) -> Json:
    """The four stages as they stand now; the cohort and its programme must be loaded.

    Without a panel the third is what a validator said last.
    """
    programme = enrolment.cohort.programme
    assessment = None if panel else standing_assessment(session, enrolment.id)
    return {
        "scope": {
            "programme": programme.code,
            "project_number": programme.project_number,
            "starts_on": _iso(programme.starts_on),
            "ends_on": _iso(programme.ends_on),
        },
        "standard": {
            "code": programme.standard_code,
            "rule": programme.rule_digest,
            "frozen_on": _iso(programme.standard_frozen_on),
        },
        "assessment": _panel(panel) if panel else _assessment(assessment) if assessment else None,
        "comparison": {
            "compared_at": at.isoformat(),
            "cohort": enrolment.cohort.code,
            "started_on": _iso(enrolment.started_on),
            "ended_on": _iso(enrolment.ended_on),
            "lines": list(_lines(qualification.judged)),
        },
    }


def _panel(panel: Panel) -> Json:
    return {
        "panel": panel.id,
        "protocol_number": panel.protocol_number,
        "held_on": _iso(panel.held_on),
        "outcome": panel.outcome.value if panel.outcome else None,
        "assessed_by": [member.person_id for member in panel.members],
    }


def _assessment(assessment: Assessment) -> Json:
    return {
        "id": assessment.id,
        "protocol_number": assessment.protocol_number,
        "held_on": _iso(assessment.held_on),
        "outcome": assessment.outcome.value,
        "assessed_by": assessment.assessed_by_id,
    }


def _lines(judged: Iterable[Judged]) -> Iterable[Json]:
    """Each line as it was judged; an excepted one rests on an exception of the record."""
    for line in judged:
        facts = {
            name: str(value) if isinstance(value, Decimal) else value
            for name, value in line.facts.items()
        }
        told = {"code": line.code, "met": line.met, "facts": facts}
        yield told | ({"excepted": True} if line.excepted else {})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
