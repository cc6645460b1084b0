"""Many at once: a dry run, proposals, approvals each of its own, and papers under way."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from course.actions.certificates import approve_decision
from course.actions.decisions import propose_decision
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import DomainError, NotSeparate, TooManyRows
from course.issuer_keys import issuer_here
from course.models import Enrolment
from course.permissions import Permission, may_anywhere
from course.queries.certificates import decision_for, enrolment_to_propose
from course.queries.issuing import candidates_of, cohorts_with_people, outcomes_of
from course.queries.papers import papers_made
from course.web.access import allow
from course.web.certificates.blueprint import bp
from course.web.checklist import checklist, no_ways
from course.web.i18n import language, speaking
from course.web.numbers import row_number
from course.web.programme_here import chosen_among, programmes_here
from course.web.visitors import visitor

MOST_AT_ONCE = 200
REASONS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody about whom the deed was not done, and why."""

    name: str
    sentence: str


Find = Callable[[Session, int], Enrolment]
"""The place that a ticked row is about. Raises NotFound."""


@bp.get("/decisions/dry-run")
@allow(Permission.PROPOSE_DECISIONS)
def dry_run() -> ResponseReturnValue:
    """Who would get a certificate and who would not, each with the reasons. Nothing is done."""
    return _dry_run_page(())


@bp.post("/decisions/proposals")
@allow(Permission.PROPOSE_DECISIONS)
def propose_several() -> ResponseReturnValue:
    """Propose those who are ticked; each proposal stands or falls by itself."""

    def find(session: Session, enrolment_id: int) -> Enrolment:
        return enrolment_to_propose(session, visitor(), enrolment_id)

    def propose(session: Session, enrolment_id: int) -> None:
        propose_decision(session, find(session, enrolment_id), by=visitor(), at=now())

    done, refused = _each(ticked(request.form.getlist("enrolment", type=row_number)), propose, find)
    if done:
        flash(
            speaking().say_count(
                "%(num)s proposal waits for another person.",
                "%(num)s proposals wait for another person.",
                len(done),
            )
        )
    if refused:
        return _dry_run_page(refused), 409
    programme, cohort = request.args.get("programme"), request.args.get("cohort")
    return redirect(url_for(".dry_run", programme=programme, cohort=cohort), 303)


@bp.post("/decisions/approvals")
@allow(Permission.APPROVE_DECISIONS)
def approve_several() -> ResponseReturnValue:
    """Approve those that are ticked as the second person, each in a write of its own."""
    issuer = issuer_here()

    def find(session: Session, decision_id: int) -> Enrolment:
        return decision_for(session, visitor(), decision_id).enrolment

    def approve(session: Session, decision_id: int) -> None:
        decision = decision_for(session, visitor(), decision_id)
        approve_decision(session, decision, issuer=issuer, by=visitor(), at=now())

    done, refused = _each(ticked(request.form.getlist("decision", type=row_number)), approve, find)
    if refused:
        return _issued_page(done, None, refused), 409
    return redirect(url_for(".issued" if done else ".decisions", decision=done), 303)


@bp.get("/decisions/issued")
@allow(Permission.APPROVE_DECISIONS)
def issued() -> ResponseReturnValue:
    """What came of decisions, and how many papers are made: to be looked at again."""
    cohort_id = request.args.get("cohort", type=row_number)
    return _issued_page(ticked(request.args.getlist("decision", type=row_number)), cohort_id, ())


def ticked(rows: Iterable[int]) -> Sequence[int]:
    """The rows that were ticked, each once. Raises TooManyRows."""
    ids = list(dict.fromkeys(rows))
    if len(ids) > MOST_AT_ONCE:
        raise TooManyRows(rows=len(ids), limit=MOST_AT_ONCE)
    return ids


def _each(
    ids: Sequence[int], deed: Callable[[Session, int], None], find: Find
) -> tuple[list[int], list[Refused]]:
    """Do a deed on each row in a write of its own: those done, and those refused.

    Raises NotFound before anything is done where one of the rows may not be seen.
    """
    if not ids:
        flash(speaking().gettext("Nobody is ticked."), "wait")
    done: list[int] = []
    refused: list[Refused] = []
    names = {row_id: find(reading(), row_id).person.name for row_id in ids}
    for row_id, name in names.items():
        try:
            with writing() as session:
                deed(session, row_id)
        except DomainError as error:
            refused.append(Refused(name, speaking().error(error.code, error.facts)))
        else:
            done.append(row_id)
    return done, refused


def _dry_run_page(refused: Collection[Refused]) -> str:
    session, programmes = reading(), programmes_here(Permission.PROPOSE_DECISIONS)
    programme = chosen_among(programmes)
    cohorts = cohorts_with_people(session, programme)
    asked = request.args.get("cohort", type=row_number)
    cohort_id = asked if asked in {cohort.id for cohort in cohorts} else None
    candidates = candidates_of(session, visitor(), programme, cohort_id=cohort_id)
    missing = {
        one.enrolment.id: [
            line
            for line in checklist(one.qualification, catalogue(), language(), no_ways)
            if not line.met
        ]
        for one in candidates
    }
    return render_template(
        "certificates/dry_run.html",
        programme=programme,
        cohorts=[(cohort.id, cohort.title) for cohort in cohorts],
        cohort_id=cohort_id,
        ready=[one for one in candidates if one.may_be_proposed],
        others=[one for one in candidates if not one.may_be_proposed],
        missing=missing,
        shown=REASONS_SHOWN,
        refused=refused,
        not_separate=speaking().error(NotSeparate.code, {}),
    )


def _issued_page(
    decision_ids: Collection[int], cohort_id: int | None, refused: Collection[Refused]
) -> str:
    session = reading()
    outcomes = outcomes_of(session, visitor(), decision_ids=decision_ids, cohort_id=cohort_id)
    certificates = [one.certificate.id for one in outcomes if one.certificate]
    made, wanted = papers_made(session, certificates)
    return render_template(
        "certificates/issued.html",
        outcomes=outcomes,
        made=made,
        wanted=wanted,
        decision_ids=decision_ids,
        cohort_id=cohort_id,
        refused=refused,
        may_print=may_anywhere(visitor(), Permission.EXPORT_LISTS),
    )
