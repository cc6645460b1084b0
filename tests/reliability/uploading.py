"""Trainees who send files, and the store beside what the database says of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from course.catalogue import Catalogue
from course.database import reading, writing
from course.models import Submission
from tests.bench.scene import sign_in
from tests.hostile.sending import form_with_file
from tests.make import make_cohort, make_enrolment, make_person
from tests.make_assignments import make_draft, make_ready

FIELD = "appendix"


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody with a draft of Z3 on the page."""

    draft_id: int
    told: Mapping[str, str]

    def upload(self, text: str, content: bytes, revision: int) -> bytes:
        """The form as a page sends it: what was typed, and a file."""
        fields = {"revision": str(revision), "field": FIELD, "leaders": text}
        path = "/assignments/z3/files"
        return form_with_file(path, self.told, fields, field=FIELD, name="a.pdf", content=content)


def make_senders(app: Flask, course: Catalogue, people: int) -> Sequence[Sender]:
    """So many trainees to whom Z3 is open."""
    made = []
    with app.app_context(), writing() as session:
        cohort = make_cohort(session)
        for _ in range(people):
            person = make_person(session)
            make_ready(session, course, make_enrolment(session, cohort, person), person)
            made.append((person.id, make_draft(session, course, person, {}).id))
    senders = []
    for person_id, draft_id in made:
        cookie, token = sign_in(app, person_id)
        senders.append(Sender(draft_id, {"Cookie": cookie, "X-CSRFToken": token}))
    return senders


def draft_of(app: Flask, sender: Sender) -> Submission:
    """The draft as the database has it, with its files."""
    with app.app_context():
        found = select(Submission).where(Submission.id == sender.draft_id)
        return reading().scalars(found.options(selectinload(Submission.files))).one()


def assert_no_half_file(app: Flask, folder: Path, senders: Sequence[Sender]) -> None:
    """What lies in the store is what its name says; what is attached lies in the store."""
    for path in folder.glob("[0-9a-f][0-9a-f]/*"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.parent.name + path.name
    for sender in senders:
        for file in draft_of(app, sender).files:
            assert (folder / file.stored_as).stat().st_size == file.bytes
