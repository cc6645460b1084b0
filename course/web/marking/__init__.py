"""Doors of marking: what waits for a trainer, the desk at which it is marked, and the way out."""

from course.web.marking import (
    agreement,
    allocating,
    away,
    bank,
    conflicts,
    desk,
    queue,
    releasing,
    sheets,
)
from course.web.marking.blueprint import bp

__all__ = [
    "agreement",
    "allocating",
    "away",
    "bank",
    "bp",
    "conflicts",
    "desk",
    "queue",
    "releasing",
    "sheets",
]
