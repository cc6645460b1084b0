"""What people read: sentences, dates, numbers and the order of names, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from markupsafe import Markup

from content.languages import Language
from course.language import folded, hard_spaces, sort_key, voice
from course.templating import paper_environment

EVENING = datetime(2026, 12, 6, 17, 42, tzinfo=UTC)
PL, EN = voice(Language.PL), voice(Language.EN)


def test_names_sort_by_surname_in_polish_order() -> None:
    names = ["Jan Żak", "Ewa Zych", "Anna Ćma", "Anna Cyga", "Adam Ćma", "Łucja Ład", "Lena Lis"]
    assert sorted(names, key=sort_key) == [
        "Anna Cyga",
        "Adam Ćma",
        "Anna Ćma",
        "Lena Lis",
        "Łucja Ład",
        "Ewa Zych",
        "Jan Żak",
    ]


def test_records_are_told_to_the_second() -> None:
    noted = EVENING.replace(second=7)
    assert (PL.clock_to_second(noted), EN.clock_to_second(noted)) == ("18:42:07", "18:42:07")
    assert PL.moment_to_second(noted) == "06.12.2026, 18:42:07"
    assert EN.moment_to_second(noted) == "06/12/2026, 18:42:07"


def test_search_forgives_polish_letters() -> None:
    assert folded("Zażółć gęślą jaźń") == "zazolc gesla jazn"


def test_one_letter_words_never_end_a_line() -> None:
    said = hard_spaces("Idę w góry i z psem, o 6 min dalej (a ty)")
    assert said.replace("\N{NO-BREAK SPACE}", "_") == "Idę w_góry i_z_psem, o_6_min dalej (a_ty)"


def test_numbers_stay_whole_and_with_what_they_count() -> None:
    said = hard_spaces("wniosek nr 7 o 12 500 zł, ze 100 osób, po 2 we wtorek")
    assert said.replace("\N{NO-BREAK SPACE}", "_") == (
        "wniosek nr_7_o_12_500_zł, ze_100_osób, po 2_we wtorek"
    )


def test_the_zone_of_a_time_stays_whole() -> None:
    zones = [hard_spaces(one.moment(EVENING)).rpartition(", ")[2] for one in (PL, EN)]
    assert zones == ["czas\N{NO-BREAK SPACE}polski", "Polish\N{NO-BREAK SPACE}time"]


def test_days_and_hours_are_those_of_the_programme() -> None:
    assert PL.moment(EVENING) == "niedziela 6 grudnia 2026, 18:42, czas polski"
    assert EN.moment(EVENING) == "Sunday 6 December 2026, 18:42, Polish time"
    assert PL.short_day(date(2026, 12, 6)) == "06.12.2026"
    assert PL.day(datetime(2026, 12, 6, 23, 30, tzinfo=UTC)) == "poniedziałek, 7 grudnia 2026"


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 h"), (35, "35 min"), (60, "1 h"), (150, "2 h 30 min")]
)
def test_minutes_are_said_as_hours(minutes: int, said: str) -> None:
    assert PL.hours(minutes) == said


def test_what_to_do_about_a_question_is_said_with_its_numbers() -> None:
    facts = {"answer": "b", "wrong": 8, "right": 3}
    assert EN.advice("key_suspect", facts) == (
        "More people gave one wrong answer (8) than a right one (3): check the key and the wording."
    )
    assert "(8)" in PL.advice("key_suspect", facts)


def test_reliability_is_said_with_its_error_or_why_it_is_not() -> None:
    facts = {"sittings": 41, "needed": 30, "value": Decimal("0.84"), "error": Decimal("3.3")}
    assert PL.reliability("reliability_kr20", facts) == (
        "Rzetelność (KR-20): 0,84. Typowy błąd wyniku w punktach procentowych: 3,3."
    )
    assert EN.reliability("reliability_few", {**facts, "sittings": 12}) == (
        "Reliability is not told yet: 30 people are needed, 12 so far."
    )


def test_numbers_have_their_own_marks() -> None:
    assert (PL.number(Decimal("12.5")), EN.number(Decimal("12.5"))) == ("12,5", "12.5")
    assert PL.percent(Decimal("72.50")) == "72,5%"
    assert PL.percent(Decimal("69.99")) == "69,9%"
    facts = {"quiz": "słowo", "have": Decimal("66.66"), "needed": 70}
    assert "66,6%" in PL.requirement("quiz_below", facts)


def test_plurals_are_polish() -> None:
    said = [
        PL.say_count("%(num)s entry waits for you.", "%(num)s entries wait for you.", num)
        for num in (1, 2, 5, 22)
    ]
    assert said == [
        "1 wpis czeka na decyzję.",
        "2 wpisy czekają na decyzję.",
        "5 wpisów czeka na decyzję.",
        "22 wpisy czekają na decyzję.",
    ]


def test_requirements_say_minutes_as_hours() -> None:
    said = PL.requirement("field_minutes_short", {"have": 90, "needed": 600, "claimed": 30})
    assert said == (
        "Praktyka w terenie: potwierdzone 1 h 30 min z 10 h, na potwierdzenie czeka 30 min"
    )


def test_letters_and_papers_escape_only_html() -> None:
    environment = paper_environment(Language.PL)
    escaped = environment.from_string("{{ name }}").render(name="<b>")
    assert escaped == "&lt;b&gt;"


def test_hard_spaces_leave_tags_and_fields_alone() -> None:
    page = Markup('<p class="a b">I w domu</p><textarea>w domu</textarea><svg d="a 1 z 2"></svg>')
    done = paper_environment(Language.PL).filters["nbsp"](page)
    assert done == Markup(
        '<p class="a b">I\N{NO-BREAK SPACE}w\N{NO-BREAK SPACE}domu</p>'
        '<textarea>w domu</textarea><svg d="a 1 z 2"></svg>'
    )
