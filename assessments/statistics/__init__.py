"""What the answers to a quiz tell about its questions, honest for small groups.

`docs/statistics.md` says the same with formulas, and when what is shown.
"""

from assessments.statistics.advice import ADVICE_CODES, Advice
from assessments.statistics.counts import AnswerCount
from assessments.statistics.groups import ByGroup, Groups
from assessments.statistics.measures import Interval
from assessments.statistics.questions import Indices, QuestionFigures, question_figures
from assessments.statistics.quizzes import (
    RELIABILITY_CODES,
    QuizFigures,
    Reliability,
    quiz_figures,
)
from assessments.statistics.sittings import FEWEST_FOR_INDICES, AnswerKey, Given, Sitting

__all__ = [
    "ADVICE_CODES",
    "FEWEST_FOR_INDICES",
    "RELIABILITY_CODES",
    "Advice",
    "AnswerCount",
    "AnswerKey",
    "ByGroup",
    "Given",
    "Groups",
    "Indices",
    "Interval",
    "QuestionFigures",
    "QuizFigures",
    "Reliability",
    "Sitting",
    "question_figures",
    "quiz_figures",
]
