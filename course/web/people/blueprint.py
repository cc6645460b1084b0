"""Where the routes of people hang."""

from flask import Blueprint

bp = Blueprint("people", "course.web.people")
