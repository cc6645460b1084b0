"""What trainers and witnesses saw of the trainees' work outside."""

from collections.abc import Mapping
from datetime import datetime

from course.actions.observations import Seen, Witness, enter_observation
from course.demo.cast import Somebody
from course.demo.stage import Stage
from course.demo.studying import trainer_of
from course.terms import ObservationKind

OBSERVED = {
    "situation": "Zebranie na podwórku przy garażach, dziewięć osób, godzina.",
    "relation": "Pytania otwarte i dużo ciszy. Po każdej wypowiedzi krótkie podsumowanie.",
    "residents": "Mieszkańcy sami wybrali, od czego zacząć, i podzielili się zadaniami.",
    "ethics": "Na początku padło, kto organizuje spotkanie i kto za to płaci. Bez listy nazwisk.",
    "advice": "Krócej mówić o projekcie, wcześniej pytać, kto weźmie następny krok.",
}
STATED = {
    "acquaintance": "Sołtyska, była na trzech spotkaniach w świetlicy.",
    "deed": "Chodzenie od drzwi do drzwi, a potem spotkanie z urzędem w sprawie autobusu.",
    "residents": "Zebrali podpisy i mówili w urzędzie sami, każdy swoją część.",
    "change": "Autobus zatrzymuje się teraz także przy szkole.",
}
WITNESS = Witness("Genowefa Zmyślona", "genowefa@demo.example")


def plan_observation(stage: Stage, who: Somebody, day: int) -> None:
    """A trainer watched a meeting."""
    _plan(stage, who, day, ObservationKind.OBSERVATION, OBSERVED, None)


def plan_statement(stage: Stage, who: Somebody, day: int) -> None:
    """A witness told a trainer, who typed it in."""
    _plan(stage, who, day, ObservationKind.WITNESS_STATEMENT, STATED, WITNESS)


def _plan(
    stage: Stage,
    who: Somebody,
    day: int,
    kind: ObservationKind,
    answers: Mapping[str, str],
    witness: Witness | None,
) -> None:
    def enter(at: datetime) -> None:
        seen = Seen(kind=kind, dated_on=stage.days.day(day), answers=answers)
        place, trainer = stage.places[who.key], trainer_of(stage, who)
        enter_observation(stage.session, place, seen, witness=witness, scan=None, by=trainer, at=at)

    stage.plan(day, "20:50", enter)
