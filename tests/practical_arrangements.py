"""What is arranged beside practical work, pressed at random: who marks, who must not, more time."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import func, select

from course.clock import local_day, now
from course.models import AuditEntry, Conflict, Extension, MarkerAllocation, Submission, WorkTalk
from course.terms import Act
from tests.practical_stage import TEACHING, TRAINEES, Pressing, when
from tests.practical_work import Piece

TRAINERS = ("ben", "ewa", "dora", "filip")  # two of the cohort, two of the programme
ARRANGED = (
    Act.CONFLICT_DECLARED,
    Act.CONFLICT_ENDED,
    Act.EXTENSION_ASKED,
    Act.EXTENSION_GIVEN,
    Act.EXTENSION_REFUSED,
    Act.TALK_HELD,
)
trainees, trainers = st.sampled_from(TRAINEES), st.sampled_from(TRAINERS)
teaching = st.sampled_from(TEACHING)


class Arranging(Pressing):
    """Trainers hand work over, declare conflicts, talk and give time; trainees ask for it."""

    @when("handed_in", "in_marking")
    @rule(who=trainers, whose=trainees, to=trainers)
    def hand_over(self, who: str, whose: str, to: str) -> None:
        piece = self.world.newest(whose)
        if piece is None:
            return
        now_blind = self.stage.asked(piece, still=True, blind=True)
        sent = {"marker": str(self.stage.ids[to])}
        can = self._can_mark(piece)
        answer = self.post(who, f"/marking/{piece.id}/hand-over", sent)
        openly = who in TEACHING and who not in now_blind
        if not (self.sits(who, piece) and (openly or who in now_blind)):
            assert answer.status_code == 404
        elif piece.awaited is None:
            assert answer.status_code == 409
        elif who in now_blind:  # whom it goes to is not theirs to choose
            assert answer.status_code == (303 if can - {who} else 409)
        else:
            assert answer.status_code == (303 if to in can else 409)
            assert to not in can or self.stage.asked(piece, still=True) == {to}

    @rule(who=teaching, whose=trainees)
    def declare_conflict(self, who: str, whose: str) -> None:
        answer = self.post(who, self._place(whose, "conflicts"), {"why": "Sąsiedztwo."})
        assert answer.status_code == (404 if who == whose else 303)
        if who != whose and (who, whose) not in self.world.conflicts:
            self.world.conflicts.add((who, whose))
            self.world.did(Act.CONFLICT_DECLARED)

    @rule(who=teaching, whose=trainees)
    def end_conflict(self, who: str, whose: str) -> None:
        declared = select(Conflict.id).where(
            Conflict.person_id == self.stage.ids[who], Conflict.about_id == self.stage.ids[whose]
        )
        conflict_id = self.session.scalar(declared.order_by(Conflict.id.desc()).limit(1))
        if conflict_id is None:
            return
        answer = self.post(who, self._place(whose, f"conflicts/{conflict_id}/end"))
        stands = (who, whose) in self.world.conflicts
        assert answer.status_code == (303 if stands else 404)
        if stands:
            self.world.conflicts.remove((who, whose))
            self.world.did(Act.CONFLICT_ENDED)

    @rule(who=trainees)
    def ask_for_time(self, who: str) -> None:
        piece = self.world.newest(who)
        answer = self.post(who, "/assignments/z3/time", self._time())
        writes = piece is None or piece.state in {"draft", "returned"}
        if not writes or who in self.world.asking:
            assert answer.status_code == 409
            return
        assert answer.status_code == 303
        self.world.asking.add(who)
        self.world.did(Act.EXTENSION_ASKED)

    @rule(who=teaching, whose=trainees, gives=st.booleans())
    def answer_request(self, who: str, whose: str, *, gives: bool) -> None:
        asked = select(Extension.id).where(Extension.enrolment_id == self.stage.enrolments[whose])
        extension_id = self.session.scalar(asked.order_by(Extension.id.desc()).limit(1))
        if extension_id is None:
            return
        sent = self._time() | {"decision": "give" if gives else "refuse"}
        answer = self.post(who, f"/extensions/{extension_id}/decision", sent)
        if who == whose:
            assert answer.status_code == 404
        elif whose not in self.world.asking:
            assert answer.status_code == 409
        else:
            assert answer.status_code == 303
            self.world.asking.remove(whose)
            self.world.did(Act.EXTENSION_GIVEN if gives else Act.EXTENSION_REFUSED)

    @when("returned")
    @rule(who=teaching, whose=trainees, again=st.booleans())
    def talk(self, who: str, whose: str, *, again: bool) -> None:
        sent = {
            "held_on": local_day(now()).isoformat(),
            "agreed": "Od nowa.",
            "another_time": "yes" if again else "no",
        }
        answer = self.post(who, self._place(whose, "assignments/z3/talk"), sent)
        piece, most = self.world.newest(whose), self.world.most(whose)
        if who == whose:
            assert answer.status_code == 404
        elif piece is None or piece.state != "returned" or piece.number < most:
            assert answer.status_code == 409
        else:
            assert answer.status_code == 303
            self.world.talks[whose] = self.world.talks.get(whose, 0) + again
            self.world.did(Act.TALK_HELD)

    @invariant()
    def arrangements_agree(self) -> None:
        """Nobody is asked who must not be, and what was arranged stands as often as it was."""
        held = select(Submission.id, MarkerAllocation.person_id).join(
            MarkerAllocation, MarkerAllocation.submission_id == Submission.id
        )
        pieces = {piece.id: piece for piece in self.world.all()}
        for piece_id, person_id in self.session.execute(
            held.where(MarkerAllocation.ended_at.is_(None))
        ):
            piece, who = pieces[piece_id], self.stage.names[person_id]
            assert piece.awaited is not None
            assert who != piece.author
            assert (who, piece.author) not in self.world.conflicts
            assert who not in {one.by for one in piece.said}
        for piece in pieces.values():
            assert piece.number <= self.world.most(piece.author)
        for act in ARRANGED:
            noted = select(func.count(AuditEntry.id)).where(AuditEntry.act == act)
            assert self.session.scalar(noted) == self.world.deeds.get(act, 0)
        waiting = select(func.count(Extension.id)).where(Extension.decided_at.is_(None))
        assert self.session.scalar(waiting) == len(self.world.asking)
        allowing = select(func.count(WorkTalk.id)).where(WorkTalk.another_time)
        assert self.session.scalar(allowing) == sum(self.world.talks.values())

    def _can_mark(self, piece: Piece) -> set[str]:
        """Who can make the marking that is awaited."""
        busy = {piece.author} | {one.by for one in piece.said}
        busy |= {who for who, about in self.world.conflicts if about == piece.author}
        among = TEACHING if piece.awaited == "first" else TRAINERS
        return set(among) - busy

    def _place(self, whose: str, what: str) -> str:
        return f"/enrolments/{self.stage.enrolments[whose]}/{what}"

    def _time(self) -> dict[str, str]:
        """Another day each time, later than any before."""
        day = local_day(now()) + timedelta(days=30 + next(self.words))
        return {"until": day.isoformat(), "words": "Choroba."}
