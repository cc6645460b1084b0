"""The audit trail of one programme: which deeds belong to it, and whom they were about."""

import pytest
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.models import (
    Base,
)
from course.queries.audit import ABOUT_SOMEBODY, About, Deed, about, deeds_of, subjects_of
from course.sentences import SUBJECT_TEXTS
from course.terms import (
    Act,
)
from tests.audit_rows import rows_about
from tests.make import (
    MONDAY,
    make_agreement,
    make_enrolment,
    make_institution,
    make_person,
)
from tests.make_counting import certify, freeze
from tests.make_fieldwork import make_meeting
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
    "lesson_notes",
    "lesson_progress",
    "lesson_replies",
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
