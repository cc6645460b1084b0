"""The end of a participation: closed, proposed, approved; a name that changes later."""

from datetime import datetime
from functools import partial

from course.actions.certificates import approve_decision
from course.actions.cohorts import end_enrolment, withdraw_enrolment
from course.actions.corrections import approve_correction, propose_correction
from course.actions.decisions import propose_decision
from course.clock import local_day
from course.demo.cast import KATARZYNA, TOMASZ, Somebody
from course.demo.stage import Stage
from course.models import Certificate
from course.queries.certificates import standing_certificate, waiting_decision
from course.queries.corrections import waiting_correction
from course.terms import CorrectionKind


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
        by, issuer = stage.people[TOMASZ.key], stage.means.issuer
        approve_decision(stage.session, decision, issuer=issuer, by=by, at=at)

    stage.plan_office(day, "15:10", approve)


def plan_new_name(stage: Stage, who: Somebody, day: int, *, name: str) -> None:
    """A changed name, proposed by one and approved by another: a new certificate follows."""
    standing = partial(_standing_certificate, stage, who)

    def propose(at: datetime) -> None:
        propose_correction(
            stage.session,
            standing(),
            CorrectionKind.NAME,
            holder_name=name,
            why="zmiana nazwiska, akt małżeństwa okazany",
            by=stage.people[KATARZYNA.key],
            at=at,
        )

    def approve(at: datetime) -> None:
        correction = waiting_correction(stage.session, standing().id)
        assert correction is not None  # noqa: S101 -- the story has it proposed before
        issuer, by = stage.means.issuer, stage.people[TOMASZ.key]
        approve_correction(stage.session, correction, issuer=issuer, by=by, at=at)

    stage.plan_office(day, "13:35", propose)
    stage.plan_office(day, "14:25", approve)


def _standing_certificate(stage: Stage, who: Somebody) -> Certificate:
    standard = stage.places[who.key].cohort.programme.standard_code
    certificate = standing_certificate(stage.session, stage.people[who.key].id, standard)
    assert certificate is not None  # noqa: S101 -- the story has it issued before
    return certificate
