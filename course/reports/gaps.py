"""What is missing of each person until they count: the rule's requirements, and what counting asks.

Nothing is decided here: the lines are those of the certification list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from assessments.counting import Condition
from assessments.qualification import Judged
from course.models import Enrolment, Person, Programme, Standing
from course.queries.lists.places import Condition as Asked
from course.queries.lists.places import count_places, listed_places
from course.reports.people import CertificationLine, certification_list, evidence_of_people
from course.terms import CertificationState

NOT_YET = (
    CertificationState.CERTIFIED,
    CertificationState.TO_APPROVE,
    CertificationState.QUALIFIED,
    CertificationState.MISSING,
)
"""Whoever counts lacks nothing, and whoever left the course is not waited for."""


@dataclass(frozen=True, slots=True)
class PersonGaps:
    """What one person still lacks; the line says where they stand, and how many days are left."""

    line: CertificationLine
    requirements: tuple[Judged, ...]
    conditions: tuple[Condition, ...]


def gaps_of(
    session: Session,
    reader: Person,
    programme: Programme,
    *conditions: Asked,
    as_of: date,
    skip: int = 0,
) -> Iterator[PersonGaps]:
    """Everybody whom the reader may see and who does not count yet, by name.

    The programme's rule must be loaded.
    """
    asked = not_yet(), *conditions
    for piece in listed_places(session, reader, programme.id, *asked, skip=skip):
        shown = {place.enrolment_id for place in piece}
        people = {place.person_id for place in piece}
        evidence = evidence_of_people(session, programme, people)
        for line in certification_list(session, programme, evidence, as_of=as_of):
            if line.place.enrolment_id in shown:
                yield _gaps(line)


def count_people_with_gaps(
    session: Session, reader: Person, programme: Programme, *conditions: Asked
) -> int:
    """How many they are."""
    return count_places(session, reader, programme.id, not_yet(), *conditions)


def not_yet(state: CertificationState | None = None) -> Asked:
    """That somebody stands before the end, or at one place before it, as standings are kept.

    Whoever counts through another place of the programme lacks nothing in this one.
    """
    states = NOT_YET if state is None else (state,)
    other = aliased(Standing)
    counts = select(other.id).where(
        other.programme_id == Standing.programme_id,
        other.person_id == Standing.person_id,
        other.state == CertificationState.COUNTED,
    )
    stands = select(Standing.id).where(
        Standing.enrolment_id == Enrolment.id, Standing.state.in_(states), ~exists(counts)
    )
    return exists(stands)


def _gaps(line: CertificationLine) -> PersonGaps:
    missing = () if line.qualification is None else line.qualification.missing
    certified = line.state is CertificationState.CERTIFIED
    return PersonGaps(
        line,
        () if certified else missing,
        tuple(one for one in line.proof.counted.why_not if _is_told(line, one)),
    )


def _is_told(line: CertificationLine, condition: Condition) -> bool:
    """Before a certificate only what somebody can mend already, or nobody can any more."""
    if line.state is CertificationState.CERTIFIED:
        return True
    qualified = line.qualification is not None and line.qualification.met
    match condition.code:
        case "certificate_issued":
            return qualified
        case "assessed_after_end":
            return qualified or bool(line.place.assessments)
        case "within_28_days":
            return line.days_left is not None and line.days_left < 0
        case _:
            return True
