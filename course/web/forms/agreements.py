"""What is typed about agreements and proofs of use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assessments.faults import Fault
from course.actions.agreements import CORRECTABLE, Signed
from course.models import Agreement
from course.terms import AdoptionKind, AgreementCheck
from course.web.forms.cohorts import read_day, read_text
from course.web.forms.people import Typed, read_line

LONGEST = {
    "number": 60,
    "support": 300,
    "signatory": 200,
    "capacity": 200,
    "because": 400,
    "title": 300,
}
DAYS = {"day", "dated_on", "sent_on", "institution_signed_on", "beneficiary_signed_on"}


@dataclass(frozen=True, slots=True)
class AgreementForm:
    """One deed on an agreement, by its name: what was typed, and what was wrong.

    `file_sent`: a file came along, which the browser forgets when the page comes back.
    """

    deed: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)
    checked: tuple[str, ...] = ()
    file_sent: bool = False

    @classmethod
    def of(
        cls,
        deed: str,
        typed: Typed,
        names: Iterable[str],
        *,
        optional: Iterable[str] = (),
        file_sent: bool = False,
    ) -> "AgreementForm":
        """Read these fields; the optional ones may stay empty."""
        may_lack = set(optional)
        read = {name: _read(name, typed.get(name, ""), may_lack=name in may_lack) for name in names}
        return cls(
            deed,
            {name: value for name, (value, _) in read.items()},
            {name: fault for name, (_, fault) in read.items() if fault},
            file_sent=file_sent,
        )

    @classmethod
    def of_checks(cls, deed: str, ticked: Iterable[str]) -> "AgreementForm":
        """What the second person ticked; all of it is needed."""
        checked = tuple(check.value for check in AgreementCheck if check.value in set(ticked))
        complete = len(checked) == len(AgreementCheck)
        faults = {} if complete else {"checked": Fault("check_all")}
        return cls(deed, faults=faults, checked=checked)

    @classmethod
    def shown(cls, agreement: Agreement) -> "AgreementForm":
        """What is written about an agreement and may be corrected."""
        written = {name: getattr(agreement, name) for name in correctable(agreement)}
        said = {
            name: value.isoformat() if isinstance(value, date) else value or ""
            for name, value in written.items()
        }
        return cls("correct", said)

    @property
    def on(self) -> date:
        """The day of a form without faults."""
        return date.fromisoformat(self.values["day"])

    @property
    def dated_on(self) -> date:
        """The day of the document in a form without faults."""
        return date.fromisoformat(self.values["dated_on"])

    @property
    def signed(self) -> Signed:
        """The signature of a form without faults."""
        return Signed(self.on, self.values["signatory"], self.values["capacity"])

    @property
    def kind(self) -> AdoptionKind:
        """The kind of a proof of use in a form without faults."""
        return AdoptionKind(self.values["kind"])

    @property
    def written(self) -> Mapping[str, str | date]:
        """A correction without faults; what was left empty stays as it is."""
        return {
            name: date.fromisoformat(value) if name in DAYS else value
            for name, value in self.values.items()
            if value
        }

    def faulty(self, name: str, fault: Fault) -> "AgreementForm":
        """The same form with what a rule found."""
        return replace(self, faults={**self.faults, name: fault})


def correctable(agreement: Agreement) -> list[str]:
    """What may be corrected: what is written; once it is verified, only what is empty.

    A signature that is not there is recorded, not corrected.
    """
    return [name for name in CORRECTABLE if _is_correctable(agreement, name)]


def may_be_empty(name: str) -> bool:
    """Whether an agreement can go its way for a while without this."""
    return name == "support" or name.endswith("_capacity")


def _is_correctable(agreement: Agreement, name: str) -> bool:
    side = name.partition("_")[0]
    if side in {"institution", "beneficiary"} and not getattr(agreement, f"{side}_signed_on"):
        return False
    written = getattr(agreement, name) is not None
    if agreement.verified_by_id is not None:
        return may_be_empty(name) and not written
    return may_be_empty(name) or written


def _read(name: str, typed: str, *, may_lack: bool) -> tuple[str, Fault | None]:
    line = read_line(typed)
    if not line and may_lack:
        return "", None
    if name in DAYS:
        return line, None if read_day(line) else Fault("not_a_date")
    if name == "kind":
        return line, None if line in set(AdoptionKind) else Fault("unknown_choice")
    kind = name.rpartition("_")[2]
    return read_text(line, at_most=LONGEST[kind])
