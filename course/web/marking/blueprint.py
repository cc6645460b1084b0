"""The blueprint that the doors of marking share."""

from flask import Blueprint

bp = Blueprint("marking", __name__)
