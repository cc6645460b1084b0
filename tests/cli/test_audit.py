"""`flask audit`: the chain holds, ends where it should, and still knows what was noted."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from course.actions.audit import FIRST_HASH, note
from course.models import AuditEntry
from course.terms import Act
from tests.make import MONDAY
from tests.people import Cast

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, session: Session) -> Run:
    def invoke(*words: str) -> Result:
        session.commit()  # only releases the test's savepoint
        result = app.test_cli_runner().invoke(args=("audit", *words))
        session.expire_all()
        return result

    return invoke


@pytest.fixture
def entries(session: Session, cast: Cast) -> list[AuditEntry]:
    return [
        note(session, Act.COHORT_CREATED, by=cast.carla, subject=cast.cohort, at=MONDAY)
        for _ in range(3)
    ]


def test_a_chain_that_holds_tells_its_head(run: Run, entries: list[AuditEntry]) -> None:
    last = entries[-1].hash
    said = run("verify", "--head", entries[0].hash, "--head", FIRST_HASH)
    assert (said.exit_code, said.stdout) == (
        0,
        f"the chain holds: 3 entries, the last has the hash {last}\n",
    )
    assert run("head").stdout == f"{last}\n"


def test_an_end_that_was_cut_off_is_told(
    session: Session, run: Run, entries: list[AuditEntry]
) -> None:
    noted = entries[-1].hash
    session.execute(delete(AuditEntry).where(AuditEntry.id == entries[-1].id))
    said = run("verify", "--head", noted)
    assert said.exit_code == 1
    assert "does not end as told" in said.stderr
    assert f"no entry has the hash {noted}" in said.stderr


def test_a_changed_entry_is_told(session: Session, run: Run, entries: list[AuditEntry]) -> None:
    entries[1].subject_id += 1
    said = run("verify")
    assert (said.exit_code, said.stderr) == (1, f"broken at entries [{entries[1].id}]\n")


def test_nothing_yet_is_a_chain_too(run: Run) -> None:
    assert run("verify").exit_code == 0
    assert run("head").stdout == f"{FIRST_HASH}\n"
