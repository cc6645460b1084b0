"""Comments that trainers keep to say again."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, case, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import BankComment, Person, Programme, Submission
from course.permissions import Permission
from course.visibility import programmes_with


def comments_at_hand(
    session: Session, trainer: Person, submission: Submission
) -> Sequence[BankComment]:
    """What the trainer can say again of this assignment: one's own first, then what others share.

    The cohort of the submission must be loaded.
    """
    return session.scalars(
        select(BankComment)
        .where(
            _usable_by(trainer),
            BankComment.programme_id == submission.enrolment.cohort.programme_id,
            BankComment.assignment_slug == submission.assignment_slug,
        )
        .options(joinedload(BankComment.person, innerjoin=True))
        .order_by(case((BankComment.person_id == trainer.id, 0), else_=1), BankComment.id)
    ).all()


def comments_chosen(
    session: Session, trainer: Person, submission: Submission, ids: Collection[int]
) -> Sequence[BankComment]:
    """Those at hand that were ticked."""
    if not ids:
        return []
    return [one for one in comments_at_hand(session, trainer, submission) if one.id in ids]


def own_comments(session: Session, trainer: Person) -> Sequence[BankComment]:
    """Everything that the trainer keeps, by assignment and criterion."""
    return session.scalars(
        select(BankComment)
        .where(_kept_by(trainer))
        .order_by(BankComment.assignment_slug, BankComment.criterion, BankComment.id)
    ).all()


def own_comment(session: Session, trainer: Person, comment_id: int) -> BankComment:
    """One's own, held until the write ends. Raises NotFound."""
    found = session.scalar(
        select(BankComment).where(_kept_by(trainer), BankComment.id == comment_id).with_for_update()
    )
    if found is None:
        raise NotFound
    return found


def same_comment(
    session: Session, trainer: Person, submission: Submission, criterion: str, text: str
) -> BankComment | None:
    """The trainer's own comment with these very words for the same criterion."""
    return session.scalars(
        select(BankComment).where(
            _kept_by(trainer),
            BankComment.programme_id == submission.enrolment.cohort.programme_id,
            BankComment.assignment_slug == submission.assignment_slug,
            BankComment.criterion == criterion,
            BankComment.text == text,
        )
    ).first()


def _kept_by(person: Person) -> ColumnElement[bool]:
    return and_(BankComment.person_id == person.id, BankComment.removed_at.is_(None))


def _usable_by(person: Person) -> ColumnElement[bool]:
    """One's own, and what others share in programmes where the person marks."""
    marks_there = exists(
        select(Programme.id).where(
            Programme.id == BankComment.programme_id,
            programmes_with(person, Permission.MARK_SUBMISSIONS),
        )
    )
    shared = and_(BankComment.shared, BankComment.removed_at.is_(None), marks_there)
    return or_(_kept_by(person), shared)
