"""The blueprint that the doors of meetings share."""

from flask import Blueprint

bp = Blueprint("meetings", __name__)
