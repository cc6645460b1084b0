"""Doors of what stands in a record beside what the service saw, and of the record as a whole."""

from course.web.records import card, evidence, exceptions, looking
from course.web.records.blueprint import bp

__all__ = ["bp", "card", "evidence", "exceptions", "looking"]
