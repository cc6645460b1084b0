"""A scene in which every route has something to open, once for each of three trainees."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.audit import note
from course.actions.paper_tests import make_paper_test
from course.catalogue import Catalogue
from course.models import (
    Cohort,
    DraftVersion,
    Enrolment,
    Person,
    Programme,
    QuizAttempt,
)
from course.settings import Settings
from course.sign_in_secrets import calendar_token_of, reminders_token
from course.terms import Act, Indicator, LinkPurpose
from tests.make import (
    MONDAY,
    add,
    make_cohort,
)
from tests.make_arranged_scene import make_arranged
from tests.make_asking import of_questions
from tests.make_assignments import (
    ROW_DOORS,
    make_comment,
    make_draft,
    make_handed_in,
    make_ready,
)
from tests.make_essays import make_essay_attempt
from tests.make_fieldwork import make_entry, make_meeting, make_observation
from tests.make_last_scene import at_the_end
from tests.make_lists import of_lists
from tests.make_panels import ask_for_panels
from tests.make_participants import make_told
from tests.make_people import make_person_with_card, make_token
from tests.make_snapshots import of_figures
from tests.make_study import make_attempt, make_read
from tests.people import Cast, make_neighbours
from tests.scene_making import SCAN, Making, Staff, marked_blind, of_agreement

Values = Mapping[str, object]
NAMES = ("ana", "ben", "carla", "cyryl", "dov", "vera", "adam", "iga", "lena")


@dataclass(frozen=True, slots=True)
class Objects:
    """What the arguments of routes stand for, and what else in some of the routes."""

    values: Values
    instead: Mapping[str, Values]

    def address(self, app: Flask, door: str) -> str:
        """Where a door is: an endpoint, and after a colon which of its objects."""
        endpoint = door.partition(":")[0]
        arguments = next(app.url_map.iter_rules(endpoint)).arguments
        known = {**self.values, **self.instead.get(endpoint, {}), **self.instead.get(door, {})}
        named = {name: known[name] for name in arguments}
        return app.url_map.bind("localhost").build(endpoint, named)


@dataclass(frozen=True, slots=True)
class Scene:
    """The people by their names, and the objects of the trainees among them."""

    people: Mapping[str, Person]
    objects: Mapping[str, Objects]


def make_scene(session: Session, settings: Settings, course: Catalogue, cast: Cast) -> Scene:
    """Ana and Mira study here, Dov in the other programme; all have come equally far."""
    near, making = make_neighbours(session, cast), Making(session, course, settings)
    people = {name: getattr(cast, name) for name in NAMES} | {"mira": near.mira}
    cast.ana.password_hash = "never right"
    here = Staff(cast.ben, cast.vera, (cast.carla, cast.cyryl))
    there = Staff(near.ewa, cast.vera, (near.mira, cast.carla))
    studying = {
        "ana": (cast.enrolment, here),
        "dov": (near.dovs, there),
        "mira": (near.miras, here),
    }
    objects = {
        name: _make_objects(making, place, people[name], staff)
        for name, (place, staff) in studying.items()
    }
    for programme in session.scalars(select(Programme)):
        ask_for_panels(session, programme)
    for place, staff in studying.values():
        make_told(session, course, place, staff.deciding[0])
    return Scene(people, objects)


def _make_objects(making: Making, place: Enrolment, person: Person, staff: Staff) -> Objects:
    session = making.session
    cohort = session.get_one(Cohort, place.cohort_id)
    earlier = make_cohort(session, cohort.programme, title="Krosno, edycja 0")
    common, apart = _fixed(making, person), _fixed_apart(making, person)
    for values, instead in (
        _work(making, place, person),
        _of_cohort(making, place, cohort, staff),
        of_agreement(making, cohort, staff),
        of_lists(making, cohort, staff),
        at_the_end(making, earlier, person, staff),
        marked_blind(making, place, person, staff),
        of_figures(making, cohort, staff),
        make_arranged(session, making.course, place, staff.trainer, making.attached),
    ):
        common |= values
        apart |= instead
    common["question_id"] = of_questions(session, place, person, staff.trainer)
    return Objects(common, apart)


def _fixed(making: Making, person: Person) -> dict[str, object]:
    _, card = make_person_with_card(making.session, making.settings, batch=person.name)
    token = make_token(making.session, making.settings, person, LinkPurpose.SIGN_IN)
    return {
        "module": "m3",
        "lesson": "2-questions",
        "build": "a-build",
        "lang": Language.PL.value,
        "language": Language.PL.value,
        "name": "m1",
        "kind": "csv",
        "indicator": Indicator.QUALIFIED_ORGANISERS.value,
        "deed": "send",
        "code": card.code,
        "token": token,
        "reminders_token": reminders_token(person, making.settings.key("reminders")),
        "filename": "favicon.svg",
        "request_key": "a-key-of-the-scene",
    }


def _fixed_apart(making: Making, person: Person) -> dict[str, Values]:
    kept = (
        *("regrade", "preview_regrade", "void", "preview_void"),
        *("grant", "offer_attempt", "review_date", "set_day"),
    )
    tried = ("begin_preview", "preview", "try_answer", "show", "start")
    quizzes = ("make_paper_test", "paper_tests", *tried)
    entering = ("enter", "enter_for", "keep", "new", "new_for")
    forms = ("show", "save", "autosave", "hand_in", "revise", "take", "add_file", "remove_file")
    calendar = calendar_token_of(person, making.settings.key("calendar"))
    return {
        "booklets.module": {"slug": "m1"},
        "calendar.feed": {"token": calendar},
        "exchange.export": {"slug": "m3"},
        "offline.entry": {"kind": "conversation"},
        "materials.blank": {"slug": "z1"},
        "materials.booklet": {"slug": "m1"},
        "materials.examples": {"slug": "z1"},
        "materials.questions": {"slug": "m1"},
        "materials.trainer_guide": {"slug": "m1"},
        "notes.keep": {"place": "note"},
        "notes.save": {"place": "note"},
        "pages.guide": {"slug": "help"},
        "quizzes.cohort_people": {"slug": "m1"},
        "quizzes.cohort_questions": {"slug": "m1"},
        **{f"keeping.{door}": {"slug": "m3"} for door in kept},
        **{f"quizzes.{door}": {"slug": "m3"} for door in quizzes},
        **{f"assignments.{form}": {"slug": "z1"} for form in forms},
        **{f"fieldwork.{door}": {"kind": "other"} for door in entering},
    } | ROW_DOORS


def _work(
    making: Making, place: Enrolment, person: Person
) -> tuple[dict[str, object], dict[str, Values]]:
    """An attempt, and one that is over; a draft, and work handed in, each with a file; practice."""
    session, course = making.session, making.course
    make_ready(session, course, place, person)
    of_place = QuizAttempt.enrolment_id == place.id, QuizAttempt.quiz_slug == "m1"
    over = session.scalars(select(QuizAttempt).where(*of_place)).one()
    make_read(session, course, "m3", person)
    attempt = make_attempt(session, course, "m3", person)
    draft = make_draft(session, course, person, {"comparisons": [{"situation": "?"}]}, slug="z1")
    work = make_handed_in(session, course, person)
    kept = DraftVersion(submission_id=draft.id, revision=1, values={}, kept_at=MONDAY)
    essay = {"attempt_id": make_essay_attempt(session, place, person).id, "question": "essay"}
    in_draft = making.attached(draft, "attachment")
    values = {
        "attempt_id": attempt.id,
        "place": 1,
        "seed": 7,
        "question": attempt.drawn["questions"][0],
        "submission_id": work.id,
        "file_id": making.attached(work, "appendix"),
        "version_id": add(session, kept).id,
        "entry_id": make_entry(session, place).id,
        "deed_id": note(session, Act.PERSON_CHANGED, by=None, subject=person, at=MONDAY).id,
    }
    return values, {
        "quizzes.record": {"attempt_id": over.id},
        "quizzes.record:of an open attempt": {"attempt_id": attempt.id},
        "keeping.accept": {"attempt_id": over.id},
        "keeping.late": {"attempt_id": over.id},
        "quizzes.result": {"attempt_id": over.id},
        **dict.fromkeys(("quizzes.essay", "quizzes.mark_essay"), essay),
        "assignments.remove_file": {"slug": "z1", "file_id": in_draft},
        "assignments.tell_people": {"slug": "z1", "file_id": in_draft},
        "assignments.file:of a draft": {"file_id": in_draft},
        "assignments.submission:a draft": {"submission_id": draft.id},
    }


def _of_cohort(
    making: Making, place: Enrolment, cohort: Cohort, staff: Staff
) -> tuple[dict[str, object], dict[str, Values]]:
    observation = make_observation(making.session, place, staff.trainer, scan=making.stored(SCAN))
    meeting = make_meeting(making.session, cohort, staff.trainer, code=f"W{place.id}")
    quiz = making.course.quizzes["m3"]
    paper = make_paper_test(
        making.session, cohort, quiz, seed=7, request_key="a", by=staff.trainer, at=MONDAY
    )
    return {
        "enrolment_id": place.id,
        "cohort_id": cohort.id,
        "paper_id": paper.id,
        "person_id": staff.trainer.id,
        "meeting_id": meeting.id,
        "comment_id": make_comment(making.session, cohort, staff.trainer).id,
        "observation_id": observation.id,
    }, {
        "observations.enter": {"kind": "observation"},
        "observations.new": {"kind": "witness_statement"},
    }
