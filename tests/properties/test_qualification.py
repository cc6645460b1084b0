"""More in a record never takes away what was met."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.qualification import QUALIFICATION_CODES, Record, judge
from assessments.reading import as_json, digest, rule_from_json
from assessments.requirements import Rule
from tests.rule_strategies import fuller, records, rules


@given(rules, st.data())
def test_more_never_takes_away_what_was_met(rule: Rule, data: st.DataObject) -> None:
    record = data.draw(records)
    before = judge(rule, record)
    after = judge(rule, data.draw(fuller(record)))
    assert len(before.judged) == len(after.judged)
    for was, now in zip(before.judged, after.judged, strict=True):
        assert was.requirement == now.requirement
        assert now.met or not was.met
    assert after.met or not before.met


@given(rules, records)
def test_every_line_has_a_known_code_and_nothing_is_met_with_something_missing(
    rule: Rule, record: Record
) -> None:
    judged = judge(rule, record)
    assert {line.code for line in judged.judged} <= set(QUALIFICATION_CODES)
    assert judged.met == (bool(judged.judged) and not judged.missing)
    assert all(line.requirement in rule.requirements for line in judged.judged)


@given(rules)
def test_a_version_of_a_rule_is_read_back_and_keeps_its_digest(rule: Rule) -> None:
    back = rule_from_json(as_json(rule))
    assert back == rule
    assert digest(back) == digest(rule)
