"""Work typed in from paper, or as it was told, as both sides meet it; and what comes too late."""

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.assignments import withdraw_submission
from course.catalogue import Catalogue
from course.models import MarkingDraft, Person, Submission
from course.queries.assignments import files_of, newest_submission
from course.terms import SubmissionState, WorkMedium
from tests.make import MONDAY, make_trainer
from tests.make_assignments import as_typed, listening_log, make_draft, make_handed_in
from tests.make_fieldwork import TALK
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday", "ready")

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SignIn = Callable[[Person], PageClient]


def newest(session: Session, cast: Cast) -> Submission:
    work = newest_submission(session, cast.enrolment.id, "z3")
    assert work is not None
    return work


def begin(client: PageClient, cast: Cast, given_as: str = "paper") -> str:
    address = f"/enrolments/{cast.enrolment.id}/assignments/z3/entry"
    answer = client.post(address, data={"given_as": given_as})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location


def test_paper_work_goes_through_the_same_form_and_says_so_everywhere(
    session: Session, ready: Cast, ana: PageClient, ben: PageClient, signed_in_as: SignIn
) -> None:
    entry = begin(ben, ready)
    page = ben.page(entry)
    assert "Wpisujesz w imieniu osoby: Ana Ćwikła" in page.text
    journal = f"/practice/for/{ready.enrolment.id}/conversation"
    assert journal in page.links()
    told = TALK | {"given_as": "paper", "request_key": "from-paper-1"}
    assert ben.post(journal, data=told).status_code == 303
    saved = ben.put(entry, data=as_typed(listening_log(3)), headers={"If-Match": '"1"'})
    assert saved.get_json()["counts"][0]["said"] == "1 z 20"
    typed = as_typed(listening_log(3)) | {"revision": "2", "field": "appendix"}
    files = {"appendix": [(io.BytesIO(PDF), "skan.pdf")]}
    assert ben.post(f"{entry}/files", data=typed | files).location == f"{entry}#appendix"
    missing = ben.post(f"{entry}/hand-in", data=typed | {"leaders": ""})
    assert missing.status_code == 422
    whole = as_typed(listening_log()) | {"revision": "3"}
    work = newest(session, ready)
    assert ben.post(f"{entry}/hand-in", data=whole).location == f"/submissions/{work.id}"
    assert (work.state, work.given_as) == (SubmissionState.HANDED_IN, WorkMedium.PAPER)
    assert [row["code"] for row in work.values["conversations"]] == [TALK["code"]]
    assert [file.name for file in files_of(newest(session, ready))] == ["skan.pdf"]
    said = "Praca z papieru. Wpis: Ben Wrona, 23 listopada 2026."
    assert "z papieru" in ben.page("/marking").text
    here = f"/enrolments/{ready.enrolment.id}/assignments/z3"
    for page in (
        ana.page(f"/submissions/{work.id}"),
        ben.page(f"/marking/{work.id}"),
        ben.page(here),
        signed_in_as(ready.adam).page(f"/submissions/{work.id}"),
    ):
        assert said in page.text
    assert "Porównaj" in ana.page(f"/submissions/{work.id}").text
    assert ana.post(f"/submissions/{work.id}/withdraw").status_code == 404
    assert ben.post(f"/entries/{work.id}/withdraw").location == entry
    assert newest(session, ready).state == SubmissionState.DRAFT


def test_while_a_trainer_types_the_author_reads_and_loses_nothing(
    session: Session, ready: Cast, ana: PageClient, ben: PageClient
) -> None:
    page = ana.page("/assignments/z3")  # open before the trainer begins
    assert page.root.find(".//textarea") is not None
    begin(ben, ready, "spoken")
    work = newest(session, ready)
    answer = ana.put("/assignments/z3", data={"leaders": "R-07"}, headers={"If-Match": '"0"'})
    assert answer.status_code == 409
    assert answer.get_json()["error"] == "kept_beside"
    sent = ana.post("/assignments/z3", data={"leaders": "R-08", "revision": "0"})
    assert sent.location == f"/submissions/{work.id}"
    page = ana.page(f"/submissions/{work.id}")
    assert "R-07" in page.text
    assert "R-08" in page.text
    assert "Praca oddana ustnie" in page.text
    assert ana.get("/assignments/z3").location == f"/submissions/{work.id}"
    assert ana.post("/assignments/z3/hand-in").status_code == 409
    assert newest(session, ready).values == {}


def test_a_trainer_is_told_of_the_authors_draft(
    session: Session, ready: Cast, course: Catalogue, ben: PageClient
) -> None:
    make_draft(session, course, ready.ana)
    here = f"/enrolments/{ready.enrolment.id}/assignments/z3"
    assert "Powstaje szkic" in ben.page(here).text
    answer = ben.post(f"{here}/entry", data={"given_as": "paper"})
    assert answer.status_code == 409
    assert "nikt nie może go nadpisać" in Page(answer.get_data(as_text=True)).text


def test_another_trainer_may_leave_the_draft_to_its_author(
    session: Session, ready: Cast, ana: PageClient, ben: PageClient, signed_in_as: SignIn
) -> None:
    entry = begin(ben, ready)
    ben.post(entry, data={"leaders": "R-07", "revision": "1"})
    ewa = signed_in_as(make_trainer(session, ready.cohort, "Ewa Lis"))
    here = f"/enrolments/{ready.enrolment.id}/assignments/z3"
    assert "Ben Wrona" in ewa.page(here).text
    assert ewa.get(entry).status_code == 404
    assert ewa.post(f"{entry}/leave").location == here
    area = ana.page("/assignments/z3").root.find(".//textarea[@id='leaders']")
    assert area is not None
    assert (area.text or "").strip() == "R-07"
    late = ben.put(entry, data={"leaders": "R-09"}, headers={"If-Match": '"2"'})
    assert late.status_code == 404  # it is no longer his to write in


@pytest.mark.parametrize("by_script", [True, False])
def test_what_is_typed_after_handing_in_elsewhere_is_kept_and_shown(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient, *, by_script: bool
) -> None:
    work = make_handed_in(session, course, ready.ana)
    late = {"leaders": "R-99"}
    if by_script:
        answer = ana.put("/assignments/z3", data=late, headers={"If-Match": '"1"'})
        told = answer.get_json()
        assert (answer.status_code, told["error"]) == (409, "kept_beside")
        assert told["page"] == f"/submissions/{work.id}"
    else:
        files = {"appendix": [(io.BytesIO(PDF), "za_późno.pdf")]}
        answer = ana.post("/assignments/z3/hand-in", data=late | {"revision": "1"} | files)
        assert answer.location == f"/submissions/{work.id}"
    page = ana.page(f"/submissions/{work.id}")
    assert "R-99" in page.text
    assert ("Wybrane pliki nie zostały dodane" in page.text) is not by_script
    assert files_of(newest(session, ready)) == []
    assert newest(session, ready).values["leaders"] == "Blok przy torach."


def test_nobody_else_sees_what_came_too_late(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient, ben: PageClient
) -> None:
    work = make_handed_in(session, course, ready.ana)
    ana.post("/assignments/z3", data={"leaders": "R-99", "revision": "1"})
    for address in (f"/submissions/{work.id}", f"/marking/{work.id}"):
        assert "R-99" not in ben.page(address).text


def test_a_trainers_words_outlive_that_the_work_is_taken_back(
    session: Session, ready: Cast, course: Catalogue, ben: PageClient, signed_in_as: SignIn
) -> None:
    work = make_handed_in(session, course, ready.ana)
    address = f"/marking/{work.id}"
    withdraw_submission(session, work, by=ready.ana, at=MONDAY)
    typed = {"c1": "2", "feedback": "Dobre pytania.", "revision": "0"}
    saved = ben.put(address, data=typed, headers={"If-Match": '"0"'})
    assert (saved.status_code, saved.get_json()["error"]) == (409, "kept_beside")
    answer = ben.post(address, data=typed | {"outcome": "pass", "feedback": "Świetne pytania."})
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "Oddanie pracy cofnięto" in page.text
    assert "Świetne pytania." in page.text
    assert "Blok przy torach" not in page.text  # what the author writes now is theirs alone
    [draft] = session.scalars(select(MarkingDraft))
    assert draft.feedback == "Świetne pytania."
    assert newest(session, ready).state == SubmissionState.DRAFT
    ewa = signed_in_as(make_trainer(session, ready.cohort, "Ewa Lis"))
    assert "Świetne" not in ewa.get(address).get_data(as_text=True)


def test_a_draft_that_was_never_handed_in_is_not_known_to_trainers(
    session: Session, ready: Cast, course: Catalogue, ben: PageClient
) -> None:
    draft = make_draft(session, course, ready.ana)
    assert ben.get(f"/marking/{draft.id}").status_code == 404
    assert ben.put(f"/marking/{draft.id}", headers={"If-Match": '"0"'}).status_code == 404
