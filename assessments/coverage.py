"""Whether the course teaches, tests and assesses what it promises, and asks fair questions.

An author hears all of it from `flask content check`; a server does not refuse it. The measures are
those of this course: banks of at least 20 questions, of which an attempt draws 10. A quiz for
practice is no bank: it may be as small as it likes.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from assessments.answers import PART_END
from assessments.definitions import (
    Assignment,
    Gaps,
    MultipleChoice,
    NumberQuestion,
    Question,
    QuestionKind,
    Quiz,
    Scenario,
    ShortText,
    SingleChoice,
)
from assessments.examples import Example, what_is_wrong
from assessments.requirements import AssignmentsPassed, Competences, QuizzesPassed, Rule
from assessments.typed import fold, number_in, plain_number
from content.curriculum import Curriculum
from content.faults import AuthoringFault, unknown
from content.languages import Language, Text

FEWEST_QUESTIONS = 20
DRAWN = 10
SITUATIONS = 3
"""At least one question in three asks what to do, not what one knows."""
LONGEST_RIGHT_PERCENT = 40
"""In fewer single-choice questions than this may the longest choice be the right one."""
FEWEST_WORDS_TOLD = 4

_BLANK = re.compile(r"\{[^{}]*\}")
_LEADING_NUMBER = re.compile(r"[0-9]+(?:[.][0-9]+)?")
_ALL_OF_THE_ABOVE = re.compile(
    r"(wszystkie|żadn[ea]|każda) (z )?(powyższ\w+|odpowiedzi)|(all|none) of the above",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything authored, to be looked at as a whole."""

    curriculum: Curriculum
    quizzes: Mapping[str, Quiz]
    assignments: Mapping[str, Assignment]
    examples: Mapping[str, Example]
    rules: Mapping[str, Rule]


def gaps(course: Course) -> Iterator[AuthoringFault]:
    """Everything that is promised and not kept."""
    yield from _outcomes(course)
    for quiz in course.quizzes.values():
        path = f"assessments/quizzes/{quiz.slug}.yaml"
        if not quiz.practice:
            yield from (AuthoringFault(path, 1, reason) for reason in _bank(quiz))
        yield from (AuthoringFault(path, 1, reason) for reason in _choices(quiz))
        yield from (AuthoringFault(path, 1, reason) for reason in _told_keys(quiz, course))
        yield from (AuthoringFault(path, 1, reason) for reason in _old_facts(quiz, course))
    asked = {question.kind for quiz in course.quizzes.values() for question in quiz.questions}
    for kind in QuestionKind:
        if kind not in asked:
            yield AuthoringFault("assessments/quizzes", 1, f"no question is of the kind {kind}")
    yield from _examples(course)
    for rule in course.rules.values():
        for reason in _rule(rule, course):
            yield AuthoringFault("assessments/qualification.yaml", 1, f"{rule.slug}: {reason}")


def _outcomes(course: Course) -> Iterator[AuthoringFault]:
    """Each outcome has its lesson, its questions and its criterion."""
    taught = {code for lesson in course.curriculum.lessons() for code in lesson.outcomes}
    assessed = {
        code
        for assignment in course.assignments.values()
        for criterion in assignment.rubric.criteria
        for code in criterion.outcomes
    }
    named = {code for competence in course.curriculum.competences for code in competence.outcomes}
    known = {outcome.code for module in course.curriculum.modules for outcome in module.outcomes}
    for assignment in course.assignments.values():
        for criterion in assignment.rubric.criteria:
            for reason in _unknown("outcome", criterion.outcomes, known):
                path = f"assessments/assignments/{assignment.slug}.yaml"
                yield AuthoringFault(path, 1, f"criterion {criterion.id}: {reason}")
    for module in course.curriculum.modules:
        quiz = course.quizzes.get(module.quiz or "")
        tested = set(quiz.outcomes) if quiz else set()
        for strange in sorted(tested - {outcome.code for outcome in module.outcomes}):
            reason = f"the quiz {module.quiz} tests {strange}, an outcome of another module"
            yield AuthoringFault("content/curriculum.yaml", 1, reason)
        for outcome in module.outcomes:
            for done, codes in (
                ("taught in a lesson", taught),
                ("tested by its module's quiz", tested),
                ("assessed by a criterion", assessed),
                ("part of a competence", named),
            ):
                if outcome.code not in codes:
                    reason = f"the outcome {outcome.code} is not {done}"
                    yield AuthoringFault("content/curriculum.yaml", 1, reason)


def _bank(quiz: Quiz) -> Iterator[str]:
    """Enough questions of every sort, each with its lesson, and lengths that give nothing away."""
    if len(quiz.questions) < FEWEST_QUESTIONS:
        yield f"expected at least {FEWEST_QUESTIONS} questions, found {len(quiz.questions)}"
    if quiz.asked != DRAWN:
        yield f"expected a draw of {DRAWN} questions, found {quiz.asked}"
    situations = sum(question.situation for question in quiz.questions)
    if situations * SITUATIONS < len(quiz.questions):
        yield f"expected a situation in one question of {SITUATIONS}, found {situations} in all"
    for question in quiz.questions:
        if question.lesson is None:
            yield f"question {question.id}: no lesson is named"
        elif not question.lesson.startswith(f"{quiz.module}/"):
            yield f"question {question.id}: {question.lesson} is a lesson of another module"
    for language in Language:
        yield from _longest_right(quiz, language)


def _choices(quiz: Quiz) -> Iterator[str]:
    for name, question in _each(quiz):
        if not isinstance(question, SingleChoice | MultipleChoice):
            continue
        for choice in question.choices:
            if choice.feedback is None:
                yield f"question {name}: choice {choice.id} has no feedback"
            if any(_ALL_OF_THE_ABOVE.search(text) for text in (choice.text.pl, choice.text.en)):
                yield f"question {name}: choice {choice.id} points at the other choices"


def _each(quiz: Quiz) -> Iterator[tuple[str, Question]]:
    """Every question with its name; those about a case stand after it, as `case.question`."""
    for question in quiz.questions:
        yield question.id, question
        if isinstance(question, Scenario):
            yield from ((f"{question.id}{PART_END}{part.id}", part) for part in question.parts)


def _longest_right(quiz: Quiz, language: Language) -> Iterator[str]:
    single = [(name, one) for name, one in _each(quiz) if isinstance(one, SingleChoice)]
    given_away = [name for name, one in single if _longest_is_right(one, language)]
    if single and len(given_away) * 100 >= len(single) * LONGEST_RIGHT_PERCENT:
        yield (
            f"{language}: the longest choice is right in {len(given_away)} of {len(single)}"
            f" single-choice questions: {', '.join(given_away)}"
        )


def _longest_is_right(question: SingleChoice, language: Language) -> bool:
    longest = max(len(choice.text.in_language(language)) for choice in question.choices)
    return any(
        choice.right and len(choice.text.in_language(language)) == longest
        for choice in question.choices
    )


def _old_facts(quiz: Quiz, course: Course) -> Iterator[str]:
    """A question that rests on facts says them as they are now, and a number is one of them."""
    known = course.curriculum.facts
    for question in quiz.questions:
        yield from (
            f"question {question.id}: {one}" for one in _unknown("fact", question.facts, known)
        )
        facts = [known[slug] for slug in question.facts if slug in known]
        for fact in facts:
            for language in Language:
                value = fact.value.in_language(language)
                said = question.explanation.in_language(language)
                if not re.search(rf"(?<!\w){re.escape(value)}(?!\w)", said):
                    yield (
                        f"question {question.id}, {language}:"
                        f' the explanation does not say the fact {fact.slug}, "{value}"'
                    )
        if facts and isinstance(question, NumberQuestion):
            numbers = (_LEADING_NUMBER.match(fact.value.en) for fact in facts)
            if question.value not in {number_in(found[0]) for found in numbers if found}:
                yield f"question {question.id}: the key is none of its facts"


def _told_keys(quiz: Quiz, course: Course) -> Iterator[str]:
    """What trainees may read must not hold the key: neither the prompt nor any open text."""
    open_texts = tuple(_open_texts(course))
    for name, question in _each(quiz):
        for language in Language:
            if _answers_itself(question, language):
                yield f"question {name}, {language}: the prompt holds the answer"
        for text in _judging_texts(question):
            if any(_holds(open_text, text) for open_text in open_texts):
                yield f"question {name}: an open text holds what is said after answering"


def _open_texts(course: Course) -> Iterator[Text]:
    """What trainees may read at any time."""
    yield from (lesson.body for lesson in course.curriculum.lessons())
    yield from (guide.body for guide in course.curriculum.guides.values())
    yield from (term.definition for term in course.curriculum.terms.values())
    for competence in course.curriculum.competences:
        yield from (competence.statement, *competence.levels)
    for assignment in course.assignments.values():
        yield from (assignment.brief, *(f.hint for f in assignment.fields if f.hint))
        yield from (level for one in assignment.rubric.criteria for level in one.levels)
    for example in course.examples.values():
        yield from (reason.text for work in example.works for reason in work.why.values())


def _judging_texts(question: Question) -> Iterator[Text]:
    """What is shown only after an attempt: explanations and feedback."""
    yield question.explanation
    if isinstance(question, SingleChoice | MultipleChoice):
        yield from (choice.feedback for choice in question.choices if choice.feedback)


def _holds(open_text: Text, text: Text) -> bool:
    """Whether whole sentences are there; a word or two may meet by chance."""
    pairs = ((text.pl, open_text.pl), (text.en, open_text.en))
    return any(len(told.split()) >= FEWEST_WORDS_TOLD and told in read for told, read in pairs)


def _answers_itself(question: Question, language: Language) -> bool:
    """Whether the words of the prompt hold an accepted answer as whole words."""
    read = question.prompt.in_language(language)
    answers: Collection[str]
    match question:
        case ShortText(accepted=accepted):
            answers = accepted[language]
        case NumberQuestion(value=value):
            answers = (plain_number(value),)
        case Gaps(sentence=sentence, gaps=blanks):
            read = f"{read} {_BLANK.sub('…', sentence.in_language(language))}"
            answers = [one for gap in blanks for one in gap.accepted[language]]
        case _:
            return False
    asked = f" {_letters_only(read)} "
    return any(f" {_letters_only(answer)} " in asked for answer in answers)


def _letters_only(text: str) -> str:
    return " ".join(re.findall(r"[\w.,]*\w", fold(text)))


def _examples(course: Course) -> Iterator[AuthoringFault]:
    for slug, assignment in course.assignments.items():
        path = f"assessments/examples/{slug}.yaml"
        example = course.examples.get(slug)
        if example is None:
            yield AuthoringFault(path, 1, "the assignment has no filled example")
            continue
        for reason in what_is_wrong(assignment, example):
            yield AuthoringFault(path, 1, reason)


def _rule(rule: Rule, course: Course) -> Iterator[str]:
    """Each thing that a rule names is there, and competences are confirmed by what it asks."""
    asked = rule.works or frozenset()
    for requirement in rule.requirements:
        match requirement:
            case QuizzesPassed(quizzes=slugs):
                yield from _unknown("quiz", slugs, course.quizzes)
            case AssignmentsPassed(assignments=slugs):
                yield from _unknown("assignment", slugs, course.assignments)
            case Competences(confirmed_by=confirmed_by):
                known = [competence.code for competence in course.curriculum.competences]
                yield from _unknown("competence", confirmed_by, known)
                for code in known:
                    if code not in confirmed_by:
                        yield f"nothing confirms the competence {code}"
                for slugs in confirmed_by.values():
                    yield from _unknown("assignment of the rule", slugs, asked)
            case _:
                pass


def _unknown(kind: str, names: Collection[str], known: Collection[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield unknown(kind, name, known)
