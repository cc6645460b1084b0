"""Work that two trainers mark without knowing of each other."""

from datetime import datetime

from assessments.definitions import HIGHEST_LEVEL
from assessments.marking import judge_marking
from course.actions.arrangements import Plan, plan_assignment
from course.actions.marking import mark_submission
from course.demo.cast import TRAINERS, Somebody
from course.demo.stage import Stage
from course.queries.assignments import newest_submission
from course.queries.marking import submission_to_mark
from course.terms import MarkingOutcome


def plan_second_markings(stage: Stage, cohort: str, slug: str, day: int) -> None:
    """From this day on every piece of an assignment in a cohort is marked twice."""

    def set_plan(at: datetime) -> None:
        by = stage.people[TRAINERS[cohort].key]
        twice = Plan(second_percent=100)
        plan_assignment(stage.session, stage.cohorts[cohort], slug, twice, by=by, at=at)

    stage.plan(day, "12:10", set_plan)


def plan_second_marking(
    stage: Stage, who: Somebody, slug: str, day: int, *, by: Somebody, strict: bool
) -> None:
    """Let a trainer who does not know whose work it is confirm it, a little more strictly."""
    rubric = stage.means.catalogue.assignments[slug].rubric
    words = stage.means.works.marking(rubric, f"{slug}-{who.pen_name}")
    levels = dict(words.levels)
    highest = [one for one, level in levels.items() if level == HIGHEST_LEVEL]
    for criterion in highest[:1] if strict else ():
        levels[criterion] -= 1

    def mark(at: datetime) -> None:
        handed_in = newest_submission(stage.session, stage.places[who.key].id, slug)
        assert handed_in is not None  # noqa: S101 -- the story has it handed in before
        marker = stage.people[by.key]
        mark_submission(
            stage.session,
            submission_to_mark(stage.session, marker, handed_in.id),
            levels=levels,
            outcome=MarkingOutcome(judge_marking(rubric, levels).outcome),
            feedback=words.feedback,
            by=marker,
            at=at,
        )

    stage.plan(day, "10:40", mark)
