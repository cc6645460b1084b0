"""Krosno: the cohort that has ended. Three are counted, one is not, two wait, one left."""

from course.demo.cast import (
    ANNA,
    BARTOSZ,
    CELINA,
    DOROTA,
    EDWARD,
    FELIKS,
    MARTA,
    NEW_NAME,
    TRAINEES,
    ZOFIA,
    Somebody,
)
from course.demo.certifying import (
    plan_approval,
    plan_end,
    plan_new_name,
    plan_proposal,
    plan_withdrawal,
)
from course.demo.excepting import plan_look
from course.demo.journals import plan_log, plan_practice, plan_refusal
from course.demo.judging import Held, plan_panel, plan_waiting_panel
from course.demo.observing import plan_observation, plan_statement
from course.demo.opening import KROSNO
from course.demo.participants import plan_told, plan_told_after
from course.demo.practising import Workshop, plan_workshop
from course.demo.second_marking import plan_second_marking, plan_second_markings
from course.demo.stage import Stage
from course.demo.studying import (
    LISTENING,
    STORY,
    plan_accepting,
    plan_marking,
    plan_quiz,
    plan_reading,
    plan_story,
)
from course.terms import SelfAssessmentMoment

# In the order in which they do things: whoever comes later is some days behind.
FINISHERS = (CELINA, BARTOSZ, DOROTA, ZOFIA, ANNA, FELIKS)
SHOWN_NAMES = (CELINA, DOROTA, ANNA)
EARLY_END, END = -42, KROSNO.ends
LEFT = -96
MISSED = {
    CELINA: (0, 1),
    BARTOSZ: (2, 3),
    DOROTA: (1, 2),
    ZOFIA: (3, 3),
    ANNA: (1, 0),
    FELIKS: (2, 1),
}
SHORTER_DAYS = {
    "W1": {EDWARD: 240},
    "W2": {EDWARD: 0, ANNA: 300},
    "W3": {EDWARD: 0, ZOFIA: 270},
}
ENTRIES_EACH = 9
LOOKS = (
    (SelfAssessmentMoment.ENTRY, -146, (2, 2, 1, 3)),
    (SelfAssessmentMoment.MIDDLE, -76, (3, 3, 2, 3)),
    (SelfAssessmentMoment.EXIT, END - 2, (4, 3, 3, 4)),
)
STRICTLY_MARKED = (BARTOSZ, ANNA)
"""Whose second marker was a little stricter than the first."""


def plan_krosno(stage: Stage) -> None:
    """The whole way, from accepting to the certificate."""
    _plan_workshops(stage)
    plan_second_markings(stage, "krosno", LISTENING, -70)
    for late, who in enumerate(FINISHERS):
        _plan_study(stage, who, late)
        _plan_practice(stage, who, late)
    plan_observation(stage, CELINA, -70)
    plan_statement(stage, ZOFIA, -64)
    for moment, day, levels in LOOKS:
        plan_look(stage, ZOFIA, day, moment, levels)
    _plan_leaving(stage)
    for who in (CELINA, BARTOSZ, DOROTA):
        _plan_certificate(
            stage, who, ended=EARLY_END, held=Held(-39, -36), proposed=-33, approved=-31
        )
    plan_new_name(stage, DOROTA, -10, name=NEW_NAME)
    _plan_certificate(stage, ANNA, ended=END, held=Held(-11, -9), proposed=-6, approved=-5)
    _plan_zofia(stage)
    plan_end(stage, FELIKS, END)
    plan_waiting_panel(stage, FELIKS, Held(-7, -1))
    _plan_told(stage)


def _plan_told(stage: Stage) -> None:
    """Anna's data have a gap: she is not counted. Feliks and Edward have not told what they do."""
    for who in (*FINISHERS, EDWARD):
        plan_told(stage, who, -130, on_paper=who is BARTOSZ)
    for who in (CELINA, BARTOSZ, DOROTA):
        plan_told_after(stage, who, EARLY_END + 5)
    for who in (ANNA, ZOFIA):
        plan_told_after(stage, who, END + 4)


def _plan_workshops(stage: Stage) -> None:
    taught = (
        ("W1", "Idea, wartości i rola", "Biblioteka, sala na piętrze", -142),
        ("W2", "Słuchanie w parach", "Dom Ludowy na Zawodziu", -98),
        ("W3", "Od rozmów do tematów", "Biblioteka, sala na piętrze", -56),
    )
    for code, title, place, day in taught:
        workshop = Workshop(code, title, place, day, SHORTER_DAYS[code])
        came = TRAINEES["krosno"]
        plan_workshop(stage, "krosno", workshop, planned=KROSNO.starts - 8, came=came)


def _plan_study(stage: Stage, who: Somebody, late: int) -> None:
    plan_accepting(stage, who, -149, shows_name=who in SHOWN_NAMES)
    plan_reading(stage, who, "m1", range(-147 + late, -137 + late, 2))
    plan_quiz(stage, who, "m1", stage.days.at(-135 + late, "18:10"), missed=MISSED[who][0])
    plan_story(stage, who, begun=-134 + late, handed_in=-128 + late)
    plan_marking(stage, who, STORY, -124 + late)
    plan_reading(stage, who, "m3", range(-121 + late, -111 + late, 2))
    plan_quiz(stage, who, "m3", stage.days.at(-109 + late, "18:25"), missed=MISSED[who][1])
    plan_log(stage, who, first_day=-104, saved=-63, handed_in=-60 + late)
    plan_marking(stage, who, LISTENING, -54 + late)
    strict = who in STRICTLY_MARKED
    plan_second_marking(stage, who, LISTENING, -52 + late, by=MARTA, strict=strict)


def _plan_practice(stage: Stage, who: Somebody, late: int) -> None:
    done = stage.means.works.practice("krosno")
    own = (done + done)[late : late + ENTRIES_EACH]
    plan_practice(stage, who, own, range(-103 + late, -58, 4))
    if who is BARTOSZ:
        plan_refusal(stage, who, -83)


def _plan_leaving(stage: Stage) -> None:
    plan_accepting(stage, EDWARD, -148, shows_name=False)
    plan_reading(stage, EDWARD, "m1", (-145, -139, -130))
    plan_withdrawal(stage, EDWARD, LEFT, reason="Przeprowadzka do innego miasta.")


def _plan_zofia(stage: Stage) -> None:
    """The panel asked for one thing more, and met her again; her decision waits."""
    plan_end(stage, ZOFIA, END)
    plan_panel(stage, ZOFIA, "zofia-first", Held(-12, -11))
    plan_panel(stage, ZOFIA, "zofia", Held(-8, -7))
    plan_proposal(stage, ZOFIA, -2)


def _plan_certificate(
    stage: Stage, who: Somebody, *, ended: int, held: Held, proposed: int, approved: int
) -> None:
    plan_end(stage, who, ended)
    plan_panel(stage, who, who.pen_name, held)
    plan_proposal(stage, who, proposed)
    plan_approval(stage, who, approved)
