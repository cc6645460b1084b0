"""What is typed when a panel is called, when its members mark, and when its chair concludes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assessments.definitions import LEVELS, Rubric
from assessments.faults import Fault
from assessments.typed import clean
from course.actions.panel_marks import Conclusion
from course.actions.panels import Seat
from course.models import Panel, PanelMember
from course.queries.panels import Candidate, print_of
from course.terms import DecisionOutcome, PanelSeat
from course.web.forms.certificates import line_fault
from course.web.forms.cohorts import read_day
from course.web.i18n import language, speaking

LONGEST_LINE = 200
LONGEST_TEXT = 8_000
LONGEST_REASON = 400

Typed = Mapping[str, str]
Faults = Mapping[str, Fault]


@dataclass(frozen=True, slots=True)
class CallForm:
    """Day, place and seats of a panel, as typed, and what is wrong."""

    seats: Sequence[PanelSeat]
    values: Typed = field(default_factory=dict)
    faults: Faults = field(default_factory=dict)

    @classmethod
    def blank(cls, seats: Sequence[PanelSeat]) -> "CallForm":
        """A form in which the capacities are proposed."""
        capacities = {f"{seat}-capacity": speaking().word(seat) for seat in seats}
        return cls(seats, dict.fromkeys(_names(seats), "") | capacities)

    @classmethod
    def of_panel(cls, seats: Sequence[PanelSeat], panel: Panel) -> "CallForm":
        """A panel as it is called now."""
        values = dict.fromkeys(_names(seats), "")
        values |= {"held_on": panel.held_on.isoformat(), "place": panel.place}
        for member in panel.members:
            values[f"{member.seat}-person"] = str(member.person_id)
            values[f"{member.seat}-capacity"] = member.capacity
            values[f"{member.seat}-institution"] = str(member.institution_id or "")
            if member.chairs:
                values["chair"] = member.seat.value
        return cls(seats, values)

    @classmethod
    def read(
        cls,
        seats: Sequence[PanelSeat],
        raw: Mapping[str, str],
        *,
        ended_on: date,
        candidates: Sequence[Candidate],
        institutions: Sequence[int],
    ) -> "CallForm":
        """Read what was sent; only those who may have a seat can be chosen for it."""
        values = {name: " ".join(clean(raw.get(name, "")).split()) for name in _names(seats)}
        day = read_day(values["held_on"])
        found = {
            "held_on": _day_fault(day, ended_on),
            "place": line_fault(values["place"], LONGEST_LINE),
            "chair": None if values["chair"] in set(seats) else Fault("unknown_choice"),
        }
        taken: set[str] = set()
        for seat in seats:
            found |= _seat_faults(
                seat, values, taken, candidates, {str(one) for one in institutions}
            )
        return cls(seats, values, {name: fault for name, fault in found.items() if fault})

    @property
    def held_on(self) -> date:
        """The day, of a form without faults."""
        return date.fromisoformat(self.values["held_on"])

    def seated(self) -> list[Seat]:
        """The seats, of a form without faults."""
        return [
            Seat(
                seat=seat,
                person_id=int(self.values[f"{seat}-person"]),
                capacity=self.values[f"{seat}-capacity"],
                institution_id=int(self.values[f"{seat}-institution"] or 0) or None,
                chairs=self.values["chair"] == seat,
            )
            for seat in self.seats
        ]


@dataclass(frozen=True, slots=True)
class MarksForm:
    """The levels that one member chose, with a comment; `seen` tells what the page had shown."""

    rubric: Rubric
    levels: Mapping[str, int] = field(default_factory=dict)
    comment: str = ""
    seen: str = ""
    faults: Faults = field(default_factory=dict)

    @classmethod
    def of(cls, rubric: Rubric, member: PanelMember) -> "MarksForm":
        """What the member has saved."""
        return cls(rubric, levels_of(member), member.comment, print_of(member))

    @classmethod
    def read(cls, rubric: Rubric, raw: Mapping[str, str], *, whole: bool) -> "MarksForm":
        """Read what was sent; only what is handed in must be whole."""
        levels = read_levels(rubric, raw)
        comment = clean(raw.get("comment", "")).replace("\r\n", "\n")
        faults = level_faults(rubric, levels) if whole else {}
        if len(comment) > LONGEST_TEXT:
            faults["comment"] = _too_long(comment, LONGEST_TEXT)
        return cls(rubric, levels, comment, raw.get("seen", ""), faults)


@dataclass(frozen=True, slots=True)
class RecordForm:
    """What the chair enters: joint levels, a statement, and what follows."""

    rubric: Rubric
    levels: Mapping[str, int] = field(default_factory=dict)
    statement: str = ""
    outcome: str = ""
    to_supplement: str = ""
    faults: Faults = field(default_factory=dict)

    @classmethod
    def read(cls, rubric: Rubric, raw: Mapping[str, str]) -> "RecordForm":
        """Read what was sent."""
        levels = read_levels(rubric, raw)
        statement = clean(raw.get("statement", "")).strip()
        outcome, more = raw.get("outcome", ""), clean(raw.get("to_supplement", "")).strip()
        faults = level_faults(rubric, levels)
        if outcome not in set(DecisionOutcome):
            faults["outcome"] = Fault("unknown_choice")
        if fault := line_fault(statement, LONGEST_TEXT):
            faults["statement"] = fault
        if outcome == DecisionOutcome.SUPPLEMENT and (fault := line_fault(more, LONGEST_TEXT)):
            faults["to_supplement"] = fault
        return cls(rubric, levels, statement, outcome, more, faults)

    def conclusion(self) -> Conclusion:
        """What the three say together, of a form without faults."""
        return Conclusion(
            levels=self.levels,
            statement=self.statement,
            outcome=DecisionOutcome(self.outcome),
            to_supplement=self.to_supplement,
        )


def levels_of(member: PanelMember) -> dict[str, int]:
    """The levels that a member chose, by criterion."""
    return {mark.criterion: mark.level for mark in member.marks}


def levels_told(rubric: Rubric, criterion: str) -> list[tuple[int, str]]:
    """Each level of a criterion with its text."""
    [known] = [one for one in rubric.criteria if one.id == criterion]
    return [(level, known.levels[level].in_language(language())) for level in LEVELS]


def read_levels(rubric: Rubric, raw: Mapping[str, str]) -> dict[str, int]:
    """What was chosen on the scale; everything else is left out."""
    scale = {str(level): level for level in LEVELS}
    chosen = {one.id: raw.get(one.id, "") for one in rubric.criteria}
    return {name: scale[level] for name, level in chosen.items() if level in scale}


def level_faults(rubric: Rubric, levels: Mapping[str, int]) -> dict[str, Fault]:
    """The criteria without a level."""
    lacking = [one.id for one in rubric.criteria if one.id not in levels]
    return {name: Fault("criterion_unmarked") for name in lacking}


def text_fault(typed: str) -> Fault | None:
    """What is wrong with reasons or a statement that may not be empty."""
    return line_fault(typed.strip(), LONGEST_TEXT)


def _names(seats: Sequence[PanelSeat]) -> list[str]:
    parts = ("person", "capacity", "institution")
    return ["held_on", "place", "chair", *(f"{seat}-{part}" for seat in seats for part in parts)]


def _day_fault(day: date | None, ended_on: date) -> Fault | None:
    if day is None:
        return Fault("not_a_date")
    return Fault("before_end", {"ended_on": ended_on}) if day < ended_on else None


def _seat_faults(
    seat: PanelSeat,
    values: Typed,
    taken: set[str],
    candidates: Sequence[Candidate],
    institutions: set[str],
) -> dict[str, Fault | None]:
    """What is wrong with one seat; who is seated is added to those who are taken."""
    chosen, institution = values[f"{seat}-person"], values[f"{seat}-institution"]
    allowed = {str(one.person.id) for one in candidates if not one.refused_on(seat)}
    person = None
    if chosen not in allowed:
        person = Fault("unknown_choice")
    elif chosen in taken:
        person = Fault("seated_already")
    taken.add(chosen)
    named = institution in institutions
    needed = seat is PanelSeat.INSTITUTION
    return {
        f"{seat}-person": person,
        f"{seat}-capacity": line_fault(values[f"{seat}-capacity"], LONGEST_LINE),
        f"{seat}-institution": Fault("unknown_choice")
        if (needed or institution) and not named
        else None,
    }


def _too_long(typed: str, most: int) -> Fault:
    return Fault("too_long", {"found": len(typed), "at_most": most})
