"""What is to be done about agreements, and files that wait for who asked for them."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from content.languages import Language
from course.models import (
    AdoptionProof,
    Agreement,
    PreparedFile,
    Programme,
)
from course.queries.task_parts import Task
from course.terms import (
    AdoptionKind,
    ListKind,
)
from tests.make import (
    MONDAY,
    add,
    make_agreement,
    make_institution,
)
from tests.make_asking import make_answer, make_question
from tests.make_counting import (
    bring_forward,
    freeze,
)
from tests.people import Cast
from tests.tasks_found import found

TODAY = MONDAY.date()
DAY = timedelta(days=1)


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    return freeze(session, cast.programme)


def test_each_agreement_waits_for_one_step(session: Session, cast: Cast) -> None:
    def agreement(name: str, verifier_day: date | None = None, **columns: object) -> Agreement:
        made = make_agreement(session, cast.programme, make_institution(session, name), cast.carla)
        if verifier_day:
            bring_forward(session, made, cast.cyryl, verifier_day)
        for column, value in columns.items():
            setattr(made, column, value)
        session.flush()
        return made

    agreement("Szkic")
    agreement("Wysłane", sent_on=TODAY - 16 * DAY)
    agreement("Podpisane", TODAY, verified_by_id=None, verified_at=None, in_force_on=None)
    agreement("Zweryfikowane", TODAY, in_force_on=None)
    used = agreement("W życiu", TODAY)
    agreement("Od jutra", TODAY + DAY)
    add(
        session,
        AdoptionProof(
            agreement_id=used.id,
            kind=AdoptionKind.RESOLUTION,
            title="Uchwała 1",
            dated_on=TODAY,
            file_name="a.pdf",
            file_sha256="a" * 64,
            file_stored_as="a",
            entered_by_id=cast.carla.id,
            entered_at=MONDAY - DAY,
        ),
    )
    to_do = found(session, cast.programme)
    assert sorted((one.task.value, one.name) for one in to_do.first) == [
        ("bring_into_force", "Zweryfikowane"),
        ("proof", "W życiu"),
        ("remind", "Wysłane"),
        ("send", "Szkic"),
        ("verify", "Podpisane"),
    ]
    since = {one.task: one.since for one in to_do.first}
    assert (since[Task.REMIND], since[Task.PROOF]) == (TODAY - 16 * DAY, TODAY - DAY)


def test_files_wait_for_who_asked_for_them(
    session: Session, cast: Cast, programme: Programme
) -> None:
    for person, name, stored_as in (
        (cast.carla, "lista.csv", "a"),
        (cast.carla, "dawna.csv", None),
        (cast.cyryl, "cudza.csv", "b"),
    ):
        add(
            session,
            PreparedFile(
                programme_id=programme.id,
                list=ListKind.GAPS,
                ending="csv",
                asked={},
                language=Language.PL,
                asked_by_id=person.id,
                asked_at=MONDAY,
                ready_at=MONDAY,
                sha256="a" * 64,
                bytes=1,
                stored_as=stored_as,
                file_name=name,
            ),
        )
    (one,) = [one for one in found(session, programme).first if one.task is Task.FILE]
    assert (one.name, one.since, one.last_day) == ("lista.csv", TODAY, None)


def test_a_cohort_whose_trainers_let_a_question_wait_is_named_without_it(
    session: Session, cast: Cast
) -> None:
    asked = [
        make_question(session, cast.enrolment, cast.ana, text, at=MONDAY - timedelta(days=days))
        for text, days in (("Dawno?", 9), ("Dawniej?", 12), ("Niedawno?", 3))
    ]
    to_do = found(session, cast.programme)
    [one] = [one for one in to_do.first if one.task is Task.QUESTION]
    assert (one.name, one.opens_id, one.since) == (
        cast.cohort.title,
        cast.cohort.id,
        TODAY - 12 * DAY,
    )
    assert (one.enrolment_id, to_do.counts[Task.QUESTION]) == (None, 1)
    for question in asked[:2]:
        make_answer(session, question, cast.ben)
    assert Task.QUESTION not in found(session, cast.programme).counts
