"""Which of several markings counts, and who may read which. The markings must be loaded."""

from collections.abc import Mapping, Sequence

from assessments.moderation import Role, Said, next_step
from course.models import Marking, Person, Submission
from course.terms import SubmissionState


def said_of(submission: Submission) -> Mapping[Role, Said]:
    """What the markers concluded, by role; a correction stands in the place of what it corrects."""
    return {
        marking.role.value: Said(marking.points, marking.outcome.value)
        for marking in submission.markings
    }


def settling_marking(submission: Submission) -> Marking | None:
    """The marking that settles the work, told or not; None while another one is awaited."""
    step = next_step(said_of(submission), second_wanted=submission.second_wanted)
    of_role = [one for one in submission.markings if one.role == step.settled_by]
    return of_role[-1] if of_role else None


def markings_read_by(submission: Submission, reader: Person, *, blind: bool) -> Sequence[Marking]:
    """What a marker may read at the desk, the oldest first.

    Until the work is settled nobody reads what another marker said; who marks blind never does.
    """
    if blind or submission.state in {SubmissionState.HANDED_IN, SubmissionState.IN_MARKING}:
        return [one for one in submission.markings if one.marked_by_id == reader.id]
    return submission.markings
