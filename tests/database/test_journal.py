"""The journal in the database: what the rule is told, and the way into the listening log."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from assessments.fields import TableField
from assessments.qualification import judge
from course.actions.assignments import (
    begin_draft,
    hand_in_submission,
    save_draft,
    withdraw_submission,
)
from course.actions.claims import confirm_entry
from course.actions.fieldwork import Written, follow_up, save_entry, withdraw_entry
from course.catalogue import Catalogue
from course.errors import AlreadyDecided, ParticipationOver, Unreadable
from course.models import FieldEntry, Observation
from course.queries.fieldwork import next_steps, rows_from_journal
from course.queries.records import record_of, records_of
from course.terms import EnrolmentState, FieldEntryKind, FieldEntryState, ObservationKind
from tests.make import MONDAY, add, make_enrolment
from tests.make_assignments import FRIDAY, listening_log, make_handed_in, make_ready, talks
from tests.make_fieldwork import make_entry, make_talks
from tests.people import Cast

DECIDED = {"state": FieldEntryState.CONFIRMED, "decided_at": MONDAY}


@pytest.fixture
def ready(session: Session, cast: Cast, course: Catalogue) -> Cast:
    make_ready(session, course, cast.enrolment, cast.ana)
    return cast


def written(course: Catalogue, values: dict[str, object], key: str = "key-of-one") -> Written:
    kept = {name: value for name, value in values.items() if name != "done"}
    return Written(course.journal, course.journal["conversation"], kept, key)


def test_the_rule_is_told_what_conversations_tell(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    by = {"decided_by_id": cast.ben.id}
    confirmed = make_talks(session, course, cast.enrolment.id, talks(8), **DECIDED, **by)
    make_talks(session, course, cast.enrolment.id, talks(21))  # 13 more wait, and tell nothing yet
    confirmed[0].withdrawn_at = MONDAY  # the door
    for residents, state in (("5", DECIDED | by), ("4", DECIDED | by), ("9", {})):
        kind = FieldEntryKind.GROUP_MEETING
        make_entry(session, cast.enrolment, kind=kind, values={"residents": residents}, **state)
    for withdrawn in (None, MONDAY):
        seen = Observation(
            enrolment_id=cast.enrolment.id,
            kind=ObservationKind.OBSERVATION,
            dated_on=MONDAY.date(),
            answers={},
            entered_by_id=cast.ben.id,
            entered_at=MONDAY,
            withdrawn_at=withdrawn,
        )
        add(session, seen)
    record = record_of(session, cast.enrolment.id)
    assert (record.conversations, record.one_to_ones) == (7, 2)
    assert record.channels == {"arranged", "door", "street", "group"}
    assert record.seldom_heard == 2
    assert (record.group_meetings, record.observations) == (1, 1)


def test_the_journal_is_what_was_confirmed_but_for_conversations(
    session: Session, cast: Cast
) -> None:
    for kind in FieldEntryKind:
        make_entry(session, cast.enrolment, kind=kind, **DECIDED, decided_by_id=cast.ben.id)
        make_entry(session, cast.enrolment, kind=kind)  # only claimed
    make_entry(
        session,
        cast.enrolment,
        kind=FieldEntryKind.OTHER,
        withdrawn_at=MONDAY,
        **DECIDED,
        decided_by_id=cast.ben.id,
    )
    conversations = {FieldEntryKind.CONVERSATION, FieldEntryKind.ONE_TO_ONE}
    others = set(FieldEntryKind) - conversations
    assert record_of(session, cast.enrolment.id).journal_entries == len(others)


def test_any_number_of_records_costs_one_statement(
    session: Session,
    cast: Cast,
    course: Catalogue,
    queries: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    places = [make_enrolment(session, cast.cohort) for _ in range(3)]
    for place in places:
        make_talks(session, course, place.id, talks(2), **DECIDED, decided_by_id=cast.ben.id)
    with queries() as statements:
        records = records_of(session, [place.id for place in places])
    assert len(statements) == 1
    assert [records[place.id].conversations for place in places] == [2, 2, 2]


def test_the_log_follows_the_journal_until_it_is_handed_in(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    work = make_handed_in(session, course, ready.ana)
    frozen = work.values["conversations"]
    assert len(frozen) == 21
    [step] = [one for one in next_steps(session, ready.enrolment.id) if one.what][:1]
    follow_up(session, step, done=True, by=ready.ana, at=MONDAY)
    assert work.values["conversations"] == frozen
    withdraw_submission(session, work, by=ready.ana, at=MONDAY)
    assert "conversations" not in work.values
    rows = rows_from_journal(session, course.assignments["z3"], ready.enrolment.id)
    done = [row["done"] for row in rows["conversations"]]  # type: ignore[attr-defined]
    assert done.count(True) == 4
    hand_in_submission(session, work, by=ready.ana, at=MONDAY)
    assert work.values["conversations"] == rows["conversations"]


def test_work_begun_before_the_journal_had_forms_keeps_its_typed_rows(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    now = course.assignments["z3"]
    fields = tuple(
        replace(one, from_journal=False) if isinstance(one, TableField) else one
        for one in now.fields
    )
    before = replace(now, fields=fields)
    begin_draft(session, course.curriculum, before, by=ready.ana, at=FRIDAY)
    saved = save_draft(
        session, course.curriculum, now, values=listening_log(), revision=1, by=ready.ana, at=FRIDAY
    )
    make_talks(session, course, ready.enrolment.id, talks(3))
    hand_in_submission(session, saved.draft, by=ready.ana, at=MONDAY)
    assert len(saved.draft.values["conversations"]) == 21


def test_a_step_can_be_done_after_the_word_of_the_trainer(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    place, typed = cast.enrolment, written(course, talks(1)[0])
    entry = save_entry(session, place, typed, revision=0, by=cast.ana, at=MONDAY).entry
    confirm_entry(session, entry, by=cast.ben, at=MONDAY)
    assert next_steps(session, place.id) == [entry]
    follow_up(session, entry, done=True, by=cast.ana, at=MONDAY)
    assert next_steps(session, place.id) == []
    with pytest.raises(AlreadyDecided):
        withdraw_entry(session, entry, by=cast.ana, at=MONDAY)
    changed = written(course, {**talks(1)[0], "worries": "inaczej"})
    with pytest.raises(AlreadyDecided):
        save_entry(session, place, changed, revision=1, by=cast.ana, at=MONDAY)
    bare = make_entry(session, place)
    with pytest.raises(Unreadable):
        follow_up(session, bare, done=True, by=cast.ana, at=MONDAY)


def test_nothing_is_taken_after_the_end_but_what_was_taken_is_acknowledged(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    place, typed = cast.enrolment, written(course, talks(1)[0])
    entry = save_entry(session, place, typed, revision=0, by=cast.ana, at=MONDAY).entry
    place.state, place.ended_on = EnrolmentState.ENDED, MONDAY.date()
    again = save_entry(session, place, typed, revision=0, by=cast.ana, at=MONDAY)
    assert again.entry is entry
    late = written(course, talks(2)[1], "key-of-another")
    with pytest.raises(ParticipationOver):
        save_entry(session, place, late, revision=0, by=cast.ana, at=MONDAY)


def test_what_was_withdrawn_is_not_changed_from_an_old_page(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    place, typed = cast.enrolment, written(course, talks(1)[0])
    entry = save_entry(session, place, typed, revision=0, by=cast.ana, at=MONDAY).entry
    withdraw_entry(session, entry, by=cast.ana, at=MONDAY)
    assert save_entry(session, place, typed, revision=0, by=cast.ana, at=MONDAY).entry is entry
    changed = written(course, {**talks(1)[0], "worries": "inaczej"})
    with pytest.raises(AlreadyDecided):
        save_entry(session, place, changed, revision=1, by=cast.ana, at=MONDAY)


def test_what_loses_is_kept_once(session: Session, cast: Cast, course: Catalogue) -> None:
    place = cast.enrolment

    def send(revision: int, worries: str) -> object:
        typed = written(course, {**talks(1)[0], "worries": worries})
        return save_entry(session, place, typed, revision=revision, by=cast.ana, at=MONDAY).lost

    assert send(0, "pierwsza") is None
    assert send(1, "druga") is None
    lost = send(1, "trzecia")
    assert lost is not None
    assert send(1, "trzecia") is lost
    assert send(0, "druga") is None  # the same as what stands
    [entry] = session.query(FieldEntry).all()
    assert (entry.values["worries"], entry.revision) == ("druga", 2)


def test_the_whole_rule_of_practice_can_be_met(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    rows = [{**row, "minutes": "180"} for row in talks(24)]
    make_talks(session, course, cast.enrolment.id, rows, **DECIDED, decided_by_id=cast.ben.id)
    rule = course.rules["social-organiser"]
    lines = judge(rule, record_of(session, cast.enrolment.id)).judged
    met = {line.code for line in lines if line.met}
    assert {"field_minutes_reached", "conversations_reached", "one_to_ones_reached"} <= met
    assert {"seldom_heard_reached", "channels_reached"} <= met
