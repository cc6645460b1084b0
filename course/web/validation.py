"""Doors of validation."""

from flask import Blueprint

bp = Blueprint("validation", __name__)
