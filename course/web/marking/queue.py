"""What waits for a trainer, the oldest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading
from course.models import Submission
from course.permissions import Permission, may_anywhere
from course.queries.arrangements import open_requests
from course.queries.asking import count_questions_waiting
from course.queries.essays import essays_waiting
from course.queries.marking import (
    assignments_waiting,
    cohorts_marked_by,
    count_settled,
    count_waiting,
    given_to,
    marked_openly,
    marking_queue,
)
from course.terms import MarkingRole, WorkMedium
from course.web.access import allow
from course.web.called import who_of
from course.web.i18n import language
from course.web.marking.blueprint import bp
from course.web.numbers import row_number
from course.web.reader import may_read_keys
from course.web.visitors import visitor

PAGE = 50
LONGEST_WAIT = 7
"""Days; what waits longer is overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A piece of work in the queue."""

    id: int
    who: str
    cohort: str
    role: MarkingRole
    title: str
    number: int
    given_as: WorkMedium
    days: int
    mine: bool

    @property
    def overdue(self) -> bool:
        """Whether it has waited longer than a trainee should."""
        return self.days > LONGEST_WAIT


@bp.get("/marking")
@allow(Permission.MARK_SUBMISSIONS)
def queue() -> ResponseReturnValue:
    """What waits for this trainer, the oldest first."""
    session, me = reading(), visitor()
    cohort_id = request.args.get("cohort", type=row_number)
    after_id = request.args.get("after", type=row_number)
    slugs = assignments_waiting(session, me)
    slug = next((one for one in slugs if one == request.args.get("assignment")), None)
    found = marking_queue(
        session, me, cohort_id=cohort_id, slug=slug, after_id=after_id, most=PAGE + 1
    )
    return render_template(
        "marking/queue.html",
        waiting=told_waiting(found[:PAGE], given_to(session, me)),
        count=count_waiting(session, me, cohort_id=cohort_id, slug=slug),
        essays=len(essays_waiting(session, me)) if may_read_keys() else 0,
        settled=count_settled(session, me),
        requests=len(open_requests(session, me)),
        questions=count_questions_waiting(session, me),
        gives_cards=may_anywhere(me, Permission.ISSUE_CARDS),
        more=len(found) > PAGE,
        cohorts=[(one.id, one.title) for one in cohorts_marked_by(session, me)],
        assignments=[(one, assignment_title(one)) for one in slugs],
        cohort_id=cohort_id,
        slug=slug,
        after_id=after_id,
        longest_wait=LONGEST_WAIT,
    )


def assignment_title(slug: str) -> str:
    """What an assignment is called today; one that is no longer in the course keeps its slug."""
    assignment = catalogue().assignments.get(slug)
    return assignment.title.in_language(language()) if assignment else slug


def told_waiting(
    submissions: Sequence[Submission], mine: Collection[int] = frozenset()
) -> list[Waiting]:
    """Work as a list shows it: under its author's name only to a trainer who may know it."""
    today = local_day(now())
    known = marked_openly(reading(), visitor(), [submission.id for submission in submissions])
    return [
        Waiting(
            id=submission.id,
            role=submission.next_marking or MarkingRole.FIRST,
            who=who_of(submission, blind=submission.id not in known),
            cohort=submission.enrolment.cohort.title if submission.id in known else "",
            title=assignment_title(submission.assignment_slug),
            mine=submission.id in mine,
            number=submission.number,
            given_as=submission.given_as,
            days=(today - local_day(submission.handed_in_at or submission.saved_at)).days,
        )
        for submission in submissions
    ]
