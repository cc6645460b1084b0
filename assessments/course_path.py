"""The way through the course: what is open, what is locked and why, and the one next step.

A programme may ask for some modules only. Those are the way; the others are open to whoever wants
to read more, and nothing waits for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from content.curriculum import Curriculum, Lesson, Module


class LockCode(StrEnum):
    """Why something is not open yet."""

    CONSENTS_FIRST = "consents_first"
    QUIZ_FIRST = "quiz_first"
    LESSONS_FIRST = "lessons_first"


@dataclass(frozen=True, slots=True)
class Lock:
    """What has to be done first, and in which module."""

    code: LockCode
    module: str = ""


class StageState(StrEnum):
    """Where a module stands for one trainee."""

    DONE = "done"
    LATE = "late"
    NOW = "now"
    OPEN = "open"
    LOCKED = "locked"
    EXTRA = "extra"


class StepKind(StrEnum):
    """What a trainee can do next, in words of the path."""

    CONSENTS = "consents"
    SELF_ASSESSMENT = "self_assessment"
    CONTINUE_LESSON = "continue_lesson"
    LESSON = "lesson"
    CONTINUE_QUIZ = "continue_quiz"
    QUIZ = "quiz"
    REVISE_ASSIGNMENT = "revise_assignment"
    CONTINUE_ASSIGNMENT = "continue_assignment"
    ASSIGNMENT = "assignment"
    PRACTICE = "practice"
    WAIT = "wait"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; the slug names the lesson, quiz, assignment or moment, the module where it is."""

    kind: StepKind
    slug: str = ""
    module: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one trainee did, as far as the way through the course depends on it."""

    over: bool
    consents_given: bool
    opened: Mapping[str, datetime]
    read: frozenset[str]
    quizzes_passed: frozenset[str]
    quizzes_begun: frozenset[str] = frozenset()
    quizzes_paused: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    returned: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    passed: frozenset[str] = frozenset()
    practice_short: bool = False
    self_assessment: str = ""  # the moment that has come
    asked: frozenset[str] | None = None  # quizzes and assignments of the rule; None: all of them


@dataclass(frozen=True, slots=True)
class Stage:
    """One module on the path."""

    module: Module
    state: StageState
    lock: Lock | None
    quiz_lock: Lock | None
    lessons_read: int


def is_asked(module: Module, work: Work) -> bool:
    """Whether the programme's rule asks for this module."""
    return work.asked is None or not work.asked.isdisjoint({module.quiz, module.assignment})


def modules_asked(curriculum: Curriculum, work: Work) -> tuple[Module, ...]:
    """The modules on the way, in the order of study."""
    return tuple(module for module in curriculum.modules if is_asked(module, work))


def module_lock(curriculum: Curriculum, module: Module, work: Work) -> Lock | None:
    """A module opens when the quiz of the module before it on the way is passed."""
    if not work.consents_given:
        return Lock(LockCode.CONSENTS_FIRST)
    if not is_asked(module, work):
        return None
    place = curriculum.modules.index(module)
    for before in reversed(curriculum.modules[:place]):
        if before.quiz is not None and is_asked(before, work):
            passed = before.quiz in work.quizzes_passed
            return None if passed else Lock(LockCode.QUIZ_FIRST, before.slug)
    return None


def quiz_lock(curriculum: Curriculum, module: Module, work: Work) -> Lock | None:
    """A module's quiz opens when all its lessons are read."""
    lock = module_lock(curriculum, module, work)
    if lock is None and lessons_read(module, work) < len(module.lessons):
        return Lock(LockCode.LESSONS_FIRST, module.slug)
    return lock


def lessons_read(module: Module, work: Work) -> int:
    """How many lessons of a module are read."""
    return sum(lesson.slug in work.read for lesson in module.lessons)


def stages(curriculum: Curriculum, work: Work) -> tuple[Stage, ...]:
    """Every module with its state; the one in which the next step lies is `now`."""
    here = next_step(curriculum, work).module
    return tuple(_stage(curriculum, module, work, here) for module in curriculum.modules)


def next_step(curriculum: Curriculum, work: Work) -> Step:
    """The one thing to do next.

    A self-assessment whose moment has come is first, so that it tells of that moment. Then a lesson
    that was begun; then, module by module, what is not read, not passed or not handed in; then
    practice. Who has done all of it waits for others. What the programme does not ask for is never
    the next step, though one may look into it.
    """
    if work.over:
        return Step(StepKind.OVER)
    if not work.consents_given:
        return Step(StepKind.CONSENTS)
    if work.self_assessment:
        return Step(StepKind.SELF_ASSESSMENT, work.self_assessment)
    ahead = [
        module
        for module in curriculum.modules
        if is_asked(module, work) and module_lock(curriculum, module, work) is None
    ]
    begun = _begun_last([lesson for module in ahead for lesson in module.lessons], work)
    if begun is not None:
        return Step(StepKind.CONTINUE_LESSON, begun.slug, begun.module)
    for module in ahead:
        for step in _steps(module, work):
            return step
    return Step(StepKind.PRACTICE if work.practice_short else StepKind.WAIT)


def _begun_last(lessons: list[Lesson], work: Work) -> Lesson | None:
    begun = [one for one in lessons if one.slug in work.opened and one.slug not in work.read]
    return max(begun, key=lambda lesson: work.opened[lesson.slug], default=None)


def _steps(module: Module, work: Work) -> Iterator[Step]:
    """What is left to do in an open module, in order."""
    unread = [lesson for lesson in module.lessons if lesson.slug not in work.read]
    if unread:
        yield Step(StepKind.LESSON, unread[0].slug, module.slug)
    quiz = module.quiz
    if quiz is not None and not unread and quiz not in work.quizzes_passed | work.quizzes_paused:
        kind = StepKind.CONTINUE_QUIZ if quiz in work.quizzes_begun else StepKind.QUIZ
        yield Step(kind, quiz, module.slug)
    assignment = module.assignment
    if assignment is not None and assignment not in work.waiting | work.passed:
        yield Step(_kind_of_work(assignment, work), assignment, module.slug)


def _kind_of_work(assignment: str, work: Work) -> StepKind:
    if assignment in work.drafts:
        return StepKind.CONTINUE_ASSIGNMENT
    if assignment in work.returned:
        return StepKind.REVISE_ASSIGNMENT
    return StepKind.ASSIGNMENT


def _stage(curriculum: Curriculum, module: Module, work: Work, here: str) -> Stage:
    lock = module_lock(curriculum, module, work)
    return Stage(
        module,
        StageState.LOCKED if lock else _state(module, work, here),
        lock,
        quiz_lock(curriculum, module, work),
        lessons_read(module, work),
    )


def _state(module: Module, work: Work, here: str) -> StageState:
    studied = lessons_read(module, work) == len(module.lessons) and (
        module.quiz is None or module.quiz in work.quizzes_passed
    )
    if studied and (module.assignment is None or module.assignment in work.passed):
        return StageState.DONE
    if studied and module.assignment in work.waiting:
        return StageState.LATE
    if module.slug == here:
        return StageState.NOW
    return StageState.OPEN if is_asked(module, work) else StageState.EXTRA
