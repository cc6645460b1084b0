"""The doors of panels: the portfolio, the call, what members mark, and what they say together."""

from course.web.panels import calling, concluding, portfolio, showing, sitting
from course.web.panels.blueprint import bp

__all__ = ["bp", "calling", "concluding", "portfolio", "showing", "sitting"]
