"""The two forms of the course as they stand, and their columns."""

import pytest

from assessments.participants import (
    REFUSED,
    FilledBy,
    Moment,
    Obligation,
    ParticipantForm,
    cell_of,
    code_of,
    columns_of,
    read_values,
)
from assessments.reading import as_json, digest, participant_form_from_json
from content.languages import Language
from tests.participant_answers import FORMS, PARTICIPATION, SL2014, SM_EFS, make_answers, raw_of

each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def values_of(form: ParticipantForm, **changed: str) -> dict[str, str]:
    answers = raw_of(make_answers(form, **changed))
    return read_values(form, answers, shown=form.items(), of=PARTICIPATION).values


@each_form
def test_a_form_comes_back_as_it_was_kept(form: ParticipantForm) -> None:
    again = participant_form_from_json(as_json(form))
    assert (again, digest(again)) == (form, digest(form))


@each_form
def test_nobody_has_confirmed_the_wording_yet_and_the_form_says_so(form: ParticipantForm) -> None:
    assert (form.confirmed.by, form.confirmed.on) == (None, None)
    assert form.confirmed.remark.pl


@each_form
def test_a_screen_asks_few_questions(form: ParticipantForm) -> None:
    for moment in Moment:
        for section in form.shown(moment, FilledBy.PARTICIPANT):
            asked = [item for item in section.items if not item.when or item.name == "pesel"]
            assert len(asked) <= 8, section.title.en


@each_form
def test_what_is_asked_of_a_person_is_no_business_of_the_office(form: ParticipantForm) -> None:
    shown = {
        item.name
        for section in form.shown(Moment.START, FilledBy.PARTICIPANT)
        for item in section.items
    }
    assert {"pesel", "status", "disability"} <= shown
    assert not shown & {"teryt", "degurba", "started_on", "age", "ended_on", "status_on"}


def test_only_sensitive_questions_may_be_refused() -> None:
    refusable = {
        form.slug: {item.name for item in form.items() if item.obligation is Obligation.REFUSABLE}
        for form in FORMS.values()
    }
    assert refusable == {
        "sl2014": {"minority", "homeless", "disability", "disadvantaged"},
        "sm-efs": {"foreign_background", "minority", "homeless", "disability"},
    }
    assert SL2014.choices(SL2014.item("disability"))[-1].code == REFUSED
    assert REFUSED not in {option.code for option in SL2014.choices(SL2014.item("education"))}


def test_columns_of_the_funder_bear_its_names_and_words() -> None:
    columns = columns_of(SL2014, official=True)
    headings = [column.heading.pl for column in columns]
    assert headings[:5] == ["Imię", "Nazwisko", "PESEL", "Brak PESEL", "Płeć"]
    assert len(set(headings)) == len(headings)
    assert "Data urodzenia" not in headings  # the system of the funder does not ask for it
    values = values_of(SL2014, status="employed", employed_in="ngo", long_term="")
    detail = columns[headings.index("w tym")]
    assert [item.name for item in detail.items] == ["long_term", "inactive_as", "employed_in"]
    assert code_of(detail, values) == "ngo"
    assert (
        cell_of(SL2014, detail, values, Language.PL) == "osoba pracująca w organizacji pozarządowej"
    )
    none = columns[headings.index("Brak PESEL")]
    assert cell_of(SL2014, none, values, Language.PL) == "nie"


def test_columns_of_the_list_are_all_items_of_the_form() -> None:
    columns = columns_of(SM_EFS, official=False)
    assert [column.items[0].name for column in columns] == [item.name for item in SM_EFS.items()]
    refused = values_of(SM_EFS, disability=REFUSED)
    column = columns[[item.name for item in SM_EFS.items()].index("disability")]
    assert cell_of(SM_EFS, column, refused, Language.PL) == "odmowa podania informacji"
    assert cell_of(SM_EFS, column, {"disability": "old_code"}, Language.EN) == "old_code"
    assert cell_of(SM_EFS, column, {}, Language.EN) == ""
