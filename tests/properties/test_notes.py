"""However saves arrive, twice, late or from another tab: nothing unseen is replaced."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from course.actions.notes import NOTE, Beside, as_kept, save_note
from course.errors import StaleRevision
from tests.make import MONDAY, make_person

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SAVES = st.lists(st.tuples(st.integers(0, 1), TEXTS, st.booleans()), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(saves=SAVES)
def test_a_text_is_replaced_only_by_who_saw_it(
    session: Session, saves: Sequence[tuple[int, str, bool]]
) -> None:
    """Two tabs, each knows the revision it was told last; what is sent twice counts once."""
    with session.begin_nested() as undone:
        ana = make_person(session, "Ana Ćwikła")
        known, stands, revision = [0, 0], "", 0
        for number, (tab, text, twice) in enumerate(saves):
            typed = Beside("m1/1-x", NOTE, text, known[tab], f"key-of-save-{number}")
            for _ in range(1 + twice):
                fits = known[tab] == revision or as_kept(text) == stands or not revision
                if not fits:
                    with pytest.raises(StaleRevision) as stale:
                        save_note(session, typed, exercises=0, by=ana, at=MONDAY)
                    assert stale.value.facts == {"revision": revision}
                    continue
                note = save_note(session, typed, exercises=0, by=ana, at=MONDAY)
                changes = as_kept(text) != stands or not revision
                assert (note.text, note.revision) == (as_kept(text), revision + changes)
                stands, revision = note.text, note.revision
                known[tab] = revision
        undone.rollback()


@given(text=TEXTS)
def test_what_is_kept_is_kept_the_same_again(text: str) -> None:
    assert as_kept(as_kept(text)) == as_kept(text)
    assert "\0" not in as_kept(text)
    assert "\r" not in as_kept(text)
