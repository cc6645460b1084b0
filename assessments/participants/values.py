"""What was typed into a participant's form → values to seal, and what is wrong with each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from assessments.faults import Fault
from assessments.participants.facts import (
    BORN_ON,
    SEX,
    age_on,
    day_of,
    pesel_of,
)
from assessments.participants.forms import (
    REFUSED,
    YES,
    FilledBy,
    Item,
    ItemKind,
    Moment,
    Obligation,
    ParticipantForm,
    Prefilled,
    Values,
)
from assessments.participants.together import at_odds, unusual
from assessments.registers import (
    PESEL_DIGITS,
    pesel_born_on,
    pesel_sex,
    read_email,
    read_pesel,
    read_phone,
    read_postal_code,
    read_teryt,
)
from assessments.typed import clean, day_in, fold, number_in, plain_number

LONGEST_LINE = 300
"""Characters of one answer: a name, a street, a trade."""

_TICKED = frozenset({"yes", "on", "true", "1", "tak"})
_NOTHING: Values = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """What the service itself knows of a person's part in the programme."""

    today: date
    started_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Values, faults and warnings by the name of the item; a warning keeps nothing from counting.

    What cannot be read stays in the values as it was typed.
    """

    values: dict[str, str]
    faults: Mapping[str, Fault] = field(default_factory=dict)
    warnings: Mapping[str, Fault] = field(default_factory=dict)


def read_values(
    form: ParticipantForm,
    raw: Mapping[str, Sequence[str]],
    *,
    shown: Iterable[Item],
    before: Values = _NOTHING,
    of: Participation,
) -> Reading:
    """Read the items that a page or a list showed; of the others, what was there before stays.

    The service fills in what it knows, and sex and day of birth from the PESEL where they are left
    blank. An answer that another one makes needless is dropped.
    """
    names = {item.name for item in shown}
    values: dict[str, str] = {}
    for item in form.items():
        if item.filled_by is FilledBy.SERVICE:
            values[item.name] = item.fixed or ""
        elif item.name in names:
            values[item.name] = _read_value(form, item, raw.get(item.name, ()))
        else:
            values[item.name] = before.get(item.name, "")
    _drop_needless(form, values)
    _fill_in(form, values, of)
    faults = {**at_odds(form, values, today=of.today), **_unreadable(form, values)}
    return Reading(values, faults, unusual(values))


def proposed(form: ParticipantForm, known: Mapping[Prefilled, str]) -> dict[str, str]:
    """What a person meets in the blanks of a form that was never filled in."""
    return {
        item.name: known.get(item.prefilled, "")
        for item in form.items()
        if item.prefilled is not None and item.filled_by is not FilledBy.SERVICE
    }


def missing(form: ParticipantForm, values: Values, *, asked: Moment) -> tuple[str, ...]:
    """Names of the obligatory items of one moment that are blank or cannot be read, in order.

    Empty: as far as this form goes, the person counts.
    """
    return tuple(
        item.name
        for item in form.items(asked)
        if item.is_asked(values) and _is_missing(form, item, values.get(item.name, ""))
    )


def unreadable(form: ParticipantForm, item: Item, value: str) -> Fault | None:
    """Why a value that is there cannot be taken as it is; a blank is never unreadable."""
    if not value:
        return None
    match item.kind:
        case ItemKind.CHOICE:
            return _off_list(form, item, value)
        case ItemKind.TEXT | ItemKind.TICK:
            return _too_long(value)
        case ItemKind.NUMBER:
            return None if number_in(value) is not None else Fault("not_a_number")
        case ItemKind.DATE:
            return None if day_of(value) else Fault("not_a_date")
        case ItemKind.PESEL:
            return None if read_pesel(value) else _odd_pesel(value)
        case ItemKind.TERYT:
            return None if read_teryt(value) else Fault("bad_teryt")
        case ItemKind.POSTAL_CODE:
            return None if read_postal_code(value) else Fault("bad_postal_code")
        case ItemKind.PHONE:
            return None if read_phone(value) else Fault("bad_phone")
        case ItemKind.EMAIL:
            return None if read_email(value) else Fault("bad_email")
        case _:
            assert_never(item.kind)


def _is_missing(form: ParticipantForm, item: Item, value: str) -> bool:
    if not value:
        return item.obligation is not Obligation.OPTIONAL
    return unreadable(form, item, value) is not None


def _unreadable(form: ParticipantForm, values: Values) -> dict[str, Fault]:
    return {
        item.name: fault
        for item in form.items()
        if (fault := unreadable(form, item, values.get(item.name, ""))) is not None
    }


def _drop_needless(form: ParticipantForm, values: dict[str, str]) -> None:
    """Until nothing changes: a dropped answer can make another one needless.

    A PESEL stays beside "I have none", so that nobody loses it by a slip: the two are a fault.
    """
    while needless := [
        item.name
        for item in form.items()
        if values[item.name] and item.kind is not ItemKind.PESEL and not item.is_asked(values)
    ]:
        values.update(dict.fromkeys(needless, ""))


def _fill_in(form: ParticipantForm, values: dict[str, str], of: Participation) -> None:
    """What the PESEL and the service tell; nothing that was typed is changed."""
    names = {item.name for item in form.items()}
    pesel = pesel_of(values)
    if pesel is not None:
        told = {SEX: str(pesel_sex(pesel)), BORN_ON: pesel_born_on(pesel).isoformat()}
        values.update({name: told[name] for name in names & told.keys() if not values[name]})
    known = _known(values, of)
    for item in form.items():
        if item.filled_by is FilledBy.SERVICE and item.prefilled and item.is_asked(values):
            values[item.name] = known.get(item.prefilled, "")


def _known(values: Values, of: Participation) -> dict[Prefilled, str]:
    """What the service fills in of a participation that has begun, or has ended."""
    known: dict[Prefilled, str] = {}
    if of.started_on is not None:
        known[Prefilled.STARTED_ON] = of.started_on.isoformat()
        age = age_on(values, of.started_on)
        known[Prefilled.AGE] = "" if age is None else str(age)
    if of.ended_on is not None:
        known[Prefilled.ENDED_ON] = of.ended_on.isoformat()
    return known


def _read_value(form: ParticipantForm, item: Item, texts: Sequence[str]) -> str:
    """One way to write each answer; what cannot be read stays as it was typed."""
    if item.kind is ItemKind.TICK:
        return YES if any(text.strip().casefold() in _TICKED for text in texts) else ""
    text = " ".join(clean(texts[0]).split()) if texts else ""
    match item.kind:
        case ItemKind.TEXT | ItemKind.TICK:
            return text
        case ItemKind.CHOICE:
            return _read_choice(form, item, text)
        case ItemKind.NUMBER:
            number = number_in(text)
            return text if number is None else plain_number(number)
        case ItemKind.DATE:
            day = day_in(text)
            return text if day is None else day.isoformat()
        case ItemKind.PESEL:
            return read_pesel(text) or text
        case ItemKind.TERYT:
            return read_teryt(text) or text
        case ItemKind.POSTAL_CODE:
            return read_postal_code(text) or text
        case ItemKind.PHONE:
            return read_phone(text) or text
        case ItemKind.EMAIL:
            return read_email(text) or text
        case _:
            assert_never(item.kind)


def _read_choice(form: ParticipantForm, item: Item, text: str) -> str:
    """A code, or its words in either language, as a list from a paper has them."""
    asked = fold(text)
    for option in form.choices(item):
        if asked in {fold(option.code), fold(option.words.pl), fold(option.words.en)}:
            return option.code
    return text


def _off_list(form: ParticipantForm, item: Item, value: str) -> Fault | None:
    if any(option.code == value for option in form.choices(item)):
        return None
    refuses = value == REFUSED or fold(value) in {fold(form.refusal.pl), fold(form.refusal.en)}
    return Fault("may_not_refuse" if refuses else "unknown_choice")


def _odd_pesel(value: str) -> Fault:
    """A number that is too short is another slip than one that does not add up."""
    digits = sum(sign.isdecimal() for sign in value)
    if digits != PESEL_DIGITS:
        return Fault("pesel_length", {"found": digits})
    return Fault("bad_pesel")


def _too_long(value: str) -> Fault | None:
    if len(value) > LONGEST_LINE:
        return Fault("too_long", {"found": len(value), "at_most": LONGEST_LINE})
    return None
