"""Whatever trainee and trainers do, nobody hands in more often than three times and the talks."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.assignments import (
    hand_in_submission,
    save_draft,
    save_on,
    withdraw_submission,
)
from course.actions.entering import hand_in_entry, leave_to_author
from course.catalogue import Catalogue
from course.errors import DomainError
from course.models import Submission, WorkTalk
from course.queries.assignments import newest_submission
from course.terms import MarkingOutcome, SubmissionState
from tests.make import MONDAY
from tests.make_arrangements import make_entry, make_talk
from tests.make_assignments import listening_log, make_marking, make_ready
from tests.people import Cast

STEPS = ("write", "enter", "leave", "hand_in", "withdraw", "return", "talk", "talk_only", "pass")


@pytest.fixture
def ready(session: Session, cast: Cast, course: Catalogue) -> Cast:
    make_ready(session, course, cast.enrolment, cast.ana)
    return cast


class World:
    """Ana, her trainer, and Z3."""

    def __init__(self, session: Session, course: Catalogue, cast: Cast) -> None:
        self.session, self.course, self.cast = session, course, cast

    @property
    def newest(self) -> Submission | None:
        return newest_submission(self.session, self.cast.enrolment.id, "z3")

    def step(self, step: str) -> None:
        """Try one thing; what is refused changes nothing."""
        with suppress(DomainError), self.session.begin_nested():
            self._try(step)

    def _try(self, step: str) -> None:
        session, course, cast, work = self.session, self.course, self.cast, self.newest
        match step:
            case "write":
                save_draft(
                    session,
                    course.curriculum,
                    course.assignments["z3"],
                    values=listening_log(),
                    revision=0,
                    by=cast.ana,
                    at=MONDAY,
                )
            case "enter":
                draft = make_entry(session, course, cast.enrolment, cast.ben)
                values, at = listening_log(), MONDAY
                save_on(session, draft, values, draft.revision, at=at, by_author=False)
            case "talk" | "talk_only":
                another = step == "talk"
                make_talk(session, course, cast.enrolment, cast.ben, another_time=another)
            case _:
                if work is not None:
                    self._at(step, work)

    def _at(self, step: str, work: Submission) -> None:
        session, cast, entered = self.session, self.cast, work.entered_by is not None
        match step:
            case "hand_in":
                deed = hand_in_entry if entered else hand_in_submission
                deed(session, work, by=cast.ben if entered else cast.ana, at=MONDAY)
            case "leave":
                leave_to_author(session, work)
            case "withdraw":
                withdraw_submission(session, work, by=cast.ana, at=MONDAY)
            case "return":
                make_marking(session, work, cast.ben)
            case _:
                make_marking(session, work, cast.ben, outcome=MarkingOutcome.PASS)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=40), rounds=st.integers(0, 5))
def test_nobody_hands_in_more_often_than_was_allowed(
    session: Session, course: Catalogue, ready: Cast, steps: list[str], rounds: int
) -> None:
    with session.begin_nested() as undone:
        world = World(session, course, ready)
        for step in [*("write", "hand_in", "return") * rounds, *steps]:
            world.step(step)
            works = session.scalars(select(Submission).order_by(Submission.number)).all()
            talks = session.scalar(
                select(func.count(WorkTalk.id)).where(WorkTalk.another_time.is_(True))
            )
            assert len(works) <= 3 + (talks or 0)
            assert [work.number for work in works] == list(range(1, len(works) + 1))
            assert all(work.state == SubmissionState.RETURNED for work in works[:-1])
        undone.rollback()
        session.expire_all()
