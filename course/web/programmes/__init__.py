"""The doors of programmes: figures, the certification list, one person's standing, the trail."""

from course.web.programmes import audit, overview, paper, people, standing
from course.web.programmes.blueprint import bp

__all__ = ["audit", "bp", "overview", "paper", "people", "standing"]
