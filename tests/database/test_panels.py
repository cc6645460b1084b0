"""Three people are called to judge somebody: by the rule, and nobody who may not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from course.actions.conflicts import declare_conflict
from course.actions.panel_marks import (
    declare_no_conflict,
    save_marks,
)
from course.actions.panels import Seat, call_panel, cancel_panel, change_panel
from course.errors import (
    AlreadyCertified,
    DatesReversed,
    JudgedBefore,
    MarksEntered,
    MayNotSit,
    PanelNotAsked,
    PanelOver,
    PanelStands,
    ReasonMissing,
    SamePerson,
    SeatsWrong,
    StandardNotFrozen,
)
from course.models import AuditEntry, Letter, Panel
from course.queries.panels import candidates_for, panel_asked, panel_now, print_of
from course.queries.separation import judged, separated
from course.sentences import GROUND_TEXTS
from course.terms import Act, LetterKind, PanelSeat, Role
from tests.at_once import overtaken
from tests.make import MONDAY, make_cohort, make_grant, make_trainer
from tests.make_certificates import ENDED_ON, make_certificate, make_frozen
from tests.make_panels import (
    HELD_ON,
    Three,
    asked,
    conclude,
    enter,
    make_judged,
    make_panel,
    make_three,
    member_of,
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


def test_members_and_the_person_are_written_to(
    session: Session, cast: Cast, three: Three, panel: Panel
) -> None:
    everybody = {str(person.email) for person in [*three.people, cast.ana]}
    assert called(session) == everybody
    assert [member.person_id for member in panel.members] == [one.id for one in three.people]
    assert [member.chairs for member in panel.members] == [True, False, False]
    assert acts(session)[-1] is Act.PANEL_CALLED
    cancel_panel(session, panel, why="Inga choruje.", by=cast.carla, at=MONDAY)
    assert called(session, "cancelled") == everybody
    assert acts(session)[-1] is Act.PANEL_CANCELLED
    again = make_panel(session, cast, three)
    assert (again.sitting, again.id) == (1, panel.id + 1)


def test_who_may_not_sit_is_told_with_the_reasons(
    session: Session, cast: Cast, three: Three
) -> None:
    for person in (cast.ben, cast.ana):
        make_grant(session, person, Role.VALIDATOR, cast.programme)
    place = make_judged(session, cast.enrolment)
    declare_conflict(session, three.piotr, cast.ana, why="Brat.", by=three.piotr, at=MONDAY)
    known = {one.person.name: one for one in candidates_for(session, place)}
    assert {name: one.refused for name, one in known.items()} == {
        "Ana Ćwikła": ("is_person",),
        "Ben Wrona": ("trained",),
        "Inga Bąk": (),
        "Olga Mazur": (),
        "Piotr Lis": ("conflict",),
        "Vera Nowak": (),
    }
    seat = PanelSeat.TRAINER_OF_ANOTHER_COHORT
    assert known["Inga Bąk"].refused_on(seat) == ("teaches_nobody_else",)
    assert known["Olga Mazur"].refused_on(seat) == ()


def test_a_forged_form_seats_nobody_who_may_not(session: Session, cast: Cast, three: Three) -> None:
    for person in (cast.ben, cast.ana):
        make_grant(session, person, Role.VALIDATOR, cast.programme)
    olga, piotr, inga = three.people
    for wrong in ([cast.ben, piotr, inga], [olga, cast.ana, inga], [piotr, olga, inga]):
        with pytest.raises(MayNotSit):
            call(session, cast, seats_for(wrong))
    for wrong in ([olga, cast.dov, inga], [olga, cast.carla, inga], [olga, inga, inga]):
        with pytest.raises(SeatsWrong):
            call(session, cast, seats_for(wrong))
    whole = seats_for(three.people)
    for seats in (whole[:2], [*whole[:2], whole[1]], [*whole[1:], unchaired(whole[0])]):
        with pytest.raises(SeatsWrong):
            call(session, cast, seats)
    with pytest.raises(DatesReversed):
        call(session, cast, whole, held_on=ENDED_ON - timedelta(days=1))


def unchaired(seat: Seat) -> Seat:
    return replace(seat, chairs=False)


def call(session: Session, cast: Cast, seats: list[Seat], held_on: date = HELD_ON) -> Panel:
    place = make_judged(session, cast.enrolment)
    return call_panel(
        session, place, asked(), seats, held_on=held_on, place="Krosno", by=cast.carla, at=MONDAY
    )


def test_nobody_calls_a_panel_about_themselves(session: Session, cast: Cast, three: Three) -> None:
    make_grant(session, cast.ana, Role.COORDINATOR, cast.programme)
    with pytest.raises(SamePerson):
        make_panel(session, cast, three, by=cast.ana)
    panel = make_panel(session, cast, three)
    details = {"held_on": HELD_ON, "place": "Krosno", "by": cast.ana, "at": MONDAY}
    with pytest.raises(SamePerson):
        change_panel(session, panel, asked(), seats_for(three.people), **details)  # type: ignore[arg-type]  # one of many values
    with pytest.raises(SamePerson):
        cancel_panel(session, panel, why="Nie chcę.", by=cast.ana, at=MONDAY)


def test_one_panel_at_a_time_and_none_after_the_certificate(
    session: Session, cast: Cast, three: Three, panel: Panel
) -> None:
    with pytest.raises(PanelStands):
        make_panel(session, cast, three)
    with pytest.raises(ReasonMissing):
        cancel_panel(session, panel, why="  ", by=cast.carla, at=MONDAY)
    for person in three.people:
        enter(session, panel, person)
    conclude(session, panel, three.olga)
    with pytest.raises(PanelStands):
        make_panel(session, cast, three)
    with pytest.raises(PanelOver):
        cancel_panel(session, panel, why="Pomyłka.", by=cast.carla, at=MONDAY)


def test_who_is_certified_is_not_judged_again(session: Session, cast: Cast, three: Three) -> None:
    make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    with pytest.raises(AlreadyCertified):
        make_panel(session, cast, three)


def test_members_are_replaced_until_they_hand_in(
    session: Session, cast: Cast, three: Three, panel: Panel
) -> None:
    olga, piotr, inga = three.people
    enter(session, panel, olga)
    declare_no_conflict(session, panel, by=piotr, at=MONDAY)
    seen = print_of(member_of(panel_now(session, panel.id), piotr))
    save_marks(session, panel, levels={"c1": 3}, comment="Piotra", seen=seen, by=piotr)
    earlier = HELD_ON - timedelta(days=1)
    change(session, cast, panel, seats_for([olga, cast.vera, inga]), earlier)
    now = panel_now(session, panel.id)
    assert {one.person_id for one in now.members} == {olga.id, cast.vera.id, inga.id}
    assert member_of(now, olga).entered_at == MONDAY
    assert (member_of(now, cast.vera).declared_at, member_of(now, cast.vera).comment) == (None, "")
    assert called(session, "changed") == {olga.email, inga.email, cast.ana.email}
    assert cast.vera.email in called(session)
    cohort = make_cohort(session, cast.programme)
    zoe = make_trainer(session, cohort, "Zoe Sowa")
    make_grant(session, zoe, Role.VALIDATOR, cast.programme)
    with pytest.raises(MarksEntered):
        change(session, cast, panel, seats_for([zoe, cast.vera, inga]), earlier)


def test_a_panel_that_judged_is_not_moved_to_a_later_day(
    session: Session, cast: Cast, three: Three, panel: Panel
) -> None:
    whole = seats_for(three.people)
    change(session, cast, panel, whole, MONDAY.date())
    enter(session, panel, three.piotr)
    with pytest.raises(JudgedBefore) as refused:
        change(session, cast, panel, whole, MONDAY.date() + timedelta(days=1))
    assert refused.value.facts == {"judged_on": MONDAY.date()}
    change(session, cast, panel, whole, HELD_ON)
    assert panel_now(session, panel.id).held_on == HELD_ON


def test_people_change_seats_and_another_one_chairs(
    session: Session, cast: Cast, three: Three, panel: Panel
) -> None:
    olga, piotr, inga = three.people
    whole = seats_for([olga, inga, piotr])
    change(session, cast, panel, [unchaired(whole[0]), replace(whole[1], chairs=True), whole[2]])
    seated = [(one.seat, one.person_id, one.chairs) for one in panel_now(session, panel.id).members]
    assert sorted(seated) == [
        (PanelSeat.INSTITUTION, piotr.id, False),
        (PanelSeat.PRACTISING_ORGANISER, inga.id, True),
        (PanelSeat.TRAINER_OF_ANOTHER_COHORT, olga.id, False),
    ]


def change(
    session: Session, cast: Cast, panel: Panel, seats: Sequence[Seat], held_on: date = HELD_ON
) -> None:
    details = {"place": panel.place, "by": cast.carla, "at": MONDAY}
    change_panel(session, panel, asked(), seats, held_on=held_on, **details)  # type: ignore[arg-type]  # one of many values


def test_the_database_keeps_one_panel_of_a_sitting(
    session: Session, cast: Cast, three: Three
) -> None:
    with overtaken(Panel), pytest.raises(PanelStands):
        make_panel(session, cast, three)


def test_a_rule_without_a_panel_asks_for_none(session: Session, cast: Cast) -> None:
    with pytest.raises(StandardNotFrozen):
        panel_asked(session, cast.programme)
    make_frozen(session, cast.programme)
    with pytest.raises(PanelNotAsked):
        panel_asked(session, cast.programme)


def test_every_ground_has_its_words() -> None:
    about = literal(1)
    grounds = {*separated(about, about), *judged(about, about), "is_person"}
    by_seat_or_appeal = {"teaches_nobody_else", "not_granted", "decided_before", "lodged"}
    assert grounds | by_seat_or_appeal == set(GROUND_TEXTS)
