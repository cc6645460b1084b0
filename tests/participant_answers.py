"""Participants' forms, people for them, and answers that are right, one or drawn by Hypothesis."""

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from assessments.participants import (
    REFUSED,
    YES,
    FilledBy,
    Item,
    ItemKind,
    Obligation,
    ParticipantForm,
    Participation,
)
from assessments.reading import read_participant_forms
from course.settings import ROOT
from tests.pesels import make_pesel

FORMS = read_participant_forms(ROOT / "assessments" / "participant_forms")
SL2014, SM_EFS = FORMS["sl2014"], FORMS["sm-efs"]
STARTED_ON, ENDED_ON, TODAY = date(2026, 9, 1), date(2026, 11, 6), date(2026, 11, 27)
PARTICIPATION = Participation(today=TODAY, started_on=STARTED_ON, ended_on=ENDED_ON)

_TYPED = {
    ItemKind.TEXT: "Zażółć gęślą jaźń; =1+1",
    ItemKind.NUMBER: "12000",
    ItemKind.DATE: "2026-11-06",
    ItemKind.TERYT: "1861011",
    ItemKind.POSTAL_CODE: "38-400",
    ItemKind.PHONE: "+48 600 100 200",
    ItemKind.EMAIL: "anna@example.org",
}


def raw_of(values: Mapping[str, str]) -> dict[str, list[str]]:
    """As a page sends them; what is blank is not sent."""
    return {name: [value] for name, value in values.items() if value}


def make_answers(form: ParticipantForm, **changed: str) -> dict[str, str]:
    """All that is asked of a woman of Krosno, aged 36, whom the form's first choices fit."""
    answers: dict[str, str] = {}
    for item in form.items():
        if item.filled_by is FilledBy.SERVICE:
            continue
        value = _TYPED.get(item.kind, "")
        if item.kind is ItemKind.CHOICE:
            value = item.options[0].code
        answers[item.name] = value
    told = {"voivodeship": "18", "sex": "", "born_on": "", "without_work_since": "2024-01-31"}
    answers |= {"pesel": make_pesel(date(1990, 5, 17)), **told, **changed}
    return {name: value for name, value in answers.items() if value and _exists(form, name)}


def _exists(form: ParticipantForm, name: str) -> bool:
    return any(item.name == name for item in form.items())


births = st.dates(date(1930, 1, 1), date(2011, 8, 31))
pesels = st.builds(
    lambda born_on, number, sex: make_pesel(born_on, number=number, sex=sex),
    st.dates(date(1800, 1, 1), date(2299, 12, 31)),
    st.integers(0, 999),
    st.sampled_from(["woman", "man"]),
)
words = st.text(alphabet="aąbcćdeęłńóśźż AŻ'-=+;", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "ą"
)


@st.composite
def answers_to(draw: st.DrawFn, form: ParticipantForm) -> dict[str, str]:
    """Right answers of anybody at all, with or without a PESEL, refusing what may be refused."""
    sex, born_on = draw(st.sampled_from(["woman", "man"])), draw(births)
    answers = {item.name: draw(_answer(item)) for item in form.items()}
    answers |= {"teryt": "1861011", "voivodeship": "18", "without_work_since": ""}
    if draw(st.booleans()):
        number = draw(st.integers(0, 999))
        answers |= {"pesel": make_pesel(born_on, number=number, sex=sex), "no_pesel": ""}
        answers |= {"sex": draw(st.sampled_from(["", sex])), "born_on": ""}
    else:
        answers |= {"pesel": "", "no_pesel": YES, "sex": sex, "born_on": born_on.isoformat()}
    return {
        item.name: answers[item.name]
        for item in form.items()
        if item.filled_by is not FilledBy.SERVICE and answers[item.name]
    }


def _answer(item: Item) -> st.SearchStrategy[str]:
    match item.kind:
        case ItemKind.CHOICE:
            refusable = item.obligation is Obligation.REFUSABLE
            codes = [option.code for option in item.options]
            strategy = st.sampled_from([*codes, REFUSED] if refusable else codes)
        case ItemKind.TICK:
            strategy = st.sampled_from(["", YES])
        case ItemKind.TEXT:
            strategy = words
        case ItemKind.DATE:
            strategy = st.dates(ENDED_ON, TODAY).map(date.isoformat)
        case ItemKind.NUMBER:
            strategy = st.integers(0, 50_000).map(str)
        case ItemKind.PHONE:
            strategy = st.integers(100_000_000, 999_999_999).map(_polish_phone)
        case _:
            strategy = st.just(_TYPED.get(item.kind, ""))
    return strategy | st.just("") if item.obligation is Obligation.OPTIONAL else strategy


def _polish_phone(number: int) -> str:
    return f"+48 {number:,}".replace(",", " ")
