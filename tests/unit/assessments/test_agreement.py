from fractions import Fraction

from assessments.statistics.agreement import FEWEST_WORKS, agreement


def test_the_example_of_a_textbook() -> None:
    """20 yes–yes, 5 yes–no, 10 no–yes, 15 no–no: p = 0.7, e = 0.5, kappa = 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreement(pairs, works=50)
    assert (found.percent, found.kappa, found.silence) == (Fraction(70), Fraction(2, 5), None)


def test_few_pieces_of_work_give_counts_only() -> None:
    pairs = [("pass", "pass")] * (FEWEST_WORKS - 1)
    found = agreement(pairs, works=len(pairs))
    assert (found.pairs, found.agreeing) == (19, 19)
    assert (found.percent, found.kappa, found.silence) == (None, None, "too_few")
    assert agreement([], works=50).silence == "too_few"


def test_one_class_alone_gives_no_kappa() -> None:
    found = agreement([("pass", "pass")] * FEWEST_WORKS, works=FEWEST_WORKS)
    assert (found.percent, found.kappa, found.silence) == (Fraction(100), None, "one_class")


def test_many_levels_of_few_pieces_are_few() -> None:
    assert agreement([(2, 2), (1, 2)] * 50, works=19).silence == "too_few"
