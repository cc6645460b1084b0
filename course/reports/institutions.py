"""The list of institutions: where each of them stands, what comes next and who does it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from assessments.counting_institutions import missing_from_form
from course.language import folded
from course.models import AdoptionProof, Agreement, Institution, Person
from course.reports.agreements import AgreementProof
from course.terms import AgreementState


class Step(StrEnum):
    """What comes next for an institution."""

    ENTER = "enter"
    SEND = "send"
    THEY_SIGN = "they_sign"
    WE_SIGN = "we_sign"
    WRITE_POWER = "write_power"
    KEEP_FILE = "keep_file"
    VERIFY = "verify"
    FORCE = "force"
    AWAIT_DAY = "await_day"
    MEND = "mend"
    SHOW_USE = "show_use"
    VERIFY_USE = "verify_use"
    ENDED = "ended"
    NOTHING = "nothing"


class Shown(StrEnum):
    """Which institutions of the list are shown."""

    ALL = "all"
    COUNTED = "counted"
    NOT_COUNTED = "not_counted"
    IN_USE = "in_use"
    FOR_ME = "for_me"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """An institution with the agreement that says most about it, and what comes next.

    `not_by` is the person who may not do the next step, because they did the one before.
    """

    institution: Institution
    proof: AgreementProof | None
    agreements: int
    step: Step
    not_by: Person | None

    @property
    def counted(self) -> bool:
        """Whether the institution counts."""
        return self.proof is not None and self.proof.counted.yes

    @property
    def in_use(self) -> bool:
        """Whether it counts and shows that it uses the model."""
        return self.counted and self.proof is not None and bool(self.proof.uses)

    def waits_for(self, person: Person) -> bool:
        """Whether the next step is one that this keeper of agreements may do."""
        idle = {Step.THEY_SIGN, Step.AWAIT_DAY, Step.ENDED, Step.NOTHING}
        own = self.not_by is not None and self.not_by.id == person.id
        return self.step not in idle and not own


def lines_of(
    institutions: Iterable[Institution], proofs: Iterable[AgreementProof]
) -> Sequence[InstitutionLine]:
    """A line for each institution, in the order given; `proofs` in the order of institutions."""
    theirs = {
        institution_id: list(same)
        for institution_id, same in groupby(
            sorted(proofs, key=lambda proof: proof.agreement.institution_id),
            key=lambda proof: proof.agreement.institution_id,
        )
    }
    return [_line(institution, theirs.get(institution.id, [])) for institution in institutions]


def admitted(
    lines: Iterable[InstitutionLine], shown: Shown, words: str, person: Person
) -> list[InstitutionLine]:
    """The lines that a filter lets through; words are sought in names, cities and numbers."""
    sought = folded(words).split()
    return [
        line
        for line in lines
        if _is_shown(line, shown, person) and all(word in _said(line) for word in sought)
    ]


def gaps_of(institution: Institution, agreement: Agreement | None) -> tuple[str, ...]:
    """What is missing until the institution can be reported in the funder's form, as codes."""
    return missing_from_form(
        street=institution.street,
        postal_code=institution.postal_code,
        contacts=(institution.email, institution.phone),
        support=agreement.support if agreement else None,
        begins_on=agreement.in_force_on if agreement else None,
    )


def leading(proofs: Sequence[AgreementProof]) -> AgreementProof | None:
    """Of the agreements of an institution the one that counts, else the newest that lives."""
    ordered = sorted(
        proofs,
        key=lambda proof: (
            proof.counted.yes,
            proof.state is not AgreementState.ENDED,
            proof.agreement.id,
        ),
    )
    return ordered[-1] if ordered else None


def _line(institution: Institution, proofs: Sequence[AgreementProof]) -> InstitutionLine:
    proof = leading(proofs)
    waiting = [use for one in proofs for use in one.agreement.adoption_proofs if _waits(use)]
    step, not_by = (Step.ENTER, None) if proof is None else _next(proof, waiting)
    if institution.archived_at is not None and proof is None:
        step = Step.NOTHING
    return InstitutionLine(institution, proof, len(proofs), step, not_by)


def _next(proof: AgreementProof, waiting: Sequence[AdoptionProof]) -> tuple[Step, Person | None]:
    agreement = proof.agreement
    step = _step(proof)
    if step is Step.SHOW_USE and waiting:
        return Step.VERIFY_USE, waiting[0].entered_by
    return step, agreement.entered_by if step is Step.VERIFY else None


def _step(proof: AgreementProof) -> Step:
    """The first thing on the way that is not there."""
    agreement = proof.agreement
    if proof.state is AgreementState.ENDED:
        return Step.ENDED
    if proof.counted.yes:
        return Step.NOTHING if proof.uses else Step.SHOW_USE
    ways = (
        (Step.SEND, agreement.sent_on),
        (Step.THEY_SIGN, agreement.institution_signed_on),
        (Step.WE_SIGN, agreement.beneficiary_signed_on),
        (Step.KEEP_FILE, agreement.file_sha256),
        (Step.WRITE_POWER, agreement.verified_at or _powers(agreement)),
        (Step.VERIFY, agreement.verified_at),
        (Step.FORCE, agreement.in_force_on),
        (Step.AWAIT_DAY, proof.state is not AgreementState.VERIFIED),
    )
    return next((step for step, done in ways if not done), Step.MEND)


def _powers(agreement: Agreement) -> bool:
    return bool(agreement.institution_capacity and agreement.beneficiary_capacity)


def _waits(use: AdoptionProof) -> bool:
    return use.verified_at is None and use.withdrawn_at is None


def _is_shown(line: InstitutionLine, shown: Shown, person: Person) -> bool:
    away = line.institution.archived_at is not None
    shown_by = {
        Shown.ALL: not away or line.proof is not None,
        Shown.COUNTED: line.counted,
        Shown.NOT_COUNTED: not line.counted and not away,
        Shown.IN_USE: line.in_use,
        Shown.FOR_ME: not away and line.waits_for(person),
        Shown.ARCHIVE: away,
    }
    return shown_by[shown]


def _said(line: InstitutionLine) -> str:
    one = line.institution
    number = line.proof.agreement.number if line.proof else ""
    return folded(f"{one.name} {one.city} {one.nip} {number}")
