"""Make the demonstration: the whole story, told through the app's own deeds in one write."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from course.demo.asking import plan_questions
from course.demo.days import Days
from course.demo.freezing import plan_freezing
from course.demo.krosno import plan_krosno
from course.demo.opening import plan_opening
from course.demo.participants import plan_form
from course.demo.partners import plan_partners
from course.demo.przemysl import plan_przemysl
from course.demo.stage import Means, Stage
from course.models import Programme

CHAPTERS = (
    plan_opening,
    plan_form,
    plan_krosno,
    plan_przemysl,
    plan_questions,
    plan_partners,
    plan_freezing,
)


def make_demonstration(session: Session, means: Means, *, at: datetime) -> bool:
    """Tell the story so that it leads to this moment; false where a programme is there already."""
    if session.scalar(select(exists(select(Programme.id)))):
        return False
    stage = Stage(session, means, Days(at))
    for plan in CHAPTERS:
        plan(stage)
    stage.tell()
    return True
