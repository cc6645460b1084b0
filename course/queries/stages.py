"""The four stages of one record, each dated and signed: as they stand, in ids, numbers and dates.

Scope and standard are set for a programme, assessment and comparison for each person. What stands
here is frozen with a decision; before one it is read live.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased, joinedload

from assessments.exceptions import amended
from assessments.qualification import Record
from assessments.requirements import Competences, Rule
from course.clock import local_day
from course.models import (
    AuditEntry,
    Decision,
    Enrolment,
    Marking,
    Observation,
    Panel,
    PanelMember,
    Person,
    Programme,
    RecordException,
    Submission,
)
from course.models.base import Json
from course.queries.places import place_where
from course.queries.records import record_of
from course.queries.self_assessments import self_assessments_of
from course.terms import Act, ExceptionState, SubmissionState
from course.visibility import enrolments_recorded_for

SIGNED = {Act.PROGRAMME_CREATED: "scope", Act.STANDARD_FROZEN: "standard"}


def stages_beside(
    session: Session, enrolment_id: int, programme_id: int, rule: Rule | None
) -> Json:
    """Who signed scope and standard, the competences with their evidence, and what stands beside.

    Keys: signed, competences, self_assessments, exceptions.
    """
    record = record_of(session, enrolment_id)
    return {
        "signed": _signed(session, programme_id),
        "competences": _competences(session, enrolment_id, rule, record) if rule else [],
        "self_assessments": {
            moment.value: {"on": local_day(kept.recorded_at).isoformat(), "levels": kept.levels}
            for moment, kept in self_assessments_of(session, enrolment_id).items()
        },
        "exceptions": _exceptions(session, enrolment_id),
    }


def place_on_card(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """A place whose four stages the person sees. Raises NotFound.

    Its person, cohort, programme and frozen rule come with it.
    """
    return place_where(session, enrolment_id, enrolments_recorded_for(person), with_rule=True)


def decision_about(session: Session, enrolment_id: int, *, waiting: bool) -> Decision | None:
    """The newest decision about a place that was not withdrawn, with its two.

    `waiting`: also one that the second person has not approved yet.
    """
    told = Decision.withdrawn_at.is_(None) if waiting else Decision.decided_at.is_not(None)
    return session.scalar(
        select(Decision)
        .where(Decision.enrolment_id == enrolment_id, told)
        .options(joinedload(Decision.proposed_by), joinedload(Decision.approved_by))
        .order_by(Decision.id.desc())
        .limit(1)
    )


def panels_about(session: Session, enrolment_id: int) -> Sequence[Panel]:
    """The panels that said what they saw, the last one first, with their members."""
    return (
        session.scalars(
            select(Panel)
            .where(Panel.enrolment_id == enrolment_id, Panel.recorded_at.is_not(None))
            .options(joinedload(Panel.members).joinedload(PanelMember.person))
            .order_by(Panel.sitting.desc(), Panel.id.desc())
        )
        .unique()
        .all()
    )


def names_of(session: Session, ids: Iterable[int]) -> Mapping[int, str]:
    """The names of those who signed."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(set(ids))))
    return {row.id: row.name for row in rows}


def _signed(session: Session, programme_id: int) -> Json:
    """When scope and standard were set, and by whom; none for the command line."""
    rows = session.execute(
        select(AuditEntry.act, AuditEntry.at, AuditEntry.actor_id)
        .where(
            AuditEntry.subject_kind == Programme.__tablename__,
            AuditEntry.subject_id == programme_id,
            AuditEntry.act.in_(SIGNED),
        )
        .order_by(AuditEntry.id)
    )
    return {SIGNED[act]: {"on": local_day(at).isoformat(), "by": by} for act, at, by in rows}


def _competences(
    session: Session, enrolment_id: int, rule: Rule, record: Record
) -> list[dict[str, Any]]:
    """Each competence: what is required, what is reached, and the work that shows it."""
    reached = amended(rule, record).assignments_passed
    works, seen = _works(session, enrolment_id), _seen(session, enrolment_id)
    return [
        {
            "code": code,
            "required": list(slugs),
            "reached": [slug for slug in slugs if slug in reached],
            "replaced": [slug for slug in slugs if slug in reached - record.assignments_passed],
            "works": [works[slug] for slug in slugs if slug in works],
            "observations": [one for slug in slugs for one in seen.get(slug, ())],
        }
        for requirement in rule.requirements
        if isinstance(requirement, Competences)
        for code, slugs in requirement.confirmed_by.items()
    ]


def _works(session: Session, enrolment_id: int) -> Mapping[str, Json]:
    """The marking that stands of each passed assignment: the last one that was told."""
    later = aliased(Marking)
    rows = session.execute(
        select(
            Submission.assignment_slug,
            Submission.id,
            Marking.points,
            Marking.max_points,
            Marking.released_at,
        )
        .join(Marking, Marking.submission_id == Submission.id)
        .where(
            Submission.enrolment_id == enrolment_id,
            Submission.state == SubmissionState.MARKED,
            Marking.released_at.is_not(None),
            ~exists(select(later.id).where(later.supersedes_id == Marking.id)),
        )
        .order_by(Marking.id)
    )
    return {
        slug: {
            "assignment": slug,
            "submission": submission_id,
            "points": points,
            "max_points": most,
            "on": local_day(told).isoformat() if told else None,
        }
        for slug, submission_id, points, most, told in rows
    }


def _seen(session: Session, enrolment_id: int) -> Mapping[str, Sequence[Json]]:
    """Observations by the assignment that they are for; of all else the record has its line."""
    found: dict[str, list[Json]] = defaultdict(list)
    rows = session.execute(
        select(Observation.assignment_slug, Observation.id, Observation.dated_on)
        .where(
            Observation.enrolment_id == enrolment_id,
            Observation.assignment_slug.is_not(None),
            Observation.withdrawn_at.is_(None),
        )
        .order_by(Observation.dated_on, Observation.id)
    )
    for slug, observation_id, dated_on in rows:
        found[str(slug)].append({"observation": observation_id, "on": dated_on.isoformat()})
    return found


def _exceptions(session: Session, enrolment_id: int) -> list[dict[str, Any]]:
    """Every approved exception, adjustments too."""
    approved = session.scalars(
        select(RecordException)
        .where(
            RecordException.enrolment_id == enrolment_id,
            RecordException.state == ExceptionState.APPROVED,
        )
        .order_by(RecordException.id)
    )
    return [
        {
            "id": one.id,
            "kind": one.kind.value,
            "requirement": one.requirement,
            "amount": one.amount,
            "done_on": _iso(one.done_on),
            "entered_by": one.entered_by_id,
            "entered_on": local_day(one.entered_at).isoformat(),
            "decided_by": one.decided_by_id,
            "decided_on": local_day(one.decided_at).isoformat() if one.decided_at else None,
        }
        for one in approved
    ]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
