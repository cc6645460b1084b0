"""What the pages of a programme and of a cohort tell alike: what is to be done, who is stuck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from course.catalogue import catalogue
from course.models import IndicatorTarget
from course.queries.task_parts import Task
from course.queries.to_do import WaitingTask, WaitingTasks
from course.reports.shares import percent_of
from course.web.programmes.ways import way_to, way_to_all
from course.web.visitors import visitor


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure as it is drawn: counted, on the way, and missing to the target."""

    achieved: int
    target: IndicatorTarget | None
    near: int
    missing: int

    @classmethod
    def of(cls, achieved: int, target: IndicatorTarget | None, near: int) -> "FigureShown":
        """Share what is missing between what is on the way and what is not in sight."""
        lacking = max(target.target - achieved, 0) if target else 0
        drawn = min(near, lacking)
        return cls(achieved, target, drawn, lacking - drawn)

    @property
    def percent(self) -> Decimal | None:
        """Achieved in percent of the target; none where nothing was promised."""
        return percent_of(self.achieved, self.target.target) if self.target else None


@dataclass(frozen=True, slots=True)
class TasksShown:
    """The most urgent tasks with where they are done, and how many there are of each kind."""

    first: Sequence[tuple[WaitingTask, str]]
    kinds: Sequence[tuple[Task, int, str | None]]
    total: int

    @classmethod
    def of(cls, found: WaitingTasks, *, keeps: bool) -> "TasksShown":
        """Lead each to its place: who only reads is led to what tells of it."""
        me = visitor().id
        return cls(
            [(one, way_to(one, keeps=keeps, me=me)) for one in found.first],
            [
                (task, number, way_to_all(task, keeps=keeps))
                for task, number in found.counts.items()
            ],
            found.total,
        )


def tries() -> Mapping[str, int]:
    """By quiz, how many failed attempts make somebody stuck: all of them, or up to a pause."""
    return {
        quiz.slug: min(quiz.attempts or quiz.failed_before_pause, quiz.failed_before_pause)
        for quiz in catalogue().quizzes.values()
        if not quiz.practice
    }
