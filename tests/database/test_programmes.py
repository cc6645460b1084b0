"""Programmes, their promises, and the data that make people count."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.programmes import (
    complete_participant_record,
    create_programme,
    note_export,
    promise_indicator,
)
from course.errors import DatesReversed, ProgrammeCodeTaken
from course.models import (
    AuditEntry,
    IndicatorTarget,
    ParticipantRecord,
    Programme,
)
from course.queries.programmes import programme_of_cohort, programme_with_code, targets_of
from course.terms import (
    Act,
    Indicator,
    ParticipantForm,
)
from tests.make import (
    MONDAY,
)
from tests.make_counting import freeze, make_record
from tests.people import Cast


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


def test_who_takes_a_list_away_is_noted_with_what_was_asked(session: Session, cast: Cast) -> None:
    note_export(
        session,
        cast.programme,
        kind="csv",
        rows=1,
        sha256="0" * 64,
        asked={"cohort": None},
        by=cast.carla,
        at=MONDAY,
    )
    (entry,) = session.scalars(select(AuditEntry)).all()
    assert (entry.act, entry.actor_id) == (Act.REPORT_EXPORTED, cast.carla.id)
    assert (entry.subject_kind, entry.subject_id) == ("programmes", cast.programme.id)
    assert entry.facts == {
        "kind": "csv",
        "rows": 1,
        "sha256": "0" * 64,
        "filter": {"cohort": None},
    }
