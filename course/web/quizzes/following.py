"""How a cohort does in its quizzes: all of them, one by person, one by question."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from course.catalogue import catalogue
from course.clock import now
from course.database import reading
from course.permissions import Permission, may_anywhere
from course.queries.cohorts import cohort_for
from course.queries.quiz_deeds import attempts_with_late, keeps_quizzes
from course.queries.quiz_sittings import within_cohort, within_programme
from course.reports.quiz_questions import questions_report
from course.reports.quiz_results import QuizLine, people_at_quiz, quizzes_of_cohort
from course.web.access import allow
from course.web.forms.quiz_figures import FiguresShown, definitions, reliability, shown_lines
from course.web.i18n import speaking
from course.web.quizzes.attempting import quiz_here
from course.web.quizzes.blueprint import bp
from course.web.reader import may_read_keys, sits_quizzes
from course.web.visitors import visitor


@bp.get("/cohorts/<int:cohort_id>/quizzes")
@allow(Permission.SEE_COHORTS)
def cohort(cohort_id: int) -> ResponseReturnValue:
    """Every quiz of the course: how many people of the cohort came how far."""
    cohort = cohort_for(reading(), visitor(), cohort_id)
    quizzes = list(catalogue().quizzes.values())
    return render_template(
        "quizzes/cohort.html",
        cohort=cohort,
        lines=quizzes_of_cohort(reading(), visitor(), cohort.id, quizzes, at=now()),
        modules={module.slug: module for module in catalogue().curriculum.modules},
        looks_up=may_anywhere(visitor(), Permission.KEEP_QUIZZES),
    )


@bp.get("/cohorts/<int:cohort_id>/quizzes/<slug>")
@allow(Permission.SEE_COHORTS)
def cohort_people(cohort_id: int, slug: str) -> ResponseReturnValue:
    """One quiz by person."""
    cohort, quiz = cohort_for(reading(), visitor(), cohort_id), quiz_here(slug)
    lines = people_at_quiz(reading(), visitor(), cohort.id, quiz, at=now())
    keeps = keeps_quizzes(reading(), visitor(), cohort.id)
    judges = keeps and may_read_keys()
    late = attempts_with_late(reading(), visitor(), cohort.id, slug) if judges else ()
    return render_template(
        "quizzes/cohort_people.html",
        keeps=keeps,
        judges=judges,
        late={attempt.id for attempt in late},
        cohort=cohort,
        quiz=quiz,
        lines=lines,
        figures=QuizLine.of(quiz, [line for line in lines if line.takes_part]),
    )


@bp.get("/cohorts/<int:cohort_id>/quizzes/<slug>/questions")
@allow(Permission.SEE_COHORTS)
def cohort_questions(cohort_id: int, slug: str) -> ResponseReturnValue:
    """One quiz by question; not for who sits quizzes too. Answers are for those who read keys."""
    cohort, quiz = cohort_for(reading(), visitor(), cohort_id), quiz_here(slug)
    wide = request.args.get("of") == "programme"
    within = within_programme if wide else within_cohort
    scope, reads_keys = within(visitor(), cohort, quiz.slug), may_read_keys()
    report, lines = None, list[FiguresShown]()
    if reads_keys or not sits_quizzes():
        report = questions_report(reading(), scope, quiz, cohort_id=cohort.id)
        lines = list(shown_lines(report.lines, speaking(), reads_keys=reads_keys))
    return render_template(
        "quizzes/cohort_questions.html",
        keeps=report is not None and keeps_quizzes(reading(), visitor(), cohort.id),
        cohort=cohort,
        quiz=quiz,
        wide=wide,
        report=report,
        lines=lines,
        reads_keys=reads_keys,
        reliability=reliability(report.figures, speaking()) if report else "",
        definitions=definitions(speaking()),
    )
