import pytest

from assessments.exceptions import Excepted, amended, replaceable
from assessments.qualification import Judged, judge
from assessments.requirements import (
    AssignmentsPassed,
    Competences,
    FieldPractice,
    PriorLearning,
    Requirement,
    Rule,
    Support,
    Workshops,
)
from tests.authored import WORD, make_record

LIMITED = AssignmentsPassed(
    assignments=("z1", "z2", "z3", "z4"), prior_learning=PriorLearning(at_most=2, never=("z3",))
)


def make_rule(*requirements: Requirement) -> Rule:
    return Rule(slug="pilot", title=WORD, requirements=requirements)


def judged(rule: Rule, *exceptions: Excepted, **facts: object) -> list[tuple[str, bool]]:
    lines: tuple[Judged, ...] = judge(rule, make_record(exceptions=exceptions, **facts)).judged
    return [(line.code, line.excepted) for line in lines]


def test_prior_learning_stands_for_an_assignment_and_for_its_competence() -> None:
    rule = make_rule(LIMITED, Competences(confirmed_by={"K1": ("z1",), "K2": ("z2",)}))
    assert judged(rule, Excepted(1, "assignment:z1")) == [
        ("assignment_passed", True),
        ("assignment_not_passed", False),
        ("assignment_not_passed", False),
        ("assignment_not_passed", False),
        ("competence_confirmed", True),
        ("competence_open", False),
    ]


def test_prior_learning_beyond_the_limit_or_never_allowed_stands_for_nothing() -> None:
    wanted = [Excepted(n, f"assignment:z{n}") for n in (3, 1, 2, 4)]
    record = make_record(exceptions=tuple(wanted))
    assert amended(make_rule(LIMITED), record).assignments_passed == {"z1", "z2"}
    unlimited = AssignmentsPassed(assignments=("z1",))
    assert amended(make_rule(unlimited), record).assignments_passed == frozenset()
    assert list(replaceable(make_rule(LIMITED, unlimited))) == [("z1", 2), ("z2", 2), ("z4", 2)]


def test_what_was_passed_since_takes_no_place_of_prior_learning() -> None:
    wanted = tuple(Excepted(n, f"assignment:z{n}") for n in (1, 2, 4))
    record = make_record(exceptions=wanted, assignments_passed=frozenset({"z1"}))
    assert amended(make_rule(LIMITED), record).assignments_passed == {"z1", "z2", "z4"}


def test_a_workshop_on_paper_is_attended_and_counts_no_minute_twice() -> None:
    rule = make_rule(Workshops(minutes=600, compulsory=("W1",), count=2))
    on_paper = Excepted(1, "workshop:W1", 300)
    some = {"workshop_minutes": 400, "workshops_attended": frozenset({"W2"})}
    assert judged(rule, on_paper, **some, minutes_at={"W1": 100}) == [
        ("workshop_minutes_reached", True),
        ("workshops_reached", True),
        ("workshop_attended", True),
    ]
    record = make_record(exceptions=(on_paper,), **some, minutes_at={"W1": 360})
    assert amended(rule, record).workshop_minutes == 400


@pytest.mark.parametrize(
    ("requirement", "told", "code"),
    [
        (FieldPractice(minutes=60), Excepted(1, "field_minutes", 60), "field_minutes_reached"),
        (FieldPractice(conversations=4), Excepted(1, "one_to_ones", 4), "conversations_reached"),
        (FieldPractice(observations=1), Excepted(1, "observations"), "observations_reached"),
        (Support(review_talks=1), Excepted(1, "review_talks"), "review_talks_reached"),
        (Support(supervisions=3), Excepted(1, "supervisions", 3), "supervisions_reached"),
    ],
)
def test_paper_adds_to_what_the_service_saw(
    requirement: Requirement, told: Excepted, code: str
) -> None:
    assert judged(make_rule(requirement), told) == [(code, True)]
