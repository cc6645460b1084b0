"""The lines of the rule as people read them, each with the way to repair or to prove it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from flask import url_for

from assessments.qualification import Judged, Qualification
from assessments.requirements import (
    Assessed,
    AssignmentsPassed,
    Competences,
    Enrolled,
    FieldPractice,
    PanelHeld,
    Portfolio,
    QuizzesPassed,
    Support,
    Workshops,
)
from content.languages import Language
from course.catalogue import Catalogue
from course.language import voice
from course.models import Submission
from course.reports.requirement_lines import sentence_of
from course.sentences import N_

Way = tuple[str, str]
"""An address, and what its link says (a message of the catalogue)."""

Ways = Callable[[Judged], Way | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement: met or missing, in words, and where to go."""

    met: bool
    sentence: str
    href: str | None = None
    label: str | None = None


def checklist(
    qualification: Qualification, catalogue: Catalogue, language: Language, ways: Ways
) -> list[Line]:
    """Every line in the order of the rule. `ways` leads each audience to its own pages."""
    return [_line(judged, catalogue, language, ways(judged)) for judged in qualification.judged]


def trainee_ways(enrolment_id: int) -> Ways:
    """Where a trainee does what is missing, or sees what is done."""

    def ways(judged: Judged) -> Way | None:
        if isinstance(judged.requirement, PanelHeld) and not judged.met:
            return _portfolio(enrolment_id)
        return _trainee_way(judged)

    return ways


def _trainee_way(judged: Judged) -> Way | None:
    if judged.excepted:
        return url_for("records.mine", _anchor="exceptions"), N_("See the exception")
    match judged.requirement:
        case Enrolled():
            if "consent" not in judged.facts:
                return url_for("study.course"), N_("See the course")
            said = N_("See the declarations") if judged.met else N_("Read and accept")
            return url_for("study.consents"), said
        case QuizzesPassed():
            said = N_("See the quiz") if judged.met else N_("Go to the quiz")
            return url_for("quizzes.show", slug=judged.facts["quiz"]), said
        case AssignmentsPassed():
            said = N_("See the assignment") if judged.met else N_("Go to the assignment")
            return url_for("assignments.show", slug=judged.facts["assignment"]), said
        case FieldPractice():
            said = N_("See practice") if judged.met else N_("Enter practice")
            return url_for("fieldwork.index"), said
        case Workshops() | Support():
            return url_for("meetings.mine"), N_("See the meetings")
        case _:
            return _trainee_way_at_the_end(judged)


def no_ways(_judged: Judged) -> Way | None:
    """For lists of many people, where each name leads to its own page."""
    return None


def staff_ways(enrolment_id: int, submissions: Sequence[Submission]) -> Ways:
    """Where somebody who may not do it for the trainee sees the evidence."""
    newest = {submission.assignment_slug: submission.id for submission in submissions}
    return evidence_ways(enrolment_id, newest)


def evidence_ways(enrolment_id: int, newest: Mapping[str, int]) -> Ways:
    """The same, given the ids of the newest works by assignment."""

    def ways(judged: Judged) -> Way | None:
        submission_id = newest.get(str(judged.facts.get("assignment")))
        if submission_id is not None and not judged.excepted:
            return url_for("assignments.submission", submission_id=submission_id), N_(
                "See the work"
            )
        if isinstance(judged.requirement, PanelHeld) and not judged.met:
            return _portfolio(enrolment_id)
        proved = "exceptions" if judged.excepted else _evidence_of(judged)
        said = N_("See the exception") if judged.excepted else N_("See the evidence")
        return url_for("records.evidence", enrolment_id=enrolment_id, _anchor=proved), said

    return ways


def _trainee_way_at_the_end(judged: Judged) -> Way | None:
    match judged.requirement:
        case Competences() if not judged.met:
            return url_for("assignments.index"), N_("Go to the assignments")
        case Competences() | Assessed() | PanelHeld():
            return url_for("records.mine"), N_("See your record")
        case Portfolio() if "self_assessments" in judged.code:
            said = N_("See your self-assessment") if judged.met else N_("Look at yourself")
            return url_for("records.self_assessments"), said
        case Portfolio():
            said = N_("See practice") if judged.met else N_("Enter practice")
            return url_for("fieldwork.index"), said
        case _:
            return None


def _portfolio(enrolment_id: int) -> Way:
    """What a panel reads before it meets."""
    return url_for("panels.portfolio", enrolment_id=enrolment_id), N_("See the portfolio")


def _evidence_of(judged: Judged) -> str:
    """The part of the page of evidence on which a line rests."""
    match judged.requirement:
        case Enrolled():
            return "declarations"
        case QuizzesPassed():
            return "quizzes"
        case AssignmentsPassed() | Competences():
            return "work"
        case FieldPractice():
            return "observations" if "observations" in judged.code else "practice"
        case Workshops() | Support():
            return "meetings"
        case Portfolio():
            return "self-assessments" if "self_assessments" in judged.code else "practice"
        case Assessed() | PanelHeld():
            return "assessment"
        case _:
            assert_never(judged.requirement)


def _line(judged: Judged, catalogue: Catalogue, language: Language, way: Way | None) -> Line:
    sentence = sentence_of(judged, catalogue, language)
    if way is None:
        return Line(judged.met, sentence)
    return Line(judged.met, sentence, way[0], voice(language).gettext(way[1]))
