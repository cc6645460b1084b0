"""The blueprint of work that trainers type in for its authors."""

from flask import Blueprint

bp = Blueprint("entering", __name__)
