"""Scoring an attempt again by a corrected key."""

from dataclasses import replace

from assessments.definitions import Question, Quiz
from assessments.wording import wording


def with_key_of(asked: Quiz, key: Quiz) -> Quiz:
    """The quiz that an attempt asked, its questions with the key that the bank gives them now.

    A question that people would read otherwise today stays as it was asked, with its key: what was
    answered was another question. So do the rules of the quiz.
    """
    corrected = {question.id: question for question in key.questions}
    return replace(
        asked,
        questions=tuple(
            _corrected(question, corrected.get(question.id, question))
            for question in asked.questions
        ),
    )


def _corrected(asked: Question, corrected: Question) -> Question:
    return corrected if wording(asked) == wording(corrected) else asked
