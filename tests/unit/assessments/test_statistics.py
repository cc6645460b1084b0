"""What is told of questions and quizzes, for small groups and large ones."""

from decimal import Decimal

import pytest

from assessments.statistics import (
    AnswerCount,
    AnswerKey,
    ByGroup,
    Given,
    Indices,
    Interval,
    QuestionFigures,
    Sitting,
    question_figures,
    quiz_figures,
)

RIGHT, WRONG = Decimal(1), Decimal(0)
CAPITAL = AnswerKey("capital", Decimal(1), ("a", "b", "c"), frozenset("a"))
OTHER = AnswerKey("other", Decimal(1), ("x", "y"), frozenset("x"))
RIVER = AnswerKey("river", Decimal(2))


def chose(choice: str, people: int, *, other: Decimal = RIGHT) -> list[Sitting]:
    """So many people who chose this as the capital, and earned this on the other question."""
    share = RIGHT if choice == "a" else WRONG
    sitting = {
        "capital": Given(share, (choice,) if choice else ()),
        "other": Given(other, ("x" if other else "y",)),
    }
    return [sitting] * people


def wrote(text: str, people: int, share: Decimal = WRONG) -> list[Sitting]:
    return [{"river": Given(share, (text,) if text else ())}] * people


def of_capital(*sittings: list[Sitting]) -> QuestionFigures:
    figures, _ = question_figures([CAPITAL, OTHER], [one for some in sittings for one in some])
    return figures


def of_river(*sittings: list[Sitting]) -> QuestionFigures:
    [figures] = question_figures([RIVER], [one for some in sittings for one in some])
    return figures


def indices_of(figures: QuestionFigures) -> Indices:
    assert figures.indices is not None
    return figures.indices


def test_twelve_people_are_counted_and_one_thing_is_advised() -> None:
    figures = of_capital(chose("b", 8), chose("a", 3), chose("", 1))
    assert (figures.asked, figures.answered, figures.right) == (12, 11, 3)
    assert figures.counts == (
        AnswerCount("a", right=True, people=3),
        AnswerCount("b", right=False, people=8),
        AnswerCount("c", right=False, people=0),
    )
    assert figures.indices is None
    assert figures.advice.code == "key_suspect"
    assert figures.advice.facts == {"answer": "b", "wrong": 8, "right": 3}


def test_a_question_that_was_never_asked_waits() -> None:
    figures = of_capital()
    assert (figures.asked, figures.answered, figures.right) == (0, 0, 0)
    assert (figures.advice.code, figures.advice.facts) == ("few_asked", {"asked": 0, "needed": 5})


@pytest.mark.parametrize(
    ("a", "b", "c", "blank", "code"),
    [
        (0, 4, 0, 0, "few_asked"),
        (2, 3, 0, 0, "key_suspect"),
        (3, 3, 0, 0, "looks_well"),
        (0, 0, 0, 5, "too_hard"),
        (1, 1, 1, 5, "too_hard"),
        (2, 2, 2, 3, "looks_well"),  # 2 of 9 may still be a question that half of them can do
        (12, 0, 0, 0, "looks_well"),  # and 12 of 12 one that a fifth cannot
        (34, 0, 0, 0, "looks_well"),
        (35, 0, 0, 0, "too_easy"),
        (50, 9, 0, 0, "looks_well"),
        (50, 10, 0, 0, "dead_choice"),
        (50, 9, 1, 0, "looks_well"),
    ],
)
def test_what_is_advised(a: int, b: int, c: int, blank: int, code: str) -> None:
    figures = of_capital(chose("a", a), chose("b", b), chose("c", c), chose("", blank))
    assert figures.advice.code == code


def test_a_dead_choice_is_named() -> None:
    facts = of_capital(chose("a", 50), chose("b", 10)).advice.facts
    assert facts == {"asked": 60, "unused": 1, "answers": ("c",)}


def test_who_does_well_elsewhere_and_badly_here_points_to_the_key() -> None:
    figures = of_capital(chose("b", 10), chose("c", 10), chose("a", 25, other=WRONG), chose("a", 5))
    assert figures.advice.code == "negative_discrimination"
    by_chance = of_capital(chose("a", 20), chose("b", 6), chose("a", 5, other=WRONG))
    weak = indices_of(by_chance).discrimination
    assert weak is not None
    assert -1 < weak < 0
    assert by_chance.advice.code == "looks_well"


def test_of_several_right_choices_the_rarest_is_compared() -> None:
    key = AnswerKey("both", Decimal(1), ("a", "b", "c"), frozenset("ab"))
    given = [Given(WRONG, ("a", "c"))] * 5 + [Given(RIGHT, ("a", "b"))] * 4
    [figures] = question_figures([key], [{"both": one} for one in given])
    assert figures.advice.facts == {"answer": "c", "wrong": 5, "right": 4}


def test_a_choice_that_is_gone_is_told_last_and_a_key_without_a_right_one_is_not_suspected() -> (
    None
):
    key = AnswerKey("poll", Decimal(1), ("b", "a"))
    given = [Given(RIGHT, ("old",))] * 5 + [Given(RIGHT, ("a",))]
    [figures] = question_figures([key], [{"poll": one} for one in given])
    assert [(one.answer, one.people) for one in figures.counts] == [("b", 0), ("a", 1), ("old", 5)]
    assert figures.advice.code == "looks_well"


def test_of_texts_the_frequent_wrong_ones_are_told() -> None:
    texts = [wrote(text, people) for text, people in zip("utsrqp", (1, 1, 1, 2, 1, 1), strict=True)]
    figures = of_river(*texts, wrote("wisla", 7, RIGHT), wrote("", 1))
    assert [(one.answer, one.people) for one in figures.counts] == [
        ("r", 2),
        ("p", 1),
        ("q", 1),
        ("s", 1),
        ("t", 1),
    ]
    assert (figures.asked, figures.answered, figures.right) == (15, 14, 7)
    assert of_river(wrote("odra", 3), wrote("wisla", 2, RIGHT)).advice.facts == {
        "answer": "odra",
        "wrong": 3,
        "right": 2,
    }
    assert of_river(wrote("wisla", 6, RIGHT)).advice.code == "looks_well"


def test_indices_appear_with_the_thirtieth_person() -> None:
    assert of_capital(chose("a", 20), chose("b", 9, other=WRONG)).indices is None
    indices = indices_of(of_capital(chose("a", 20), chose("b", 10, other=WRONG)))
    assert indices.facility == Decimal("66.6667")
    assert indices.facility_range == Interval(Decimal("48.7801"), Decimal("80.7695"))
    assert indices.discrimination == 1
    assert indices.discrimination_range == Interval(Decimal(1), Decimal(1))
    assert indices.groups is not None
    assert indices.groups.sizes == ByGroup(20, 0, 10)  # equal scores stay together
    assert indices.groups.answers == {
        "a": ByGroup(20, 0, 0),
        "b": ByGroup(0, 0, 10),
        "c": ByGroup(0, 0, 0),
    }


def test_groups_hold_27_percent_where_scores_differ() -> None:
    sittings = [
        {
            "capital": Given(Decimal(rank % 2), ("a",)),
            "other": Given(Decimal(rank) / 100, ("x",)),
        }
        for rank in range(100)
    ]
    groups = indices_of(question_figures([CAPITAL, OTHER], sittings)[0]).groups
    assert groups is not None
    assert groups.sizes == ByGroup(27, 46, 27)


def test_what_is_not_defined_is_not_told() -> None:
    alone = indices_of(of_river(wrote("wisla", 20, RIGHT), wrote("odra", 15)))
    assert alone.facility == Decimal("57.1429")
    assert (alone.discrimination, alone.discrimination_range, alone.groups) == (None, None, None)
    same_elsewhere = indices_of(of_capital(chose("a", 20), chose("b", 10)))
    assert same_elsewhere.discrimination is None
    assert same_elsewhere.groups is None


def test_a_penalty_lowers_the_facility_and_takes_its_range() -> None:
    penalty = Decimal("-0.5")
    figures = of_river(wrote("wisla", 20, RIGHT), wrote("odra", 20, penalty))
    assert indices_of(figures).facility == 25
    assert indices_of(figures).facility_range is None
    assert of_river(wrote("", 8, penalty), wrote("wisla", 1, RIGHT)).advice.code == "too_hard"


def test_drawn_sittings_are_compared_by_shares_of_their_own_rest() -> None:
    """The rest is worth 1 point for some and 2 for the others; all earn half or all of it."""

    def sitting(share: Decimal, other: str, rest: Decimal) -> Sitting:
        return {"capital": Given(share, ("a",)), other: Given(rest, ("x",))}

    half = Decimal("0.5")
    sittings = [
        sitting(share, other, rest)
        for share, rest in ((RIGHT, RIGHT), (WRONG, half))
        for other in ("other", "river")
        for _ in range(8)
    ]
    figures = question_figures([CAPITAL, OTHER, RIVER], sittings)
    assert [one.asked for one in figures] == [32, 16, 16]
    assert indices_of(figures[0]).discrimination == 1


def test_a_question_without_a_key_is_refused() -> None:
    with pytest.raises(KeyError):
        question_figures([CAPITAL], chose("a", 1))
    with pytest.raises(KeyError):
        quiz_figures([CAPITAL], chose("a", 1))


def test_a_quiz_that_nobody_took() -> None:
    figures = quiz_figures([CAPITAL], [])
    assert (figures.sittings, figures.mean_percent, figures.median_percent) == (0, None, None)
    assert figures.reliability.code == "reliability_few"


def test_a_small_group_is_described_and_not_judged() -> None:
    figures = quiz_figures([CAPITAL, OTHER], [*chose("a", 2), *chose("b", 1), *chose("", 1)])
    assert figures.sittings == 4
    assert figures.mean_percent == 75
    assert figures.median_percent == 75
    assert figures.deviation_percent is None
    assert figures.reliability.code == "reliability_few"
    assert figures.reliability.facts == {"sittings": 4, "needed": 30, "value": None, "error": None}


def test_drawn_questions_have_no_reliability_however_many_people_come() -> None:
    sittings = [*chose("a", 40), {"capital": Given(WRONG)}]
    figures = quiz_figures([CAPITAL, OTHER], sittings)
    assert figures.deviation_percent is not None
    assert figures.reliability.code == "reliability_varies"
    assert figures.reliability.value is None
    assert quiz_figures([CAPITAL, OTHER], sittings[-2:]).reliability.code == "reliability_varies"


def test_what_waits_for_its_mark_is_no_draw() -> None:
    sittings = [*chose("a", 40), {"capital": Given(WRONG)}]
    reliability = quiz_figures([CAPITAL, OTHER], sittings, waiting={"other"}).reliability
    assert (reliability.code, reliability.value) == ("reliability_waits", None)


def test_rights_and_wrongs_of_unequal_points_have_alpha() -> None:
    keys = [CAPITAL, AnswerKey("other", Decimal(2), ("x", "y"), frozenset("x"))]
    sittings = chose("a", 20) + chose("b", 10, other=WRONG) + chose("b", 5)
    assert quiz_figures(keys, sittings).reliability.code == "reliability_alpha"
    assert quiz_figures([CAPITAL, OTHER], sittings).reliability.code == "reliability_kr20"


def test_equal_scores_and_one_question_have_no_reliability() -> None:
    same = chose("a", 20, other=WRONG) + chose("b", 20)
    assert quiz_figures([CAPITAL, OTHER], same).reliability.code == "reliability_flat"
    one = wrote("wisla", 20, RIGHT) + wrote("odra", 20)
    assert quiz_figures([RIVER], one).reliability.code == "reliability_flat"


def test_questions_that_work_against_each_other_leave_no_more_error_than_there_is() -> None:
    against = chose("a", 20, other=WRONG) + chose("b", 20) + chose("a", 1)
    figures = quiz_figures([CAPITAL, OTHER], against)
    assert figures.reliability.value is not None
    assert figures.reliability.value < 0
    assert figures.reliability.error_percent == figures.deviation_percent
