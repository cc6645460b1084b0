"""What stands behind the figure of institutions: each agreement judged, and its proofs of use.

Whether an agreement counts is `assessments.counting_institutions`; nothing is decided here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.counting import Counted
from assessments.counting_institutions import (
    AgreementCircumstances,
    Signature,
    Use,
    count_agreement,
    lacks_power_in_writing,
    shows_use,
)
from course.clock import local_day
from course.models import AdoptionProof, Agreement
from course.terms import AgreementState


@dataclass(frozen=True, slots=True)
class AgreementProof:
    """An agreement as of a day; its institution counts by `through`, perhaps by this very one.

    `uses` are the proofs of use that stood on the day; `lacks_power` is an open point that keeps
    nothing from counting.
    """

    agreement: Agreement
    state: AgreementState
    through: Agreement | None
    counted: Counted
    uses: tuple[AdoptionProof, ...]
    lacks_power: bool


def prove_agreements(agreements: Iterable[Agreement], *, as_of: date) -> Sequence[AgreementProof]:
    """Judge each agreement as of a day: an institution counts once, by its earliest that may.

    Takes all agreements of a programme, each with its institution, programme and proofs of use. It
    does not matter to which agreement of an institution a proof of use belongs.
    """
    known = [(agreement, _circumstances(agreement)) for agreement in agreements]
    through: dict[int, Agreement] = {}
    uses: dict[int, list[AdoptionProof]] = {}
    for agreement, circumstances in sorted(known, key=lambda one: _age(one[0])):
        if count_agreement(circumstances, as_of).yes:
            through.setdefault(agreement.institution_id, agreement)
        uses.setdefault(agreement.institution_id, []).extend(
            proof for proof in agreement.adoption_proofs if shows_use(_use(proof), as_of)
        )
    return [
        _prove(agreement, circumstances, through.get(agreement.institution_id), as_of, uses)
        for agreement, circumstances in known
    ]


def _prove(
    agreement: Agreement,
    circumstances: AgreementCircumstances,
    through: Agreement | None,
    as_of: date,
    uses: dict[int, list[AdoptionProof]],
) -> AgreementProof:
    elsewhere = through is not None and through is not agreement
    known = circumstances.already(through.number) if through and elsewhere else circumstances
    return AgreementProof(
        agreement,
        agreement.state_on(as_of),
        through,
        count_agreement(known, as_of),
        tuple(uses[agreement.institution_id]),
        lacks_power_in_writing(circumstances, as_of),
    )


def _circumstances(agreement: Agreement) -> AgreementCircumstances:
    institution, programme = agreement.institution, agreement.programme
    return AgreementCircumstances(
        institution=Signature(
            agreement.institution_signed_on,
            agreement.institution_signatory,
            agreement.institution_capacity,
        ),
        beneficiary=Signature(
            agreement.beneficiary_signed_on,
            agreement.beneficiary_signatory,
            agreement.beneficiary_capacity,
        ),
        file_kept=agreement.file_sha256 is not None,
        verified_on=agreement.verified_on,
        verified_by_another=agreement.verified_by_id not in {None, agreement.entered_by_id},
        in_force_on=agreement.in_force_on,
        ended_on=agreement.ended_on,
        programme_starts_on=programme.starts_on,
        programme_ends_on=programme.ends_on,
        nip=institution.nip,
        kind=institution.kind,
        teryt=institution.teryt,
        counted_through=None,
    )


def _use(proof: AdoptionProof) -> Use:
    return Use(
        dated_on=proof.dated_on,
        verified_on=None if proof.verified_at is None else local_day(proof.verified_at),
        withdrawn_on=None if proof.withdrawn_at is None else local_day(proof.withdrawn_at),
    )


def _age(agreement: Agreement) -> tuple[date, int]:
    """Earliest in force first; what is not in force counts nowhere."""
    return agreement.in_force_on or date.max, agreement.id
