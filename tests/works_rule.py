"""A rule that asks for two quizzes and two assignments, and nothing else."""

from dataclasses import replace

from assessments.requirements import AssignmentsPassed, Enrolled, QuizzesPassed
from tests.make_counting import ADMITTED_ONLY

WORKS = replace(
    ADMITTED_ONLY,
    slug="works",
    requirements=(
        Enrolled(consents=()),
        QuizzesPassed(quizzes=("m1", "m3"), percent=70),
        AssignmentsPassed(assignments=("z1", "z3")),
    ),
)
