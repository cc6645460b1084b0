"""`flask run-demo` and `flask demo-reset`."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from socket import socket

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from course.actions.people import disable_person, issue_card
from course.catalogue import Catalogue
from course.clock import now
from course.database import db, reading, writing
from course.demo.entrances import entrances
from course.demo.preparing import DemonstrationRefused, alone, demonstration_card
from course.demo.running import ChildEnded, server_and_worker
from course.models import Base, Enrolment, Person, Programme
from course.queries.people import person_with_email
from course.settings import ROOT, Settings
from course.sign_in_secrets import CardHashes
from tests.make import make_programme
from tests.own_app import own_app
from tests.serving import free_port

ROLES = [
    "trainee – Łucja Ćwikła",
    "trainee with a card – Stanisław Bąk",
    "trainer – Marta Sowa",
    "trainer – Piotr Wrona",
    "validator – dr Halina Żółkoś",
    "panel member, chair – Roman Jeż",
    "panel member – Sylwia Gołąb",
    "panel member – Iwona Pająk",
    "coordinator – Katarzyna Żurek",
    "coordinator – Tomasz Wilk",
    "auditor – Adam Kot",
    "lead partner – Ewa Mróz",
    "administrator – Iga Lis",
]
LINE = re.compile(r"^(\w[^:\n]*): (http://\S+/link/\S+)$", re.MULTILINE)
SECONDS = 120


@pytest.fixture
def lone_settings(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, files_folder=tmp_path / "files")


@pytest.fixture
def lone_app(lone_settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """An app with files and a database of its own, without tables."""
    with own_app(lone_settings, course, tmp_path) as app, app.app_context():
        Base.metadata.drop_all(db.engine)
        yield app


def test_reset_makes_it_anew_and_spares_real_people(lone_app: Flask) -> None:
    runner, settings = lone_app.test_cli_runner(), lone_app.config["SETTINGS"]
    made = runner.invoke(args=["demo-reset"])
    assert (made.exit_code, made.output) == (
        0,
        "The demonstration is as on its first day; make run serves it.\n",
    )
    assert [line.split(": ")[0] for line in entrances(settings) if line[0] != " "] == ROLES
    with writing() as session:
        adam = person_with_email(session, "adam.kot@example.org")
        assert adam is not None
        disable_person(session, adam, by=None, at=now())
        make_programme(session, "Q1")
    assert "auditor – Adam Kot" not in "\n".join(entrances(settings))
    refused = runner.invoke(args=["demo-reset"])
    assert (refused.exit_code, refused.output) == (
        1,
        "Error: There is a programme of real people: nothing was removed.\n",
    )
    assert reading().scalar(select(func.count(Programme.id))) == 2


def test_links_open_and_a_replaced_card_is_not_told(lone_app: Flask) -> None:
    assert lone_app.test_cli_runner().invoke(args=["demo-reset"]).exit_code == 0
    settings = lone_app.config["SETTINGS"]
    lines = entrances(settings)
    client = lone_app.test_client()
    for _, address in LINE.findall("\n".join(lines)):
        assert client.get(address.removeprefix(settings.base_url)).status_code == 200
    card = demonstration_card(settings)
    door = f"{settings.base_url}/k/{card.code}"
    assert lines[2] == f"    or with the card: {door} – code {card.code}, PIN {card.pin}"
    with writing() as session:
        place = session.scalars(
            select(Enrolment)
            .join(Enrolment.person)
            .where(Person.card_hash.is_not(None))
            .options(contains_eager(Enrolment.person), joinedload(Enrolment.cohort))
        ).one()
        katarzyna = person_with_email(session, "katarzyna.zurek@example.org")
        assert katarzyna is not None
        card_of_paper = CardHashes(code_hash="0" * 64, pin_hash="another")
        issue_card(
            session,
            place.person,
            programme_id=place.cohort.programme_id,
            card=card_of_paper,
            by=katarzyna,
            at=now(),
        )
    assert "Stanisław" not in "\n".join(entrances(settings))


def test_a_production_service_refuses(lone_settings: Settings) -> None:
    with (
        pytest.raises(DemonstrationRefused, match="production"),
        alone(replace(lone_settings, production=True)),
    ):
        pass


def test_only_one_runs_on_the_same_data(lone_settings: Settings) -> None:
    with (
        alone(lone_settings),
        pytest.raises(DemonstrationRefused, match="already"),
        alone(lone_settings),
    ):
        pass
    with alone(lone_settings):
        pass


def test_a_taken_port_is_named(lone_settings: Settings) -> None:
    with closing(socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with (
            pytest.raises(DemonstrationRefused, match=f"Port {port} is taken"),
            server_and_worker(lone_settings, port),
        ):
            pass


@pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="its own SQLite, as on SQLite")
def test_it_serves_until_told_to_stop(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "COURSE_FOLDER": str(tmp_path / "var"), "PORT": str(port)}
    printed = tmp_path / "printed"
    with printed.open("wb") as output:
        command = subprocess.Popen(
            _flask("run-demo"), cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        said = _said(command, printed)
        assert [role for role, _ in LINE.findall(said)] == ROLES
        assert _get(f"http://127.0.0.1:{port}/healthz") == '{"status":"ok"}\n'
        figures = subprocess.run(
            _flask("indicators", "Q93873", "--json"),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
            timeout=SECONDS,
        )
        told = json.loads(figures.stdout)
        assert told["qualified_organisers"]["achieved"] == 3
        assert told["institutions"]["achieved"] == 4
        children = _children_of(command.pid)
        assert len(children) == 2
    finally:
        command.send_signal(signal.SIGTERM)
        code = command.wait(SECONDS)
    assert code == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
    assert printed.read_text().endswith("make demo-reset starts afresh.\n")


@pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="its own SQLite, as on SQLite")
def test_a_child_that_ends_ends_the_other(
    lone_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_ENVIRONMENT", "production")  # the children refuse to start
    with (
        pytest.raises(ChildEnded, match="SECRET_KEY must be"),
        server_and_worker(lone_settings, free_port()),
    ):
        pass
    assert _children_of(os.getpid()) == []


def _flask(*words: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", *words]


def _said(command: subprocess.Popen[bytes], printed: Path) -> str:
    """What the command printed, once it printed everything before it waits."""
    end = time.monotonic() + SECONDS
    while "Ctrl-C ends it" not in printed.read_text():
        assert command.poll() is None, printed.read_text()
        assert time.monotonic() < end, printed.read_text()
        time.sleep(0.1)
    return printed.read_text()


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 -- our own server
        return str(answer.read().decode())


def _children_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
