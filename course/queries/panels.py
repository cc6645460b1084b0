"""Panels: who may sit on one, which there are, and what each member may see of them."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, and_, exists, literal, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from assessments.requirements import PanelHeld
from course.errors import NotFound, PanelNotAsked, StandardNotFrozen
from course.models import (
    Cohort,
    CohortTrainer,
    Enrolment,
    Institution,
    Panel,
    PanelMember,
    Person,
    Programme,
)
from course.permissions import Permission
from course.queries.places import place_where
from course.queries.rules import rule_by_digest
from course.queries.separation import reasons, separated
from course.terms import EnrolmentState, PanelSeat
from course.visibility import (
    enrolments_with,
    granted_to,
    panels_kept_by,
    panels_sat_on_by,
    panels_visible_to,
    programmes_with,
)

_WHOLE = (
    joinedload(Panel.enrolment).joinedload(Enrolment.person),
    joinedload(Panel.enrolment).joinedload(Enrolment.cohort).joinedload(Cohort.programme),
    selectinload(Panel.members).options(
        joinedload(PanelMember.person),
        joinedload(PanelMember.institution),
        selectinload(PanelMember.marks),
    ),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with the validator's grant: whether they may judge this person, and why not."""

    person: Person
    refused: tuple[str, ...]
    teaches_elsewhere: bool

    def refused_on(self, seat: PanelSeat) -> tuple[str, ...]:
        """Why the candidate may not have a seat; empty when they may."""
        if seat is PanelSeat.TRAINER_OF_ANOTHER_COHORT and not self.teaches_elsewhere:
            return (*self.refused, "teaches_nobody_else")
        return self.refused

    def may_have(self, seat: PanelSeat) -> bool:
        """Whether the candidate may have a seat."""
        return not self.refused_on(seat)


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A person whose participation ended, and their panels, the newest first."""

    enrolment: Enrolment
    panels: Sequence[Panel] = field(default=())


def panel_asked(session: Session, programme: Programme) -> PanelHeld:
    """What the programme's rule asks of a panel. Raises StandardNotFrozen and PanelNotAsked."""
    if programme.rule_digest is None:
        raise StandardNotFrozen
    for requirement in rule_by_digest(session, programme.rule_digest).requirements:
        if isinstance(requirement, PanelHeld):
            return requirement
    raise PanelNotAsked


def seats_of(asked: PanelHeld) -> list[PanelSeat]:
    """The seats that there must be, in the order of the rule."""
    return [PanelSeat(name) for name in asked.members]


def enrolment_for_panel(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """A place about which this person may call a panel. Raises NotFound."""
    return place_where(
        session,
        enrolment_id,
        Enrolment.state == EnrolmentState.ENDED,
        enrolments_with(person, Permission.CALL_PANELS),
    )


def candidates_for(session: Session, enrolment: Enrolment) -> Sequence[Candidate]:
    """Whoever could sit on a panel about a person, in the order of names.

    Who may not is there too, with the reasons. The cohort must be loaded.
    """
    about, own, taught = literal(enrolment.person_id), aliased(Enrolment), aliased(CohortTrainer)
    grounds = {"is_person": Person.id == about, **separated(Person.id, about)}
    own_cohorts = select(own.cohort_id).where(own.person_id == about)
    elsewhere = exists(
        select(taught.id).where(taught.person_id == Person.id, taught.cohort_id.not_in(own_cohorts))
    )
    rows = session.execute(
        select(Person, elsewhere, *grounds.values())
        .where(
            Person.left_at.is_(None),
            granted_to(
                Person.id.expression, Permission.ASSESS_TRAINEES, enrolment.cohort.programme_id
            ),
        )
        .order_by(Person.sort_name, Person.id)
    )
    return [Candidate(row[0], reasons(grounds, row[2:]), row[1]) for row in rows]


def refused_members(session: Session, panel: Panel) -> Mapping[int, tuple[str, ...]]:
    """The members who may not judge any more, each with the reasons; members must be loaded."""
    known = {one.person.id: one for one in candidates_for(session, panel.enrolment)}
    found = {}
    for member in panel.members:
        candidate = known.get(member.person_id)
        codes = candidate.refused_on(member.seat) if candidate else ("not_granted",)
        if codes:
            found[member.id] = codes
    return found


def institutions_to_name(session: Session) -> Sequence[Institution]:
    """Institutions that a member can represent, in the order of names."""
    return session.scalars(
        select(Institution)
        .where(Institution.archived_at.is_(None))
        .order_by(Institution.sort_name, Institution.id)
    ).all()


def panel_for(session: Session, person: Person, panel_id: int) -> Panel:
    """A panel for who may see it. Raises NotFound."""
    return _one(session, select(Panel).where(Panel.id == panel_id, panels_visible_to(person)))


def panel_to_keep(session: Session, person: Person, panel_id: int) -> Panel:
    """A panel that this person may change or cancel. Raises NotFound."""
    return _one(session, select(Panel).where(Panel.id == panel_id, panels_kept_by(person)))


def panel_to_sit_on(session: Session, person: Person, panel_id: int) -> tuple[Panel, PanelMember]:
    """A panel of which this person is a member, and their own seat. Raises NotFound."""
    panel = _one(session, select(Panel).where(Panel.id == panel_id, panels_sat_on_by(person)))
    member = next((one for one in panel.members if one.person_id == person.id), None)
    if member is None:  # replaced between the two statements
        raise NotFound
    return panel, member


def panel_now(session: Session, panel_id: int) -> Panel:
    """A panel with all that belongs to it, read anew."""
    return session.scalars(
        select(Panel)
        .where(Panel.id == panel_id)
        .options(*_WHOLE)
        .execution_options(populate_existing=True)
    ).one()


def panels_about(session: Session, enrolment_ids: Collection[int]) -> Sequence[Panel]:
    """The panels about places, the newest first."""
    return session.scalars(
        select(Panel)
        .where(Panel.enrolment_id.in_(enrolment_ids))
        .options(*_WHOLE)
        .order_by(Panel.id.desc())
    ).all()


def standing_panel(session: Session, enrolment_id: int) -> Panel | None:
    """The last sitting that was not cancelled, with its members."""
    return session.scalar(
        select(Panel)
        .where(Panel.enrolment_id == enrolment_id, Panel.cancelled_at.is_(None))
        .options(*_WHOLE)
        .order_by(Panel.sitting.desc())
        .limit(1)
    )


def panels_of_member(session: Session, person: Person) -> Sequence[Panel]:
    """The panels that this person sits on, those still to be held first."""
    return session.scalars(
        select(Panel)
        .where(panels_sat_on_by(person), Panel.cancelled_at.is_(None))
        .options(*_WHOLE)
        .order_by(Panel.recorded_at.is_not(None), Panel.held_on, Panel.id)
    ).all()


def people_to_judge(session: Session, person: Person) -> Sequence[ToJudge]:
    """People whose participation ended, where this person sees the programme, with their panels."""
    places = session.scalars(
        select(Enrolment)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .join(Cohort.programme)
        .where(
            and_(Enrolment.state == EnrolmentState.ENDED, Enrolment.ended_on.is_not(None)),
            Enrolment.person_id != person.id,
            programmes_with(person, Permission.SEE_PROGRAMME),
        )
        .options(
            contains_eager(Enrolment.person),
            contains_eager(Enrolment.cohort).contains_eager(Cohort.programme),
        )
        .order_by(Enrolment.ended_on, Person.sort_name, Enrolment.id)
    ).all()
    panels: dict[int, list[Panel]] = {place.id: [] for place in places}
    for panel in panels_about(session, panels.keys()):
        panels[panel.enrolment_id].append(panel)
    return [ToJudge(place, panels[place.id]) for place in places]


def print_of(member: PanelMember) -> str:
    """A mark of what a member has saved: it changes with any level and any word."""
    said = [sorted((mark.criterion, mark.level) for mark in member.marks), member.comment]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def _one(session: Session, statement: Select[Panel]) -> Panel:
    found = session.scalar(statement.options(*_WHOLE))
    if found is None:
        raise NotFound
    return found
