"""Practical work for tests: filled forms, drafts, work handed in and marked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy.orm import Session

from course.actions.assignments import Values, hand_in_submission, save_draft
from course.actions.marking import mark_submission
from course.catalogue import Catalogue
from course.models import BankComment, Cohort, Enrolment, Marking, Person, Submission
from course.queries.marking import submission_to_mark
from course.stored_file import StoredFile
from course.terms import MarkingOutcome
from tests.make import MONDAY, add
from tests.make_fieldwork import make_talks
from tests.make_study import make_consents, make_read, make_result

FRIDAY = MONDAY - timedelta(days=3)
PASSING = {"c1": 2, "c2": 2, "c3": 2, "c4": 2, "c5": 2}
FAILING = {**PASSING, "c1": 1}
ROW_DOORS: dict[str, Mapping[str, object]] = {
    f"rows.{deed}": {"slug": "z1", "table": "comparisons", "number": 1}
    for deed in ("add", "autosave", "remove", "save", "show")
}
"""The doors of a row with a page of its own, and which row is meant."""


def make_ready(session: Session, course: Catalogue, enrolment: Enrolment, by: Person) -> None:
    """A trainee to whom M1, M2 and M3 are open."""
    make_consents(session, enrolment, by)
    for module in ("m1", "m2"):
        make_read(session, course, module, by)
        make_result(session, course, module, by)


def make_stored(name: str = "analiza.pdf", sha256: str = "a" * 64) -> StoredFile:
    """A file that lies in no store."""
    return StoredFile(
        name=name,
        media_type="application/pdf",
        bytes=240_000,
        sha256=sha256,
        stored_as=f"{sha256[:2]}/{sha256[2:]}",
    )


def talks(count: int) -> list[dict[str, object]]:
    """Conversations, every fourth arranged, every third with somebody seldom heard."""
    return [
        {
            "code": f"R-{number:02d}",
            "channel": ("arranged", "door", "street", "group")[number % 4],
            "done_on": f"2026-11-{number % 20 + 1:02d}",
            "minutes": str(10 + number),
            "seldom_heard": ("carer", "none", "none")[number % 3],
            "worries": "„Po 22 nie ma czym wrócić”",
            "energy": str(number % 3 + 1),
            "next_step": "thanks",
            "next_step_on": "",
            "done": number <= 3,
            "likes": "",
            "idea": "",
            "talent": "",
            "readiness": "",
            "place": "",
            "age": "",
            "clean": True,
        }
        for number in range(1, count + 1)
    ]


def listening_log(count: int = 21) -> dict[str, object]:
    """Z3 filled in, with everything that it asks for."""
    theme = {"theme": "Autobus", "count": "7", "energy": "3", "quote": "„Pieszo” (R-07)"}
    texts = ("not_heard", "leaders", "conclusion", "giving_back", "data_care", "hard_talks")
    return {
        "conversations": talks(count),
        "themes": [dict(theme) for _ in range(3)],
        **dict.fromkeys(texts, "Blok przy torach."),
        "changed": "Czekam dłużej.",
    }


def as_typed(values: dict[str, Any]) -> dict[str, str]:
    """Values as a form sends them."""
    typed: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, list):
            for row, cells in enumerate(value):
                typed |= {f"{name}-{row}-{cell}": _text(said) for cell, said in cells.items()}
        else:
            typed[name] = _text(value)
    return {name: text for name, text in typed.items() if text}


def make_draft(
    session: Session, course: Catalogue, by: Person, values: Values | None = None, slug: str = "z3"
) -> Submission:
    """A draft of a trainee to whom the module is open; conversations go into their journal."""
    typed = dict(listening_log() if values is None else values)
    talked = cast("list[dict[str, object]]", typed.pop("conversations", []))
    draft = save_draft(
        session,
        course.curriculum,
        course.assignments[slug],
        values=typed,
        revision=0,
        by=by,
        at=FRIDAY,
    ).draft
    make_talks(session, course, draft.enrolment_id, talked)
    return draft


def make_handed_in(
    session: Session, course: Catalogue, by: Person, *, at: datetime = FRIDAY
) -> Submission:
    """Z3, handed in."""
    draft = make_draft(session, course, by)
    hand_in_submission(session, draft, by=by, at=at)
    return draft


def make_marking(
    session: Session,
    submission: Submission,
    by: Person,
    *,
    outcome: MarkingOutcome = MarkingOutcome.REVISE,
    at: datetime = MONDAY,
) -> Marking:
    """A trainer's word on it."""
    return mark_submission(
        session,
        submission_to_mark(session, by, submission.id),
        levels=PASSING if outcome == MarkingOutcome.PASS else FAILING,
        outcome=outcome,
        feedback="Proszę wrócić do R-15.",
        by=by,
        at=at,
    )


def make_comment(
    session: Session,
    cohort: Cohort,
    by: Person,
    text: str = "Zapisz kod.",
    *,
    criterion: str = "c1",
    shared: bool = False,
) -> BankComment:
    """A comment kept for Z3."""
    comment = BankComment(
        person_id=by.id,
        programme_id=cohort.programme_id,
        assignment_slug="z3",
        criterion=criterion,
        text=text,
        shared=shared,
        added_at=MONDAY,
    )
    return add(session, comment)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)
