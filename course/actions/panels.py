"""Panels: a coordinator calls one, changes its day and members, or cancels it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.requirements import PanelHeld
from course.actions.audit import note, take_turn
from course.actions.decisions import refuse_if_certified
from course.actions.letters import post
from course.clock import local_day
from course.errors import (
    DatesReversed,
    JudgedBefore,
    MarksEntered,
    MayNotSit,
    PanelOver,
    PanelStands,
    ReasonMissing,
    SamePerson,
    SeatsWrong,
)
from course.models import AuditEntry, Enrolment, Json, Panel, PanelMark, PanelMember, Person
from course.queries.panels import (
    Candidate,
    candidates_for,
    panel_now,
    seats_of,
    standing_panel,
)
from course.terms import Act, DecisionOutcome, LetterKind, PanelSeat

SUPPLEMENT = 2
"""The sitting after the first one, and the last there can be."""

LONGEST_REASON = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who is to have a seat, and in what capacity, as the protocol says it."""

    seat: PanelSeat
    person_id: int
    capacity: str
    institution_id: int | None
    chairs: bool


def call_panel(
    session: Session,
    enrolment: Enrolment,
    asked: PanelHeld,
    seats: Sequence[Seat],
    *,
    held_on: date,
    place: str,
    by: Person,
    at: datetime,
) -> Panel:
    """Call three people who may judge somebody; the cohort and its programme must be loaded.

    Raises SamePerson, DatesReversed before the end of participation, AlreadyCertified, PanelStands,
    SeatsWrong and MayNotSit.
    """
    take_turn(session)
    if enrolment.person_id == by.id:
        raise SamePerson
    refuse_if_certified(session, enrolment.person_id, enrolment.cohort.programme.standard_code)
    _refuse_day(enrolment, held_on)
    sitting = _next_sitting(standing_panel(session, enrolment.id))
    _refuse_seats(candidates_for(session, enrolment), asked, seats)
    panel = Panel(enrolment_id=enrolment.id, sitting=sitting, held_on=held_on, place=place.strip())
    panel.called_by_id, panel.called_at = by.id, at
    try:
        with session.begin_nested():
            session.add(panel)
    except IntegrityError as lost:
        raise PanelStands from lost
    session.add_all([_member(panel, seat) for seat in seats])
    deed = _note(session, Act.PANEL_CALLED, panel, by, at, {"sitting": sitting})
    called = panel_now(session, panel.id)
    _write(session, called, _everybody(called), "called", deed)
    return called


def change_panel(
    session: Session,
    panel: Panel,
    asked: PanelHeld,
    seats: Sequence[Seat],
    *,
    held_on: date,
    place: str,
    by: Person,
    at: datetime,
) -> None:
    """Set another day or place, or other members in the place of those who judged nothing yet.

    What somebody saved before they were replaced is not kept. Raises what `call_panel` raises,
    PanelOver, MarksEntered where somebody is to go who has handed in their marks, and JudgedBefore
    where somebody handed them in before the new day: nobody judges a panel that is not held yet.
    """
    take_turn(session)
    standing = panel_now(session, panel.id)
    refuse_if_over(standing)
    if standing.enrolment.person_id == by.id:
        raise SamePerson
    _refuse_day(standing.enrolment, held_on)
    _refuse_later(standing, held_on)
    _refuse_seats(candidates_for(session, standing.enrolment), asked, seats)
    moved = (standing.held_on, standing.place) != (held_on, place.strip())
    standing.held_on, standing.place = held_on, place.strip()
    before = {member.person_id for member in standing.members}
    _seat_anew(session, standing, seats)
    deed = _note(session, Act.PANEL_CALLED, standing, by, at, {"changed": True})
    now = panel_now(session, standing.id)
    newcomers = [one.person for one in now.members if one.person_id not in before]
    _write(session, now, newcomers, "called", deed)
    if moved:
        others = [one for one in _everybody(now) if one not in newcomers]
        _write(session, now, others, "changed", deed)


def cancel_panel(session: Session, panel: Panel, *, why: str, by: Person, at: datetime) -> None:
    """Cancel a panel, for a reason. Raises PanelOver, ReasonMissing, SamePerson."""
    take_turn(session)
    standing = panel_now(session, panel.id)
    refuse_if_over(standing)
    if standing.enrolment.person_id == by.id:
        raise SamePerson
    if not why.strip():
        raise ReasonMissing
    standing.cancelled_at, standing.cancelled_why = at, why.strip()[:LONGEST_REASON]
    deed = _note(session, Act.PANEL_CANCELLED, standing, by, at, {})
    _write(session, standing, _everybody(standing), "cancelled", deed)


def refuse_if_over(panel: Panel) -> None:
    """Raise PanelOver for a panel that was cancelled or has its record."""
    if panel.cancelled_at is not None or panel.recorded_at is not None:
        raise PanelOver


def tell_caller(session: Session, panel: Panel, caller: Person, *, deed: AuditEntry) -> None:
    """Write to who called a panel that a member declared a conflict of interest."""
    _write(session, panel, [caller], "conflict", deed)


def _next_sitting(standing: Panel | None) -> int:
    """The first, or the one supplement that the first asked for. Raises PanelStands."""
    if standing is None:
        return 1
    if standing.sitting < SUPPLEMENT and standing.outcome is DecisionOutcome.SUPPLEMENT:
        return SUPPLEMENT
    raise PanelStands


def _refuse_day(enrolment: Enrolment, held_on: date) -> None:
    if enrolment.ended_on is None or held_on < enrolment.ended_on:
        raise DatesReversed


def _refuse_later(panel: Panel, held_on: date) -> None:
    """Raise JudgedBefore if a member has handed in their marks before a day."""
    days = [local_day(one.entered_at) for one in panel.members if one.entered_at is not None]
    if days and min(days) < held_on:
        raise JudgedBefore(judged_on=min(days))


def _refuse_seats(candidates: Sequence[Candidate], asked: PanelHeld, seats: Sequence[Seat]) -> None:
    """Raise SeatsWrong or MayNotSit unless the rule is kept: whatever the form offered."""
    people = {seat.person_id for seat in seats}
    if (
        sorted(seat.seat for seat in seats) != sorted(seats_of(asked))
        or len(people) != len(seats)
        or sum(seat.chairs for seat in seats) != 1
        or not all(seat.capacity.strip() for seat in seats)
    ):
        raise SeatsWrong
    known = {candidate.person.id: candidate for candidate in candidates}
    for seat in seats:
        candidate = known.get(seat.person_id)
        if candidate is None:
            raise SeatsWrong
        if codes := candidate.refused_on(seat.seat):
            raise MayNotSit(name=candidate.person.name, reasons=codes)


def _seat_anew(session: Session, panel: Panel, seats: Sequence[Seat]) -> None:
    """Free the seats of those who go, then seat the others: each seat and person is there once."""
    wanted = {seat.seat: seat for seat in seats}
    staying = [one for one in panel.members if wanted[one.seat].person_id == one.person_id]
    going = [one for one in panel.members if one not in staying]
    if any(member.entered_at is not None for member in going):
        raise MarksEntered
    ids = [member.id for member in going]
    session.execute(delete(PanelMark).where(PanelMark.member_id.in_(ids)))
    session.execute(delete(PanelMember).where(PanelMember.id.in_(ids)))
    for member in panel.members:
        if member in staying:
            member.chairs = False
    session.flush()
    for member in staying:
        seat = wanted.pop(member.seat)
        member.capacity, member.institution_id = seat.capacity.strip(), seat.institution_id
        member.chairs = seat.chairs
    session.add_all([_member(panel, seat) for seat in wanted.values()])


def _member(panel: Panel, seat: Seat) -> PanelMember:
    return PanelMember(
        panel_id=panel.id,
        person_id=seat.person_id,
        seat=seat.seat,
        capacity=seat.capacity.strip(),
        institution_id=seat.institution_id,
        chairs=seat.chairs,
    )


def _everybody(panel: Panel) -> list[Person]:
    return [*(member.person for member in panel.members), panel.enrolment.person]


def _write(
    session: Session, panel: Panel, people: Iterable[Person], told: str, deed: AuditEntry
) -> None:
    about = panel.enrolment.person
    for person in people:
        own = person.id == about.id
        post(
            session,
            LetterKind.PANEL_CALLED,
            to=person,
            key=f"panel-{panel.id}-{deed.id}-{person.id}",
            at=deed.at,
            facts={
                "told": told,
                "own": own,
                "about": about.name,
                "held_on": panel.held_on.isoformat(),
                "place": panel.place,
                "why": panel.cancelled_why,
                "path": f"/enrolments/{panel.enrolment_id}/portfolio"
                if own
                else f"/panels/{panel.id}",
            },
        )


def _note(
    session: Session, act: Act, panel: Panel, by: Person, at: datetime, more: Json
) -> AuditEntry:
    facts = {"enrolment": panel.enrolment_id, **more}
    return note(session, act, by=by, subject=panel, at=at, facts=facts)
