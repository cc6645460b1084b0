"""An answered question is shown to the cohort in a trainer's words, and hidden again."""

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessments.personal_data.people import names_in
from course.actions.asking import hide_from_cohort, show_to_cohort
from course.clock import now
from course.database import reading, writing
from course.models import LessonQuestion
from course.permissions import Permission
from course.queries.asking import answer_of, question_for, question_to_answer
from course.sentences import N_
from course.web.access import allow
from course.web.asking.answering import thread_page
from course.web.asking.blueprint import bp
from course.web.forms.asking import ShowForm
from course.web.giving_away import warnings_of_text
from course.web.i18n import speaking
from course.web.visitors import visitor

LOOKS_LIKE_NAME = N_("“%(found)s” looks like somebody’s name.")


@bp.post("/marking/questions/<int:question_id>/shown")
@allow(Permission.ANSWER_QUESTIONS)
def share(question_id: int) -> ResponseReturnValue:
    """Show it. What may give a person away is named first; who is sure presses once more."""
    question, form = question_for(reading(), visitor(), question_id), ShowForm.of(request.form)
    if form.faults:
        return thread_page(question, show_form=form), 422
    warnings = _warnings(question, form)
    if warnings and not form.sure:
        return thread_page(question, show_form=replace(form, warnings=warnings)), 422
    with writing() as session:
        held = question_to_answer(session, visitor(), question_id)
        show_to_cohort(session, held, form.text, by=visitor(), at=now())
    flash(speaking().gettext("The cohort sees the question and the answer at the lesson now."))
    return redirect(url_for(".thread", question_id=question_id), 303)


@bp.post("/marking/questions/<int:question_id>/hidden")
@allow(Permission.ANSWER_QUESTIONS)
def hide(question_id: int) -> ResponseReturnValue:
    """Show it no longer."""
    with writing() as session:
        held = question_to_answer(session, visitor(), question_id)
        hide_from_cohort(session, held, by=visitor(), at=now())
    flash(speaking().gettext("The cohort no longer sees it. Whoever asked still does."))
    return redirect(url_for(".thread", question_id=question_id), 303)


def _warnings(question: LessonQuestion, form: ShowForm) -> tuple[str, ...]:
    """What may give somebody away in what the cohort would read: the question and its answer."""
    answer = answer_of(question)
    said = f"{form.text}\n{answer.text if answer else ''}"
    names = names_in(said, question.enrolment.person.name)
    return (
        *(speaking().say(LOOKS_LIKE_NAME, found=name) for name in names),
        *warnings_of_text(said),
    )
