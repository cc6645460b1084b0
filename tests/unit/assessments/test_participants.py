from datetime import date

import pytest

from assessments.participants import (
    REFUSED,
    YES,
    FilledBy,
    Moment,
    ParticipantForm,
    Participation,
    Prefilled,
    Reading,
    age_on,
    missing,
    pesel_of,
    proposed,
    read_values,
    sex_of,
)
from tests.participant_answers import (
    ENDED_ON,
    FORMS,
    PARTICIPATION,
    SL2014,
    SM_EFS,
    STARTED_ON,
    TODAY,
    make_answers,
    raw_of,
)
from tests.pesels import make_pesel

each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def read(
    form: ParticipantForm = SL2014, of: Participation = PARTICIPATION, **changed: str
) -> Reading:
    answers = make_answers(form, **changed)
    return read_values(form, raw_of(answers), shown=form.items(), of=of)


def codes(reading: Reading) -> dict[str, str]:
    return {name: fault.code for name, fault in reading.faults.items()}


@each_form
def test_a_whole_form_misses_nothing(form: ParticipantForm) -> None:
    reading = read(form)
    assert (reading.faults, reading.warnings) == ({}, {})
    assert missing(form, reading.values, asked=Moment.START) == ()
    assert missing(form, reading.values, asked=Moment.LEAVING) == ()


def test_an_empty_form_misses_what_is_always_asked_in_its_order() -> None:
    values = read_values(SM_EFS, {}, shown=SM_EFS.items(), of=Participation(today=TODAY)).values
    lacking = missing(SM_EFS, values, asked=Moment.START)
    assert lacking[:5] == ("citizenship", "first_name", "surname", "pesel", "sex")
    assert not {"phone", "employed_in", "other_id", "ended_on"} & set(lacking)
    assert missing(SM_EFS, values, asked=Moment.LEAVING) == (
        "status_on",
        "situation",
        "result",
        "as_planned",
        "ended_on",
        "support_to",
    )


def test_the_service_fills_in_what_it_knows() -> None:
    values = read(SL2014, started_on="1999-01-01", age="7").values
    assert (values["started_on"], values["age"], values["country"]) == ("2026-09-01", "36", "pl")
    assert (values["support_from"], values["support_to"]) == ("2026-09-01", "2026-11-06")
    known = {Prefilled.FIRST_NAME: "Anna", Prefilled.EMAIL: "anna@example.org"}
    assert proposed(SL2014, known) == {
        "first_name": "Anna",
        "surname": "",
        "email": "anna@example.org",
    }


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("pesel", " 900517-00004 ", "90051700004"),
        ("postal_code", "38400", "38-400"),
        ("postal_code", "38 - 400", "38-400"),
        ("phone", "600-100-200", "+48 600 100 200"),
        ("phone", "0048 600100200", "+48 600 100 200"),
        ("phone", "(13) 432 82 11", "+48 134 328 211"),
        ("phone", "+421 2 5930 3111", "+421259303111"),
        ("email", " Anna@Example.ORG", "anna@example.org"),
        ("teryt", "18 61 01 1", "1861011"),
        ("voivodeship", "Podkarpackie", "18"),
        ("disability", "Odmowa podania informacji", REFUSED),
        ("first_name", "  Anna   Maria ", "Anna Maria"),
    ],
)
def test_what_is_typed_is_read_forgivingly(name: str, typed: str, kept: str) -> None:
    reading = read(SL2014, PARTICIPATION, **{name: typed})
    assert reading.values[name] == kept
    assert name not in reading.faults


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("pesel", "9005170000", "pesel_length"),
        ("pesel", "90051700006", "bad_pesel"),
        ("pesel", "90023000000", "bad_pesel"),  # 30 February
        ("postal_code", "3840", "bad_postal_code"),
        ("postal_code", "38-40O", "bad_postal_code"),
        ("phone", "60010020", "bad_phone"),
        ("phone", "+48 60010020", "bad_phone"),
        ("email", "anna@example", "bad_email"),
        ("teryt", "186101", "bad_teryt"),
        ("teryt", "1899011", "bad_teryt"),
        ("teryt", "1465011", "teryt_elsewhere"),
        ("education", "doktorat", "unknown_choice"),
        ("education", "odmowa podania informacji", "may_not_refuse"),
        ("business_on", "wiosną", "not_a_date"),
        ("business_grant", "dużo", "not_a_number"),
        ("street", "a" * 301, "too_long"),
        ("sex", "man", "sex_not_in_pesel"),
        ("born_on", "18.05.1990", "birth_not_in_pesel"),
        ("no_pesel", YES, "pesel_or_none"),
    ],
)
def test_what_is_wrong_is_named_and_kept(name: str, typed: str, code: str) -> None:
    reading = read(SL2014, PARTICIPATION, **{name: typed})
    assert codes(reading) == {name: code}
    assert reading.values["pesel"]


@pytest.mark.parametrize("name", ["pesel", "teryt", "education", "postal_code"])
def test_what_cannot_be_read_counts_as_missing(name: str) -> None:
    values = read(SL2014, PARTICIPATION, **{name: "nie wiem"}).values
    assert missing(SL2014, values, asked=Moment.START)[0] == name


def test_without_a_pesel_sex_and_birth_are_asked_for() -> None:
    reading = read(SM_EFS, pesel="", no_pesel=YES, other_id="", sex="", born_on="")
    assert missing(SM_EFS, reading.values, asked=Moment.START) == (
        "other_id",
        "sex",
        "born_on",
        "age",
    )
    said = read(
        SM_EFS, pesel="", no_pesel=YES, other_id="AB 12", sex="man", born_on="29.02.2000"
    ).values
    assert missing(SM_EFS, said, asked=Moment.START) == ()
    assert (pesel_of(said), sex_of(said), said["age"]) == (None, "man", "26")


def test_a_pesel_fills_in_sex_and_birth() -> None:
    values = read(SL2014, pesel=make_pesel(date(2004, 2, 29), sex="man")).values
    assert (values["sex"], values["born_on"], values["age"]) == ("man", "2004-02-29", "22")


def test_who_is_born_on_29_february_comes_of_age_on_1_march() -> None:
    values = {"pesel": make_pesel(date(2004, 2, 29))}
    assert age_on(values, date(2022, 2, 28)) == 17
    assert age_on(values, date(2022, 3, 1)) == 18
    assert age_on(values, date(2004, 2, 28)) is None


@pytest.mark.parametrize(("birth", "age"), [(date(2014, 1, 1), 12), (date(1920, 1, 1), 106)])
def test_an_unusual_age_is_pointed_out_and_not_refused(birth: date, age: int) -> None:
    reading = read(SL2014, pesel=make_pesel(birth), long_term="")
    assert reading.faults == {}
    assert reading.warnings["pesel"].facts == {"age": age}
    assert missing(SL2014, reading.values, asked=Moment.START) == ("long_term",)


@pytest.mark.parametrize("birth", [date(2026, 9, 2), date(1890, 1, 1), date(2210, 5, 5)])
def test_a_birth_that_cannot_be_is_refused(birth: date) -> None:
    reading = read(SL2014, pesel=make_pesel(birth), long_term="")
    assert codes(reading) == {"pesel": "birth_impossible"}


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-05", "status_day_outside"),
        ("2026-11-06", None),
        ("2026-12-04", None),
        ("2026-12-05", "status_day_outside"),
        ("2027-01-01", "in_future"),
    ],
)
def test_the_status_is_of_the_four_weeks_after_leaving(day: str, code: str | None) -> None:
    of = Participation(today=date(2026, 12, 31), started_on=STARTED_ON, ended_on=ENDED_ON)
    reading = read(SL2014, of, status_on=day)
    assert codes(reading).get("status_on") == code


def test_an_end_before_the_start_is_named() -> None:
    of = Participation(today=TODAY, started_on=ENDED_ON, ended_on=STARTED_ON)
    assert codes(read(SL2014, of, status_on=""))["ended_on"] == "dates_reversed"


@pytest.mark.parametrize(
    ("born", "since", "said", "code"),
    [
        (date(1990, 5, 17), "2025-08-31", "yes", None),
        (date(1990, 5, 17), "2025-09-01", "yes", "not_long_term"),  # 12 months, and not more
        (date(1990, 5, 17), "2025-09-01", "no", None),
        (date(1990, 5, 17), "2025-08-31", "no", "is_long_term"),
        (date(2001, 9, 2), "2026-02-28", "yes", None),  # 24 years old at the start
        (date(2001, 9, 2), "2026-03-01", "yes", "not_long_term"),
        (date(2001, 9, 1), "2026-02-28", "yes", "not_long_term"),  # 25 that day
        (date(2001, 9, 1), "2026-09-02", "yes", "after_start"),
        (date(2001, 9, 1), "", "yes", None),
    ],
)
def test_long_term_depends_on_the_age_at_the_start(
    born: date, since: str, said: str, code: str | None
) -> None:
    reading = read(SL2014, pesel=make_pesel(born), long_term=said, without_work_since=since)
    name = "without_work_since" if code == "after_start" else "long_term"
    assert codes(reading) == ({name: code} if code else {})


def test_details_are_asked_only_of_those_whom_they_concern() -> None:
    without = make_answers(SL2014, status="employed", employed_in="", employer="")
    values = read_values(SL2014, raw_of(without), shown=SL2014.items(), of=PARTICIPATION).values
    lacking = missing(SL2014, values, asked=Moment.START)
    assert lacking == ("employed_in", "employer")
    assert (values["long_term"], values["without_work_since"]) == ("", "")


def test_a_page_after_leaving_keeps_what_was_said_at_the_start() -> None:
    before = read(SL2014, status_on="", situation_1="", situation_2="", as_planned="").values
    sections = SL2014.shown(Moment.LEAVING, FilledBy.PARTICIPANT)
    shown = [item for section in sections for item in section.items]
    typed = {"status_on": ["20.11.2026"], "situation_1": ["works"], "disability": ["yes"]}
    after = read_values(SL2014, typed, shown=shown, before=before, of=PARTICIPATION).values
    assert after["disability"] == before["disability"]
    assert {name for name in after if after[name] != before[name]} == {"status_on", "situation_1"}
    assert missing(SL2014, after, asked=Moment.LEAVING) == ("situation_2", "as_planned")
