"""Commands of the service: `flask --help` lists them."""

from flask import Flask

from course.cli import audit, content, people, work


def attach(app: Flask) -> None:
    """Give the app its commands."""
    for command in (audit.group, content.group, people.group, work.work):
        app.cli.add_command(command)
