"""The trainer's desk: comments, the bank, what changed, and going on to the next piece."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import (
    BankComment,
    CohortTrainer,
    CriterionMark,
    Person,
    Submission,
)
from course.queries.marking import marking_draft_of
from tests.keeping_pages import answered, written
from tests.make import add, make_cohort, make_enrolment, make_person, make_trainer
from tests.make_assignments import (
    FAILING,
    FRIDAY,
    PASSING,
    make_comment,
    make_handed_in,
    make_ready,
)
from tests.make_marking import ASKED, WORD, make_revised
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
PRAISE = "Słychać ludzi, nie ankietę."


def one_more(session: Session, cast: Cast, course: Catalogue, days: int = 1) -> Submission:
    """Work of somebody else, handed in so many days later."""
    person = make_person(session, f"Osoba Numer {days}")
    make_ready(session, course, make_enrolment(session, cast.cohort, person), person)
    return make_handed_in(session, course, person, at=FRIDAY + timedelta(days=days))


def typed(levels: dict[str, int], **more: str) -> dict[str, str]:
    return {name: str(level) for name, level in levels.items()} | more


def ahead(page: Page) -> list[str]:
    """What the page asks the browser to fetch."""
    return [one.get("href", "") for one in page.root.iter("link") if one.get("rel") == "prefetch"]


def test_a_comment_on_a_criterion_is_saved_said_and_read(
    session: Session, cast: Cast, work: Submission, ben: PageClient, signed_in_as: SignIn
) -> None:
    address = f"/marking/{work.id}"
    sent = typed({"c1": 2}) | {"comment-c2": WORD, "comment-c9": "nie ma takiego"}
    assert ben.put(address, data=sent, headers={"If-Match": '"0"'}).status_code == 200
    assert marking_draft_of(session, work, cast.ben).comments == {"c2": WORD}  # type: ignore[union-attr]
    page = ben.page(address)
    assert written(page, "comment-c2") == WORD
    ben.post(address, data=typed(PASSING, outcome="pass") | {"comment-c2": f" {WORD} "})
    said = session.scalars(select(CriterionMark).where(CriterionMark.comment != "")).all()
    assert [(one.criterion, one.comment) for one in said] == [("c2", WORD)]
    text = signed_in_as(cast.ana).page(f"/submissions/{work.id}").text
    assert WORD in text


def test_a_comment_of_another_page_is_told_before_it_is_overwritten(
    work: Submission, ben: PageClient
) -> None:
    address = f"/marking/{work.id}"
    ben.put(address, data={"comment-c1": WORD}, headers={"If-Match": '"0"'})
    answer = ben.put(address, data={"comment-c1": PRAISE}, headers={"If-Match": '"0"'})
    assert (answer.status_code, answer.get_json()["theirs"]) == (409, WORD)
    answer = ben.post(address, data={"comment-c1": PRAISE, "revision": "0"})
    assert answer.status_code == 409
    page = answered(answer)
    assert written(page, "comment-c1") == PRAISE
    assert WORD in page.text


def test_a_correction_begins_with_what_was_said(work: Submission, ben: PageClient) -> None:
    address = f"/marking/{work.id}"
    ben.post(address, data=typed(PASSING, outcome="pass") | {"comment-c4": WORD})
    assert written(ben.page(f"{address}?correct=1"), "comment-c4") == WORD


def test_a_comment_is_kept_once_and_said_again_by_ticking(
    session: Session, cast: Cast, course: Catalogue, work: Submission, ben: PageClient
) -> None:
    other = one_more(session, cast, course)
    for _ in range(2):
        revision = written_revision(ben, work)
        sent = {"comment-c1": WORD, "feedback": PRAISE, "keep": "c1", "revision": revision}
        answer = ben.post(f"/marking/{work.id}/comments", data=sent)
        assert answer.location == f"/marking/{work.id}#comment-c1"
    ben.post(
        f"/marking/{work.id}/comments",
        data={"feedback": PRAISE, "keep": "", "revision": written_revision(ben, work)},
    )
    kept = {one.text: one for one in session.scalars(select(BankComment))}
    assert {text: one.criterion for text, one in kept.items()} == {WORD: "c1", PRAISE: ""}
    ticked = {"bank": [str(one.id) for one in kept.values()], "feedback": "Dobrze."}
    answer = ben.post(f"/marking/{other.id}", data=ticked | {"revision": "0"})
    assert answer.status_code == 303
    draft = marking_draft_of(session, other, cast.ben)
    assert draft is not None
    assert (draft.comments, draft.feedback) == ({"c1": WORD}, f"Dobrze.\n{PRAISE}")


def written_revision(ben: PageClient, work: Submission) -> str:
    page = ben.page(f"/marking/{work.id}")
    [field] = [one for one in page.root.iter("input") if one.get("name") == "revision"]
    return field.get("value", "")


def test_a_blank_is_not_kept(session: Session, work: Submission, ben: PageClient) -> None:
    answer = ben.post(f"/marking/{work.id}/comments", data={"keep": "c2", "comment-c2": " "})
    assert answer.status_code == 303
    assert "Najpierw napisz komentarz" in ben.page(f"/marking/{work.id}").text
    assert session.scalars(select(BankComment)).all() == []


def test_trainers_of_the_programme_use_what_is_shared_and_nothing_else(
    session: Session, cast: Cast, work: Submission, ben: PageClient, signed_in_as: SignIn
) -> None:
    ewa = make_trainer(session, cast.cohort, "Ewa Druga")
    hers = make_comment(session, cast.cohort, ewa, "Słowa Ewy.", shared=True)
    private = make_comment(session, cast.cohort, ewa, "Tylko dla Ewy.")
    far = make_cohort(session, title="Gdzie indziej")
    elsewhere = make_comment(session, far, make_trainer(session, far), "Inny projekt.", shared=True)
    text = ben.page(f"/marking/{work.id}").text
    assert "Słowa Ewy. (Ewa Druga)" in text
    assert "Tylko dla Ewy." not in text
    assert "Inny projekt." not in text
    ids = [str(one.id) for one in (hers, private, elsewhere)]
    ben.post(f"/marking/{work.id}", data={"bank": ids, "revision": "0"})
    assert marking_draft_of(session, work, cast.ben).comments == {"c1": "Słowa Ewy."}  # type: ignore[union-attr]
    for comment in (hers, private):
        for deed in ("share", "remove"):
            assert ben.post(f"/marking/comments/{comment.id}/{deed}").status_code == 404
    signed_in_as(ewa).post(f"/marking/comments/{hers.id}/share", data={"shared": ""})
    assert "Słowa Ewy. (" not in ben.page(f"/marking/{work.id}").text


def test_ones_comments_have_a_page(
    session: Session, cast: Cast, work: Submission, ben: PageClient
) -> None:
    assert "Nie ma jeszcze zachowanych komentarzy" in ben.page("/marking/comments").text
    own = make_comment(session, cast.cohort, cast.ben)
    make_comment(session, cast.cohort, cast.ben, "Do całości.", criterion="")
    make_comment(session, cast.cohort, cast.ben, "Dawne.", criterion="c9")
    text = ben.page("/marking/comments").text
    for word in ("Dziennik słuchania", "Liczba i różnorodność", "cała praca", "c9", "Zapisz kod."):
        assert word in text
    ben.post(f"/marking/comments/{own.id}/share", data={"shared": "yes"})
    assert "udostępniony" in ben.page("/marking/comments").text
    ben.post(f"/marking/comments/{own.id}/remove")
    assert "Zapisz kod." not in ben.page("/marking/comments").text
    assert "Zapisz kod." not in ben.page(f"/marking/{work.id}").text
    assert ben.post(f"/marking/comments/{own.id}/remove").status_code == 404


def test_what_changed_since_the_last_time_is_told_in_words(
    session: Session, cast: Cast, course: Catalogue, ben: PageClient
) -> None:
    make_ready(session, course, cast.enrolment, cast.ana)
    work = make_revised(session, course, cast.ana, cast.ben, at=FRIDAY)
    page = ben.page(f"/marking/{work.id}")
    text = page.text
    assert ASKED in text
    assert f"Ostatnio: 1. {WORD}" in text
    assert "[dodano: pięć sekund]" in text
    assert "[usunięto: dłużej]" in text
    assert {"wiersz dodany", "wiersz zmieniony", "wiersz usunięty"} <= set(page_tags(page))
    assert "19 wierszy bez zmian" in text
    assert {"ins", "del"} <= {one.tag for one in page.root.iter()}
    assert "Wniosek do sprawdzenia bez zmian" in text
    assert "bez zmian" not in ben.page(f"/marking/{work.id - 1}").text


def page_tags(page: Page) -> list[str]:
    return [
        "".join(one.itertext()).strip()
        for one in page.root.iter("span")
        if (one.get("class") or "").startswith("tag")
    ]


def test_going_on_leads_to_the_next_piece_and_says_what_was_done(
    session: Session, cast: Cast, course: Catalogue, work: Submission, ben: PageClient
) -> None:
    second, third = (one_more(session, cast, course, days) for days in (1, 2))
    page = ben.page(f"/marking/{second.id}")
    assert ahead(page) == [f"/marking/{third.id}?after={second.id}"]
    answer = ben.post(f"/marking/{second.id}", data=typed(PASSING, outcome="pass"))
    [address] = ahead(page)
    assert (answer.status_code, answer.location) == (303, f"{address}#pass-{second.id}")
    page = ben.page(address)
    assert "Twoja ocena: zaliczone. Osoba Numer 1, Dziennik słuchania." in page.text
    assert f"/marking/{second.id}" in page.links()
    assert ahead(page) == [f"/marking/{work.id}?after={third.id}"]
    said = {"outcome": "revise", "feedback": "Dopisz."}
    answer = ben.post(f"/marking/{third.id}", data=typed(FAILING, **said))
    assert answer.location == f"/marking/{work.id}?after={third.id}#revise-{third.id}"
    page = ben.page(f"/marking/{work.id}")
    assert ahead(page) == []
    answer = ben.post(f"/marking/{work.id}", data=typed(PASSING, outcome="pass"))
    assert answer.location == "/marking"
    assert "Nic więcej nie czeka" in ben.page("/marking").text


def test_the_copy_fetched_ahead_is_still_true_after_the_mark(
    session: Session, cast: Cast, course: Catalogue, work: Submission, ben: PageClient
) -> None:
    following = one_more(session, cast, course)
    address = f"/marking/{following.id}?after={work.id}"
    copy = ben.get(address)
    assert copy.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in copy.headers["Vary"]
    ben.post(f"/marking/{work.id}", data=typed(PASSING, outcome="pass"))
    kept = {"If-None-Match": copy.headers["ETag"]}
    answer = ben.get(address, headers=kept)
    assert (answer.status_code, answer.get_data()) == (304, b"")
    ben.put(f"/marking/{following.id}", data={"feedback": "Nowe"}, headers={"If-Match": '"0"'})
    assert ben.get(address, headers=kept).status_code == 200


def test_the_piece_before_is_named_only_to_who_may_mark_it(
    session: Session, cast: Cast, course: Catalogue, work: Submission, ben: PageClient
) -> None:
    far = make_cohort(session, cast.programme, title="Gdzie indziej")
    stranger = make_person(session, "Kanarek Obcy")
    make_ready(session, course, make_enrolment(session, far, stranger), stranger)
    theirs = make_handed_in(session, course, stranger)
    for after in (theirs.id, 0, 10**9, "x"):
        assert "Kanarek" not in ben.page(f"/marking/{work.id}?after={after}").text
    taught = CohortTrainer(cohort_id=far.id, person_id=cast.ben.id, started_on=FRIDAY.date())
    add(session, taught)
    assert "Kanarek" in ben.page(f"/marking/{work.id}?after={theirs.id}").text
