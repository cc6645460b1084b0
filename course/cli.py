"""Commands of the service: `flask --help` lists them."""

import sys

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from content.faults import BrokenCourse
from course.actions.audit import broken_entries
from course.catalogue import load_catalogue
from course.database import reading
from course.settings import Settings

content = AppGroup("content", help="The course as written.")
audit = AppGroup("audit", help="The chained record of deeds.")


def attach(app: Flask) -> None:
    """Give the app its commands."""
    for group in (content, audit):
        app.cli.add_command(group)


def settings() -> Settings:
    """The settings of the running app."""
    found = current_app.config["SETTINGS"]
    assert isinstance(found, Settings)  # noqa: S101 -- set by create_app
    return found


@content.command("check")
def check_content() -> None:
    """Name every fault of the course with file and line; exit with 1 if there is one."""
    try:
        loaded = load_catalogue(settings().content_folder, settings().assessments_folder)
    except BrokenCourse as broken:
        for fault in broken.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{len(broken.faults)} faults", err=True)
        sys.exit(1)
    lessons = sum(len(module.lessons) for module in loaded.curriculum.modules)
    questions = sum(len(quiz.questions) for quiz in loaded.quizzes.values())
    click.echo(f"{lessons} lessons, {questions} questions, {len(loaded.assignments)} assignments: ok")


@audit.command("verify")
def verify_audit() -> None:
    """Recompute the chain of the audit trail; exit with 1 where it does not hold."""
    broken = broken_entries(reading())
    if broken:
        click.echo(f"broken at entries {broken}", err=True)
        sys.exit(1)
    click.echo("the chain holds")
