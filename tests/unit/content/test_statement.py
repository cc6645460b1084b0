"""The authored parts of the accessibility statement, and the yearly review that the law wants."""

from datetime import date

import pytest

from content.curriculum import Curriculum
from content.languages import Language
from content.statement import (
    CHANGED_ON,
    PREPARED_ON,
    REVIEWED_ON,
    Part,
    parts_of,
    review_due_on,
)
from course.catalogue import Catalogue
from course.clock import local_day, now


def test_a_review_stands_until_the_end_of_march_of_the_next_year() -> None:
    assert review_due_on(date(2026, 11, 27)) == date(2027, 3, 31)
    assert review_due_on(date(2027, 1, 1)) == date(2028, 3, 31)
    assert review_due_on(date(2027, 3, 31)) == date(2028, 3, 31)


def test_the_statement_was_reviewed_in_time() -> None:
    """Fails on 1 April: go through the statement, then change `REVIEWED_ON`."""
    assert PREPARED_ON <= REVIEWED_ON <= local_day(now()) <= review_due_on(REVIEWED_ON)


def test_a_change_that_matters_was_reviewed() -> None:
    assert CHANGED_ON <= REVIEWED_ON


@pytest.mark.parametrize("language", Language)
def test_our_guide_has_all_its_parts(authored_course: Catalogue, language: Language) -> None:
    curriculum: Curriculum = authored_course.curriculum
    parts = parts_of(curriculum.guides["accessibility"].body.in_language(language))
    assert all(parts.values())
    assert parts[Part.KEYS].count("\n\n") == 1


def test_what_stands_under_another_heading_is_not_lost() -> None:
    parts = parts_of("# A\n\nfirst\n\n## Skróty klawiszowe\n\nkeys\n\n## Inne\n\nmore\n")
    assert parts == {Part.BARRIERS: "", Part.HELP: "more\n\n", Part.KEYS: "keys\n\n"}
