"""A line of the rule in words, with titles in place of slugs."""

from collections.abc import Mapping

from assessments.coverage import Course
from assessments.qualification import Judged
from assessments.requirements import AssignmentsPassed, Competences
from content.languages import Language
from course.language import voice
from course.sentences.exceptions import BY_PAPER, BY_PRIOR_LEARNING
from course.terms import ConsentKind


def sentence_of(judged: Judged, course: Course | None, language: Language) -> str:
    """A line in words; one that rests on an exception says so."""
    speaking = voice(language)
    sentence = speaking.requirement(judged.code, _named(judged.facts, course, language))
    if judged.excepted:
        recognised = isinstance(judged.requirement, AssignmentsPassed | Competences)
        return speaking.say(BY_PRIOR_LEARNING if recognised else BY_PAPER, line=sentence)
    return sentence


def _named(
    facts: Mapping[str, object], course: Course | None, language: Language
) -> Mapping[str, object]:
    """Facts with titles in place of slugs; a slug that the course has no more stays as it is."""
    named = dict(facts)
    if "consent" in named:
        named["consent"] = voice(language).word(ConsentKind(str(named["consent"])))
    if course is None:
        return named
    for name, known in (("quiz", course.quizzes), ("assignment", course.assignments)):
        definition = known.get(str(facts.get(name)))
        if definition is not None:
            named[name] = definition.title.in_language(language)
    for competence in course.curriculum.competences:
        if competence.code == facts.get("competence"):
            named["competence"] = f"{competence.code} {competence.title.in_language(language)}"
    return named
