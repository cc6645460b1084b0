"""Przemyśl: the cohort on its way, each of the six at another point of it."""

from datetime import timedelta

from course.demo.cast import JEDRZEJ, LUCJA, OLENA, STANISLAW, TRAINEES, WANDA, ZENON, Somebody
from course.demo.excepting import plan_look, plan_paper
from course.demo.journals import plan_claim, plan_log, plan_practice
from course.demo.observing import plan_observation
from course.demo.opening import PRZEMYSL
from course.demo.participants import plan_told
from course.demo.practising import Workshop, plan_cancelled_supervision, plan_workshop
from course.demo.second_marking import plan_second_markings
from course.demo.stage import Stage
from course.demo.studying import (
    PRACTICE,
    STORY,
    plan_accepting,
    plan_essay_mark,
    plan_first_look,
    plan_marking,
    plan_quiz,
    plan_reading,
    plan_story,
)
from course.terms import SelfAssessmentMoment

SHORTER_DAYS = {
    "W1": {STANISLAW: 180},
    "W2": {STANISLAW: 0, WANDA: 0, ZENON: 315},
}
FAILED = 4
"""Questions missed by who does not pass."""


def plan_przemysl(stage: Stage) -> None:
    """Where each of them is today; Stanisław has not accepted the declarations yet."""
    _plan_workshops(stage)
    plan_second_markings(stage, "przemysl", STORY, -8)  # Zenon's comes after it
    for who in (LUCJA, ZENON, OLENA, JEDRZEJ, WANDA):
        plan_accepting(stage, who, -47, shows_name=who is LUCJA)
    _plan_lucja(stage)
    _plan_zenon(stage)
    _plan_olena(stage)
    _plan_jedrzej(stage)
    _plan_wanda(stage)
    plan_observation(stage, JEDRZEJ, -4)
    plan_look(stage, JEDRZEJ, -45, SelfAssessmentMoment.ENTRY, (2, 3, 1, 2))
    plan_paper(stage, OLENA, -3, minutes=120)
    for who in TRAINEES["przemysl"]:
        plan_told(stage, who, -34, on_paper=who is STANISLAW)


def _plan_workshops(stage: Stage) -> None:
    taught = (
        ("W1", "Idea, wartości i rola", "Dom kultury, sala lustrzana", -42),
        ("W2", "Słuchanie w parach", "Szkoła na Kazanowie, stołówka", -14),
        ("W3", "Od rozmów do tematów", "Dom kultury, sala lustrzana", 19),
    )
    for code, title, place, day in taught:
        workshop = Workshop(code, title, place, day, SHORTER_DAYS.get(code, {}))
        came = TRAINEES["przemysl"]
        plan_workshop(stage, "przemysl", workshop, planned=PRZEMYSL.starts - 7, came=came)
    place = "Dom kultury, sala lustrzana"
    again = Workshop("W2-2", "Słuchanie w parach, drugi termin", place, -6, {}, "W2")
    plan_workshop(stage, "przemysl", again, planned=-13, came=(STANISLAW, WANDA))
    plan_cancelled_supervision(stage, "przemysl", planned=-30, day=-11, cancelled=-14)


def _plan_lucja(stage: Stage) -> None:
    """In the middle of a lesson, with two claims waiting."""
    plan_quiz(stage, LUCJA, PRACTICE, stage.days.at(-47, "18:30"), missed=1)
    plan_essay_mark(stage, LUCJA, -46)
    plan_reading(stage, LUCJA, "m1", range(-46, -36, 2))
    plan_quiz(stage, LUCJA, "m1", stage.days.at(-36, "20:10"), missed=FAILED)
    plan_quiz(stage, LUCJA, "m1", stage.days.at(-35, "20:40"), missed=2)
    plan_story(stage, LUCJA, begun=-34, handed_in=-32)
    plan_marking(stage, LUCJA, STORY, -29)
    plan_reading(stage, LUCJA, "m3", (-21, -13, -5))
    lessons = stage.means.catalogue.curriculum.module("m3").lessons
    plan_first_look(stage, LUCJA, lessons[3].slug, -1)
    done = stage.means.works.practice("przemysl")
    plan_practice(stage, LUCJA, (done[0], done[2]), (-18, -11))
    plan_claim(stage, LUCJA, done[3], -3)
    plan_claim(stage, LUCJA, done[5], -2)


def _plan_zenon(stage: Stage) -> None:
    """Waits for a trainer."""
    _plan_first_module(stage, ZENON, passed=-22, missed=3)
    plan_story(stage, ZENON, begun=-15, handed_in=-2)
    plan_claim(stage, ZENON, stage.means.works.practice("przemysl")[1], -8)


def _plan_olena(stage: Stage) -> None:
    """Has work to revise."""
    _plan_first_module(stage, OLENA, passed=-24, missed=2)
    plan_story(stage, OLENA, begun=-20, handed_in=-9)
    plan_marking(stage, OLENA, STORY, -5)


def _plan_jedrzej(stage: Stage) -> None:
    """In the middle of listening."""
    _plan_first_module(stage, JEDRZEJ, passed=-36, missed=1)
    plan_story(stage, JEDRZEJ, begun=-35, handed_in=-32)
    plan_marking(stage, JEDRZEJ, STORY, -28)
    plan_reading(stage, JEDRZEJ, "m3", range(-31, -26))
    plan_quiz(stage, JEDRZEJ, "m3", stage.days.at(-25, "21:00"), missed=3)
    plan_log(stage, JEDRZEJ, first_day=-22, saved=-1, handed_in=None)
    done = stage.means.works.practice("przemysl")
    plan_practice(stage, JEDRZEJ, (done[3], done[5]), (-21, -9))


def _plan_wanda(stage: Stage) -> None:
    """Failed three times, the last time today: she is in the pause. She wrote to her trainer."""
    plan_quiz(stage, WANDA, PRACTICE, stage.days.at(-3, "20:30"), missed=2)
    plan_reading(stage, WANDA, "m1", range(-20, -5, 3))
    plan_quiz(stage, WANDA, "m1", stage.days.at(-3, "21:15"), missed=FAILED + 2)
    plan_quiz(stage, WANDA, "m1", stage.days.at(-2, "21:20"), missed=FAILED + 1)
    plan_quiz(stage, WANDA, "m1", stage.days.told_at - timedelta(hours=5), missed=FAILED)


def _plan_first_module(stage: Stage, who: Somebody, *, passed: int, missed: int) -> None:
    plan_reading(stage, who, "m1", range(passed - 6, passed - 1))
    plan_quiz(stage, who, "m1", stage.days.at(passed, "19:30"), missed=missed)
