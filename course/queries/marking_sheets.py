"""Marking sheets: which work goes into one, and what there is to know of it when it comes back."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, defer

from assessments.marking_sheets import Drafted, PieceNow, Print, Written
from assessments.receipts import fingerprint
from course.models import (
    Cohort,
    Enrolment,
    Marking,
    MarkingDraft,
    Person,
    Submission,
)
from course.queries.assignments import assignment_of, whole_submissions
from course.queries.marking import waits_blind_for, waits_openly_for
from course.terms import SubmissionState
from course.visibility import (
    submissions_markable_by,
    submissions_marked_openly_by,
)

Drafts = Sequence[MarkingDraft]


def sheet_work(
    session: Session, trainer: Person, cohort: Cohort | None, slug: str, *, most: int
) -> Sequence[Submission]:
    """Work for one assignment that waits for this trainer, the oldest first.

    A cohort's, by name; without a cohort what the trainer is to mark blind.
    """
    waiting = whole_submissions().where(Submission.assignment_slug == slug, _waits(trainer, cohort))
    return session.scalars(
        waiting.options(defer(Submission.values, raiseload=True))
        .order_by(Submission.handed_in_at, Submission.id)
        .limit(most)
    ).all()


def assignments_waiting(session: Session, trainer: Person, cohort: Cohort | None) -> Sequence[str]:
    """The assignments, by slug, of which a sheet would not be empty."""
    return session.scalars(
        select(Submission.assignment_slug)
        .join(Submission.enrolment)
        .where(_waits(trainer, cohort))
        .distinct()
        .order_by(Submission.assignment_slug)
    ).all()


def work_of_rows(
    session: Session, trainer: Person, ids: Collection[int], *, held: bool = False
) -> Mapping[int, Submission]:
    """The work of a sheet's rows that the trainer may mark, without what is written in it.

    `held` until the write ends, so that two trainers mark one after the other.
    """
    asked = (
        whole_submissions()
        .where(submissions_markable_by(trainer), Submission.id.in_(ids))
        .options(defer(Submission.values, raiseload=True))
    )
    found = session.scalars(asked.with_for_update(of=Submission) if held else asked)
    return {submission.id: submission for submission in found}


def blind_among(session: Session, trainer: Person, ids: Collection[int]) -> Collection[int]:
    """Of which of these the trainer must not know whose they are."""
    openly = select(Submission.id).where(
        Submission.id.in_(ids), submissions_marked_openly_by(trainer)
    )
    return frozenset(ids) - frozenset(session.scalars(openly))


def drafts_about(session: Session, ids: Collection[int]) -> Mapping[int, Drafts]:
    """Everybody's drafts of markings of these."""
    found = session.scalars(
        select(MarkingDraft)
        .where(MarkingDraft.submission_id.in_(ids))
        .order_by(MarkingDraft.saved_at, MarkingDraft.id)
    )
    about: dict[int, list[MarkingDraft]] = {one: [] for one in ids}
    for draft in found:
        about[draft.submission_id].append(draft)
    return about


def names_of(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    """People's names by their ids."""
    named = select(Person.id, Person.name).where(Person.id.in_(ids))
    return {person_id: name for person_id, name in session.execute(named)}  # noqa: C416 -- typed


def pieces_now(
    session: Session, trainer: Person, submissions: Mapping[int, Submission]
) -> Mapping[int, PieceNow]:
    """What there is to know of each before its row is used."""
    drafts = drafts_about(session, submissions)
    blind = blind_among(session, trainer, submissions)
    writers = {draft.person_id for each in drafts.values() for draft in each}
    names = names_of(session, writers)
    return {
        one: _piece(submission, trainer, drafts[one], None if one in blind else names)
        for one, submission in submissions.items()
    }


def print_of(submission: Submission, trainer: Person, drafts: Drafts) -> Print:
    """What a row about this work is made from."""
    handed_in = submission.handed_in_at
    piece = [
        submission.id,
        submission.version_digest,
        submission.revision,
        handed_in.isoformat() if handed_in else None,
        # A row filled in as a first marking, with the name beside it, is never a blind second one.
        submission.next_marking,
    ]
    own = sum(draft.revision for draft in drafts if draft.person_id == trainer.id)
    others = sum(draft.revision for draft in drafts if draft.person_id != trainer.id)
    return Print(fingerprint(piece)[:12], own, others)


def written_in(draft: MarkingDraft) -> Written:
    """What a draft says, without what is empty in it."""
    comments = {name: text.strip() for name, text in draft.comments.items() if text.strip()}
    return Written(levels=draft.levels, comments=comments, feedback=draft.feedback)


def _piece(
    submission: Submission, trainer: Person, drafts: Drafts, names: Mapping[int, str] | None
) -> PieceNow:
    """`names` of those who wrote the drafts; none where the trainer must not know them."""
    own: list[Drafted] = []
    others: list[Drafted] = []
    for draft in drafts:
        by = names[draft.person_id] if names else ""
        drafted = Drafted(by=by, at=draft.saved_at, written=written_in(draft))
        (own if draft.person_id == trainer.id else others).append(drafted)
    mine = [one for one in submission.markings if one.marked_by_id == trainer.id]
    last = submission.markings[-1] if submission.markings else None
    awaited = SubmissionState.HANDED_IN if names is not None else SubmissionState.IN_MARKING
    return PieceNow(
        rubric=assignment_of(submission).rubric,
        print=print_of(submission, trainer, drafts),
        waits=submission.state == awaited,
        mine=_said(mine[-1]) if mine else None,
        marked_by=last.marked_by.name if last and names is not None else None,
        own_draft=own[-1] if own else None,
        other_draft=others[-1] if others else None,
    )


def _said(marking: Marking) -> Written:
    marks = marking.criterion_marks
    return Written(
        levels={mark.criterion: mark.level for mark in marks},
        comments={mark.criterion: mark.comment for mark in marks if mark.comment},
        feedback=marking.feedback,
        outcome=marking.outcome.value,
    )


def _waits(trainer: Person, cohort: Cohort | None) -> ColumnElement[bool]:
    if cohort is None:
        return waits_blind_for(trainer)
    return and_(waits_openly_for(trainer), Enrolment.cohort_id == cohort.id)
