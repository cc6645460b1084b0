"""Who may not decide about whom, and why: the one place that every decision asks.

Projects funded by the European Union keep training, assessment and decision apart, and there is no
exception to it.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from course.models import (
    Appeal,
    Assessment,
    Conflict,
    Decision,
    Enrolment,
    Panel,
    PanelMember,
    Person,
)
from course.queries.validation import has_trained

Id = ColumnElement[int] | InstrumentedAttribute[int]
Grounds = Mapping[str, ColumnElement[bool]]


def may_not_decide(session: Session, person: Person, enrolment_id: int) -> tuple[str, ...]:
    """Why a person may not be one of those who decide about a place; empty when they may."""
    return who_may_not_decide(session, person, [enrolment_id])[enrolment_id]


def who_may_not_decide(
    session: Session, person: Person, enrolment_ids: Collection[int]
) -> Mapping[int, tuple[str, ...]]:
    """The same about many places, in one statement."""
    me = aliased(Person)
    grounds = {
        "is_person": me.id == Enrolment.person_id,
        **separated(me.id, Enrolment.person_id),
        **judged(me.id, Enrolment.person_id),
    }
    rows = session.execute(
        select(Enrolment.id, *grounds.values())
        .join(me, me.id == person.id)
        .where(Enrolment.id.in_(enrolment_ids))
    )
    return {row[0]: reasons(grounds, row[1:]) for row in rows}


def may_not_decide_appeal(session: Session, person: Person, appeal: Appeal) -> tuple[str, ...]:
    """Why a person is not somebody new to an appeal; its decision must be loaded."""
    decision = appeal.decision
    found = may_not_decide(session, person, decision.enrolment_id)
    if person.id in {decision.proposed_by_id, decision.approved_by_id}:
        found = (*found, "decided_before")
    return (*found, "lodged") if person.id == appeal.lodged_by_id else found


def separated(person_id: Id, about_id: Id) -> Grounds:
    """What keeps a person from judging another one at all: also from sitting on their panel."""
    return {
        "trained": has_trained(person_id, about_id),
        "conflict": exists(
            select(Conflict.id).where(
                Conflict.person_id == person_id,
                Conflict.about_id == about_id,
                Conflict.ended_at.is_(None),
            )
        ),
    }


def judged(person_id: Id, about_id: Id) -> Grounds:
    """What a person concluded about another one before the decision, or in place of a panel."""
    theirs, sat, decided = aliased(Enrolment), aliased(PanelMember), aliased(Appeal)
    return {
        "assessed": exists(
            select(Assessment.id)
            .join(theirs, theirs.id == Assessment.enrolment_id)
            .where(Assessment.assessed_by_id == person_id, theirs.person_id == about_id)
        ),
        "sat": exists(
            select(sat.id)
            .join(Panel, Panel.id == sat.panel_id)
            .join(theirs, theirs.id == Panel.enrolment_id)
            .where(
                sat.person_id == person_id,
                theirs.person_id == about_id,
                or_(Panel.cancelled_at.is_(None), sat.entered_at.is_not(None)),
            )
        ),
        "decided_appeal": exists(
            select(decided.id)
            .join(Decision, Decision.id == decided.decision_id)
            .join(theirs, theirs.id == Decision.enrolment_id)
            .where(decided.decided_by_id == person_id, theirs.person_id == about_id)
        ),
    }


def reasons(grounds: Grounds, told: Sequence[bool]) -> tuple[str, ...]:
    """The codes of the grounds that hold."""
    return tuple(code for code, holds in zip(grounds, told, strict=True) if holds)
