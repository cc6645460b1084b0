"""The blueprint that the doors of quizzes share."""

from flask import Blueprint

bp = Blueprint("quizzes", __name__)
