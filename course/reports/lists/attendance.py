"""Attendance: of a cohort each meeting, of one meeting the sheet to sign, of all the totals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from sqlalchemy.orm import Session

from course.models import Cohort
from course.permissions import Permission
from course.queries.lists.attendance import meetings_listed, minutes_present
from course.queries.lists.places import Condition, ListedPlace, count_places, listed_places
from course.reports.lists.asked import Filter
from course.reports.lists.cells import Cell, CellKind, Column, Line, Spoken
from course.reports.lists.conditions import PLACE_STATES, of_place
from course.reports.lists.listing import Listing, Looking
from course.sentences import N_
from course.terms import ListKind

ENOUGH_PERCENT = 80
"""What funders usually ask for; the rule may ask for more, and decides by itself."""


@dataclass(frozen=True, slots=True)
class Attended:
    """One person's minutes at the meetings that have begun; what was not recorded is left out."""

    place: ListedPlace
    minutes: Mapping[int, int]
    of_minutes: int

    @property
    def present(self) -> int:
        """Minutes present in all."""
        return sum(self.minutes.values())

    @property
    def percent(self) -> Decimal | None:
        """The share of what was held, rounded down; None before the first meeting."""
        if not self.of_minutes:
            return None
        share = Decimal(100 * self.present) / self.of_minutes
        return share.quantize(Decimal("0.1"), ROUND_DOWN)

    @property
    def enough(self) -> bool | None:
        """Whether it is as much as funders usually ask for."""
        return None if self.percent is None else self.percent >= ENOUGH_PERCENT


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as a list names it."""

    meeting_id: int
    cohort_id: int
    code: str
    title: str
    starts_at: datetime
    minutes: int


def meetings_of(session: Session, looking: Looking) -> Sequence[Held]:
    """The meetings that are asked for, of one cohort or of all, in order."""
    asked = looking.asked
    found = meetings_listed(
        session,
        looking.by,
        looking.programme.id,
        cohort_id=asked.cohort_id,
        since=asked.since,
        until=asked.until,
    )
    return [
        Held(one.id, one.cohort_id, one.code, one.title, one.starts_at, one.minutes)
        for one in found
        if asked.meeting_id in {None, one.id}
    ]


def attended(session: Session, looking: Looking) -> Iterator[Attended]:
    """Everybody who is asked for, by name, with their minutes at the meetings of their cohort."""
    begun = [one for one in meetings_of(session, looking) if one.starts_at <= looking.at]
    lasts = {one.meeting_id: one.minutes for one in begun}
    own = {
        cohort_id: [one for one in begun if one.cohort_id == cohort_id]
        for cohort_id in {one.cohort_id for one in begun}
    }
    asked = _asked(session, looking)
    for piece in listed_places(
        session, looking.by, looking.programme.id, *asked, skip=looking.skip
    ):
        minutes = minutes_present(session, lasts, [place.enrolment_id for place in piece])
        for place in piece:
            held = own.get(place.cohort_id, ())
            keys = [(place.enrolment_id, one.meeting_id) for one in held]
            yield Attended(
                place,
                {key[1]: minutes[key] for key in keys if key in minutes},
                sum(one.minutes for one in held),
            )


def _columns(session: Session, looking: Looking) -> tuple[Column, ...]:
    """To sign for one meeting; each meeting of one cohort; of several cohorts the totals alone."""
    speaking = looking.speaking
    names = Column("name", N_("Person"), 24), Column("cohort", N_("Cohort"), 18)
    if looking.asked.meeting_id is not None:
        return (
            *names,
            Column("present", N_("Minutes present"), 9, CellKind.NUMBER),
            Column("arrival", N_("Signature on arrival"), 26, CellKind.SIGNATURE),
            Column("leaving", N_("Signature on leaving"), 26, CellKind.SIGNATURE),
        )
    each = meetings_of(session, looking) if looking.asked.cohort_id is not None else ()
    return (
        *names,
        *(
            Column(
                f"minutes_{one.code.lower()}",
                f"{one.code}, {speaking.day_and_month(one.starts_at)}",
                7,
                CellKind.NUMBER,
            )
            for one in each
        ),
        Column("present", N_("Minutes present"), 9, CellKind.NUMBER),
        Column("of_minutes", N_("Minutes in all"), 9, CellKind.NUMBER),
        Column("percent", N_("Present, %"), 9, CellKind.NUMBER),
        Column("enough", N_("At least 80%"), 9),
    )


def _rows(session: Session, looking: Looking) -> Iterator[Line]:
    each = meetings_of(session, looking) if looking.asked.cohort_id is not None else ()
    for one in attended(session, looking):
        cells: tuple[Cell, ...]
        if looking.asked.meeting_id is not None:
            cells = (one.minutes.get(looking.asked.meeting_id), None, None)
        else:
            cells = (
                *(one.minutes.get(meeting.meeting_id) for meeting in each),
                one.present if one.of_minutes else None,
                one.of_minutes or None,
                one.percent,
                _said(one, looking),
            )
        yield Line(one.place.enrolment_id, (one.place.name, one.place.cohort, *cells))


def _count(session: Session, looking: Looking) -> int:
    return count_places(session, looking.by, looking.programme.id, *_asked(session, looking))


ATTENDANCE = Listing(
    kind=ListKind.ATTENDANCE,
    heading=N_("Attendance"),
    purpose=N_("Who came to which meeting, for how long, and whether it is enough."),
    file_name=N_("attendance-list"),
    opened_with=Permission.SEE_PROGRAMME,
    knows=frozenset(
        {
            *(Filter.WORDS, Filter.COHORT, Filter.CITY, Filter.STATE),
            *(Filter.SINCE, Filter.UNTIL, Filter.MEETING),
        }
    ),
    states=PLACE_STATES,
    closing=N_("Signature of the person who led the meeting"),
    columns=_columns,
    rows=_rows,
    count=_count,
)


def _asked(session: Session, looking: Looking) -> Sequence[Condition]:
    """Of one meeting those of its cohort."""
    if looking.asked.meeting_id is None:
        return of_place(looking.asked)
    cohorts = {one.cohort_id for one in meetings_of(session, looking)}
    return [*of_place(looking.asked), Cohort.id.in_(cohorts)]


def _said(one: Attended, looking: Looking) -> Spoken | None:
    if one.enough is None:
        return None
    speaking = looking.speaking
    return (
        Spoken("yes", speaking.gettext("yes"))
        if one.enough
        else Spoken("no", speaking.gettext("no"))
    )
