"""Whether a course teaches, tests and assesses what it promises, and asks fair questions."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.coverage import gaps
from assessments.definitions import (
    Question,
    ShortText,
    SingleChoice,
)
from assessments.examples import Example
from assessments.requirements import AssignmentsPassed, Competences, QuizzesPassed, Rule
from content.curriculum import Fact, Guide, Outcome
from content.languages import Language, Text
from tests.authored import (
    WORD,
    make_essay,
    make_gaps,
    make_number,
    make_quiz,
    make_scenario,
)
from tests.courses import (
    LESSON,
    NO_EXAMPLE,
    make_bank,
    make_course,
    make_single_of_lengths,
    reasons,
    told,
)


def test_a_course_that_keeps_its_promises_has_no_gap() -> None:
    assert told(make_course()) == []
    assert NO_EXAMPLE in map(str, gaps(make_course()))


def test_an_example_that_could_not_be_handed_in_is_told() -> None:
    empty = Example(slug="z3", case=WORD, works=())
    assert told(make_course(examples={"z3": empty})) == [
        "assessments/examples/z3.yaml:1: expected two works, of level 2 and of level 3"
    ]


def test_each_outcome_is_taught_tested_assessed_and_part_of_a_competence() -> None:
    course = make_course()
    [module] = course.curriculum.modules
    promised = replace(module, outcomes=(*module.outcomes, Outcome("M3.E2", WORD)))
    more = replace(course.curriculum, modules=(promised,))
    assert told(replace(course, curriculum=more)) == [
        f"content/curriculum.yaml:1: the outcome M3.E2 is not {done}"
        for done in (
            "taught in a lesson",
            "tested by its module's quiz",
            "assessed by a criterion",
            "part of a competence",
        )
    ]


def test_a_criterion_shows_outcomes_that_exist() -> None:
    course = make_course()
    z3 = course.assignments["z3"]
    first, *rest = z3.rubric.criteria
    strange = replace(z3.rubric, criteria=(replace(first, outcomes=("M3.E1", "M3.E9")), *rest))
    assert told(replace(course, assignments={"z3": replace(z3, rubric=strange)})) == [
        (
            f'assessments/assignments/z3.yaml:1: criterion {first.id}: unknown outcome "M3.E9",'
            ' perhaps "M3.E1"'
        )
    ]


def test_a_bank_tests_its_own_module() -> None:
    stray = make_single_of_lengths(0, id="stray", outcome="M1.E1")
    assert told(make_course(make_bank(stray, situations=8))) == [
        "content/curriculum.yaml:1: the quiz m3 tests M1.E1, an outcome of another module"
    ]


def test_a_bank_is_large_draws_ten_and_asks_what_to_do() -> None:
    small = make_quiz(*make_bank().questions[:7], draw=7)
    assert "expected at least 20 questions, found 7" in reasons(small)
    assert "expected a draw of 10 questions, found 7" in reasons(small)
    assert reasons(make_bank(situations=6)) == [
        "expected a situation in one question of 3, found 6 in all"
    ]


def test_every_kind_of_question_is_asked_somewhere() -> None:
    asked = tuple(one for one in make_bank().questions if one.kind != "ordering")
    assert "no question is of the kind ordering" in reasons(
        make_quiz(*asked, make_single_of_lengths(0, id="more"), draw=10)
    )


def test_each_question_has_its_lesson_and_each_choice_its_feedback() -> None:
    first, *rest = make_bank().questions
    assert isinstance(first, SingleChoice)
    bare = replace(
        first, lesson=None, choices=(replace(first.choices[0], feedback=None), *first.choices[1:])
    )
    assert reasons(make_quiz(bare, *rest, draw=10)) == [
        "question q0: no lesson is named",
        "question q0: choice c0 has no feedback",
    ]
    strange = replace(first, lesson="m4/1-from-talks-to-group")
    assert reasons(make_quiz(strange, *rest, draw=10)) == [
        "question q0: m4/1-from-talks-to-group is a lesson of another module"
    ]


@pytest.mark.parametrize(
    "words",
    ["Wszystkie powyższe", "wszystkie odpowiedzi", "Żadna z powyższych", "All of the above"],
)
def test_no_choice_points_at_the_others(words: str) -> None:
    first, *rest = make_bank().questions
    assert isinstance(first, SingleChoice)
    lazy = replace(
        first, choices=(*first.choices[:2], replace(first.choices[2], text=Text(words, words)))
    )
    assert "question q0: choice c2 points at the other choices" in reasons(
        make_quiz(lazy, *rest, draw=10)
    )


def test_the_longest_choice_may_be_right_in_fewer_than_40_percent() -> None:
    few = [make_single_of_lengths(2, id=f"long{number}") for number in range(9)]
    assert reasons(make_bank(*few)) == ["expected a situation in one question of 3, found 7 in all"]
    many = [*few, make_single_of_lengths(2, id="long9")]
    found = reasons(make_bank(*many, situations=11))
    assert [one.partition(" questions")[0] for one in found] == [
        "pl: the longest choice is right in 10 of 24 single-choice",
        "en: the longest choice is right in 10 of 24 single-choice",
    ]


def test_a_prompt_does_not_hold_its_answer() -> None:
    paraphrase = ShortText(
        id="told",
        outcome="M3.E1",
        prompt=Text("Co to jest PARAFRAZA?", "What is it called?"),
        explanation=Text("To ona.", "This is it."),
        accepted={Language.PL: ("parafraza",), Language.EN: ("paraphrase",)},
    )
    number = make_number("20", id="counted", prompt=Text("Ile z 20?", "How many of 120?"))
    counted = replace(number, explanation=Text("A.", "B."))
    assert reasons(make_bank(paraphrase, counted, situations=8)) == [
        "question told, pl: the prompt holds the answer",
        "question counted, pl: the prompt holds the answer",
    ]


def test_a_sentence_with_gaps_does_not_hold_what_belongs_into_them() -> None:
    sentence = Text("{when} słuchaj, {then} mów, najpierw i POTEM.", "{when} listen, {then} speak.")
    known = make_gaps(id="told", sentence=sentence, explanation=Text("A.", "B."))
    asked = make_gaps(id="asked", prompt=Text("Co?", "First?"), explanation=Text("A.", "B."))
    assert reasons(make_bank(known, asked, situations=8)) == [
        "question told, pl: the prompt holds the answer",
        "question asked, en: the prompt holds the answer",
    ]


def test_questions_about_a_case_are_looked_at_like_others() -> None:
    bare = make_single_of_lengths(0, id="what")
    told_twice = (
        replace(bare, choices=(bare.choices[0], replace(bare.choices[1], feedback=None))),
        make_number("3", id="many", prompt=Text("Ile z 3?", "How many?"), explanation=WORD),
    )
    case = make_scenario(id="case", parts=told_twice, explanation=Text("A.", "B."), lesson=LESSON)
    course = make_course(replace(make_bank(), questions=(*make_bank().questions[:-1], case)))
    assert [gap for gap in told(course) if "case" in gap] == [
        f"assessments/quizzes/m3.yaml:1: question case.{reason}"
        for reason in (
            "what: choice c1 has no feedback",
            "many, pl: the prompt holds the answer",
        )
    ]


def test_a_quiz_for_practice_is_no_bank_but_asks_fairly() -> None:
    bare = make_single_of_lengths(2, id="bare", lesson=None)
    choices = (replace(bare.choices[0], feedback=None), *bare.choices[1:])
    practice = make_quiz(
        replace(bare, choices=choices), make_essay(explanation=Text("A.", "B.")), practice=True
    )
    quizzes = {**make_course().quizzes, "start": replace(practice, slug="start")}
    assert told(make_course(quizzes=quizzes)) == [
        "assessments/quizzes/start.yaml:1: question bare: choice c0 has no feedback"
    ]


def test_no_open_text_holds_what_is_said_after_answering() -> None:
    course = make_course()
    told_too_early = Guide(Text("Dlaczego tak właśnie jest.", "Something else."))
    open_guides = replace(course.curriculum, guides={"help": told_too_early})
    found = told(replace(course, curriculum=open_guides))
    assert found[0] == (
        "assessments/quizzes/m3.yaml:1: question q0:"
        " an open text holds what is said after answering"
    )


def test_a_question_that_rests_on_a_fact_follows_it() -> None:
    course = make_course()
    days = Fact("days", WORD, Text("35 dni", "35"), WORD, date(2026, 11, 22))
    known = replace(course, curriculum=replace(course.curriculum, facts={"days": days}))
    first, *others = make_bank().questions
    says = Text("To 35 dni.", "It is 35 days.")

    def told_of(question: Question) -> list[str]:
        bank = make_quiz(*others, replace(question, lesson=LESSON, situation=True), draw=10)
        quizzes = {**known.quizzes, "m3": bank}
        return [gap.partition(": ")[2] for gap in told(replace(known, quizzes=quizzes))]

    assert told_of(replace(first, explanation=says, facts=("days",))) == []
    assert told_of(replace(first, facts=("days",))) == [
        'question q0, pl: the explanation does not say the fact days, "35 dni"',
        'question q0, en: the explanation does not say the fact days, "35"',
    ]
    assert told_of(replace(first, facts=("day",))) == [
        'question q0: unknown fact "day", perhaps "days"'
    ]
    assert len(told_of(replace(first, explanation=Text("135 dni", "1355"), facts=("days",)))) == 2
    number = make_number("30", id="n", explanation=says, facts=("days",))
    assert told_of(number) == ["question n: the key is none of its facts"]


def test_what_a_rule_names_is_there() -> None:
    rule = Rule(
        slug="whole",
        title=WORD,
        requirements=(
            QuizzesPassed(quizzes=("m3", "m4"), percent=70),
            Competences(confirmed_by={"K5": ("z3", "z9")}),
            AssignmentsPassed(assignments=("z3", "z4")),
        ),
    )
    assert told(make_course(rules={"whole": rule})) == [
        f"assessments/qualification.yaml:1: whole: {reason}"
        for reason in (
            'unknown quiz "m4"',
            'unknown competence "K5"',
            "nothing confirms the competence K4",
            'unknown assignment of the rule "z9"',
            'unknown assignment "z4"',
        )
    ]
