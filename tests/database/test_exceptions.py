"""Exceptions: entered by one, approved by another, within the rule, and audited."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.exceptions import Adjustment, amended
from assessments.qualification import judge
from assessments.requirements import (
    AssignmentsPassed,
    Enrolled,
    PriorLearning,
    Rule,
    Support,
    Workshops,
)
from course.actions.exceptions import (
    Entry,
    approve_exception,
    enter_exception,
    refuse_exception,
    withdraw_exception,
)
from course.errors import (
    AlreadyCertified,
    DayInFuture,
    DomainError,
    ExceptionClosed,
    NotFound,
    ReasonMissing,
    SamePerson,
    Unreadable,
)
from course.models import AuditEntry, Enrolment, Person, RecordException
from course.queries.exceptions import (
    count_exceptions_waiting,
    exception_to_decide,
    exception_to_withdraw,
    exceptions_of,
    exceptions_waiting,
    place_to_except,
)
from course.queries.records import record_of, records_of
from course.terms import Act, ExceptionKind, ExceptionState
from tests.make import MONDAY, make_enrolment
from tests.make_certificates import SHORT_RULE, make_certificate, make_frozen
from tests.make_exceptions import SIGNED_LIST, make_approved, make_exception
from tests.make_fieldwork import make_meeting
from tests.people import Cast, make_neighbours

RULE = replace(
    SHORT_RULE,
    requirements=(
        Enrolled(consents=()),
        AssignmentsPassed(
            assignments=("z1", "z2", "z3", "z4"),
            prior_learning=PriorLearning(at_most=2, never=("z3",)),
        ),
        Workshops(minutes=300, compulsory=("W1",)),
        Support(supervisions=3),
    ),
)
Queries = Callable[[], AbstractContextManager[list[str]]]
DAY = date(2026, 11, 9)
SUPERVISIONS = Entry(
    kind=ExceptionKind.PAPER_RECORD,
    requirement="supervisions",
    why=SIGNED_LIST,
    amount=3,
    done_on=DAY,
)


def prior(slug: str) -> Entry:
    return Entry(
        kind=ExceptionKind.PRIOR_LEARNING,
        requirement=f"assignment:{slug}",
        why="Referencje z 2023 roku, segregator 4",
    )


@pytest.fixture
def place(session: Session, cast: Cast) -> Enrolment:
    """Ana's place as its trainer sees it, in a programme that bound itself to the rule."""
    make_frozen(session, cast.programme, RULE)
    return place_to_except(session, cast.ben, cast.enrolment.id)


def enter(session: Session, place: Enrolment, entry: Entry, by: Person) -> RecordException:
    return enter_exception(session, place, entry, by=by, at=MONDAY)


def acts(session: Session) -> list[Act]:
    of_exceptions = AuditEntry.subject_kind == RecordException.__tablename__
    return list(session.scalars(select(AuditEntry.act).where(of_exceptions)))


def met(session: Session, place: Enrolment, rule: Rule = RULE) -> set[str]:
    return {line.code for line in judge(rule, record_of(session, place.id)).judged if line.excepted}


def test_what_a_trainer_enters_counts_once_a_coordinator_approves(
    session: Session, cast: Cast, place: Enrolment
) -> None:
    entered = enter(session, place, SUPERVISIONS, cast.ben)
    assert (entered.state, met(session, place)) == (ExceptionState.WAITING, set())
    approve_exception(session, entered, by=cast.carla, at=MONDAY)
    assert met(session, place) == {"supervisions_reached"}
    assert (entered.decided_by_id, entered.decided_at) == (cast.carla.id, MONDAY)
    assert acts(session) == [Act.EXCEPTION_ENTERED, Act.EXCEPTION_APPROVED]
    facts = session.scalars(select(AuditEntry.facts).order_by(AuditEntry.id.desc())).first()
    assert facts == {
        "enrolment": place.id,
        "kind": "paper_record",
        "requirement": "supervisions",
        "amount": 3,
    }


@pytest.mark.parametrize("state", ExceptionState)
@pytest.mark.parametrize("kind", ExceptionKind)
def test_only_what_is_approved_changes_a_record_and_an_adjustment_never(
    session: Session, cast: Cast, place: Enrolment, state: ExceptionState, kind: ExceptionKind
) -> None:
    about = {
        ExceptionKind.PRIOR_LEARNING: ("assignment:z1", None),
        ExceptionKind.ADJUSTMENT: (Adjustment.SPOKEN.value, None),
        ExceptionKind.PAPER_RECORD: ("workshop:W1", 300),
    }
    requirement, amount = about[kind]
    decided = state in {ExceptionState.APPROVED, ExceptionState.REFUSED}
    make_exception(
        session,
        place,
        cast.ben,
        kind=kind,
        state=state,
        requirement=requirement,
        amount=amount,
        decided_by_id=cast.carla.id if decided else None,
        decided_at=MONDAY if decided else None,
    )
    record = record_of(session, place.id)
    counts = state is ExceptionState.APPROVED and kind is not ExceptionKind.ADJUSTMENT
    assert bool(record.exceptions) is counts
    assert (replace(amended(RULE, record), exceptions=()) != replace(record, exceptions=())) is (
        counts
    )


def test_nobody_enters_or_decides_about_themselves_nor_decides_what_they_entered(
    session: Session, cast: Cast, place: Enrolment
) -> None:
    with pytest.raises(SamePerson):
        enter(session, place, SUPERVISIONS, cast.ana)
    entered = enter(session, place, SUPERVISIONS, cast.carla)
    for deed in (approve_exception, refuse_exception):
        for same in (cast.carla, cast.ana):
            with pytest.raises(SamePerson):
                deed(session, entered, by=same, at=MONDAY)
    for other in (cast.cyryl, cast.ana):
        with pytest.raises(SamePerson):
            withdraw_exception(session, entered, by=other, at=MONDAY)
    assert entered.state is ExceptionState.WAITING


def test_the_database_keeps_the_two_apart_too(
    session: Session, cast: Cast, place: Enrolment
) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        make_approved(session, place, (cast.carla, cast.carla))


def test_what_is_decided_or_withdrawn_stays_so(
    session: Session, cast: Cast, place: Enrolment
) -> None:
    refused = enter(session, place, SUPERVISIONS, cast.ben)
    refuse_exception(session, refused, by=cast.carla, at=MONDAY)
    withdrawn = enter(session, place, SUPERVISIONS, cast.ben)
    withdraw_exception(session, withdrawn, by=cast.ben, at=MONDAY)
    for closed in (refused, withdrawn):
        for deed, by in (
            (approve_exception, cast.cyryl),
            (refuse_exception, cast.cyryl),
            (withdraw_exception, cast.ben),
        ):
            with pytest.raises(ExceptionClosed):
                deed(session, closed, by=by, at=MONDAY)
    assert acts(session) == [
        Act.EXCEPTION_ENTERED,
        Act.EXCEPTION_REFUSED,
        Act.EXCEPTION_ENTERED,
        Act.EXCEPTION_WITHDRAWN,
    ]
    assert met(session, place) == set()


def test_a_button_pressed_twice_enters_once(session: Session, cast: Cast, place: Enrolment) -> None:
    first = enter(session, place, SUPERVISIONS, cast.ben)
    assert enter(session, place, SUPERVISIONS, cast.ben) is first
    assert enter(session, place, prior("z1"), cast.ben) is enter(
        session, place, prior("z1"), cast.ben
    )
    assert enter(session, place, replace(SUPERVISIONS, amount=1), cast.ben) is not first
    assert len(exceptions_of(session, place.id)) == 3


@pytest.mark.parametrize(
    ("entry", "error"),
    [
        (prior("z3"), Unreadable),  # never
        (prior("z9"), Unreadable),
        (replace(prior("z1"), amount=2), Unreadable),
        (replace(SUPERVISIONS, requirement="assignment:z1"), Unreadable),
        (replace(SUPERVISIONS, requirement="workshop:W9"), Unreadable),
        (replace(SUPERVISIONS, amount=None), Unreadable),
        (replace(SUPERVISIONS, amount=0), Unreadable),
        (replace(SUPERVISIONS, done_on=None), Unreadable),
        (replace(SUPERVISIONS, requirement="workshop:W2", amount=361), Unreadable),
        (replace(SUPERVISIONS, why="  "), ReasonMissing),
        (replace(SUPERVISIONS, done_on=MONDAY.date() + timedelta(days=1)), DayInFuture),
    ],
)
def test_what_the_rule_does_not_know_is_refused(
    session: Session, cast: Cast, place: Enrolment, entry: Entry, error: type[DomainError]
) -> None:
    make_meeting(session, cast.cohort, cast.ben, code="W2", minutes=360)
    with pytest.raises(error):
        enter(session, place, entry, cast.ben)
    assert exceptions_of(session, place.id) == []


def test_without_a_rule_paper_and_adjustments_can_be_entered_all_the_same(
    session: Session, cast: Cast
) -> None:
    place = place_to_except(session, cast.carla, cast.enrolment.id)
    enter(session, place, SUPERVISIONS, cast.carla)
    with pytest.raises(Unreadable):
        enter(session, place, prior("z1"), cast.carla)


def test_nothing_changes_once_a_certificate_stands(session: Session, cast: Cast) -> None:
    waiting = make_exception(session, cast.enrolment, cast.ben)
    make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    place = place_to_except(session, cast.ben, cast.enrolment.id)
    with pytest.raises(AlreadyCertified):
        enter(session, place, SUPERVISIONS, cast.ben)
    with pytest.raises(AlreadyCertified):
        approve_exception(session, waiting, by=cast.carla, at=MONDAY)
    assert record_of(session, place.id).exceptions == ()
    refuse_exception(session, waiting, by=cast.carla, at=MONDAY)  # it changes no record


def test_trainers_enter_for_their_cohorts_and_only_coordinators_approve(
    session: Session, cast: Cast, place: Enrolment
) -> None:
    near = make_neighbours(session, cast)
    entered = enter(session, place, SUPERVISIONS, cast.ben)
    theirs = make_exception(session, near.dovs, near.ewa)
    for stranger in (cast.ana, cast.vera, cast.adam, near.ewa, near.mira):
        with pytest.raises(NotFound):
            place_to_except(session, stranger, place.id)
        with pytest.raises(NotFound):
            exception_to_decide(session, stranger, entered.id)
    with pytest.raises(NotFound):
        exception_to_decide(session, cast.ben, entered.id)
    with pytest.raises(NotFound):
        exception_to_withdraw(session, cast.carla, entered.id)
    assert exception_to_withdraw(session, cast.ben, entered.id) is entered
    assert exceptions_waiting(session, cast.carla) == [entered]
    assert exceptions_waiting(session, near.mira) == [theirs]
    assert count_exceptions_waiting(session, cast.cyryl) == 1
    own = enter(session, place_to_except(session, cast.cyryl, place.id), prior("z1"), cast.cyryl)
    assert exceptions_waiting(session, cast.carla) == [entered, own]
    assert exceptions_waiting(session, cast.cyryl) == [entered]


def test_records_with_exceptions_cost_one_statement(
    session: Session, cast: Cast, place: Enrolment, queries: Queries
) -> None:
    places = [make_enrolment(session, cast.cohort) for _ in range(3)]
    for one in places:
        make_approved(session, one, (cast.ben, cast.carla))
    with queries() as statements:
        records = records_of(session, [one.id for one in places])
    assert len(statements) == 1
    assert [len(record.exceptions) for record in records.values()] == [1, 1, 1]
