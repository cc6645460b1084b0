"""Whatever is done at a door: everybody whom it concerned is judged anew before it is committed."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from course.actions.audit import note, noted_in
from course.actions.certificates import revoke_certificate
from course.actions.cohorts import appoint_trainer, enrol_person
from course.actions.meetings import MeetingFacts, plan_meeting
from course.actions.people import rename_person
from course.actions.self_assessments import keep_self_assessment
from course.actions.validation import freeze_standard
from course.actions.versions import keep_definition
from course.actions.views import remove_view
from course.database import writing
from course.errors import NotAllowed
from course.models import (
    Certificate,
    Cohort,
    CountedSpan,
    Enrolment,
    Person,
    Programme,
    Standing,
)
from course.queries.audit import subjects_of
from course.queries.concerned import CONCERNING
from course.terms import Act, CertificationState, MeetingKind, SelfAssessmentMoment
from tests.kept import keep_everything, wrongly_kept
from tests.make import MONDAY, add, make_enrolment, make_person
from tests.make_counting import ADMITTED_ONLY, begin_training, certify, end, freeze
from tests.make_lists import make_view
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
NOBODY = {
    "adoption_proofs",
    "agreements",
    "assignment_plans",
    "attempt_grants",
    "certificate_papers",
    "conflicts",
    "corrections",
    "extensions",
    "indicator_snapshots",
    "indicator_targets",
    "institutions",
    "lesson_questions",
    "marker_allocations",
    "marker_shares",
    "paper_tests",
    "prepared_files",
    "programme_marks",
    "question_voids",
    "review_dates",
    "role_grants",
    "saved_views",
    "sign_in_links",
    "submission_files",
    "work_talks",
}
"""Tables at which neither the rule nor counting looks."""


def test_each_table_that_a_deed_is_about_concerns_somebody_or_is_known_to_concern_nobody() -> None:
    assert set(subjects_of(1)) - set(CONCERNING) == NOBODY
    assert not NOBODY & set(CONCERNING)


@pytest.fixture
def who(app: Flask, session: Session, cast: Cast) -> Mapping[str, int]:
    """The ids of the cast: while a write is open, the test's own session rests."""
    return {
        "programme": cast.programme.id,
        "cohort": cast.cohort.id,
        "enrolment": cast.enrolment.id,
        **{name: getattr(cast, name).id for name in ("ana", "ben", "carla", "vera")},
    }


@pytest.fixture
def line(session: Session, who: Mapping[str, int]) -> Callable[[], Standing]:
    """Ana's kept line as it is now, where everything else is kept as well."""
    keep_everything(session)
    session.commit()

    def look() -> Standing:
        session.expire_all()
        assert wrongly_kept(session) == []
        kept = select(Standing).where(Standing.enrolment_id == who["enrolment"])
        found = session.scalars(kept).one()
        session.commit()
        session.refresh(found)
        session.expunge(found)
        session.commit()
        return found

    return look


@pytest.fixture
def certificate(session: Session, cast: Cast, who: Mapping[str, int]) -> int:
    """Ana is certified, and counts."""
    begin_training(session, cast.cohort, cast.ben)
    freeze(session, cast.programme)
    by = (cast.carla, cast.cyryl)
    return certify(session, cast.programme, cast.enrolment, validator=cast.vera, by=by).id


def spans(session: Session) -> list[tuple[int, date | None]]:
    session.expire_all()
    assert wrongly_kept(session) == []
    found = session.execute(select(CountedSpan.person_id, CountedSpan.counted_until)).all()
    session.commit()
    return [(person_id, until) for person_id, until in found]


def test_a_new_name_and_a_frozen_rule_stand_in_the_list_at_once(
    app: Flask, who: Mapping[str, int], line: Callable[[], Standing]
) -> None:
    assert (line().name, line().asked) == ("Ana Ćwikła", 0)
    with app.app_context(), writing() as rows:
        ana, carla = rows.get_one(Person, who["ana"]), rows.get_one(Person, who["carla"])
        rename_person(rows, ana, name="Ana Żuk", by=carla, at=MONDAY)
        programme = rows.get_one(Programme, who["programme"])
        freeze_standard(rows, programme, ADMITTED_ONLY, by=carla, at=MONDAY)
    kept = line()
    assert (kept.name, kept.asked, kept.met) == ("Ana Żuk", 1, 1)
    assert kept.state is CertificationState.QUALIFIED


def test_a_deed_that_waited_for_its_turn_judges_by_the_rule_frozen_meanwhile(
    app: Flask, who: Mapping[str, int], line: Callable[[], Standing]
) -> None:
    assert line().asked == 0
    with app.app_context(), writing() as rows:
        programme = rows.get_one(Programme, who["programme"])
        frozen = {"rule_digest": keep_definition(rows, ADMITTED_ONLY, at=MONDAY).digest}
        frozen_by_another = update(Programme).where(Programme.id == programme.id).values(**frozen)
        rows.connection().execute(frozen_by_another)
        ana = rows.get_one(Person, who["ana"])
        rename_person(rows, ana, name="Ana Żuk", by=ana, at=MONDAY)
    assert (line().name, line().asked) == ("Ana Żuk", 1)


def test_a_trainer_of_another_programme_who_judged_a_person_makes_them_not_counted(
    app: Flask, session: Session, cast: Cast, who: Mapping[str, int], certificate: int
) -> None:
    other = session.scalars(select(Cohort).where(Cohort.id != who["cohort"])).one()
    make_enrolment(session, other, cast.ana)
    elsewhere = other.id
    keep_everything(session)
    assert spans(session) == [(who["ana"], None)]
    with app.app_context(), writing() as rows:
        cohort, vera = rows.get_one(Cohort, elsewhere), rows.get_one(Person, who["vera"])
        carla = rows.get_one(Person, who["carla"])
        appoint_trainer(rows, cohort, vera, by=carla, at=MONDAY)
    assert spans(session) == []


def test_a_revoked_certificate_ends_the_span(
    app: Flask, session: Session, who: Mapping[str, int], certificate: int
) -> None:
    keep_everything(session)
    assert spans(session) == [(who["ana"], None)]
    with app.app_context(), writing() as rows:
        carla = rows.get_one(Person, who["carla"])
        found = rows.scalars(
            select(Certificate)
            .where(Certificate.id == certificate)
            .options(joinedload(Certificate.person))
        ).one()
        revoke_certificate(rows, found, reason="pomyłka", by=carla, at=MONDAY)
    assert spans(session) == [(who["ana"], MONDAY.date())]


def test_the_first_workshop_and_a_new_place_are_kept(
    app: Flask, session: Session, who: Mapping[str, int], line: Callable[[], Standing]
) -> None:
    newcomer = make_person(session, "Nowa Osoba").id
    session.commit()
    with app.app_context(), writing() as rows:
        cohort, ben = rows.get_one(Cohort, who["cohort"]), rows.get_one(Person, who["ben"])
        facts = MeetingFacts(
            kind=MeetingKind.WORKSHOP,
            code="W1",
            title="Pierwszy",
            place="Krosno",
            starts_at=MONDAY + timedelta(days=3),
            minutes=240,
        )
        plan_meeting(rows, cohort, facts, by=ben, at=MONDAY)
        carla, person = rows.get_one(Person, who["carla"]), rows.get_one(Person, newcomer)
        enrol_person(rows, cohort, person, started_on=MONDAY.date(), by=carla, at=MONDAY)
    assert line().name == "Ana Ćwikła"
    assert session.scalar(select(Standing.name).where(Standing.person_id == newcomer)) is not None


def test_what_keeps_itself_without_an_entry_is_kept_too(
    app: Flask, who: Mapping[str, int], line: Callable[[], Standing]
) -> None:
    line()
    with app.app_context(), writing() as rows:
        enrolment = rows.scalars(
            select(Enrolment)
            .where(Enrolment.id == who["enrolment"])
            .options(joinedload(Enrolment.cohort).joinedload(Cohort.programme))
        ).one()
        keep_self_assessment(
            rows,
            enrolment,
            SelfAssessmentMoment.ENTRY,
            {"k1": 3},
            competences=["k1"],
            by=rows.get_one(Person, who["ana"]),
            at=MONDAY,
        )
        assert noted_in(rows)
    assert line().name == "Ana Ćwikła"


def rename_and_fail(person_id: int) -> None:
    with writing() as rows:
        person = rows.get_one(Person, person_id)
        rename_person(rows, person, name="Ana Żuk", by=person, at=MONDAY)
        raise NotAllowed


def test_a_deed_about_nobody_asks_nothing_more_and_one_undone_is_forgotten(
    app: Flask, who: Mapping[str, int], line: Callable[[], Standing], queries: Queries
) -> None:
    line()
    with app.app_context():
        with pytest.raises(NotAllowed):
            rename_and_fail(who["ana"])
        with queries() as statements, writing() as rows:
            ana = rows.get_one(Person, who["ana"])
            note(rows, Act.PASSWORD_CHANGED, by=ana, subject=ana, at=MONDAY)
        assert not [one for one in statements if "standings" in one or "cohorts" in one]
    assert line().name == "Ana Ćwikła"


def test_a_saved_view_is_about_a_programme_and_has_nobody_judged_anew(
    app: Flask, who: Mapping[str, int], line: Callable[[], Standing], queries: Queries
) -> None:
    line()
    with app.app_context(), queries() as statements, writing() as rows:
        carla = rows.get_one(Person, who["carla"])
        programme = rows.get_one(Programme, who["programme"])
        view = make_view(rows, programme, carla)
        remove_view(rows, view, programme, by=carla, at=MONDAY)
    assert not [one for one in statements if "FROM standings" in one or "cohorts" in one]


def test_whoever_writes_past_the_deeds_is_found_by_a_recount(session: Session, cast: Cast) -> None:
    keep_everything(session)
    end(session, cast.enrolment)
    assert wrongly_kept(session) == [("standings", cast.enrolment.id)]
    assert keep_everything(session) == 1
    assert wrongly_kept(session) == []


def test_a_recount_finds_who_counts_in_a_programme_without_a_place_in_it(
    session: Session, cast: Cast
) -> None:
    keep_everything(session)
    other = session.scalars(select(Cohort).where(Cohort.id != cast.cohort.id)).one()
    stranger = make_enrolment(session, other, make_person(session)).person_id
    keep_everything(session)
    forged = CountedSpan(
        programme_id=cast.programme.id,
        person_id=stranger,
        enrolment_id=cast.enrolment.id,
        cohort_id=cast.cohort.id,
        counted_from=MONDAY.date(),
    )
    add(session, forged)
    assert wrongly_kept(session) == [("counted_spans", stranger)]
    assert keep_everything(session) == 1
    assert wrongly_kept(session) == []
