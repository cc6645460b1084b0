"""However often and in whatever order records arrive: nothing typed is lost."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.fieldwork import Written, save_entry
from course.catalogue import Catalogue
from course.models import EntryVersion, FieldEntry
from tests.make import MONDAY
from tests.make_assignments import talks
from tests.people import make_cast

KEYS = ("key-of-one", "key-of-two")
WORDS = ("ławka", "światło", "autobus")
sent = st.tuples(st.sampled_from(KEYS), st.sampled_from(WORDS), st.integers(0, 3))


@given(saves=st.lists(st.tuples(sent, st.integers(1, 3)), min_size=1, max_size=8))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_sent_again_changes_nothing_and_what_loses_is_kept(
    session: Session, course: Catalogue, saves: list[tuple[tuple[str, str, int], int]]
) -> None:
    with session.begin_nested() as world:
        cast, form = make_cast(session), course.journal["conversation"]
        typed: set[tuple[str, str]] = set()
        for (key, words, revision), times in saves:
            values: dict[str, Any] = {**talks(1)[0], "worries": words}
            del values["done"]
            written = Written(course.journal, form, values, key)
            answers = {
                _told(session, cast, written, revision) for _ in range(times)
            }  # the first may win and raise the revision; from then on all are told the same
            assert len(answers) == 1
            typed.add((key, words))
        _check_nothing_is_lost(session, typed)
        world.rollback()


def _told(session: Session, cast: Any, written: Written, revision: int) -> tuple[int, bool]:
    saved = save_entry(session, cast.enrolment, written, revision=revision, by=cast.ana, at=MONDAY)
    return saved.entry.revision, saved.lost is None


def _check_nothing_is_lost(session: Session, typed: set[tuple[str, str]]) -> None:
    """Each key is one entry, and each text stands, was replaced by its own page, or is beside."""
    entries = session.scalars(select(FieldEntry)).all()
    assert sorted(entry.request_key for entry in entries) == sorted({key for key, _ in typed})
    keys = {entry.id: entry.request_key for entry in entries}
    stands = {(entry.request_key, entry.values["worries"]) for entry in entries}
    beside = {
        (keys[version.entry_id], version.values["worries"])
        for version in session.scalars(select(EntryVersion))
    }
    replaced = sum(entry.revision - 1 for entry in entries)
    assert stands | beside <= typed
    assert len(typed - stands - beside) <= replaced
