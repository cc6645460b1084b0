"""Doors of the field journal: the trainee's own, and the trainer's word on it."""

from course.web.fieldwork import claims, entering, journal, on_behalf
from course.web.fieldwork.blueprint import bp

__all__ = ["bp", "claims", "entering", "journal", "on_behalf"]
