"""What holds for every participant and whatever is typed about them."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.faults import FAULT_CODES
from assessments.participants import (
    REFUSED,
    FilledBy,
    Moment,
    Obligation,
    ParticipantForm,
    Participation,
    Reading,
    age_on,
    born_on,
    cell_of,
    code_of,
    columns_of,
    missing,
    pesel_of,
    read_values,
    sex_of,
)
from assessments.participants.forms import ItemKind
from assessments.registers import pesel_born_on, pesel_sex, read_pesel, read_teryt
from content.languages import Language
from tests.participant_answers import (
    FORMS,
    PARTICIPATION,
    STARTED_ON,
    answers_to,
    births,
    pesels,
    raw_of,
)
from tests.pesels import make_pesel

forms = st.sampled_from(list(FORMS.values()))
filled = forms.flatmap(lambda form: st.tuples(st.just(form), answers_to(form)))


def read(
    form: ParticipantForm, answers: dict[str, str], of: Participation = PARTICIPATION
) -> Reading:
    return read_values(form, raw_of(answers), shown=form.items(), of=of)


@given(filled)
def test_right_answers_are_whole_and_stay_as_they_are(
    one: tuple[ParticipantForm, dict[str, str]],
) -> None:
    form, answers = one
    reading = read(form, answers)
    assert reading.faults == {}
    assert [missing(form, reading.values, asked=moment) for moment in Moment] == [(), ()]
    assert read(form, reading.values).values == reading.values


@given(filled)
def test_what_a_page_does_not_show_stays(one: tuple[ParticipantForm, dict[str, str]]) -> None:
    form, answers = one
    whole = read(form, answers).values
    again = read_values(form, {}, shown=(), before=whole, of=PARTICIPATION)
    assert again.values == whole


@given(filled)
def test_the_words_of_a_list_are_read_as_well_as_its_codes(
    one: tuple[ParticipantForm, dict[str, str]],
) -> None:
    form, answers = one
    said = {
        item.name: option.words.pl.upper()
        for item in form.items()
        for option in form.choices(item)
        if answers.get(item.name) == option.code
    }
    assert read(form, {**answers, **said}).values == read(form, answers).values


@given(filled, st.data())
def test_an_answer_adds_nothing_missing_but_what_hangs_on_it(
    one: tuple[ParticipantForm, dict[str, str]], data: st.DataObject
) -> None:
    form, answers = one
    kept = {name: answers[name] for name in data.draw(st.sets(st.sampled_from(sorted(answers))))}
    left = sorted(answers.keys() - kept.keys())
    assume(left)
    name = data.draw(st.sampled_from(left))
    for moment in Moment:
        before = missing(form, read(form, kept).values, asked=moment)
        after = missing(form, read(form, {**kept, name: answers[name]}).values, asked=moment)
        for added in set(after) - set(before):
            assert any(condition.item == name for condition in form.item(added).when)


@given(filled, st.data())
def test_a_refusal_is_an_answer_only_where_the_law_allows_it(
    one: tuple[ParticipantForm, dict[str, str]], data: st.DataObject
) -> None:
    form, answers = one
    values = read(form, answers).values
    item = data.draw(
        st.sampled_from(
            [
                item
                for item in form.items()
                if item.kind is ItemKind.CHOICE
                and item.filled_by is not FilledBy.SERVICE
                and values[item.name]
            ]
        )
    )
    reading = read(form, {**answers, item.name: REFUSED})
    if item.obligation is Obligation.REFUSABLE:
        assert item.name not in reading.faults
        assert item.name not in missing(form, reading.values, asked=item.asked)
    else:
        assert reading.faults[item.name].code == "may_not_refuse"
        assert item.name in missing(form, reading.values, asked=item.asked)


@given(forms, st.data())
def test_whatever_is_typed_is_kept_and_what_is_wrong_is_named(
    form: ParticipantForm, data: st.DataObject
) -> None:
    names = [item.name for item in form.items()]
    typed = data.draw(st.dictionaries(st.sampled_from(names), st.text(max_size=40)))
    reading = read(form, typed, data.draw(participations))
    assert set(reading.values) == set(names)
    faults = {**reading.faults, **reading.warnings}
    assert {fault.code for fault in faults.values()} <= set(FAULT_CODES)
    assert read(form, reading.values).values.keys() == set(names)


participations = st.builds(
    Participation,
    today=st.dates(),
    started_on=st.none() | st.dates(),
    ended_on=st.none() | st.dates(),
)


@given(filled)
def test_at_most_one_of_the_items_of_a_shared_column_is_answered(
    one: tuple[ParticipantForm, dict[str, str]],
) -> None:
    form, answers = one
    values = read(form, answers).values
    for column in columns_of(form, official=True):
        assert sum(bool(values[item.name]) for item in column.items) <= 1
        words = [cell_of(form, column, values, language) for language in Language]
        assert all(words) or not code_of(column, values)


@given(pesels, st.integers(0, 10), st.integers(1, 9))
def test_each_change_of_one_digit_is_noticed(pesel: str, place: int, by: int) -> None:
    assert read_pesel(pesel) == pesel
    changed = str((int(pesel[place]) + by) % 10)
    assert read_pesel(pesel[:place] + changed + pesel[place + 1 :]) is None


@given(pesels, st.sampled_from([" ", "-", "\N{NO-BREAK SPACE}"]), st.integers(0, 11))
def test_a_pesel_is_read_however_it_is_grouped(pesel: str, between: str, place: int) -> None:
    assert read_pesel(f" {pesel[:place]}{between}{pesel[place:]} ") == pesel


@given(births, st.integers(0, 999), st.sampled_from(["woman", "man"]))
def test_a_pesel_says_the_sex_and_the_age(birth: date, number: int, sex: str) -> None:
    pesel = make_pesel(birth, number=number, sex=sex)
    values = {"pesel": pesel}
    assert (pesel_of(values), sex_of(values), born_on(values)) == (pesel, sex, birth)
    assert (pesel_sex(pesel), pesel_born_on(pesel)) == (sex, birth)
    age = age_on(values, STARTED_ON)
    assert age is not None
    assert _birthday(birth, age) <= STARTED_ON < _birthday(birth, age + 1)


def _birthday(birth: date, age: int) -> date:
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)


@given(st.text("0123456789 -", max_size=9))
def test_a_teryt_code_that_is_read_is_read_again(typed: str) -> None:
    read_once = read_teryt(typed)
    assert read_once is None or read_teryt(read_once) == read_once
