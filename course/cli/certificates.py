"""`flask certificates …`: what a file that somebody shows is worth."""

import sys
from typing import BinaryIO

import click
from flask.cli import AppGroup

from content.languages import Language
from course.clock import local_day, now
from course.credentials.pdf import LARGEST_PDF
from course.database import reading
from course.issuer_keys import issuer_here
from course.language import Voice, voice
from course.queries.certificates import Known
from course.queries.examining import examine
from course.terms import Verdict

group = AppGroup("certificates", help="Certificates, and files that claim to be some.")

EXIT = {
    Verdict.VALID: 0,
    Verdict.UNREADABLE: 1,  # 2 is click's own, for a command that was mistyped
    Verdict.EXPIRED: 3,
    Verdict.REVOKED: 4,
    Verdict.SUPERSEDED: 5,
    Verdict.CHANGED: 6,
    Verdict.NOT_OURS: 7,
    Verdict.UNKNOWN: 8,
}


@group.command("verify")
@click.argument("file", type=click.File("rb"))
@click.option("--language", type=click.Choice([*map(str, Language)]), default="en")
def verify(file: BinaryIO, language: str) -> None:
    """Say what FILE is worth: a PDF, PNG, SVG or JSON, or - for what is piped in.

    Works without the network, by our register and keys. Exits with 0 for valid, 1 for unreadable,
    3 expired, 4 revoked, 5 superseded, 6 changed, 7 not ours, 8 signed by us but not in the
    register.
    """
    speak = voice(Language(language))
    content = file.read(LARGEST_PDF + 1)
    examined = examine(reading(), content, issuer=issuer_here(), day=local_day(now()))
    click.echo(speak.word(examined.verdict))
    if examined.known:
        click.echo(_told(speak, examined.known))
    sys.exit(EXIT[examined.verdict])


def _told(speak: Voice, known: Known) -> str:
    """What the register says; whoever holds the file compares it with what they see."""
    certificate, successor = known.certificate, known.successor
    line = speak.say(
        "No. %(number)s, %(name)s, issued on %(day)s.",
        number=certificate.number,
        name=certificate.holder_name,
        day=speak.day_without_weekday(certificate.issued_at),
    )
    if successor:
        line += " " + speak.say("No. %(number)s followed it.", number=successor.number)
    return line
