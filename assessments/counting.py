"""Who may be reported: a certified person and the circumstances → counted as of a day, or why not.

The rule follows the four stages of acquiring a competence in projects funded by the European Union
(scope, standard, assessment, comparison); its wording is still to be confirmed against the
guideline's own text. The expiry of a certificate is ignored: what was reached stays reached.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

RULE = "2026-1"
"""Which version of this rule counts: frozen figures name it. A change of what counts renames it."""

DAYS_TO_DECIDE = 28
"""Result indicators are measured up to four weeks after the end of participation."""

CONDITION_CODES = (
    "certificate_issued",
    "not_revoked",
    "participant_record",
    "standard_before_training",
    "assessed_after_end",
    "assessor_not_trainer",
    "within_28_days",
    "once",
)
"""Every condition, in the order in which `count_person` returns them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the service knows about one person's certificate; None: there is no such day."""

    issued_on: date | None
    revoked_on: date | None
    participant_record_complete: bool
    participant_record_missing: tuple[str, ...]
    standard_frozen_on: date | None
    first_training_on: date | None
    ended_on: date | None
    assessed_on: date | None
    decided_on: date | None
    assessed_by_own_trainer: bool
    counted_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition, with the days and the names of fields that its sentence tells."""

    code: str
    met: bool
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Counted:
    """Yes only where every condition is met."""

    conditions: tuple[Condition, ...]

    @property
    def yes(self) -> bool:
        """Whether this person may be reported."""
        return not self.why_not

    @property
    def why_not(self) -> tuple[Condition, ...]:
        """The conditions that fail."""
        return tuple(condition for condition in self.conditions if not condition.met)


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when a person counts, and by which of their places; until None: for good."""

    counted_from: date
    counted_until: date | None
    place: int


def count_person(circumstances: Circumstances, as_of: date) -> Counted:
    """Judge every condition as of a day: what happened after it does not matter."""
    known = circumstances
    last_day = None if known.ended_on is None else known.ended_on + timedelta(days=DAYS_TO_DECIDE)
    met: dict[str, tuple[bool, dict[str, object]]] = {
        "certificate_issued": (
            _not_after(known.issued_on, as_of),
            {"issued_on": known.issued_on, "as_of": as_of},
        ),
        "not_revoked": (
            not _not_after(known.revoked_on, as_of),
            {"revoked_on": known.revoked_on, "as_of": as_of},
        ),
        "participant_record": (
            known.participant_record_complete,
            {"missing": known.participant_record_missing},
        ),
        "standard_before_training": (
            _not_after(known.standard_frozen_on, _day_before(known.first_training_on)),
            {
                "standard_frozen_on": known.standard_frozen_on,
                "first_training_on": known.first_training_on,
            },
        ),
        "assessed_after_end": (
            _not_after(known.ended_on, known.assessed_on),
            {"ended_on": known.ended_on, "assessed_on": known.assessed_on},
        ),
        "assessor_not_trainer": (not known.assessed_by_own_trainer, {}),
        "within_28_days": (
            _not_after(known.decided_on, last_day),
            {"ended_on": known.ended_on, "decided_on": known.decided_on, "last_day": last_day},
        ),
        "once": (not known.counted_elsewhere, {}),
    }
    return Counted(tuple(Condition(code, *met[code]) for code in CONDITION_CODES))


def counted_spans(
    changes: Iterable[date], place_on: Callable[[date], int | None]
) -> tuple[Span, ...]:
    """The days on which one person counts, as spans that never overlap, in their order.

    Between two changes nothing changes, so each is judged once. `place_on` tells by which of their
    places somebody counts at the end of a day: a person with many places counts by one of them.
    Revocation ends a span; expiry and a newer certificate do not, because they change no judgement.
    """
    spans: list[Span] = []
    for day in sorted(set(changes)):
        place = place_on(day)
        last = spans[-1] if spans and spans[-1].counted_until is None else None
        if last is not None and last.place == place:
            continue
        if last is not None:
            spans[-1] = Span(last.counted_from, day, last.place)
        if place is not None:
            spans.append(Span(day, None, place))
    return tuple(spans)


def _not_after(day: date | None, limit: date | None) -> bool:
    """Both days are known, and in this order; the same day is in time."""
    return day is not None and limit is not None and day <= limit


def _day_before(day: date | None) -> date | None:
    return None if day is None else day - timedelta(days=1)
