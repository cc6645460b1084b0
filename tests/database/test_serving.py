"""What must not be served is refused before anybody sees it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from content.statement import REVIEWED_ON, review_due_on
from course.serving import mark_demonstration, serve, warn_of_statement
from course.settings import Settings, UnsafeSettings
from tests.make import make_programme
from tests.pages import PageClient
from tests.unit.course.test_settings import OPERATOR, SAFE


def test_invented_people_are_never_served_as_real(
    app: Flask, session: Session, settings: Settings
) -> None:
    make_programme(session, "SHOW", demonstration=True)
    session.commit()
    with pytest.raises(UnsafeSettings, match="SHOW"):
        mark_demonstration(app, replace(settings, production=True))


def test_a_demonstration_says_so_on_each_page(
    app: Flask, session: Session, settings: Settings, client: PageClient
) -> None:
    words = "osoby i liczby są zmyślone"
    mark_demonstration(app, settings)
    assert words not in client.page("/sign-in").html.lower()
    make_programme(session, demonstration=True)
    session.commit()
    mark_demonstration(app, settings)
    try:
        assert words in client.page("/sign-in").html.lower()
    finally:
        app.jinja_env.globals["demonstration"] = False


def test_production_is_not_served_without_a_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ISSUER_KEYS", str(tmp_path / "keys"))
    with pytest.raises(UnsafeSettings, match="run: flask credentials new-key"):
        serve()


def test_who_runs_it_is_told_what_their_accessibility_statement_lacks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = Settings.from_environment(SAFE | OPERATOR)
    warn_of_statement(told, today=REVIEWED_ON)
    assert caplog.messages == []
    untold = Settings.from_environment(SAFE | OPERATOR | {"ACCESSIBILITY_PHONE": ""})
    warn_of_statement(untold, today=REVIEWED_ON)
    [said] = caplog.messages
    assert said == "the accessibility statement is not complete: set ACCESSIBILITY_PHONE"


@pytest.mark.parametrize("late", [False, True])
def test_who_runs_it_is_told_when_its_yearly_review_is_late(
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    late: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    last: date = review_due_on(REVIEWED_ON)
    warn_of_statement(settings, today=last + timedelta(days=1) if late else last)
    assert len(caplog.messages) == late
