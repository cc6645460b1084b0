"""Words of practical work, markings, meetings and practice."""

from enum import StrEnum


class SubmissionState(StrEnum):
    """Where a piece of practical work stands."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
    IN_MARKING = "in_marking"
    SETTLED = "settled"
    RETURNED = "returned"
    MARKED = "marked"


WAITING_STATES = frozenset(
    {SubmissionState.HANDED_IN, SubmissionState.IN_MARKING, SubmissionState.SETTLED}
)
"""To its author work in these states waits, whatever was said of it and not told yet."""


class WorkMedium(StrEnum):
    """How a piece of work reached the service: typed by its author, or by a trainer for them."""

    SCREEN = "screen"
    PAPER = "paper"
    SPOKEN = "spoken"


class PeopleInPicture(StrEnum):
    """What the person who sends a photo says of those who are in it."""

    NOBODY = "nobody"
    AGREED = "agreed"


class ScanState(StrEnum):
    """What a scanner of viruses said of a file; not asked where none is configured."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"


class MarkingRole(StrEnum):
    """Which of several independent markings of a submission this is."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


BLIND_ROLES = (MarkingRole.SECOND, MarkingRole.THIRD)
"""Who marks in these roles knows neither the author nor what others said."""


class MarkingOutcome(StrEnum):
    """What a trainer concluded."""

    PASS = "pass"  # noqa: S105 -- an outcome, not a secret
    REVISE = "revise"


class MeetingKind(StrEnum):
    """Kinds of taught days."""

    WORKSHOP = "workshop"
    SUPERVISION = "supervision"
    REVIEW = "review"


class AttendanceState(StrEnum):
    """How somebody took part in a meeting."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


class ObservationKind(StrEnum):
    """Who tells of a trainee's work outside."""

    OBSERVATION = "observation"
    WITNESS_STATEMENT = "witness_statement"


class FieldEntryKind(StrEnum):
    """Kinds of practice outside."""

    CONVERSATION = "conversation"
    ONE_TO_ONE = "one_to_one"
    GROUP_MEETING = "group_meeting"
    ACTION = "action"
    INSTITUTION_TALK = "institution_talk"
    OTHER = "other"


class FieldEntryState(StrEnum):
    """The fate of a claimed piece of practice."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
