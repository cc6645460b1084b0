"""The doors of totals: for everybody, for the lead partner, and who is one."""

from course.web.totals import partners, public_page, seeing
from course.web.totals.blueprint import bp

__all__ = ["bp", "partners", "public_page", "seeing"]
