"""Where the routes of cohorts hang."""

from flask import Blueprint

bp = Blueprint("cohorts", "course.web.cohorts")
