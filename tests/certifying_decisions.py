"""Decisions and appeals, pressed at random: proposed, approved, withdrawn, appealed against."""

import re
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from course.terms import Act, LetterKind
from tests.certifying_panels import coordinating, people, places
from tests.certifying_papers import Keeping
from tests.certifying_rules import (
    COORDINATORS,
    DAYS_TO_APPEAL,
    DECIDING,
    PLACES,
    Appeal,
    Decision,
    World,
)
from tests.certifying_steps import when

TICKED = re.compile(r'name="enrolment" value="(\d+)"')
decisions = st.integers(0, 30)
deciding = st.sampled_from(("carla", "cyryl", "cyryl", "vera", "vera", "mira", "olga", "ben"))


def judged(world: World) -> bool:
    return any(one.outcome is not None for one in world.sittings)


def decided(world: World) -> bool:
    return bool(world.decisions)


def refused(world: World) -> bool:
    return any(not one.awards for one in world.decisions)


def appealed(world: World) -> bool:
    return any(one.appeal is not None for one in world.decisions)


def is_heard(decision: Decision) -> bool:
    return decision.appeal is not None and decision.appeal.decided_by is not None


class Deciding(Keeping):
    """Two people decide; somebody new hears an appeal."""

    # Decisions

    @rule(who=coordinating, place=places, awards=st.booleans())
    def propose(self, who: str, place: str, *, awards: bool) -> None:
        self._propose_decision(who, place, awards=awards)

    @when(decided)
    @rule(who=deciding, which=decisions)
    def approve(self, who: str, which: int) -> None:
        decision = self._decision(which)
        if decision is not None:
            self._approve_decision(who, decision)

    @when(judged)
    @rule(place=places, awards=st.booleans())
    def decide_by_two(self, place: str, *, awards: bool) -> None:
        self._propose_decision("carla", place, awards=awards)
        decision = self.world.decision(place)
        if decision is not None:
            self._approve_decision("cyryl", decision)

    @when(judged)
    @rule(place=places, awards=st.booleans())
    def two_approve_at_once(self, place: str, *, awards: bool) -> None:
        """One proposes and presses on; all have the page open, and each presses once or twice."""
        self._propose_decision("carla", place, awards=awards)
        decision = self.world.decision(place)
        if decision is not None:
            for who in ("carla", "cyryl", "vera", "cyryl"):
                self._approve_decision(who, decision)

    @when(decided)
    @rule(who=deciding)
    def approve_together(self, who: str) -> None:
        """All that waits, ticked on one page."""
        waiting = [one for one in self.world.decisions if one.waits]
        answer = self.post(who, "/decisions/approvals", {"decision": [one.id for one in waiting]})
        expected = 303
        for decision in waiting:
            if who == PLACES[decision.place]:
                expected = 404
                break
            if decision.awards and self.world.may_approve(who, decision):
                self._decided(who, decision)
            else:
                expected = 409
        assert answer.status_code == expected

    @when(decided)
    @rule(who=deciding, which=decisions)
    def withdraw(self, who: str, which: int) -> None:
        decision = self._decision(which)
        if decision is None:
            return
        answer = self.post(who, f"/decisions/{decision.id}/decline")
        free = self.world.may_decide(who, PLACES[decision.place])
        expected = self.world.shut(who, decision.place, DECIDING) or (
            303 if free and decision.waits else 409
        )
        assert answer.status_code == expected
        if expected == 303:
            decision.withdrawn = True
            self.world.deeds[Act.DECISION_WITHDRAWN] += 1

    @rule(who=st.sampled_from(COORDINATORS))
    def dry_run(self, who: str) -> None:
        """Who would get a certificate is who may be proposed, and nothing is written."""
        page = self.send(who, "get", "/decisions/dry-run").get_data(as_text=True)
        assert {self.stage.places[int(one)] for one in TICKED.findall(page)} == {
            place
            for place, person in PLACES.items()
            if self.world.may_propose(place, awards=True) and self.world.may_decide(who, person)
        }

    # Appeals

    @when(refused)
    @rule(who=people, which=decisions, own=st.booleans())
    def lodge(self, who: str, which: int, *, own: bool) -> None:
        against = [one for one in self.world.decisions if not one.awards or which % 4 == 0]
        decision = self.pick(against, which, last=lambda one: one.appeal is not None)
        if decision is None:
            return
        person = PLACES[decision.place]
        who = person if own else who
        answer = self.post(who, f"/decisions/{decision.id}/appeal", {"reasons": "Nie pytano."})
        decided_on = decision.decided_on
        if decided_on is None or (who != person and who not in COORDINATORS):
            assert answer.status_code == 404
            return
        in_time = self.world.today <= decided_on + timedelta(days=DAYS_TO_APPEAL)
        may = not decision.awards and in_time and decision.appeal is None
        assert answer.status_code == (303 if may else 409)
        if may:
            decision.appeal = Appeal(self.stage.newest_appeal(), who)
            self.world.deeds[Act.APPEAL_LODGED] += 1

    @when(appealed)
    @rule(who=deciding, which=decisions, upheld=st.booleans())
    def decide_appeal(self, who: str, which: int, *, upheld: bool) -> None:
        against = [one for one in self.world.decisions if one.appeal is not None]
        decision = self.pick(against, which, last=is_heard)
        appeal = decision.appeal if decision is not None else None
        if decision is None or appeal is None:
            return
        sent = {"outcome": "upheld" if upheld else "dismissed", "statement": "Pytano."}
        answer = self.post(who, f"/appeals/{appeal.id}", sent)
        may = appeal.decided_by is None and self.world.is_new_to(who, decision)
        expected = self.world.shut(who, decision.place, DECIDING) or (303 if may else 409)
        assert answer.status_code == expected
        if expected == 303:
            appeal.decided_by, appeal.upheld = who, upheld
            self.world.deeds[Act.APPEAL_DECIDED] += 1
            self.world.letters[LetterKind.APPEAL_DECIDED] += 1

    @when(refused)
    @rule(which=decisions, upheld=st.booleans())
    def appeal_and_hear(self, which: int, *, upheld: bool) -> None:
        """The person appeals, and who decided before tries to hear it before somebody new does."""
        self.lodge("ana", which, own=True)
        for who in ("cyryl", "vera", "vera"):
            self.decide_appeal(who, which, upheld=upheld)

    # Deeds that several rules share

    def _decision(self, which: int) -> Decision | None:
        return self.pick(self.world.decisions, which, last=lambda one: not one.waits)

    def _propose_decision(self, who: str, place: str, *, awards: bool) -> None:
        world = self.world
        door = "decision" if awards else "refusal"
        answer = self.post(who, f"/enrolments/{self.stage.enrolments[place]}/{door}")
        free = world.may_decide(who, PLACES[place]) and world.may_propose(place, awards=awards)
        expected = world.shut(who, place, COORDINATORS) or (303 if free else 409)
        assert answer.status_code == expected
        if expected == 303:
            number = world.next_number("D", [one.number for one in world.decisions])
            sitting = world.sitting(place)
            assert sitting is not None
            new_id = int(answer.location.rsplit("/", 1)[-1])
            world.decisions.append(Decision(new_id, place, awards, number, sitting.id, who))
            world.deeds[Act.DECISION_PROPOSED] += 1

    def _approve_decision(self, who: str, decision: Decision) -> None:
        answer = self.post(who, f"/decisions/{decision.id}/approve")
        may = self.world.may_approve(who, decision)
        expected = self.world.shut(who, decision.place, DECIDING) or (303 if may else 409)
        assert answer.status_code == expected
        if expected == 303:
            self._decided(who, decision)

    def _decided(self, who: str, decision: Decision) -> None:
        world, person = self.world, PLACES[decision.place]
        decision.approved_by, decision.decided_on = who, world.today
        world.deeds[Act.DECISION_APPROVED] += 1
        if decision.awards:
            world.deeds[Act.CERTIFICATE_ISSUED] += 1
            self.issue(person, decision, world.names[person], world.lasts(world.today))
        else:
            world.letters[LetterKind.DECISION_MADE] += 1
