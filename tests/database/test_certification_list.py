"""Where everybody stands, and which of them are asked for."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from content.languages import Language
from course.models import Enrolment, Programme
from course.queries.counting import place_for
from course.queries.standing_lines import StandingRow
from course.queries.standings import PeopleFilter, standing_rows
from course.reports import people as people_reports
from course.reports.formats import Document, Passing
from course.reports.lists import Asked, Choices, Looking
from course.reports.lists.certification import CERTIFICATION
from course.reports.lists.documents import document_of
from course.reports.people import (
    CertificationLine,
    certification_line,
    certification_list,
    evidence_of_people,
)
from course.terms import CertificationState, EnrolmentState
from tests.kept import evidence_of, keep_everything
from tests.make import (
    MONDAY,
    make_cohort,
    make_enrolment,
    make_person,
)
from tests.make_counting import (
    ENDED,
    begin_training,
    certify,
    end,
    freeze,
    make_decision,
    noon,
)
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
TODAY = date(2026, 11, 23)
S = CertificationState


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


def line_of(session: Session, cast: Cast, enrolment: Enrolment) -> CertificationLine:
    place = place_for(session, cast.carla, enrolment.id)
    return certification_line(session, cast.programme, place, as_of=TODAY)


def listed(session: Session, programme: Programme) -> Sequence[CertificationLine]:
    return certification_list(session, programme, evidence_of(session, programme), as_of=TODAY)


def rows_asked(
    session: Session,
    programme: Programme,
    asked: PeopleFilter = PeopleFilter(),  # noqa: B008 -- frozen
) -> Sequence[StandingRow]:
    keep_everything(session)
    return list(standing_rows(session, programme, asked))


def test_everybody_stands_at_the_furthest_thing_that_they_reached(
    session: Session, cast: Cast, programme: Programme
) -> None:
    two = (cast.carla, cast.cyryl)
    counted, late, revoked, proposed, gone = (
        make_enrolment(session, cast.cohort, make_person(session, f"{name} Ćwikła"))
        for name in ("Bea", "Cyla", "Dora", "Ewa", "Fela")
    )
    certify(session, programme, counted, validator=cast.vera, by=two)
    certify(session, programme, late, validator=cast.vera, by=two, with_record=False)
    certificate = certify(session, programme, revoked, validator=cast.vera, by=two)
    certificate.revoked_at, certificate.revoked_because = noon(TODAY), "pomyłka"
    make_decision(session, proposed, programme, (cast.carla,))
    gone.state, gone.ended_on = EnrolmentState.WITHDRAWN, ENDED
    make_enrolment(session, cast.cohort, make_person(session), state=EnrolmentState.APPLIED)
    session.flush()
    lines = listed(session, programme)
    assert [(line.place.name, line.state, line.met, line.asked) for line in lines] == [
        ("Ana Ćwikła", S.QUALIFIED, 1, 1),
        ("Bea Ćwikła", S.COUNTED, 1, 1),
        ("Cyla Ćwikła", S.CERTIFIED, 1, 1),
        ("Dora Ćwikła", S.QUALIFIED, 1, 1),
        ("Ewa Ćwikła", S.TO_APPROVE, 1, 1),
        ("Fela Ćwikła", S.WITHDRAWN, 0, 1),
    ]


def test_without_a_frozen_rule_nothing_can_be_said(session: Session, cast: Cast) -> None:
    line = line_of(session, cast, cast.enrolment)
    assert (line.state, line.met, line.asked, line.qualification) == (S.MISSING, 0, 0, None)
    assert (line.last_day, line.days_left) == (None, None)


def test_the_last_day_is_four_weeks_after_the_end(
    session: Session, cast: Cast, programme: Programme
) -> None:
    end(session, cast.enrolment)
    line = line_of(session, cast, cast.enrolment)
    assert (line.last_day, line.days_left) == (date(2026, 12, 5), 12)


def test_a_certificate_issued_later_is_not_there_yet(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    lines = certification_list(
        session, programme, evidence_of(session, programme), as_of=date(2026, 11, 1)
    )
    assert [(line.certificate, line.state) for line in lines] == [(None, S.QUALIFIED)]


def test_one_place_is_judged_beside_the_other_places_of_the_person(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    second = make_enrolment(session, make_cohort(session, programme), cast.ana)
    line = line_of(session, cast, second)
    assert "once" in [told.code for told in line.proof.counted.why_not]
    assert line_of(session, cast, cast.enrolment).state is S.COUNTED


@pytest.mark.parametrize("people", [1, 3])
def test_four_statements_whatever_the_number_of_people(
    session: Session, cast: Cast, programme: Programme, queries: Queries, people: int
) -> None:
    ids = [cast.ana.id, *(make_enrolment(session, cast.cohort).person_id for _ in range(people))]
    session.refresh(programme, ["rule_version"])
    with queries() as statements:
        evidence = evidence_of_people(session, programme, ids)
        assert len(certification_list(session, programme, evidence, as_of=TODAY)) == people + 1
    assert len(statements) == 4  # places, participants' data, certificates, what people did


def test_many_people_are_gathered_in_parts(
    session: Session, cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_reports, "MOST_AT_ONCE", 2)
    for _ in range(4):
        make_enrolment(session, cast.cohort)
    assert [line.met for line in listed(session, programme)] == [1] * 5


def test_one_filter_knows_names_cohorts_cities_states_and_days(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    day = date(2026, 11, 12)
    one = timedelta(days=1)
    admitted = [
        PeopleFilter(),
        PeopleFilter(words="cwikla ANA"),
        PeopleFilter(cohort_id=cast.cohort.id, city="Krosno", state=S.COUNTED),
        PeopleFilter(issued_from=day, issued_to=day),
        PeopleFilter(issued_from=day - one),
        PeopleFilter(issued_to=day + one),
    ]
    refused = [
        PeopleFilter(words="ana nowak"),
        PeopleFilter(cohort_id=cast.cohort.id + 1),
        PeopleFilter(city="Przemyśl"),
        PeopleFilter(state=S.MISSING),
        PeopleFilter(issued_from=day + one),
        PeopleFilter(issued_to=day - one),
    ]
    for asked in admitted:
        assert [row.name for row in rows_asked(session, programme, asked)] == ["Ana Ćwikła"]
    for asked in refused:
        assert rows_asked(session, programme, asked) == []
    make_enrolment(session, cast.cohort, make_person(session, "Żółw 100% _Ćma"))
    since = PeopleFilter(issued_from=date(2000, 1, 1))
    assert [row.name for row in rows_asked(session, programme, since)] == ["Ana Ćwikła"]
    for words, found in {"ZOLW cma": 1, "żółw": 1, "100%": 1, "_c": 1, "1_0": 0, "%ż": 0}.items():
        assert len(rows_asked(session, programme, PeopleFilter(words=words))) == found


def looking(cast: Cast, language: Language, **asked: Any) -> Looking:
    return Looking(
        programme=cast.programme,
        asked=Asked(**asked),
        by=cast.carla,
        at=MONDAY,
        language=language,
    )


def described(session: Session, look: Looking, choices: Choices) -> tuple[Document, Passing]:
    keep_everything(session)
    session.refresh(look.by, ["grants"])
    document = document_of(session, CERTIFICATION, look, choices)
    rows = (line.cells for line in CERTIFICATION.rows(session, look))
    return document, Passing(document.columns, rows)


def test_a_list_describes_itself_in_words(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    look = looking(
        cast,
        Language.EN,
        words="ćwi",
        cohort_id=cast.cohort.id,
        city="Krosno",
        state=S.COUNTED.value,
        since=date(2026, 11, 1),
        until=date(2026, 11, 30),
    )
    choices = Choices(
        cohorts={str(cast.cohort.id): cast.cohort.title}, states={S.COUNTED.value: "counted"}
    )
    document, passing = described(session, look, choices)
    passing.through()
    filtered, taken, digest = document.described(passing.count, passing.digest)
    assert filtered == (
        "Filter: cohort Krosno, edycja 1, state “counted”, city Krosno, name with “ćwi”,"
        " certificate since 01/11/2026, certificate until 30/11/2026."
    )
    assert taken == "1 row. As of 23/11/2026, 12:03. Taken by: Carla Nowak."
    assert digest.replace(" ", "").endswith(passing.digest)


def test_a_row_has_typed_cells_and_says_why_not(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.ben, by=(cast.carla, cast.cyryl))
    document, passing = described(session, looking(cast, Language.EN), Choices())
    assert document.title == "Krosno and Przemyśl: people and certificates"
    [cells] = passing
    row = dict(zip((column.name for column in document.columns), cells, strict=True))
    assert (row["name"], row["met"], row["asked"]) == ("Ana Ćwikła", 1, 1)
    assert row["issued_on"] == date(2026, 11, 12)
    assert getattr(row["state"], "code", None) == "certified"
    assert getattr(row["why_not"], "code", None) == "assessor_not_trainer"


def test_a_list_of_everybody_says_so(session: Session, cast: Cast) -> None:
    document, passing = described(session, looking(cast, Language.PL), Choices())
    assert document.filtered == "Filtr: każda edycja, każdy stan."
    assert document.title == "Krosno i Przemyśl: osoby i certyfikaty"
    [cells] = passing
    assert cells[4:] == (None, None, date(2026, 10, 5), None, None, None, None)
