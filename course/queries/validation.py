"""What a validator looks at, and the rule by which people are judged."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, contains_eager, joinedload

from assessments.qualification import Qualification, judge
from assessments.requirements import Rule
from course.errors import NotFound, StandardNotFrozen
from course.models import (
    Assessment,
    Attendance,
    AuthoredVersion,
    Cohort,
    CohortTrainer,
    Enrolment,
    FieldEntry,
    Marking,
    Meeting,
    Observation,
    Person,
    Programme,
    Submission,
)
from course.queries.meetings import minutes_counted
from course.queries.observations import observations_of
from course.queries.records import records_of
from course.queries.rules import frozen_rule
from course.terms import FieldEntryState, SubmissionState
from course.visibility import enrolments_assessable_by, submissions_blind_to

PersonId = ColumnElement[int] | InstrumentedAttribute[int]


@dataclass(frozen=True, slots=True)
class ToAssess:
    """A person whose participation ended, with the assessment that stands, if there is one."""

    enrolment: Enrolment
    assessment: Assessment | None
    trained_by_visitor: bool


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The work of one person as a validator sees it."""

    submissions: Sequence[Submission]
    practice: Sequence[FieldEntry]
    attendance: Sequence[Attendance]
    assessments: Sequence[Assessment]
    observations: Sequence[Observation]

    @property
    def minutes_attended(self) -> int:
        """Minutes of meetings that count."""
        return minutes_counted(self.attendance)


def enrolments_to_assess(session: Session, validator: Person) -> Sequence[ToAssess]:
    """People whom this validator may assess, who waits longest first, then those assessed."""
    rows = session.execute(
        _assessable(validator).order_by(
            Assessment.id.is_not(None), Enrolment.ended_on, Person.sort_name, Enrolment.id
        )
    )
    return [ToAssess(*row) for row in rows]


def enrolment_to_assess(session: Session, validator: Person, enrolment_id: int) -> ToAssess:
    """One of them. Raises NotFound."""
    row = session.execute(_assessable(validator).where(Enrolment.id == enrolment_id)).one_or_none()
    if row is None:
        raise NotFound
    return ToAssess(*row)


def portfolio_of(session: Session, reader: Person, enrolment_id: int) -> Portfolio:
    """What was handed in, confirmed, attended and assessed, each in the order of time.

    Work that the reader is to mark without knowing whose it is does not stand here.
    """
    submissions = session.scalars(
        select(Submission)
        .where(
            Submission.enrolment_id == enrolment_id,
            Submission.state != SubmissionState.DRAFT,
            ~submissions_blind_to(reader),
        )
        .order_by(Submission.assignment_slug, Submission.number)
    ).all()
    practice = session.scalars(
        select(FieldEntry)
        .where(
            FieldEntry.enrolment_id == enrolment_id,
            FieldEntry.state == FieldEntryState.CONFIRMED,
            FieldEntry.withdrawn_at.is_(None),
        )
        .order_by(FieldEntry.done_on, FieldEntry.id)
    ).all()
    attendance = session.scalars(
        select(Attendance)
        .join(Attendance.meeting)
        .where(Attendance.enrolment_id == enrolment_id, Meeting.cancelled_at.is_(None))
        .options(contains_eager(Attendance.meeting).joinedload(Meeting.makes_up_for))
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()
    assessments = session.scalars(
        select(Assessment)
        .where(Assessment.enrolment_id == enrolment_id)
        .options(joinedload(Assessment.assessed_by))
        .order_by(Assessment.id.desc())
    ).all()
    observations = observations_of(session, enrolment_id)
    return Portfolio(submissions, practice, attendance, assessments, observations)


def standing_assessment(session: Session, enrolment_id: int) -> Assessment | None:
    """The assessment that no newer one supersedes, with who made it."""
    return session.scalar(
        select(Assessment)
        .where(Assessment.enrolment_id == enrolment_id, _stands())
        .options(joinedload(Assessment.assessed_by))
    )


def has_trained(trainer_id: PersonId, person_id: PersonId) -> ColumnElement[bool]:
    """Whether one person ever taught a cohort of the other, led their meeting or marked their work.

    Projects funded by the European Union keep training and assessment apart.
    """
    theirs = aliased(Enrolment)
    taught, attended, led = aliased(CohortTrainer), aliased(Attendance), aliased(Meeting)
    written, marked = aliased(Submission), aliased(Marking)
    return or_(
        exists(
            select(taught.id)
            .join(theirs, theirs.cohort_id == taught.cohort_id)
            .where(taught.person_id == trainer_id, theirs.person_id == person_id)
        ),
        exists(
            select(attended.id)
            .join(led, led.id == attended.meeting_id)
            .join(theirs, theirs.id == attended.enrolment_id)
            .where(led.led_by_id == trainer_id, theirs.person_id == person_id)
        ),
        exists(
            select(marked.id)
            .join(written, written.id == marked.submission_id)
            .join(theirs, theirs.id == written.enrolment_id)
            .where(marked.marked_by_id == trainer_id, theirs.person_id == person_id)
        ),
    )


def rule_of(session: Session, programme_id: int) -> Rule:
    """The rule that a programme froze. Raises StandardNotFrozen."""
    return _rule(
        session.scalar(
            select(AuthoredVersion)
            .join(Programme, Programme.rule_digest == AuthoredVersion.digest)
            .where(Programme.id == programme_id)
        )
    )


def qualification_of(session: Session, enrolment: Enrolment) -> Qualification:
    """Each requirement of the programme's rule, met or missing. Raises StandardNotFrozen."""
    version = session.scalar(
        select(AuthoredVersion)
        .join(Programme, Programme.rule_digest == AuthoredVersion.digest)
        .join(Cohort, Cohort.programme_id == Programme.id)
        .where(Cohort.id == enrolment.cohort_id)
    )
    return judge(_rule(version), records_of(session, [enrolment.id])[enrolment.id])


def qualifications_of(
    session: Session, programme_id: int, enrolment_ids: Collection[int]
) -> Mapping[int, Qualification]:
    """The same for many places of one programme, in two statements. Raises StandardNotFrozen."""
    rule = rule_of(session, programme_id)
    records = records_of(session, enrolment_ids)
    return {enrolment_id: judge(rule, record) for enrolment_id, record in records.items()}


def _assessable(validator: Person) -> Select[Enrolment, Assessment | None, bool]:
    me = aliased(Person)
    trained = has_trained(me.id, Enrolment.person_id)
    return (
        select(Enrolment, Assessment, trained)
        .join(Enrolment.person)
        .join(me, me.id == validator.id)
        .outerjoin(Assessment, and_(Assessment.enrolment_id == Enrolment.id, _stands()))
        .where(enrolments_assessable_by(validator))
        .options(
            contains_eager(Enrolment.person),
            joinedload(Enrolment.cohort).joinedload(Cohort.programme),
        )
    )


def _stands() -> ColumnElement[bool]:
    later = aliased(Assessment)
    return ~exists(select(later.id).where(later.supersedes_id == Assessment.id))


def _rule(version: AuthoredVersion | None) -> Rule:
    if version is None:
        raise StandardNotFrozen
    return frozen_rule(version)
