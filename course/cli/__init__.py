"""Commands of the service: `flask --help` lists them."""

from flask import Flask
from flask_migrate import Migrate

from course.cli import (
    audit,
    certificates,
    content,
    credentials,
    demo,
    indicators,
    people,
    programmes,
    quizzes,
    register,
    work,
)
from course.database import db
from course.settings import ROOT


def attach(app: Flask) -> None:
    """Give the app its commands. The server does without them: it starts in half the time."""
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    for command in (
        audit.group,
        certificates.group,
        content.group,
        credentials.group,
        demo.demo_reset,
        demo.run_demo,
        indicators.indicators,
        people.group,
        programmes.group,
        quizzes.group,
        register.group,
        work.work,
    ):
        app.cli.add_command(command)
