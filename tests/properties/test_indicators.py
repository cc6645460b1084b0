"""Whatever happened to people and their papers, every day's figure is that of a plain recount.

Three ways to one number: by hand from raw rows, judged from the evidence, and from kept spans.
"""

import os
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from course.queries.figures import figure_on, growth, people_counted_on, splits_on
from course.reports.indicators import count_people, qualified_organisers
from tests.histories import DAYS, Life, play, undone, worlds
from tests.kept import evidence_of, keep_everything
from tests.make_counting import ENDED
from tests.raw_events import RawEvents

HISTORIES = 1000 if os.environ.get("FULL_SIZE") else 50
EVERY_DAY = [ENDED + timedelta(days=day) for day in range(-3, 3 * DAYS)]


@settings(
    max_examples=HISTORIES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    world=worlds,
    frozen_late=st.sampled_from([False, False, False, True]),
    asked=st.integers(0, DAYS),
)
def test_a_recount_by_hand_gives_the_figure_of_every_day(
    session: Session, *, world: list[list[Life]], frozen_late: bool, asked: int
) -> None:
    with undone(session):
        programme = play(session, world, frozen_late=frozen_late)
        keep_everything(session)
        by_hand, evidence = RawEvents(session, programme), evidence_of(session, programme)
        figures = growth(session, programme, EVERY_DAY)
        for day in EVERY_DAY:
            counted = by_hand.counted_on(day)
            judged = count_people(evidence, as_of=day)
            assert sorted(proof.place.person_id for proof in judged.counted) == counted
            assert figures[day] == len(counted)
            left_out = [proof.place.person_id for proof in judged.left_out]
            assert sorted([*counted, *left_out]) == by_hand.certified()
            assert all(proof.counted.why_not for proof in judged.left_out)
        day = ENDED + timedelta(days=asked)
        counted = by_hand.counted_on(day)
        assert people_counted_on(session, programme, day) == counted
        assert figure_on(session, programme, day) == len(counted)
        splits = splits_on(session, programme, day)
        assert set(splits) == {"sex", "city", "cohort"}
        for parts in splits.values():
            assert sum(part.counted for part in parts) == len(counted)
        # The figure opened from the certificates alone comes to the same.
        assert qualified_organisers(session, programme, as_of=day).achieved == len(counted)
