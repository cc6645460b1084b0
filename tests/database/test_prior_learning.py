"""Prior learning: for some assignments only, and for no more of them than the rule lets."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.exceptions import amended
from assessments.requirements import AssignmentsPassed, PriorLearning
from course.actions.exceptions import Entry, approve_exception, enter_exception, refuse_exception
from course.errors import AlreadyExcepted, PriorLearningFull
from course.models import Enrolment, Person, RecordException
from course.queries.exceptions import place_to_except
from course.queries.records import record_of
from course.terms import ExceptionKind
from tests.make import MONDAY
from tests.make_certificates import SHORT_RULE, make_frozen
from tests.make_exceptions import make_approved, make_exception
from tests.people import Cast

RULE = replace(
    SHORT_RULE,
    requirements=(
        AssignmentsPassed(
            assignments=("z1", "z2", "z3", "z4"),
            prior_learning=PriorLearning(at_most=2, never=("z3",)),
        ),
    ),
)


def prior(slug: str) -> Entry:
    return Entry(
        kind=ExceptionKind.PRIOR_LEARNING,
        requirement=f"assignment:{slug}",
        why="Referencje z 2023 roku, segregator 4",
    )


@pytest.fixture
def place(session: Session, cast: Cast) -> Enrolment:
    make_frozen(session, cast.programme, RULE)
    return place_to_except(session, cast.ben, cast.enrolment.id)


def enter(session: Session, place: Enrolment, entry: Entry, by: Person) -> RecordException:
    return enter_exception(session, place, entry, by=by, at=MONDAY)


def test_prior_learning_is_entered_within_the_limit_of_the_rule(
    session: Session, cast: Cast, place: Enrolment
) -> None:
    first = enter(session, place, prior("z1"), cast.ben)
    with pytest.raises(AlreadyExcepted):
        enter(session, place, prior("z1"), cast.carla)
    second = enter(session, place, prior("z2"), cast.ben)
    with pytest.raises(PriorLearningFull) as full:
        enter(session, place, prior("z4"), cast.ben)
    assert full.value.facts == {"limit": 2}
    refuse_exception(session, first, by=cast.carla, at=MONDAY)
    enter(session, place, prior("z4"), cast.ben)
    approve_exception(session, second, by=cast.carla, at=MONDAY)
    assert amended(RULE, record_of(session, place.id)).assignments_passed == {"z2"}


def test_prior_learning_is_approved_within_the_limit_too(
    session: Session, cast: Cast, place: Enrolment
) -> None:
    kept = {"kind": ExceptionKind.PRIOR_LEARNING, "amount": None}
    for slug in ("z1", "z2"):
        make_approved(
            session, place, (cast.ben, cast.carla), **kept, requirement=f"assignment:{slug}"
        )
    late = make_exception(session, place, cast.ben, **kept, requirement="assignment:z4")
    with pytest.raises(PriorLearningFull):
        approve_exception(session, late, by=cast.carla, at=MONDAY)
    assert record_of(session, place.id).exceptions[-1].requirement == "assignment:z2"


def test_only_prior_learning_is_unique(session: Session, cast: Cast, place: Enrolment) -> None:
    make_exception(session, place, cast.ben)
    make_exception(session, place, cast.ben)
    kept = {"kind": ExceptionKind.PRIOR_LEARNING, "amount": None, "requirement": "assignment:z1"}
    make_exception(session, place, cast.ben, **kept)
    with pytest.raises(IntegrityError), session.begin_nested():
        make_exception(session, place, cast.carla, **kept)
