import pytest

from assessments.moderation import Said, Step, in_sample, next_step

PASS, REVISE = Said(10, "pass"), Said(8, "revise")


def test_without_a_second_marker_the_first_settles() -> None:
    assert next_step({}, second_wanted=False) == Step("first", None)
    assert next_step({"first": PASS}, second_wanted=False) == Step(None, "first")


def test_a_second_marker_who_agrees_confirms_the_first() -> None:
    assert next_step({}, second_wanted=True) == Step("first", None)
    assert next_step({"first": PASS}, second_wanted=True) == Step("second", None)
    both = {"first": PASS, "second": Said(12, "pass")}
    assert next_step(both, second_wanted=True) == Step(None, "first")  # type: ignore[arg-type]


@pytest.mark.parametrize("second", [Said(13, "pass"), Said(7, "pass"), Said(10, "revise")])
def test_a_difference_goes_to_a_third_whose_marking_stands(second: Said) -> None:
    both = {"first": PASS, "second": second}
    assert next_step(both, second_wanted=True) == Step("third", None)  # type: ignore[arg-type]
    all_three = {**both, "third": REVISE}
    assert next_step(all_three, second_wanted=True) == Step(None, "third")  # type: ignore[arg-type]


def test_a_sample_of_nothing_draws_nothing_and_of_everything_everything() -> None:
    lowest, highest = "0" * 64, "f" * 64
    assert [in_sample(lowest, 0), in_sample(highest, 0)] == [False, False]
    assert [in_sample(lowest, 100), in_sample(highest, 100)] == [True, True]
    assert [in_sample(lowest, 1), in_sample(highest, 99)] == [True, False]
