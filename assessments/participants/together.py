"""Answers that are right alone and wrong together, or right and very unusual."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from assessments.faults import Fault
from assessments.participants.facts import (
    BORN_ON,
    ENDED_ON,
    LONG_TERM,
    NO_PESEL,
    PESEL,
    SEX,
    STARTED_ON,
    STATUS_ON,
    TERYT,
    VOIVODESHIP,
    WITHOUT_WORK_SINCE,
    age_on,
    born_on,
    day_of,
    pesel_of,
)
from assessments.participants.forms import YES, LongTerm, ParticipantForm, Values
from assessments.registers import pesel_born_on, pesel_sex, read_teryt

FOUR_WEEKS = timedelta(days=28)
"""How long after leaving the status is measured: results count up to 4 weeks after the end."""

_YOUNGEST, _OLDEST = 15, 100
"""Ages outside are most likely a slip. Below 15 nobody works in Poland (Labour Code, art. 190),
so nobody has a status on the labour market; but nobody who does take part is refused for it.
"""
_OLDEST_EVER = 125
_OF_AGE = 25
"""From this age on it takes longer to be long-term unemployed (guideline, common indicators)."""

_Found = Iterator[tuple[str, Fault]]


def at_odds(form: ParticipantForm, values: Values, *, today: date) -> dict[str, Fault]:
    """Faults of answers that cannot be true together, by the item to look at first."""
    return {
        name: fault
        for rule in (
            _identity(values),
            _birth(values, today),
            _place(values),
            _days(values, today),
            _long_term(form.long_term, values),
        )
        for name, fault in rule
    }


def unusual(values: Values) -> dict[str, Fault]:
    """What is possible and seldom true: shown, and never in the way."""
    started_on = day_of(values.get(STARTED_ON, ""))
    age = None if started_on is None else age_on(values, started_on)
    if age is None or _YOUNGEST <= age <= _OLDEST:
        return {}
    return {PESEL if pesel_of(values) else BORN_ON: Fault("unusual_age", {"age": age})}


def _identity(values: Values) -> _Found:
    """A PESEL says who is a woman and when somebody was born; nothing else may say otherwise."""
    if values.get(NO_PESEL) == YES:
        if values.get(PESEL):
            yield NO_PESEL, Fault("pesel_or_none")
        return
    pesel = pesel_of(values)
    if pesel is None:
        return
    if values.get(SEX) and values[SEX] != pesel_sex(pesel):
        yield SEX, Fault("sex_not_in_pesel")
    said = day_of(values.get(BORN_ON, ""))
    if said is not None and said != pesel_born_on(pesel):
        yield BORN_ON, Fault("birth_not_in_pesel")


def _birth(values: Values, today: date) -> _Found:
    birth = born_on(values)
    if birth is None:
        return
    name = PESEL if pesel_of(values) else BORN_ON
    latest = min(today, day_of(values.get(STARTED_ON, "")) or today)
    if birth > latest or latest.year - birth.year > _OLDEST_EVER:
        yield name, Fault("birth_impossible", {"born_on": birth})


def _place(values: Values) -> _Found:
    teryt, voivodeship = read_teryt(values.get(TERYT, "")), values.get(VOIVODESHIP)
    if teryt and voivodeship and not teryt.startswith(voivodeship):
        yield TERYT, Fault("teryt_elsewhere")


def _days(values: Values, today: date) -> _Found:
    started_on, ended_on, status_on = (
        day_of(values.get(name, "")) for name in (STARTED_ON, ENDED_ON, STATUS_ON)
    )
    if started_on and ended_on and ended_on < started_on:
        yield ENDED_ON, Fault("dates_reversed")
    if status_on is None:
        return
    if status_on > today:
        yield STATUS_ON, Fault("in_future")
    elif ended_on is not None and not ended_on <= status_on <= ended_on + FOUR_WEEKS:
        yield (
            STATUS_ON,
            Fault(
                "status_day_outside",
                {"first": ended_on, "last": ended_on + FOUR_WEEKS},
            ),
        )


def _long_term(limits: LongTerm, values: Values) -> _Found:
    """Without work for longer than the limit for the age at the start, without a break."""
    since, started_on = (day_of(values.get(name, "")) for name in (WITHOUT_WORK_SINCE, STARTED_ON))
    if since is None or started_on is None:
        return
    if since > started_on:
        yield WITHOUT_WORK_SINCE, Fault("after_start")
        return
    age, said = age_on(values, started_on), values.get(LONG_TERM)
    if age is None or not said:
        return
    months = limits.under_25 if age < _OF_AGE else limits.from_25
    is_long = started_on > _months_after(since, months)
    if is_long is not (said == YES):
        code = "is_long_term" if is_long else "not_long_term"
        yield LONG_TERM, Fault(code, {"months": months})


def _months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of its month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
