"""The blueprint to which the files of this folder add their doors."""

from flask import Blueprint

bp = Blueprint("snapshots", "course.web.snapshots")
