"""The people behind a figure: the pages name exactly those whom a recount from the rows names."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from course.clock import LOCAL_ZONE
from course.models import Programme
from course.queries.figure_people import Part, people_counted, people_left_out
from course.queries.figures import figure_on, splits_on
from course.reports.indicators import count_people
from course.terms import Sex
from tests.kept import evidence_of, keep_everything
from tests.make import make_cohort, make_enrolment, make_person
from tests.make_counting import begin_training, certify, freeze, make_record, noon
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
DAY = timedelta(days=1)
DECIDED = date(2026, 11, 12)


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    """Seven certified people of two cities; one was revoked, one lacks the data."""
    other = make_cohort(session, cast.programme, title="Przemyśl, edycja 1", city="Przemyśl")
    for cohort in (cast.cohort, other):
        begin_training(session, cohort, cast.ben)
    programme = freeze(session, cast.programme)
    for number, name in enumerate(("Zoja", "Łucja", "Ćwiek", "Adam", "Bela", "Ewa", "Jan")):
        cohort = other if number % 3 == 0 else cast.cohort
        place = make_enrolment(session, cohort, make_person(session, f"{name} Bąk"))
        if name != "Jan":
            sex = None if number == 1 else (Sex.MAN if number % 2 else Sex.WOMAN)
            make_record(session, place, cast.carla, sex=sex)
        certificate = certify(
            session,
            programme,
            place,
            validator=cast.vera,
            by=(cast.carla, cast.cyryl),
            with_record=False,
        )
        if name == "Ewa":
            certificate.revoked_at = noon(DECIDED + 5 * DAY)
            certificate.revoked_because = "błąd"
    session.flush()
    keep_everything(session)
    return programme


def brute(session: Session, programme: Programme, day: date) -> tuple[set[int], set[int]]:
    """Who counts and who does not, from the rows and no kept line."""
    count = count_people(evidence_of(session, programme), as_of=day)
    certified = {
        one.place.person_id
        for one in count.left_out
        if one.chain is not None and one.chain.issued_on <= day
    }
    return {one.place.person_id for one in count.counted}, certified


@pytest.mark.parametrize("days", range(-2, 8))
def test_the_pages_are_the_recount(session: Session, programme: Programme, days: int) -> None:
    day = DECIDED + days * DAY
    counted = people_counted(session, programme, day, Part(), first=0, most=99)
    left_out = people_left_out(session, programme, day, first=0, most=99)
    assert (set(counted), set(left_out.person_ids)) == brute(session, programme, day)
    assert figure_on(session, programme, day) == len(counted)
    assert left_out.total == len(left_out.person_ids)


def test_parts_add_up_and_open_to_their_own_people(session: Session, programme: Programme) -> None:
    day = DECIDED
    figure = figure_on(session, programme, day)
    splits = splits_on(session, programme, day)
    assert set(splits) == {"sex", "city", "cohort"}
    for by, shares in splits.items():
        assert sum(share.counted for share in shares) == figure == 6
        found: list[int] = []
        for share in shares:
            part = Part(by, share.key)
            people = people_counted(session, programme, day, part, first=0, most=99)
            assert len(people) == share.counted
            found += people
        assert len(set(found)) == len(found) == figure


def test_they_come_in_polish_order_some_at_a_time(session: Session, programme: Programme) -> None:
    whole = people_counted(session, programme, DECIDED, Part(), first=0, most=99)
    pages = [
        people_counted(session, programme, DECIDED, Part(), first=first, most=2)
        for first in (0, 2, 4)
    ]
    assert [one for page in pages for one in page] == list(whole)
    names = {
        one.place.person_id: one.place.name
        for one in evidence_of(session, programme).prove(DECIDED)
    }
    assert [names[one].split()[0] for one in whole] == [
        "Adam",
        "Bela",
        "Ćwiek",
        "Ewa",
        "Łucja",
        "Zoja",
    ]


def test_a_certificate_counts_from_its_own_day_in_poland(
    session: Session, cast: Cast, programme: Programme
) -> None:
    place = make_enrolment(session, cast.cohort, make_person(session, "Ola Bąk"))
    certificate = certify(
        session, programme, place, validator=cast.vera, by=(cast.carla, cast.cyryl)
    )
    certificate.issued_at = datetime(2026, 11, 13, 0, 30, tzinfo=LOCAL_ZONE)
    certificate.revoked_at = datetime(2026, 11, 13, 0, 40, tzinfo=LOCAL_ZONE)
    certificate.revoked_because = "błąd"
    session.flush()
    keep_everything(session)
    for day, named in ((DECIDED, False), (DECIDED + DAY, True)):
        found = people_left_out(session, programme, day, first=0, most=99)
        assert (place.person_id in found.person_ids) is named
        assert set(found.person_ids) == brute(session, programme, day)[1]
