"""Certificates after their issue, pressed at random: corrected, renewed, revoked, shown."""

from datetime import time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from course.clock import now
from course.jobs.endings import tell_of_ends
from course.terms import Act, LetterKind
from tests.certifying_panels import Judging, coordinating, people
from tests.certifying_rules import (
    COORDINATORS,
    DAYS_TO_RENEW,
    LETTER_DAYS,
    Correction,
    Paper,
    World,
)
from tests.certifying_steps import when

certificates = st.integers(0, 30)
NOON, FIRST, LAST = time(12, 3), time(0, 0), time(23, 59)


def certified(world: World) -> bool:
    return bool(world.papers)


class Keeping(Judging):
    """Certificates are kept by coordinators, and time goes by over them."""

    @rule(
        days=st.sampled_from([0, 1, 1, 2, 13, 14, 15, 28, 75]),
        hour=st.sampled_from([NOON, FIRST, LAST]),
    )
    def wait(self, days: int, hour: time) -> None:
        self.move(days, hour)

    @rule()
    def the_worker_comes_by(self) -> None:
        """It writes to whose certificate ends, once, and certifies nobody."""
        with self.stage.app.app_context():
            told = tell_of_ends(clock=now)
        self.session.expire_all()
        first, last = (self.world.today + timedelta(days=days) for days in LETTER_DAYS)
        due = [
            one
            for one in self.world.papers
            if one.closed is None
            and one.expires_on is not None
            and first <= one.expires_on <= last
            and not one.told_of_end
        ]
        assert told == len(due)
        for paper in due:
            paper.told_of_end = True
        self.world.letters[LetterKind.CERTIFICATE_ENDS] += len(due)

    @when(certified)
    @rule(who=coordinating, which=certificates)
    def revoke(self, who: str, which: int) -> None:
        paper = self._paper(which)
        if paper is None:
            return
        answer = self.post(who, f"/certificates/{paper.id}/revoke", {"reason": "Fałsz."})
        expected = self._kept_by(who, paper) or (409 if paper.closed else 303)
        assert answer.status_code == expected
        if expected == 303:
            paper.closed, paper.revoked_on = "revoked", self.world.today
            self.world.deeds[Act.CERTIFICATE_REVOKED] += 1
            self.world.letters[LetterKind.CERTIFICATE_REVOKED] += 1

    @when(certified)
    @rule(who=coordinating, which=certificates, kind=st.sampled_from(["name", "name", "renewal"]))
    def propose_correction(self, who: str, which: int, kind: str) -> None:
        paper = self._paper(which)
        if paper is not None:
            same = which % 7 == 6
            self._propose(who, paper, kind, paper.name if same else f"Ana {self.word()}")

    @when(certified)
    @rule(who=coordinating, which=certificates)
    def approve_correction(self, who: str, which: int) -> None:
        paper = self._paper(which)
        if paper is not None and paper.corrections:
            self._approve(who, paper, paper.corrections[-1])

    @when(certified)
    @rule(who=coordinating, which=certificates)
    def withdraw_correction(self, who: str, which: int) -> None:
        paper = self._paper(which)
        if paper is None or not paper.corrections:
            return
        correction = paper.corrections[-1]
        answer = self.post(who, f"/corrections/{correction.id}/decline")
        expected = self._kept_by(who, paper) or (303 if correction.state == "waits" else 409)
        assert answer.status_code == expected
        if expected == 303:
            correction.state = "withdrawn"
            self.world.deeds[Act.CORRECTION_WITHDRAWN] += 1

    @when(certified)
    @rule(which=certificates, kind=st.sampled_from(["name", "renewal"]))
    def two_correct(self, which: int, kind: str) -> None:
        """One proposes; both have the page open and approve, one after the other."""
        paper = self._paper(which)
        if paper is None:
            return
        self._propose("cyryl", paper, kind, f"Ana {self.word()}")
        if paper.corrections:
            for who in ("cyryl", "carla", "carla"):
                self._approve(who, paper, paper.corrections[-1])

    @when(certified)
    @rule(who=people, which=certificates, shown=st.booleans())
    def show_name(self, who: str, which: int, *, shown: bool) -> None:
        paper = self._paper(which)
        if paper is None:
            return
        who = paper.person if which % 2 else who
        door = f"/certificates/{paper.id}/name"
        answer = self.post(who, door, {"shown": "yes" if shown else "no"})
        assert answer.status_code == (303 if who == paper.person else 404)
        if who == paper.person and paper.shown != shown:
            paper.shown = shown
            self.world.deeds[Act.CONSENT_GIVEN if shown else Act.CONSENT_WITHDRAWN] += 1

    # What several rules share

    def _propose(self, who: str, paper: Paper, kind: str, name: str) -> None:
        sent = {"holder_name": name, f"why_{kind}": "Ślub."}
        answer = self.post(who, f"/certificates/{paper.id}/corrections/{kind}", sent)
        expected = self._kept_by(who, paper) or self._proposed(paper, kind, name)
        assert answer.status_code == expected
        if expected == 303:
            name = name if kind == "name" else paper.name
            paper.corrections.append(Correction(self.stage.newest_correction(), kind, name, who))
            self.world.deeds[Act.CORRECTION_PROPOSED] += 1

    def _proposed(self, paper: Paper, kind: str, name: str) -> int:
        """What becomes of a proposal by who keeps the certificate."""
        if paper.closed is not None:
            return 409
        if kind == "name" and name == paper.name == self.world.names[paper.person]:
            return 422
        if kind == "renewal":
            if paper.expires_on is None:
                return 409
            if self.world.today < paper.expires_on - timedelta(days=DAYS_TO_RENEW):
                return 409
        return 409 if paper.waiting() else 303

    def _approve(self, who: str, paper: Paper, correction: Correction) -> None:
        answer = self.post(who, f"/corrections/{correction.id}/approve")
        open_ = correction.state == "waits" and who != correction.by and paper.closed is None
        expected = self._kept_by(who, paper) or (303 if open_ else 409)
        assert answer.status_code == expected
        if expected != 303:
            return
        correction.state, paper.closed = "approved", "superseded"
        expires_on = paper.expires_on
        if correction.kind == "renewal" and expires_on is not None:
            expires_on = self.world.lasts(max(expires_on, self.world.today))
        self.issue(paper.person, paper.decision, correction.name, expires_on, follows=paper)
        self.world.deeds[Act.CERTIFICATE_SUPERSEDED] += 1
        self.world.deeds[Act.CORRECTION_APPROVED] += 1
        if correction.kind == "name" and self.world.names[paper.person] != correction.name:
            self.world.names[paper.person] = correction.name
            self.world.deeds[Act.PERSON_CHANGED] += 1

    def _kept_by(self, who: str, paper: Paper) -> int | None:
        return self.world.shut(who, paper.decision.place, COORDINATORS)

    def _paper(self, which: int) -> Paper | None:
        return self.pick(self.world.papers, which, last=lambda one: one.closed is not None)
