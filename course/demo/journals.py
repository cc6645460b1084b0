"""What people enter in their journals, and the trainer's word on it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import cast

from assessments.fields import Row, read_values
from course.actions.claims import confirm_entry, refuse_entry
from course.actions.fieldwork import Values, Written, follow_up, save_entry
from course.clock import local_day
from course.demo.cast import Somebody
from course.demo.stage import Deed, Stage
from course.demo.studying import LISTENING, hand_in, trainer_of, write_draft
from course.demo.works import Practice
from course.models import FieldEntry
from course.terms import FieldEntryKind

DAYS_TO_CONFIRM = 3
BETWEEN_ENTRIES = timedelta(minutes=3)


def plan_practice(
    stage: Stage, who: Somebody, entries: Iterable[Practice], days: Iterable[int]
) -> None:
    """Practice that the trainer confirms a few days later."""
    for practice, day in zip(entries, days, strict=False):
        claimed: list[FieldEntry] = []
        stage.plan(day, "20:30", _claiming(stage, who, practice, claimed))
        stage.plan(day + DAYS_TO_CONFIRM, "08:15", _confirming(stage, who, claimed))


def plan_claim(stage: Stage, who: Somebody, practice: Practice, day: int) -> None:
    """Practice that still waits for the trainer's word."""
    stage.plan(day, "20:30", _claiming(stage, who, practice, []))


def plan_refusal(stage: Stage, who: Somebody, day: int) -> None:
    """Something that is no practice of this course, and why."""
    practice, reason = stage.means.works.refused_practice()
    claimed: list[FieldEntry] = []

    def refuse(at: datetime) -> None:
        refuse_entry(stage.session, claimed[0], reason=reason, by=trainer_of(stage, who), at=at)

    stage.plan(day, "20:45", _claiming(stage, who, practice, claimed))
    stage.plan(day + DAYS_TO_CONFIRM, "08:20", refuse)


def plan_log(
    stage: Stage, who: Somebody, *, first_day: int, saved: int, handed_in: int | None
) -> None:
    """Keep a journal of what was heard, write about it, and hand it in when all of it is there."""
    assignment = stage.means.catalogue.assignments[LISTENING]
    values = stage.means.works.listening(
        assignment, who.pen_name, first_day=stage.days.day(first_day)
    )
    rows = cast("list[Row]", values.pop("conversations"))
    plan_conversations(stage, who, rows, first_day=first_day)
    stage.plan(first_day, "20:40", lambda at: write_draft(stage, who, assignment, {}, at))
    stage.plan(saved, "20:05", lambda at: write_draft(stage, who, assignment, values, at))
    if handed_in is not None:
        stage.plan(handed_in, "19:20", lambda at: hand_in(stage, who, LISTENING, at))


def plan_conversations(stage: Stage, who: Somebody, rows: Iterable[Row], *, first_day: int) -> None:
    """The conversations of a listening log, each entered on its evening and confirmed later."""
    begins = stage.days.day(first_day)
    for number, row in enumerate(rows):
        day = first_day + (date.fromisoformat(str(row["done_on"])) - begins).days
        values = {name: value for name, value in row.items() if name != "done"}
        claimed: list[FieldEntry] = []
        entered = stage.days.at(day, "20:10") + number % 6 * BETWEEN_ENTRIES
        kind = FieldEntryKind.CONVERSATION
        stage.plan_at(entered, _entering(stage, who, kind, values, claimed))
        if row["done"]:
            stage.plan(day + 1, "18:30", _following_up(stage, who, claimed))
        if day + DAYS_TO_CONFIRM < 0:
            stage.plan(day + DAYS_TO_CONFIRM, "08:15", _confirming(stage, who, claimed))


def _claiming(stage: Stage, who: Somebody, practice: Practice, claimed: list[FieldEntry]) -> Deed:
    def claim(at: datetime) -> None:
        form = stage.means.catalogue.journal[practice.kind]
        typed = {name: [text] for name, text in practice.typed.items()}
        typed["done_on"] = [local_day(at).isoformat()]
        values = read_values(form.fields, typed).values
        _entering(stage, who, practice.kind, values, claimed)(at)

    return claim


def _entering(
    stage: Stage, who: Somebody, kind: FieldEntryKind, values: Values, claimed: list[FieldEntry]
) -> Deed:
    def enter(at: datetime) -> None:
        journal = stage.means.catalogue.journal
        key = f"{who.key}-{at:%Y%m%d-%H%M}-{values.get('code', kind)}"
        written = Written(journal, journal[kind], values, key)
        place, by = stage.places[who.key], stage.people[who.key]
        saved = save_entry(stage.session, place, written, revision=0, by=by, at=at)
        claimed.append(saved.entry)

    return enter


def _following_up(stage: Stage, who: Somebody, claimed: list[FieldEntry]) -> Deed:
    def done(at: datetime) -> None:
        follow_up(stage.session, claimed[0], done=True, by=stage.people[who.key], at=at)

    return done


def _confirming(stage: Stage, who: Somebody, claimed: list[FieldEntry]) -> Deed:
    def confirm(at: datetime) -> None:
        confirm_entry(stage.session, claimed[0], by=trainer_of(stage, who), at=at)

    return confirm
