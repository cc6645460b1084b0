"""A trainee's way: accepting, reading, being tested, handing in, being marked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from assessments.attempts import as_drawn, draw
from assessments.definitions import HIGHEST_LEVEL, Assignment, Essay
from assessments.marking import judge_marking
from course.actions.answers import save_answer
from course.actions.assignments import begin_draft, hand_in_submission, save_draft
from course.actions.essays import mark_essay
from course.actions.marking import mark_submission
from course.actions.quizzes import start_attempt, submit_attempt
from course.actions.study import complete_lesson, give_consents, open_lesson
from course.demo.answers import answers_to
from course.demo.cast import TRAINEES, TRAINERS, Somebody
from course.demo.stage import Deed, Stage
from course.demo.works import Values
from course.models import Person, QuizAttempt
from course.queries.assignments import newest_submission, own_submission
from course.queries.marking import submission_to_mark
from course.queries.quizzes import attempts_at
from course.terms import REQUIRED_CONSENTS, ConsentKind, MarkingOutcome

TO_ANSWER = timedelta(seconds=40)
STORY, LISTENING, PRACTICE = "z1", "z3", "start"


def plan_accepting(stage: Stage, who: Somebody, day: int, *, shows_name: bool) -> None:
    """Accept what is required, and perhaps that strangers see the name on a certificate."""
    kinds = {*REQUIRED_CONSENTS, *({ConsentKind.SHOW_NAME} if shows_name else ())}

    def accept(at: datetime) -> None:
        give_consents(
            stage.session,
            stage.places[who.key],
            kinds=kinds,
            texts=stage.means.consents,
            by=stage.people[who.key],
            at=at,
        )

    stage.plan(day, "17:50", accept)


def plan_reading(stage: Stage, who: Somebody, module: str, days: Iterable[int]) -> None:
    """Read the lessons of a module from the first on, one on each of these days."""
    lessons = stage.means.catalogue.curriculum.module(module).lessons
    for lesson, day in zip(lessons, days, strict=False):
        plan_first_look(stage, who, lesson.slug, day)
        read_at = stage.days.at(day, "19:05") + timedelta(minutes=lesson.minutes)
        stage.plan_at(read_at, _reading_to_the_end(stage, who, lesson.slug))


def plan_first_look(stage: Stage, who: Somebody, lesson: str, day: int) -> None:
    """Open a lesson."""
    curriculum = stage.means.catalogue.curriculum

    def open_it(at: datetime) -> None:
        open_lesson(stage.session, curriculum, lesson, by=stage.people[who.key], at=at)

    stage.plan(day, "19:05", open_it)


def plan_quiz(stage: Stage, who: Somebody, slug: str, began: datetime, *, missed: int) -> None:
    """Sit a quiz, missing some of its questions."""
    quiz = stage.means.catalogue.quizzes[slug]
    seed = int(began.timestamp())
    asked = as_drawn(quiz, draw(quiz, seed))
    attempts: list[QuizAttempt] = []

    def begin(at: datetime) -> None:
        curriculum, by = stage.means.catalogue.curriculum, stage.people[who.key]
        attempt = start_attempt(stage.session, curriculum, quiz, seed=seed, by=by, at=at)
        attempts.append(attempt)
        for number, (question, answer) in enumerate(answers_to(asked, missed=missed).items(), 1):
            save_answer(
                stage.session,
                attempt,
                question,
                answer,
                revision=0,
                request_key=f"demonstration-{number}",
                at=at + number * TO_ANSWER,
            )

    def submit(at: datetime) -> None:
        submit_attempt(stage.session, attempts[0], by=stage.people[who.key], at=at)

    stage.plan_at(began, begin)
    stage.plan_at(began + (quiz.asked + 1) * TO_ANSWER, submit)


def plan_essay_mark(stage: Stage, who: Somebody, day: int) -> None:
    """Let the trainer read what somebody wrote when they tried the practice quiz."""
    quiz = stage.means.catalogue.quizzes[PRACTICE]
    essay = next(question for question in quiz.questions if isinstance(question, Essay))

    def mark(at: datetime) -> None:
        [attempt] = attempts_at(stage.session, stage.places[who.key].id, PRACTICE)
        mark_essay(
            stage.session,
            attempt,
            essay.id,
            levels={criterion.id: HIGHEST_LEVEL for criterion in essay.criteria},
            comment="Dobrze Cię poznać. O sąsiadach porozmawiamy na pierwszych zajęciach.",
            by=trainer_of(stage, who),
            at=at,
            corrects=None,
        )

    stage.plan(day, "09:10", mark)


def plan_story(stage: Stage, who: Somebody, *, begun: int, handed_in: int) -> None:
    """Write about oneself and the role, and hand it in."""
    assignment = stage.means.catalogue.assignments[STORY]
    values = stage.means.works.story(assignment, who.pen_name)
    stage.plan(begun, "20:15", lambda at: write_draft(stage, who, assignment, {}, at))
    stage.plan(handed_in, "18:34", lambda at: write_draft(stage, who, assignment, values, at))
    stage.plan(handed_in, "18:42", lambda at: hand_in(stage, who, STORY, at))


def plan_marking(stage: Stage, who: Somebody, slug: str, day: int) -> None:
    """Let the trainer mark; work that earns it passes."""
    rubric = stage.means.catalogue.assignments[slug].rubric
    words = stage.means.works.marking(rubric, f"{slug}-{who.pen_name}")
    outcome = MarkingOutcome(judge_marking(rubric, words.levels).outcome)

    def mark(at: datetime) -> None:
        trainer = trainer_of(stage, who)
        handed_in = newest_submission(stage.session, stage.places[who.key].id, slug)
        assert handed_in is not None  # noqa: S101 -- the story has it handed in before
        mark_submission(
            stage.session,
            submission_to_mark(stage.session, trainer, handed_in.id),
            levels=words.levels,
            outcome=outcome,
            feedback=words.feedback,
            by=trainer,
            at=at,
        )

    stage.plan(day, "09:25", mark)


def trainer_of(stage: Stage, who: Somebody) -> Person:
    """Who teaches the cohort of a trainee."""
    [cohort] = [key for key, trainees in TRAINEES.items() if who in trainees]
    return stage.people[TRAINERS[cohort].key]


def _reading_to_the_end(stage: Stage, who: Somebody, lesson: str) -> Deed:
    curriculum = stage.means.catalogue.curriculum

    def complete(at: datetime) -> None:
        complete_lesson(stage.session, curriculum, lesson, by=stage.people[who.key], at=at)

    return complete


def write_draft(
    stage: Stage, who: Somebody, assignment: Assignment, values: Values, at: datetime
) -> None:
    """Begin a draft, or fill in the one that is there."""
    curriculum, by = stage.means.catalogue.curriculum, stage.people[who.key]
    draft = begin_draft(stage.session, curriculum, assignment, by=by, at=at)
    save_draft(
        stage.session,
        curriculum,
        assignment,
        values=values,
        revision=draft.revision,
        by=by,
        at=at,
    )


def hand_in(stage: Stage, who: Somebody, slug: str, at: datetime) -> None:
    """Hand in the draft that is there."""
    draft = newest_submission(stage.session, stage.places[who.key].id, slug)
    assert draft is not None  # noqa: S101 -- the story has it begun before
    by = stage.people[who.key]
    own = own_submission(stage.session, by, draft.id)
    hand_in_submission(stage.session, own, by=by, at=at)
