"""What the answers of a cohort, or of a whole programme, tell about the questions of a quiz."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from assessments.answers import PART_END, Answer
from assessments.attempts import as_drawn
from assessments.definitions import Essay, Question, Quiz, Scenario
from assessments.feedback import Verdict, verdict
from assessments.regrading import with_key_of
from assessments.scoring import NO_POINTS, Marks
from assessments.sittings import (
    answer_key,
    answers_apart,
    compared,
    parts_apart,
    sitting_of,
)
from assessments.statistics import (
    AnswerKey,
    QuestionFigures,
    QuizFigures,
    Sitting,
    question_figures,
    quiz_figures,
)
from assessments.wording import wording
from course.queries.quiz_sittings import (
    Scope,
    SittingRow,
    Written,
    sittings_in,
    voids_in,
    written_in,
)
from course.queries.quizzes import quizzes_by_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """What is known of one question, or of one part of a scenario.

    `given` holds an answer for each text that the figures count, and `near` those texts that miss
    an accepted one by a slip. `earlier`: answers to another wording, which are not counted.
    `waiting`: essays without a mark, which are not counted either.
    """

    question: Question
    case: Scenario | None
    figures: QuestionFigures
    partly: int
    voided: bool
    earlier: int
    waiting: int
    given: Mapping[str, Answer]
    near: Collection[str]

    @property
    def blank(self) -> int:
        """How many left it blank."""
        return self.figures.asked - self.figures.answered

    @property
    def wrong(self) -> int:
        """How many answered and earned nothing."""
        return self.figures.answered - self.figures.right - self.partly

    @property
    def is_essay(self) -> bool:
        """Whether people wrote at length, so that no answer is like another."""
        return isinstance(self.question, Essay)

    @property
    def needs_a_look(self) -> bool:
        """Whether there is something to do about it."""
        known = self.figures.advice.code not in {"few_asked", "looks_well"}
        return known and not self.is_essay and not self.voided


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsReport:
    """The figures of a quiz and of each question that somebody was asked."""

    figures: QuizFigures
    lines: Sequence[QuestionLine]
    unasked: int

    @property
    def waits(self) -> bool:
        """Whether a written answer waits for its mark, so that the figures are without it."""
        return any(line.waiting for line in self.lines)


def questions_report(
    session: Session, scope: Scope, quiz: Quiz, *, cohort_id: int
) -> QuestionsReport:
    """Count the first finished attempt of each person within a scope.

    All are judged by the newest key that any of them was counted by. Where a question was reworded
    only its newest wording counts. What was voided in a person's cohort does not count for them;
    `cohort_id` says whose voids are marked.
    """
    sat, voids = _sat_in(session, scope), voids_in(session, scope)
    newest = _newest(sat, quiz)
    keys, voided = [answer_key(one.key) for one in newest.values()], voids.get(cohort_id, ())
    every = [_sitting(one, newest, ()) for one in sat]
    valid = [_sitting(one, newest, voids.get(one.row.cohort_id, ())) for one in sat]
    valid = [sitting for sitting in valid if sitting]
    figures = _figures(keys, valid, [sitting for sitting in every if sitting])
    return QuestionsReport(
        figures=quiz_figures(keys, valid, waiting=set(_waiting(sat, voids))),
        lines=[
            _line(one, known, partly, sat, voided=_bank_id(known.question) in voided)
            for one, (known, partly) in zip(newest.values(), figures, strict=True)
        ],
        unasked=sum(one.id not in newest for one in parts_apart(quiz).questions),
    )


@dataclass(frozen=True, slots=True)
class _Sat:
    """One sitting: each question that it asked, parts apart, by its words and by its key."""

    row: SittingRow
    quiz: Quiz
    words: Mapping[str, Hashable]
    keys: Mapping[str, Question]
    cases: Mapping[str, Scenario]
    answers: Mapping[str, Answer]
    marks: Marks


@dataclass(frozen=True, slots=True)
class _Newest:
    """The newest wording of a question, and the newest key that somebody was counted by."""

    words: Hashable
    key: Question
    case: Scenario | None
    result_id: int


def _sat_in(session: Session, scope: Scope) -> Sequence[_Sat]:
    rows = sittings_in(session, scope)
    digests = {digest for row in rows for digest in (row.version_digest, row.key_digest)}
    versions, written = quizzes_by_digest(session, digests), written_in(session, scope)
    return [
        _sat(
            row,
            as_drawn(versions[row.version_digest], row.drawn),
            versions[row.key_digest],
            written.get(row.attempt_id, Written()),
        )
        for row in rows
    ]


def _sat(row: SittingRow, asked: Quiz, key: Quiz, written: Written) -> _Sat:
    apart = parts_apart(asked).questions
    keys = {one.id: one for one in parts_apart(with_key_of(asked, key)).questions}
    return _Sat(
        row=row,
        quiz=asked,
        words={one.id: wording(one) for one in apart},
        keys={one.id: keys.get(one.id, one) for one in apart},
        cases={one.id: one for one in asked.questions if isinstance(one, Scenario)},
        answers=answers_apart(asked, written.answers),
        marks=written.marks,
    )


def _newest(sat: Sequence[_Sat], quiz: Quiz) -> Mapping[str, _Newest]:
    """Each question that somebody was asked, in the order of today's bank."""
    found: dict[str, _Newest] = {}
    for one in sat:  # the oldest first
        for name, words in one.words.items():
            before, result = found.get(name), one.row.result_id
            if before is None or before.words != words or before.result_id < result:
                found[name] = _Newest(words, one.keys[name], one.cases.get(_bank_id(name)), result)
    places = {question.id: place for place, question in enumerate(parts_apart(quiz).questions)}
    order = sorted(found, key=lambda name: (places.get(name, len(places)), name))
    return {name: found[name] for name in order}


def _waiting(sat: Sequence[_Sat], voids: Mapping[int, Collection[str]]) -> Iterator[str]:
    """Essays that somebody wrote and nobody marked yet."""
    for one in sat:
        for name in one.answers.keys() - one.marks.keys():
            voided = _bank_id(name) in voids.get(one.row.cohort_id, ())
            if isinstance(one.keys[name], Essay) and not voided:
                yield name


def _sitting(one: _Sat, newest: Mapping[str, _Newest], voided: Collection[str]) -> Sitting:
    questions = tuple(
        newest[name].key
        for name, words in one.words.items()
        if _bank_id(name) not in voided and words == newest[name].words
    )
    return sitting_of(replace(one.quiz, questions=questions), one.answers, marks=one.marks)


def _figures(
    keys: Sequence[AnswerKey], valid: Sequence[Sitting], every: Sequence[Sitting]
) -> Iterator[tuple[QuestionFigures, int]]:
    """The figures of each question, and how many were right in part.

    Of one that counts for nobody they tell what was given all the same.
    """
    counting, given = question_figures(keys, valid), question_figures(keys, every)
    for known, anyway in zip(counting, given, strict=True):
        figures, sittings = (known, valid) if known.asked else (anyway, every)
        shares = [one[known.question].share for one in sittings if known.question in one]
        yield figures, sum(0 < share < 1 for share in shares)


def _line(
    newest: _Newest, figures: QuestionFigures, partly: int, sat: Sequence[_Sat], *, voided: bool
) -> QuestionLine:
    name, question = figures.question, newest.key
    asked = [one for one in sat if name in one.words]
    same = [one for one in asked if one.words[name] == newest.words]
    answers = [(one.answers[name], one.marks) for one in same if name in one.answers]
    given = {text: answer for answer, _ in answers for text in compared(question, answer)}
    return QuestionLine(
        question=question,
        case=newest.case,
        figures=figures,
        partly=partly,
        voided=voided,
        earlier=len(asked) - len(same),
        waiting=sum(isinstance(question, Essay) and name not in marks for _, marks in answers),
        given=given,
        near={text for text, answer in given.items() if _is_near(question, answer)},
    )


def _is_near(question: Question, answer: Answer) -> bool:
    return verdict(question, answer, NO_POINTS) is Verdict.NEAR


def _bank_id(name: str) -> str:
    """The question of the bank that a part belongs to, or that it is."""
    return name.partition(PART_END)[0]
