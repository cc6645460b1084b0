"""The blueprint of what a trainer does about quizzes."""

from flask import Blueprint

bp = Blueprint("keeping", __name__)
