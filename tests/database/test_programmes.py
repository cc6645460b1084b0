"""Programmes, their promises, the data that make people count, and the trail of all that."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.actions.programmes import (
    complete_participant_record,
    create_programme,
    note_export,
    promise_indicator,
)
from course.errors import DatesReversed, ProgrammeCodeTaken
from course.models import (
    Assessment,
    AuditEntry,
    AuthoredVersion,
    Base,
    Certificate,
    CohortTrainer,
    Consent,
    Decision,
    IndicatorTarget,
    Marking,
    ParticipantRecord,
    Programme,
    QuizAttempt,
    RoleGrant,
    SignInLink,
    Submission,
    SubmissionFile,
)
from course.models.base import Row
from course.queries.audit import ABOUT_SOMEBODY, About, about, deeds_of, subjects_of
from course.queries.programmes import programme_of_cohort, programme_with_code, targets_of
from course.sentences import SUBJECT_TEXTS
from course.terms import (
    Act,
    ConsentKind,
    Indicator,
    LinkPurpose,
    MarkingOutcome,
    MarkingRole,
    ParticipantForm,
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
from tests.make_counting import certify, freeze, make_record
from tests.make_fieldwork import make_attendance, make_entry, make_meeting
from tests.people import Cast

# Tables that no deed names as its subject, or that belong to no programme.
WITHOUT_DEEDS = {
    "audit_entries",
    "authored_versions",
    "criterion_marks",
    "draft_versions",
    "lesson_progress",
    "letters",
    "marking_drafts",
    "quiz_answers",
    "quiz_results",
    "wrong_tries",
}


def create(session: Session, **changed: Any) -> Programme:
    facts: dict[str, Any] = {
        "code": "Q93873",
        "title_pl": "Krosno i Przemyśl",
        "title_en": "Krosno and Przemyśl",
        "project_number": "POWR.04.03.00-00-0001/18",
        "funder": "Europejski Fundusz Społeczny",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 6, 30),
        "standard_code": "organizator-spoleczny",
        "demonstration": False,
        "by": None,
        "at": MONDAY,
    }
    return create_programme(session, **(facts | changed))


def test_a_programme_is_created_once(session: Session) -> None:
    programme = create(session)
    assert programme_with_code(session, "Q93873") is programme
    assert programme_with_code(session, "Q0") is None
    with pytest.raises(ProgrammeCodeTaken):
        create(session)
    with pytest.raises(DatesReversed):
        create(session, code="Q2", ends_on=date(2025, 12, 31))
    assert session.scalars(select(AuditEntry.act)).all() == [Act.PROGRAMME_CREATED]


def test_a_promise_made_anew_replaces_the_one_before(session: Session) -> None:
    programme = create(session)
    for target in (10, 12):
        promise_indicator(
            session,
            programme,
            Indicator.QUALIFIED_ORGANISERS,
            target=target,
            unit="osoba",
            source_of_measurement="protokół walidacji",
            by=None,
            at=MONDAY,
        )
    (promise,) = session.scalars(select(IndicatorTarget)).all()
    assert targets_of(session, programme) == {Indicator.QUALIFIED_ORGANISERS: promise}
    assert (promise.target, promise.base) == (12, 0)
    promised = select(AuditEntry.facts).where(AuditEntry.act == Act.INDICATOR_PROMISED)
    assert [facts["target"] for facts in session.scalars(promised.order_by(AuditEntry.id))] == [
        10,
        12,
    ]


def test_a_record_is_completed_once_and_keeps_its_day(session: Session, cast: Cast) -> None:
    first = complete_participant_record(
        session, cast.enrolment, form=ParticipantForm.SL2014, by=cast.carla, at=MONDAY
    )
    again = complete_participant_record(
        session, cast.enrolment, form=ParticipantForm.PAPER, by=cast.cyryl, at=MONDAY
    )
    assert again is first
    assert (first.form, first.complete, first.completed_at) == ("sl2014", True, MONDAY)
    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_a_record_that_was_begun_is_completed(session: Session, cast: Cast) -> None:
    begun = make_record(session, cast.enrolment, cast.carla, complete=False, completed_at=None)
    complete_participant_record(
        session, cast.enrolment, form=ParticipantForm.PAPER, by=cast.cyryl, at=MONDAY
    )
    assert session.scalars(select(ParticipantRecord)).all() == [begun]
    assert (begun.form, begun.complete, begun.recorded_by_id) == ("paper", True, cast.cyryl.id)


def test_the_programme_of_a_cohort_has_its_rule(session: Session, cast: Cast) -> None:
    freeze(session, cast.programme)
    session.expire_all()
    programme = programme_of_cohort(session, cast.cohort.id)
    assert programme.rule_version is not None
    assert programme.rule_version.slug == "admitted-only"


def test_every_table_that_deeds_are_about_has_its_programme_and_its_word(cast: Cast) -> None:
    known = set(subjects_of(cast.programme.id))
    assert known == set(Base.metadata.tables) - WITHOUT_DEEDS
    assert known == set(SUBJECT_TEXTS)
    assert {model.__tablename__ for model in ABOUT_SOMEBODY} <= known


def test_the_trail_shows_the_deeds_of_one_programme_newest_first(
    session: Session, cast: Cast
) -> None:
    freeze(session, cast.programme)
    certificate = certify(
        session, cast.programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl)
    )
    institution = make_institution(session)
    make_agreement(session, cast.programme, institution, cast.carla)
    meeting = make_meeting(session, cast.cohort, cast.ben)
    note_export(
        session,
        cast.programme,
        kind="csv",
        rows=1,
        sha256="0" * 64,
        asked={},
        by=cast.carla,
        at=MONDAY,
    )
    note(session, Act.CERTIFICATE_ISSUED, by=cast.cyryl, subject=certificate, at=MONDAY)
    note(session, Act.INSTITUTION_ENTERED, by=cast.carla, subject=institution, at=MONDAY)
    note(session, Act.MEETING_PLANNED, by=cast.ben, subject=meeting, at=MONDAY)
    note(session, Act.PERSON_SIGNED_IN, by=None, subject=cast.vera, at=MONDAY)
    for foreign in (make_person(session), make_enrolment(session), make_institution(session)):
        note(session, Act.PERSON_CHANGED, by=None, subject=foreign, at=MONDAY)
    deeds = deeds_of(session, cast.programme, before=None, most=10)
    assert [(deed.entry.act, deed.actor) for deed in deeds] == [
        (Act.PERSON_SIGNED_IN, None),
        (Act.MEETING_PLANNED, "Ben Wrona"),
        (Act.INSTITUTION_ENTERED, "Carla Nowak"),
        (Act.CERTIFICATE_ISSUED, "Cyryl Nowak"),
        (Act.REPORT_EXPORTED, "Carla Nowak"),
    ]
    assert about(session, deeds) == {
        ("people", cast.vera.id): About(None, "Vera Nowak"),
        ("certificates", certificate.id): About(cast.enrolment.id, "Ana Ćwikła"),
    }
    older = deeds_of(session, cast.programme, before=deeds[1].entry.id, most=2)
    assert [deed.entry.id for deed in older] == [deed.entry.id for deed in deeds[2:4]]
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
        "role_grants",
        "sign_in_links",
    }
    assert {place for place in places.values() if place} == {cast.enrolment.id}


def rows_about(session: Session, cast: Cast) -> list[Row]:
    """One row of each kind that is about Ana's place, or about a person of the programme."""
    version = session.scalars(select(AuthoredVersion)).one().digest
    place = cast.enrolment.id
    meeting = make_meeting(session, cast.cohort, cast.ben)
    submission = add(
        session,
        Submission(
            enrolment_id=place,
            assignment_slug="z3",
            version_digest=version,
            number=1,
            values={},
            state=SubmissionState.HANDED_IN,
            started_at=MONDAY,
            saved_at=MONDAY,
            handed_in_at=MONDAY,
        ),
    )
    made: list[Row] = [
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
        SubmissionFile(
            submission_id=submission.id,
            field="photo",
            name="zdjęcie.jpg",
            media_type="image/jpeg",
            bytes=1,
            sha256="0" * 64,
            stored_as="00/0",
            added_at=MONDAY,
        ),
        Marking(
            submission_id=submission.id,
            marked_by_id=cast.ben.id,
            role=MarkingRole.FIRST,
            marked_at=MONDAY,
            rubric_digest=version,
            points=9,
            max_points=15,
            outcome=MarkingOutcome.PASS,
            feedback="Dobrze.",
        ),
        SignInLink(
            person_id=cast.ben.id,
            purpose=LinkPurpose.INVITATION,
            created_at=MONDAY,
            expires_at=MONDAY + timedelta(days=7),
        ),
    ]
    for row in made:
        add(session, row)
    kept = (Assessment, Decision, ParticipantRecord, Certificate, CohortTrainer, RoleGrant)
    return [
        cast.ana,
        cast.enrolment,
        make_attendance(session, meeting, cast.enrolment, 300),
        make_entry(session, cast.enrolment),
        submission,
        *made,
        *(row for model in kept for row in session.scalars(select(model).limit(1))),
    ]
