"""What is typed when figures are frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assessments.faults import Fault
from course.actions.snapshots import Freezing
from course.models import IndicatorSnapshot
from course.terms import SnapshotPurpose
from course.web.forms.cohorts import read_day
from course.web.forms.people import Typed, read_line

LONGEST_CLAIM = 100
LONGEST_REASON = 1000
PURPOSES = tuple(one for one in SnapshotPurpose if one is not SnapshotPurpose.CORRECTION)
"""What can be chosen; a correction begins at what it corrects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezingForm:
    """Why and as of which day, as typed, and what was wrong; of a correction, of what."""

    purpose: str = SnapshotPurpose.PAYMENT_CLAIM.value
    day: str = ""
    claim_number: str = ""
    reason: str = ""
    corrects: IndicatorSnapshot | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def new(cls, corrects: IndicatorSnapshot | None, today: date) -> "FreezingForm":
        """As it is offered: figures of today, or once more of the day of what is corrected."""
        if corrects is None:
            return cls(day=today.isoformat())
        return cls(
            purpose=SnapshotPurpose.CORRECTION.value,
            day=corrects.as_of.isoformat(),
            claim_number=corrects.claim_number,
            corrects=corrects,
        )

    @classmethod
    def of(cls, typed: Typed, corrects: IndicatorSnapshot | None) -> "FreezingForm":
        """Read the form."""
        form = cls(
            purpose=SnapshotPurpose.CORRECTION if corrects else typed.get("purpose", ""),
            day=read_line(typed.get("as_of", "")),
            claim_number=read_line(typed.get("claim_number", "")),
            reason="\n".join(map(read_line, typed.get("reason", "").splitlines())).strip(),
            corrects=corrects,
        )
        found = {
            "purpose": None if corrects or form.purpose in PURPOSES else Fault("unknown_choice"),
            "as_of": None if read_day(form.day) else Fault("not_a_date"),
            "claim_number": form._claim_fault(),
            "reason": form._reason_fault(),
        }
        return replace(form, faults={name: fault for name, fault in found.items() if fault})

    @property
    def freezing_day(self) -> date:
        """The day of a form in which it is one."""
        return date.fromisoformat(self.day)

    @property
    def freezing(self) -> Freezing:
        """What a form without faults asks for."""
        return Freezing(
            purpose=SnapshotPurpose(self.purpose),
            as_of=self.freezing_day,
            claim_number=self.claim_number,
            reason=self.reason,
            corrects=self.corrects,
        )

    def faulty(self, name: str, fault: Fault) -> "FreezingForm":
        """The same form with what a rule found."""
        return replace(self, faults={**self.faults, name: fault})

    def _claim_fault(self) -> Fault | None:
        if not self.claim_number and self.purpose == SnapshotPurpose.PAYMENT_CLAIM:
            return Fault("required")
        return _length_fault(self.claim_number, LONGEST_CLAIM)

    def _reason_fault(self) -> Fault | None:
        if not self.reason and self.corrects is not None:
            return Fault("required")
        return _length_fault(self.reason, LONGEST_REASON)


def _length_fault(typed: str, at_most: int) -> Fault | None:
    if len(typed) <= at_most:
        return None
    return Fault("too_long", {"found": len(typed), "at_most": at_most})
