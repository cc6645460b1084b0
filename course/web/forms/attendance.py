"""The attendance of a cohort as typed: one line for each trainee."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assessments.faults import Fault
from assessments.typed import clean
from course.models import Attendance, Enrolment, Meeting, Person
from course.queries.meetings import LONGEST_EXCUSE, Presence, presence_in
from course.terms import AttendanceState, MeetingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is chosen and typed about one trainee, and what the service has of them.

    A state of "" says nothing about them; it may be chosen until something is saved. `is_own`: of
    whoever fills the sheet in, who says nothing about themselves.
    """

    enrolment: Enrolment
    state: str
    minutes: str = ""
    excuse: str = ""
    saved: Presence | None = None
    may_say_nothing: bool = False
    is_own: bool = False
    presence: Presence | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        """Whether the service has something else than what stands here."""
        return not self.is_own and self.saved is not None and self.saved != self.presence


@dataclass(frozen=True, slots=True)
class AttendanceForm:
    """All lines, in the order and with the numbers of the paper sheet."""

    lines: Sequence[Line]

    @classmethod
    def saved(
        cls,
        meeting: Meeting,
        trainees: Sequence[Enrolment],
        rows: Mapping[int, Attendance],
        *,
        by: Person,
    ) -> "AttendanceForm":
        """What is saved. Who is not recorded yet was there, where everybody was asked to come."""
        usual = _usual(meeting, rows)
        return cls(
            [
                _own_line(meeting, one, rows.get(one.id))
                if one.person_id == by.id
                else _saved_line(meeting, one, rows.get(one.id), usual)
                for one in trainees
            ]
        )

    @classmethod
    def typed(
        cls,
        meeting: Meeting,
        trainees: Sequence[Enrolment],
        rows: Mapping[int, Attendance],
        sent: Mapping[str, str],
        *,
        by: Person,
    ) -> "AttendanceForm":
        """What was sent, with what is wrong in it."""
        blank = not _usual(meeting, rows)
        return cls(
            [
                _own_line(meeting, one, rows.get(one.id))
                if one.person_id == by.id
                else _typed_line(meeting, one, rows.get(one.id), sent, blank)
                for one in trainees
            ]
        )

    @property
    def faults(self) -> Sequence[tuple[str, str, Fault]]:
        """The id of each field to be mended, whose it is, and what is wrong."""
        return [
            (f"{name}-{line.enrolment.id}", line.enrolment.person.name, fault)
            for line in self.lines
            for name, fault in line.faults.items()
        ]

    @property
    def presences(self) -> Mapping[int, Presence]:
        """Of everybody about whom something was said, by enrolment."""
        return {line.enrolment.id: line.presence for line in self.lines if line.presence}


def _usual(meeting: Meeting, rows: Mapping[int, Attendance]) -> str:
    """The state that stands before anything is said: none where only some are asked to come.

    They are at a review talk and at what makes up for another meeting; and where a sheet was saved
    already, nobody who is missing from it becomes present by itself.
    """
    for_some = meeting.kind is MeetingKind.REVIEW or meeting.makes_up_for_id is not None
    return "" if for_some or rows else AttendanceState.PRESENT.value


def _own_line(meeting: Meeting, trainee: Enrolment, row: Attendance | None) -> Line:
    saved = None if row is None else presence_in(row, meeting)
    return Line(enrolment=trainee, state="", saved=saved, is_own=True)


def _saved_line(meeting: Meeting, trainee: Enrolment, row: Attendance | None, usual: str) -> Line:
    if row is None:
        return Line(enrolment=trainee, state=usual, may_say_nothing=not usual)
    saved = presence_in(row, meeting)
    return Line(
        enrolment=trainee,
        state=saved.state.value,
        minutes=str(saved.minutes) if saved.state is AttendanceState.LATE else "",
        excuse=saved.excuse or "",
        saved=saved,
        presence=saved,
    )


def _typed_line(
    meeting: Meeting,
    trainee: Enrolment,
    row: Attendance | None,
    sent: Mapping[str, str],
    blank: bool,  # noqa: FBT001 -- told once for all lines
) -> Line:
    state, minutes, excuse = (
        clean(sent.get(f"{name}-{trainee.id}", "")).strip()
        for name in ("state", "minutes", "excuse")
    )
    read = _read(meeting, state, minutes, excuse)
    return Line(
        enrolment=trainee,
        state=state,
        minutes=minutes,
        excuse=excuse,
        saved=None if row is None else presence_in(row, meeting),
        may_say_nothing=row is None and blank,
        presence=read if isinstance(read, Presence) else None,
        faults=read if isinstance(read, dict) else {},
    )


def _read(
    meeting: Meeting, state: str, minutes: str, excuse: str
) -> Presence | dict[str, Fault] | None:
    """How somebody took part, or the fault by its field; none where nothing was said."""
    match state:
        case "":
            return None
        case AttendanceState.PRESENT:
            return Presence(AttendanceState.PRESENT, meeting.minutes)
        case AttendanceState.LATE:
            short = minutes.isdecimal() and len(minutes) <= len(str(meeting.minutes))
            if not (short and 0 < int(minutes) < meeting.minutes):
                return {"minutes": Fault("minutes_short_of", {"most": meeting.minutes - 1})}
            return Presence(AttendanceState.LATE, int(minutes))
        case AttendanceState.EXCUSED:
            if not excuse:
                return {"excuse": Fault("missing")}
            if len(excuse) > LONGEST_EXCUSE:
                facts = {"found": len(excuse), "at_most": LONGEST_EXCUSE}
                return {"excuse": Fault("too_long", facts)}
            return Presence(AttendanceState.EXCUSED, 0, excuse)
        case AttendanceState.ABSENT:
            return Presence(AttendanceState.ABSENT, 0)
        case _:
            return {"state": Fault("unknown_choice")}
