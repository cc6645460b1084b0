"""Doors of taught days: planned, attended, and as their trainees see them."""

from course.web.meetings import attendance, mine, planning
from course.web.meetings.blueprint import bp

__all__ = ["attendance", "bp", "mine", "planning"]
