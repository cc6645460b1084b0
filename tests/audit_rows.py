"""One row of each kind that a deed may be about, for tests of the audit trail."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import (
    Assessment,
    AttemptGrant,
    AuthoredVersion,
    Certificate,
    CohortTrainer,
    Conflict,
    Consent,
    Decision,
    Extension,
    LessonQuestion,
    MarkerAllocation,
    Marking,
    Observation,
    PanelMember,
    ParticipantRecord,
    QuizAttempt,
    RoleGrant,
    SignInLink,
    Submission,
    SubmissionFile,
    WorkTalk,
)
from course.models.base import Row
from course.terms import (
    ConsentKind,
    LinkPurpose,
    MarkingOutcome,
    MarkingRole,
    ObservationKind,
    SubmissionState,
)
from tests.make import (
    MONDAY,
    add,
)
from tests.make_certificates import make_correction
from tests.make_exceptions import make_exception
from tests.make_fieldwork import make_attendance, make_entry, make_meeting
from tests.make_panels import make_bare_appeal, make_bare_panel
from tests.people import Cast


def rows_about(session: Session, cast: Cast) -> list[Row]:
    """One row of each kind that is about Ana's place, or about a person of the programme."""
    version = session.scalars(select(AuthoredVersion)).one().digest
    meeting = make_meeting(session, cast.cohort, cast.ben)
    kept = (Assessment, Decision, ParticipantRecord, Certificate, CohortTrainer, RoleGrant)
    return [
        cast.ana,
        cast.enrolment,
        make_attendance(session, meeting, cast.enrolment, 300),
        make_entry(session, cast.enrolment),
        make_exception(session, cast.enrolment, cast.ben),
        *studied(session, cast, version),
        *handed_in(session, cast, version),
        *(row for model in kept for row in session.scalars(select(model).limit(1))),
        make_correction(session, session.scalars(select(Certificate)).one(), cast.carla),
        make_bare_panel(session, cast.enrolment, cast.vera, cast.carla),
        session.scalars(select(PanelMember)).one(),
        make_bare_appeal(session, session.scalars(select(Decision.id)).one(), cast.ana),
    ]


def studied(session: Session, cast: Cast, version: str) -> list[Row]:
    """A consent, an attempt, a further one granted, a question, and a link for the trainer."""
    place = cast.enrolment.id
    rows: list[Row] = [
        Consent(
            enrolment_id=place, kind=ConsentKind.SHOW_NAME, text_digest=version, given_at=MONDAY
        ),
        QuizAttempt(
            enrolment_id=place,
            quiz_slug="m3",
            version_digest=version,
            number=1,
            drawn={},
            started_at=MONDAY,
        ),
        AttemptGrant(
            enrolment_id=place,
            quiz_slug="m3",
            granted_by_id=cast.ben.id,
            granted_at=MONDAY,
            reason="Prąd zgasł w połowie testu.",
        ),
        LessonQuestion(
            enrolment_id=place,
            lesson_slug="m3/1-levels-of-listening",
            text="Czy mogę notować w czasie rozmowy?",
            asked_at=MONDAY,
            request_key="first",
        ),
        SignInLink(
            person_id=cast.ben.id,
            purpose=LinkPurpose.INVITATION,
            created_at=MONDAY,
            expires_at=MONDAY + timedelta(days=7),
        ),
    ]
    return [add(session, row) for row in rows]


def handed_in(session: Session, cast: Cast, version: str) -> list[Row]:
    """Work with its file and its marking."""
    work = Submission(
        enrolment_id=cast.enrolment.id,
        assignment_slug="z3",
        version_digest=version,
        number=1,
        values={},
        state=SubmissionState.HANDED_IN,
        next_marking=MarkingRole.FIRST,
        started_at=MONDAY,
        saved_at=MONDAY,
        handed_in_at=MONDAY,
    )
    add(session, work)
    file = SubmissionFile(
        submission_id=work.id,
        field="photo",
        name="zdjęcie.jpg",
        media_type="image/jpeg",
        bytes=1,
        sha256="0" * 64,
        stored_as="00/0",
        added_at=MONDAY,
    )
    allocation = MarkerAllocation(
        submission_id=work.id,
        role=MarkingRole.SECOND,
        person_id=cast.ben.id,
        allocated_at=MONDAY,
    )
    rows: list[Row] = [add(session, file), add(session, allocation)]
    return [work, *rows, make_marked(session, cast, work, version), *agreed(session, cast)]


def agreed(session: Session, cast: Cast) -> list[Row]:
    """More time asked for, a talk, an observation, and a conflict of Ben's."""
    place, ben = cast.enrolment.id, cast.ben.id
    day = MONDAY.date()
    rows: list[Row] = [
        Extension(
            enrolment_id=place,
            assignment_slug="z3",
            wanted_until=day,
            why="Chore dziecko",
            asked_at=MONDAY,
        ),
        WorkTalk(
            enrolment_id=place,
            assignment_slug="z3",
            held_on=day,
            held_by_id=ben,
            agreed="Jeszcze raz.",
            another_time=True,
            recorded_at=MONDAY,
        ),
        Observation(
            enrolment_id=place,
            kind=ObservationKind.OBSERVATION,
            dated_on=day,
            answers={},
            entered_by_id=ben,
            entered_at=MONDAY,
        ),
        Conflict(
            person_id=ben,
            about_id=cast.ana.id,
            why="Sąsiadka",
            declared_by_id=ben,
            declared_at=MONDAY,
        ),
    ]
    return [add(session, row) for row in rows]


def make_marked(session: Session, cast: Cast, work: Submission, version: str) -> Marking:
    """Ben's word on it."""
    marking = Marking(
        submission_id=work.id,
        marked_by_id=cast.ben.id,
        role=MarkingRole.FIRST,
        marked_at=MONDAY,
        rubric_digest=version,
        points=9,
        max_points=15,
        outcome=MarkingOutcome.PASS,
        feedback="Dobrze.",
    )
    return add(session, marking)
