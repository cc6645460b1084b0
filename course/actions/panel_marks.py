"""What members of a panel do: declare, mark unseen by the others, and say it together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy.orm import Session

from assessments.definitions import Rubric
from assessments.marking import UnreadableMarking, check_levels, judge_marking
from course.actions.audit import note, take_turn
from course.actions.conflicts import declare_conflict
from course.actions.numbers import next_number
from course.actions.panels import SUPPLEMENT, refuse_if_over, tell_caller
from course.clock import local_day
from course.errors import (
    ConflictNotDeclared,
    LevelsMissing,
    MarksChanged,
    MarksEntered,
    MarksWaiting,
    MayNotSit,
    NotTheChair,
    OutcomeRefused,
    PanelNotHeld,
    ReasonMissing,
)
from course.models import Panel, PanelMark, PanelMember, Person
from course.queries.panels import panel_now, print_of, refused_members
from course.terms import Act, DecisionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """What three people say together: a level for each criterion, why, and what follows."""

    levels: Mapping[str, int]
    statement: str
    outcome: DecisionOutcome
    to_supplement: str = ""


def declare_no_conflict(session: Session, panel: Panel, *, by: Person, at: datetime) -> None:
    """A member says that no conflict of interest is known to them; saying it again changes nothing.

    Raises PanelOver and MayNotSit.
    """
    now, member = _seat(session, panel, by)
    if member.declared_at is None:
        member.declared_at = at
        facts = {"panel": now.id, "conflict": False}
        note(session, Act.PANEL_MEMBER_DECLARED, by=by, subject=member, at=at, facts=facts)


def declare_own_conflict(
    session: Session, panel: Panel, *, why: str, by: Person, at: datetime
) -> None:
    """A member says that they should not judge this person; who called the panel is written to.

    With their marks handed in the panel can conclude nothing, and another is called. Raises
    PanelOver, ReasonMissing, and MayNotSit where somebody else was seated meanwhile.
    """
    take_turn(session)
    now = panel_now(session, panel.id)
    refuse_if_over(now)
    member = next((one for one in now.members if one.person_id == by.id), None)
    if member is None:
        raise MayNotSit(name=by.name, reasons=())
    declare_conflict(session, by, now.enrolment.person, why=why, by=by, at=at)
    if member.entered_at is None:
        member.declared_at = None
    facts = {"panel": now.id, "conflict": True}
    entry = note(session, Act.PANEL_MEMBER_DECLARED, by=by, subject=member, at=at, facts=facts)
    tell_caller(session, now, session.get_one(Person, now.called_by_id), deed=entry)


def save_marks(
    session: Session,
    panel: Panel,
    *,
    levels: Mapping[str, int],
    comment: str,
    seen: str,
    by: Person,
) -> str:
    """Keep what a member has chosen so far, and return its new print.

    `seen` is the print of what the page showed. Raises PanelOver, MayNotSit, ConflictNotDeclared,
    MarksEntered, and MarksChanged when something else was saved from another page meanwhile.
    """
    _, member = _seat(session, panel, by)
    _refuse_marking(member)
    _keep(session, member, levels, comment, seen)
    return print_of(member)


def enter_marks(
    session: Session,
    panel: Panel,
    rubric: Rubric,
    *,
    levels: Mapping[str, int],
    comment: str,
    seen: str,
    by: Person,
    at: datetime,
) -> None:
    """Hand in a member's marks: they stand. The same once more changes nothing.

    Raises what `save_marks` raises, LevelsMissing, and PanelNotHeld before the day.
    """
    now, member = _seat(session, panel, by)
    if member.entered_at is not None and _is_kept(member, levels, comment):
        return
    _refuse_marking(member)
    _refuse_missing(rubric, levels)
    if local_day(at) < now.held_on:
        raise PanelNotHeld(held_on=now.held_on)
    _keep(session, member, levels, comment, seen)
    member.entered_at = at
    facts = {"panel": now.id}
    note(session, Act.PANEL_MARKED, by=by, subject=member, at=at, facts=facts)


def record_panel(
    session: Session,
    panel: Panel,
    rubric: Rubric,
    said: Conclusion,
    *,
    by: Person,
    at: datetime,
) -> Panel:
    """The chair enters what the three concluded together; it has a protocol's number and stands.

    Raises PanelOver, MayNotSit, NotTheChair, MarksWaiting, LevelsMissing, ReasonMissing without a
    statement or without what is to be supplemented, and OutcomeRefused.
    """
    now, member = _seat(session, panel, by)
    if not member.chairs:
        raise NotTheChair
    for one, codes in refused_members(session, now).items():
        name = next(seated.person.name for seated in now.members if seated.id == one)
        raise MayNotSit(name=name, reasons=codes)
    if any(one.entered_at is None for one in now.members):
        raise MarksWaiting
    _refuse_missing(rubric, said.levels)
    supplement = said.outcome is DecisionOutcome.SUPPLEMENT
    if not said.statement.strip() or (supplement and not said.to_supplement.strip()):
        raise ReasonMissing
    if not outcome_follows(rubric, said.levels, said.outcome, sitting=now.sitting):
        raise OutcomeRefused
    number = next_number(session, Panel.protocol_number, series="K", year=local_day(at).year)
    now.joint_levels, now.joint_statement = dict(said.levels), said.statement.strip()
    now.to_supplement = said.to_supplement.strip() if supplement else None
    now.outcome, now.protocol_number = said.outcome, number
    now.recorded_by_id, now.recorded_at = by.id, at
    facts = {"enrolment": now.enrolment_id, "outcome": said.outcome.value}
    note(session, Act.PANEL_RECORDED, by=by, subject=now, at=at, facts=facts)
    return now


def outcome_follows(
    rubric: Rubric, levels: Mapping[str, int], outcome: DecisionOutcome, *, sitting: int
) -> bool:
    """Whether an outcome agrees with the joint levels: the rubric's rule decides, as everywhere.

    Who passes is not refused, who does not pass is not awarded; a supplement is asked for once.
    """
    passed = judge_marking(rubric, levels).outcome == "pass"
    match outcome:
        case DecisionOutcome.AWARDED:
            return passed
        case DecisionOutcome.NOT_AWARDED:
            return not passed
        case DecisionOutcome.SUPPLEMENT:
            return sitting < SUPPLEMENT
        case _:
            assert_never(outcome)


def _seat(session: Session, panel: Panel, by: Person) -> tuple[Panel, PanelMember]:
    """The panel read anew in this write's turn, and the seat of who still may sit on it.

    Raises PanelOver and MayNotSit.
    """
    take_turn(session)
    now = panel_now(session, panel.id)
    refuse_if_over(now)
    member = next((one for one in now.members if one.person_id == by.id), None)
    refused = refused_members(session, now)
    if member is None or member.id in refused:
        raise MayNotSit(name=by.name, reasons=refused.get(member.id) if member else ())
    return now, member


def _refuse_marking(member: PanelMember) -> None:
    if member.declared_at is None:
        raise ConflictNotDeclared
    if member.entered_at is not None:
        raise MarksEntered


def _refuse_missing(rubric: Rubric, levels: Mapping[str, int]) -> None:
    try:
        check_levels(rubric.criteria, levels)
    except UnreadableMarking as misfit:
        raise LevelsMissing from misfit


def _keep(
    session: Session, member: PanelMember, levels: Mapping[str, int], comment: str, seen: str
) -> None:
    if _is_kept(member, levels, comment):
        return
    if print_of(member) != seen:
        raise MarksChanged
    kept = {mark.criterion: mark for mark in member.marks}
    for criterion, level in levels.items():
        if criterion in kept:
            kept[criterion].level = level
        else:
            member.marks.append(PanelMark(criterion=criterion, level=level))
    member.comment = comment
    session.flush()


def _is_kept(member: PanelMember, levels: Mapping[str, int], comment: str) -> bool:
    return {mark.criterion: mark.level for mark in member.marks} == dict(levels) and (
        member.comment == comment
    )
