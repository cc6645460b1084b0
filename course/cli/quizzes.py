"""`flask quiz …`: questions from other programs, and for them."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask.cli import AppGroup

from assessments.definitions import Quiz
from assessments.exchange import (
    MOST_BYTES,
    Format,
    Remark,
    Wanted,
    exported,
    format_in,
    id_from,
    imported,
)
from content.languages import Language
from course.language import voice

group = AppGroup("quiz", help="Questions from other programs, and for them.")

_FORMATS = click.Choice([kind.value for kind in Format])
_LANGUAGES = click.Choice([language.value for language in Language])
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@group.command("convert")
@click.argument("source", metavar="IN", type=_FILE)
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--from", "from_", type=_FORMATS, help="The format of IN, whatever its name says.")
@click.option("--to", type=_FORMATS, help="The format of OUT, whatever its name says.")
@click.option("--language", default="pl", show_default=True, type=_LANGUAGES)
@click.option("--outcome", help="What questions test that do not say it, such as M3.E1.")
@click.option("--module", help="The module of the quiz.")
@click.option("--slug", help="The name of the quiz; that of IN where it names none.")
def convert(
    source: Path,
    target: Path,
    *,
    from_: str | None,
    to: str | None,
    language: str,
    outcome: str | None,
    module: str | None,
    slug: str | None,
) -> None:
    """Read the questions of IN and write them to OUT, in the formats that their names end with.

    Each fault is named as FILE:LINE: REASON; then nothing is written, and the exit code is 1. What
    a format cannot hold is named in the same way after "lost:".
    """
    with source.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    spoken = Language(language)
    wanted = Wanted(
        language=spoken,
        slug=slug or id_from(source.stem) or "imported",
        module=module or "m1",
        outcome=outcome,
    )
    kind = _format(source, from_, content)
    found = imported(content, kind, wanted)
    _tell(source, found.losses, "lost: ")
    _tell(source, found.faults)
    if found.quiz is None:
        sys.exit(1)
    written = exported(_named(found.quiz, slug, module), _format(target, to), spoken)
    _replace(target, written.text)
    _tell(target, written.losses, "lost: ")


def _format(path: Path, asked: str | None, content: bytes = b"") -> Format:
    """The format that is asked for, or that the file's name and content tell. Exits with 1."""
    kind = Format(asked) if asked else format_in(path.name, content)
    if kind is None:
        _tell(path, [Remark(1, "unknown_format")])
        sys.exit(1)
    return kind


def _named(quiz: Quiz, slug: str | None, module: str | None) -> Quiz:
    return replace(quiz, slug=slug or quiz.slug, module=module or quiz.module)


def _tell(path: Path, remarks: Iterable[Remark], before: str = "") -> None:
    english = voice(Language.EN)
    for remark in remarks:
        sentence = english.remark(remark.code, remark.facts)
        click.echo(f"{path}:{remark.line}: {before}{sentence}", err=True)


def _replace(target: Path, text: str) -> None:
    """The whole file or nothing: a half-written one never stands under its name."""
    try:
        with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
            made = Path(folder) / target.name
            made.write_bytes(text.encode())
            made.replace(target)
    except OSError as error:
        raise click.ClickException(f"{target}: {error.strerror}") from error
