"""For all markings: one step at a time, a sample that only grows, and a kappa within its bounds."""

import hashlib
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.moderation import POINTS_APART, Role, Said, in_sample, next_step
from assessments.statistics.agreement import agreement

said = st.builds(Said, st.integers(0, 15), st.sampled_from(["pass", "revise"]))
levels = st.integers(0, 3)
pairs = st.lists(st.tuples(levels, levels), min_size=20, max_size=60)


@given(first=said, second=said, third=said, wanted=st.booleans())
def test_the_work_always_ends_with_one_of_the_markings_made(
    first: Said, second: Said, third: Said, *, wanted: bool
) -> None:
    by_role: dict[Role, Said] = {"first": first, "second": second, "third": third}
    made: dict[Role, Said] = {}
    for role, marking in by_role.items():
        step = next_step(made, second_wanted=wanted)
        assert (step.awaited is None) != (step.settled_by is None)
        if step.awaited is None:
            break
        assert step.awaited == role  # nobody is passed over
        made[role] = marking
    settled = next_step(made, second_wanted=wanted).settled_by
    assert settled in made
    assert len(made) == 1 or wanted
    if settled == "first" and wanted:
        assert first.outcome == second.outcome
        assert abs(first.points - second.points) < POINTS_APART


@given(text=st.text(), less=st.integers(0, 100), more=st.integers(0, 100))
def test_a_larger_sample_holds_the_smaller_one(text: str, less: int, more: int) -> None:
    drawn = hashlib.sha256(text.encode()).hexdigest()
    if less <= more and in_sample(drawn, less):
        assert in_sample(drawn, more)


def test_a_sample_is_as_large_as_asked() -> None:
    drawn = [hashlib.sha256(str(one).encode()).hexdigest() for one in range(2000)]
    share = sum(in_sample(one, 20) for one in drawn) / len(drawn)
    assert 0.15 < share < 0.25


@given(pairs=pairs)
def test_kappa_is_at_most_one_and_the_same_from_either_side(pairs: list[tuple[int, int]]) -> None:
    found = agreement(pairs, works=len(pairs))
    turned = agreement([(other, one) for one, other in pairs], works=len(pairs))
    assert found == turned
    assert found.percent == Fraction(100 * found.agreeing, found.pairs)
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert (found.kappa == 1) == (found.agreeing == found.pairs)
