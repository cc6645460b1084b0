"""A test that was answered on paper, typed in by a trainer."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assessments.attempts import Drawn
from course.actions.paper_tests import enter_paper_test as keep_sheet
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import (
    AttemptOpen,
    AttemptPaused,
    AttemptsExhausted,
    ConsentsMissing,
    DayBeforeStart,
    DayInFuture,
    DomainError,
    ParticipationOver,
    SheetEntered,
)
from course.models import PaperTest
from course.permissions import Permission
from course.queries.paper_tests import (
    Sitter,
    paper_test_for,
    place_to_enter,
    quiz_on,
    sitters_of,
)
from course.queries.quizzes import results_of
from course.web.access import allow
from course.web.errors import status_of
from course.web.forms.paper_entry import DAY, SITTER, EntryForm
from course.web.forms.paper_lines import paper_lines
from course.web.i18n import speaking
from course.web.quizzes.blueprint import bp
from course.web.visitors import visitor

_OF_THE_SITTER = (ConsentsMissing, ParticipationOver, AttemptPaused, AttemptsExhausted)
"""Refusals whose own sentences speak to the trainee."""


@bp.get("/paper-tests/<int:paper_id>/enter")
@allow(Permission.KEEP_QUIZZES)
def enter_paper_test(paper_id: int) -> ResponseReturnValue:
    """Every question of a paper test on one page, with letters as they were printed."""
    paper = paper_test_for(reading(), visitor(), paper_id)
    return _page(paper, EntryForm.empty(local_day(now())), {})


@bp.post("/paper-tests/<int:paper_id>/enter")
@allow(Permission.KEEP_QUIZZES)
def keep_paper_test(paper_id: int) -> ResponseReturnValue:
    """Keep a whole sheet in one write; with questions left blank, ask once whether that is so."""
    paper = paper_test_for(reading(), visitor(), paper_id)
    form = EntryForm.read(quiz_on(reading(), paper))
    faults = form.faults(_sitters(paper), local_day(now()))
    if form.day is None or faults or form.refusals:
        return _page(paper, form, faults), 422
    if form.blanks and not form.sure:
        return _page(paper, form, {}, asked=True), 422
    try:
        said = _keep(paper_id, form, form.day)
    except (*_OF_THE_SITTER, AttemptOpen, SheetEntered) as refused:
        return _come_back(paper_id, form, SITTER, refused)
    except (DayInFuture, DayBeforeStart) as refused:
        return _come_back(paper_id, form, DAY, refused)
    flash(said)
    return redirect(url_for(".enter_paper_test", paper_id=paper_id), 303)


def _keep(paper_id: int, form: EntryForm, taken_on: date) -> str:
    """Keep the sheet, and say whose it was and what it came to."""
    with writing() as session:
        paper = paper_test_for(session, visitor(), paper_id)
        place = place_to_enter(session, visitor(), paper, int(form.sitter))
        attempt = keep_sheet(
            session,
            paper,
            place,
            answers=form.answers,
            taken_on=taken_on,
            request_key=form.request_key,
            by=visitor(),
            at=now(),
        )
        result = results_of(session, attempt.id)[-1]
        name, percent, waits = place.person.name, result.percent, result.waits
    voice = speaking()
    said = voice.say(
        "The answers of %(name)s are kept: %(p)s.", name=name, p=voice.percent(percent)
    )
    more = voice.gettext("The written answers wait to be marked.")
    return f"{said} {more}" if waits else said


def _come_back(
    paper_id: int, form: EntryForm, field: str, refused: DomainError
) -> ResponseReturnValue:
    voice = speaking()
    if isinstance(refused, _OF_THE_SITTER):
        said = voice.fault(f"trainee_{refused.code}", refused.facts)
    else:
        said = voice.error(refused.code, refused.facts)
    paper = paper_test_for(reading(), visitor(), paper_id)
    return _page(paper, form, {field: said}), status_of(refused)


def _sitters(paper: PaperTest) -> Sequence[Sitter]:
    return sitters_of(reading(), visitor(), paper, at=now())


def _page(
    paper: PaperTest, form: EntryForm, faults: Mapping[str, str], *, asked: bool = False
) -> str:
    quiz = quiz_on(reading(), paper)
    lines = paper_lines(quiz, Drawn.from_json(paper.drawn).orders, form.typed, form.refusals)
    return render_template(
        "quizzes/paper/enter.html",
        paper=paper,
        quiz=quiz,
        lines=lines,
        form=form,
        faults=faults,
        fault_lines=form.fault_lines(faults, lines),
        sitters=_sitters(paper),
        today=local_day(now()),
        asked=asked,
    )
