"""Files that arrive in the same moment: no limit is passed by hurrying."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.fields import FileField
from course.actions.assignments import begin_draft
from course.actions.files import add_file
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import FileRefused
from course.models import Person, SubmissionFile
from course.settings import Settings
from course.stored_file import StoredFile
from tests.at_once import refusals
from tests.make import MONDAY
from tests.make_assignments import make_draft, make_ready
from tests.own_app import own_app
from tests.people import make_cast

AT_ONCE = 6


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Ana writes her Z3, in a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            make_ready(session, course, cast.enrolment, cast.ana)
            make_draft(session, course, cast.ana)
        yield app


@pytest.mark.parametrize("contents", [1, AT_ONCE])
def test_files_at_once_keep_the_limit_of_the_field(
    app: Flask, course: Catalogue, contents: int
) -> None:
    assignment = course.assignments["z3"]
    asked = assignment.field("appendix")
    assert isinstance(asked, FileField)
    most = asked.max_files

    def attach(session: Session, number: int) -> None:
        ana = session.scalars(select(Person).where(Person.name == "Ana Ćwikła")).one()
        draft = begin_draft(session, course.curriculum, assignment, by=ana, at=MONDAY)
        sha256 = f"{number % contents:064x}"
        kept = StoredFile(
            name=f"{number}.pdf",
            media_type="application/pdf",
            bytes=10,
            sha256=sha256,
            stored_as=sha256,
        )
        add_file(session, draft, field="appendix", stored=kept, at=MONDAY)

    told = refusals(app, *(partial(attach, number=number) for number in range(AT_ONCE)))
    with app.app_context():
        attached = len(reading().scalars(select(SubmissionFile)).all())
    assert attached == min(most, contents)
    assert told == [FileRefused] * (AT_ONCE - most if contents > most else 0)
