"""Doors of questions about lessons: of who asks, of who answers, and what a cohort is shown."""

from course.web.asking import answering, lesson, sharing
from course.web.asking.blueprint import bp

__all__ = ["answering", "bp", "lesson", "sharing"]
