"""The audit trail of one programme: which deeds belong to it, and whom they were about."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.models import (
    Assessment,
    AttemptGrant,
    AuthoredVersion,
    Base,
    Certificate,
    CohortTrainer,
    Conflict,
    Consent,
    Decision,
    Extension,
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
from course.queries.audit import ABOUT_SOMEBODY, About, Deed, about, deeds_of, subjects_of
from course.sentences import SUBJECT_TEXTS
from course.terms import (
    Act,
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
    make_agreement,
    make_enrolment,
    make_institution,
    make_person,
)
from tests.make_certificates import make_correction
from tests.make_counting import certify, freeze
from tests.make_exceptions import make_exception
from tests.make_fieldwork import make_attendance, make_entry, make_meeting
from tests.make_panels import make_bare_appeal, make_bare_panel
from tests.people import Cast

# Tables that no deed names as its subject, or that belong to no programme.
WITHOUT_DEEDS = {
    "audit_entries",
    "audit_heads",
    "authored_versions",
    "bank_comments",
    "criterion_marks",
    "draft_versions",
    "entry_versions",
    "essay_marks",
    "lesson_progress",
    "letters",
    "marking_drafts",
    "panel_marks",
    "counted_spans",
    "participant_identities",
    "standings",
    "quiz_answers",
    "quiz_results",
    "self_assessments",
    "witness_contacts",
    "wrong_tries",
}


def test_every_table_that_deeds_are_about_has_its_programme_and_its_word(cast: Cast) -> None:
    known = set(subjects_of(cast.programme.id))
    assert known == set(Base.metadata.tables) - WITHOUT_DEEDS
    assert known == set(SUBJECT_TEXTS)
    assert {model.__tablename__ for model in ABOUT_SOMEBODY} <= known


@pytest.fixture
def deeds(session: Session, cast: Cast) -> list[Deed]:
    """Five deeds in the programme, the newest first; three others elsewhere."""
    freeze(session, cast.programme)
    certificate = certify(
        session, cast.programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl)
    )
    institution = make_institution(session)
    make_agreement(session, cast.programme, institution, cast.carla)
    meeting = make_meeting(session, cast.cohort, cast.ben)
    note(session, Act.REPORT_EXPORTED, by=cast.carla, subject=cast.programme, at=MONDAY)
    note(session, Act.CERTIFICATE_ISSUED, by=cast.cyryl, subject=certificate, at=MONDAY)
    note(session, Act.INSTITUTION_ENTERED, by=cast.carla, subject=institution, at=MONDAY)
    note(session, Act.MEETING_PLANNED, by=cast.ben, subject=meeting, at=MONDAY)
    note(session, Act.PERSON_SIGNED_IN, by=None, subject=cast.vera, at=MONDAY)
    for foreign in (make_person(session), make_enrolment(session), make_institution(session)):
        note(session, Act.PERSON_CHANGED, by=None, subject=foreign, at=MONDAY)
    return list(deeds_of(session, cast.programme, before=None, most=10))


def test_the_trail_shows_the_deeds_of_one_programme_newest_first(
    session: Session, cast: Cast, deeds: list[Deed]
) -> None:
    assert [(deed.entry.act, deed.actor) for deed in deeds] == [
        (Act.PERSON_SIGNED_IN, None),
        (Act.MEETING_PLANNED, "Ben Wrona"),
        (Act.INSTITUTION_ENTERED, "Carla Nowak"),
        (Act.CERTIFICATE_ISSUED, "Cyryl Nowak"),
        (Act.REPORT_EXPORTED, "Carla Nowak"),
    ]
    older = deeds_of(session, cast.programme, before=deeds[1].entry.id, most=2)
    assert [deed.entry.id for deed in older] == [deed.entry.id for deed in deeds[2:4]]


def test_the_trail_tells_whom_a_deed_was_about(
    session: Session, cast: Cast, deeds: list[Deed]
) -> None:
    certificate = deeds[3].entry.subject_id
    assert about(session, deeds) == {
        ("people", cast.vera.id): About(None, cast.vera.id, "Vera Nowak"),
        ("certificates", certificate): About(cast.enrolment.id, cast.ana.id, "Ana Ćwikła"),
    }
    assert about(session, deeds[1:2]) == {}


def test_every_kind_of_deed_about_somebody_finds_the_person(session: Session, cast: Cast) -> None:
    freeze(session, cast.programme)
    certify(
        session, cast.programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl)
    )
    rows = rows_about(session, cast)
    for row in rows:
        note(session, Act.PERSON_CHANGED, by=cast.carla, subject=row, at=MONDAY)
    deeds = deeds_of(session, cast.programme, before=None, most=50)
    whom = about(session, deeds)
    assert {kind for kind, _ in whom} == {model.__tablename__ for model in ABOUT_SOMEBODY}
    places = {kind: one.enrolment_id for (kind, _), one in whom.items()}
    assert {kind for kind, place in places.items() if place is None} == {
        "people",
        "cohort_trainers",
        "conflicts",
        "role_grants",
        "sign_in_links",
    }
    assert {place for place in places.values() if place} == {cast.enrolment.id}


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
    """A consent, an attempt, a further one granted, and a link for the trainer."""
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
