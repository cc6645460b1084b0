"""What is kept about people: written by deeds, read by key, the same as a fresh judgement."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from course.models import Programme
from course.queries import standings
from course.queries.figures import figure_on, growth, people_counted_on, splits_on
from course.queries.helping import (
    count_on_the_way,
)
from course.queries.standings import PeopleFilter, headline_of, standing_rows, standings_page
from course.terms import CertificationState, Sex
from tests.kept import keep_everything, kept
from tests.make import make_cohort, make_enrolment, make_person
from tests.make_counting import (
    DECIDED,
    ENDED,
    begin_training,
    certify,
    end,
    freeze,
    make_decision,
    make_record,
    noon,
)
from tests.people import Cast

ONE = timedelta(days=1)
S = CertificationState


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


@pytest.fixture
def counted(session: Session, cast: Cast, programme: Programme) -> Programme:
    """Ana counts from the decision on; Bela counted until her certificate was revoked."""
    two = (cast.carla, cast.cyryl)
    certify(session, programme, cast.enrolment, validator=cast.vera, by=two)
    bela = make_enrolment(session, cast.cohort, make_person(session, "Bela Żuk"))
    revoked = certify(session, programme, bela, validator=cast.vera, by=two)
    revoked.revoked_at, revoked.revoked_because = noon(DECIDED + 5 * ONE), "pomyłka"
    session.flush()
    assert keep_everything(session) > 0
    return programme


def test_the_figure_of_each_day_is_the_number_of_open_spans(
    session: Session, counted: Programme
) -> None:
    days = [DECIDED - ONE, DECIDED, DECIDED + 4 * ONE, DECIDED + 5 * ONE]
    assert [figure_on(session, counted, day) for day in days] == [0, 2, 2, 1]
    assert list(growth(session, counted, days).values()) == [0, 2, 2, 1]
    assert len(people_counted_on(session, counted, DECIDED)) == 2


def test_the_parts_of_a_figure_add_up(session: Session, cast: Cast, counted: Programme) -> None:
    other = make_cohort(session, counted, title="Brzozów", city="Brzozów")
    begin_training(session, other, cast.ben)
    place = make_enrolment(session, other, make_person(session))
    record = certify(session, counted, place, validator=cast.vera, by=(cast.carla, cast.cyryl))
    assert record.person_id == place.person_id
    keep_everything(session)
    told = {
        by: [(share.key, share.title, share.counted) for share in shares]
        for by, shares in splits_on(session, counted, DECIDED).items()
    }
    assert told == {
        "sex": [(None, None, 3)],
        "city": [("Brzozów", "Brzozów", 1), ("Krosno", "Krosno", 2)],
        "cohort": [(other.id, "Brzozów", 1), (cast.cohort.id, "Krosno, edycja 1", 2)],
    }


def test_keeping_again_changes_nothing(session: Session, counted: Programme) -> None:
    before = kept(session)
    assert keep_everything(session) == 0
    assert kept(session) == before


def test_pages_go_by_key_both_ways(session: Session, cast: Cast, counted: Programme) -> None:
    for letter in "CDE":
        make_enrolment(session, cast.cohort, make_person(session, f"{letter}ela Żuk"))
    keep_everything(session)
    everybody = [row.name for row in standing_rows(session, counted, PeopleFilter())]
    assert everybody == ["Ana Ćwikła", "Bela Żuk", "Cela Żuk", "Dela Żuk", "Eela Żuk"]
    first = standings_page(session, counted, PeopleFilter(), most=2)
    assert ([line.row.name for line in first.lines], first.has_earlier, first.has_later) == (
        everybody[:2],
        False,
        True,
    )
    second = standings_page(
        session, counted, PeopleFilter(), after=first.lines[-1].row.enrolment_id, most=2
    )
    assert ([line.row.name for line in second.lines], second.has_later) == (everybody[2:4], True)
    back = standings_page(
        session, counted, PeopleFilter(), before=second.lines[0].row.enrolment_id, most=2
    )
    assert ([line.row.name for line in back.lines], back.has_earlier) == (everybody[:2], False)
    headline = headline_of(session, counted, PeopleFilter(words="zuk"), DECIDED)
    assert (headline.lines, headline.counted, headline.target) == (4, 2, None)


def test_all_lines_come_in_parts_and_can_begin_further_on(
    session: Session, cast: Cast, counted: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        make_enrolment(session, cast.cohort, make_person(session, "Cela Żuk"))
    keep_everything(session)
    everybody = list(standing_rows(session, counted, PeopleFilter()))
    assert len({row.enrolment_id for row in everybody}) == 5
    session.commit()  # between two parts nothing of the database is held
    for size in (1, 2, 5):
        monkeypatch.setattr(standings, "AT_ONCE", size)
        for skip in (0, 1, 3, 5):
            found = standing_rows(session, counted, PeopleFilter(), skip=skip)
            assert list(found) == everybody[skip:]


def test_who_lacks_only_formalities_is_on_the_way_while_there_is_time(
    session: Session, cast: Cast, programme: Programme
) -> None:
    places = {
        name: make_enrolment(session, cast.cohort, make_person(session, f"{name} Żuk"))
        for name in ("Approve", "Late", "Record", "Gone")
    }
    make_decision(session, places["Approve"], programme, (cast.carla,))
    two = (cast.carla, cast.cyryl)
    certify(session, programme, places["Record"], validator=cast.vera, by=two, with_record=False)
    certify(session, programme, places["Gone"], validator=cast.vera, by=two)
    end(session, places["Late"], ENDED - ONE)
    keep_everything(session)
    assert count_on_the_way(session, programme, ENDED) == 4
    assert count_on_the_way(session, programme, ENDED + 28 * ONE) == 3


def test_the_sex_is_that_of_the_data(session: Session, cast: Cast, counted: Programme) -> None:
    place = make_enrolment(session, cast.cohort, make_person(session))
    end(session, place)
    make_record(session, place, cast.carla, sex=Sex.WOMAN)
    certify(
        session,
        counted,
        place,
        validator=cast.vera,
        by=(cast.carla, cast.cyryl),
        with_record=False,
    )
    keep_everything(session)
    shares = {share.key: share.counted for share in splits_on(session, counted, DECIDED)["sex"]}
    assert shares == {None: 2, Sex.WOMAN: 1}
