"""Programmes and their promises."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.programmes import (
    create_programme,
    note_export,
)
from course.errors import DatesReversed, ProgrammeCodeTaken
from course.models import (
    AuditEntry,
    Programme,
)
from course.queries.programmes import programme_of_cohort, programme_with_code
from course.terms import (
    Act,
)
from tests.make import (
    MONDAY,
)
from tests.make_counting import freeze
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
