"""More in a record never takes away what was met."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.qualification import QUALIFICATION_CODES, Record, judge
from assessments.reading import as_json, digest, rule_from_json
from assessments.requirements import (
    Assessed,
    AssignmentsPassed,
    Competences,
    Enrolled,
    FieldPractice,
    PanelHeld,
    Portfolio,
    QuizzesPassed,
    Rule,
    Support,
    Workshops,
)
from tests.authored import WORD, make_rubric

NAMES = ("m1", "m3", "z1", "z3")
few = st.integers(0, 5)
maybe = st.none() | few
some = st.frozensets(st.sampled_from(NAMES))
listed = st.lists(st.sampled_from(NAMES), unique=True).map(tuple)
percents = st.decimals(0, 100, places=2)
COUNTS = (
    "confirmed_minutes",
    "claimed_minutes",
    "conversations",
    "one_to_ones",
    "seldom_heard",
    "workshop_minutes",
    "review_talks",
    "supervisions",
)
UNTOLD = (
    "group_meetings",
    "actions",
    "institution_talks",
    "observations",
    "journal_entries",
    "self_assessments",
)
SETS = (
    "consents",
    "assignments_passed",
    "assignments_waiting",
    "channels",
    "workshops_attended",
    "double_marked",
)
ASSESSMENTS = (None, "not_passed", "passed")

requirements = st.one_of(
    st.builds(Enrolled, consents=listed),
    st.builds(QuizzesPassed, quizzes=listed, percent=st.integers(1, 100)),
    st.builds(AssignmentsPassed, assignments=listed, double_marked=listed),
    st.builds(
        FieldPractice,
        minutes=maybe,
        conversations=maybe,
        one_to_ones=maybe,
        seldom_heard=maybe,
        channels=maybe,
        group_meetings=maybe,
        actions=maybe,
        institution_talks=maybe,
        observations=maybe,
    ),
    st.builds(Support, review_talks=maybe, supervisions=maybe),
    st.builds(Competences, confirmed_by=st.dictionaries(st.sampled_from(("K1", "K2")), listed)),
    st.builds(Portfolio, journal_entries=maybe, self_assessments=maybe),
    st.builds(PanelHeld, members=listed, rubric=st.just(make_rubric())),
    st.builds(Workshops, minutes=maybe, compulsory=listed, count=maybe),
    st.just(Assessed()),
)
rules = st.builds(
    Rule,
    slug=st.just("pilot"),
    title=st.just(WORD),
    requirements=st.lists(requirements, max_size=5).map(tuple),
)
records = st.builds(
    Record,
    admitted=st.booleans(),
    quiz_percents=st.dictionaries(st.sampled_from(NAMES), percents),
    assessment=st.sampled_from(ASSESSMENTS),
    **dict.fromkeys(COUNTS, few),
    **dict.fromkeys(UNTOLD, maybe),
    **dict.fromkeys(SETS, some),
)


def no_less(told: int | None) -> st.SearchStrategy[int | None]:
    return maybe if told is None else few.map(lambda more: told + more)


@st.composite
def fuller(draw: st.DrawFn, record: Record) -> Record:
    """The same record with more, or as much, of everything."""
    better = {name: draw(percents) for name in draw(some)}
    best = {
        name: max(record.quiz_percents.get(name, Decimal(0)), better.get(name, Decimal(0)))
        for name in {*record.quiz_percents, *better}
    }
    stands = ASSESSMENTS.index(record.assessment)
    more: dict[str, Any] = {name: getattr(record, name) + draw(few) for name in COUNTS}
    more |= {name: draw(no_less(getattr(record, name))) for name in UNTOLD}
    more |= {name: getattr(record, name) | draw(some) for name in SETS}
    return replace(
        record,
        admitted=record.admitted or draw(st.booleans()),
        quiz_percents=best,
        assessment=draw(st.sampled_from(ASSESSMENTS[stands:])),
        **more,
    )


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
