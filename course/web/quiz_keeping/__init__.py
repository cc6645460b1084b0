"""Doors of a trainer to quizzes: count anew, grant an attempt, late answers, the day of answers."""

from course.web.quiz_keeping import granting, late, recounting, review_date
from course.web.quiz_keeping.blueprint import bp

__all__ = ["bp", "granting", "late", "recounting", "review_date"]
