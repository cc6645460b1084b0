"""Around practical work, in the same moment: the first is done, the second is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.assignments import withdraw_submission
from course.actions.marking import save_marking_draft
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import (
    DraftOpen,
    EnteredByOther,
    ExtensionDecided,
    ExtensionOpen,
    MarkingBegun,
    NotFound,
    StaleRevision,
    TalkNotDue,
)
from course.models import (
    DraftVersion,
    Enrolment,
    Extension,
    MarkingDraft,
    Person,
    Submission,
    WorkTalk,
)
from course.queries.arrangements import place_to_arrange, request_to_decide
from course.queries.assignments import own_submission
from course.queries.marking import submission_to_mark
from course.settings import Settings
from course.terms import SubmissionState
from tests.at_once import at_once, refusals
from tests.make import MONDAY
from tests.make_arrangements import (
    LATER,
    make_decision,
    make_entry,
    make_plan,
    make_request,
    make_talk,
)
from tests.make_assignments import make_draft, make_handed_in, make_marking, make_ready
from tests.own_app import own_app
from tests.people import make_cast

AT_ONCE = 4


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Ana may hand in Z3, which has a day, in a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            make_ready(session, course, cast.enrolment, cast.ana)
            make_plan(session, cast.cohort, cast.ben)
        yield app


def named(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name.startswith(name))).one()


def place(session: Session) -> Enrolment:
    """Ana's, held by nobody."""
    ana = named(session, "Ana")
    return session.scalars(select(Enrolment).where(Enrolment.person_id == ana.id)).one()


def test_of_requests_at_once_one_is_open(app: Flask) -> None:
    def ask(session: Session) -> None:
        make_request(session, place(session), named(session, "Ana"))

    assert refusals(app, *[ask] * AT_ONCE) == [ExtensionOpen] * (AT_ONCE - 1)


def test_of_decisions_at_once_the_first_stands(app: Flask, course: Catalogue) -> None:
    with app.app_context(), writing() as session:
        asked = make_request(session, place(session), named(session, "Ana")).id

    def decide(session: Session, *, gives: bool) -> None:
        ben = named(session, "Ben")
        request = request_to_decide(session, ben, asked)
        make_decision(session, course, request, ben, LATER if gives else None)

    deeds = [lambda session, gives=gives: decide(session, gives=gives) for gives in (True, False)]
    assert refusals(app, *deeds) == [ExtensionDecided]
    with app.app_context():
        [found] = reading().scalars(select(Extension))
        assert found.decided_at == MONDAY


def test_of_talks_at_once_one_allows_another_time(app: Flask, course: Catalogue) -> None:
    with app.app_context(), writing() as session:
        for _ in range(3):
            work = make_handed_in(session, course, named(session, "Ana"))
            make_marking(session, work, named(session, "Ben"))

    def talk(session: Session) -> None:
        ben = named(session, "Ben")
        make_talk(session, course, place_to_arrange(session, ben, place(session).id), ben)

    assert refusals(app, *[talk] * AT_ONCE) == [TalkNotDue] * (AT_ONCE - 1)
    with app.app_context():
        assert reading().scalar(select(func.count(WorkTalk.id))) == 1


@pytest.mark.parametrize("_again", range(3))
def test_work_is_taken_back_or_its_marking_has_begun(
    app: Flask, course: Catalogue, _again: int
) -> None:
    with app.app_context(), writing() as session:
        work = make_handed_in(session, course, named(session, "Ana")).id

    def withdraw(session: Session) -> None:
        ana = named(session, "Ana")
        withdraw_submission(session, own_submission(session, ana, work), by=ana, at=MONDAY)

    def mark(session: Session) -> None:
        ben = named(session, "Ben")
        found = submission_to_mark(session, ben, work)
        save_marking_draft(
            session, found, levels={"c1": 2}, feedback="R-15", revision=0, by=ben, at=MONDAY
        )

    [refused] = refusals(app, withdraw, mark)
    with app.app_context():
        state = reading().get_one(Submission, work).state
        drafts = reading().scalar(select(func.count(MarkingDraft.id)))
    assert (refused, state, drafts) in {
        (MarkingBegun, SubmissionState.HANDED_IN, 1),
        (NotFound, SubmissionState.DRAFT, 0),
    }


def test_a_trainer_and_the_author_who_begin_at_once_begin_one_draft(
    app: Flask, course: Catalogue
) -> None:
    def enter(session: Session) -> None:
        ben = named(session, "Ben")
        make_entry(session, course, place_to_arrange(session, ben, place(session).id), ben)

    def write(session: Session) -> None:
        make_draft(session, course, named(session, "Ana"))

    refused = refusals(app, enter, write)
    assert set(refused) <= {DraftOpen, StaleRevision, EnteredByOther}
    with app.app_context():
        assert reading().scalar(select(func.count(Submission.id))) == 1


def test_two_phones_that_begin_at_once_both_keep_their_words(app: Flask, course: Catalogue) -> None:
    """Through the doors: what the database refuses to the second, its door tries again."""
    with app.app_context():
        person = named(reading(), "Ana")
        cookie = f"{person.id}:{person.session_version}"

    def save(text: str) -> int:
        client = app.test_client()
        with client.session_transaction() as signed_in:
            signed_in["_user_id"], signed_in["_fresh"] = cookie, True
        headers = {"If-Match": '"0"', "X-Person": cookie.partition(":")[0]}
        return client.put("/assignments/z3", data={"leaders": text}, headers=headers).status_code

    texts = ["R-07", "R-08", "R-09"]
    assert sorted(at_once(*[lambda text=text: save(text) for text in texts])) == [200, 409, 409]
    with app.app_context():
        [draft] = reading().scalars(select(Submission))
        kept = [one.values["leaders"] for one in reading().scalars(select(DraftVersion))]
        assert sorted([draft.values["leaders"], *kept]) == texts
