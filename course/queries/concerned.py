"""Whose standing may have changed by deeds: by what each deed was about.

A deed about a row that hangs on a place concerns the person of that place; one about a cohort, its
meetings or its trainers, everybody who was ever in it; one about a programme's rule, everybody in
the programme. Whoever is named too often costs time; nobody may be forgotten.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from course.models import (
    Appeal,
    Assessment,
    Attendance,
    Certificate,
    Cohort,
    CohortTrainer,
    Consent,
    CountedSpan,
    Decision,
    Enrolment,
    FieldEntry,
    Marking,
    Meeting,
    Observation,
    Panel,
    PanelMember,
    ParticipantRecord,
    Person,
    Programme,
    QuizAttempt,
    RecordException,
    SelfAssessment,
    Standing,
    Submission,
)
from course.terms import Act

People = Select[int]
Noted = tuple[Act | None, str, int]
"""A deed, the table that it was about, and the id of the row."""

AT_ONCE = 2000

OF_ENROLMENTS: tuple[type[Any], ...] = (
    Assessment,
    Attendance,
    Consent,
    Decision,
    FieldEntry,
    Observation,
    Panel,
    ParticipantRecord,
    QuizAttempt,
    RecordException,
    SelfAssessment,
    Submission,
)
OF_COHORTS: tuple[type[Any], ...] = (CohortTrainer, Meeting)

CHANGE_NOTHING = frozenset(
    {
        Act.CARD_ISSUED,
        Act.CERTIFICATE_PAPER_MADE,
        Act.FILE_SCANNED,
        Act.INDICATOR_PROMISED,
        Act.LINK_MADE,
        Act.PARTICIPANT_RECORD_READ,
        Act.PASSWORD_CHANGED,
        Act.PERSON_DISABLED,
        Act.PERSON_ENABLED,
        Act.PERSON_SIGNED_IN,
        Act.REGISTER_EXPORTED,
        Act.REPORT_ASKED,
        Act.REPORT_EXPORTED,
        Act.VALIDITY_SET,
        Act.FIGURES_HIDDEN,
        Act.FIGURES_PUBLISHED,
        Act.PARTICIPANT_FORM_CHOSEN,
        Act.VIEW_REMOVED,
        Act.VIEW_SAVED,
        Act.WITNESS_CONTACT_DELETED,
    }
)
"""Deeds about somebody, or about a programme, that no rule looks at."""


def concerned(session: Session, noted: Collection[Noted]) -> Mapping[int, AbstractSet[int]]:
    """The people of each programme who are concerned: ids of people by ids of programmes.

    Somebody is judged in all their programmes: who taught a person in one may not judge in another.
    """
    found = defaultdict[int, set[int]](set)
    for people in _people(noted):
        for programme_id, person_id in session.execute(
            select(Cohort.programme_id, Enrolment.person_id)
            .join(Enrolment.cohort)
            .where(Enrolment.person_id.in_(people))
            .distinct()
        ):
            found[programme_id].add(person_id)
    return found


def people_of(session: Session, programme_id: int, *, after: int, most: int) -> list[int]:
    """Who has, or asked for, a place in a programme: ids after one, in their order.

    Also those of whom something is kept although they have none.
    """
    placed = select(Enrolment.person_id).join(Enrolment.cohort)
    known = union(
        placed.where(Cohort.programme_id == programme_id, Enrolment.person_id > after),
        *(
            select(kept.person_id).where(kept.programme_id == programme_id, kept.person_id > after)
            for kept in (Standing, CountedSpan)
        ),
    ).subquery()
    found = select(known.c.person_id).order_by(known.c.person_id).limit(most)
    return list(session.scalars(found))


def _people(noted: Collection[Noted]) -> Iterator[Any]:
    """Statements that find the people, each with no more values than a database takes."""
    ids = defaultdict[str, set[int]](set)
    for act, kind, row_id in noted:
        if act not in CHANGE_NOTHING and kind in CONCERNING:
            ids[kind].add(row_id)
    while ids:
        part = {kind: sorted(of_kind)[:AT_ONCE] for kind, of_kind in ids.items()}
        yield union(*(CONCERNING[kind].where(_KEYS[kind].in_(some)) for kind, some in part.items()))
        for kind, some in part.items():
            ids[kind].difference_update(some)
        ids = defaultdict(set, {kind: left for kind, left in ids.items() if left})


def _concerning() -> Iterator[tuple[type[Any], People]]:
    """For each table that a deed may be about, the people of its rows."""
    person = select(Enrolment.person_id)
    yield Person, select(Person.id)
    yield Enrolment, person
    yield Cohort, person.join(Enrolment.cohort)
    yield Programme, person.join(Enrolment.cohort).join(Cohort.programme)
    for model in OF_ENROLMENTS:
        yield model, person.join(model, model.enrolment_id == Enrolment.id)
    for taught in OF_COHORTS:
        yield taught, person.join(taught, taught.cohort_id == Enrolment.cohort_id)
    decided = person.join(Decision, Decision.enrolment_id == Enrolment.id)
    yield Certificate, decided.join(Certificate, Certificate.decision_id == Decision.id)
    yield Appeal, decided.join(Appeal, Appeal.decision_id == Decision.id)
    sat = person.join(Panel, Panel.enrolment_id == Enrolment.id)
    yield PanelMember, sat.join(PanelMember, PanelMember.panel_id == Panel.id)
    written = person.join(Submission, Submission.enrolment_id == Enrolment.id)
    yield Marking, written.join(Marking, Marking.submission_id == Submission.id)


CONCERNING: Mapping[str, People] = {model.__tablename__: people for model, people in _concerning()}
_KEYS = {model.__tablename__: model.id for model, _ in _concerning()}
