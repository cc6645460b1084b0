"""The stage on which practical work is tried at random: people, browsers, what is kept."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Flask
from hypothesis.stateful import precondition
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, selectinload

from course.catalogue import Catalogue
from course.models import MarkerAllocation, MarkingDraft, Submission
from course.terms import BLIND_ROLES
from tests.make import make_enrolment, make_trainer
from tests.make_assignments import FAILING, PASSING, make_ready
from tests.make_markers import make_colleague
from tests.people import Cast
from tests.practical_work import Piece, World
from tests.pressing import BrowserStage, PressingMachine

Rule = Callable[..., Any]
TRAINEES = ("ana", "ewa")  # Ewa trains the cohort in which she studies too
TEACHING = ("ben", "ewa")


class Stage(BrowserStage):
    """The app with its people, as every example finds it."""

    def __init__(
        self,
        app: Flask,
        connection: Connection,
        session: Session,
        cast: Cast,
        course: Catalogue,
    ) -> None:
        people = {"ana": cast.ana, "ben": cast.ben}
        people["ewa"] = make_trainer(session, cast.cohort, "Ewa Druga")
        people |= {name: make_colleague(session, cast, name) for name in ("dora", "filip")}
        ewas = make_enrolment(session, cast.cohort, people["ewa"])
        self.enrolments = {"ana": cast.enrolment.id, "ewa": ewas.id}
        for place, name in ((cast.enrolment, "ana"), (ewas, "ewa")):
            make_ready(session, course, place, people[name])
        super().__init__(app, connection, session, people)
        self.cohort_id = cast.cohort.id

    def asked(self, piece: Piece, *, still: bool, blind: bool = False) -> set[str]:
        """Who is to mark a piece, or ever was: chance and shares decide that."""
        asked = select(MarkerAllocation.person_id).where(MarkerAllocation.submission_id == piece.id)
        if still:
            asked = asked.where(MarkerAllocation.ended_at.is_(None))
        if blind:
            asked = asked.where(MarkerAllocation.role.in_(BLIND_ROLES))
        return {self.names[one] for one in self.session.scalars(asked)}

    def row(self, piece: Piece) -> Submission:
        """What the database holds of a piece."""
        return self.session.scalars(
            select(Submission)
            .where(Submission.id == piece.id)
            .options(selectinload(Submission.markings))
        ).one()

    def newest_id(self, author: str) -> int:
        """The piece that an author began last."""
        own = select(Submission.id).where(Submission.enrolment_id == self.enrolments[author])
        return self.session.scalars(own.order_by(Submission.id.desc()).limit(1)).one()

    def revision(self, piece: Piece) -> int:
        """What the page of a draft shows."""
        revision = select(Submission.revision).where(Submission.id == piece.id)
        return self.session.scalars(revision).one()

    def draft_revision(self, piece: Piece, who: str) -> int:
        """What the desk of a marker shows."""
        draft = select(MarkingDraft.revision).where(
            MarkingDraft.submission_id == piece.id, MarkingDraft.person_id == self.ids[who]
        )
        return self.session.scalar(draft) or 0

    def compare(self, piece: Piece, row: Submission) -> None:
        """Everything that is kept of a piece is what the model says."""
        assert row.state == piece.state
        assert row.number == piece.number
        assert row.values.get("changed", "") == piece.text
        assert {file.name for file in row.files if file.removed_at is None} == piece.files
        assert (row.handed_in_at is None) == (piece.state == "draft")
        assert row.next_marking == piece.awaited
        assert row.second_wanted == piece.twice
        said = [
            (self.names[one.marked_by_id], one.role, one.points, one.feedback)
            for one in row.markings
        ]
        assert said == [(one.by, one.role, one.points, one.feedback) for one in piece.said]
        assert [one.released_at is not None for one in row.markings] == [
            one.told for one in piece.said
        ]
        assert all(one.by != piece.author for one in piece.said)
        replaced = {one.supersedes_id for one in row.markings}
        roles = [one.role for one in row.markings if one.id not in replaced]
        assert len(roles) == len(set(roles))
        drafts = self.session.scalars(
            select(MarkingDraft).where(MarkingDraft.submission_id == piece.id)
        )
        assert {self.names[one.person_id]: one.feedback for one in drafts} == piece.drafts


class Pressing(PressingMachine):
    """Trainees and trainers at one assignment."""

    stage: Stage

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    def sits(self, who: str, piece: Piece) -> bool:
        """Trainers of the cohort, and who is or was asked to mark; never the author or a friend."""
        if who == piece.author or (who, piece.author) in self.world.conflicts:
            return False
        if piece.state == "draft":
            return False
        return who in TEACHING or who in self.stage.asked(piece, still=False)

    def comes_too_late(self, who: str, piece: Piece) -> bool:
        """The author took the work back while this trainer's page was open: the text is kept."""
        taught = who in TEACHING and who != piece.author
        return taught and piece.state == "draft" and piece.taken_back

    def draft_of(self, who: str) -> Piece:
        """The author's draft; where there is none, a new one that starts from the last piece."""
        pieces = self.world.pieces.setdefault(who, [])
        last = pieces[-1] if pieces else None
        if last is not None and last.state == "draft":
            return last
        number = last.number + 1 if last else 1
        text, files = (last.text, set(last.files)) if last else ("", set())
        pieces.append(Piece(self.stage.newest_id(who), who, number, text, files))
        return pieces[-1]


def when(*states: str) -> Callable[[Rule], Rule]:
    """A rule for when some newest piece is in one of these states: others say nothing new."""

    def is_time(machine: Pressing) -> bool:
        newest = map(machine.world.newest, TRAINEES)
        return any(piece is not None and piece.state in states for piece in newest)

    return precondition(is_time)


def filled(*, passed: bool, more: int, feedback: str) -> dict[str, str]:
    """A marking as its form sends it, with so many points more than just enough."""
    levels = dict(PASSING if passed else FAILING)
    for criterion in list(levels)[1 : more + 1]:
        levels[criterion] += 1
    sent = {name: str(level) for name, level in levels.items()}
    return sent | {"feedback": feedback, "outcome": "pass" if passed else "revise"}


def points(sent: dict[str, str]) -> int:
    """What a marking comes to."""
    return sum(int(sent[name]) for name in PASSING)


def pdf(name: str) -> bytes:
    """A file that is like no other."""
    return b"%PDF-1.4\n% " + name.encode() + b"\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def small_form(course: Catalogue) -> Catalogue:
    """The course with a third assignment that asks for one text and takes three files."""
    whole = course.assignments["z3"]
    fields = (replace(whole.field("changed"), required=True), whole.field("appendix"))
    small = replace(whole, fields=fields, checks=())
    return replace(course, assignments={**course.assignments, "z3": small})
