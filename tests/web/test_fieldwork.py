"""The field journal: entered by the trainee, confirmed or refused by the trainer."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import AuditEntry, EntryVersion, FieldEntry, Person
from course.terms import Act, FieldEntryKind, FieldEntryState
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_assignments import talks
from tests.make_fieldwork import KEY, TALK, make_entry, make_talks
from tests.make_study import make_consents
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
MEETING = {
    "request_key": "meeting-in-the-laundry",
    "done_on": "2026-11-20",
    "minutes": "90",
    "residents": "7",
    "purpose": "Pralnia: kto ma klucz",
    "decided": "R-07 bierze klucz do piątku",
}


@pytest.fixture(name="cast")
def cast_with_consents(session: Session, cast: Cast) -> Cast:
    make_consents(session, cast.enrolment, cast.ana)
    return cast


def the_entry(session: Session) -> FieldEntry:
    session.expire_all()
    return session.scalars(select(FieldEntry)).one()


def confirmed(entry: FieldEntry) -> dict[str, str]:
    return {"decision": "confirm", "revision": str(entry.revision)}


def test_a_conversation_is_entered(session: Session, ana: PageClient, cast: Cast) -> None:
    assert ana.post("/practice/new/conversation", data=TALK).location == "/practice"
    entry = the_entry(session)
    assert (entry.enrolment_id, entry.kind, entry.minutes, entry.state) == (
        cast.enrolment.id,
        FieldEntryKind.CONVERSATION,
        40,
        FieldEntryState.CLAIMED,
    )
    assert (entry.what, entry.channel, entry.seldom_heard) == (
        "„Po 22 nie ma czym wrócić”",
        "door",
        "carer",
    )
    assert entry.version_digest
    assert entry.values["next_step"] == "meeting"
    page = ana.page("/practice")
    assert "R-07, rozmowa, 40 min" in page.text
    assert "Zaproszę na spotkanie" in page.text
    acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts[-1] == Act.FIELD_ENTRY_CLAIMED


def test_what_gives_a_person_away_is_pointed_out_and_saved_all_the_same(
    session: Session, ana: PageClient, signed_in_as: SignIn, cast: Cast
) -> None:
    telling = TALK | {"worries": "Dzwonić: 601 234 567"}
    said = "„601 234 567” wygląda na numer telefonu"
    saved = ana.post("/practice/new/conversation", data=telling)
    entry = the_entry(session)
    assert saved.location == f"/practice#entry-{entry.id}"
    assert said in ana.page("/practice").text
    assert said in ana.page(f"/practice/{entry.id}").text
    mended = ana.post(f"/practice/{entry.id}", data=TALK | {"revision": str(entry.revision)})
    assert mended.location == "/practice"
    assert said not in ana.page("/practice").text

    next_one = telling | {"request_key": "the-next-of-that-day", "go": "next"}
    answer = ana.post("/practice/new/conversation", data=next_one, follow_redirects=True)
    assert said in Page(answer.text).text
    ben = signed_in_as(cast.ben)
    for_ana = f"/practice/for/{cast.enrolment.id}/conversation"
    typed_in = telling | {"request_key": "typed-in-from-paper", "given_as": "paper"}
    answer = ben.post(for_ana, data=typed_in, follow_redirects=True)
    assert said in Page(answer.text).text


def test_a_phone_is_told_what_gives_a_person_away(ana: PageClient) -> None:
    for key, words, said in (
        ("a-record-that-names", "PESEL 44051401359", "„44051401359” wygląda na numer PESEL"),
        ("a-record-that-does-not", "Ławka", ""),
    ):
        answer = ana.put(
            f"/practice/new/conversation/{key}",
            data=TALK | {"worries": words},
            headers={"If-Match": '"0"'},
        )
        assert answer.json is not None
        assert answer.json["warned"].startswith(said)
        assert bool(answer.json["warned"]) == bool(said)


def test_an_arranged_conversation_is_a_one_to_one(session: Session, ana: PageClient) -> None:
    ana.post("/practice/new/conversation", data=TALK | {"channel": "arranged"})
    assert the_entry(session).kind == FieldEntryKind.ONE_TO_ONE
    told = {"channel": "door", "revision": "1"}
    ana.post(f"/practice/{the_entry(session).id}", data=TALK | told)
    assert the_entry(session).kind == FieldEntryKind.CONVERSATION


def test_an_entry_that_gives_somebody_away_is_kept_and_warned_of(
    session: Session, ana: PageClient, ben: PageClient
) -> None:
    assert "wygląda na" not in ana.page("/practice").text
    told = {"worries": "Choruje na serce, tel. 601 234 567", "place": "Torowa 5"}
    assert ana.post("/practice/new/conversation", data=TALK | told).status_code == 303
    text = ana.page("/practice").text
    assert "„Choruje” wygląda na słowo o czyimś zdrowiu" in text
    assert "„601 234 567” wygląda na numer telefonu" in text
    assert "„5” wygląda na numer domu" in text
    entry = the_entry(session)
    ben.post(f"/practice/{entry.id}/decide", data=confirmed(entry))
    assert "wygląda na" not in ana.page("/practice").text  # it cannot be changed any more


def test_each_kind_has_its_own_form(session: Session, ana: PageClient) -> None:
    for kind in FieldEntryKind:
        assert "10 min" in ana.page(f"/practice/new/{kind}").text
    assert ana.post("/practice/new/group_meeting", data=MEETING).status_code == 303
    entry = the_entry(session)
    assert (entry.kind, entry.what) == (FieldEntryKind.GROUP_MEETING, "Pralnia: kto ma klucz")
    assert ana.get("/practice/new/holidays").status_code == 404


def test_the_next_entry_takes_over_the_choices_of_the_last(ana: PageClient) -> None:
    first = ana.page("/practice/new/conversation")
    assert value_of(first, "code") == "R-01"
    assert first.root.find(".//details[@class='about']") is None
    ana.post("/practice/new/conversation", data=TALK | {"place": "os. Traugutta"})
    again = ana.page("/practice/new/conversation")
    assert "Drzwi, Dziś, 40 min, os. Traugutta" in again.text
    assert value_of(again, "code") == "R-08"
    assert value_of(again, "minutes_other") == "40"
    area = again.root.find(".//textarea[@name='worries']")
    assert area is not None
    assert not (area.text or "").strip()


def value_of(page: Page, name: str) -> str | None:
    field = page.root.find(f".//input[@name='{name}']")
    return None if field is None else field.get("value")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"minutes_other": "0"}, "Najmniejsza liczba to 1"),
        ({"minutes_other": "2,5"}, "pełne minuty"),
        ({"minutes_other": "dwie godziny"}, "Wpisz liczbę"),
        ({"done_on": "2026-12-24"}, "dopiero nadejdzie"),
        ({"done_on": "2025-01-01"}, "przed początkiem"),
        ({"worries": ""}, "Proszę to uzupełnić"),
        ({"clean": ""}, "Zaznacz"),
        ({"channel": "pigeon"}, "Wybierz"),
    ],
)
def test_bad_input_is_named_and_kept(
    session: Session, ana: PageClient, changed: dict[str, str], sentence: str
) -> None:
    answer = ana.post("/practice/new/conversation", data=TALK | changed)
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert sentence.lower() in page.text.replace("\N{NO-BREAK SPACE}", " ").lower()
    assert changed.get("worries", "nie ma czym") in answer.get_data(as_text=True)
    assert value_of(page, "request_key") == KEY
    assert session.scalars(select(FieldEntry)).all() == []
    told = ana.put(
        f"/practice/new/conversation/{KEY}", data=TALK | changed, headers={"If-Match": '"0"'}
    )
    assert told.status_code == 422
    said = told.get_json()["sentence"].replace("\N{NO-BREAK SPACE}", " ")
    assert sentence.lower() in said.lower()


def test_what_is_sent_twice_arrives_once(session: Session, ana: PageClient) -> None:
    address = f"/practice/new/conversation/{KEY}"
    first, again = (ana.put(address, data=TALK, headers={"If-Match": '"0"'}) for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert first.get_json() == again.get_json()
    assert ana.post("/practice/new/conversation", data=TALK).status_code == 303
    assert the_entry(session).revision == 1
    acts = session.scalars(select(AuditEntry.act)).all()
    assert acts.count(Act.FIELD_ENTRY_CLAIMED) == 1
    assert ana.put(address, data=TALK, headers={"If-Match": "no"}).status_code == 422
    short = "/practice/new/conversation/short"
    assert ana.put(short, data=TALK, headers={"If-Match": '"0"'}).status_code == 422


def test_a_change_on_top_of_something_older_is_kept_and_shown(
    session: Session, ana: PageClient
) -> None:
    ana.post("/practice/new/conversation", data=TALK)
    address = f"/practice/{the_entry(session).id}"
    on_phone = TALK | {"worries": "z telefonu", "revision": "1"}
    assert ana.post(address, data=on_phone).location == "/practice"
    at_desk = TALK | {"worries": "z komputera", "revision": "1"}
    answer = ana.post(address, data=at_desk)
    assert answer.status_code == 409
    assert "z komputera" in Page(answer.get_data(as_text=True)).text
    assert the_entry(session).values["worries"] == "z telefonu"
    ana.post(address, data=at_desk)
    [kept] = session.scalars(select(EntryVersion))
    page = ana.page(f"{address}?version={kept.id}")
    area = page.root.find(".//textarea[@name='worries']")
    assert area is not None
    assert (area.text or "").strip() == "z komputera"
    told = ana.put(
        f"/practice/new/conversation/{KEY}", data=at_desk, headers={"If-Match": '"1"'}
    ).get_json()
    assert (told["revision"], told["theirs"]) == (2, "z telefonu")


def test_what_was_decided_is_not_changed_but_followed_up(
    session: Session, ana: PageClient, ben: PageClient
) -> None:
    ana.post("/practice/new/conversation", data=TALK)
    entry = the_entry(session)
    ben.post(f"/practice/{entry.id}/decide", data=confirmed(entry))
    address = f"/practice/{entry.id}"
    assert ana.get(address).status_code == 409
    assert ana.post(address, data=TALK | {"revision": "1", "code": "R-8"}).status_code == 409
    assert ana.post(f"{address}/withdraw").status_code == 409
    assert ana.post(f"{address}/next-step", data={"done": "yes"}).status_code == 303
    assert the_entry(session).followed_up_on == MONDAY.date()
    ana.post(f"{address}/next-step", data={"done": "no"})
    assert the_entry(session).followed_up_on is None


def test_without_a_next_step_there_is_nothing_to_follow_up(
    session: Session, ana: PageClient
) -> None:
    ana.post("/practice/new/conversation", data=TALK | {"next_step": "none"})
    assert ana.post(f"/practice/{the_entry(session).id}/next-step").status_code == 422
    assert "Następne kroki do zrobienia" not in ana.page("/practice").text


def test_an_empty_journal_says_how_to_begin(ana: PageClient) -> None:
    page = ana.page("/practice")
    assert "Jeszcze nic tu nie ma" in page.text
    assert "/practice/new/conversation" in page.links()


def test_a_long_journal_comes_in_pages_and_as_a_chart(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue
) -> None:
    make_talks(session, course, cast.enrolment.id, talks(41))
    first, second = ana.page("/practice"), ana.page("/practice?page=2")
    assert "1–30 z 41" in first.text
    assert "31–41 z 41" in second.text
    assert "Tydzień od" in first.text


def test_the_declarations_come_first(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    newcomer = make_person(session)
    make_enrolment(session, cast.cohort, newcomer)
    client = signed_in_as(newcomer)
    assert client.get("/practice").location == "/consents"
    assert client.get("/practice/new/other").location == "/consents"
    assert client.post("/practice/new/conversation", data=TALK).location == "/consents"
    assert session.scalars(select(FieldEntry)).all() == []


def test_nothing_is_entered_after_the_end(session: Session, ana: PageClient, cast: Cast) -> None:
    cast.enrolment.state = "ended"  # type: ignore[assignment]  # read back as the enum
    session.flush()
    assert ana.post("/practice/new/conversation", data=TALK).status_code == 409
    assert "udział się zakończył" in ana.page("/practice").text


def test_a_claim_can_be_withdrawn(session: Session, ana: PageClient, cast: Cast) -> None:
    entry = make_entry(session, cast.enrolment)
    assert ana.post(f"/practice/{entry.id}/withdraw").status_code == 303
    assert "R-01" not in ana.page("/practice").text
