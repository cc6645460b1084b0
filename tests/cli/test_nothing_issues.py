"""No command and no job issues a certificate or posts its letter: only two people at their doors.

Elsewhere an upgrade once issued all certificates anew and wrote to everybody.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import click
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.jobs import worker
from course.jobs.digest import post_digests
from course.jobs.endings import tell_of_ends
from course.jobs.reminders import post_reminders
from course.jobs.scanning import scan_waiting
from course.models import Certificate, Letter
from course.settings import ROOT, Settings
from course.terms import CorrectionKind, LetterKind
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_certificates import (
    make_certificate,
    make_correction,
    make_proposal,
    make_qualified,
)
from tests.people import Cast

NOT_TRIED = {
    "run-demo": "makes an invented programme, whose people decide as people do",
    "demo-reset": "the same",
    "credentials new-key": "opens no database, and its key would sign in all other tests",
    "content preview": "serves pages until it is stopped",
}
MISTYPED = 2
"""What click ends with where a command is not called as it wants to be."""

FLASK = {"run", "shell", "routes", "db"}


@pytest.fixture
def waiting(session: Session, cast: Cast) -> None:
    """All that could tempt: somebody qualified, a proposal, a correction, an end that comes."""
    cast.programme.certificate_months = 2
    places = [
        make_enrolment(session, cast.cohort, make_person(session, name))
        for name in ("Basia Lis", "Celina Wilk", "Darek Sum")
    ]
    make_qualified(session, places[0], cast.vera)
    make_proposal(session, places[1], cast.vera, by=cast.carla)
    held = make_certificate(session, places[2], cast.vera, (cast.carla, cast.cyryl))
    make_correction(session, held, cast.carla, kind=CorrectionKind.RENEWAL)
    session.commit()


def issued(session: Session) -> tuple[int, int]:
    """How many certificates there are, and how many letters tell of one."""
    session.commit()
    told = Letter.kind == LetterKind.CERTIFICATE_ISSUED
    return (
        session.scalar(select(func.count(Certificate.id))) or 0,
        session.scalar(select(func.count(Letter.id)).where(told)) or 0,
    )


def leaves(group: click.Group, *names: str) -> Iterator[str]:
    """Every command of ours by its words."""
    for name, command in group.commands.items():
        if not names and name in FLASK:
            continue
        if isinstance(command, click.Group):
            yield from leaves(command, *names, name)
        else:
            yield " ".join((*names, name))


def arguments(folder: Path) -> dict[str, list[str]]:
    """With what each command is tried."""
    anything = folder / "anything.json"
    anything.write_text("{}", encoding="utf-8")
    quiz = str(ROOT / "assessments/quizzes/m1.yaml")
    return {
        "audit head": [],
        "audit verify": [],
        "certificates verify": [str(anything)],
        "closeout": ["Q1", str(folder / "pack.zip")],
        "content check": [],
        "content translated": [quiz],
        "indicators recount": [],
        "indicators show": ["Q1"],
        "participants new-key": [],
        "participants reseal": [],
        "people disable": ["basia.lis@example.org"],
        "people enable": ["basia.lis@example.org"],
        "people invite": ["new@example.org", "--name", "Nowa Osoba", "--role", "administrator"],
        "people sign-in-link": ["basia.lis@example.org"],
        "programmes create": [
            "KRO27",
            *("--title-pl", "Program", "--title-en", "Programme"),
            *("--project-number", "1", "--funder", "Fundacja"),
            *("--starts-on", "2027-01-01", "--ends-on", "2027-12-31"),
        ],
        "programmes form": ["Q1", "sm-efs"],
        "programmes freeze": ["Q1", "pilot"],
        "programmes promise": [
            *("Q1", "qualified_organisers", "12"),
            *("--unit", "osoba", "--source", "lista"),
        ],
        "quiz convert": [quiz, str(folder / "m1.xml")],
        "register export": [str(folder / "register")],
        "snapshots verify": ["Q1"],
        "work": ["--once"],
    }


@pytest.mark.usefixtures("waiting")
def test_no_command_issues(app: Flask, session: Session, tmp_path: Path) -> None:
    tried, before = arguments(tmp_path), issued(session)
    assert before == (1, 1)
    for command in sorted(set(leaves(app.cli)) - set(NOT_TRIED)):
        assert command in tried, f"say with what `flask {command}` is tried here"
        result = app.test_cli_runner().invoke(args=[*command.split(), *tried[command]])
        assert result.exit_code != MISTYPED, result.output
        assert issued(session) == before, command


@pytest.mark.usefixtures("waiting")
def test_no_job_issues(app: Flask, session: Session, settings: Settings) -> None:
    before = issued(session)
    with app.app_context():
        for days in (0, 1, 5, 30, 70, 400):
            at = MONDAY + timedelta(days=days)
            clock = partial(_at, at)
            worker.tidy(settings, at=at)
            post_digests(clock=clock)
            tell_of_ends(clock=clock)
            post_reminders(clock=clock)
            scan_waiting(settings, clock=clock)
            worker.work_once(settings, lambda _: None, clock=clock)
    certificates, letters = issued(session)
    assert certificates == before[0]
    assert letters <= before[1]  # an old letter is forgotten, none is written


def _at(moment: datetime) -> datetime:
    return moment
