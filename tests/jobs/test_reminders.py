"""Letters that remind: what is near, in one letter, within the cap, to who wants them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.clock import LOCAL_ZONE
from course.database import reading, writing
from course.jobs.letters import MOST_TRIES
from course.jobs.reminders import post_reminders
from course.jobs.worker import work_once
from course.models import Enrolment, LessonProgress, Letter, Meeting, Person
from course.settings import Settings
from course.terms import EnrolmentState, LetterKind
from tests.at_once import at_once
from tests.make import make_cohort, make_enrolment, make_person
from tests.make_arrangements import make_plan
from tests.make_assignments import make_handed_in, make_ready
from tests.make_fieldwork import make_meeting
from tests.own_app import own_app
from tests.people import Cast, make_cast

MORNING = datetime(2026, 11, 23, 7, tzinfo=LOCAL_ZONE)
DAY = timedelta(days=1)
SIX_WORKERS = 6


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture(autouse=True)
def stranger_left(session: Session, cast: Cast) -> None:
    """Dov, who studies elsewhere and was never seen, would be reminded too."""
    cast.dov.left_at = MORNING - 30 * DAY
    session.commit()


def be_seen(session: Session, place: Enrolment, at: datetime) -> None:
    """A sign of life: the first lesson is opened, at whatever moment."""
    opened = session.scalar(
        select(LessonProgress).where(LessonProgress.enrolment_id == place.id).limit(1)
    )
    if opened is None:
        opened = LessonProgress(enrolment_id=place.id, lesson_slug="m1/1-idea")
        session.add(opened)
    opened.opened_at = at
    session.commit()


@pytest.fixture
def seen(session: Session, cast: Cast) -> Cast:
    """Ana was seen the day before; nothing is near."""
    be_seen(session, cast.enrolment, MORNING - DAY)
    return cast


def posted(session: Session, at: datetime) -> list[Letter]:
    """Every reminder, after a look at this moment."""
    session.commit()
    post_reminders(clock=lambda: at)
    reading().rollback()
    session.expire_all()
    kind = Letter.kind == LetterKind.REMINDER
    return list(session.scalars(select(Letter).where(kind).order_by(Letter.id)))


def meet(session: Session, cast: Cast, at: datetime) -> Meeting:
    meeting = make_meeting(session, cast.cohort, cast.ben, starts_at=at)
    session.commit()
    return meeting


def test_nothing_near_is_nothing_said(session: Session, seen: Cast) -> None:
    assert posted(session, MORNING) == []


def test_a_meeting_tomorrow_is_told_once_in_the_morning(session: Session, seen: Cast) -> None:
    meeting = meet(session, seen, MORNING + DAY + timedelta(hours=10))
    assert posted(session, MORNING - timedelta(seconds=1)) == []
    assert posted(session, MORNING - DAY) == []  # that is not tomorrow yet
    for at in (MORNING, MORNING, MORNING + timedelta(hours=12)):
        [letter] = posted(session, at)
    assert letter.to == seen.ana.email
    assert [one["title"] for one in letter.facts["meetings"]] == [meeting.title]
    assert (letter.facts["due"], letter.facts["quiet"]) == ([], False)
    assert len(posted(session, MORNING + DAY)) == 1


def test_a_cancelled_meeting_is_not_told(session: Session, seen: Cast) -> None:
    meeting = meet(session, seen, MORNING + DAY)
    meeting.cancelled_at, meeting.cancelled_why = MORNING - DAY, "Choroba."
    assert posted(session, MORNING) == []


def test_work_due_soon_is_told_until_it_is_handed_in(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_ready(session, course, cast.enrolment, cast.ana)
    make_plan(session, cast.cohort, cast.ben, due_on=date(2026, 11, 26))
    be_seen(session, cast.enrolment, MORNING - DAY)
    assert posted(session, MORNING - DAY) == []  # four days are not soon
    [letter] = posted(session, MORNING)
    title = course.assignments["z3"].title.in_language(cast.ana.language)
    assert letter.facts["due"] == [{"title": title, "due_on": "2026-11-26"}]
    make_handed_in(session, course, cast.ana)
    assert len(posted(session, MORNING + 2 * DAY)) == 1


def test_silence_is_told_after_a_week_and_three_times_at_most(session: Session, seen: Cast) -> None:
    told = [len(posted(session, MORNING + day * DAY)) for day in range(60)]
    firsts = [told.index(count) for count in (1, 2, 3)]
    assert firsts == [6, 13, 20]
    assert max(told) == 3
    be_seen(session, seen.enrolment, MORNING + 60 * DAY)
    assert len(posted(session, MORNING + 66 * DAY)) == 3
    [*_, letter] = posted(session, MORNING + 67 * DAY)
    assert letter.facts["quiet"]
    session.refresh(seen.enrolment)
    assert seen.enrolment.reminders == 1


def test_one_letter_gathers_all(session: Session, cast: Cast, course: Catalogue) -> None:
    make_plan(session, cast.cohort, cast.ben, due_on=date(2026, 11, 24))
    meet(session, cast, MORNING + DAY)
    [letter] = posted(session, MORNING)
    assert letter.facts["meetings"]
    assert letter.facts["due"]
    assert letter.facts["quiet"]  # never seen since October


def test_nobody_else_is_reminded(session: Session, cast: Cast, course: Catalogue) -> None:
    """Switched off, left, without an address, not admitted, or outside the time of the course."""

    def quiet(name: str, cohort_columns: dict[str, object] | None = None) -> Enrolment:
        cohort = make_cohort(session, cast.programme, **(cohort_columns or {}))
        return make_enrolment(session, cohort, make_person(session, name))

    cast.ana.reminders_off_at = MORNING
    left, card = quiet("Left"), quiet("Card")
    session.get_one(Person, left.person_id).left_at = MORNING
    holder = session.get_one(Person, card.person_id)
    holder.email, holder.card_hash, holder.pin_hash = None, "c" * 64, "p"
    for state in set(EnrolmentState) - {EnrolmentState.ADMITTED}:
        quiet(state.value).state = state
    quiet("Early", {"starts_on": date(2026, 11, 24)})
    quiet("Late", {"ends_on": date(2026, 11, 22)})
    assert posted(session, MORNING) == []
    wanted = quiet("Wanted")
    [letter] = posted(session, MORNING)
    assert letter.to == session.get_one(Person, wanted.person_id).email


def test_it_speaks_the_persons_language_and_ends_at_night(
    session: Session, settings: Settings, seen: Cast
) -> None:
    meet(session, seen, MORNING + DAY + timedelta(hours=10))
    [letter] = posted(session, MORNING)
    told: list[str] = []
    night = MORNING + timedelta(hours=14)
    work_once(settings, lambda message: told.append(message.get_content()), clock=lambda: MORNING)
    assert "jutro spotyka się twoja grupa" in told[0]
    assert "/reminders/" in told[0]
    session.expire_all()
    letter.sent_at = None
    session.commit()
    work_once(settings, lambda message: told.append(message.get_content()), clock=lambda: night)
    session.expire_all()
    assert (len(told), letter.tries) == (1, MOST_TRIES)


def test_one_letter_that_fails_stops_no_other(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = make_enrolment(session, cast.cohort, make_person(session, "Zenon Żak"))
    be_seen(session, late, MORNING - 9 * DAY)
    taken = Letter(
        kind=LetterKind.REMINDER,
        to="x@example.org",
        language=cast.ana.language,
        facts={},
        key=f"reminder-{cast.enrolment.id}-{int(MORNING.timestamp())}",
        written_at=MORNING,
        not_before=MORNING,
    )
    session.add(taken)
    to = [letter.to for letter in posted(session, MORNING)]
    zenon = session.get_one(Person, late.person_id)
    assert zenon.email in to
    assert cast.ana.email not in to


def test_many_workers_post_one_letter(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            session.execute(update(Person).where(Person.id == cast.dov.id).values(left_at=MORNING))

        def post() -> int:
            with app.app_context():
                return post_reminders(clock=lambda: MORNING)

        assert sum(at_once(*[post] * SIX_WORKERS)) == 1
        with app.app_context():
            reminded = reading().scalars(select(Enrolment.reminders).where(Enrolment.reminders > 0))
            assert list(reminded) == [1]
