"""The doors of cohorts: groups, their trainers, who is enrolled and leaves, cards, lists."""

from course.web.cohorts import cards, enrolling, groups, imports, trainees, trainers
from course.web.cohorts.blueprint import bp

__all__ = ["bp", "cards", "enrolling", "groups", "imports", "trainees", "trainers"]
