"""`flask content …`: the course as written."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import current_app
from flask.cli import AppGroup
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.serving import run_simple

from content.faults import AuthoringFault, BrokenCourse
from content.languages import Language
from content.translation import mark_translation
from course.catalogue import load_catalogue
from course.clock import local_day, now
from course.preview import preview_app
from course.review import review
from course.settings_here import settings_here

HOST = "127.0.0.1"

group = AppGroup("content", help="The course as written.")


@group.command("check")
@click.option("--json", "as_json", is_flag=True, help="Figures and faults as one line of JSON.")
def check_content(*, as_json: bool) -> None:
    """Name every fault of the course with file and line; exit with 1 if there is one.

    Warnings go to the error output: English older than its Polish, facts checked over a year ago.
    """
    settings = settings_here()
    try:
        loaded = load_catalogue(settings.content_folder, settings.assessments_folder)
    except BrokenCourse as broken:
        _end(None, broken.faults, as_json=as_json)
        return
    seen = review(loaded, today=local_day(now()), is_page=_is_page)
    for warning in seen.warnings:
        click.echo(f"warning: {warning}", err=True)
    _end(dict(seen.figures), seen.faults, as_json=as_json)


@group.command("preview")
@click.option("--port", default=8010, show_default=True, type=click.IntRange(1, 65535))
def preview(port: int) -> None:
    """Show the course on this machine while it is being written; a saved file shows at once."""
    with TemporaryDirectory(prefix="course-preview-") as folder:
        app = preview_app(settings_here(), Path(folder))
        click.echo(f"http://{HOST}:{port}/materials, until Ctrl-C")
        run_simple(HOST, port, app, threaded=True)


@group.command("translated")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def note_translation(files: tuple[Path, ...]) -> None:
    """Note in English FILES that they say what their Polish partners say now."""
    for english in files:
        polish = _polish_partner(english)
        marked = mark_translation(
            english.read_text(encoding="utf-8"), polish.read_text(encoding="utf-8")
        )
        english.write_text(marked, encoding="utf-8", newline="\n")
        click.echo(f"{english}: as {polish}")


def _is_page(address: str) -> bool:
    """Whether the app answers at an address."""
    try:
        current_app.url_map.bind("").match(address.partition("#")[0])
    except (NotFound, RequestRedirect, MethodNotAllowed):
        return False
    return True


def _polish_partner(english: Path) -> Path:
    """The same path below `pl/`; the last folder called `en` is the one of the language."""
    parts = list(english.parts)
    if Language.EN not in parts:
        raise click.ClickException(f"{english} does not lie in a folder en/")
    parts[len(parts) - 1 - parts[::-1].index(Language.EN)] = Language.PL
    polish = Path(*parts)
    if not polish.is_file():
        raise click.ClickException(f"{english} has no Polish partner {polish}")
    return polish


def _end(
    figures: dict[str, object] | None, faults: Iterable[AuthoringFault], *, as_json: bool
) -> None:
    """Say the result; a course that cannot be read has no figures."""
    named = [str(fault) for fault in faults]
    if as_json:
        click.echo(json.dumps({**(figures or {}), "faults": named}, ensure_ascii=False))
    else:
        for fault in named:
            click.echo(fault, err=True)
        click.echo(_in_words(figures) if figures else "The course cannot be read.")
        click.echo(f"{len(named)} {'fault' if len(named) == 1 else 'faults'}" if named else "ok")
    if named:
        sys.exit(1)


def _in_words(figures: dict[str, object]) -> str:
    return ", ".join(f"{name}: {_amounts(value)}" for name, value in figures.items())


def _amounts(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{language} {amount}" for language, amount in value.items())
    return str(value)
