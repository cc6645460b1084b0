"""Doors of a person's calendar: as a page, and as a file that phones subscribe to."""

from course.web.calendar import feed, page
from course.web.calendar.blueprint import bp

__all__ = ["bp", "feed", "page"]
