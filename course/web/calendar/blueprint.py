"""The blueprint that the doors of the calendar share."""

from flask import Blueprint

bp = Blueprint("calendar", __name__)
