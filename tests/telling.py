"""Participants' data on the pages: where they stand, what is sent, who opened them."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assessments.participants import FilledBy, ParticipantForm
from course.models import AuditEntry, Enrolment
from course.terms import Act
from tests.make_participants import WHOLE, Answers, make_pesel
from tests.pages import Page


def own(enrolment: Enrolment) -> str:
    return f"/enrolments/{enrolment.id}/my-data"


def staff(enrolment: Enrolment) -> str:
    return f"/enrolments/{enrolment.id}/participant"


def of_person(form: ParticipantForm, **changed: str) -> dict[str, str]:
    """What a person's page sends."""
    answers = {**WHOLE, "pesel": make_pesel(), **changed}
    asked = {one.name for one in form.items() if one.filled_by is FilledBy.PARTICIPANT}
    return {name: value for name, value in answers.items() if name in asked}


def whole(**changed: str) -> Answers:
    return {**WHOLE, "pesel": make_pesel(), **changed}


def reasons(session: Session) -> list[tuple[int | None, str]]:
    """Who opened data, and why."""
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.act == Act.PARTICIPANT_RECORD_READ)
        .order_by(AuditEntry.id)
    )
    return [(entry.actor_id, entry.facts["why"]) for entry in entries]


def text_of(answer: TestResponse) -> str:
    return Page(answer.get_data(as_text=True)).text


def values_of(page: Page) -> dict[str, str]:
    return {one.get("name", ""): one.get("value", "") for one in page.root.iter("input")}
