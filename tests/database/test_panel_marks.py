"""Members of a panel declare, mark unseen by the others, and conclude together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.panel_marks import (
    Conclusion,
    declare_no_conflict,
    declare_own_conflict,
    enter_marks,
    outcome_follows,
    record_panel,
    save_marks,
)
from course.actions.panels import Seat, change_panel
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
    PanelOver,
    PanelStands,
    ReasonMissing,
)
from course.models import AuditEntry, CohortTrainer, Letter, Panel, PanelMember, RoleGrant
from course.queries.panels import panel_now, print_of
from course.queries.records import record_of
from course.terms import Act, DecisionOutcome, LetterKind
from tests.make import MONDAY, add
from tests.make_panels import (
    FAILING,
    HELD_ON,
    PASSING,
    STATEMENT,
    Three,
    asked,
    conclude,
    enter,
    make_concluded,
    make_panel,
    make_three,
    member_of,
    rubric,
    seats_for,
)
from tests.people import Cast


@pytest.fixture
def three(session: Session, cast: Cast) -> Three:
    return make_three(session, cast)


@pytest.fixture
def panel(session: Session, cast: Cast, three: Three) -> Panel:
    return make_panel(session, cast, three)


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def called(session: Session, told: str = "called") -> set[str]:
    letters = session.scalars(select(Letter).where(Letter.kind == LetterKind.PANEL_CALLED))
    return {letter.to for letter in letters if letter.facts["told"] == told}


def change(
    session: Session, cast: Cast, panel: Panel, seats: Sequence[Seat], held_on: date = HELD_ON
) -> None:
    details = {"place": panel.place, "by": cast.carla, "at": MONDAY}
    change_panel(session, panel, asked(), seats, held_on=held_on, **details)  # type: ignore[arg-type]  # one of many values


def test_a_member_declares_first(session: Session, three: Three, panel: Panel) -> None:
    seen = print_of(member_of(panel, three.piotr))
    with pytest.raises(ConflictNotDeclared):
        save_marks(session, panel, levels=PASSING, comment="", seen=seen, by=three.piotr)
    for _ in range(2):
        declare_no_conflict(session, panel, by=three.piotr, at=MONDAY)
    assert acts(session).count(Act.PANEL_MEMBER_DECLARED) == 1


def test_a_declared_conflict_keeps_from_judging_and_the_caller_is_told(
    session: Session, cast: Cast, three: Three, panel: Panel
) -> None:
    declare_no_conflict(session, panel, by=three.piotr, at=MONDAY)
    declare_own_conflict(session, panel, why="Sąsiad.", by=three.piotr, at=MONDAY)
    assert called(session, "conflict") == {cast.carla.email}
    seen = print_of(member_of(panel, three.piotr))
    with pytest.raises(MayNotSit):
        save_marks(session, panel, levels=PASSING, comment="", seen=seen, by=three.piotr)
    with pytest.raises(MayNotSit):
        declare_no_conflict(session, panel, by=three.piotr, at=MONDAY)
    change(session, cast, panel, seats_for([three.olga, cast.vera, three.inga]))
    for person in (three.olga, cast.vera, three.inga):
        enter(session, panel, person)
    assert conclude(session, panel, three.olga).protocol_number == "K/2026/0001"


def test_who_was_replaced_meanwhile_declares_nothing(
    session: Session, cast: Cast, three: Three, panel: Panel
) -> None:
    instead = make_three(session, cast)
    change(session, cast, panel, seats_for([three.olga, instead.piotr, three.inga]))
    with pytest.raises(MayNotSit):
        declare_own_conflict(session, panel, why="Sąsiad.", by=three.piotr, at=MONDAY)


def test_a_conflict_found_after_handing_in_stops_the_record(
    session: Session, three: Three, panel: Panel
) -> None:
    for person in three.people:
        enter(session, panel, person)
    declare_own_conflict(session, panel, why="Sąsiad.", by=three.piotr, at=MONDAY)
    with pytest.raises(MayNotSit) as refused:
        conclude(session, panel, three.olga)
    assert refused.value.facts == {"name": "Piotr Lis", "reasons": ("conflict",)}


def test_who_lost_the_grant_or_began_to_train_does_not_judge(
    session: Session, cast: Cast, three: Three, panel: Panel
) -> None:
    declare_no_conflict(session, panel, by=three.inga, at=MONDAY)
    appointed = CohortTrainer(
        cohort_id=cast.cohort.id, person_id=three.inga.id, started_on=MONDAY.date()
    )
    add(session, appointed)
    with pytest.raises(MayNotSit):
        enter(session, panel, three.inga)
    [grant] = session.scalars(select(RoleGrant).where(RoleGrant.person_id == three.piotr.id))
    grant.ended_at = MONDAY
    with pytest.raises(MayNotSit):
        enter(session, panel, three.piotr)
    with pytest.raises(MayNotSit):
        declare_no_conflict(session, panel, by=cast.vera, at=MONDAY)


def test_marks_are_revised_until_they_are_handed_in(
    session: Session, three: Three, panel: Panel
) -> None:
    by = three.piotr
    declare_no_conflict(session, panel, by=by, at=MONDAY)
    first = print_of(member_of(panel_now(session, panel.id), by))
    second = save_marks(session, panel, levels={"c1": 3}, comment="A", seen=first, by=by)
    assert save_marks(session, panel, levels={"c1": 3}, comment="A", seen=first, by=by) == second
    with pytest.raises(MarksChanged):
        save_marks(session, panel, levels={"c1": 2}, comment="B", seen=first, by=by)
    save_marks(session, panel, levels=PASSING, comment="B", seen=second, by=by)
    member = member_of(panel_now(session, panel.id), by)
    assert ({one.criterion: one.level for one in member.marks}, member.comment) == (PASSING, "B")
    with pytest.raises(LevelsMissing):
        enter_marks(
            session, panel, rubric(), levels={"c1": 3}, comment="", seen="", by=by, at=MONDAY
        )
    for _ in range(2):  # pressed twice
        enter(session, panel, by, comment="B")
    assert acts(session).count(Act.PANEL_MARKED) == 1
    with pytest.raises(MarksEntered):
        enter(session, panel, by, FAILING)


def test_nothing_is_handed_in_before_the_day(session: Session, cast: Cast, three: Three) -> None:
    panel = make_panel(session, cast, three, held_on=MONDAY.date() + timedelta(days=1))
    with pytest.raises(PanelNotHeld):
        enter(session, panel, three.inga)
    enter(session, panel, three.inga, at=MONDAY + timedelta(days=1))


def test_the_chair_records_when_all_have_handed_in(
    session: Session, cast: Cast, three: Three, panel: Panel
) -> None:
    enter(session, panel, three.olga)
    with pytest.raises(MarksWaiting):
        conclude(session, panel, three.olga)
    for person in three.people[1:]:
        enter(session, panel, person)
    with pytest.raises(NotTheChair):
        conclude(session, panel, three.inga)
    said = Conclusion(levels=PASSING, statement=STATEMENT, outcome=DecisionOutcome.AWARDED)
    for wrong, error in (
        (replace(said, levels={"c1": 3}), LevelsMissing),
        (replace(said, statement=" "), ReasonMissing),
        (replace(said, outcome=DecisionOutcome.SUPPLEMENT), ReasonMissing),
        (replace(said, levels=FAILING), OutcomeRefused),
        (replace(said, outcome=DecisionOutcome.NOT_AWARDED), OutcomeRefused),
    ):
        with pytest.raises(error):
            record_panel(session, panel, rubric(), wrong, by=three.olga, at=MONDAY)
    recorded = record_panel(session, panel, rubric(), said, by=three.olga, at=MONDAY)
    assert (recorded.joint_levels, recorded.outcome) == (PASSING, DecisionOutcome.AWARDED)
    assert (recorded.recorded_by_id, recorded.recorded_at) == (three.olga.id, MONDAY)
    assert acts(session)[-1] is Act.PANEL_RECORDED
    with pytest.raises(PanelOver):
        conclude(session, panel, three.olga)
    assert record_of(session, cast.enrolment.id).panel == "passed"


def test_a_supplement_is_asked_for_once(session: Session, cast: Cast, three: Three) -> None:
    seen = [record_of(session, cast.enrolment.id).panel]
    first = make_concluded(session, cast, three, DecisionOutcome.SUPPLEMENT)
    seen.append(record_of(session, cast.enrolment.id).panel)
    second = make_panel(session, cast, three)
    seen.append(record_of(session, cast.enrolment.id).panel)
    for person in three.people:
        enter(session, second, person)
    with pytest.raises(OutcomeRefused):
        conclude(session, second, three.olga, DecisionOutcome.SUPPLEMENT)
    conclude(session, second, three.olga)
    seen.append(record_of(session, cast.enrolment.id).panel)
    assert (first.sitting, second.sitting) == (1, 2)
    assert (first.to_supplement, second.to_supplement) == ("Mapa sił.", None)
    assert seen == [None, "supplement", "supplement", "passed"]
    with pytest.raises(PanelStands):
        make_panel(session, cast, three)


def test_what_is_not_awarded_is_not_judged_again(
    session: Session, cast: Cast, three: Three
) -> None:
    make_concluded(session, cast, three, DecisionOutcome.NOT_AWARDED)
    assert record_of(session, cast.enrolment.id).panel == "not_passed"
    with pytest.raises(PanelStands):
        make_panel(session, cast, three)


@pytest.mark.parametrize("sitting", [1, 2])
@pytest.mark.parametrize("outcome", list(DecisionOutcome))
def test_the_rubric_decides_what_may_be_concluded(outcome: DecisionOutcome, sitting: int) -> None:
    may = {
        DecisionOutcome.AWARDED: (True, False),
        DecisionOutcome.NOT_AWARDED: (False, True),
        DecisionOutcome.SUPPLEMENT: (sitting == 1, sitting == 1),
    }[outcome]
    told = [outcome_follows(rubric(), one, outcome, sitting=sitting) for one in (PASSING, FAILING)]
    assert tuple(told) == may


def test_the_database_keeps_one_chair_and_marks_after_the_declaration(
    session: Session, panel: Panel
) -> None:
    ids = [member.id for member in panel.members]
    for broken, values in ((ids[1], {"chairs": True}), (ids[0], {"entered_at": MONDAY})):
        change = update(PanelMember).where(PanelMember.id == broken).values(values)
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(change)
