"""Second and third markers learn neither whose work it is nor what was said of it."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.catalogue import Catalogue
from course.models import Letter, Marking, MarkingDraft, Person, Submission
from course.settings import Settings
from course.terms import SubmissionState, WorkMedium
from course.uploads.checking import DOCX
from tests.canaries import (
    AUTHOR,
    FEEDBACK,
    FIRST_MARKER,
    CanaryScene,
    canaries_in,
    in_answer,
    make_canaries,
)
from tests.make_assignments import FAILING, PASSING
from tests.make_markers import marker_of, say
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def scene(session: Session, settings: Settings, course: Catalogue, cast: Cast) -> CanaryScene:
    return make_canaries(session, settings, course, cast)


def typed(levels: dict[str, int], **more: str) -> dict[str, str]:
    return {name: str(level) for name, level in levels.items()} | more


def all_that_is_opened(client: PageClient, scene: CanaryScene) -> dict[str, TestResponse]:
    """Every page, file and refusal that a second marker comes by, by what it is."""
    work_id, file_id = scene.work.id, scene.file.id
    address = f"/marking/{work_id}"
    return {
        "queue": client.get("/marking"),
        "page": client.get(address),
        "with a correction asked for": client.get(f"{address}?correct=1"),
        "file": client.get(f"/files/{file_id}"),
        "hand over": client.get(f"{address}/hand-over"),
        "settled": client.get("/marking/settled"),
        "away": client.get("/marking/away"),
        "zip": client.get("/marking/blind.zip"),
        "sheet": client.get(f"/marking/blind.xlsx?assignment={scene.work.assignment_slug}"),
        "autosave": client.put(
            address, data=typed({"c1": 2}, feedback="Moje"), headers={"If-Match": '"0"'}
        ),
        "autosave that lost": client.put(
            address, data={"feedback": "Inaczej"}, headers={"If-Match": '"7"'}
        ),
        "save that lost": client.post(address, data={"feedback": "Inaczej", "revision": "7"}),
        "nothing chosen": client.post(address, data={"outcome": "pass", "role": "second"}),
        "a pass refused": client.post(
            address, data=typed(FAILING, outcome="pass", feedback="x", role="second")
        ),
        "somebody quicker": client.post(
            address, data=typed(PASSING, outcome="pass", role="first", feedback="Moje słowo")
        ),
    }


def test_nothing_that_a_second_marker_opens_names_anybody(
    session: Session, scene: CanaryScene, signed_in_as: SignIn
) -> None:
    work_id, file_id = scene.work.id, scene.file.id
    answers = all_that_is_opened(signed_in_as(scene.away), scene)
    for what, answer in answers.items():
        assert answer.status_code < 500, what
        assert in_answer(answer) == [], what
    for what in ("page", "zip", "sheet"):
        assert answers[what].status_code == 200, what
    assert f"Praca {work_id}" in Page(answers["page"].get_data(as_text=True)).text
    assert f"plik-{file_id}.pdf" in answers["file"].headers["Content-Disposition"]
    assert answers["somebody quicker"].status_code == 409
    assert "Moje słowo" in answers["somebody quicker"].get_data(as_text=True)
    drafts = session.scalars(
        select(MarkingDraft.feedback).where(MarkingDraft.person_id == scene.away.id)
    )
    assert list(drafts) == ["Moje słowo"]


def test_who_typed_the_work_in_is_not_named(
    session: Session, scene: CanaryScene, signed_in_as: SignIn
) -> None:
    scene.work.given_as, scene.work.entered_by_id = WorkMedium.PAPER, scene.first.id
    session.flush()
    client = signed_in_as(scene.away)
    for address in (f"/marking/{scene.work.id}", "/marking", "/marking/blind.zip"):
        assert in_answer(client.get(address)) == []
    assert "Praca z papieru." in client.page(f"/marking/{scene.work.id}").text


def test_a_file_keeps_its_ending_without_its_name(
    session: Session, scene: CanaryScene, signed_in_as: SignIn
) -> None:
    scene.file.name, scene.file.media_type = f"{AUTHOR}.docx", DOCX
    session.flush()
    answer = signed_in_as(scene.away).get(f"/files/{scene.file.id}")
    assert f"plik-{scene.file.id}.docx" in answer.headers["Content-Disposition"]
    assert in_answer(answer) == []


def test_letters_to_a_second_marker_name_nobody(session: Session, scene: CanaryScene) -> None:
    say(session, scene.work, scene.away)
    for letter in session.scalars(select(Letter)):
        if letter.to != scene.author.email:
            assert canaries_in(json.dumps(letter.facts, ensure_ascii=False).encode()) == []


def test_the_canaries_sing_to_who_may_hear_them(scene: CanaryScene, signed_in_as: SignIn) -> None:
    """The search would find them: the first marker's page is full of them."""
    answer = signed_in_as(scene.first).get(f"/marking/{scene.work.id}")
    assert {AUTHOR, FIRST_MARKER, FEEDBACK} <= set(in_answer(answer))


def test_by_name_the_piece_is_not_there(scene: CanaryScene, signed_in_as: SignIn) -> None:
    work_id = scene.work.id
    away = signed_in_as(scene.away)
    assert away.get(f"/submissions/{work_id}").status_code == 404
    assert away.get(f"/enrolments/{scene.place.id}").status_code == 404
    near = signed_in_as(scene.near)
    assert near.get(f"/submissions/{work_id}").status_code == 200
    page = near.page(f"/marking/{work_id}")
    assert FEEDBACK not in page.text  # nobody reads another's word before the work is settled


def test_a_second_marking_that_agrees_tells_the_first(
    session: Session, scene: CanaryScene, signed_in_as: SignIn
) -> None:
    trainee, address = signed_in_as(scene.author), f"/submissions/{scene.work.id}"
    before = trainee.page(address)
    assert "Czeka na ocenę" in before.text or "czeka na ocenę" in before.text
    assert FEEDBACK not in before.html
    assert "w ocenie" not in before.text
    sent = typed(PASSING, outcome="pass", feedback="Zgadzam się.", role="second")
    answer = signed_in_as(scene.away).post(f"/marking/{scene.work.id}", data=sent)
    assert answer.status_code == 303
    assert in_answer(answer) == []
    away = signed_in_as(scene.away)
    for address_after in (
        f"/marking/{scene.work.id}",
        f"/marking/{scene.work.id}?after={scene.work.id}",
    ):
        assert in_answer(away.get(address_after)) == []
    told = trainee.page(address)
    assert FEEDBACK in told.text
    assert "Zgadzam się." not in told.html
    [letter] = session.scalars(select(Letter).where(Letter.key.like("marking-%")))
    assert letter.to == scene.author.email


def test_a_third_marker_who_teaches_the_author_marks_blind_as_well(
    session: Session, scene: CanaryScene, signed_in_as: SignIn
) -> None:
    say(session, scene.work, scene.away, passed=False, feedback="Druga osoba, Wit Daleki.")
    assert marker_of(session, scene.work) == scene.near.id
    near, address = signed_in_as(scene.near), f"/marking/{scene.work.id}"
    answers = [near.get(address), near.get("/marking"), near.get(f"/files/{scene.file.id}")]
    for answer in answers:
        assert in_answer(answer) == [] or answer.request.path == "/marking"
        assert "Druga osoba" not in answer.get_data(as_text=True)
    assert f"Praca {scene.work.id}" in near.page("/marking").text
    assert AUTHOR not in near.page("/marking").text
    assert f"/submissions/{scene.work.id}" not in near.page(f"/enrolments/{scene.place.id}").html
    assert near.get(f"/submissions/{scene.work.id}").status_code == 404
    assert (
        f"Praca {scene.work.id}" not in near.page(f"/cohorts/{scene.place.cohort_id}/markers").text
    )
    sent = typed(FAILING, outcome="revise", feedback="Trzecie słowo.", role="third")
    assert near.post(address, data=sent).status_code == 303
    assert session.get_one(Submission, scene.work.id).state == SubmissionState.RETURNED
    page = signed_in_as(scene.author).page(f"/submissions/{scene.work.id}")
    assert "Trzecie słowo." in page.text
    assert FEEDBACK not in page.html
    assert "Druga osoba" not in page.html


def test_two_tabs_of_a_second_marker_lose_nothing(
    session: Session, scene: CanaryScene, signed_in_as: SignIn
) -> None:
    client, address = signed_in_as(scene.away), f"/marking/{scene.work.id}"
    sent = typed(PASSING, outcome="pass", feedback="Pierwsza karta.", role="second")
    assert client.post(address, data=sent).status_code == 303
    answer = client.post(address, data=sent | {"feedback": "Druga karta."})
    assert answer.status_code == 409
    assert in_answer(answer) == []
    text = Page(answer.get_data(as_text=True)).text
    assert "Pierwsza karta." in text
    assert "Druga karta." in text
    assert len(session.scalars(select(Marking)).all()) == 2


def test_who_handed_it_over_keeps_the_text_and_marks_no_more(
    session: Session, scene: CanaryScene, signed_in_as: SignIn
) -> None:
    client, address = signed_in_as(scene.away), f"/marking/{scene.work.id}"
    page = client.page(f"{address}/hand-over")
    assert not [one for one in page.root.iter("input") if one.get("type") == "radio"]
    answer = client.post(f"{address}/hand-over", data={"marker": str(scene.near.id)})
    assert (answer.status_code, answer.location) == (303, "/marking")
    assert f"Praca {scene.work.id}" not in client.page("/marking").text
    sent = typed(PASSING, outcome="pass", feedback="Za późno.", role="second")
    answer = client.post(address, data=sent)
    assert answer.status_code == 409
    assert in_answer(answer) == []
    assert "Za późno." in answer.get_data(as_text=True)
    assert marker_of(session, scene.work) not in {None, scene.away.id, scene.first.id}
