"""Which institution may be reported: its agreement as of a day → counted, or why not.

Source of measurement: the signed cooperation agreement. Signed is not yet used: that an institution
uses the model is shown by a proof of its own, and is a figure of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from assessments.counting import Condition, Counted
from assessments.registers import read_nip, read_teryt

AGREEMENT_CONDITION_CODES = (
    "institution_signed",
    "beneficiary_signed",
    "power_to_sign",
    "agreement_kept",
    "agreement_verified",
    "agreement_in_force",
    "agreement_not_ended",
    "agreement_within_programme",
    "institution_nip",
    "institution_kind",
    "institution_teryt",
    "institution_once",
)
"""Every condition, in the order in which `count_agreement` returns them."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One side's signature: when, by whom, and by what right they sign; None: not known."""

    on: date | None
    signatory: str | None
    capacity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementCircumstances:
    """What the service knows about one agreement; None: there is no such day or thing.

    `counted_through` is the number of the agreement through which the institution counts already.
    """

    institution: Signature
    beneficiary: Signature
    file_kept: bool
    verified_on: date | None
    verified_by_another: bool
    in_force_on: date | None
    ended_on: date | None
    programme_starts_on: date
    programme_ends_on: date
    nip: str
    kind: str | None
    teryt: str
    counted_through: str | None

    @property
    def concluded_on(self) -> date | None:
        """The day of the second signature, whichever side gave it."""
        days = self.institution.on, self.beneficiary.on
        return None if days[0] is None or days[1] is None else max(days[0], days[1])

    def already(self, number: str) -> "AgreementCircumstances":
        """The same agreement of an institution that counts through another one."""
        return replace(self, counted_through=number)


@dataclass(frozen=True, slots=True)
class Use:
    """A paper that shows that an institution uses the model, with the days that matter."""

    dated_on: date
    verified_on: date | None
    withdrawn_on: date | None


def count_agreement(circumstances: AgreementCircumstances, as_of: date) -> Counted:
    """Judge every condition as of a day: what happened after it does not matter.

    Whoever verifies says that those who signed had the power to. So an agreement verified before
    that power had a place of its own counts without it: nobody must be asked again about what was
    reported already. Before it is verified, it must be written down.
    """
    known = circumstances
    met: dict[str, tuple[bool, dict[str, object]]] = {
        "institution_signed": _signed(known.institution, as_of),
        "beneficiary_signed": _signed(known.beneficiary, as_of),
        "power_to_sign": (_is_power_known(known) or _is_verified(known, as_of), {}),
        "agreement_kept": (known.file_kept, {}),
        "agreement_verified": (_is_verified(known, as_of), {"verified_on": known.verified_on}),
        "agreement_in_force": (
            _not_after(known.in_force_on, as_of),
            {"in_force_on": known.in_force_on, "as_of": as_of},
        ),
        "agreement_not_ended": (
            not _not_after(known.ended_on, as_of),
            {"ended_on": known.ended_on},
        ),
        "agreement_within_programme": (
            _is_within_programme(known),
            {
                "concluded_on": known.concluded_on,
                "starts_on": known.programme_starts_on,
                "ends_on": known.programme_ends_on,
            },
        ),
        "institution_nip": (read_nip(known.nip) is not None, {}),
        "institution_kind": (known.kind is not None, {}),
        "institution_teryt": (read_teryt(known.teryt) is not None, {}),
        "institution_once": (known.counted_through is None, {"number": known.counted_through}),
    }
    return Counted(tuple(Condition(code, *met[code]) for code in AGREEMENT_CONDITION_CODES))


def lacks_power_in_writing(circumstances: AgreementCircumstances, as_of: date) -> bool:
    """An open point that keeps nothing from counting: verified, but the power stands nowhere."""
    return _is_verified(circumstances, as_of) and not _is_power_known(circumstances)


def shows_use(proof: Use, as_of: date) -> bool:
    """Whether a paper showed on a day that the model is used: verified by then, and standing."""
    return (
        proof.dated_on <= as_of
        and _not_after(proof.verified_on, as_of)
        and not _not_after(proof.withdrawn_on, as_of)
    )


FORM_GAP_CODES = ("street", "postal_code", "contact", "support", "begins_on")
"""What the funder's form of an institution asks for beside what counting asks for."""


def missing_from_form(
    *,
    street: str | None,
    postal_code: str | None,
    contacts: Iterable[str | None],
    support: str | None,
    begins_on: date | None,
) -> tuple[str, ...]:
    """What is missing until an institution can be reported in the funder's form, as codes.

    The form asks for name, NIP, kind, address, a telephone or an e-mail address, the kind of
    support and the days of taking part; the last begins when the agreement comes into force.
    """
    there = {
        "street": bool(street),
        "postal_code": bool(postal_code),
        "contact": any(contacts),
        "support": bool(support),
        "begins_on": begins_on is not None,
    }
    return tuple(code for code in FORM_GAP_CODES if not there[code])


def _signed(side: Signature, as_of: date) -> tuple[bool, dict[str, object]]:
    return _not_after(side.on, as_of) and bool(side.signatory), {"signed_on": side.on}


def _is_power_known(known: AgreementCircumstances) -> bool:
    """By what right each side that signed did so; a missing signature is told by itself."""
    sides = known.institution, known.beneficiary
    return all(side.on is None or bool(side.capacity) for side in sides)


def _is_verified(known: AgreementCircumstances, as_of: date) -> bool:
    return known.verified_by_another and _not_after(known.verified_on, as_of)


def _is_within_programme(known: AgreementCircumstances) -> bool:
    """Whether no day that is known lies outside the programme; the end may come after it."""
    days = known.institution.on, known.beneficiary.on, known.in_force_on
    first, last = known.programme_starts_on, known.programme_ends_on
    return all(day is None or first <= day <= last for day in days)


def _not_after(day: date | None, limit: date) -> bool:
    """The day is known and has come; the same day has."""
    return day is not None and day <= limit
