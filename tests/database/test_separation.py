"""Every role that breaks the separation of training, assessment and decision is refused: C6."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.certificates import approve_decision
from course.actions.conflicts import declare_conflict, end_conflict
from course.actions.decisions import (
    approve_refusal,
    propose_decision,
    propose_refusal,
    withdraw_decision,
)
from course.actions.panels import cancel_panel
from course.catalogue import Catalogue
from course.errors import NotFound, NotSeparate, SamePerson
from course.models import CohortTrainer, Conflict, Decision, Marking, Person
from course.queries.certificates import decision_for, enrolment_to_propose
from course.queries.panels import candidates_for
from course.queries.separation import may_not_decide, who_may_not_decide
from course.terms import (
    AppealOutcome,
    DecisionOutcome,
    MarkingOutcome,
    MarkingRole,
    Role,
    SubmissionState,
)
from tests.make import (
    MONDAY,
    add,
    make_cohort,
    make_enrolment,
    make_grant,
    make_person,
    make_programme,
)
from tests.make_certificates import ISSUER, make_assessment
from tests.make_fieldwork import make_attendance, make_meeting
from tests.make_markers import make_work
from tests.make_panels import (
    Three,
    decide,
    make_appeal,
    make_concluded,
    make_judged,
    make_panel,
    make_refused,
    make_three,
)
from tests.people import Cast

AWARDED, NOT_AWARDED = DecisionOutcome.AWARDED, DecisionOutcome.NOT_AWARDED


class Actor:
    """Somebody with every role of a programme, before anything breaks the separation."""

    def __init__(self, session: Session, course: Catalogue, cast: Cast, three: Three) -> None:
        self.session, self.course, self.cast, self.three = session, course, cast, three
        self.person = make_person(session, "Maks Czerw")
        for role in (Role.COORDINATOR, Role.VALIDATOR, Role.TRAINER):
            make_grant(session, self.person, role, cast.programme)

    def nobody(self) -> Person:
        return self.person

    def trainer(self) -> Person:
        appointed = CohortTrainer(
            cohort_id=self.cast.cohort.id, person_id=self.person.id, started_on=MONDAY.date()
        )
        add(self.session, appointed)
        return self.person

    def trainer_before(self) -> Person:
        person = self.trainer()
        [taught] = self.session.scalars(
            select(CohortTrainer).where(CohortTrainer.person_id == person.id)
        )
        taught.ended_on = MONDAY.date()
        return person

    def trainer_in_another_cohort(self) -> Person:
        """Of an earlier cohort, in which Ana studied before."""
        cohort = make_cohort(self.session, self.cast.programme)
        make_enrolment(self.session, cohort, self.cast.ana)
        add(
            self.session,
            CohortTrainer(cohort_id=cohort.id, person_id=self.person.id, started_on=MONDAY.date()),
        )
        return self.person

    def leader(self) -> Person:
        meeting = make_meeting(self.session, self.cast.cohort, self.person)
        make_attendance(self.session, meeting, self.cast.enrolment, 10)
        return self.person

    def marker(self) -> Person:
        return self._marked(MarkingRole.FIRST)

    def second_marker(self) -> Person:
        return self._marked(MarkingRole.SECOND)

    def _marked(self, role: MarkingRole) -> Person:
        work = make_work(
            self.session, self.course, self.cast.enrolment, "z3", SubmissionState.MARKED
        )
        add(
            self.session,
            Marking(
                submission_id=work.id,
                marked_by_id=self.person.id,
                role=role,
                marked_at=MONDAY,
                rubric_digest=work.version_digest,
                points=10,
                max_points=15,
                outcome=MarkingOutcome.PASS,
                feedback="",
            ),
        )
        return self.person

    def assessor(self) -> Person:
        make_assessment(self.session, self.cast.enrolment, self.person)
        return self.person

    def member(self) -> Person:
        return self.three.inga

    def conflicted(self) -> Person:
        declare_conflict(
            self.session, self.person, self.cast.ana, why="Ż.", by=self.person, at=MONDAY
        )
        return self.person

    def holder(self) -> Person:
        return self.cast.ana


BREAKING: Mapping[str, str] = {
    "trainer": "trained",
    "trainer_before": "trained",
    "trainer_in_another_cohort": "trained",
    "leader": "trained",
    "marker": "trained",
    "second_marker": "trained",
    "assessor": "assessed",
    "member": "sat",
    "conflicted": "conflict",
    "holder": "is_person",
}


@pytest.fixture
def actor(session: Session, course: Catalogue, cast: Cast) -> Actor:
    three = make_three(session, cast)
    for person in (cast.ana, three.inga):
        make_grant(session, person, Role.COORDINATOR, cast.programme)
    return Actor(session, course, cast, three)


def propose(actor: Actor, outcome: DecisionOutcome, by: Person) -> Decision:
    make_concluded(actor.session, actor.cast, actor.three, outcome)
    return propose_again(actor, outcome, by)


def propose_again(actor: Actor, outcome: DecisionOutcome, by: Person) -> Decision:
    place = make_judged(actor.session, actor.cast.enrolment)
    deed = propose_decision if outcome is AWARDED else propose_refusal
    return deed(actor.session, place, by=by, at=MONDAY)


def approve(actor: Actor, decision: Decision, by: Person) -> None:
    if decision.outcome is AWARDED:
        approve_decision(actor.session, decision, issuer=ISSUER, by=by, at=MONDAY)
    else:
        approve_refusal(actor.session, decision, by=by, at=MONDAY)


@pytest.mark.parametrize("outcome", [AWARDED, NOT_AWARDED])
@pytest.mark.parametrize("role", BREAKING)
def test_nobody_who_knows_the_person_proposes(
    actor: Actor, role: str, outcome: DecisionOutcome
) -> None:
    make_concluded(actor.session, actor.cast, actor.three, outcome)
    by = getattr(actor, role)()
    with pytest.raises((NotSeparate, SamePerson)):
        propose_again(actor, outcome, by)
    assert may_not_decide(actor.session, by, actor.cast.enrolment.id) == (BREAKING[role],)


@pytest.mark.parametrize("outcome", [AWARDED, NOT_AWARDED])
@pytest.mark.parametrize("role", BREAKING)
def test_nor_approves_nor_closes(actor: Actor, role: str, outcome: DecisionOutcome) -> None:
    decision = propose(actor, outcome, actor.cast.carla)
    by = getattr(actor, role)()
    with pytest.raises((NotSeparate, SamePerson)):
        approve(actor, decision, by)
    with pytest.raises((NotSeparate, SamePerson)):
        withdraw_decision(actor.session, decision, by=by, at=MONDAY)
    assert (decision.decided_at, decision.withdrawn_at) == (None, None)


@pytest.mark.parametrize("role", [*BREAKING, "proposer", "approver", "lodger"])
def test_nor_decides_the_appeal(actor: Actor, role: str) -> None:
    decision = make_refused(actor.session, actor.cast, actor.three)
    appeal = make_appeal(actor.session, decision, actor.cast.ana)
    known = {"proposer": actor.cast.carla, "approver": actor.cast.cyryl, "lodger": actor.cast.ana}
    by = known.get(role) or getattr(actor, role)()
    for outcome in AppealOutcome:
        with pytest.raises((NotSeparate, SamePerson)):
            decide(actor.session, appeal, by, outcome)
    assert appeal.decided_at is None


@pytest.mark.parametrize(
    "role", [role for role in BREAKING if role not in {"assessor", "member", "holder"}]
)
def test_nor_sits_on_the_panel(actor: Actor, role: str) -> None:
    by = getattr(actor, role)()
    place = make_judged(actor.session, actor.cast.enrolment)
    refused = {one.person.id: one.refused for one in candidates_for(actor.session, place)}
    assert refused[by.id] == (BREAKING[role],)


@pytest.mark.parametrize("outcome", [AWARDED, NOT_AWARDED])
def test_who_is_new_to_the_person_decides(actor: Actor, outcome: DecisionOutcome) -> None:
    by = actor.nobody()
    assert may_not_decide(actor.session, by, actor.cast.enrolment.id) == ()
    decision = propose(actor, outcome, actor.cast.carla)
    with pytest.raises(SamePerson):
        approve(actor, decision, actor.cast.carla)
    approve(actor, decision, by)
    assert decision.approved_by_id == by.id


def test_a_role_in_another_programme_opens_nothing(
    session: Session, actor: Actor, cast: Cast
) -> None:
    decision = propose(actor, AWARDED, cast.carla)
    stranger = make_person(session, "Obca Osoba")
    for role in (Role.COORDINATOR, Role.VALIDATOR):
        make_grant(session, stranger, role, make_programme(session))
    with pytest.raises(NotFound):
        decision_for(session, stranger, decision.id)
    with pytest.raises(NotFound):
        enrolment_to_propose(session, stranger, cast.enrolment.id)


def test_a_conflict_that_is_over_keeps_from_nothing(actor: Actor) -> None:
    by = actor.conflicted()
    [conflict] = actor.session.scalars(select(Conflict))
    end_conflict(actor.session, conflict, by=actor.cast.carla, at=MONDAY)
    assert may_not_decide(actor.session, by, actor.cast.enrolment.id) == ()


def test_who_sat_on_a_cancelled_panel_and_judged_nothing_may_decide(actor: Actor) -> None:
    panel = make_panel(actor.session, actor.cast, actor.three)
    inga = actor.three.inga
    assert may_not_decide(actor.session, inga, actor.cast.enrolment.id) == ("sat",)
    cancel_panel(actor.session, panel, why="Choroba.", by=actor.cast.carla, at=MONDAY)
    assert may_not_decide(actor.session, inga, actor.cast.enrolment.id) == ()


def test_a_list_costs_one_statement(
    actor: Actor, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    places = [make_enrolment(actor.session, actor.cast.cohort).id for _ in range(3)]
    actor.trainer()
    with queries() as statements:
        told = who_may_not_decide(actor.session, actor.person, places)
    assert len(statements) == 1
    assert told == dict.fromkeys(places, ("trained",))
