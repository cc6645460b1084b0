"""The page of questions at a lesson: what a trainee asked, what was answered, a form to ask."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.receipts import fingerprint
from content.curriculum import Lesson
from course.actions.asking import ask_more, ask_question, withdraw_question
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import QuestionSentBefore
from course.models import LessonQuestion
from course.queries.arrangements import own_place_held
from course.queries.asking import (
    answer_of,
    mark_read,
    own_question,
    own_questions,
    questions_shown,
)
from course.queries.standing import Standing, standing_of
from course.web.access import signed_in
from course.web.asking.blueprint import bp
from course.web.forms.asking import WordsForm
from course.web.i18n import speaking
from course.web.lesson_text import lesson_named
from course.web.saving import acknowledged
from course.web.visitors import visitor


@bp.get("/lessons/<module>/<lesson>/questions")
@signed_in
def show(module: str, lesson: str) -> ResponseReturnValue:
    """What was asked and answered here. Answers that are new are read by opening it."""
    found, standing = _open_lesson(module, lesson)
    page = _page(found, standing, WordsForm())
    if standing.questions_at(found.slug).new:
        with writing() as session:
            mark_read(session, visitor(), found.slug)
    return page


@bp.post("/lessons/<module>/<lesson>/questions")
@signed_in
def ask(module: str, lesson: str) -> ResponseReturnValue:
    """Ask the trainers of one's cohort."""
    found, standing = _open_lesson(module, lesson)
    form = WordsForm.of(request.form)
    if form.faults:
        return _page(found, standing, form), 422
    try:
        question = _ask(found, form)
    except QuestionSentBefore as refusal:
        refused = speaking().error(refusal.code, refusal.facts)
        anew = WordsForm(form.text, form.wants_letter, refused=refused)
        return _page(found, standing, anew), 409
    flash(speaking().gettext("Your trainer has your question. The answer will stand here."))
    return redirect(_here(question), 303)


@bp.put("/lessons/<module>/<lesson>/questions/<request_key>")
@signed_in
def keep(module: str, lesson: str, request_key: str) -> ResponseReturnValue:
    """Take in a question from the page where it was written; it may come late, and twice."""
    found, _ = _open_lesson(module, lesson)
    form = WordsForm.of({**request.form, "request_key": request_key})
    if form.faults:
        fault = form.faults["text"]
        return {"error": "not_ready", "sentence": speaking().fault(fault.code, fault.facts)}, 422
    question = _ask(found, form)
    sha256 = fingerprint([question.request_key, question.text])
    return acknowledged(revision=1, at=question.asked_at, sha256=sha256)


@bp.post("/questions/<int:question_id>/more")
@signed_in
def more(question_id: int) -> ResponseReturnValue:
    """Write on in one's own question."""
    form = WordsForm.of(request.form)
    if form.faults:
        return _page_of(question_id, form), 422
    try:
        with writing() as session:
            question = own_question(session, visitor(), question_id)
            ask_more(session, question, form.words, by=visitor(), at=now())
    except QuestionSentBefore as refusal:
        refused = speaking().error(refusal.code, refusal.facts)
        return _page_of(question_id, WordsForm(form.text, refused=refused)), 409
    flash(speaking().gettext("Your trainer has what you wrote."))
    return redirect(_here(question), 303)


@bp.post("/questions/<int:question_id>/withdrawal")
@signed_in
def withdraw(question_id: int) -> ResponseReturnValue:
    """Take back one's own question, while nobody has answered."""
    with writing() as session:
        question = own_question(session, visitor(), question_id)
        withdraw_question(session, question, by=visitor(), at=now())
    flash(speaking().gettext("Your question is taken back. Nobody will answer it."))
    return redirect(_here(question), 303)


def _ask(lesson: Lesson, form: WordsForm) -> LessonQuestion:
    with writing() as session:
        return ask_question(
            session,
            own_place_held(session, visitor(), _standing_at(session, lesson).enrolment_id),
            lesson.slug,
            form.words,
            wants_letter=form.wants_letter,
            by=visitor(),
            at=now(),
        )


def _open_lesson(module: str, lesson: str) -> tuple[Lesson, Standing]:
    """A lesson that is open to the visitor as a trainee. Raises NotFound, Locked."""
    found = lesson_named(module, lesson)
    return found, _standing_at(reading(), found)


def _standing_at(session: Session, lesson: Lesson) -> Standing:
    curriculum, standing = catalogue().curriculum, standing_of(session, visitor())
    standing.check_module(curriculum, curriculum.module(lesson.module))
    return standing


def _here(question: LessonQuestion) -> str:
    module, _, lesson = question.lesson_slug.partition("/")
    return url_for(".show", module=module, lesson=lesson, _anchor=f"question-{question.id}")


def _page_of(question_id: int, form: WordsForm) -> str:
    """The page of one's question again, with what is wrong in what was written on."""
    question = own_question(reading(), visitor(), question_id)
    found, standing = _open_lesson(*question.lesson_slug.split("/"))
    return _page(found, standing, WordsForm(), written_on={question_id: form})


def _page(
    lesson: Lesson,
    standing: Standing,
    form: WordsForm,
    written_on: dict[int, WordsForm] | None = None,
) -> str:
    own = own_questions(reading(), visitor(), lesson.slug)
    return render_template(
        "asking/lesson.html",
        lesson=lesson,
        module=catalogue().curriculum.module(lesson.module),
        form=form,
        own=[(one, answer_of(one), (written_on or {}).get(one.id, WordsForm())) for one in own],
        shown=[
            (one, answer)
            for one in questions_shown(reading(), visitor(), lesson.slug)
            if (answer := answer_of(one))
        ],
        over=standing.over,
        has_email=visitor().email is not None,
    )
