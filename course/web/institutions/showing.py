"""The page of an institution, also as it comes back when a deed on it was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask import render_template

from course.actions.agreements import VERIFIED_THINGS
from course.actions.verifying import missing_before_verifying
from course.clock import local_day, now
from course.database import reading
from course.fingerprint import fingerprint
from course.models import Agreement
from course.permissions import Permission
from course.queries.institutions import agreements_with, institution_with_id
from course.reports.agreements import AgreementProof, prove_agreements
from course.reports.institutions import gaps_of, leading
from course.terms import AdoptionKind, AgreementCheck
from course.web.forms.agreements import AgreementForm, correctable
from course.web.i18n import speaking
from course.web.programme_here import programmes_here
from course.web.visitors import visitor


class Deed(StrEnum):
    """What can be done with an agreement, in the usual order."""

    SEND = "send"
    SIGN_INSTITUTION = "sign-institution"
    SIGN_BENEFICIARY = "sign-beneficiary"
    FILE = "file"
    VERIFY = "verify"
    FORCE = "force"
    END = "end"
    TAKE_BACK = "take-back"


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """An agreement on the page: how it is judged, and which deeds are open."""

    proof: AgreementProof
    deeds: tuple[Deed, ...]
    keeps: bool
    own: bool
    lacking: tuple[str, ...]  # columns without which nothing is verified
    seen: str
    may_correct: bool

    @property
    def agreement(self) -> Agreement:
        """The agreement itself."""
        return self.proof.agreement


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed for a deed that did not happen, and about what."""

    form: AgreementForm
    agreement_id: int | None = None
    proof_id: int | None = None
    sentence: str | None = None


def institution_page(institution_id: int, refused: Refused | None = None) -> str:
    """An institution with its agreements and proofs of use, and what was typed for one of them."""
    session, today = reading(), local_day(now())
    institution = institution_with_id(session, institution_id)
    kept = {programme.id for programme in programmes_here(Permission.KEEP_AGREEMENTS)}
    proofs = _proofs(agreements_with(session, visitor(), institution_id), today)
    lead = leading(proofs)
    return render_template(
        "institutions/show.html",
        institution=institution,
        agreements=[_shown(proof, kept) for proof in proofs],
        lead=lead,
        uses=[
            (use, proof.agreement.programme_id in kept)
            for proof in proofs
            for use in proof.agreement.adoption_proofs
        ],
        gaps=gaps_of(institution, lead.agreement if lead else None),
        kept=kept,
        refused=refused or Refused(AgreementForm()),
        today=today,
        checks=[(check.value, speaking().word(check)) for check in AgreementCheck],
        kinds=[(kind.value, speaking().word(kind)) for kind in AdoptionKind],
    )


def open_deeds(agreement: Agreement) -> tuple[Deed, ...]:
    """What may be done with an agreement now, in the usual order."""
    both = agreement.institution_signed_on is not None and agreement.beneficiary_signed_on
    verified, in_force = agreement.verified_by_id is not None, agreement.in_force_on is not None
    over = agreement.ended_on is not None
    may: Mapping[Deed, bool] = {
        Deed.SEND: agreement.sent_on is None,
        Deed.SIGN_INSTITUTION: bool(agreement.sent_on) and not agreement.institution_signed_on,
        Deed.SIGN_BENEFICIARY: agreement.beneficiary_signed_on is None,
        Deed.FILE: not verified,
        Deed.VERIFY: bool(both) and not verified,
        Deed.FORCE: verified and not in_force,
        Deed.END: in_force and not over,
        Deed.TAKE_BACK: verified and not over,
    }
    return tuple(deed for deed, open_now in may.items() if open_now)


def _proofs(agreements: Sequence[Agreement], today: date) -> list[AgreementProof]:
    """Each agreement judged among those of its programme, in the order given."""
    judged = {
        proof.agreement.id: proof
        for programme_id in {one.programme_id for one in agreements}
        for proof in prove_agreements(
            [one for one in agreements if one.programme_id == programme_id], as_of=today
        )
    }
    return [judged[one.id] for one in agreements]


def _shown(proof: AgreementProof, kept: set[int]) -> AgreementShown:
    agreement = proof.agreement
    keeps = agreement.programme_id in kept
    return AgreementShown(
        proof,
        open_deeds(agreement),
        keeps,
        agreement.entered_by_id == visitor().id,
        tuple(missing_before_verifying(agreement)),
        fingerprint(agreement, VERIFIED_THINGS),
        keeps and bool(correctable(agreement)),
    )
