"""Who of a list can be enrolled: each row judged, with the reason beside it."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments.faults import Fault
from course.language import folded
from course.models import Enrolment
from course.terms import AddressForm
from course.web.forms.people import read_email, read_name
from course.web.forms.people_lists import MOST_ROWS, ListedPerson

FORMS = {
    "": AddressForm.NEUTRAL,
    "neutralna": AddressForm.NEUTRAL,
    "neutral": AddressForm.NEUTRAL,
    **dict.fromkeys(
        ("pani", "zenska", "z", "k", "ms", "mrs", "f", "feminine"), AddressForm.FEMININE
    ),
    **dict.fromkeys(("pan", "meska", "m", "mr", "masculine"), AddressForm.MASCULINE),
}


class Fate(StrEnum):
    """What will become of a row."""

    NEW = "new"
    KNOWN = "known"
    ENROLLED = "enrolled"
    REPEATED = "repeated"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the preview."""

    listed: ListedPerson
    fate: Fate
    name: str
    email: str
    address_form: AddressForm
    fault: Fault | None = None

    @property
    def is_good(self) -> bool:
        """Whether this row will be enrolled."""
        return self.fate in {Fate.NEW, Fate.KNOWN}


def judge_rows(
    listed: Sequence[ListedPerson], *, enrolled: Sequence[Enrolment], known: Collection[str]
) -> tuple[Row, ...]:
    """Each row's fate. `enrolled`: the cohort's places with people; `known`: addresses in use."""
    emails = {place.person.email for place in enrolled if place.person.email}
    names = {folded(place.person.name) for place in enrolled if not place.person.email}
    return tuple(_judged(listed, emails, names, known))


def as_text(rows: Sequence[ListedPerson]) -> str:
    """A list as the preview carries it to the confirmation."""
    return json.dumps(
        [[row.row, row.name, row.email, row.form] for row in rows], ensure_ascii=False
    )


def from_text(carried: str) -> tuple[ListedPerson, ...] | None:
    """What a preview carried; none when somebody tampered with it."""
    try:
        rows = json.loads(carried)
        people = tuple(
            ListedPerson(int(row), str(name), str(email), str(form))
            for row, name, email, form in rows
        )
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    return people if 0 < len(people) <= MOST_ROWS else None


def _judged(
    listed: Sequence[ListedPerson], emails: set[str], names: set[str], known: Collection[str]
) -> Iterator[Row]:
    seen: set[str] = set()
    for person in listed:
        name, name_fault = read_name(person.name)
        email, email_fault = read_email(person.email) if person.email.strip() else ("", None)
        form = FORMS.get(folded(person.form).strip(" ."))
        if name_fault and name_fault.code == "required":
            name_fault = Fault("name_missing")  # beside the row, not beside its field
        elif not name_fault and " " not in name:
            name_fault = Fault("name_in_part")  # a certificate needs the surname too
        faults = (name_fault, email_fault, None if form else Fault("unknown_form"))
        fault = next((fault for fault in faults if fault), None)
        identity = email or folded(name)
        if fault:
            fate = Fate.BROKEN
        elif identity in (emails if email else names):
            fate = Fate.ENROLLED
        elif identity in seen:
            fate = Fate.REPEATED
        else:
            fate = Fate.KNOWN if email and email in known else Fate.NEW
        seen.add(identity)
        yield Row(
            listed=person,
            fate=fate,
            name=name,
            email=email,
            address_form=form or AddressForm.NEUTRAL,
            fault=fault,
        )


def count_fates(rows: Sequence[Row]) -> Mapping[Fate, int]:
    """How many rows meet each fate."""
    return {fate: sum(row.fate is fate for row in rows) for fate in Fate}
