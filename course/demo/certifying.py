"""The end of a participation: closed, assessed, proposed, approved; a name that changes later."""

from datetime import datetime

from course.actions.certificates import approve_decision, supersede_certificate
from course.actions.cohorts import end_enrolment, withdraw_enrolment
from course.actions.decisions import propose_decision
from course.actions.people import rename_person
from course.actions.programmes import complete_participant_record
from course.actions.validation import record_assessment
from course.clock import local_day
from course.demo.cast import KATARZYNA, TOMASZ, VALIDATOR, Somebody
from course.demo.stage import Stage
from course.queries.certificates import standing_certificate, waiting_decision
from course.terms import AssessmentOutcome, ParticipantForm


def plan_participant_record(stage: Stage, who: Somebody, day: int) -> None:
    """Complete what the funder must know about a participant."""

    def complete(at: datetime) -> None:
        complete_participant_record(
            stage.session,
            stage.places[who.key],
            form=ParticipantForm.SM_EFS,
            by=stage.people[TOMASZ.key],
            at=at,
        )

    stage.plan_office(day, "10:40", complete)


def plan_end(stage: Stage, who: Somebody, day: int) -> None:
    """Close a finished participation."""

    def end(at: datetime) -> None:
        end_enrolment(
            stage.session,
            stage.places[who.key],
            ended_on=local_day(at),
            by=stage.people[KATARZYNA.key],
            at=at,
        )

    stage.plan_office(day, "15:30", end)


def plan_withdrawal(stage: Stage, who: Somebody, day: int, *, reason: str) -> None:
    """Leave before the end."""

    def withdraw(at: datetime) -> None:
        by = stage.people[KATARZYNA.key]
        withdraw_enrolment(stage.session, stage.places[who.key], reason=reason, by=by, at=at)

    stage.plan_office(day, "11:05", withdraw)


def plan_assessment(stage: Stage, who: Somebody, day: int) -> None:
    """Let the validator conclude."""

    def assess(at: datetime) -> None:
        record_assessment(
            stage.session,
            stage.places[who.key],
            held_on=local_day(at),
            outcome=AssessmentOutcome.PASSED,
            statement=stage.means.works.statement(who.pen_name),
            by=stage.people[VALIDATOR.key],
            at=at,
        )

    stage.plan_office(day, "08:40", assess)


def plan_proposal(stage: Stage, who: Somebody, day: int) -> None:
    """One coordinator proposes to certify."""

    def propose(at: datetime) -> None:
        by = stage.people[KATARZYNA.key]
        propose_decision(stage.session, stage.places[who.key], by=by, at=at)

    stage.plan_office(day, "13:50", propose)


def plan_approval(stage: Stage, who: Somebody, day: int) -> None:
    """The other coordinator approves."""

    def approve(at: datetime) -> None:
        decision = waiting_decision(stage.session, stage.places[who.key].id)
        assert decision is not None  # noqa: S101 -- the story has it proposed before
        approve_decision(stage.session, decision, by=stage.people[TOMASZ.key], at=at)

    stage.plan_office(day, "15:10", approve)


def plan_new_name(stage: Stage, who: Somebody, day: int, *, name: str) -> None:
    """A changed name: a new certificate follows the old one."""

    def rename(at: datetime) -> None:
        person, by = stage.people[who.key], stage.people[KATARZYNA.key]
        rename_person(stage.session, person, name=name, by=by, at=at)
        standard = stage.places[who.key].cohort.programme.standard_code
        certificate = standing_certificate(stage.session, person.id, standard)
        assert certificate is not None  # noqa: S101 -- the story has it issued before
        supersede_certificate(stage.session, certificate, holder_name=name, by=by, at=at)

    stage.plan_office(day, "13:35", rename)
