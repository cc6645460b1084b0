"""One's dates as a file that phones subscribe to."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Event
from sqlalchemy.orm import Session

from content.languages import Language
from course.catalogue import Catalogue
from course.models import Meeting, Person
from course.settings import Settings
from course.sign_in_secrets import calendar_token_of
from course.terms import EnrolmentState
from tests.make import MONDAY, make_cohort, make_trainer, make_version
from tests.make_arrangements import make_decision, make_plan, make_request
from tests.make_fieldwork import make_meeting
from tests.make_panels import make_bare_panel
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

LONG = "Zażółć gęślą jaźń; siła, interes własny i „gęś” \\ kropka " * 4


@pytest.fixture
def address(settings: Settings) -> Callable[[Person], str]:
    """Where a person's phone asks for the calendar."""

    def find(person: Person) -> str:
        return f"/calendar/{calendar_token_of(person, settings.key('calendar'))}.ics"

    return find


Address = Callable[[Person], str]


def read(client: PageClient, address: str) -> Calendar:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return Calendar.from_ical(answer.get_data())


def events(calendar: Calendar) -> dict[str, Any]:
    """What stands in a calendar, by its summary; no UID twice."""
    found = [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]
    assert len({str(one["UID"]) for one in found}) == len(found)
    return {str(one["SUMMARY"]): one for one in found}


def starts(calendar: Calendar) -> Iterable[str]:
    """When what is not cancelled begins, as it is written."""
    return [one["DTSTART"].to_ical().decode() for one in events(calendar).values()]


def test_a_phone_gets_all_dates_of_a_trainee_without_a_cookie(
    client: PageClient, session: Session, cast: Cast, course: Catalogue, address: Address
) -> None:
    cast.programme.rule_digest = make_version(session, course.rules["social-organiser"]).digest
    make_meeting(session, cast.cohort, cast.ben, starts_at=datetime(2026, 12, 12, 8, tzinfo=UTC))
    make_plan(session, cast.cohort, cast.ben, due_on=date(2026, 12, 6))
    make_bare_panel(session, cast.enrolment, cast.vera, cast.carla)
    found = events(read(client, address(cast.ana)))
    meeting = found["W1. Rola i słuchanie"]
    assert meeting["DTSTART"].dt == datetime(2026, 12, 12, 8, tzinfo=UTC)
    assert meeting["DTEND"].dt == datetime(2026, 12, 12, 14, tzinfo=UTC)
    assert (str(meeting["LOCATION"]), str(meeting["STATUS"])) == (
        "Krosno, Lwowska 28a",
        "CONFIRMED",
    )
    assert "sobota 12 grudnia 2026, 09:00–15:00, czas polski" in str(meeting["DESCRIPTION"])
    assert str(meeting["URL"]) == "http://localhost/meetings/mine"
    due = found["Ostatni dzień na oddanie zadania „Dziennik słuchania”"]
    assert (due["DTSTART"].dt, due["DTEND"].dt) == (date(2026, 12, 6), date(2026, 12, 7))
    assert str(due["TRANSP"]) == "TRANSPARENT"
    assert set(found) == {
        "W1. Rola i słuchanie",
        "Ostatni dzień na oddanie zadania „Dziennik słuchania”",
        "Otwiera się samoocena w połowie kursu",
        "Otwiera się samoocena na końcu kursu",
        "Twoja rozmowa z komisją",
        "Ostatni dzień kursu",
    }


def test_the_file_keeps_the_rules_of_the_format(
    client: PageClient, session: Session, cast: Cast, address: Address
) -> None:
    """RFC 5545, 3.1: lines of 75 octets at most, each ended by CR and LF; 3.3.11: escapes."""
    make_meeting(session, cast.cohort, cast.ben, title=LONG[:200], place="Sala; 2, parter")
    written = client.get(address(cast.ana)).get_data()
    lines = written.split(b"\r\n")
    assert lines[-1] == b""
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    for line in lines:
        line.decode()  # no letter is torn in two
    unfolded = written.replace(b"\r\n ", b"").decode()
    assert "LOCATION:Sala\\; 2\\, parter\r\n" in unfolded
    assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in unfolded
    assert unfolded.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    for name in ("UID:", "DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"):
        assert unfolded.count(f"\r\n{name}") == unfolded.count("BEGIN:VEVENT")
    [meeting] = [
        one for name, one in events(read(client, address(cast.ana))).items() if "W1" in name
    ]
    assert str(meeting["SUMMARY"]) == f"W1. {LONG[:200]}"


@pytest.mark.parametrize(
    ("begins", "written"),
    [
        ("2026-10-24T09:00", "20261024T070000Z"),  # the last day of summer time
        ("2026-10-26T09:00", "20261026T080000Z"),
        ("2027-03-27T09:00", "20270327T080000Z"),
        ("2027-03-29T09:00", "20270329T070000Z"),
    ],
)
def test_nine_o_clock_stays_nine_when_the_clocks_change(
    ben: PageClient, client: PageClient, cast: Cast, address: Address, begins: str, written: str
) -> None:
    planned = {
        "cohort": str(cast.cohort.id),
        "kind": "workshop",
        "code": "W2",
        "title": "Klinika",
        "place": "Krosno",
        "starts_at": begins,
        "minutes": "60",
    }
    assert ben.post("/meetings/new", data=planned).status_code == 303
    calendar = read(client, address(cast.ana))
    assert written in starts(calendar)
    assert ", 09:00–10:00, czas polski" in str(events(calendar)["W2. Klinika"]["DESCRIPTION"])


def test_what_is_moved_stays_the_same_entry_and_what_is_off_is_cancelled(
    ben: PageClient, client: PageClient, session: Session, cast: Cast, address: Address
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben, starts_at=MONDAY + timedelta(days=3))
    before = events(read(client, address(cast.ana)))["W1. Rola i słuchanie"]
    moved = {
        "kind": "workshop",
        "code": "W1",
        "title": "Rola i słuchanie",
        "place": "Sanok",
        "starts_at": "2026-12-05T10:00",
        "minutes": "360",
    }
    assert ben.post(f"/meetings/{meeting.id}/change", data=moved).status_code == 303
    after = events(read(client, address(cast.ana)))["W1. Rola i słuchanie"]
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt == MONDAY.replace(microsecond=0)
    assert after["DTSTART"].dt == datetime(2026, 12, 5, 9, tzinfo=UTC)
    why = {"reason": "Marta Sowa jest chora"}
    assert ben.post(f"/meetings/{meeting.id}/cancel", data=why).status_code == 303
    off = events(read(client, address(cast.ana)))["Odwołane: W1. Rola i słuchanie"]
    assert (off["UID"], off["SEQUENCE"], str(off["STATUS"])) == (before["UID"], 2, "CANCELLED")


def test_more_time_moves_the_day_of_this_trainee_alone(
    client: PageClient, session: Session, cast: Cast, course: Catalogue, address: Address
) -> None:
    make_plan(session, cast.cohort, cast.ben, due_on=date(2026, 12, 6))
    request = make_request(session, cast.enrolment, cast.ana)
    make_decision(session, course, request, cast.ben, given_until=date(2026, 12, 20))
    title = "Ostatni dzień na oddanie zadania „Dziennik słuchania”"
    due = events(read(client, address(cast.ana)))[title]
    assert (due["DTSTART"].dt, due["SEQUENCE"]) == (date(2026, 12, 20), 1)
    [bens] = events(read(client, address(cast.ben))).values()
    assert bens["DTSTART"].dt == date(2026, 12, 6)


def test_it_speaks_the_language_of_its_person(
    client: PageClient, session: Session, cast: Cast, address: Address
) -> None:
    cast.ana.language = Language.EN
    make_meeting(session, cast.cohort, cast.ben, cancelled_at=MONDAY, cancelled_why="-")
    found = events(read(client, address(cast.ana)))
    assert set(found) == {"Cancelled: W1. Rola i słuchanie", "Last day of the course"}
    assert str(read(client, address(cast.ana))["NAME"]) == "Socially Organised: my dates"


def test_a_trainer_gets_the_cohorts_that_they_teach(
    client: PageClient, session: Session, cast: Cast, address: Address
) -> None:
    other = make_cohort(session, cast.programme, title="Sanok, edycja 1")
    make_meeting(session, cast.cohort, cast.ben)
    make_meeting(session, other, make_trainer(session, other), title="Inne")
    assert set(events(read(client, address(cast.ben)))) == {
        f"{cast.cohort.title}: W1. Rola i słuchanie"
    }
    assert events(read(client, address(cast.carla))) == {}


def test_it_names_nobody_and_sets_no_cookie(
    client: PageClient, session: Session, cast: Cast, address: Address
) -> None:
    make_meeting(session, cast.cohort, cast.ben, cancelled_at=MONDAY, cancelled_why="Ben Wrona")
    for person in (cast.ana, cast.ben):
        answer = client.get(address(person))
        text = answer.get_data(as_text=True).replace("\r\n ", "")
        assert not any(name in text for name in ("Wrona", "Ćwikła", "Nowak"))
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_phone_that_has_it_hears_that_nothing_changed(
    client: PageClient, session: Session, cast: Cast, address: Address
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    tag = client.get(address(cast.ana)).headers["ETag"]
    asked = {"If-None-Match": tag}
    again = client.get(address(cast.ana), headers=asked)
    assert (again.status_code, again.get_data()) == (304, b"")
    session.get_one(Meeting, meeting.id).place = "Sanok"
    session.flush()
    assert client.get(address(cast.ana), headers=asked).status_code == 200


def test_a_new_address_ends_the_old_one(
    ana: PageClient, client: PageClient, session: Session, cast: Cast, address: Address
) -> None:
    old = address(cast.ana)
    assert old in ana.page("/calendar").html
    assert ana.post("/calendar/address").status_code == 303
    session.refresh(cast.ana)
    new = address(cast.ana)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    page = ana.page("/calendar").html
    assert new in page
    assert old not in page
    assert client.post("/calendar/address").status_code == 401


def test_nothing_else_opens_it(
    client: PageClient, session: Session, cast: Cast, settings: Settings, address: Address
) -> None:
    own, _, mark = address(cast.ana).removesuffix(".ics").rpartition(".")
    strange = calendar_token_of(cast.ana, settings.key("links"))
    tries = [
        f"/calendar/{cast.ben.id}.{mark}.ics",  # another's, with this mark
        f"{own}.{mark[:-1]}.ics",
        f"{own}.{mark.upper()}.ics",
        f"{own}.{'0' * 40}.ics",
        f"/calendar/{strange}.ics",
        "/calendar/999999999999999999." + mark + ".ics",
        "/calendar/x.ics",
    ]
    assert [client.get(one).status_code for one in tries] == [404] * len(tries)


@pytest.mark.parametrize("column", ["left_at", "anonymised_at"])
def test_who_left_has_no_calendar(
    client: PageClient, session: Session, cast: Cast, address: Address, column: str
) -> None:
    there = address(cast.ana)
    assert client.get(there).status_code == 200
    setattr(cast.ana, column, MONDAY)
    session.flush()
    assert client.get(there).status_code == 404


def test_after_the_end_nothing_is_due_any_more(
    client: PageClient, session: Session, cast: Cast, address: Address
) -> None:
    make_plan(session, cast.cohort, cast.ben, due_on=date(2026, 12, 6))
    make_meeting(session, cast.cohort, cast.ben)
    make_meeting(session, cast.cohort, cast.ben, code="W9", starts_at=MONDAY + timedelta(days=9))
    cast.enrolment.state = EnrolmentState.ENDED
    cast.enrolment.ended_on = MONDAY.date()
    session.flush()
    found = events(read(client, address(cast.ana)))
    assert set(found) == {"W1. Rola i słuchanie", "Ostatni dzień kursu"}
    assert found["Ostatni dzień kursu"]["DTSTART"].dt == MONDAY.date()


def test_the_file_can_be_taken_along_once(ana: PageClient, session: Session, cast: Cast) -> None:
    make_meeting(session, cast.cohort, cast.ben)
    answer = ana.get("/calendar.ics")
    assert "W1. Rola i słuchanie" in events(Calendar.from_ical(answer.get_data()))
    assert answer.headers["Content-Disposition"] == "attachment; filename=kalendarz.ics"
