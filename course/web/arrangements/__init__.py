"""Doors of what is arranged about practical work: plans, more time, talks."""

from course.web.arrangements import asking, deciding, place, plans
from course.web.arrangements.blueprint import bp

__all__ = ["asking", "bp", "deciding", "place", "plans"]
