"""Doors of what stands in a record: exceptions, self-assessments, evidence, the four stages."""

from flask import Blueprint

bp = Blueprint("records", __name__)
