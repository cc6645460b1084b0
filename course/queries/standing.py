"""Where a trainee stands: what they accepted, read, passed, handed in and claimed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from assessments.attempts import FinishedAttempt, why_not_start
from assessments.course_path import Lock, Work, module_lock, quiz_lock
from assessments.definitions import Quiz
from assessments.due_days import moved_days
from assessments.exceptions import ASSIGNMENT
from assessments.requirements import Rule
from assessments.self_assessment import CourseTime, due
from content.curriculum import Curriculum, Module
from course.clock import local_day
from course.errors import ConsentsMissing, Locked, NotFound, ParticipationOver
from course.models import Person
from course.queries.rules import rule_by_digest
from course.queries.standing_facts import STANDING
from course.queries.standing_shape import Fact, FactRow, QuestionState, QuizState
from course.terms import (
    REQUIRED_CONSENTS,
    WAITING_STATES,
    ConsentKind,
    EnrolmentState,
    SubmissionState,
)


@dataclass(frozen=True, slots=True)
class QuestionAt:
    """A question of one's own at a lesson: answered, answered and not read yet, or waiting."""

    lesson_slug: str
    state: QuestionState
    waits_since: datetime | None


@dataclass(frozen=True, slots=True)
class QuestionsHere:
    """How many answers stand at one lesson, how many are new to the trainee, how many wait."""

    answered: int
    new: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one trainee did so far, in the place that they study in."""

    enrolment_id: int
    over: bool
    consents: frozenset[ConsentKind]
    opened: Mapping[str, datetime]
    read: frozenset[str]
    quizzes_begun: frozenset[str]
    quizzes_passed: frozenset[str]
    quizzes_ended: Mapping[str, tuple[FinishedAttempt, ...]]
    quizzes_waiting: frozenset[str] = frozenset()
    granted: Mapping[str, tuple[datetime, ...]]
    submissions: Mapping[str, SubmissionState]
    handed_in: Mapping[str, datetime]
    claimed_since: datetime | None
    asked: frozenset[str] | None = None
    only_reads: bool = False
    due_days: Mapping[str, date] = field(default_factory=dict)
    replaced: frozenset[str] = frozenset()
    looked: frozenset[str] = frozenset()
    questions: tuple[QuestionAt, ...] = ()
    questions_shown: tuple[str, ...] = ()  # the lesson of each question of others that is shown
    course_time: CourseTime | None = None  # only where the rule asks for self-assessments

    @property
    def consents_given(self) -> bool:
        """Whether everything required was accepted."""
        return self.consents.issuperset(REQUIRED_CONSENTS)

    def check_consents(self) -> None:
        """Raise ConsentsMissing unless everything required was accepted."""
        if not self.consents_given:
            raise ConsentsMissing

    def check_going_on(self) -> None:
        """Raise ParticipationOver for a place that has ended."""
        if self.over:
            raise ParticipationOver

    def check_module(self, curriculum: Curriculum, module: Module) -> None:
        """Raise ConsentsMissing or Locked unless the module is open to this trainee."""
        self.check_consents()
        _refuse(module_lock(curriculum, module, self.work()))

    def check_quiz(self, curriculum: Curriculum, quiz: Quiz) -> None:
        """Raise ConsentsMissing or Locked unless the quiz is open; to practise nothing is read."""
        self.check_consents()
        if not quiz.practice:
            _refuse(quiz_lock(curriculum, curriculum.module(quiz.module), self.work()))

    def paused(self, quizzes: Mapping[str, Quiz], *, at: datetime) -> frozenset[str]:
        """Quizzes that must wait: for a pause to end, a grant, or the mark of an essay."""
        held = {
            slug
            for slug, ends in self.quizzes_ended.items()
            if slug in quizzes
            if why_not_start(quizzes[slug], ends, at, granted=self.granted.get(slug, ()))
        }
        return (self.quizzes_waiting | held) - self.quizzes_passed

    def to_look(self, today: date) -> str:
        """The moment of a self-assessment that has come and is not told yet; "" for none."""
        return due(self.course_time, self.looked, today) if self.course_time else ""

    def work(
        self,
        *,
        paused: frozenset[str] = frozenset(),
        practice_short: bool = False,
        self_assessment: str = "",
    ) -> Work:
        """The same in the words of the way through the course."""
        return Work(
            over=self.over,
            consents_given=self.consents_given,
            opened=self.opened,
            read=self.read,
            quizzes_begun=self.quizzes_begun,
            quizzes_passed=self.quizzes_passed,
            quizzes_paused=paused,
            drafts=self._in_state(SubmissionState.DRAFT),
            returned=self._in_state(SubmissionState.RETURNED),
            waiting=self._in_state(SubmissionState.HANDED_IN),
            passed=self._in_state(SubmissionState.MARKED) | self.replaced,
            practice_short=practice_short,
            self_assessment=self_assessment,
            asked=self.asked,
        )

    def questions_at(self, lesson_slug: str) -> QuestionsHere:
        """What there is to read of questions at a lesson."""
        own = Counter(one.state for one in self.questions if one.lesson_slug == lesson_slug)
        new = own[QuestionState.UNREAD]
        return QuestionsHere(
            answered=own[QuestionState.ANSWERED] + new + self.questions_shown.count(lesson_slug),
            new=new,
            waiting=own[QuestionState.WAITS],
        )

    def _in_state(self, state: SubmissionState) -> frozenset[str]:
        return frozenset(slug for slug, found in self.submissions.items() if found == state)


ONLY_READS = Standing(
    enrolment_id=0,
    over=True,
    consents=frozenset(REQUIRED_CONSENTS),
    opened={},
    read=frozenset(),
    quizzes_begun=frozenset(),
    quizzes_passed=frozenset(),
    quizzes_ended={},
    granted={},
    submissions={},
    handed_in={},
    claimed_since=None,
    asked=frozenset(),
    only_reads=True,
)
"""Where somebody stands who knows the course from the other side: all is open, nothing is kept."""


def standing_of(session: Session, person: Person) -> Standing:
    """Where a person stands, in one statement. Raises NotFound for who has no place."""
    session.flush()
    facts: dict[Fact, list[FactRow]] = defaultdict(list)
    # On the connection: only rows come back, which the session need not look through.
    for fact, *rest in session.connection().execute(STANDING, {"person_id": person.id}):
        facts[Fact(fact)].append(FactRow(*rest))
    if not facts[Fact.PLACE]:
        raise NotFound
    digest = facts[Fact.PLACE][0].slug
    return _standing(facts, rule_by_digest(session, digest) if digest else None)


def _ended(rows: Sequence[FactRow]) -> Mapping[str, tuple[FinishedAttempt, ...]]:
    """Attempts that are over, by their quiz; how many percent they earned does not matter here."""
    found: dict[str, list[FinishedAttempt]] = defaultdict(list)
    for row in rows:
        if row.first_at is not None:
            passed = row.state in {QuizState.PASSED, QuizState.SPENT}
            waits = row.state == QuizState.WAITS
            end = FinishedAttempt(
                submitted_at=row.first_at, percent=Decimal(0), passed=passed, waits=waits
            )
            found[row.slug].append(end)
    return {slug: tuple(ends) for slug, ends in found.items()}


def _instants(rows: Sequence[FactRow]) -> Mapping[str, tuple[datetime, ...]]:
    """When it happened, by what it happened to."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for row in rows:
        if row.first_at is not None:
            found[row.slug].append(row.first_at)
    return {slug: tuple(instants) for slug, instants in found.items()}


def _told(state: SubmissionState) -> SubmissionState:
    """To a trainee everything that is not told yet waits in the same way."""
    return SubmissionState.HANDED_IN if state in WAITING_STATES else state


def _refuse(lock: Lock | None) -> None:
    if lock is not None:
        raise Locked(code=lock.code, slug=lock.module)


def _course_time(facts: Mapping[Fact, Sequence[FactRow]], *, over: bool) -> CourseTime:
    [days] = facts[Fact.DAYS]
    talks = [local_day(row.first_at) for row in facts[Fact.REVIEW] if row.first_at is not None]
    return CourseTime(
        starts_on=date.fromisoformat(days.slug),
        ends_on=date.fromisoformat(days.state),
        review_on=min(talks, default=None),
        over=over,
    )


def _standing(facts: Mapping[Fact, Sequence[FactRow]], rule: Rule | None) -> Standing:
    """The quizzes and assignments on the way are the rule's; without one, the whole course."""
    [place] = facts[Fact.PLACE]
    lessons, quizzes, works = facts[Fact.LESSON], facts[Fact.QUIZ], facts[Fact.SUBMISSION]
    claims, over = facts[Fact.CLAIM], place.state != EnrolmentState.ADMITTED
    looks = rule is not None and rule.asks_self_assessment
    return Standing(
        enrolment_id=place.enrolment_id,
        over=over,
        consents=frozenset(ConsentKind(row.slug) for row in facts[Fact.CONSENT]),
        opened={row.slug: row.first_at for row in lessons if row.first_at is not None},
        read=frozenset(row.slug for row in lessons if row.second_at is not None),
        quizzes_begun=frozenset(row.slug for row in quizzes if row.state == QuizState.BEGUN),
        quizzes_passed=frozenset(row.slug for row in quizzes if row.state == QuizState.PASSED),
        quizzes_ended=_ended(quizzes),
        quizzes_waiting=frozenset(row.slug for row in quizzes if row.state == QuizState.WAITS),
        granted=_instants(facts[Fact.GRANT]),
        submissions={row.slug: _told(SubmissionState(row.state)) for row in works},
        handed_in={row.slug: row.first_at for row in works if row.first_at is not None},
        claimed_since=claims[0].first_at if claims else None,
        asked=rule.works if rule else None,
        replaced=frozenset(row.slug.removeprefix(ASSIGNMENT) for row in facts[Fact.REPLACED]),
        looked=frozenset(row.slug for row in facts[Fact.LOOKED]),
        questions=tuple(
            QuestionAt(row.slug, QuestionState(row.state), row.first_at)
            for row in facts[Fact.QUESTION]
        ),
        questions_shown=tuple(row.slug for row in facts[Fact.SHOWN]),
        course_time=_course_time(facts, over=over) if looks else None,
        due_days=_due_days(facts[Fact.PLANNED], facts[Fact.GIVEN]),
    )


def _due_days(planned: Sequence[FactRow], given: Sequence[FactRow]) -> Mapping[str, date]:
    """The last day of each assignment, as the newest day given moves it."""
    days = {row.slug: date.fromisoformat(row.state) for row in planned}
    moved: dict[str, list[date]] = defaultdict(list)
    for row in sorted(given, key=lambda one: one.first_at or datetime.min.replace(tzinfo=UTC)):
        moved[row.slug].append(date.fromisoformat(row.state))
    return moved_days(days, moved)
