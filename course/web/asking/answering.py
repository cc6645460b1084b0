"""Questions that wait for a trainer, the oldest first, and one with all that was written in it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from content.languages import Language
from course.actions.asking import answer_question
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import QuestionSentBefore, WrittenMeanwhile
from course.models import LessonQuestion
from course.permissions import Permission
from course.queries.asking import (
    answer_of,
    count_questions_waiting,
    last_word_id,
    question_for,
    question_to_answer,
    questions_answered,
    questions_waiting,
)
from course.queries.marking import cohorts_marked_by
from course.queries.tasks import LONGEST_QUESTION_WAIT
from course.web.access import allow
from course.web.asking.blueprint import bp
from course.web.forms.asking import ShowForm, WordsForm
from course.web.i18n import language, speaking
from course.web.numbers import row_number
from course.web.visitors import visitor

PAGE = 20


@bp.get("/marking/questions")
@allow(Permission.ANSWER_QUESTIONS)
def waiting() -> ResponseReturnValue:
    """What waits, each with its form, and what was answered last."""
    session, me, today = reading(), visitor(), local_day(now())
    cohort_id = request.args.get("cohort", type=row_number)
    found = questions_waiting(session, me, cohort_id=cohort_id, most=PAGE)
    return render_template(
        "asking/waiting.html",
        waiting=[
            (
                one,
                title_of(one.lesson_slug, language()),
                (today - local_day(one.waits_since or one.asked_at)).days,
                WordsForm(seen=last_word_id(one)),
            )
            for one in found
        ],
        count=count_questions_waiting(session, me, cohort_id=cohort_id),
        answered=[
            (one, title_of(one.lesson_slug, language()))
            for one in questions_answered(session, me, cohort_id=cohort_id, most=PAGE)
        ],
        cohorts=[(one.id, one.title) for one in cohorts_marked_by(session, me)],
        cohort_id=cohort_id,
        longest_wait=LONGEST_QUESTION_WAIT.days,
    )


@bp.get("/marking/questions/<int:question_id>")
@allow(Permission.ANSWER_QUESTIONS)
def thread(question_id: int) -> ResponseReturnValue:
    """One question with every word, to be answered anew or shown to the cohort."""
    question = question_for(reading(), visitor(), question_id)
    return thread_page(question)


@bp.post("/marking/questions/<int:question_id>/reply")
@allow(Permission.ANSWER_QUESTIONS)
def answer(question_id: int) -> ResponseReturnValue:
    """Answer; another answer later stands in place of the first."""
    form = WordsForm.of(request.form)
    if form.faults:
        return thread_page(question_for(reading(), visitor(), question_id), form), 422
    try:
        with writing() as session:
            question = question_to_answer(session, visitor(), question_id)
            answer_question(
                session,
                question,
                form.words,
                seen=form.seen,
                lesson_title=title_of(question.lesson_slug, question.enrolment.person.language),
                by=visitor(),
                at=now(),
            )
    except (QuestionSentBefore, WrittenMeanwhile) as refusal:
        return _come_back(question_id, form, speaking().error(refusal.code, refusal.facts))
    flash(speaking().gettext("Your answer stands at the lesson, where the trainee reads it."))
    return redirect(url_for(".thread", question_id=question_id), 303)


def title_of(slug: str, spoken: Language) -> str:
    """What a lesson is called today; one that is no longer in the course keeps its slug."""
    try:
        return catalogue().curriculum.lesson(slug).title.in_language(spoken)
    except KeyError:
        return slug


def thread_page(
    question: LessonQuestion, form: WordsForm | None = None, show_form: ShowForm | None = None
) -> str:
    """The page of one question."""
    return render_template(
        "asking/thread.html",
        question=question,
        title=title_of(question.lesson_slug, language()),
        answer=answer_of(question),
        form=form or WordsForm(seen=last_word_id(question)),
        show_form=show_form or ShowForm(question.shown_text or question.text),
    )


def _come_back(question_id: int, form: WordsForm, refused: str) -> ResponseReturnValue:
    """Nothing typed is lost: it stands below what was written meanwhile, and goes on top of it."""
    question = question_for(reading(), visitor(), question_id)
    anew = WordsForm(form.text, seen=last_word_id(question), refused=refused)
    return thread_page(question, anew), 409
