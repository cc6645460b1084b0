"""What answers tell about questions: figures reckoned by hand for a small cohort."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from assessments.answers import Answer
from assessments.definitions import Quiz
from content.languages import Language, Text
from course.models import Cohort, EssayMark, Person, QuestionVoid, QuizAttempt
from course.queries.quiz_sittings import Scope, within_cohort, within_programme
from course.reports.quiz_questions import QuestionLine, QuestionsReport, questions_report
from tests.authored import (
    make_essay,
    make_multiple,
    make_quiz,
    make_scenario,
    make_short_text,
    make_single,
    make_true_false,
)
from tests.make import MONDAY, add, make_cohort, make_enrolment, make_person, make_trainer
from tests.make_quizzes import make_begun, make_sat, make_save
from tests.people import Cast

QUIZ = make_quiz(
    make_single(id="single"),
    make_multiple(id="multiple", partial=True),
    make_short_text(id="text"),
    make_true_false(id="true-false"),
)
RIGHT: dict[str, Answer] = {
    "single": {"chosen": "b"},
    "multiple": {"chosen": ["a", "c"]},
    "text": {"text": "parafraza"},
    "true-false": {"chosen": "false"},
}
OTHER = Text("inaczej", "otherwise")


def sit(
    session: Session,
    cohort: Cohort,
    quiz: Quiz = QUIZ,
    answers: Mapping[str, Answer] | None = None,
    **columns: object,
) -> QuizAttempt:
    """One more person of the cohort, who sits the quiz once."""
    place = make_enrolment(session, cohort, make_person(session))
    return make_sat(session, place, quiz, RIGHT if answers is None else answers, **columns)  # type: ignore[arg-type]


def report_of(
    session: Session, cast: Cast, quiz: Quiz = QUIZ, scope: Scope | None = None
) -> QuestionsReport:
    scope = scope or within_cohort(cast.ben, cast.cohort, quiz.slug)
    return questions_report(session, scope, quiz, cohort_id=cast.cohort.id)


def lines_of(report: QuestionsReport) -> dict[str, QuestionLine]:
    return {line.question.id: line for line in report.lines}


def taken(line: QuestionLine) -> dict[str, int]:
    return {one.answer: one.people for one in line.figures.counts}


def void(session: Session, cohort: Cohort, question: str, by: Person) -> None:
    columns = {"quiz_slug": QUIZ.slug, "question_id": question, "reason": "dwa znaczenia"}
    row = QuestionVoid(cohort_id=cohort.id, voided_by_id=by.id, voided_at=MONDAY, **columns)
    add(session, row)


def test_nobody_has_finished(session: Session, cast: Cast) -> None:
    make_begun(session, cast.enrolment, QUIZ)
    report = report_of(session, cast)
    assert (report.lines, report.unasked, report.figures.sittings) == ([], 4, 0)


def test_figures_of_three_people_by_hand(session: Session, cast: Cast) -> None:
    sit(session, cast.cohort)
    partly: dict[str, Answer] = {
        **RIGHT,
        "multiple": {"chosen": ["a"]},
        "text": {"text": "Parafaza"},
    }
    sit(session, cast.cohort, answers=partly)
    sit(session, cast.cohort, answers={"single": {"chosen": "a"}, "text": {"text": "parafaza "}})
    report = report_of(session, cast)
    lines = lines_of(report)
    assert list(lines) == ["single", "multiple", "text", "true-false"]
    assert [
        (line.figures.asked, line.figures.right, line.partly, line.wrong, line.blank)
        for line in lines.values()
    ] == [(3, 2, 0, 1, 0), (3, 1, 1, 0, 1), (3, 1, 0, 2, 0), (3, 2, 0, 0, 1)]
    assert taken(lines["single"]) == {"a": 1, "b": 2, "c": 0}
    assert taken(lines["multiple"]) == {"a": 2, "b": 0, "c": 1, "d": 0}
    assert taken(lines["text"]) == {"parafaza": 2}
    assert taken(lines["true-false"]) == {"true": 0, "false": 2}
    # 4, 2.5 and 0 of 4 points
    assert report.figures.mean_percent == Decimal("54.1667")
    assert (report.figures.sittings, report.unasked) == (3, 0)


def test_a_missing_variant_is_seen_as_it_was_typed(session: Session, cast: Cast) -> None:
    for text in ("Parafaza", "parafaza", "streszczenie"):
        sit(session, cast.cohort, answers={"text": {"text": text}})
    line = lines_of(report_of(session, cast))["text"]
    assert taken(line) == {"parafaza": 2, "streszczenie": 1}
    assert line.given["parafaza"] in ({"text": "Parafaza"}, {"text": "parafaza"})
    assert line.near == {"parafaza"}


def test_the_first_finished_attempt_of_each_person_counts(session: Session, cast: Cast) -> None:
    make_sat(session, cast.enrolment, QUIZ, {"single": {"chosen": "c"}})
    make_sat(session, cast.enrolment, QUIZ, RIGHT, number=2, at=MONDAY + timedelta(days=1))
    again = make_enrolment(session, make_cohort(session, cast.programme), cast.ana)
    make_sat(session, again, QUIZ, RIGHT, at=MONDAY + timedelta(days=9))
    scope = within_programme(cast.carla, cast.cohort, QUIZ.slug)
    report = report_of(session, cast, scope=scope)
    assert report.figures.sittings == 1
    assert taken(lines_of(report)["single"]) == {"a": 0, "b": 0, "c": 1}


def test_what_was_replaced_cleared_or_kept_beside_does_not_count(
    session: Session, cast: Cast
) -> None:
    attempt = sit(session, cast.cohort, answers={"single": {"chosen": "a"}, "text": {"text": "a"}})
    make_save(session, attempt, "single", {"chosen": "c"}, revision=2)
    make_save(session, attempt, "single", {"chosen": "b"}, revision=None)
    make_save(session, attempt, "text", None, revision=2)
    lines = lines_of(report_of(session, cast))
    assert taken(lines["single"]) == {"a": 0, "b": 0, "c": 1}
    assert lines["text"].blank == 1


def test_drawn_questions_are_counted_for_whom_they_were_asked(session: Session, cast: Cast) -> None:
    drawn = {"questions": ["single", "text"], "orders": {}}
    sit(session, cast.cohort, answers={"single": {"chosen": "b"}}, drawn=drawn)
    sit(session, cast.cohort)
    report = report_of(session, cast)
    asked = {name: line.figures.asked for name, line in lines_of(report).items()}
    assert asked == {"single": 2, "multiple": 1, "text": 2, "true-false": 1}
    assert report.figures.reliability.code == "reliability_varies"


def test_a_reworded_question_counts_in_its_newest_wording(session: Session, cast: Cast) -> None:
    first, *rest = QUIZ.questions
    reworded = replace(QUIZ, questions=(replace(first, prompt=OTHER), *rest))
    for _ in range(2):
        sit(session, cast.cohort, answers={"single": {"chosen": "a"}})
    sit(session, cast.cohort, reworded, at=MONDAY + timedelta(days=1))
    lines = lines_of(report_of(session, cast, reworded))
    assert lines["single"].question.prompt == OTHER
    assert (taken(lines["single"]), lines["single"].earlier) == ({"a": 0, "b": 1, "c": 0}, 2)
    assert (lines["text"].figures.asked, lines["text"].earlier) == (3, 0)


def test_a_corrected_key_judges_everybody(session: Session, cast: Cast) -> None:
    corrected = replace(QUIZ, questions=(make_single("a", id="single"), *QUIZ.questions[1:]))
    sit(session, cast.cohort, answers={"single": {"chosen": "a"}}, key=corrected)
    sit(session, cast.cohort, answers={"single": {"chosen": "a"}}, at=MONDAY - timedelta(days=1))
    sit(session, cast.cohort, answers={"single": {"chosen": "b"}}, at=MONDAY - timedelta(days=2))
    newest = sit(session, cast.cohort, answers={"single": {"chosen": "b"}}, key=corrected)
    line = lines_of(report_of(session, cast))["single"]
    assert newest.id
    assert (line.figures.right, line.wrong) == (2, 2)
    assert [one.answer for one in line.figures.counts if one.right] == ["a"]


def test_a_question_that_the_bank_has_no_more_comes_last(session: Session, cast: Cast) -> None:
    sit(session, cast.cohort)
    today = replace(QUIZ, questions=(*QUIZ.questions[1:], make_single(id="new")))
    report = report_of(session, cast, today)
    assert list(lines_of(report)) == ["multiple", "text", "true-false", "single"]
    assert report.unasked == 1


def test_a_voided_question_is_marked_and_left_out_of_the_whole(
    session: Session, cast: Cast
) -> None:
    sit(session, cast.cohort)
    sit(session, cast.cohort, answers={**RIGHT, "single": {"chosen": "a"}})
    void(session, cast.cohort, "single", cast.ben)
    report = report_of(session, cast)
    line = lines_of(report)["single"]
    assert (line.voided, line.needs_a_look, taken(line)) == (True, False, {"a": 1, "b": 1, "c": 0})
    assert report.figures.mean_percent == Decimal(100)
    assert not lines_of(report)["text"].voided


def test_when_everything_is_voided_nobody_sat(session: Session, cast: Cast) -> None:
    quiz = make_quiz(make_single(id="single"))
    sit(session, cast.cohort, quiz, {"single": {"chosen": "b"}})
    void(session, cast.cohort, "single", cast.ben)
    report = report_of(session, cast, quiz)
    assert report.figures.sittings == 0
    assert lines_of(report)["single"].figures.right == 1


def test_a_void_holds_in_its_own_cohort(session: Session, cast: Cast) -> None:
    beside = make_cohort(session, cast.programme)
    sit(session, cast.cohort)
    sit(session, beside, answers={**RIGHT, "single": {"chosen": "a"}})
    void(session, cast.cohort, "single", cast.ben)
    scope = within_programme(cast.carla, cast.cohort, QUIZ.slug)
    line = lines_of(report_of(session, cast, scope=scope))["single"]
    assert (line.figures.asked, line.figures.right, line.wrong) == (1, 0, 1)


def test_a_case_counts_as_its_parts(session: Session, cast: Cast) -> None:
    quiz = make_quiz(make_scenario(id="case"), make_single(id="single"))
    parts = {"what": {"chosen": "b"}, "how-many": {"text": "4"}}
    sit(session, cast.cohort, quiz, {"case": {"parts": parts}})
    lines = lines_of(report_of(session, cast, quiz))
    assert list(lines) == ["case.what", "case.how-many", "single"]
    assert lines["case.what"].figures.right == 1
    assert taken(lines["case.how-many"]) == {"4": 1}
    assert lines["case.what"].case == quiz.questions[0]
    assert lines["single"].case is None
    void(session, cast.cohort, "case", cast.ben)
    voided = {name for name, one in lines_of(report_of(session, cast, quiz)).items() if one.voided}
    assert voided == {"case.what", "case.how-many"}


def test_essays_count_when_they_are_marked(session: Session, cast: Cast) -> None:
    quiz, essay = make_quiz(make_essay(id="essay")), {"essay": {"text": "Trzy zdania."}}
    marked = sit(session, cast.cohort, quiz, essay)
    sit(session, cast.cohort, quiz, essay)

    def mark(levels: dict[str, int], supersedes: int | None = None) -> int:
        columns = {"question_id": "essay", "comment": "", "supersedes_id": supersedes}
        row = EssayMark(attempt_id=marked.id, marked_by_id=cast.ben.id, levels=levels, **columns)
        row.marked_at = MONDAY
        return add(session, row).id

    mark({"c1": 3, "c2": 0}, mark({"c1": 0, "c2": 0}))
    line = lines_of(report_of(session, cast, quiz))["essay"]
    assert (line.figures.asked, line.partly, line.waiting, line.is_essay) == (1, 1, 1, True)
    assert not line.needs_a_look


def test_a_suspect_key_needs_a_look(session: Session, cast: Cast) -> None:
    for chosen in "aaaab":
        sit(session, cast.cohort, answers={**RIGHT, "single": {"chosen": chosen}})
    lines = lines_of(report_of(session, cast))
    assert lines["single"].figures.advice.code == "key_suspect"
    assert {name for name, line in lines.items() if line.needs_a_look} == {"single"}


def test_thirty_people_give_indices(session: Session, cast: Cast) -> None:
    for number in range(30):
        sit(session, cast.cohort, answers=RIGHT if number % 2 else {"single": {"chosen": "b"}})
    report = report_of(session, cast)
    [single, multiple, *_] = report.lines
    assert single.figures.indices is not None
    assert multiple.figures.indices is not None
    assert single.figures.indices.facility == Decimal(100)
    assert single.figures.indices.discrimination is None
    assert multiple.figures.indices.facility == Decimal(50)
    assert multiple.figures.indices.discrimination == Decimal(1)
    assert report.figures.reliability.code == "reliability_kr20"


@pytest.mark.parametrize("wide", [False, True])
def test_who_counts_whose_answers(session: Session, cast: Cast, *, wide: bool) -> None:
    """Ben teaches one cohort of two; Carla and Adam see the programme; others see nothing."""
    beside, elsewhere = make_cohort(session, cast.programme), make_cohort(session)
    ewa = make_trainer(session, beside, "Ewa Lis")
    for cohort in (cast.cohort, beside, elsewhere):
        sit(session, cohort)
    within = within_programme if wide else within_cohort

    def sittings(person: Person) -> int:
        scope = within(person, cast.cohort, QUIZ.slug)
        return report_of(session, cast, scope=scope).figures.sittings

    assert {person.name: sittings(person) for person in (cast.ben, cast.carla, cast.adam)} == {
        "Ben Wrona": 1,
        "Carla Nowak": 2 if wide else 1,
        "Adam Nowak": 2 if wide else 1,
    }
    assert sittings(ewa) == (1 if wide else 0)
    assert {sittings(person) for person in (cast.dov, cast.vera, cast.iga)} == {0}


def test_a_language_of_the_variants_does_not_matter(session: Session, cast: Cast) -> None:
    sit(session, cast.cohort, answers={"text": {"text": "a paraphrase"}})
    assert Language.EN in QUIZ.questions[2].accepted  # type: ignore[union-attr]
    assert lines_of(report_of(session, cast))["text"].figures.right == 1
