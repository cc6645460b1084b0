"""Tests on paper: made, listed, and shown to be printed with their answer sheet and key."""

import secrets

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assessments.attempts import Drawn
from course.actions.paper_tests import make_paper_test as draw_paper_test
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound
from course.models import PaperTest
from course.permissions import Permission
from course.queries.paper_tests import paper_test_for, paper_tests_of, quiz_on
from course.queries.quiz_deeds import cohort_to_change, cohort_with_quizzes
from course.web.access import allow
from course.web.forms.paper_lines import PaperLine, key_of_line, paper_lines
from course.web.forms.quizzes import sent_key
from course.web.i18n import speaking
from course.web.quizzes.attempting import quiz_here
from course.web.quizzes.blueprint import bp
from course.web.reader import may_read_keys
from course.web.visitors import visitor


@bp.get("/cohorts/<int:cohort_id>/quizzes/<slug>/paper")
@allow(Permission.KEEP_QUIZZES)
def paper_tests(cohort_id: int, slug: str) -> ResponseReturnValue:
    """The paper tests of a cohort at a quiz."""
    cohort = cohort_with_quizzes(reading(), visitor(), cohort_id)
    return render_template(
        "quizzes/paper/list.html",
        cohort=cohort,
        quiz=quiz_here(slug),
        rows=paper_tests_of(reading(), cohort, slug),
        reads_keys=may_read_keys(),
    )


@bp.post("/cohorts/<int:cohort_id>/quizzes/<slug>/paper")
@allow(Permission.KEEP_QUIZZES)
def make_paper_test(cohort_id: int, slug: str) -> ResponseReturnValue:
    """Draw a new one, and show it."""
    quiz = quiz_here(slug)
    with writing() as session:
        paper = draw_paper_test(
            session,
            cohort_to_change(session, visitor(), cohort_id),
            quiz,
            seed=secrets.randbits(32),
            request_key=sent_key(),
            by=visitor(),
            at=now(),
        )
        paper_id = paper.id
    return redirect(url_for(".paper_test", paper_id=paper_id), 303)


@bp.get("/paper-tests/<int:paper_id>")
@allow(Permission.KEEP_QUIZZES)
def paper_test(paper_id: int) -> ResponseReturnValue:
    """The test, to be printed."""
    return _page("quizzes/paper/test.html", paper_test_for(reading(), visitor(), paper_id))


@bp.get("/paper-tests/<int:paper_id>/answer-sheet")
@allow(Permission.KEEP_QUIZZES)
def answer_sheet(paper_id: int) -> ResponseReturnValue:
    """One sheet on which to answer, to be printed."""
    return _page("quizzes/paper/answer_sheet.html", paper_test_for(reading(), visitor(), paper_id))


@bp.get("/paper-tests/<int:paper_id>/key")
@allow(Permission.KEEP_QUIZZES)
def paper_key(paper_id: int) -> ResponseReturnValue:
    """What is right, for trainers who sit no quiz themselves."""
    paper = paper_test_for(reading(), visitor(), paper_id)
    if not may_read_keys():
        raise NotFound
    return _page("quizzes/paper/key.html", paper)


def _page(template: str, paper: PaperTest) -> str:
    quiz = quiz_on(reading(), paper)
    return render_template(
        template,
        paper=paper,
        quiz=quiz,
        lines=paper_lines(quiz, Drawn.from_json(paper.drawn).orders),
        key_of_line=_key_of_line,
        reads_keys=may_read_keys(),
    )


def _key_of_line(line: PaperLine) -> list[str]:
    return list(key_of_line(line, speaking()))
