"""The certification list: where everybody of a programme stands, and one filter for every form."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from assessments.counting import DAYS_TO_DECIDE
from assessments.qualification import Qualification, Record, judge
from course.models import Programme
from course.queries.chains import Issue, chains_of_people
from course.queries.counting import Place, places_of_people
from course.queries.records import records_of
from course.queries.rules import rule_by_digest
from course.reports.indicators import Evidence, PersonProof
from course.terms import CertificationState, EnrolmentState

MOST_AT_ONCE = 2000
"""Enrolments in one statement: databases limit how many values a statement may carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationLine:
    """Where one person stands on a day; `certificate` is the one that stood on it."""

    proof: PersonProof
    qualification: Qualification | None
    certificate: Issue | None
    state: CertificationState
    as_of: date

    @property
    def place(self) -> Place:
        """Whose line this is."""
        return self.proof.place

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return self.asked - len(self.qualification.missing) if self.qualification else 0

    @property
    def asked(self) -> int:
        """How many lines the rule has; 0 while none is frozen."""
        return len(self.qualification.judged) if self.qualification else 0

    @property
    def last_day(self) -> date | None:
        """The last day on which a decision makes this person count."""
        ended_on = self.place.ended_on
        return None if ended_on is None else ended_on + timedelta(days=DAYS_TO_DECIDE)

    @property
    def days_left(self) -> int | None:
        """Days until then, today not counted; negative when it is over."""
        return None if self.last_day is None else (self.last_day - self.as_of).days


def evidence_of_people(
    session: Session, programme: Programme, person_ids: Collection[int]
) -> Evidence:
    """The places of some people, in the order of names: nobody else changes how they are judged."""
    return Evidence(
        places_of_people(session, programme, person_ids),
        chains_of_people(session, programme, person_ids),
        programme.standard_frozen_on,
    )


def certification_list(
    session: Session, programme: Programme, evidence: Evidence, *, as_of: date
) -> Sequence[CertificationLine]:
    """A line for each place of the evidence, judged by the rule that the programme froze."""
    digest = programme.rule_digest
    rule = rule_by_digest(session, digest) if digest else None
    records = _records(session, [place.enrolment_id for place in evidence.places])
    return [
        _line(proof, judge(rule, records[proof.place.enrolment_id]) if rule else None, as_of)
        for proof in evidence.prove(as_of)
    ]


def certification_line(
    session: Session, programme: Programme, place: Place, *, as_of: date
) -> CertificationLine:
    """The line of one place, judged beside the person's other ones."""
    evidence = evidence_of_people(session, programme, [place.person_id])
    lines = certification_list(session, programme, evidence, as_of=as_of)
    (line,) = (line for line in lines if line.place.enrolment_id == place.enrolment_id)
    return line


def _records(session: Session, ids: Sequence[int]) -> Mapping[int, Record]:
    return {
        enrolment_id: record
        for start in range(0, len(ids), MOST_AT_ONCE)
        for enrolment_id, record in records_of(session, ids[start : start + MOST_AT_ONCE]).items()
    }


def _line(
    proof: PersonProof, qualification: Qualification | None, as_of: date
) -> CertificationLine:
    standing = proof.chain.standing_on(as_of) if proof.chain else None
    if standing is not None and standing.issued_on > as_of:
        standing = None
    return CertificationLine(
        proof=proof,
        qualification=qualification,
        certificate=standing,
        state=_state(proof, qualification, standing, as_of),
        as_of=as_of,
    )


def _state(
    proof: PersonProof, qualification: Qualification | None, standing: Issue | None, as_of: date
) -> CertificationState:
    """The furthest thing that a person reached and still holds."""
    if proof.counted.yes:
        return CertificationState.COUNTED
    if standing is not None and (standing.revoked_on is None or standing.revoked_on > as_of):
        return CertificationState.CERTIFIED
    if proof.place.waiting_decision_id is not None:
        return CertificationState.TO_APPROVE
    if proof.place.state is EnrolmentState.WITHDRAWN:
        return CertificationState.WITHDRAWN
    if qualification is not None and qualification.met:
        return CertificationState.QUALIFIED
    return CertificationState.MISSING
