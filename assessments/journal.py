"""What an entry of the field journal tells, read out of what was typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assessments.definitions.journal import (
    CHANNEL,
    CODE,
    DONE,
    DONE_ON,
    MINUTES,
    NEXT_STEP,
    NEXT_STEP_ON,
    NOTHING,
    SELDOM_HEARD,
    Journal,
    JournalForm,
)
from assessments.faults import Fault
from assessments.fields import TableField, missing_for_hand_in
from assessments.typed import day_in, number_in

Values = Mapping[str, object]

FIRST_CODE = "R-01"
_NOTHING = ("", NOTHING)


class Entered(Protocol):
    """What a row of an assignment's table is made of."""

    @property
    def values(self) -> Values: ...

    @property
    def is_followed_up(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Told:
    """What the service keeps beside the values: minutes are whole."""

    kind: str
    done_on: date
    minutes: int
    what: str
    channel: str | None
    seldom_heard: str | None


def entry_faults(
    form: JournalForm, values: Values, *, today: date, since: date | None
) -> dict[str, Fault]:
    """Everything that keeps an entry from being claimed, by field.

    `since`: the day on which the person's participation began.
    """
    faults = missing_for_hand_in(form, values)
    day, minutes = day_in(str(values.get(DONE_ON, ""))), number_in(str(values.get(MINUTES, "")))
    if day is not None and day > today:
        faults[DONE_ON] = Fault("in_future")
    if day is not None and since is not None and day < since:
        faults[DONE_ON] = Fault("before_participation")
    if minutes is not None and minutes % 1 and MINUTES not in faults:
        faults[MINUTES] = Fault("not_whole")
    return faults


def told_by(journal: Journal, form: JournalForm, values: Values) -> Told:
    """What values without faults tell. The kind follows from them where kinds share a form."""
    day, minutes = day_in(str(values[DONE_ON])), number_in(str(values[MINUTES]))
    if day is None or minutes is None:
        message = "an entry with faults tells nothing"
        raise ValueError(message)
    return Told(
        kind=_kind_of(journal, form, values),
        done_on=day,
        minutes=int(minutes),
        what=" ".join(str(values[form.line]).split()),
        channel=_chosen(values, CHANNEL),
        seldom_heard=_chosen(values, SELDOM_HEARD),
    )


def asks_next_step(values: Values) -> bool:
    """Whether the entry promises something that is to be done."""
    return values.get(NEXT_STEP, "") not in _NOTHING


def next_step_day(values: Values) -> date | None:
    """By when it is to be done, if that was said."""
    return day_in(str(values.get(NEXT_STEP_ON, "")))


def row_of(table: TableField, entry: Entered) -> dict[str, object]:
    """An entry as a row of the table that it fills."""
    told = {**entry.values, DONE: entry.is_followed_up}
    return {column.name: told.get(column.name, "") for column in table.columns}


def next_code(codes: Iterable[str]) -> str:
    """The code for the next person: after R-07 comes R-08. Nothing where codes have no number."""
    used = [code for code in codes if code]
    counted = [
        (int(digits), start, len(digits)) for start, digits in map(_taken_apart, used) if digits
    ]
    if not counted:
        return "" if used else FIRST_CODE
    number, start, length = max(counted)
    return f"{start}{number + 1:0{length}d}"


def taken_over(form: JournalForm, last: Values, today: date, code: str) -> dict[str, object]:
    """What a new entry begins with: the last one's choices, today, the next code. Never its texts.

    The place is taken over too: people talk where they talked before.
    """
    kept = (CHANNEL, MINUTES, "place")
    values = {name: last[name] for name in kept if form.has(name) and last.get(name)}
    values |= {DONE_ON: today.isoformat()}
    if form.has(CODE):
        values[CODE] = code
    if form.has(SELDOM_HEARD):
        values[SELDOM_HEARD] = NOTHING
    return values | dict(form.where)


def _kind_of(journal: Journal, form: JournalForm, values: Values) -> str:
    """Among the forms with the same columns the one whose condition holds, else the free one."""
    if form.table is None:
        return form.slug
    kin = [one for one in journal.values() if one.table == form.table]
    kin.sort(key=lambda one: not one.where)
    return next(
        one.slug for one in kin if all(values.get(name) == it for name, it in one.where.items())
    )


def _chosen(values: Values, name: str) -> str | None:
    value = str(values.get(name, ""))
    return None if value in _NOTHING else value


def _taken_apart(code: str) -> tuple[str, str]:
    start = code.rstrip("0123456789")
    digits = code.removeprefix(start)
    return start, digits if digits.isascii() else ""
