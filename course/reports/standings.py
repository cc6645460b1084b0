"""What is to be kept about people: their lines of the certification list, and when they count.

Everything is judged here from the evidence, by the rules of `assessments`; `actions.standings`
writes it down. The judgement is that of everything known: no deed is dated in the future.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from assessments.counting import Condition, counted_spans
from course.models import CountedSpan, Programme, Standing
from course.models.base import Json
from course.queries.chains import Chain
from course.queries.counting import Place
from course.queries.figures import open_on
from course.reports.indicators import Evidence
from course.reports.people import CertificationLine, certification_list, evidence_of_people
from course.terms import CertificationState

LATEST = date.max

Columns = Mapping[str, Any]
Kept = type[Standing] | type[CountedSpan]


@dataclass(frozen=True, slots=True)
class Outdated:
    """Kept rows of one table that are not as they have to be, and the rows that have to be.

    `subjects` are the ids of the places whose standings, or of the people whose spans are wrong.
    """

    model: Kept
    subjects: Sequence[int]
    stale: Sequence[int]
    rows: Sequence[Columns]


def outdated(
    session: Session, programme: Programme, person_ids: Collection[int]
) -> Sequence[Outdated]:
    """Judge some people of a programme anew and compare: six statements whatever their number.

    Only the tables in which anything is wrong are told.

    At most `people.MOST_AT_ONCE` people at once.
    """
    evidence = evidence_of_people(session, programme, person_ids)
    lines = certification_list(session, programme, evidence, as_of=LATEST)
    standings = [_standing(programme, line) for line in lines]
    spans = [span for one in _by_person(evidence) for span in _spans(programme, one)]
    compared = [
        _compared(session, Standing, ("enrolment_id",), standings, programme.id, person_ids),
        _compared(
            session, CountedSpan, ("person_id", "counted_from"), spans, programme.id, person_ids
        ),
    ]
    return [one for one in compared if one.subjects]


def is_kept(session: Session, programme: Programme, line: CertificationLine) -> bool:
    """Whether what is kept of a place is what was judged of it just now: one statement."""
    judged = _standing(programme, line)
    counts = exists(
        select(CountedSpan.id).where(
            CountedSpan.enrolment_id == Standing.enrolment_id,
            open_on(programme.id, line.as_of),
        )
    )
    kept = (
        session.execute(
            select(Standing.__table__, counts.label("counts")).where(
                Standing.enrolment_id == line.place.enrolment_id
            )
        )
        .mappings()
        .one_or_none()
    )
    if kept is None or bool(kept["counts"]) != (line.state is CertificationState.COUNTED):
        return False
    # The day on which it was judged may stand among the facts of a condition: codes are compared.
    codes = [[one["code"] for one in row["why_not"]] for row in (kept, judged)]
    return codes[0] == codes[1] and all(
        kept[name] == told for name, told in judged.items() if name != "why_not"
    )


def _by_person(evidence: Evidence) -> Iterator[Evidence]:
    places, chains = defaultdict[int, list[Place]](list), defaultdict[int, list[Chain]](list)
    for chain in evidence.chains:
        chains[chain.person_id].append(chain)
    for place in evidence.places:
        if place.person_id in chains:
            places[place.person_id].append(place)
    for person_id, theirs in places.items():
        yield replace(evidence, places=theirs, chains=chains[person_id])


def _spans(programme: Programme, evidence: Evidence) -> Iterator[Columns]:
    """When one person counts, and by which place."""
    places = {place.enrolment_id: place for place in evidence.places}
    for span in counted_spans(_changes(evidence), evidence.counted_by):
        place = places[span.place]
        yield {
            "programme_id": programme.id,
            "person_id": place.person_id,
            "enrolment_id": place.enrolment_id,
            "cohort_id": place.cohort_id,
            "sex": place.sex,
            "counted_from": span.counted_from,
            "counted_until": span.counted_until,
        }


def _changes(evidence: Evidence) -> Iterator[date]:
    """The days on which anything changed that the count of a day looks at."""
    for place in evidence.places:
        for known in place.records:
            yield known.since
    for chain in evidence.chains:
        for issue in chain.issues:
            yield issue.issued_on
            if issue.revoked_on is not None:
                yield issue.revoked_on


def _standing(programme: Programme, line: CertificationLine) -> Columns:
    place, certificate, chain = line.place, line.certificate, line.proof.chain
    return {
        "enrolment_id": place.enrolment_id,
        "programme_id": programme.id,
        "cohort_id": place.cohort_id,
        "person_id": place.person_id,
        "name": place.name,
        "sort_name": place.sort_name,
        "city": place.city,
        "sex": place.sex,
        "state": line.state,
        "met": line.met,
        "asked": line.asked,
        "started_on": place.started_on,
        "ended_on": place.ended_on,
        "record_complete": place.record_complete,
        "certificate_id": certificate.certificate_id if certificate else None,
        "number": certificate.number if certificate else None,
        "issued_on": chain.issued_on if certificate and chain else None,
        "why_not": [_kept(why) for why in line.proof.counted.why_not] if certificate else [],
    }


def _kept(why: Condition) -> Json:
    """A condition as JSON; `queries.standings.conditions_kept` reads it back."""
    return {"code": why.code, "facts": {name: _plain(fact) for name, fact in why.facts.items()}}


def _plain(fact: object) -> object:
    match fact:
        case date():
            return fact.isoformat()
        case tuple():
            return list(fact)
        case _:
            return fact


def _compared(
    session: Session,
    model: Kept,
    key: tuple[str, ...],
    rows: Sequence[Columns],
    programme_id: int,
    person_ids: Collection[int],
) -> Outdated:
    """What is kept beside what was judged, column by column."""
    judged = {tuple(row[name] for name in key): row for row in rows}
    table = model.__table__
    names = [column.name for column in table.columns if column.name != "id"]
    theirs = and_(model.programme_id == programme_id, model.person_id.in_(person_ids))
    stale, subjects = [], set[int]()
    for kept in session.execute(select(table).where(theirs)).mappings():
        told = tuple(kept[name] for name in key)
        row = judged.get(told)
        if row is not None and all(kept[name] == row[name] for name in names):
            del judged[told]
        else:
            stale.append(kept["id"])
            subjects.add(told[0])
    subjects.update(told[0] for told in judged)
    return Outdated(model, sorted(subjects), stale, list(judged.values()))
