"""Whatever trainees and trainers press, in whatever order: nothing lost, no illegal state.

The real app on the real database beside a model in plain Python. More people and deeds are more
rules: each names what must follow, and `agree` compares everything after every step.
"""

import io
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session, selectinload

from course.actions.release import release_settled
from course.catalogue import Catalogue, attach
from course.clock import now
from course.models import AuditEntry, Cohort, DraftVersion, Letter, Person, Submission
from course.queries.marking import settled_to_release
from course.terms import Act, LetterKind
from tests.make_markers import make_plan
from tests.people import Cast
from tests.practical_arrangements import Arranging, trainees, trainers
from tests.practical_stage import (
    TEACHING,
    TRAINEES,
    Stage,
    filled,
    pdf,
    points,
    small_form,
    when,
)
from tests.practical_work import Piece, Said
from tests.reliability.scene import FULL_SIZE

EXAMPLES, STEPS = (400, 50) if FULL_SIZE else (12, 50)  # the first examples are short
AUDITED = (
    Act.SUBMISSION_HANDED_IN,
    Act.SUBMISSION_WITHDRAWN,
    Act.SUBMISSION_MARKED,
    Act.MARKINGS_RELEASED,
)


class PracticalWork(Arranging):
    """Two trainees and four trainers at one assignment of one cohort."""

    @initialize(twice=st.booleans(), holds=st.booleans())
    def plan(self, *, twice: bool, holds: bool) -> None:
        """What the trainers settled for the cohort before anybody began."""
        cohort = self.session.get_one(Cohort, self.stage.cohort_id)
        percent = 100 if twice else 0
        due_on = date(2026, 1, 31)
        make_plan(self.session, cohort, second_percent=percent, holds_markings=holds, due_on=due_on)
        self.session.commit()
        self.twice, self.world.holds = twice, holds

    # Trainees

    @rule(who=trainees, stale=st.booleans())
    def save(self, who: str, *, stale: bool) -> None:
        piece, text = self.world.newest(who), self.word()
        writes = piece is not None and piece.state == "draft"
        revision = self.stage.revision(piece) if writes and piece else 0
        stale = stale and revision > 1
        shown = revision - 1 if stale else revision
        answer = self.put(who, "/assignments/z3", {"changed": text}, shown)
        if not self.world.may_begin(who):
            assert answer.status_code == 409
        elif stale:
            assert answer.status_code == 409
            self.world.kept.add(text)
        else:
            assert answer.status_code == 200
            self.draft_of(who).text = text

    @rule(who=trainees)
    def write_and_hand_in(self, who: str) -> None:
        self.save(who, stale=False)
        self.hand_in(who)

    @rule(who=trainees)
    def attach_file(self, who: str) -> None:
        piece = self.world.newest(who)
        if piece is None or piece.state != "draft" or len(piece.files) == 3:
            return
        name = f"{self.word()}.pdf"
        sent = {
            "revision": str(self.stage.revision(piece)),
            "changed": piece.text,
            "appendix": (io.BytesIO(pdf(name)), name),
        }
        assert self.post(who, "/assignments/z3/files", sent).status_code == 303
        piece.files.add(name)

    @rule(who=trainees)
    def hand_in(self, who: str) -> None:
        answer = self.post(who, "/assignments/z3/hand-in")
        last = self.world.newest(who)
        if not self.world.may_begin(who):
            assert answer.status_code == 409
        elif last is None or not last.text:
            assert answer.status_code == 422
        else:
            assert answer.status_code == 303
            piece = self.draft_of(who)
            piece.state, piece.twice = "handed_in", self.twice
            self.world.did(Act.SUBMISSION_HANDED_IN)

    @rule(who=trainees)
    def withdraw(self, who: str) -> None:
        piece = self.world.newest(who)
        if piece is None:
            return
        answer = self.post(who, f"/submissions/{piece.id}/withdraw")
        if piece.state == "handed_in" and not piece.drafts:
            assert answer.status_code == 303
            piece.state, piece.twice, piece.taken_back = "draft", False, True
            self.world.did(Act.SUBMISSION_WITHDRAWN)
        else:
            assert answer.status_code == (303 if piece.state == "draft" else 409)

    @rule(who=trainees)
    def revise(self, who: str) -> None:
        answer = self.post(who, "/assignments/z3/revise")
        assert answer.status_code == (303 if self.world.may_begin(who) else 409)
        if self.world.may_begin(who):
            self.draft_of(who)

    # Trainers

    @when("handed_in", "in_marking")
    @rule(who=trainers, whose=trainees)
    def save_marking_draft(self, who: str, whose: str) -> None:
        piece = self.world.newest(whose)
        if piece is None:
            return
        text = self.word()
        revision = self.stage.draft_revision(piece, who)
        answer = self.put(who, f"/marking/{piece.id}", {"c1": "2", "feedback": text}, revision)
        kept = 409 if self.comes_too_late(who, piece) else 404
        assert answer.status_code == (200 if self.sits(who, piece) else kept)
        if answer.status_code != 404:
            piece.drafts[who] = text

    @when("handed_in", "in_marking")
    @rule(who=trainers, whose=trainees, passed=st.booleans(), more=st.integers(0, 4))
    def mark(self, who: str, whose: str, *, passed: bool, more: int) -> None:
        piece = self.world.newest(whose)
        if piece is not None:
            self._mark(who, piece, passed=passed, more=more)

    @when("handed_in", "in_marking")
    @rule(whose=trainees, passed=st.booleans(), more=st.integers(0, 4))
    def mark_by_who_is_asked(self, whose: str, *, passed: bool, more: int) -> None:
        piece = self.world.newest(whose)
        asked = self.stage.asked(piece, still=True) if piece is not None else set()
        if piece is not None and asked:
            self._mark(min(asked), piece, passed=passed, more=more)

    @when("handed_in", "in_marking")
    @rule(whose=trainees, passed=st.booleans())
    def two_mark_at_once(self, whose: str, *, passed: bool) -> None:
        """Both pages were open before the first of them was sent."""
        piece = self.world.newest(whose)
        if piece is not None:
            for who in TEACHING:
                self._mark(who, piece, passed=passed, more=0)

    @when("marked", "returned")
    @rule(who=st.sampled_from(TEACHING), whose=trainees, passed=st.booleans())
    def correct(self, who: str, whose: str, *, passed: bool) -> None:
        piece = self.world.newest(whose)
        corrected = piece.told if piece is not None else None
        if piece is None or corrected is None or not self.sits(who, piece):
            return
        found = self.stage.row(piece).markings
        standing = [one for one in found if one.feedback == corrected.feedback]
        sent = filled(passed=passed, more=0, feedback=self.word())
        sent |= {"corrects": str(standing[-1].id), "reason": "Pomyłka."}
        assert self.post(who, f"/marking/{piece.id}", sent).status_code == 303
        said = Said(who, corrected.role, points(sent), passed, sent["feedback"])
        piece.said.append(said)
        piece.drafts.pop(who, None)
        piece.tell(said)
        self.world.did(Act.SUBMISSION_MARKED)
        self.world.letters += 1

    @when("settled")
    @rule(who=st.sampled_from(TEACHING))
    def release(self, who: str) -> None:
        person = self.session.get_one(Person, self.stage.ids[who])
        waiting = [piece for piece in self.world.all() if piece.state == "settled"]
        settled = settled_to_release(self.session, person, [piece.id for piece in waiting])
        mine = {one.id for one in settled}
        release_settled(self.session, settled, by=person, at=now())
        self.session.commit()
        for piece in waiting:
            assert (piece.id in mine) == self.sits(who, piece)
            if piece.id in mine:
                piece.tell(piece.settling())
                self.world.did(Act.MARKINGS_RELEASED)
                self.world.letters += 1

    # What must always hold

    @invariant()
    def agree(self) -> None:
        """The database says what the model says, of everything."""
        found = self.session.scalars(
            select(Submission)
            .options(selectinload(Submission.markings), selectinload(Submission.files))
            .order_by(Submission.id)
        ).all()
        assert [one.id for one in found] == sorted(piece.id for piece in self.world.all())
        rows = {one.id: one for one in found}
        for piece in self.world.all():
            self.stage.compare(piece, rows[piece.id])
        kept = {one.values["changed"] for one in self.session.scalars(select(DraftVersion))}
        assert self.world.kept <= kept
        for act in AUDITED:
            noted = select(func.count(AuditEntry.id)).where(AuditEntry.act == act)
            assert self.session.scalar(noted) == self.world.deeds.get(act, 0)
        told = select(func.count(Letter.id)).where(
            Letter.kind.in_((LetterKind.SUBMISSION_MARKED, LetterKind.SUBMISSION_RETURNED))
        )
        assert self.session.scalar(told) == self.world.letters

    @invariant()
    def trainees_read_what_is_told_and_no_more(self) -> None:
        for piece in map(self.world.newest, TRAINEES):
            if piece is None or not piece.said:
                continue
            page = self.send(piece.author, "get", f"/submissions/{piece.id}").get_data(as_text=True)
            for said in piece.said:
                assert (said.feedback in page) == said.told

    # Deeds that several rules share

    def _mark(self, who: str, piece: Piece, *, passed: bool, more: int) -> None:
        feedback = self.word()
        sent = filled(passed=passed, more=more, feedback=feedback)
        sits, role = self.sits(who, piece), piece.awaited
        asked = self.stage.asked(piece, still=True)
        blind = self.stage.asked(piece, still=True, blind=True)
        answer = self.post(who, f"/marking/{piece.id}", sent)
        if self.comes_too_late(who, piece):
            sits, role = True, None
        if not sits:
            assert answer.status_code == 404
            return
        may = role is not None and who not in {one.by for one in piece.said}
        if role == "first":
            may = may and who in TEACHING and who not in blind
        else:
            may = may and who in asked
        if not may:
            assert answer.status_code == 409
            piece.drafts[who] = feedback
            return
        assert answer.status_code == 303
        assert role is not None
        piece.said.append(Said(who, role, points(sent), passed, feedback))
        piece.drafts.pop(who, None)
        self.world.did(Act.SUBMISSION_MARKED)
        piece.settle(holds=self.world.holds)
        self.world.letters += piece.told is not None


@pytest.fixture
def stage(
    app: Flask, connection: Connection, session: Session, cast: Cast, authored_course: Catalogue
) -> Iterator[Stage]:
    course = small_form(authored_course)
    attach(app, course)
    yield Stage(app, connection, session, cast, course)
    attach(app, authored_course)


def test_no_way_of_pressing_loses_work_or_breaks_its_states(stage: Stage) -> None:
    machine = type("PracticalWorkHere", (PracticalWork,), {"stage": stage})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
