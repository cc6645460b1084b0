import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import CohortTrainer, Marking, MarkingDraft, Person, Submission
from course.queries.marking import marking_draft_of
from course.terms import SubmissionState
from course.web import marking
from tests.make import add, make_cohort, make_enrolment, make_person, make_trainer
from tests.make_assignments import (
    FAILING,
    FRIDAY,
    PASSING,
    make_handed_in,
    make_marking,
    make_ready,
)
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def ben(signed_in_as: SignIn, cast: Cast, work: Submission) -> PageClient:
    return signed_in_as(cast.ben)


def more_work(session: Session, cast: Cast, course: Catalogue, count: int = 2) -> list[Submission]:
    works = []
    for number in range(count):
        person = make_person(session, f"Osoba Numer {number}")
        make_ready(session, course, make_enrolment(session, cast.cohort, person), person)
        works.append(make_handed_in(session, course, person, at=FRIDAY + timedelta(days=number)))
    return works


def typed(levels: dict[str, int], **more: str) -> dict[str, str]:
    return {name: str(level) for name, level in levels.items()} | more


def test_the_queue_is_empty_and_then_it_is_not(
    session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn
) -> None:
    client = signed_in_as(cast.ben)
    assert "Nic nie czeka na ocenę" in client.page("/marking").text
    make_ready(session, course, cast.enrolment, cast.ana)
    work = make_handed_in(session, course, cast.ana)
    page = client.page("/marking")
    assert "Prace do oceny: 1" in page.text
    assert "3 dni" in page.text
    assert f"/marking/{work.id}" in page.links()


def test_a_long_queue_has_pages_and_cohorts(
    session: Session,
    cast: Cast,
    course: Catalogue,
    work: Submission,
    ben: PageClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(marking.queue, "PAGE", 2)
    last = more_work(session, cast, course)[-1]
    page = ben.page("/marking")
    assert f"/marking/{work.id}" in page.links()
    assert f"/marking/{last.id}" not in page.links()
    [after] = [link for link in page.links() if "after=" in link]
    page = ben.page(after)
    assert [link for link in page.links() if re.fullmatch(r"/marking/\d+", link)] == [
        f"/marking/{last.id}"
    ]
    other = make_cohort(session, cast.programme, title="Przemyśl, edycja 1")
    add(
        session,
        CohortTrainer(cohort_id=other.id, person_id=cast.ben.id, started_on=FRIDAY.date()),
    )
    assert "Nic nie czeka" in ben.page(f"/marking?cohort={other.id}").text
    assert "Prace do oceny: 3" in ben.page("/marking?cohort=&after=").text


def test_the_work_stands_beside_its_rubric(cast: Cast, work: Submission, ben: PageClient) -> None:
    page = ben.page(f"/marking/{work.id}")
    assert cast.ana.name in page.text
    assert "21 trzeba 20" in page.text
    assert "20, zasady zachowane" in page.text
    assert "Policzone samo" in page.text
    levels = [field for field in page.root.iter("input") if field.get("type") == "radio"]
    assert len(levels) == 5 * 4
    assert sum("data-starred" in field.attrib for field in levels) == 2 * 4


def test_a_trainer_passes_or_returns(
    session: Session, cast: Cast, work: Submission, ben: PageClient, signed_in_as: SignIn
) -> None:
    address = f"/marking/{work.id}"
    answer = ben.post(address, data=typed(FAILING, outcome="revise", feedback="Dopisz R-15."))
    assert (answer.status_code, answer.location) == (303, "/marking")
    assert session.get_one(Submission, work.id).state == SubmissionState.RETURNED
    page = signed_in_as(cast.ana).page(f"/submissions/{work.id}")
    assert "Dopisz R-15." in page.text
    assert "9 z 15 punktów" in page.text
    assert "Dopisz R-15." in ben.page(address).text


def test_the_rule_is_told_when_the_work_cannot_pass(
    session: Session, work: Submission, ben: PageClient
) -> None:
    answer = ben.post(f"/marking/{work.id}", data=typed(FAILING, outcome="pass", feedback="Prawie"))
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert "Liczba i różnorodność: " in page.text
    assert "Prawie" in page.text
    assert session.scalars(select(Marking)).all() == []


def test_what_is_missing_is_told_and_what_was_typed_stays(
    work: Submission, ben: PageClient
) -> None:
    answer = ben.post(
        f"/marking/{work.id}", data={"c1": "2", "c2": "9", "outcome": "revise", "feedback": " "}
    )
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert {"#c2", "#c3", "#c4", "#c5", "#feedback"} <= set(page.links())
    assert page.root.find(".//input[@id='c1-3']").get("checked") is not None  # type: ignore[union-attr]


def test_a_draft_is_saved_while_the_trainer_writes(
    session: Session, cast: Cast, work: Submission, ben: PageClient, signed_in_as: SignIn
) -> None:
    address = f"/marking/{work.id}"
    sent = typed({"c1": 2}, feedback="Dobrze")
    answer = ben.put(address, data=sent, headers={"If-Match": '"0"'})
    told = answer.get_json()
    assert (told["revision"], told["saved_at_clock"]) == (1, "12:03:00")
    assert ben.put(address, data=sent, headers={"If-Match": '"0"'}).status_code == 200
    page = ben.page(address)
    assert "Dobrze" in page.text
    assert "Zapisano o 12:03" in page.text
    assert "Dobrze" not in signed_in_as(cast.ana).page(f"/submissions/{work.id}").text
    answer = ben.put(address, data={"feedback": "inaczej"}, headers={"If-Match": '"0"'})
    assert answer.status_code == 409
    assert answer.get_json() == told | {"theirs": "Dobrze"}
    answer = ben.post(address, data={"feedback": "inaczej", "revision": "0"})
    assert answer.status_code == 409
    text = Page(answer.get_data(as_text=True)).text
    assert "Dobrze" in text
    assert "inaczej" in text
    answer = ben.post(address, data={"feedback": "inaczej", "revision": "1"})
    assert answer.location == address
    draft = session.scalars(select(MarkingDraft)).one()
    assert (draft.feedback, draft.revision) == ("inaczej", 2)


def test_two_trainers_at_once_both_keep_their_text(
    session: Session, cast: Cast, work: Submission, ben: PageClient, signed_in_as: SignIn
) -> None:
    ewa = make_trainer(session, cast.cohort, "Ewa Druga")
    second, address = signed_in_as(ewa), f"/marking/{work.id}"
    second.page(address)
    ben.post(address, data=typed(PASSING, outcome="pass", feedback="Tekst Bena"))
    answer = second.post(address, data=typed(FAILING, outcome="revise", feedback="Tekst Ewy"))
    assert answer.status_code == 409
    page = Page(answer.get_data(as_text=True))
    assert cast.ben.name in page.text
    assert "Tekst Bena" in page.text
    assert "Tekst Ewy" in page.text
    assert marking_draft_of(session, work, ewa).feedback == "Tekst Ewy"  # type: ignore[union-attr]
    assert len(session.scalars(select(Marking)).all()) == 1
    page = second.page(f"{address}?correct=1")
    assert "Tekst Ewy" in page.text
    [corrects] = [one for one in page.root.iter("input") if one.get("name") == "corrects"]
    sent = typed(
        FAILING, outcome="revise", feedback="Tekst Ewy", corrects=corrects.get("value", "")
    )
    answer = second.post(address, data=sent)
    assert answer.status_code == 422
    assert "#reason" in Page(answer.get_data(as_text=True)).links()
    sent["reason"] = "Zabrakło jednej rozmowy."
    assert second.post(address, data=sent).status_code == 303
    assert session.get_one(Submission, work.id).state == SubmissionState.RETURNED
    page = signed_in_as(cast.ana).page(f"/submissions/{work.id}")
    assert "Jedna wcześniejsza ocena" in page.text
    assert "Zabrakło jednej rozmowy." in page.text


def test_who_corrects_something_corrected_meanwhile_is_told(
    session: Session, cast: Cast, work: Submission, ben: PageClient
) -> None:
    first = make_marking(session, work, cast.ben)
    address = f"/marking/{work.id}"
    sent = typed(PASSING, outcome="pass", corrects=str(first.id), reason="Źle policzone.")
    assert ben.post(address, data=sent).status_code == 303
    assert ben.post(address, data=sent).status_code == 409
    assert "Popraw ocenę" in ben.page(address).text


def test_wrong_people_and_wrong_ways(
    session: Session, cast: Cast, course: Catalogue, work: Submission, signed_in_as: SignIn
) -> None:
    address = f"/marking/{work.id}"
    for person in (cast.ana, cast.carla, cast.vera, cast.adam, cast.iga, cast.dov):
        client = signed_in_as(person)
        assert client.get("/marking").status_code == 403
        assert client.get(address).status_code == 403
        assert client.post(address, data=typed(PASSING, outcome="pass")).status_code == 403
        assert client.put(address).status_code == 403
    elsewhere = make_trainer(session, make_cohort(session), "Trener Gdzie Indziej")
    stranger = signed_in_as(elsewhere)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, data=typed(PASSING, outcome="pass")).status_code == 404
    assert stranger.put(address).status_code == 404
    make_ready(session, course, make_enrolment(session, cast.cohort, cast.ben), cast.ben)
    own = make_handed_in(session, course, cast.ben)
    assert signed_in_as(cast.ben).get(f"/marking/{own.id}").status_code == 404


def test_lists_ask_no_more_for_three_than_for_one(
    session: Session,
    cast: Cast,
    course: Catalogue,
    work: Submission,
    ben: PageClient,
    queries: Callable[[], Iterator[list[str]]],
) -> None:
    def asked(address: str) -> int:
        with queries() as statements:  # type: ignore[attr-defined]
            ben.page(address)
        return len(statements)

    address = f"/marking/{work.id}"
    before = asked("/marking"), asked(address)
    more_work(session, cast, course)
    queue, desk = asked("/marking"), asked(address)
    assert queue == before[0]
    # Beside the last piece the desk also looks for the oldest one, so three may cost one less.
    assert before[1] - 1 <= desk <= before[1]
