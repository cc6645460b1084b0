"""What authors define: quizzes with their questions, assignments with their rubric.

All of it is frozen; how it is judged lives in `scoring`, `checks` and `marking`.
"""

from assessments.definitions.assignments import (
    Assignment,
    Check,
    DistinctValues,
    Measure,
    MeasureKind,
    RowCount,
    Words,
)
from assessments.definitions.journal import Journal, JournalForm
from assessments.definitions.questions import (
    Accepted,
    Choice,
    Essay,
    Gap,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    PartQuestion,
    Question,
    QuestionBase,
    QuestionKind,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.definitions.quizzes import Band, Counts, Quiz, Review
from assessments.definitions.rubrics import HIGHEST_LEVEL, LEVELS, Criterion, Rubric

__all__ = [
    "HIGHEST_LEVEL",
    "LEVELS",
    "Accepted",
    "Assignment",
    "Band",
    "Check",
    "Choice",
    "Counts",
    "Criterion",
    "DistinctValues",
    "Essay",
    "Gap",
    "Gaps",
    "Journal",
    "JournalForm",
    "Matching",
    "Measure",
    "MeasureKind",
    "MultipleChoice",
    "NumberQuestion",
    "Ordering",
    "PartQuestion",
    "Question",
    "QuestionBase",
    "QuestionKind",
    "Quiz",
    "Review",
    "RowCount",
    "Rubric",
    "Scenario",
    "ShortText",
    "SingleChoice",
    "TrueFalse",
    "Words",
]
