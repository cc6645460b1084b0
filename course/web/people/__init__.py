"""The doors of people: signing in, passwords, one's own account."""

from course.web.people import account, digest, doors, passwords, reminders, wishes
from course.web.people.blueprint import bp

__all__ = ["account", "bp", "digest", "doors", "passwords", "reminders", "wishes"]
