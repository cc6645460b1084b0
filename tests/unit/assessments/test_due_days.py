from datetime import date

import pytest

from assessments.due_days import days_late, due_day

FIRST, SIXTH, NINTH = date(2026, 12, 1), date(2026, 12, 6), date(2026, 12, 9)


@pytest.mark.parametrize(
    ("planned", "given", "due"),
    [
        (None, [], None),
        (SIXTH, [], SIXTH),
        (SIXTH, [NINTH], NINTH),
        (None, [NINTH], NINTH),
        (FIRST, [NINTH, SIXTH], SIXTH),  # the newest counts, also where it is sooner
        (NINTH, [SIXTH], NINTH),  # never sooner than for everybody
    ],
)
def test_the_newest_day_given_moves_a_persons_day(
    planned: date | None, given: list[date], due: date | None
) -> None:
    assert due_day(planned, given) == due


@pytest.mark.parametrize(
    ("handed_in", "due", "late"),
    [(SIXTH, SIXTH, 0), (FIRST, SIXTH, 0), (NINTH, SIXTH, 3), (NINTH, None, 0)],
)
def test_a_day_lasts_until_its_midnight(handed_in: date, due: date | None, late: int) -> None:
    assert days_late(handed_in, due) == late
