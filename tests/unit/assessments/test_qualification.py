from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.qualification import PANEL_OUTCOMES, QUALIFICATION_CODES, Judged, Record, judge
from assessments.requirements import (
    Assessed,
    AssignmentsPassed,
    Competences,
    Enrolled,
    FieldPractice,
    PanelHeld,
    Portfolio,
    QuizzesPassed,
    Requirement,
    Rule,
    Support,
    Workshops,
)
from tests.authored import WORD, make_record, make_rubric

Line = tuple[bool, str, Mapping[str, object]]

ALL_PRACTICE = FieldPractice(
    minutes=60,
    conversations=20,
    one_to_ones=4,
    seldom_heard=5,
    channels=2,
    group_meetings=1,
    actions=1,
    institution_talks=1,
)


def lines(requirement: Requirement, record: Record) -> list[Line]:
    judged = judge(Rule(slug="pilot", title=WORD, requirements=(requirement,)), record).judged
    assert all(line.requirement is requirement for line in judged)
    assert {line.code for line in judged} <= set(QUALIFICATION_CODES)
    return [(line.met, line.code, line.facts) for line in judged]


def test_enrolment_and_each_consent_stand_apart() -> None:
    asked = Enrolled(consents=("declaration", "ethics_code"))
    assert lines(asked, make_record(consents=frozenset({"ethics_code"}))) == [
        (False, "not_admitted", {}),
        (False, "consent_missing", {"consent": "declaration"}),
        (True, "consent_given", {"consent": "ethics_code"}),
    ]
    assert lines(Enrolled(consents=()), make_record(admitted=True)) == [(True, "admitted", {})]


def test_the_best_attempt_at_each_quiz_counts() -> None:
    best = {"m1": Decimal(70), "m2": Decimal("69.99")}
    asked = QuizzesPassed(quizzes=("m1", "m2", "m3"), percent=70)
    assert lines(asked, make_record(quiz_percents=best)) == [
        (True, "quiz_passed", {"quiz": "m1", "have": Decimal(70), "needed": 70}),
        (False, "quiz_below", {"quiz": "m2", "have": Decimal("69.99"), "needed": 70}),
        (False, "quiz_not_taken", {"quiz": "m3", "needed": 70}),
    ]


def test_an_assignment_is_passed_waiting_or_neither() -> None:
    record = make_record(
        assignments_passed=frozenset({"z1"}), assignments_waiting=frozenset({"z1", "z3"})
    )
    assert lines(AssignmentsPassed(assignments=("z1", "z3", "z4")), record) == [
        (True, "assignment_passed", {"assignment": "z1"}),
        (False, "assignment_waiting", {"assignment": "z3"}),
        (False, "assignment_not_passed", {"assignment": "z4"}),
    ]


def test_only_confirmed_minutes_count_and_claimed_ones_are_told() -> None:
    asked = FieldPractice(minutes=60, conversations=0)
    assert lines(asked, make_record(confirmed_minutes=59, claimed_minutes=600)) == [
        (False, "field_minutes_short", {"have": 59, "needed": 60, "claimed": 600})
    ]
    assert lines(asked, make_record(confirmed_minutes=60)) == [
        (True, "field_minutes_reached", {"have": 60, "needed": 60, "claimed": 0})
    ]


def test_what_the_record_does_not_hold_is_missing() -> None:
    codes = [(met, code) for met, code, _ in lines(ALL_PRACTICE, make_record())]
    assert codes == [
        (False, "field_minutes_short"),
        (False, "conversations_short"),
        (False, "one_to_ones_short"),
        (False, "seldom_heard_short"),
        (False, "channels_short"),
        (False, "group_meetings_short"),
        (False, "actions_short"),
        (False, "institution_talks_short"),
    ]


def test_each_kind_of_practice_is_counted_by_itself() -> None:
    record = make_record(
        confirmed_minutes=60,
        conversations=20,
        one_to_ones=4,
        seldom_heard=5,
        channels=frozenset({"door", "group"}),
        group_meetings=1,
        actions=1,
        institution_talks=1,
    )
    assert [(met, code) for met, code, _ in lines(ALL_PRACTICE, record)] == [
        (True, "field_minutes_reached"),
        (True, "conversations_reached"),
        (True, "one_to_ones_reached"),
        (True, "seldom_heard_reached"),
        (True, "channels_reached"),
        (True, "group_meetings_reached"),
        (True, "actions_reached"),
        (True, "institution_talks_reached"),
    ]


def test_workshops_are_counted_in_minutes_in_number_and_by_name() -> None:
    record = make_record(workshop_minutes=480, workshops_attended=frozenset({"W1", "W2"}))
    asked = Workshops(minutes=600, compulsory=("W1", "W3"), count=2)
    assert lines(asked, record) == [
        (False, "workshop_minutes_short", {"have": 480, "needed": 600}),
        (True, "workshops_reached", {"have": 2, "needed": 2}),
        (True, "workshop_attended", {"workshop": "W1"}),
        (False, "workshop_missed", {"workshop": "W3"}),
    ]


@pytest.mark.parametrize(
    ("assessment", "line"),
    [
        ("passed", (True, "assessment_passed", {})),
        ("not_passed", (False, "assessment_not_passed", {})),
        (None, (False, "assessment_waiting", {})),
        ("elsewhere", (False, "assessment_waiting", {})),
    ],
)
def test_the_assessment_must_have_been_passed(assessment: str | None, line: Line) -> None:
    assert lines(Assessed(), make_record(assessment=assessment)) == [line]


def test_a_person_qualifies_when_nothing_is_missing() -> None:
    rule = Rule(slug="pilot", title=WORD, requirements=(Assessed(), FieldPractice(minutes=60)))
    begun = judge(rule, make_record(assessment="passed"))
    assert not begun.met
    assert begun.missing == (
        Judged(
            FieldPractice(minutes=60),
            met=False,
            code="field_minutes_short",
            facts={"have": 0, "needed": 60, "claimed": 0},
        ),
    )
    assert judge(rule, make_record(assessment="passed", confirmed_minutes=60)).met


def test_a_rule_that_asks_for_nothing_qualifies_nobody() -> None:
    assert not judge(Rule(slug="empty", title=WORD, requirements=()), make_record()).met


def test_codes_are_told_apart() -> None:
    assert len(set(QUALIFICATION_CODES)) == len(QUALIFICATION_CODES)


def test_a_double_marked_assignment_needs_its_second_marking() -> None:
    asked = AssignmentsPassed(assignments=("z3",), double_marked=("z3",))
    passed = make_record(assignments_passed=frozenset({"z3"}))
    assert lines(asked, passed) == [
        (True, "assignment_passed", {"assignment": "z3"}),
        (False, "second_marking_missing", {"assignment": "z3"}),
    ]
    confirmed = replace(passed, double_marked=frozenset({"z3"}))
    assert lines(asked, confirmed)[1] == (True, "second_marking_made", {"assignment": "z3"})


def test_support_is_a_review_talk_and_some_supervisions() -> None:
    asked = Support(review_talks=1, supervisions=3)
    assert lines(asked, make_record(supervisions=2)) == [
        (False, "review_talks_short", {"have": 0, "needed": 1}),
        (False, "supervisions_short", {"have": 2, "needed": 3}),
    ]
    assert all(met for met, *_ in lines(asked, make_record(review_talks=1, supervisions=3)))


def test_a_competence_follows_from_its_assignments() -> None:
    asked = Competences(confirmed_by={"K1": ("z1", "z8"), "K2": ("z2",)})
    assert lines(asked, make_record(assignments_passed=frozenset({"z1", "z2"}))) == [
        (False, "competence_open", {"competence": "K1", "have": 1, "needed": 2}),
        (True, "competence_confirmed", {"competence": "K2", "have": 1, "needed": 1}),
    ]


def test_the_portfolio_asks_for_the_journal_and_for_self_assessments() -> None:
    asked = Portfolio(journal_entries=8, self_assessments=3)
    assert lines(asked, make_record()) == [
        (False, "journal_entries_short", {"have": 0, "needed": 8}),
        (False, "self_assessments_short", {"have": 0, "needed": 3}),
    ]
    assert lines(asked, make_record(journal_entries=9, self_assessments=2)) == [
        (True, "journal_entries_reached", {"have": 9, "needed": 8}),
        (False, "self_assessments_short", {"have": 2, "needed": 3}),
    ]


def test_somebody_else_saw_the_work() -> None:
    seen = FieldPractice(observations=1)
    assert lines(seen, make_record()) == [(False, "observations_short", {"have": 0, "needed": 1})]


def test_a_rule_names_the_works_it_asks_for() -> None:
    works = (
        QuizzesPassed(quizzes=("m1",), percent=70),
        AssignmentsPassed(assignments=("z1", "z3")),
    )
    assert Rule(slug="r", title=WORD, requirements=works).works == frozenset({"m1", "z1", "z3"})
    assert Rule(slug="r", title=WORD, requirements=(Assessed(),)).works is None


def test_a_panel_is_asked_what_it_said_last_and_an_appeal_stands_in_its_place() -> None:
    panel = PanelHeld(members=("trainer", "organiser", "institution"), rubric=make_rubric())
    said = {None: "waiting", "unheard of": "waiting"} | {one: one for one in PANEL_OUTCOMES}
    for outcome, told in said.items():
        met = outcome in {"passed", "passed_by_appeal"}
        assert lines(panel, make_record(panel=outcome)) == [(met, f"panel_{told}", {"members": 3})]
    assert lines(Assessed(), make_record(assessment="passed_by_appeal")) == [
        (True, "assessment_passed_by_appeal", {})
    ]
