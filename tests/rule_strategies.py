"""Rules, records, and records with more in them, as Hypothesis draws them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from assessments.exceptions import ASSIGNMENT, PAPER_AMOUNTS, WORKSHOP, Excepted
from assessments.qualification import Record
from assessments.requirements import (
    Assessed,
    AssignmentsPassed,
    Competences,
    Enrolled,
    FieldPractice,
    PanelHeld,
    Portfolio,
    PriorLearning,
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
ASSESSMENTS = (None, "not_passed", "passed", "passed_by_appeal")
PANELS = (None, "not_passed", "supplement", "passed", "passed_by_appeal")

EXCEPTED = (
    *(f"{ASSIGNMENT}{name}" for name in NAMES),
    *(f"{WORKSHOP}{name}" for name in NAMES),
    *PAPER_AMOUNTS,
)
exceptions = st.lists(
    st.builds(
        Excepted, id=st.integers(1), requirement=st.sampled_from(EXCEPTED), amount=st.integers(1, 5)
    ),
    max_size=6,
).map(tuple)

requirements = st.one_of(
    st.builds(Enrolled, consents=listed),
    st.builds(QuizzesPassed, quizzes=listed, percent=st.integers(1, 100)),
    st.builds(
        AssignmentsPassed,
        assignments=listed,
        double_marked=listed,
        prior_learning=st.none()
        | st.builds(PriorLearning, at_most=st.integers(1, 2), never=listed),
    ),
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
    panel=st.sampled_from(PANELS),
    **dict.fromkeys(COUNTS, few),
    minutes_at=st.dictionaries(st.sampled_from(NAMES), few),
    exceptions=exceptions,
    **dict.fromkeys(SETS, some),
)


@st.composite
def fuller(draw: st.DrawFn, record: Record) -> Record:
    """The same record with more, or as much, of everything; later exceptions stand last."""
    better = {name: draw(percents) for name in draw(some)}
    best = {
        name: max(record.quiz_percents.get(name, Decimal(0)), better.get(name, Decimal(0)))
        for name in {*record.quiz_percents, *better}
    }
    stands = ASSESSMENTS.index(record.assessment)
    more: dict[str, Any] = {name: getattr(record, name) + draw(few) for name in COUNTS}
    more |= {name: getattr(record, name) | draw(some) for name in SETS}
    return replace(
        record,
        admitted=record.admitted or draw(st.booleans()),
        quiz_percents=best,
        assessment=draw(st.sampled_from(ASSESSMENTS[stands:])),
        panel=draw(st.sampled_from(PANELS[PANELS.index(record.panel) :])),
        exceptions=record.exceptions + draw(exceptions),
        **more,
    )
