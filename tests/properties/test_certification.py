"""Whatever people press, in whatever order and on whatever day: certificates keep the rule.

The real app on the real database beside a model in plain Python. More people and deeds are more
rules: each names what must follow, and the invariants compare everything after every step.
"""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, run_state_machine_as_test
from sqlalchemy import Connection, delete
from sqlalchemy.orm import Session

from course.actions.audit import broken_entries
from course.models import ParticipantRecord
from course.queries.figures import people_counted_on
from course.reports.indicators import count_people
from tests.certifying_decisions import Deciding
from tests.certifying_rules import PLACES
from tests.certifying_stage import Stage
from tests.kept import evidence_of, keep_everything, wrongly_kept
from tests.people import Cast
from tests.reliability.scene import FULL_SIZE

EXAMPLES, STEPS = (400, 50) if FULL_SIZE else (7, 50)  # the first examples are short
VERDICTS = {
    "valid": "Valid",
    "superseded": "Superseded by a newer one",
    "expired": "No longer valid",
    "revoked": "Revoked",
}
FAR = (
    "awarded, corrected",
    "not_awarded, upheld",
    "awarded, decided",
    "not_awarded, decided",
    "awarded",
    "not_awarded",
    "supplement",
    "called",
)
SEATING = ("olga", "piotr", "inga")


class Certification(Deciding):
    """All of it, and what must hold of everything after each step."""

    @initialize(
        months=st.sampled_from([1, None, 4, 4]),
        again=st.booleans(),
        come=st.fixed_dictionaries({place: st.sampled_from(FAR) for place in PLACES}),
    )
    def begin(self, *, months: int | None, again: bool, come: dict[str, str]) -> None:
        """How long certificates last, whether all is known that the funder asks, who came how far.

        Everybody goes the same way through the doors that every later step goes.
        """
        self.stage.programme().certificate_months = self.world.months = months
        if not again:
            unknown = ParticipantRecord.enrolment_id == self.stage.enrolments["again"]
            self.session.execute(delete(ParticipantRecord).where(unknown))
            self.world.recorded.remove("again")
        keep_everything(self.session)
        self.session.commit()
        for place, far in come.items():
            self.call("carla", place, SEATING, 0)
            if far != "called":
                self.hold(place, SEATING, far.partition(",")[0])
            if "," in far:
                self.decide_by_two(place, awards=far.startswith("awarded"))
            if far.endswith("upheld"):
                self.appeal_and_hear(0, upheld=True)
            if far.endswith("corrected"):
                self.two_correct(0, "name")

    # What must always hold

    @invariant()
    def everything_is_kept_as_the_rules_say(self) -> None:
        self.stage.compare_panels(self.world)
        self.stage.compare_decisions(self.world)
        self.stage.compare_papers(self.world)
        assert self.stage.audited() - self.stage.noted == self.world.deeds
        assert +(self.stage.written() - self.stage.posted) == +self.world.letters

    @invariant()
    def strangers_are_told_the_truth(self) -> None:
        for paper in self.world.papers:
            state = paper.state(self.world.today)
            page = self.look(f"/v/{paper.code}").get_data(as_text=True).replace("\xa0", " ")
            assert f'<h2 id="verdict">{VERDICTS[state]}</h2>' in page
            assert paper.number in page
            assert (paper.name in page) == (paper.shown and state != "revoked")
            if state == "superseded":
                newer = self.world.newest(paper.person)
                assert newer is not None
                remains = newer.state(self.world.today) == "valid"
                assert newer.number in page
                assert ("The title remains valid." in page) == remains
        if self.world.papers:
            closed = {one.status_index for one in self.world.papers if one.closed}
            assert self.bits() == closed

    @invariant()
    def the_figure_is_that_of_the_rules(self) -> None:
        if not self.world.papers:
            return
        programme = self.stage.programme()
        evidence = evidence_of(self.session, programme)
        for back in (0, 1, 15):
            day = self.world.today - timedelta(days=back)
            count = count_people(evidence, as_of=day)
            counted = {self.stage.names[proof.place.person_id] for proof in count.counted}
            assert counted == self.world.counted(day)
            kept = people_counted_on(self.session, programme, day)
            assert {self.stage.names[person_id] for person_id in kept} == counted

    @invariant()
    def what_is_kept_is_what_a_fresh_recount_says(self) -> None:
        assert wrongly_kept(self.session) == []

    def teardown(self) -> None:
        try:
            assert broken_entries(self.session) == []
        finally:
            super().teardown()


@pytest.fixture
def stage(app: Flask, connection: Connection, session: Session, cast: Cast) -> Stage:
    return Stage(app, connection, session, cast)


def test_no_way_of_pressing_certifies_against_the_rules(stage: Stage) -> None:
    machine = type("CertificationHere", (Certification,), {"stage": stage})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
