"""The blueprint of what is arranged about practical work."""

from flask import Blueprint

bp = Blueprint("arrangements", __name__)
