"""The count, each with its proof: who and what may be reported as of a day, and why not the rest.

Whether a person counts is `assessments.counting`; nothing is decided here.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from assessments.counting import Circumstances, Counted, count_person
from course.clock import local_day
from course.models import Agreement, IndicatorTarget, Programme
from course.queries.chains import Chain, chains_of
from course.queries.counting import Assessed, Place, certified_places_of
from course.queries.institutions import agreements_of
from course.queries.programmes import targets_of
from course.reports.agreements import AgreementProof, prove_agreements
from course.reports.shares import percent_of
from course.terms import Indicator

Thing = TypeVar("Thing")
Counting = TypeVar("Counting", bound="Callable[..., Count[Any]]")

INDICATORS: dict[Indicator, "Callable[..., Count[Any]]"] = {}


@dataclass(frozen=True, slots=True)
class Count(Generic[Thing]):
    """A figure as of a day: what stands behind it, and what was left out."""

    indicator: Indicator
    as_of: date
    counted: tuple[Thing, ...]
    left_out: tuple[Thing, ...]

    @property
    def achieved(self) -> int:
        """The figure."""
        return len(self.counted)


@dataclass(frozen=True, slots=True)
class PersonProof:
    """Whether the person of a place may be reported, with every condition."""

    place: Place
    chain: Chain | None
    counted: Counted


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was gathered about people: enough to count them as of any day."""

    places: Sequence[Place]
    chains: Sequence[Chain]
    standard_frozen_on: date | None

    def prove(self, as_of: date) -> Sequence[PersonProof]:
        """Judge every place as of a day.

        Of several certificates of a person the earliest that may be counted is counted.
        """
        by_id = {place.enrolment_id: place for place in self.places}
        proofs: dict[int, PersonProof] = {}
        counted: set[int] = set()
        for chain in self.chains:
            proof = self._proof(by_id[chain.enrolment_id], chain, as_of, counted)
            if proof.counted.yes:
                counted.add(chain.person_id)
            earlier = proofs.get(chain.enrolment_id)
            if earlier is None or not earlier.counted.yes:
                proofs[chain.enrolment_id] = proof
        return [
            proofs.get(place.enrolment_id) or self._proof(place, None, as_of, counted)
            for place in self.places
        ]

    def counted_by(self, day: date) -> int | None:
        """The place by which one person counts on a day; the evidence is that of one person."""
        for proof in self.prove(day):
            if proof.counted.yes:
                return proof.place.enrolment_id
        return None

    def _proof(
        self, place: Place, chain: Chain | None, as_of: date, counted: AbstractSet[int]
    ) -> PersonProof:
        known = _circumstances(
            place,
            chain,
            self.standard_frozen_on,
            as_of,
            elsewhere=place.person_id in counted,
        )
        return PersonProof(place, chain, count_person(known, as_of))


@dataclass(frozen=True, slots=True)
class Figure:
    """A count beside what was promised; without a promise there is nothing to compare with."""

    count: Count[Any]
    target: IndicatorTarget | None

    @property
    def percent(self) -> Decimal | None:
        """Achieved in percent of the target, rounded down, so that 100 is never said too early."""
        return percent_of(self.count.achieved, self.target.target) if self.target else None


def indicator(name: Indicator) -> Callable[[Counting], Counting]:
    """Make a function the way in which an indicator is counted."""

    def keep(counting: Counting) -> Counting:
        INDICATORS[name] = counting
        return counting

    return keep


@indicator(Indicator.QUALIFIED_ORGANISERS)
def qualified_organisers(
    session: Session, programme: Programme, *, as_of: date
) -> Count[PersonProof]:
    """Distinct people who may be reported as of a day, and those who may not, each with why."""
    evidence = Evidence(
        certified_places_of(session, programme),
        chains_of(session, programme),
        programme.standard_frozen_on,
    )
    return count_people(evidence, as_of=as_of)


@indicator(Indicator.INSTITUTIONS)
def institutions(session: Session, programme: Programme, *, as_of: date) -> Count[AgreementProof]:
    """Distinct institutions whose agreement counts on a day, and the agreements left out."""
    return count_agreements(agreements_of(session, programme), as_of=as_of)


def figures_of(session: Session, programme: Programme, *, as_of: date) -> Sequence[Figure]:
    """Every indicator beside its target."""
    targets = targets_of(session, programme)
    return [
        Figure(counting(session, programme, as_of=as_of), targets.get(name))
        for name, counting in INDICATORS.items()
    ]


def count_people(evidence: Evidence, *, as_of: date) -> Count[PersonProof]:
    """Fold proofs to people: each once, and left out only where none of theirs counts."""
    certified = [proof for proof in evidence.prove(as_of) if proof.chain is not None]
    counted = {proof.place.person_id: proof for proof in certified if proof.counted.yes}
    left_out = {
        proof.place.person_id: proof for proof in certified if proof.place.person_id not in counted
    }
    return Count(
        Indicator.QUALIFIED_ORGANISERS,
        as_of,
        tuple(counted.values()),
        tuple(left_out.values()),
    )


def count_agreements(agreements: Iterable[Agreement], *, as_of: date) -> Count[AgreementProof]:
    """Fold agreements to institutions: each once, and each agreement left out with why."""
    proofs = prove_agreements(agreements, as_of=as_of)
    return Count(
        Indicator.INSTITUTIONS,
        as_of,
        tuple(proof for proof in proofs if proof.counted.yes),
        tuple(proof for proof in proofs if not proof.counted.yes),
    )


def institutions_in_use(count: Count[AgreementProof]) -> Sequence[AgreementProof]:
    """Of the institutions counted, those that show that they use the model.

    A figure beside the other, never instead of it: signed is not yet used.
    """
    return [proof for proof in count.counted if proof.uses]


def _circumstances(
    place: Place,
    chain: Chain | None,
    standard_frozen_on: date | None,
    as_of: date,
    *,
    elsewhere: bool,
) -> Circumstances:
    """What was known on a day: data completed after it, or incomplete again, were not complete."""
    assessed, record = _assessed(place, chain), place.record_on(as_of)
    decided_at = chain.decided_at if chain else None
    return Circumstances(
        issued_on=chain.issued_on if chain else None,
        revoked_on=chain.standing_on(as_of).revoked_on if chain else None,
        participant_record_complete=record is not None and record.complete,
        participant_record_missing=record.missing if record else (),
        standard_frozen_on=standard_frozen_on,
        first_training_on=place.first_training_on,
        ended_on=place.ended_on,
        assessed_on=assessed.held_on if assessed else None,
        decided_on=None if decided_at is None else local_day(decided_at),
        assessed_by_own_trainer=assessed is not None and assessed.by_own_trainer,
        counted_elsewhere=elsewhere,
    )


def _assessed(place: Place, chain: Chain | None) -> Assessed | None:
    """The judgement on which it was decided; before a decision the newest, a panel's before others.

    Of a panel the decision names which; of validators it was the newest one then.
    """
    if chain is None:
        by_panels = [one for one in place.assessments if one.panel_id is not None]
        known = by_panels or list(place.assessments)
    else:
        known = [
            one
            for one in place.assessments
            if one.panel_id == chain.panel_id
            and (chain.decided_at is None or one.recorded_at <= chain.decided_at)
        ]
    return known[-1] if known else None
