"""What the desk shows of a piece of work: to its second and third markers neither who nor what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from course.models import Marking, Person, Submission
from course.queries.allocation import is_open_to
from course.queries.assignments import files_of, standing_marking
from course.queries.marking import marks_openly
from course.queries.moderation import markings_read_by, settling_marking
from course.terms import MarkingRole, SubmissionState
from course.web.called import file_name, who_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How a trainer sees a piece of work at the desk.

    `who`: the author's name, or "Work 37" for who must not know it. `role`: the marking that this
    trainer may make now. `correctable`: the marking that they may correct.
    """

    blind: bool
    who: str
    role: MarkingRole | None
    marking: Marking | None
    others: Sequence[Marking]
    correctable: Marking | None
    file_names: Mapping[int, str]


def sight_of(session: Session, trainer: Person, submission: Submission) -> Sight:
    """How this trainer sees a piece of work that they may sit at."""
    blind = not marks_openly(session, trainer, submission)
    read = markings_read_by(submission, trainer, blind=blind)
    standing, settling = standing_marking(submission), settling_marking(submission)
    main = next((one for one in (standing, settling, *read[-1:]) if one in read), None)
    return Sight(
        blind=blind,
        who=who_of(submission, blind=blind),
        role=_role_now(session, trainer, submission, blind=blind),
        marking=main,
        others=[one for one in read if one is not main],
        correctable=standing if standing in read else None,
        file_names={file.id: file_name(file, blind=blind) for file in files_of(submission)},
    )


def _role_now(
    session: Session, trainer: Person, submission: Submission, *, blind: bool
) -> MarkingRole | None:
    if submission.state == SubmissionState.HANDED_IN:
        return None if blind else MarkingRole.FIRST
    role = submission.next_marking
    return role if role and is_open_to(session, submission, trainer, role) else None
