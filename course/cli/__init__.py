"""Commands of the service: `flask --help` lists them."""

from flask import Flask

from course.cli import audit, content, demo, indicators, people, programmes, work


def attach(app: Flask) -> None:
    """Give the app its commands."""
    for command in (
        audit.group,
        content.group,
        demo.demo_reset,
        demo.run_demo,
        indicators.indicators,
        people.group,
        programmes.group,
        work.work,
    ):
        app.cli.add_command(command)
