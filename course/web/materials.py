"""The course to be read and printed: for trainers, and for everybody who likes paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from assessments.definitions import Assignment, Question
from assessments.examples import ExampleWork
from content.curriculum import Lesson, Module, Term
from content.rendering import Rendered, render_guide, render_in_booklet
from course.catalogue import catalogue
from course.errors import NotFound
from course.language import alphabet_key, hard_spaces
from course.papers import has_pango
from course.permissions import Permission
from course.queries.standing import Standing
from course.web.access import allow, public, signed_in
from course.web.drafts import authored, brief_of
from course.web.forms.quiz_words import right_answer
from course.web.i18n import language, speaking
from course.web.lesson_page import home_label, home_of
from course.web.reader import may_read_keys, standing_or_reader
from course.web.search_page import query_asked, terms_found

bp = Blueprint("materials", __name__)


@dataclass(frozen=True, slots=True)
class InBooklet:
    """A lesson as it stands in its module's booklet."""

    lesson: Lesson
    rendered: Rendered
    body: Markup


@bp.get("/materials")
@allow(Permission.READ_COURSE)
def index() -> ResponseReturnValue:
    """The whole course for those who work with it."""
    curriculum = catalogue().curriculum
    modules = {module.slug for module in curriculum.modules}
    return render_template(
        "materials/index.html",
        course=catalogue(),
        workshops=[slug for slug in curriculum.trainer_guides if slug not in modules],
        title_of=_title_of_guide,
        for_trainers=may_read_keys(),
    )


@bp.get("/materials/trainers/<slug>")
@allow(Permission.READ_TRAINER_GUIDES)
def trainer_guide(slug: str) -> ResponseReturnValue:
    """How to teach a module or a workshop; trainees never see it."""
    guide = catalogue().curriculum.trainer_guides.get(slug)
    if guide is None or not may_read_keys():
        raise NotFound
    return render_template(
        "materials/trainer_guide.html",
        guide=_ready(render_guide(guide.body.in_language(language()))),
        translation=guide.translation,
    )


@bp.get("/materials/questions/<slug>")
@allow(Permission.READ_TRAINER_GUIDES)
def questions(slug: str) -> ResponseReturnValue:
    """A bank with its answers and explanations; trainees never see it."""
    quiz = catalogue().quizzes.get(slug)
    if quiz is None or not may_read_keys():
        raise NotFound
    return render_template(
        "materials/questions.html",
        quiz=quiz,
        module=catalogue().curriculum.module(quiz.module),
        lessons={one.slug: one for one in catalogue().curriculum.lessons()},
        right_answer=_right_answer,
    )


@bp.get("/glossary")
@public
def glossary() -> ResponseReturnValue:
    """Every word of the course, in the order of the alphabet; or those that are looked for."""
    terms = catalogue().curriculum.terms
    asked = query_asked()
    return render_template(
        "materials/glossary.html",
        terms=terms_found(asked) if asked else in_order(terms.values()),
        total=len(terms),
        asked=asked,
        can_print=has_pango(),
    )


@bp.get("/competences")
@public
def competences() -> ResponseReturnValue:
    """What the certificate confirms, and how to look at oneself."""
    curriculum = catalogue().curriculum
    outcomes = {one.code: one.text for module in curriculum.modules for one in module.outcomes}
    return render_template(
        "materials/competences.html", competences=curriculum.competences, outcomes=outcomes
    )


@bp.get("/modules/<slug>/booklet")
@signed_in
def booklet(slug: str) -> ResponseReturnValue:
    """A module as one text for paper: lessons, its assignment with a blank form, its words."""
    module, curriculum = module_called(slug), catalogue().curriculum
    standing = standing_or_reader()
    standing.check_module(curriculum, module)
    return render_template(
        "materials/booklet.html",
        home=home_of(standing, module),
        home_label=home_label(standing),
        can_print=has_pango(),
        **in_booklet(module),
    )


@bp.get("/assignments/<slug>/blank")
@signed_in
def blank(slug: str) -> ResponseReturnValue:
    """The form of an assignment for paper."""
    assignment = authored(slug)
    standing = _standing_at(assignment)
    return render_template(
        "materials/blank.html",
        assignment=assignment,
        brief=brief_of(assignment),
        way_back=_way_back(standing, assignment),
    )


@bp.get("/assignments/<slug>/examples")
@signed_in
def examples(slug: str) -> ResponseReturnValue:
    """Two pieces of work for an invented case, with the reasons for their levels."""
    assignment = authored(slug)
    standing = _standing_at(assignment)
    example = catalogue().examples.get(slug)
    if example is None:
        raise NotFound
    return render_template(
        "materials/examples.html",
        assignment=assignment,
        example=example,
        values_of=_values_of,
        way_back=_way_back(standing, assignment),
    )


def _standing_at(assignment: Assignment) -> Standing:
    """Its papers are open as soon as its form is. Raises NotFound, Locked and ConsentsMissing."""
    curriculum, standing = catalogue().curriculum, standing_or_reader()
    standing.check_module(curriculum, curriculum.module(assignment.module))
    return standing


def _way_back(standing: Standing, assignment: Assignment) -> tuple[str, str]:
    """Where the papers of an assignment lead back to: address and label."""
    if standing.only_reads:
        module = catalogue().curriculum.module(assignment.module)
        return home_of(standing, module), home_label(standing)
    return (
        url_for("assignments.show", slug=assignment.slug),
        assignment.title.in_language(language()),
    )


def module_called(slug: str) -> Module:
    """A module by its slug. Raises NotFound."""
    curriculum = catalogue().curriculum
    module = next((one for one in curriculum.modules if one.slug == slug), None)
    if module is None:
        raise NotFound
    return module


def in_booklet(module: Module) -> dict[str, Any]:
    """What stands in the booklet of a module, on the screen and on paper: nothing of anybody."""
    lessons = _lessons_in_booklet(module)
    assignment = catalogue().assignments.get(module.assignment or "")
    terms = {term.slug: term for one in lessons for term in one.rendered.terms}
    return {
        "module": module,
        "lessons": lessons,
        "assignment": assignment,
        "brief": brief_of(assignment) if assignment else None,
        "terms": in_order(terms.values()),
        "facts": list({fact.slug: fact for one in lessons for fact in one.rendered.facts}.values()),
    }


def _lessons_in_booklet(module: Module) -> list[InBooklet]:
    rendered = (
        (lesson, render_in_booklet(lesson, language(), catalogue().curriculum))
        for lesson in module.lessons
    )
    return [InBooklet(lesson, text, _ready(text.html)) for lesson, text in rendered]


def _ready(html: str) -> Markup:
    """Our own text, made safe from the repository, with its hard spaces."""
    return Markup(hard_spaces(html))  # noqa: S704


def in_order(terms: Iterable[Term]) -> list[Term]:
    """Words in the order of the alphabet."""
    return sorted(terms, key=lambda term: alphabet_key(term.name.in_language(language())))


def _title_of_guide(slug: str) -> str:
    body = catalogue().curriculum.trainer_guides[slug].body.in_language(language())
    return body.partition("\n")[0].lstrip("# ")


def _right_answer(question: Question) -> Sequence[str]:
    return right_answer(question, speaking())


def _values_of(work: ExampleWork) -> dict[str, object]:
    return work.values_in(language())
