"""The tasks of a programme, each kind as a part of one statement: which rows wait for a deed."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from assessments.validity import LETTER_DAYS
from course.clock import LOCAL_ZONE, local_day
from course.models import (
    AdoptionProof,
    Agreement,
    Appeal,
    Assessment,
    Attendance,
    Certificate,
    Cohort,
    Correction,
    Decision,
    Enrolment,
    Institution,
    LessonQuestion,
    Meeting,
    Panel,
    ParticipantRecord,
    PreparedFile,
    RecordException,
    Standing,
)
from course.queries.task_parts import Column, Part, Task, part
from course.terms import CertificationState, DecisionOutcome, ExceptionState
from course.visibility import PLACES_HELD

LONGEST_QUESTION_WAIT = timedelta(days=3)
"""So long a question may wait before a coordinator hears that one does."""


def of_people(mine: ColumnElement[bool], *, by_panels: bool, at: datetime) -> Iterator[Part]:
    """What waits about people; `mine` is a condition on their standings."""
    yield (
        _person(
            Task.APPROVE, Decision.id, since=Decision.proposed_at, by_id=Decision.proposed_by_id
        )
        .join(Decision, Decision.enrolment_id == Standing.enrolment_id)
        .where(mine, Decision.decided_at.is_(None), Decision.withdrawn_at.is_(None))
    )
    yield _person(Task.PROPOSE, Standing.enrolment_id).where(
        mine, Standing.state == CertificationState.QUALIFIED
    )
    yield _person(Task.RECORD, Standing.enrolment_id).where(mine, _lacks_the_record())
    yield (
        _person(Task.FOLLOW_UP, Standing.enrolment_id)
        .join(ParticipantRecord, ParticipantRecord.enrolment_id == Standing.enrolment_id)
        .where(mine, _is_untold_since())
    )
    yield (
        _person(
            Task.EXCEPTION,
            RecordException.id,
            since=RecordException.entered_at,
            by_id=RecordException.entered_by_id,
        )
        .join(RecordException, RecordException.enrolment_id == Standing.enrolment_id)
        .where(mine, RecordException.state == ExceptionState.WAITING)
    )
    yield (
        _person(Task.APPEAL, Appeal.id, since=Appeal.lodged_at, by_id=Appeal.lodged_by_id)
        .join(Decision, Decision.enrolment_id == Standing.enrolment_id)
        .join(Appeal, Appeal.decision_id == Decision.id)
        .where(mine, Appeal.decided_at.is_(None))
    )
    yield from _at_the_end(mine, by_panels=by_panels, at=at)


def _at_the_end(mine: ColumnElement[bool], *, by_panels: bool, at: datetime) -> Iterator[Part]:
    """Who left and was not judged yet: by a panel, or by a validator."""
    left = and_(mine, Standing.state == CertificationState.MISSING, Standing.ended_on.is_not(None))
    if not by_panels:
        judged = select(Assessment.id).where(Assessment.enrolment_id == Standing.enrolment_id)
        yield _person(Task.ASSESS, Standing.enrolment_id).where(left, ~exists(judged))
        return
    sat = select(Panel.id).where(
        Panel.enrolment_id == Standing.enrolment_id,
        Panel.cancelled_at.is_(None),
        or_(Panel.recorded_at.is_(None), Panel.outcome != DecisionOutcome.SUPPLEMENT),
    )
    yield _person(Task.PANEL, Standing.enrolment_id).where(left, ~exists(sat))
    yield (
        _person(Task.PROTOCOL, Panel.id)
        .join(Panel, Panel.enrolment_id == Standing.enrolment_id)
        .where(
            mine,
            Panel.recorded_at.is_(None),
            Panel.cancelled_at.is_(None),
            Panel.held_on < local_day(at),
        )
    )


def of_meetings(mine: ColumnElement[bool], *, at: datetime) -> Iterator[Part]:
    """Meetings of days that are over, of which nobody wrote down who came."""
    came = select(Attendance.id).where(Attendance.meeting_id == Meeting.id)
    midnight = datetime.combine(local_day(at), time.min, LOCAL_ZONE)
    yield (
        part(
            Task.MEETING,
            Meeting.cohort_id,
            name=Meeting.title,
            beside=Cohort.title,
            since=Meeting.starts_at,
        )
        .join(Cohort, Cohort.id == Meeting.cohort_id)
        .where(
            mine,
            Meeting.cancelled_at.is_(None),
            Meeting.starts_at < midnight,
            ~exists(came),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )


def of_questions(mine: ColumnElement[bool], *, at: datetime) -> Iterator[Part]:
    """Cohorts in which a question of a trainee has waited for more than three days.

    That one does, and since when: what was asked only its trainers read.
    """
    yield (
        part(
            Task.QUESTION,
            Cohort.id,
            name=Cohort.title,
            beside=Cohort.code,
            since=func.min(LessonQuestion.waits_since),
        )
        .select_from(LessonQuestion)
        .join(Enrolment, Enrolment.id == LessonQuestion.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            mine,
            Enrolment.state.in_(PLACES_HELD),
            LessonQuestion.waits_since < at - LONGEST_QUESTION_WAIT,
        )
        .group_by(Cohort.id, Cohort.title, Cohort.code)
        .order_by(func.min(LessonQuestion.waits_since), Cohort.id)
    )


def of_certificates(programme_id: int, *, at: datetime) -> Iterator[Part]:
    """Corrections that wait for a second person, and certificates that end soon."""
    stands = and_(
        Certificate.programme_id == programme_id,
        Certificate.revoked_at.is_(None),
        Certificate.superseded_at.is_(None),
    )
    today = local_day(at)
    yield (
        part(
            Task.CORRECTION,
            Certificate.id,
            name=Certificate.holder_name,
            beside=Certificate.number,
            since=Correction.proposed_at,
            by_id=Correction.proposed_by_id,
            about_id=Certificate.person_id,
        )
        .join(Correction, Correction.certificate_id == Certificate.id)
        .where(stands, Correction.approved_at.is_(None), Correction.withdrawn_at.is_(None))
        .order_by(Correction.proposed_at, Correction.id)
    )
    yield (
        part(
            Task.CERTIFICATE_ENDS,
            Certificate.id,
            name=Certificate.holder_name,
            beside=Certificate.number,
            on_day=Certificate.expires_on,
        )
        .where(stands, Certificate.expires_on.between(today, today + timedelta(days=LETTER_DAYS)))
        .order_by(Certificate.expires_on, Certificate.id)
    )


def of_agreements(programme_id: int) -> Iterator[Part]:
    """What agreements wait for, one step each, and proofs of use that nobody verified."""
    signed = and_(
        Agreement.institution_signed_on.is_not(None), Agreement.beneficiary_signed_on.is_not(None)
    )
    verified, sent = Agreement.verified_by_id.is_not(None), Agreement.sent_on.is_not(None)
    steps = {
        Task.BRING_INTO_FORCE: verified,
        Task.VERIFY: and_(~verified, signed),
        Task.REMIND: and_(~verified, ~signed, sent),
        Task.SEND: and_(~verified, ~signed, ~sent),
    }
    for task, waits in steps.items():
        second = {"by_id": Agreement.entered_by_id} if task is Task.VERIFY else {}
        yield (
            _agreement(task, on_day=Agreement.sent_on, **second)
            .where(Agreement.programme_id == programme_id, Agreement.in_force_on.is_(None), waits)
            .order_by(Agreement.entered_at, Agreement.id)
        )
    yield (
        _agreement(Task.PROOF, by_id=AdoptionProof.entered_by_id, since=AdoptionProof.entered_at)
        .join(AdoptionProof, AdoptionProof.agreement_id == Agreement.id)
        .where(
            Agreement.programme_id == programme_id,
            AdoptionProof.verified_at.is_(None),
            AdoptionProof.withdrawn_at.is_(None),
        )
        .order_by(AdoptionProof.entered_at, AdoptionProof.id)
    )


def of_files(programme_id: int, person_id: int) -> Iterator[Part]:
    """Files that the worker made for somebody and that they can fetch."""
    yield (
        part(
            Task.FILE,
            PreparedFile.id,
            name=PreparedFile.file_name,
            beside=PreparedFile.ending,
            since=PreparedFile.ready_at,
        )
        .where(
            PreparedFile.programme_id == programme_id,
            PreparedFile.asked_by_id == person_id,
            PreparedFile.ready_at.is_not(None),
            PreparedFile.stored_as.is_not(None),
        )
        .order_by(PreparedFile.ready_at, PreparedFile.id)
    )


def _lacks_the_record() -> ColumnElement[bool]:
    """Whoever left, or is to be certified, and whose data for the funder are not complete."""
    formalities = (CertificationState.TO_APPROVE, CertificationState.QUALIFIED)
    done = (CertificationState.COUNTED, CertificationState.WITHDRAWN)
    return and_(
        Standing.state.not_in(done),
        ~Standing.record_complete,
        or_(Standing.ended_on.is_not(None), Standing.state.in_(formalities)),
    )


def _is_untold_since() -> ColumnElement[bool]:
    """Whoever left with complete data, and did not say yet how they fared since."""
    return and_(
        Standing.ended_on.is_not(None),
        Standing.record_complete,
        ParticipantRecord.superseded_at.is_(None),
        ~ParticipantRecord.followed_up,
    )


def _person(task: Task, opens: Column, **columns: Column) -> Part:
    """A part about people, whose last day is counted from the end of their participation."""
    return (
        part(
            task,
            opens,
            enrolment_id=Standing.enrolment_id,
            name=Standing.name,
            beside=select(Cohort.title)
            .where(Cohort.id == Standing.cohort_id)
            .correlate(Standing)
            .scalar_subquery(),
            on_day=Standing.ended_on,
            about_id=Standing.person_id,
            **columns,
        )
        .select_from(Standing)
        .order_by(Standing.ended_on.is_(None), Standing.ended_on, Standing.enrolment_id)
    )


def _agreement(task: Task, **columns: Column) -> Part:
    return (
        part(
            task,
            Agreement.institution_id,
            within_id=Agreement.id,
            name=Institution.name,
            beside=Agreement.number,
            **columns,
        )
        .select_from(Agreement)
        .join(Institution, Institution.id == Agreement.institution_id)
    )
