"""What stands on a trainee's first page: one next step, the path, dates, what waits, hours."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from assessments.course_path import (
    Stage,
    StageState,
    Step,
    Work,
    modules_asked,
    next_step,
    stages,
)
from assessments.definitions import Quiz
from assessments.exceptions import amended
from assessments.qualification import Record
from assessments.requirements import FieldPractice, Rule, Workshops
from content.curriculum import Curriculum
from course.catalogue import Catalogue, catalogue
from course.clock import local_day
from course.models import Cohort, Enrolment, Meeting, Person
from course.queries.my_course import Ending, own_place_here
from course.queries.participants import Gap
from course.queries.records import record_of
from course.queries.rules import frozen_rule
from course.queries.standing import Standing, standing_of
from course.queries.study import next_meetings
from course.terms import SubmissionState
from course.web.asked_questions import AskedQuestion, asked_questions
from course.web.due import DueShown, due_shown
from course.web.locks import LockShown, shown
from course.web.near_dates import Near, near_dates
from course.web.waits import Wait, waits_for_others

MEETINGS_SHOWN = 3
DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes done, and minutes asked for where the programme's rule tells."""

    done: int
    asked: int | None


@dataclass(frozen=True, slots=True)
class StageShown:
    """A module on the path with its locks as sentences."""

    stage: Stage
    lock: LockShown | None
    quiz_lock: LockShown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """Everything that the page shows."""

    cohort: Cohort
    today: date
    week: int
    weeks: int
    course: Catalogue
    standing: Standing
    paused: Container[str]
    record: Record
    step: Step
    path: Sequence[StageShown]
    near: Sequence[Near]
    waits: Sequence[Wait]
    ending: Ending
    reading: Hours
    workshops: Hours
    practice: Hours
    dues: Mapping[str, DueShown]
    told: Gap | None  # none: the programme asks nothing yet
    questions: Sequence[AskedQuestion]  # answered and not read yet, or waiting

    def count(self, state: str) -> int:
        """How many modules stand so."""
        return sum(shown.stage.state == StageState(state) for shown in self.path)

    @property
    def practice_quizzes(self) -> Sequence[Quiz]:
        """Quizzes to try out, which count for nothing."""
        return [quiz for quiz in self.course.quizzes.values() if quiz.practice]

    @property
    def asked(self) -> int:
        """How many modules the programme asks for."""
        return len(modules_asked(self.course.curriculum, self.standing.work()))


def course_page(session: Session, person: Person, *, at: datetime) -> CoursePage:
    """Gather the page in four statements. Raises NotFound for who has no place in a cohort."""
    course, today = catalogue(), local_day(at)
    enrolment, told, ending = own_place_here(session, person)
    standing = standing_of(session, person)
    rule, record = _judged_by(session, enrolment)
    meetings = _meetings(session, enrolment.cohort, at, today)
    minutes = record.claimed_minutes
    practice = Hours(record.confirmed_minutes, _asked_practice(rule))
    paused = standing.paused(course.quizzes, at=at)
    work = standing.work(
        paused=paused,
        practice_short=practice.asked is not None and practice.done + minutes < practice.asked,
        self_assessment=standing.to_look(today),
    )
    dues = _dues(standing, today)
    questions = asked_questions(course.curriculum, standing)
    waits = waits_for_others(course, standing, ending, questions, claimed_minutes=minutes)
    week, weeks = week_of(enrolment.cohort, today)
    return CoursePage(
        cohort=enrolment.cohort,
        today=today,
        week=week,
        weeks=weeks,
        course=course,
        standing=standing,
        paused=paused,
        record=record,
        step=next_step(course.curriculum, work),
        path=[_shown(stage) for stage in stages(course.curriculum, work)],
        near=near_dates(course, meetings, dues, ending, today),
        waits=list(waits),
        ending=ending,
        reading=_reading(course.curriculum, standing, work),
        workshops=Hours(record.workshop_minutes, _asked_workshops(rule)),
        practice=practice,
        dues=dues,
        told=told,
        questions=questions,
    )


def _dues(standing: Standing, today: date) -> Mapping[str, DueShown]:
    """The last days of what is not handed in yet."""
    states = standing.submissions
    shown = {slug: due_shown(day, today) for slug, day in standing.due_days.items()}
    open_ones = {slug: due for slug, due in shown.items() if due and _is_open(states.get(slug))}
    return {} if standing.over else open_ones


def _is_open(state: SubmissionState | None) -> bool:
    return state in {None, SubmissionState.DRAFT}


def week_of(cohort: Cohort, today: date) -> tuple[int, int]:
    """Which week of how many; 0 before the first day, one more than all after the last."""
    weeks = -(-((cohort.ends_on - cohort.starts_on).days + 1) // DAYS_OF_WEEK)
    if today < cohort.starts_on:
        return 0, weeks
    if today > cohort.ends_on:
        return weeks + 1, weeks
    return (today - cohort.starts_on).days // DAYS_OF_WEEK + 1, weeks


def _meetings(
    session: Session, cohort: Cohort, at: datetime, today: date
) -> Sequence[tuple[Meeting, int]]:
    """The nearest meetings, one going on included, each with the days until then."""
    found = next_meetings(session, cohort.id, since=at - timedelta(hours=8), most=MEETINGS_SHOWN)
    coming = [one for one in found if one.starts_at + timedelta(minutes=one.minutes) >= at]
    return [(meeting, (local_day(meeting.starts_at) - today).days) for meeting in coming]


def _shown(stage: Stage) -> StageShown:
    return StageShown(
        stage,
        shown(stage.lock) if stage.lock else None,
        shown(stage.quiz_lock) if stage.quiz_lock else None,
    )


def _reading(curriculum: Curriculum, standing: Standing, work: Work) -> Hours:
    asked = modules_asked(curriculum, work)
    lessons = [lesson for module in asked for lesson in module.lessons]
    read = [lesson for lesson in lessons if lesson.slug in standing.read]
    return Hours(sum(lesson.minutes for lesson in read), sum(lesson.minutes for lesson in lessons))


def _judged_by(session: Session, enrolment: Enrolment) -> tuple[Rule | None, Record]:
    """The rule that the programme froze, if it has, and what this trainee did, as it sees it."""
    version = enrolment.cohort.programme.rule_version
    rule, record = frozen_rule(version) if version else None, record_of(session, enrolment.id)
    return rule, amended(rule, record) if rule else record


def _asked_practice(rule: Rule | None) -> int | None:
    asked = (one.minutes for one in _requirements(rule) if isinstance(one, FieldPractice))
    return next(asked, None)


def _asked_workshops(rule: Rule | None) -> int | None:
    asked = (one.minutes for one in _requirements(rule) if isinstance(one, Workshops))
    return next(asked, None)


def _requirements(rule: Rule | None) -> Sequence[object]:
    return rule.requirements if rule else ()
