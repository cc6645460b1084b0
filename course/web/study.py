"""Doors of studying: my course, its lessons, and what is accepted before it begins."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from content.rendering import render_lesson
from course.actions.study import complete_lesson as finish_lesson
from course.actions.study import give_consents, open_lesson, withdraw_name
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound
from course.queries.notes import notes_beside
from course.queries.participants import own_records
from course.queries.standing import standing_of
from course.queries.study import consents_of, own_enrolment
from course.terms import REQUIRED_CONSENTS, ConsentKind, EnrolmentState
from course.web.access import signed_in
from course.web.course_page import course_page
from course.web.forms.consents import SHOW_NAME, ConsentForm, consent_texts, texts_to_read
from course.web.freshness import is_kept, not_modified, tag_of, tagged
from course.web.i18n import language, speaking
from course.web.lesson_page import lesson_page
from course.web.lesson_text import (
    facts_of,
    lesson_named,
    lesson_to_read,
    questions_here,
    show_lesson,
)
from course.web.visitors import visitor

bp = Blueprint("study", __name__)


@bp.get("/course")
@signed_in
def course() -> ResponseReturnValue:
    """The trainee's first page: one next step, and the way through the modules."""
    try:
        page = course_page(reading(), visitor(), at=now())
    except NotFound:  # nobody's fault: not enrolled yet, or here to teach
        return render_template("study/nothing.html", told=own_records(reading(), visitor()))
    return render_template("study/course.html", page=page)


@bp.get("/consents")
@signed_in
def consents() -> ResponseReturnValue:
    """The texts to read and accept; afterwards, what was accepted and when."""
    return _consents_page(ConsentForm())


@bp.post("/consents")
@signed_in
def accept_consents() -> ResponseReturnValue:
    """Accept the texts, or change one's mind about the name on the verification page."""
    enrolment = own_enrolment(reading(), visitor())
    before = {consent.kind for consent in consents_of(reading(), enrolment.id)}
    form = ConsentForm.of(request.form, before=before)
    if form.faults:
        return _consents_page(form), 422
    with writing() as session:
        enrolment = own_enrolment(session, visitor())
        give_consents(
            session,
            enrolment,
            kinds=form.kinds,
            texts=consent_texts(catalogue().curriculum),
            by=visitor(),
            at=now(),
        )
        if ConsentKind.SHOW_NAME not in form.kinds:
            withdraw_name(session, enrolment, by=visitor(), at=now())
    flash(speaking().gettext("Saved."))
    return redirect(
        url_for(".consents" if before.issuperset(REQUIRED_CONSENTS) else ".course"), 303
    )


@bp.get("/lessons/<module>/<lesson>")
@signed_in
def lesson(module: str, lesson: str) -> ResponseReturnValue:
    """One lesson. Its first opening is remembered, so that My course leads back to it."""
    curriculum = catalogue().curriculum
    found, standing = lesson_to_read(module, lesson)
    beside = notes_beside(reading(), visitor().id, found.slug)
    tag = tag_of(
        *facts_of(found, standing),
        questions_here(found, standing),
        *((one.place, one.revision) for one in beside.values()),
    )
    if is_kept(tag):
        return not_modified(tag)
    html = show_lesson(found, standing, beside)
    if found.slug not in standing.opened and not standing.over:
        with writing() as session:
            open_lesson(session, curriculum, found.slug, by=visitor(), at=now())
    return tagged(html, tag)


@bp.get("/lessons/<module>/<lesson>/facts")
@signed_in
def facts(module: str, lesson: str) -> ResponseReturnValue:
    """Where the names, numbers and dates of a lesson come from. Raises NotFound without any."""
    found, _ = lesson_to_read(module, lesson)
    rendered = render_lesson(found, language(), catalogue().curriculum)
    if not rendered.facts:
        raise NotFound
    return render_template("study/facts.html", lesson=found, rendered=rendered)


@bp.post("/lessons/<module>/<lesson>")
@signed_in
def complete_lesson(module: str, lesson: str) -> ResponseReturnValue:
    """Read: on to what comes next."""
    curriculum = catalogue().curriculum
    found = lesson_named(module, lesson)
    with writing() as session:
        finish_lesson(session, curriculum, found.slug, by=visitor(), at=now())
        standing = standing_of(session, visitor())
    return redirect(lesson_page(curriculum, catalogue().quizzes, found, standing).next_href, 303)


def _consents_page(form: ConsentForm) -> str:
    enrolment = own_enrolment(reading(), visitor())
    return render_template(
        "study/consents.html",
        form=form,
        texts=texts_to_read(catalogue().curriculum, language()),
        given={consent.kind: consent for consent in consents_of(reading(), enrolment.id)},
        show_name=speaking().gettext(SHOW_NAME),
        over=enrolment.state is not EnrolmentState.ADMITTED,
    )
