"""Doors of studying: my course, its lessons, and what is accepted before it begins."""

from functools import lru_cache

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from content.curriculum import Lesson
from content.rendering import Rendered, render_lesson
from course.actions.study import complete_lesson as finish_lesson
from course.actions.study import give_consents, open_lesson, withdraw_name
from course.catalogue import Catalogue, catalogue
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound
from course.language import hard_spaces
from course.queries.participants import own_records
from course.queries.standing import Standing, standing_of
from course.queries.study import consents_of, own_enrolment
from course.terms import REQUIRED_CONSENTS, ConsentKind, EnrolmentState
from course.web.access import signed_in
from course.web.course_page import course_page
from course.web.forms.consents import SHOW_NAME, ConsentForm, consent_texts, texts_to_read
from course.web.freshness import is_kept, not_modified, tag_of, tagged
from course.web.i18n import language, speaking
from course.web.lesson_page import lesson_page
from course.web.reader import standing_or_reader
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
    found = _lesson_here(module, lesson)
    standing = standing_or_reader()
    standing.check_module(curriculum, curriculum.module(module))
    facts = (found.slug, found.digest, *_frame_shown(catalogue(), found, standing))
    tag = tag_of(*facts)
    if is_kept(tag):
        return not_modified(tag)
    rendered = render_lesson(found, language(), curriculum)
    html = render_template(
        "study/lesson.html",
        page=lesson_page(curriculum, catalogue().quizzes, found, standing),
        rendered=rendered,
        body=_ready(rendered),
        facts=facts,
    )
    if found.slug not in standing.opened and not standing.over:
        with writing() as session:
            open_lesson(session, curriculum, found.slug, by=visitor(), at=now())
    return tagged(html, tag)


@bp.post("/lessons/<module>/<lesson>")
@signed_in
def complete_lesson(module: str, lesson: str) -> ResponseReturnValue:
    """Read: on to what comes next."""
    curriculum = catalogue().curriculum
    found = _lesson_here(module, lesson)
    with writing() as session:
        finish_lesson(session, curriculum, found.slug, by=visitor(), at=now())
        standing = standing_of(session, visitor())
    return redirect(lesson_page(curriculum, catalogue().quizzes, found, standing).next_href, 303)


def _lesson_here(module: str, lesson: str) -> Lesson:
    try:
        return catalogue().curriculum.lesson(f"{module}/{lesson}")
    except KeyError:
        raise NotFound from None


def _frame_shown(course: Catalogue, lesson: Lesson, standing: Standing) -> tuple[object, ...]:
    """What a lesson's page shows around its text: the module, and the trainee's progress in it."""
    module = course.curriculum.module(lesson.module)
    lessons = tuple((one.slug, one.title, one.minutes) for one in module.lessons)
    asked = course.quizzes[module.quiz].asked if module.quiz else None
    read = tuple(one.slug for one in module.lessons if one.slug in standing.read)
    passed = module.quiz in standing.quizzes_passed
    return module.title, lessons, asked, read, passed, standing.over, standing.only_reads


@lru_cache(maxsize=512)
def _ready(rendered: Rendered) -> Markup:
    """The text with its hard spaces, worked out once. It is ours: made safe from the repository."""
    return Markup(hard_spaces(rendered.html))  # noqa: S704


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
