"""Approved exceptions help, never harm, and never beyond what the rule lets them."""

from dataclasses import replace

from hypothesis import given

from assessments.exceptions import Excepted, amended, may_replace
from assessments.qualification import Record, judge
from assessments.requirements import AssignmentsPassed, Rule
from tests.rule_strategies import exceptions, records, rules


@given(rules, records, exceptions)
def test_an_exception_never_takes_away_what_was_met(
    rule: Rule, record: Record, more: tuple[Excepted, ...]
) -> None:
    before = judge(rule, record)
    after = judge(rule, replace(record, exceptions=record.exceptions + more))
    for was, now in zip(before.judged, after.judged, strict=True):
        assert now.met or not was.met


@given(rules, records)
def test_prior_learning_stands_for_no_more_than_the_rule_lets(rule: Rule, record: Record) -> None:
    gained = amended(rule, record).assignments_passed - record.assignments_passed
    asked = [one for one in rule.requirements if isinstance(one, AssignmentsPassed)]
    assert len(gained) <= sum(one.prior_learning.at_most for one in asked if one.prior_learning)
    assert all(any(may_replace(one, slug) for one in asked) for slug in gained)


@given(rules, records)
def test_a_line_says_whether_exceptions_changed_it(rule: Rule, record: Record) -> None:
    without = judge(rule, replace(record, exceptions=()))
    for seen, line in zip(without.judged, judge(rule, record).judged, strict=True):
        assert not seen.excepted
        assert line.excepted == (replace(line, excepted=False) != seen)


@given(rules, records)
def test_what_paper_tells_twice_of_a_workshop_counts_once(rule: Rule, record: Record) -> None:
    twice = replace(record, exceptions=record.exceptions + record.exceptions)
    once, again = amended(rule, record), amended(rule, twice)
    assert again.workshop_minutes == once.workshop_minutes
    assert again.workshops_attended == once.workshops_attended
    assert again.assignments_passed == once.assignments_passed
