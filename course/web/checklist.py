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
from course.sentences import N_
from course.terms import ConsentKind

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


def trainee_ways(judged: Judged) -> Way | None:
    """Where a trainee does what is missing, or sees what is done."""
    match judged.requirement:
        case Enrolled():
            said = N_("See the declarations") if judged.met else N_("Read and accept")
            return (url_for("study.consents"), said) if "consent" in judged.facts else None
        case QuizzesPassed():
            said = N_("See the quiz") if judged.met else N_("Go to the quiz")
            return url_for("quizzes.show", slug=judged.facts["quiz"]), said
        case AssignmentsPassed():
            said = N_("See the assignment") if judged.met else N_("Go to the assignment")
            return url_for("assignments.show", slug=judged.facts["assignment"]), said
        case FieldPractice():
            said = N_("See practice") if judged.met else N_("Enter practice")
            return url_for("fieldwork.index"), said
        case Competences() if not judged.met:
            return url_for("assignments.index"), N_("Go to the assignments")
        case Workshops() | Support():
            return url_for("meetings.mine"), N_("See the meetings")
        case Competences() | Portfolio() | Assessed() | PanelHeld():
            return None
        case _:
            assert_never(judged.requirement)


def staff_ways(submissions: Sequence[Submission]) -> Ways:
    """Where somebody who may not do it for the trainee sees the evidence: the work handed in."""
    newest = {submission.assignment_slug: submission.id for submission in submissions}

    def ways(judged: Judged) -> Way | None:
        submission_id = newest.get(str(judged.facts.get("assignment")))
        if submission_id is None:
            return None
        return url_for("assignments.submission", submission_id=submission_id), N_("See the work")

    return ways


def _line(judged: Judged, catalogue: Catalogue, language: Language, way: Way | None) -> Line:
    speaking = voice(language)
    sentence = speaking.requirement(judged.code, _named(judged.facts, catalogue, language))
    if way is None:
        return Line(judged.met, sentence)
    return Line(judged.met, sentence, way[0], speaking.gettext(way[1]))


def _named(
    facts: Mapping[str, object], catalogue: Catalogue, language: Language
) -> Mapping[str, object]:
    """Facts with titles in place of slugs; a slug that the course has no more stays as it is."""
    named = dict(facts)
    for name, known in (("quiz", catalogue.quizzes), ("assignment", catalogue.assignments)):
        definition = known.get(str(facts.get(name)))
        if definition is not None:
            named[name] = definition.title.in_language(language)
    for competence in catalogue.curriculum.competences:
        if competence.code == facts.get("competence"):
            named["competence"] = f"{competence.code} {competence.title.in_language(language)}"
    if "consent" in named:
        named["consent"] = voice(language).word(ConsentKind(str(named["consent"])))
    return named
