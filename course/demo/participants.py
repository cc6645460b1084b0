"""What the funder asks: told by each of them on a phone, completed at the desk. All is invented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from assessments.participants import FilledBy, Moment
from course.actions.participants import Typed, choose_form, save_record
from course.clock import local_day
from course.demo.cast import (
    ANNA,
    BARTOSZ,
    CELINA,
    DOROTA,
    EDWARD,
    FELIKS,
    JEDRZEJ,
    KATARZYNA,
    LUCJA,
    OLENA,
    STANISLAW,
    TOMASZ,
    WANDA,
    ZENON,
    ZOFIA,
    Somebody,
)
from course.demo.opening import FIRST_DAY, the_programme
from course.demo.stage import Stage
from course.queries.participants import holding_record
from course.terms import AddressForm, RecordSource

FORM = "sm-efs"
Answers = Mapping[str, str]

_PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_IN_KROSNO: Answers = {
    "county": "Krosno",
    "municipality": "Krosno",
    "city": "Krosno",
    "postal_code": "38-400",
    "teryt": "1861011",
}
_IN_PRZEMYSL: Answers = {
    "county": "Przemyśl",
    "municipality": "Przemyśl",
    "city": "Przemyśl",
    "postal_code": "37-700",
    "teryt": "1862011",
}
_OF_EVERYBODY: Answers = {
    "citizenship": "polish",
    "voivodeship": "18",
    "education": "isced_3_4",
    "status": "employed",
    "employed_in": "local_government",
    "kind": "individual",
    "foreign_background": "no",
    "third_country": "no",
    "minority": "no",
    "homeless": "no",
    "disability": "no",
    "degurba": "2",
}
_BY_DESK = {"teryt", "degurba", "result", "as_planned"}


@dataclass(frozen=True, slots=True)
class Told:
    """One of them: when born, where they live, and what differs from the others."""

    born_on: date
    number: int  # tells apart who was born on the same day
    lives: Answers
    differs: Answers = field(default_factory=dict)


TOLD: Mapping[str, Told] = {
    CELINA.key: Told(date(1979, 3, 14), 31, _IN_KROSNO, {"disability": "refused"}),
    BARTOSZ.key: Told(date(1988, 7, 2), 12, _IN_KROSNO, {"employed_in": "ngo"}),
    DOROTA.key: Told(date(1992, 11, 23), 45, _IN_KROSNO, {"education": "isced_5_8"}),
    ZOFIA.key: Told(date(1965, 1, 30), 27, _IN_KROSNO, {"employed_in": "school"}),
    ANNA.key: Told(date(1996, 5, 9), 18, _IN_KROSNO, {"postal_code": "", "employed_in": "ngo"}),
    FELIKS.key: Told(date(1971, 9, 17), 63, _IN_KROSNO, {"employed_in": "own_account"}),
    EDWARD.key: Told(
        date(1984, 12, 5), 22, _IN_KROSNO, {"status": "unemployed", "long_term": "no"}
    ),
    LUCJA.key: Told(date(1990, 4, 21), 51, _IN_PRZEMYSL, {"education": "isced_5_8"}),
    ZENON.key: Told(date(1958, 8, 11), 36, _IN_PRZEMYSL, {"employed_in": "small_firm"}),
    JEDRZEJ.key: Told(
        date(2003, 2, 26), 41, _IN_PRZEMYSL, {"status": "inactive", "inactive_as": "learning"}
    ),
    OLENA.key: Told(
        date(1987, 6, 8),
        29,
        _IN_PRZEMYSL,
        {"citizenship": "other", "foreign_background": "yes", "third_country": "yes"},
    ),
    WANDA.key: Told(date(1975, 10, 19), 58, _IN_PRZEMYSL, {"minority": "refused"}),
    STANISLAW.key: Told(
        date(1953, 5, 3), 74, _IN_PRZEMYSL, {"status": "inactive", "inactive_as": "not_learning"}
    ),
}


def plan_form(stage: Stage) -> None:
    """The programme chooses what its participants are asked."""

    def choose(at: datetime) -> None:
        form = stage.means.catalogue.participant_forms[FORM]
        by = stage.people[KATARZYNA.key]
        choose_form(stage.session, the_programme(stage), form, by=by, at=at)

    stage.plan_office(FIRST_DAY + 2, "10:45", choose)


def plan_told(stage: Stage, who: Somebody, day: int, *, on_paper: bool = False) -> None:
    """Tell it on a phone and have it completed at the desk, or all of it on a signed paper."""
    answers = _answers(who)
    by_desk = {name: value for name, value in answers.items() if name in _BY_DESK}
    if not on_paper:
        stage.plan(day - 4, "19:20", lambda at: _tell(stage, who, who, answers, at))
    said = answers if on_paper else by_desk
    stage.plan_office(day, "10:40", lambda at: _tell(stage, who, TOMASZ, said, at))


def plan_told_after(stage: Stage, who: Somebody, day: int) -> None:
    """Tell what one does now, and have it completed."""

    def tell(at: datetime) -> None:
        now = {"status_on": local_day(at).isoformat(), "situation": "continues"}
        _tell(stage, who, who, now, at, Moment.LEAVING)

    def complete(at: datetime) -> None:
        result = {"result": "competence", "as_planned": "yes"}
        _tell(stage, who, TOMASZ, result, at, Moment.LEAVING)

    stage.plan(day, "20:15", tell)
    stage.plan_office(day + 4, "09:35", complete)


def _answers(who: Somebody) -> Answers:
    told = TOLD[who.key]
    first, _, last = who.name.rpartition(" ")
    named = {"first_name": first, "surname": last, "email": who.email or ""}
    pesel = {"pesel": _pesel(told, woman=who.address_form is AddressForm.FEMININE)}
    return {**_OF_EVERYBODY, **told.lives, **told.differs, **named, **pesel}


def _pesel(told: Told, *, woman: bool) -> str:
    """A number that can be right, of nobody."""
    first_of_century = 2000
    born, added = told.born_on, 20 if told.born_on.year >= first_of_century else 0
    sex = 2 if woman else 3
    digits = f"{born:%y}{born.month + added:02d}{born:%d}{told.number:03d}{sex}"
    weighed = sum(w * int(d) for w, d in zip(_PESEL_WEIGHTS, digits, strict=True))
    return f"{digits}{-weighed % 10}"


def _tell(
    stage: Stage,
    who: Somebody,
    by: Somebody,
    answers: Answers,
    at: datetime,
    moment: Moment = Moment.START,
) -> None:
    """Save what is said; what nobody asked stays as it was."""
    form = stage.means.catalogue.participant_forms[FORM]
    shown = [
        item
        for item in form.items(moment)
        if item.name in answers and (by is not who or item.filled_by is FilledBy.PARTICIPANT)
    ]
    place = stage.places[who.key]
    known = holding_record(stage.session, place.id)
    saved = save_record(
        stage.session,
        stage.means.seals,
        place,
        Typed(
            raw={name: [value] for name, value in answers.items()},
            shown=shown,
            revision=known.revision if known else 0,
        ),
        source=RecordSource.PERSON if by is who else RecordSource.PAPER,
        by=stage.people[by.key],
        at=at,
    )
    assert not saved.reading.faults, saved.reading.faults  # noqa: S101 -- the story is sound
