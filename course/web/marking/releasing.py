"""Markings that are held back until a trainer of the cohort lets the trainees see them."""

from dataclasses import dataclass
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.release import release_settled
from course.clock import now
from course.database import reading, writing
from course.models import Submission
from course.permissions import Permission
from course.queries.marking import settled_for, settled_to_release
from course.queries.moderation import settling_marking
from course.web.access import allow
from course.web.i18n import speaking
from course.web.marking.blueprint import bp
from course.web.marking.queue import assignment_title
from course.web.numbers import row_number
from course.web.visitors import visitor


@dataclass(frozen=True, slots=True)
class Held:
    """The pieces of one assignment whose markings are held back."""

    slug: str
    title: str
    pieces: list[Submission]


@bp.get("/marking/settled")
@allow(Permission.MARK_SUBMISSIONS)
def settled() -> ResponseReturnValue:
    """What is marked and not told yet, by assignment."""
    found = settled_for(reading(), visitor())
    return render_template(
        "marking/settled.html",
        groups=[
            Held(slug, assignment_title(slug), list(pieces))
            for slug, pieces in groupby(found, key=lambda one: one.assignment_slug)
        ],
        settling=settling_marking,
    )


@bp.post("/marking/settled")
@allow(Permission.MARK_SUBMISSIONS)
def release() -> ResponseReturnValue:
    """Tell the trainees the markings of the pieces named."""
    named = request.form.getlist("submission", type=row_number)
    with writing() as session:
        found = settled_to_release(session, visitor(), named)
        count = release_settled(session, found, by=visitor(), at=now())
    flash(
        speaking().say_count(
            "%(num)s marking is released. The trainee gets a letter.",
            "%(num)s markings are released. The trainees get letters.",
            count,
        )
    )
    return redirect(url_for(".settled"), 303)
