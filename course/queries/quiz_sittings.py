"""Sittings: the first finished attempt of each person, with what was answered in it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from assessments.answers import Answer
from assessments.attempts import Drawn
from assessments.scoring import Levels
from course.models import (
    Cohort,
    Enrolment,
    EssayMark,
    Person,
    QuestionVoid,
    QuizAnswer,
    QuizAttempt,
    QuizResult,
)
from course.queries.results import nothing_supersedes
from course.visibility import attempts_visible_to, cohorts_visible_to

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingRow:
    """A finished attempt: what it asked, by which version, and by which key it was counted."""

    attempt_id: int
    person_id: int
    cohort_id: int
    version_digest: str
    drawn: Drawn
    result_id: int
    key_digest: str


@dataclass(frozen=True, slots=True)
class Written:
    """What was answered in one attempt, and the levels of the essays that were marked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    marks: dict[str, Levels] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which attempts at a quiz are looked at: those of cohorts, as far as a person may see them."""

    person: Person
    quiz_slug: str
    cohorts: Condition


def within_cohort(person: Person, cohort: Cohort, quiz_slug: str) -> Scope:
    """One cohort."""
    return Scope(person, quiz_slug, Cohort.id == cohort.id)


def within_programme(person: Person, cohort: Cohort, quiz_slug: str) -> Scope:
    """All cohorts of the same programme that the person may see."""
    same = Cohort.programme_id == cohort.programme_id
    return Scope(person, quiz_slug, and_(same, cohorts_visible_to(person)))


def sittings_in(session: Session, scope: Scope) -> Sequence[SittingRow]:
    """First finished attempts, the oldest first; whoever studied twice counts once."""
    rows = session.execute(
        _sittings(scope)
        .with_only_columns(
            QuizAttempt.id,
            Enrolment.person_id,
            Enrolment.cohort_id,
            QuizAttempt.version_digest,
            QuizAttempt.drawn,
            QuizResult.id,
            QuizResult.key_digest,
        )
        .order_by(QuizAttempt.started_at, QuizAttempt.id)
    )
    found: dict[int, SittingRow] = {}
    for attempt_id, person_id, cohort_id, version, drawn, result_id, key in rows:
        row = SittingRow(
            attempt_id=attempt_id,
            person_id=person_id,
            cohort_id=cohort_id,
            version_digest=version,
            drawn=Drawn.from_json(drawn),
            result_id=result_id,
            key_digest=key,
        )
        found.setdefault(person_id, row)
    return list(found.values())


def written_in(session: Session, scope: Scope) -> Mapping[int, Written]:
    """What stands in those attempts, by attempt; blanks are left out."""
    later, mended = aliased(QuizAnswer), aliased(EssayMark)
    replaced = exists(
        select(later.id).where(
            later.attempt_id == QuizAnswer.attempt_id,
            later.question_id == QuizAnswer.question_id,
            later.revision > QuizAnswer.revision,
        )
    )
    mark = and_(
        EssayMark.attempt_id == QuizAnswer.attempt_id,
        EssayMark.question_id == QuizAnswer.question_id,
        ~exists(select(mended.id).where(mended.supersedes_id == EssayMark.id)),
    )
    rows = session.execute(
        select(QuizAnswer.attempt_id, QuizAnswer.question_id, QuizAnswer.answer, EssayMark.levels)
        .outerjoin(EssayMark, mark)
        .where(
            QuizAnswer.attempt_id.in_(_sittings(scope)),
            QuizAnswer.revision.is_not(None),
            ~replaced,
        )
    )
    found: dict[int, Written] = defaultdict(Written)
    for attempt_id, question_id, answer, levels in rows:
        if answer is not None:
            found[attempt_id].answers[question_id] = answer
        if levels is not None:
            found[attempt_id].marks[question_id] = levels
    return found


def voids_in(session: Session, scope: Scope) -> Mapping[int, Collection[str]]:
    """Questions that count for nobody, by cohort."""
    rows = session.execute(
        select(QuestionVoid.cohort_id, QuestionVoid.question_id)
        .join(Cohort, Cohort.id == QuestionVoid.cohort_id)
        .where(QuestionVoid.quiz_slug == scope.quiz_slug, scope.cohorts)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for cohort_id, question_id in rows:
        found[cohort_id].add(question_id)
    return found


def _sittings(scope: Scope) -> Select[int]:
    """One's first attempt is the first to be finished: there is never a second open one."""
    return (
        select(QuizAttempt.id)
        .join(Enrolment, Enrolment.id == QuizAttempt.enrolment_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(QuizResult, and_(QuizResult.attempt_id == QuizAttempt.id, nothing_supersedes()))
        .where(
            QuizAttempt.quiz_slug == scope.quiz_slug,
            QuizAttempt.number == 1,
            QuizAttempt.submitted_at.is_not(None),
            scope.cohorts,
            attempts_visible_to(scope.person),
        )
    )
