"""What stands beside the record: how trainees see themselves, and what was kept on paper."""

from datetime import datetime, timedelta
from itertools import cycle

from course.actions.exceptions import Entry, enter_exception
from course.actions.self_assessments import keep_self_assessment
from course.clock import local_day
from course.demo.cast import Somebody
from course.demo.stage import Stage
from course.demo.studying import trainer_of
from course.queries.exceptions import place_to_except
from course.terms import ExceptionKind, SelfAssessmentMoment

ON_PAPER = "Karta praktyki z podpisem gospodyni świetlicy, segregator 3 w biurze projektu."


def plan_look(
    stage: Stage, who: Somebody, day: int, moment: SelfAssessmentMoment, levels: tuple[int, ...]
) -> None:
    """A trainee looks at their own competences; the levels are repeated in their order."""
    codes = [one.code for one in stage.means.catalogue.curriculum.competences]

    def look(at: datetime) -> None:
        keep_self_assessment(
            stage.session,
            stage.places[who.key],
            moment,
            dict(zip(codes, cycle(levels), strict=False)),
            competences=codes,
            by=stage.people[who.key],
            at=at,
        )

    stage.plan(day, "19:35", look)


def plan_paper(stage: Stage, who: Somebody, day: int, *, minutes: int) -> None:
    """Practice of the day before, kept on paper, waits for a second person."""

    def enter(at: datetime) -> None:
        trainer = trainer_of(stage, who)
        entry = Entry(
            kind=ExceptionKind.PAPER_RECORD,
            requirement="field_minutes",
            why=ON_PAPER,
            amount=minutes,
            done_on=local_day(at) - timedelta(days=1),
        )
        place = place_to_except(stage.session, trainer, stage.places[who.key].id)
        enter_exception(stage.session, place, entry, by=trainer, at=at)

    stage.plan_office(day, "11:40", enter)
