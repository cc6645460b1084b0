"""The register of agreements with institutions: both signatures, and what proves their use."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from course.language import Voice
from course.models import Institution
from course.permissions import Permission
from course.queries.lists.agreements import (
    AgreementRow,
    ProofOfUse,
    agreements_listed,
    count_agreements_listed,
    in_state,
)
from course.queries.lists.places import Condition
from course.queries.searching import name_has
from course.reports.lists.asked import Filter
from course.reports.lists.cells import Cell, CellKind, Column, Line, Spoken
from course.reports.lists.listing import Listing, Looking, fixed
from course.sentences import N_
from course.terms import AgreementState, ListKind


def agreements_of(
    session: Session, looking: Looking
) -> Iterator[tuple[AgreementRow, Sequence[ProofOfUse]]]:
    """Each agreement that is asked for, with what proves its use."""
    asked = _conditions(looking)
    return agreements_listed(
        session,
        looking.by,
        looking.programme.id,
        *asked,
        as_of=looking.as_of,
        skip=looking.skip,
    )


def _agreements(session: Session, looking: Looking) -> Iterator[Line]:
    speaking = looking.speaking
    for one, proofs in agreements_of(session, looking):
        cells = (*_institution(one, speaking), *_signed(one, speaking), *_used(proofs, speaking))
        yield Line(one.institution_id, cells)


def _count(session: Session, looking: Looking) -> int:
    return count_agreements_listed(
        session,
        looking.by,
        looking.programme.id,
        *_conditions(looking),
        as_of=looking.as_of,
    )


AGREEMENTS = Listing(
    kind=ListKind.AGREEMENTS,
    heading=N_("Register of agreements"),
    purpose=N_(
        "Agreements with institutions: both signatures, since when, and what proves their use."
    ),
    file_name=N_("agreements"),
    opened_with=Permission.SEE_PROGRAMME,
    knows=frozenset({Filter.WORDS, Filter.CITY, Filter.STATE, Filter.AS_OF}),
    states=tuple(AgreementState),
    columns=fixed(
        Column("number", N_("Agreement"), 15),
        Column("institution", N_("Institution"), 22),
        Column("kind", N_("Kind"), 14),
        Column("nip", N_("NIP"), 13),
        Column("teryt", N_("TERYT"), 9, on_paper=False),
        Column("address", N_("Address"), 16),
        Column("email", N_("E-mail"), 22, on_paper=False),
        Column("phone", N_("Phone"), 14, on_paper=False),
        Column("support", N_("Support"), 24, on_paper=False),
        Column("sent_on", N_("Sent"), 11, CellKind.DAY, on_paper=False),
        Column("institution_signed_on", N_("Signed by the institution"), 14, CellKind.DAY),
        Column("institution_signatory", N_("Signatory of the institution"), 19),
        Column("beneficiary_signed_on", N_("Signed by us"), 14, CellKind.DAY),
        Column("beneficiary_signatory", N_("Our signatory"), 19),
        Column("entered_by", N_("Entered by"), 18, on_paper=False),
        Column("verified_by", N_("Verified by"), 18, on_paper=False),
        Column("state", N_("State"), 13),
        Column("in_force_on", N_("In force since"), 14, CellKind.DAY),
        Column("ended_on", N_("Ended on"), 13, CellKind.DAY, on_paper=False),
        Column("ended_because", N_("Why ended"), 22, on_paper=False),
        Column("used_since", N_("Used since"), 12, CellKind.DAY, on_paper=False),
        Column("proof_of_use", N_("Proof of use"), 22),
    ),
    rows=_agreements,
    count=_count,
)


def _conditions(looking: Looking) -> Sequence[Condition]:
    asked = looking.asked
    found = name_has(Institution.name, asked.words)
    if asked.city is not None:
        found.append(Institution.city == asked.city)
    if asked.state is not None:
        found.append(in_state(AgreementState(asked.state), looking.as_of))
    return found


def _institution(one: AgreementRow, speaking: Voice) -> tuple[Cell, ...]:
    town = " ".join(part for part in (one.postal_code, one.city) if part)
    return (
        one.number,
        one.name,
        Spoken(one.kind.value, speaking.word(one.kind)),
        one.nip,
        one.teryt,
        ", ".join(part for part in (one.street, town) if part),
        one.email,
        one.phone,
        one.support,
    )


def _signed(one: AgreementRow, speaking: Voice) -> tuple[Cell, ...]:
    return (
        one.sent_on,
        one.institution_signed_on,
        _signatory(one.institution_signatory, one.institution_capacity),
        one.beneficiary_signed_on,
        _signatory(one.beneficiary_signatory, one.beneficiary_capacity),
        one.entered_by,
        one.verified_by,
        Spoken(one.state.value, speaking.word(one.state)),
        one.in_force_on,
        one.ended_on,
        one.ended_because,
    )


def _used(proofs: Sequence[ProofOfUse], speaking: Voice) -> tuple[Cell, ...]:
    """Signed is not yet used: since when, and by which documents."""
    if not proofs:
        return None, None
    told = "; ".join(
        f"{speaking.word(proof.kind)}: {proof.title}, {speaking.short_day(proof.dated_on)}"
        for proof in proofs
    )
    return proofs[0].dated_on, told


def _signatory(name: str | None, capacity: str | None) -> str | None:
    return ", ".join(part for part in (name, capacity) if part) or None
