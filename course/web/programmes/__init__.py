"""The doors of programmes: figures, the certification list, one person's standing, the trail."""

from course.web.programmes import (
    audit,
    cohorts,
    indicators,
    overview,
    paper,
    people,
    promises,
    reports,
    standing,
)
from course.web.programmes.blueprint import bp

__all__ = [
    "audit",
    "bp",
    "cohorts",
    "indicators",
    "overview",
    "paper",
    "people",
    "promises",
    "reports",
    "standing",
]
