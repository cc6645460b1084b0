"""The participants' data as a list: nothing is opened but into a file, and then it is noted."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessments.participants import Values
from course.actions.participants import open_records
from course.catalogue import Catalogue
from course.models import AuditEntry
from course.queries.lists.participants import records_to_open
from course.reports.lists.registry import LISTINGS
from course.terms import Act, ListKind, ReadingReason
from tests.looking import looking_at, rows_of
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_participants import SEALS, make_told
from tests.people import Cast


def test_the_page_tells_what_is_missing_and_nothing_that_was_said(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_enrolment(session, cast.cohort, make_person(session, "Zofia Żółć"))
    make_told(session, course, cast.enrolment, cast.carla, education="")
    looking = looking_at(cast.programme, cast.carla, course)
    ana, zofia = rows_of(session, ListKind.PARTICIPANTS, looking)
    assert (ana["completeness"], ana["missing"]) == ("niekompletne", "Ukończone wykształcenie")
    assert (zofia["completeness"], zofia["missing"], zofia["source"]) == (
        "niekompletne",
        None,
        None,
    )
    assert "600" not in str(ana)
    assert session.scalar(_readings()) == 0
    complete = looking_at(cast.programme, cast.carla, course, state="complete")
    assert rows_of(session, ListKind.PARTICIPANTS, complete) == []


def test_a_file_has_the_funders_columns_first_and_each_reading_is_noted(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    told = make_told(session, course, cast.enrolment, cast.carla)
    make_enrolment(session, cast.cohort, make_person(session, "Zofia Żółć"))

    def opens(ids: Sequence[int]) -> Mapping[int, Values]:
        records = records_to_open(session, cast.adam, ids)
        why = ReadingReason.LIST
        said = open_records(session, SEALS, records, why=why, by=cast.adam, at=MONDAY)
        return dict(zip([one.enrolment_id for one in records], said, strict=True))

    looking = looking_at(cast.programme, cast.adam, course, opens=opens)
    columns = LISTINGS[ListKind.PARTICIPANTS].columns(session, looking)
    official = [item.official for item in course.participant_forms["sm-efs"].items()]
    assert [column.heading for column in columns][:3] == [
        name for name in dict.fromkeys(official) if name is not None
    ][:3]
    ana, zofia = rows_of(session, ListKind.PARTICIPANTS, looking)
    assert (ana["first_name"], ana["postal_code"], ana["phone"]) == (
        "Łucja",
        "38-400",
        "+48 600 100 200",
    )
    assert ana["disability"] == "odmowa podania informacji"
    assert {zofia["first_name"], zofia["pesel"]} == {None}
    read = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.PARTICIPANT_RECORD_READ))
    assert {(one.subject_id, one.facts["why"]) for one in read} >= {(told.id, "list")}


def test_nobody_opens_what_they_may_not_read(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_told(session, course, cast.enrolment, cast.carla)
    for person in (cast.ana, cast.ben, cast.vera, cast.iga, cast.dov):
        assert records_to_open(session, person, [cast.enrolment.id]) == []


def _readings() -> Select[int]:
    return (
        select(func.count())
        .select_from(AuditEntry)
        .where(
            AuditEntry.act == Act.PARTICIPANT_RECORD_READ,
            AuditEntry.facts["why"].as_string() == ReadingReason.LIST,
        )
    )
