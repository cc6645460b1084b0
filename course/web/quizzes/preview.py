"""A trainer tries a quiz as a trainee would meet it; nothing is kept."""

import secrets

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.answers import UnreadableAnswer, read_answer
from assessments.attempts import as_drawn, draw
from course.catalogue import catalogue
from course.errors import NotFound
from course.permissions import Permission
from course.web.access import allow
from course.web.forms.quiz_pages import Refusal, asked
from course.web.forms.quiz_results import judged
from course.web.i18n import speaking
from course.web.quizzes.attempting import quiz_here
from course.web.quizzes.blueprint import bp
from course.web.reader import may_read_keys

_MOST_SEEDS = 1_000_000


@bp.get("/quizzes/<slug>/preview")
@allow(Permission.READ_TRAINER_GUIDES)
def begin_preview(slug: str) -> ResponseReturnValue:
    """Draw questions as for an attempt, and show the first one."""
    quiz_here(slug)
    return redirect(url_for(".preview", slug=slug, seed=secrets.randbelow(_MOST_SEEDS), place=1))


@bp.get("/quizzes/<slug>/preview/<int:seed>/<int:place>")
@allow(Permission.READ_TRAINER_GUIDES)
def preview(slug: str, seed: int, place: int) -> ResponseReturnValue:
    """One question of a draw."""
    return _page(slug, seed, place, None)


@bp.post("/quizzes/<slug>/preview/<int:seed>/<int:place>")
@allow(Permission.READ_TRAINER_GUIDES)
def try_answer(slug: str, seed: int, place: int) -> ResponseReturnValue:
    """Judge an answer as it would be judged."""
    typed = request.form.to_dict(flat=False)
    return _page(slug, seed, place, typed)


def _page(
    slug: str, seed: int, place: int, typed: dict[str, list[str]] | None
) -> ResponseReturnValue:
    if not may_read_keys():
        raise NotFound
    quiz = quiz_here(slug)
    drawn = draw(quiz, seed)
    if not 1 <= place <= len(drawn.questions):
        raise NotFound
    question = as_drawn(quiz, drawn).questions[place - 1]
    refusal, line = None, None
    if typed is not None:
        try:
            line = judged(place, question, read_answer(question, typed), speaking())
        except UnreadableAnswer as unreadable:
            refusal = Refusal(typed=typed, fault=unreadable.fault, part=unreadable.part)
    page = render_template(
        "quizzes/preview.html",
        quiz=quiz,
        seed=seed,
        place=place,
        total=len(drawn.questions),
        asked=asked(question, drawn.orders, typed or {}, refusal),
        judged=line,
        lessons={one.slug: one for one in catalogue().curriculum.lessons()},
    )
    return page, 422 if refusal else 200
