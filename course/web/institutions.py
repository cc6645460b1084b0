"""Doors of institutions."""

from flask import Blueprint

bp = Blueprint("institutions", __name__)
