"""The certification list: where everybody of a programme stands, and one filter for every form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from assessments.counting import DAYS_TO_DECIDE
from assessments.qualification import Qualification, Record, judge
from assessments.requirements import Rule
from course.language import folded
from course.models import Programme
from course.queries.counting import (
    Issue,
    Place,
    chains_of,
    chains_of_person,
    places_of,
    places_of_person,
)
from course.queries.records import records_of
from course.queries.rules import frozen_rule
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """Which people are asked for: the same on screen and in every file."""

    words: str = ""
    cohort_id: int | None = None
    city: str | None = None
    state: CertificationState | None = None
    issued_from: date | None = None
    issued_to: date | None = None

    def admits(self, line: CertificationLine) -> bool:
        """Whether a line is asked for; names are found without their Polish marks too."""
        place = line.place
        return (
            all(word in folded(place.name) for word in folded(self.words).split())
            and self.cohort_id in {None, place.cohort_id}
            and self.city in {None, place.city}
            and self.state in {None, line.state}
            and self._admits_day(line)
        )

    def _admits_day(self, line: CertificationLine) -> bool:
        if self.issued_from is None and self.issued_to is None:
            return True
        if line.certificate is None or line.proof.chain is None:
            return False
        issued_on = line.proof.chain.issued_on
        return (self.issued_from or date.min) <= issued_on <= (self.issued_to or date.max)


def evidence_of(session: Session, programme: Programme) -> Evidence:
    """Everybody who took part in a programme, in the order of names."""
    return Evidence(
        places_of(session, programme),
        chains_of(session, programme),
        programme.standard_frozen_on,
    )


def certification_list(
    session: Session, programme: Programme, evidence: Evidence, *, as_of: date
) -> Sequence[CertificationLine]:
    """A line for each place of the evidence. The programme's rule must be loaded."""
    rule = _rule(programme)
    records = _records(session, [place.enrolment_id for place in evidence.places])
    return [
        _line(proof, judge(rule, records[proof.place.enrolment_id]) if rule else None, as_of)
        for proof in evidence.prove(as_of)
    ]


def certification_line(
    session: Session, programme: Programme, place: Place, *, as_of: date
) -> CertificationLine:
    """The line of one place, judged beside the person's other ones."""
    evidence = Evidence(
        places_of_person(session, programme, place.person_id),
        chains_of_person(session, programme, place.person_id),
        programme.standard_frozen_on,
    )
    lines = certification_list(session, programme, evidence, as_of=as_of)
    (line,) = (line for line in lines if line.place.enrolment_id == place.enrolment_id)
    return line


def _records(session: Session, ids: Sequence[int]) -> Mapping[int, Record]:
    return {
        enrolment_id: record
        for start in range(0, len(ids), MOST_AT_ONCE)
        for enrolment_id, record in records_of(session, ids[start : start + MOST_AT_ONCE]).items()
    }


def _rule(programme: Programme) -> Rule | None:
    version = programme.rule_version
    return None if version is None else frozen_rule(version)


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
