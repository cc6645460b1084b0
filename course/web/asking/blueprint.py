"""The blueprint of questions about lessons."""

from flask import Blueprint

bp = Blueprint("asking", __name__)
