from decimal import Decimal
from pathlib import Path

import pytest

from assessments.definitions import Band, Choice, Counts, Gap, Quiz, Review
from assessments.reading import read_quizzes
from content.faults import BrokenCourse
from content.languages import Language, Text
from tests.authored import (
    WORD,
    make_essay,
    make_gaps,
    make_items,
    make_matching,
    make_multiple,
    make_number,
    make_ordering,
    make_quiz,
    make_rubric,
    make_scenario,
    make_short_text,
    make_single,
    make_true_false,
)
from tests.quiz_files import (
    CRITERION,
    GAP,
    HEAD,
    PART,
    RIGHT_B,
    SINGLE,
    A,
    B,
    faults,
    question,
    read,
)

SIMPLE_KINDS = (
    question("single", "lesson: m3/1-levels", f"choices: [{A}, {RIGHT_B}]", name="single"),
    question("multiple", "partial: share", f"choices: [{A}, {RIGHT_B}]", name="multiple"),
    question("true_false", "answer: no", name="true-false"),
    question(
        "matching",
        f"items: [{A}, {B}]",
        f"options: [{A}, {B}]",
        "pairs: {a: b, b: b}",
        name="matching",
    ),
    question("ordering", f"items: [{A}, {B}]", "partial: share", name="ordering"),
    question("short_text", "accepted: {pl: [rada, radę], en: [advice]}", name="short-text"),
    question(
        "number",
        "points: 1.50",
        "value: 20",
        "tolerance: 0.5",
        "unit: {pl: słowo, en: word}",
        name="number",
    ),
    question("number", "value: -2", name="plain"),
)
OF_MANY_PARTS = (
    question(
        "gaps",
        "sentence: {pl: '{a} jest.', en: 'It is {a}.'}",
        f"gaps: [{GAP}]",
        "partial: share",
        name="gaps",
    ),
    question(
        "scenario",
        "situation: yes",
        "parts:",
        f"  - {{id: what, kind: single, {PART}, points: 2, choices: [{A}, {RIGHT_B}]}}",
        f"  - {{id: how-many, kind: number, {PART}, value: 3}}",
        name="scenario",
    ),
    question("essay", f"criteria: [{CRITERION}]", "max_words: 60", name="essay"),
    question("essay", f"criteria: [{CRITERION}]", "points: 3", name="long-essay"),
    question(
        "multiple",
        f"choices: [{A}, {RIGHT_B}]".replace("a, ", "a, weight: -50, ").replace(
            "yes}", "yes, weight: 100}"
        ),
        name="weighed",
    ),
)


def test_every_simple_kind_of_question_is_read(tmp_path: Path) -> None:
    choices = (Choice("a", WORD), Choice("b", WORD, right=True))
    assert read(tmp_path, *SIMPLE_KINDS) == make_quiz(
        make_single(id="single", choices=choices, lesson="m3/1-levels"),
        make_multiple(id="multiple", choices=choices, partial=True),
        make_true_false(id="true-false"),
        make_matching(
            id="matching",
            items=make_items("ab"),
            options=make_items("ab"),
            pairs={"a": "b", "b": "b"},
        ),
        make_ordering("ab", id="ordering", partial=True),
        make_short_text(
            id="short-text",
            accepted={Language.PL: ("rada", "radę"), Language.EN: ("advice",)},
        ),
        make_number("20", "0.5", id="number", points=Decimal("1.5"), unit=WORD),
        make_number("-2", id="plain"),
    )


def test_questions_with_gaps_parts_marks_and_weights_are_read(tmp_path: Path) -> None:
    choices = (Choice("a", WORD), Choice("b", WORD, right=True))
    assert read(tmp_path, *OF_MANY_PARTS) == make_quiz(
        make_gaps(
            id="gaps",
            sentence=Text("{a} jest.", "It is {a}."),
            gaps=(Gap("a", {Language.PL: ("rada",), Language.EN: ("advice",)}),),
            partial=True,
        ),
        make_scenario(
            id="scenario",
            situation=True,
            points=Decimal(3),
            parts=(
                make_single(id="what", choices=choices, points=Decimal(2)),
                make_number("3", id="how-many"),
            ),
        ),
        make_essay(id="essay", criteria=make_rubric("·").criteria, points=Decimal(1), max_words=60),
        make_essay(id="long-essay", criteria=make_rubric("·").criteria),
        make_multiple(
            id="weighed",
            choices=(
                Choice("a", WORD, weight=Decimal(-50)),
                Choice("b", WORD, right=True, weight=Decimal(100)),
            ),
        ),
    )


def test_all_rules_of_a_quiz_are_read(tmp_path: Path) -> None:
    rules = """\
draw: 1
shuffle: no
attempts: 2
counts: last
minutes: 45
penalty_percent: 25
review: after_date
practice: yes
bands:
  - {from_percent: 0, text: {pl: słowo, en: word}}
  - {from_percent: 70, text: {pl: słowo, en: word}}
"""
    quiz = read(tmp_path, SINGLE, head=rules + HEAD)
    assert quiz == Quiz(
        slug="m3",
        module="m3",
        title=WORD,
        draw=1,
        shuffle=False,
        attempts=2,
        counts=Counts.LAST,
        minutes=45,
        penalty_percent=25,
        review=Review.AFTER_DATE,
        practice=True,
        bands=(Band(0, WORD), Band(70, WORD)),
        questions=quiz.questions,
    )


def test_faults_in_rules_have_their_lines(tmp_path: Path) -> None:
    rules = """\
attempts: 0
counts: worst
minutes: 1441
penalty_percent: 101
review: never
bands: [{from_percent: 70, text: {pl: a, en: b}}, {from_percent: 70, text: {pl: a, en: b}}]
"""
    assert faults(tmp_path, SINGLE, head=rules + HEAD) == [
        "1: expected at least 1, found 0",
        '2: expected best or last or first, found "worst"',
        "3: expected 1 to 1440, found 1441",
        "4: expected 0 to 100, found 101",
        '5: expected at_once or after_attempt or after_date, found "never"',
        "6: expected each band to begin higher than the one before",
    ]


def test_rules_of_a_quiz_and_feedback_are_read(tmp_path: Path) -> None:
    feedback = "{id: a, text: {pl: słowo, en: word}, feedback: {pl: nie, en: 'no'}}"
    rules = "pass_percent: 80\nfailed_before_pause: 2\npause_hours: 0\n"
    quiz = read(
        tmp_path, question("single", f"choices: [{feedback}, {RIGHT_B}]"), head=rules + HEAD
    )
    assert (quiz.pass_percent, quiz.failed_before_pause, quiz.pause_hours) == (80, 2, 0)
    (only,) = quiz.questions
    assert only.kind == "single"
    assert only.choices[0].feedback == Text("nie", "no")  # type: ignore[union-attr]


@pytest.mark.parametrize("percent", [1, 100])
def test_bounds_of_the_pass_mark_are_included(tmp_path: Path, percent: int) -> None:
    head = f"pass_percent: {percent}\n{HEAD}"
    assert read(tmp_path, SINGLE, head=head).pass_percent == percent


def test_faults_of_a_quiz_are_told_all_at_once(tmp_path: Path) -> None:
    head = """\
slug: m3
module: m3
title: {pl: słowo}
pass_percent: 101
failed_before_pause: 0
pause_hours: jeden
colour: red
questions: []
"""
    assert faults(tmp_path, head=head) == [
        '3: missing "en"',
        "4: expected 1 to 100, found 101",
        "5: expected at least 1, found 0",
        '6: expected a whole number, found "jeden"',
        '7: unknown key "colour"',
        "8: expected at least 1 in the list, found 0",
    ]


def test_a_file_bears_the_name_of_its_quiz(tmp_path: Path) -> None:
    assert faults(tmp_path, SINGLE, name="m4") == ['1: the slug "m3" is not the name of the file']


def test_a_file_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    quizzes = tmp_path / "assessments" / "quizzes"
    quizzes.mkdir(parents=True)
    (quizzes / "m3.yaml").write_bytes((HEAD + SINGLE).encode("cp1250"))
    (quizzes / "m1.yaml").write_text("slug: [", encoding="utf-8")
    with pytest.raises(BrokenCourse) as broken:
        read_quizzes(quizzes)
    unfinished, undecodable = map(str, broken.value.faults)
    assert unfinished.startswith("assessments/quizzes/m1.yaml:2: not YAML: ")
    assert undecodable == "assessments/quizzes/m3.yaml:1: not saved as UTF-8"
