"""When a request arrived: read once, before anything else, so that waiting costs nobody time."""

from datetime import datetime
from typing import cast

from flask import Flask, g

from course.clock import now


def attach(app: Flask) -> None:
    """Note the arrival of each request. Call it before whatever else looks at requests."""
    app.before_request(_note)


def arrived_at() -> datetime:
    """The instant at which this request arrived."""
    return cast("datetime", g.arrived_at)


def _note() -> None:
    g.arrived_at = now()
