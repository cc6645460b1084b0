"""The blueprint that the doors of meetings share."""

from flask import Blueprint

from course.queries.meetings import ends_at

bp = Blueprint("meetings", __name__)
bp.add_app_template_filter(ends_at, "ends_at")
