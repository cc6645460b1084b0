"""The stages that counting looks at: the first day of training, and who assessed at the end."""

from sqlalchemy import Subquery, case, func, null, select, union_all
from sqlalchemy.orm import aliased

from course.models import Assessment, Enrolment, Meeting, Panel, PanelMember
from course.queries.validation import has_trained
from course.terms import MeetingKind


def first_training() -> Subquery:
    """The earliest workshop of each cohort; one that was cancelled trained nobody."""
    return (
        select(Meeting.cohort_id, func.min(Meeting.starts_at).label("at"))
        .where(Meeting.kind == MeetingKind.WORKSHOP, Meeting.cancelled_at.is_(None))
        .group_by(Meeting.cohort_id)
        .subquery()
    )


def judgements() -> Subquery:
    """What validators and panels recorded, and whether anybody among them trained the person."""
    theirs, sat = aliased(Enrolment), aliased(PanelMember)
    trained = has_trained(sat.person_id, theirs.person_id)
    return union_all(
        select(
            Assessment.enrolment_id,
            Assessment.id,
            null().label("panel_id"),
            Assessment.held_on,
            Assessment.recorded_at,
            has_trained(Assessment.assessed_by_id, theirs.person_id).label("by_own_trainer"),
        ).join(theirs, theirs.id == Assessment.enrolment_id),
        select(
            Panel.enrolment_id,
            Panel.id,
            Panel.id,
            Panel.held_on,
            Panel.recorded_at,
            func.max(case((trained, 1), else_=0)) == 1,
        )
        .join(theirs, theirs.id == Panel.enrolment_id)
        .join(sat, sat.panel_id == Panel.id)
        .where(Panel.recorded_at.is_not(None))
        .group_by(Panel.id),
    ).subquery()
