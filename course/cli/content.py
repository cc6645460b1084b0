"""`flask content …`: the course as written."""

import sys

import click
from flask.cli import AppGroup

from content.faults import BrokenCourse
from course.catalogue import load_catalogue
from course.settings_here import settings_here

group = AppGroup("content", help="The course as written.")


@group.command("check")
def check_content() -> None:
    """Name every fault of the course with file and line; exit with 1 if there is one."""
    settings = settings_here()
    try:
        loaded = load_catalogue(settings.content_folder, settings.assessments_folder)
    except BrokenCourse as broken:
        for fault in broken.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{len(broken.faults)} faults", err=True)
        sys.exit(1)
    lessons = sum(len(module.lessons) for module in loaded.curriculum.modules)
    questions = sum(len(quiz.questions) for quiz in loaded.quizzes.values())
    click.echo(
        f"{lessons} lessons, {questions} questions, {len(loaded.assignments)} assignments: ok"
    )
