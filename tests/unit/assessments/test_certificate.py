"""The words on the certificates of the shipped rules."""

import pytest

from assessments.reading import read_rules
from assessments.requirements import QuizzesPassed, Rule
from content.languages import Language
from content.reading import read_curriculum
from course.settings import ROOT

RULES = read_rules(ROOT / "assessments" / "qualification.yaml")


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_each_rule_says_what_its_certificate_confirms(rule: Rule) -> None:
    text = rule.certificate
    assert text is not None
    for language in Language:
        lines = [
            line.in_language(language) for line in (*text.knowledge, *text.skills, *text.social)
        ]
        assert all(line[0].islower() and line[-1] not in ".;," for line in lines)
        assert len(set(lines)) == len(lines)
        assert "OSL" in text.disclaimer.in_language(language)


def test_the_hours_of_study_are_those_of_the_modules() -> None:
    rule = RULES["pilot"]
    quizzes = {
        quiz
        for requirement in rule.requirements
        if isinstance(requirement, QuizzesPassed)
        for quiz in requirement.quizzes
    }
    modules = read_curriculum(ROOT / "content").modules
    hours = sum(module.study_hours for module in modules if module.quiz in quizzes)
    assert rule.certificate is not None
    assert rule.certificate.study_hours == hours
