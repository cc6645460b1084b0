from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from course.actions.assignments import (
    hand_in_submission,
)
from course.actions.files import (
    MEGABYTE,
    MOST_FILES,
    MOST_MEGABYTES_SENT,
    add_file,
    check_room,
    remove_file,
)
from course.catalogue import Catalogue
from course.errors import (
    FileRefused,
    NotADraft,
    NotFound,
    Unreadable,
)
from course.queries.assignments import (
    content_digest,
    file_for,
    files_of,
    own_file,
    submission_for,
    values_of,
)
from tests.make import MONDAY
from tests.make_assignments import (
    FRIDAY,
    make_draft,
    make_ready,
    make_stored,
)
from tests.people import Cast


@pytest.fixture
def ready(session: Session, cast: Cast, course: Catalogue) -> Cast:
    make_ready(session, course, cast.enrolment, cast.ana)
    return cast


def test_files_are_attached_once_and_taken_off(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    draft = make_draft(session, course, ready.ana)
    file = add_file(session, draft, field="appendix", stored=make_stored(), at=FRIDAY)
    same = add_file(session, draft, field="appendix", stored=make_stored("b.pdf"), at=FRIDAY)
    assert (same is file, file.name, values_of(draft)["appendix"]) == (True, "b.pdf", [file.id])
    before = content_digest(draft)
    remove_file(session, own_file(session, ready.ana, file.id), at=MONDAY)
    assert files_of(draft) == []
    assert content_digest(draft) != before
    with pytest.raises(NotFound):
        file_for(session, ready.ana, file.id)
    add_file(session, draft, field="appendix", stored=make_stored(), at=MONDAY)
    assert files_of(draft, "appendix") == [file]


def test_a_field_takes_so_many_files(session: Session, ready: Cast, course: Catalogue) -> None:
    draft = make_draft(session, course, ready.ana)
    for letter in "abc":
        add_file(
            session, draft, field="appendix", stored=make_stored(sha256=letter * 64), at=FRIDAY
        )
    with pytest.raises(FileRefused) as refused:
        add_file(session, draft, field="appendix", stored=make_stored(sha256="d" * 64), at=FRIDAY)
    assert refused.value.facts["reason"] == "too_many_files"
    with pytest.raises(Unreadable):
        add_file(session, draft, field="leaders", stored=make_stored(), at=FRIDAY)
    hand_in_submission(session, draft, by=ready.ana, at=MONDAY)
    with pytest.raises(NotADraft):
        add_file(session, draft, field="appendix", stored=make_stored(), at=MONDAY)
    with pytest.raises(NotADraft):
        remove_file(session, own_file(session, ready.ana, draft.files[0].id), at=MONDAY)


def test_a_person_sends_so_many_files_for_an_assignment(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    """A field takes three; the rest stands in earlier drafts."""
    draft = make_draft(session, course, ready.ana)
    for number in range(MOST_FILES):
        stored = make_stored(sha256=f"{number:064x}")
        file = add_file(session, draft, field="appendix", stored=stored, at=FRIDAY)
        file.field = "earlier"
    with pytest.raises(FileRefused) as refused:
        add_file(session, draft, field="appendix", stored=make_stored(), at=FRIDAY)
    assert refused.value.facts["reason"] == "files_used_up"
    assert (refused.value.facts["found"], refused.value.facts["at_most"]) == (40, 40)
    same = add_file(
        session, draft, field="appendix", stored=make_stored(sha256=f"{7:064x}"), at=FRIDAY
    )
    remove_file(session, same, at=FRIDAY)
    add_file(session, draft, field="appendix", stored=make_stored(), at=FRIDAY)


def test_what_was_taken_off_still_takes_room(
    session: Session, ready: Cast, course: Catalogue
) -> None:
    draft = make_draft(session, course, ready.ana)
    large = replace(make_stored(), bytes=MOST_MEGABYTES_SENT * MEGABYTE - 10)
    remove_file(
        session, add_file(session, draft, field="appendix", stored=large, at=FRIDAY), at=FRIDAY
    )
    check_room(session, draft, field="appendix", name="b.pdf", size=10)
    with pytest.raises(FileRefused) as refused:
        check_room(session, draft, field="appendix", name="b.pdf", size=11)
    assert refused.value.facts["reason"] == "space_used_up"
    assert (refused.value.facts["found"], refused.value.facts["at_most"]) == (151, 150)
    add_file(session, draft, field="appendix", stored=large, at=FRIDAY)


def test_a_draft_is_its_authors_alone(session: Session, ready: Cast, course: Catalogue) -> None:
    draft = make_draft(session, course, ready.ana)
    file = add_file(session, draft, field="appendix", stored=make_stored(), at=FRIDAY)
    for stranger in (ready.ben, ready.carla, ready.dov, ready.vera, ready.adam, ready.iga):
        with pytest.raises(NotFound):
            submission_for(session, stranger, draft.id)
        with pytest.raises(NotFound):
            file_for(session, stranger, file.id)
    assert submission_for(session, ready.ana, draft.id) is draft
    hand_in_submission(session, draft, by=ready.ana, at=MONDAY)
    for reader in (ready.ana, ready.ben, ready.carla, ready.adam):
        assert file_for(session, reader, file.id) is file
    for stranger in (ready.dov, ready.vera, ready.iga):
        with pytest.raises(NotFound):
            file_for(session, stranger, file.id)
    with pytest.raises(NotFound):
        own_file(session, ready.ben, file.id)
