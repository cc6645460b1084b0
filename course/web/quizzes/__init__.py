"""Doors of quizzes: what trainees do at them, and what trainers see, mark, try out and print."""

from course.web.quizzes import (
    answering,
    attempting,
    entering,
    essays,
    following,
    paper,
    preview,
    record,
    results,
)
from course.web.quizzes.blueprint import bp

__all__ = [
    "answering",
    "attempting",
    "bp",
    "entering",
    "essays",
    "following",
    "paper",
    "preview",
    "record",
    "results",
]
