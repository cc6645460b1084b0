"""A programme on one page: how its figures grew, its cohorts, and what needs somebody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from course.reports.indicators import AgreementProof, Count, Evidence, count_people
from course.reports.people import CertificationLine
from course.terms import AgreementState, CertificationState

MONTHS_SHOWN = 6
CERTIFIED = {CertificationState.COUNTED, CertificationState.CERTIFIED}
IN_FORMALITIES = {CertificationState.TO_APPROVE, CertificationState.QUALIFIED}


class Need(StrEnum):
    """What somebody has to do about a person."""

    APPROVE = "approve"
    PROPOSE = "propose"
    ASSESS = "assess"
    COMPLETE_RECORD = "complete_record"


@dataclass(frozen=True, slots=True)
class PersonToHelp:
    """A person for whom somebody has to do something before they count."""

    line: CertificationLine
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """How many people counted at the end of a month; the last one is today."""

    day: date
    counted: int


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """How many people of a cohort came how far."""

    cohort_id: int
    title: str
    trainees: int
    certified: int
    counted: int


def growth_of(evidence: Evidence, *, since: date, as_of: date) -> Sequence[MonthEnd]:
    """The figure of people at the end of each of the last months, and on the day itself."""
    days = [as_of]
    while len(days) < MONTHS_SHOWN:
        before = days[0].replace(day=1) - timedelta(days=1)
        if before < since:
            break
        days.insert(0, before)
    return [MonthEnd(day, count_people(evidence, as_of=day).achieved) for day in days]


def cohorts_of(lines: Sequence[CertificationLine]) -> Sequence[CohortFigures]:
    """The figures of each cohort that somebody took part in, in the order of titles."""
    ordered = sorted(lines, key=lambda line: (line.place.cohort, line.place.cohort_id))
    return [
        _figures(list(same)) for _, same in groupby(ordered, key=lambda line: line.place.cohort_id)
    ]


def people_to_help(lines: Sequence[CertificationLine]) -> Sequence[PersonToHelp]:
    """Who needs somebody now, the nearest last day first."""
    found = [PersonToHelp(line, tuple(_needs(line))) for line in lines]
    return sorted(
        (one for one in found if one.needs),
        key=lambda one: (one.line.days_left is None, one.line.days_left, one.line.place.sort_name),
    )


def people_on_the_way(lines: Sequence[CertificationLine]) -> int:
    """How many people lack nothing but formalities, and may still be in time."""
    return len({line.place.person_id for line in lines if _lacks_formalities(line)})


def institutions_on_the_way(count: Count[AgreementProof]) -> int:
    """How many institutions have an agreement that is not in force yet, and no other that is."""
    return len(
        {
            proof.agreement.institution_id
            for proof in count.left_out
            if proof.through is None and proof.state is not AgreementState.ENDED
        }
    )


def _figures(lines: Sequence[CertificationLine]) -> CohortFigures:
    place = lines[0].place
    return CohortFigures(
        cohort_id=place.cohort_id,
        title=place.cohort,
        trainees=len(lines),
        certified=sum(line.state in CERTIFIED for line in lines),
        counted=sum(line.state is CertificationState.COUNTED for line in lines),
    )


def _needs(line: CertificationLine) -> Iterator[Need]:
    place = line.place
    if line.state in {CertificationState.COUNTED, CertificationState.WITHDRAWN}:
        return
    if line.state is CertificationState.TO_APPROVE:
        yield Need.APPROVE
    if line.state is CertificationState.QUALIFIED:
        yield Need.PROPOSE
    if line.state is CertificationState.MISSING and place.ended_on and not place.assessments:
        yield Need.ASSESS
    if not place.record_complete and (
        _lacks_only_the_record(line)
        or line.state in IN_FORMALITIES
        or (line.state is CertificationState.MISSING and place.ended_on)
    ):
        yield Need.COMPLETE_RECORD


def _lacks_formalities(line: CertificationLine) -> bool:
    in_time = line.days_left is None or line.days_left >= 0
    return (line.state in IN_FORMALITIES and in_time) or _lacks_only_the_record(line)


def _lacks_only_the_record(line: CertificationLine) -> bool:
    why = [condition.code for condition in line.proof.counted.why_not]
    return line.state is CertificationState.CERTIFIED and why == ["participant_record"]
