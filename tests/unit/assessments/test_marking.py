import pytest

from assessments.faults import FAULT_CODES, Fault
from assessments.marking import UnreadableMarking, judge_marking
from tests.authored import make_rubric


def levels(pattern: str) -> dict[str, int]:
    return {f"c{number}": int(level) for number, level in enumerate(pattern, start=1)}


@pytest.mark.parametrize(
    ("pattern", "points", "reasons"),
    [
        ("21222", 9, []),
        ("33333", 15, []),
        ("21221", 8, [Fault("below_pass_points", {"points": 8, "pass_points": 9})]),
        ("20322", 9, [Fault("criterion_at_zero", {"criterion": "c2"})]),
        ("13222", 10, [Fault("starred_below_two", {"criterion": "c1", "level": 1})]),
        (
            "01111",
            4,
            [
                Fault("below_pass_points", {"points": 4, "pass_points": 9}),
                Fault("criterion_at_zero", {"criterion": "c1"}),
                Fault("starred_below_two", {"criterion": "c3", "level": 1}),
            ],
        ),
    ],
)
def test_work_passes_by_points_zeros_and_stars(
    pattern: str, points: int, reasons: list[Fault]
) -> None:
    judgement = judge_marking(make_rubric(), levels(pattern))
    assert (judgement.points, judgement.max_points) == (points, 15)
    assert judgement.outcome == ("revise" if reasons else "pass")
    assert list(judgement.reasons) == reasons
    assert {reason.code for reason in reasons} <= set(FAULT_CODES)


def test_levels_that_do_not_fit_the_rubric_are_all_named() -> None:
    with pytest.raises(UnreadableMarking) as refused:
        judge_marking(make_rubric(), {"c1": 4, "c2": -1, "c3": 2, "c9": 2, "c4": 1})
    assert refused.value.faults == (
        Fault("unknown_level", {"criterion": "c1", "level": 4}),
        Fault("unknown_level", {"criterion": "c2", "level": -1}),
        Fault("unknown_criterion", {"criterion": "c9"}),
        Fault("criterion_unmarked", {"criterion": "c5"}),
    )
    assert {fault.code for fault in refused.value.faults} <= set(FAULT_CODES)
