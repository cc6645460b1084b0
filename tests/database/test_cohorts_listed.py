"""The lists of cohorts: progress, results, attendance, and what is missing of each person."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.terms import EnrolmentState, ListKind, MarkingOutcome
from tests.looking import Row, looking_at, rows_of
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_assignments import make_handed_in, make_marking, make_ready
from tests.make_counting import ASSESSED_TOO, begin_training, certify, end, freeze
from tests.make_fieldwork import make_attendance, make_entry, make_meeting
from tests.people import Cast
from tests.works_rule import WORKS

Look = Callable[..., Sequence[Row]]


@pytest.fixture
def look(session: Session, cast: Cast, course: Catalogue) -> Look:
    """The rows of a list as Carla sees them."""

    def look(kind: ListKind, **asked: Any) -> Sequence[Row]:
        return rows_of(session, kind, looking_at(cast.programme, cast.carla, course, **asked))

    return look


def test_progress_counts_what_was_read_passed_and_practised(
    session: Session, cast: Cast, course: Catalogue, look: Look
) -> None:
    freeze(session, cast.programme, WORKS)
    make_enrolment(session, cast.cohort, make_person(session, "Zofia Żółć"))
    make_ready(session, course, cast.enrolment, cast.ana)
    make_handed_in(session, course, cast.ana)
    make_entry(session, cast.enrolment, minutes=90)
    meeting = make_meeting(session, cast.cohort, cast.ben)
    make_attendance(session, meeting, cast.enrolment, 300)
    ana, zofia = look(ListKind.PROGRESS)
    assert (ana["name"], ana["modules_read"], ana["modules_asked"]) == ("Ana Ćwikła", 1, 2)
    assert (ana["quizzes_passed"], ana["quizzes_asked"]) == (1, 2)
    assert (ana["assignments_passed"], ana["assignments_asked"]) == (0, 2)
    assert (ana["workshop_minutes"], ana["supervision_minutes"]) == (300, 0)
    assert ana["claimed_minutes"] >= 90
    assert (ana["met"], ana["asked"]) == (2, 5)
    assert ana["last_seen"] is not None
    assert (zofia["met"], zofia["last_seen"], zofia["modules_read"]) == (1, None, 0)
    assert [row["name"] for row in look(ListKind.PROGRESS, words="zolc")] == ["Zofia Żółć"]
    assert look(ListKind.PROGRESS, state=EnrolmentState.ENDED.value) == []


def test_results_tell_numbers_and_outcomes_and_no_word_of_a_trainer(
    session: Session, cast: Cast, course: Catalogue, look: Look
) -> None:
    freeze(session, cast.programme, WORKS)
    make_ready(session, course, cast.enrolment, cast.ana)
    work = make_handed_in(session, course, cast.ana)
    (ana,) = look(ListKind.GRADEBOOK)
    assert (ana["m1_percent"], ana["m1_outcome"]) == (Decimal(100), "zaliczone")
    assert (ana["m3_percent"], ana["m3_outcome"]) == (None, None)
    assert (ana["z3_points"], ana["z3_outcome"]) == (None, "czeka na ocenę")
    assert (ana["z1_outcome"], ana["waits"]) == (None, "Z3")
    marking = make_marking(session, work, cast.ben, outcome=MarkingOutcome.PASS)
    (ana,) = look(ListKind.GRADEBOOK)
    assert (ana["z3_points"], ana["z3_most"]) == (marking.points, marking.max_points)
    assert (ana["z3_outcome"], ana["waits"], ana["returned"]) == ("zaliczone", None, None)
    assert "Proszę" not in str(ana)


def test_attendance_of_a_cohort_tells_each_meeting(
    session: Session, cast: Cast, look: Look
) -> None:
    first, second, ahead = (
        make_meeting(
            session, cast.cohort, cast.ben, code=code, starts_at=MONDAY + shift, minutes=100
        )
        for code, shift in (
            ("W1", timedelta(days=-10)),
            ("W2", timedelta(days=-3)),
            ("W3", timedelta(days=3)),
        )
    )
    make_attendance(session, first, cast.enrolment, 100)
    make_attendance(session, second, cast.enrolment, 20)
    made_up = make_meeting(
        session,
        cast.cohort,
        cast.ben,
        code="W2a",
        starts_at=MONDAY - timedelta(days=1),
        minutes=60,
        makes_up_for_id=second.id,
    )
    make_attendance(session, made_up, cast.enrolment, 40)
    (ana,) = look(ListKind.ATTENDANCE, cohort_id=cast.cohort.id)
    assert (ana["minutes_w1"], ana["minutes_w2"], ana["minutes_w3"]) == (100, 60, None)
    assert (ana["present"], ana["of_minutes"], ana["percent"]) == (160, 200, Decimal("80.0"))
    assert ana["enough"] == "tak"
    (ana,) = look(ListKind.ATTENDANCE, since=(MONDAY - timedelta(days=5)).date())
    assert (ana["present"], ana["percent"], ana["enough"]) == (60, Decimal("60.0"), "nie")
    assert "minutes_w1" not in ana
    (ana,) = look(ListKind.ATTENDANCE, meeting_id=ahead.id)
    assert (ana["present"], ana["arrival"], ana["leaving"]) == (None, None, None)


def test_gaps_say_in_words_what_is_missing_and_for_how_long(
    session: Session, cast: Cast, look: Look
) -> None:
    freeze(session, cast.programme, ASSESSED_TOO)
    begin_training(session, cast.cohort, cast.ben)
    end(session, cast.enrolment)
    certified, counted, gone = (
        make_enrolment(session, cast.cohort, make_person(session, f"{letter}ela Żuk"))
        for letter in "BCD"
    )
    two = (cast.carla, cast.cyryl)
    certify(session, cast.programme, counted, validator=cast.vera, by=two)
    certify(session, cast.programme, certified, validator=cast.vera, by=two, with_record=False)
    gone.state = EnrolmentState.WITHDRAWN
    session.flush()
    assert [
        (row["name"], row["state"], row["missing"], row["days_left"]) for row in look(ListKind.GAPS)
    ] == [
        ("Ana Ćwikła", "brakuje", "Walidacja: jeszcze się nie odbyła", 12),
        ("Ana Ćwikła", "brakuje", "Dane uczestnika projektu nie są kompletne", 12),
        (
            "Bela Żuk",
            "z certyfikatem, niewliczona",
            "Dane uczestnika projektu nie są kompletne",
            12,
        ),
    ]
    assert len(look(ListKind.GAPS, state="certified")) == 1
