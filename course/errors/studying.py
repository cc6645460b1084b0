"""What can go wrong while studying, handing in, marking and practising."""

from course.errors.kinds import RuleBroken, Unreadable


class Locked(RuleBroken):
    """Something has to be done first. Facts: `code`, `slug` of what is missing."""

    code = "locked"


class AttemptPaused(RuleBroken):
    """A pause after failed attempts. Facts: `until`, `lesson`."""

    code = "attempt_paused"


class AttemptsExhausted(RuleBroken):
    """As many attempts as allowed have been made. Facts: `limit`."""

    code = "attempts_exhausted"


class AnswerFinal(RuleBroken):
    """The question was closed by looking at what is right."""

    code = "answer_final"


class NothingToCheck(Unreadable):
    """A question can be closed only with an answer in it."""

    code = "nothing_to_check"


class AttemptOver(RuleBroken):
    """The attempt was handed in already; its answers stand."""

    code = "attempt_over"


class AttemptOpen(RuleBroken):
    """An attempt is not over yet."""

    code = "attempt_open"


class SheetEntered(RuleBroken):
    """A person's answers to a paper test were typed in already. Facts: `number` of the test."""

    code = "sheet_entered"


class DayBeforeStart(Unreadable):
    """On that day the participation had not begun. Facts: `started_on`."""

    code = "day_before_start"


class NothingToMark(RuleBroken):
    """The answer is blank, or its question was voided."""

    code = "nothing_to_mark"


class GrantNotNeeded(RuleBroken):
    """Nothing keeps the trainee from another attempt."""

    code = "grant_not_needed"


class NothingLeft(RuleBroken):
    """Without this question somebody's attempt, or the quiz, would have none that counts."""

    code = "nothing_left"


class PreviewChanged(RuleBroken):
    """Something else would be done by now than what was shown."""

    code = "preview_changed"


class StaleRevision(RuleBroken):
    """Another save came first. Facts: `revision` that counts now."""

    code = "stale_revision"


class NoteTooLong(Unreadable):
    """More was written beside a lesson than is kept there. Facts: `found`, `at_most`."""

    code = "note_too_long"


class BlankAnswer(Unreadable):
    """Nothing was answered where an answer stands; only an explicit deed clears it."""

    code = "blank_answer"


class NotReady(RuleBroken):
    """The work lacks something before it can be handed in. Facts: `faults`."""

    code = "not_ready"


class SubmissionsExhausted(RuleBroken):
    """The assignment was handed in as often as allowed. Facts: `limit`."""

    code = "submissions_exhausted"


class NotADraft(RuleBroken):
    """The work was handed in and cannot be changed."""

    code = "not_a_draft"


class EmptyRow(Unreadable):
    """Everything was cleared in a row that is kept; taking it out is a deed of its own."""

    code = "empty_row"


class AlreadyMarked(RuleBroken):
    """Somebody marked this work meanwhile. Facts: `by`, `at`."""

    code = "already_marked"


class NotAllocated(RuleBroken):
    """This marking is not for this person now: it was said, or handed to somebody else."""

    code = "not_allocated"


class NobodyToMark(RuleBroken):
    """The person chosen cannot make this marking."""

    code = "nobody_to_mark"


class MarkingBegun(RuleBroken):
    """A trainer has begun to mark the work, so it cannot be taken back."""

    code = "marking_begun"


class PassRefused(RuleBroken):
    """The levels do not add up to a pass. Facts: `reasons`, faults of the rubric's rule."""

    code = "pass_refused"


class NotNewest(RuleBroken):
    """A newer piece of work stands in place of this one."""

    code = "not_newest"


class LevelsMissing(Unreadable):
    """Not every criterion has one level. Facts: `faults`, where each is named."""

    code = "levels_missing"


class FileRefused(Unreadable):
    """The file is too large, empty or of a kind that is not taken. Facts: `reason`, `name`."""

    code = "file_refused"


class AlreadyDecided(RuleBroken):
    """The claimed practice was confirmed or refused meanwhile."""

    code = "already_decided"


class MeetingCancelled(RuleBroken):
    """The meeting does not take place."""

    code = "meeting_cancelled"


class MeetingRecorded(RuleBroken):
    """Attendance was recorded, so the meeting took place as it was."""

    code = "meeting_recorded"


class AttendanceChanged(RuleBroken):
    """Somebody else recorded attendance while this was filled in."""

    code = "attendance_changed"


class MeetingCodeTaken(RuleBroken):
    """Another meeting of this cohort has the code."""

    code = "meeting_code_taken"


class ReasonMissing(Unreadable):
    """A refusal or revocation needs its reason."""

    code = "reason_missing"


class ExtensionOpen(RuleBroken):
    """More time was asked for already, and nobody has answered yet."""

    code = "extension_open"


class ExtensionDecided(RuleBroken):
    """Somebody answered this request meanwhile. Facts: `by`, `at`."""

    code = "extension_decided"


class NothingToExtend(RuleBroken):
    """No day is set for this work, or it waits for nobody but the trainer."""

    code = "nothing_to_extend"


class TalkNotDue(RuleBroken):
    """The talk comes after the last return; until then the trainee may simply hand in again."""

    code = "talk_not_due"


class DraftOpen(RuleBroken):
    """The author is writing this work; nobody else may write over it."""

    code = "draft_open"


class EnteredByOther(RuleBroken):
    """Somebody types this work in on the author's behalf. Facts: `by`."""

    code = "entered_by_other"


class WorkBeingEntered(RuleBroken):
    """Another trainer types in this work already. Facts: `by`."""

    code = "work_being_entered"


class TraineeConsentsMissing(RuleBroken):
    """The trainee for whom something is done has not accepted the declarations yet."""

    code = "trainee_consents_missing"
