"""How far the first and the second markers of settled work agreed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, aliased

from course.models import Cohort, CriterionMark, Enrolment, Marking, Person, Submission
from course.permissions import Permission
from course.terms import MarkingRole
from course.visibility import enrolments_with

Levels = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwiceMarked:
    """A settled piece of work with the two independent judgements of it."""

    slug: str
    cohort_id: int
    cohort: str
    outcomes: tuple[str, str]
    levels: Sequence[Levels]
    went_to_third: bool


def twice_marked(session: Session, reader: Person) -> Sequence[TwiceMarked]:
    """Every such piece in the programmes of the reader, as it was first said by each marker."""
    first, second, third = aliased(Marking), aliased(Marking), aliased(Marking)
    levels = _levels(session, reader)
    rows = session.execute(
        _pairs(reader, first, second)
        .outerjoin(
            third,
            (third.submission_id == Submission.id)
            & (third.role == MarkingRole.THIRD)
            & third.supersedes_id.is_(None),
        )
        .with_only_columns(
            Submission.id,
            Submission.assignment_slug,
            Cohort.id,
            Cohort.title,
            first.outcome,
            second.outcome,
            third.id,
        )
        .order_by(Submission.assignment_slug, Cohort.title, Cohort.id, Submission.id)
    )
    return [
        TwiceMarked(
            slug=slug,
            cohort_id=cohort_id,
            cohort=cohort,
            outcomes=(one.value, other.value),
            levels=levels[submission_id],
            went_to_third=third_id is not None,
        )
        for submission_id, slug, cohort_id, cohort, one, other, third_id in rows
    ]


def _levels(session: Session, reader: Person) -> dict[int, list[Levels]]:
    """By piece, the two levels of each criterion."""
    first, second = aliased(Marking), aliased(Marking)
    one, other = aliased(CriterionMark), aliased(CriterionMark)
    found: dict[int, list[Levels]] = defaultdict(list)
    rows = session.execute(
        _pairs(reader, first, second)
        .join(one, one.marking_id == first.id)
        .join(other, (other.marking_id == second.id) & (other.criterion == one.criterion))
        .with_only_columns(Submission.id, one.level, other.level)
    )
    for submission_id, level, other_level in rows:
        found[submission_id].append((level, other_level))
    return found


def _pairs(reader: Person, first: type[Marking], second: type[Marking]) -> Select[Submission]:
    return (
        select(Submission)
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(first, _first_said(first, MarkingRole.FIRST))
        .join(second, _first_said(second, MarkingRole.SECOND))
        .where(
            Submission.next_marking.is_(None),
            or_(
                enrolments_with(reader, Permission.MARK_SUBMISSIONS),
                enrolments_with(reader, Permission.SEE_PROGRAMME),
            ),
        )
    )


def _first_said(marking: type[Marking], role: MarkingRole) -> ColumnElement[bool]:
    """Before any correction: a correction is made in knowledge of what others said."""
    return (
        (marking.submission_id == Submission.id)
        & (marking.role == role)
        & marking.supersedes_id.is_(None)
    )
