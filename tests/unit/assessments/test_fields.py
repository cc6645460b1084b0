import json
import time
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from assessments.fields import (
    CheckboxField,
    ChoiceField,
    DateField,
    Fault,
    Field,
    FileField,
    NumberField,
    PlaceField,
    ScaleField,
    SeveralField,
    TableField,
    TextField,
    TimeField,
    missing_for_hand_in,
    read_values,
)
from content.languages import Text
from tests.authored import WORD, make_assignment, make_items

TEXT = TextField(name="story", label=WORD, min_words=2, max_words=4)
CHOICE = ChoiceField(name="channel", label=WORD, options=make_items("ab"))
NUMBER = NumberField(name="minutes", label=WORD, minimum=Decimal(1), maximum=Decimal(600))
DAY = DateField(name="held-on", label=WORD)
TICK = CheckboxField(name="clean", label=WORD)
TIME = TimeField(name="begun", label=WORD)
PLACE = PlaceField(name="where", label=WORD)
SEVERAL = SeveralField(
    name="ways", label=WORD, options=make_items("abc"), min_chosen=2, max_chosen=2
)
SCALE = ScaleField(name="liking", label=WORD, lowest=-2, highest=2, texts=(WORD, WORD))
FILES = FileField(name="map", label=WORD, required=True, max_files=2)
TABLE = TableField(
    name="talks", label=WORD, columns=(TEXT, CHOICE, NUMBER, DAY, TICK), min_rows=2, max_rows=3
)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (TEXT, ["Idę\r\nsłuchać"], "Idę\nsłuchać"),
        (TEXT, ["  "], ""),
        (TEXT, [], ""),
        (CHOICE, [" a "], "a"),
        (NUMBER, ["2,50"], "2.5"),
        (DAY, ["6.12.2026"], "2026-12-06"),
        (TIME, ["9"], "09:00"),
        (TIME, ["17.30"], "17:30"),
        (TIME, ["5.30 p.m."], "17:30"),
        (TIME, ["12 am"], "00:00"),
        (PLACE, ["  ul. Lwowska,\n przy  torach "], "ul. Lwowska, przy torach"),
        (SEVERAL, ["c", "", " a ", "c"], ["a", "c"]),
        (SEVERAL, [" "], []),
        (SCALE, ["+2"], "2"),
        (SCALE, ["−2"], "-2"),
        (TICK, ["no", "yes"], True),
        (TICK, ["no"], False),
        (TICK, [], False),
    ],
)
def test_each_value_has_one_way_to_be_written(
    field: Field, typed: Sequence[str], value: object
) -> None:
    reading = read_values([field], {field.name: typed})
    assert (reading.values, reading.faults) == ({field.name: value}, {})


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        (TEXT, "a b c d e", Fault("too_many_words", {"found": 5, "at_most": 4})),
        (TEXT, "ą" * 20_001, Fault("too_long", {"found": 20_001, "at_most": 20_000})),
        (CHOICE, "z", Fault("unknown_choice", {"chosen": "z"})),
        (NUMBER, "dwa", Fault("not_a_number", {"typed": "dwa"})),
        (NUMBER, "0", Fault("number_too_small", {"minimum": Decimal(1)})),
        (NUMBER, "601", Fault("number_too_large", {"maximum": Decimal(600)})),
        (DAY, "31.02.2026", Fault("not_a_date", {"typed": "31.02.2026"})),
        (TIME, "25:10", Fault("not_a_time", {"typed": "25:10"})),
        (TIME, "13 pm", Fault("not_a_time", {"typed": "13 pm"})),
        (TIME, "rano", Fault("not_a_time", {"typed": "rano"})),
        (PLACE, "ą" * 20_001, Fault("too_long", {"found": 20_001, "at_most": 20_000})),
        (SCALE, "3", Fault("not_on_scale", {"lowest": -2, "highest": 2})),
        (SCALE, "0.5", Fault("not_on_scale", {"lowest": -2, "highest": 2})),
        (SCALE, "za", Fault("not_on_scale", {"lowest": -2, "highest": 2})),
    ],
)
def test_what_cannot_be_taken_is_a_fault_and_stays_as_typed(
    field: Field, typed: str, fault: Fault
) -> None:
    reading = read_values([field], {field.name: [typed]})
    assert (reading.values, reading.faults) == ({field.name: typed}, {field.name: fault})


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (["a", "z"], Fault("unknown_choice", {"chosen": "z"})),
        (["a", "b", "c"], Fault("too_many_ticked", {"found": 3, "at_most": 2})),
    ],
)
def test_of_several_nothing_ticked_is_lost(typed: list[str], fault: Fault) -> None:
    reading = read_values([SEVERAL], {"ways": typed})
    assert (reading.values, reading.faults) == ({"ways": typed}, {"ways": fault})


def test_several_must_be_enough_once_one_is_ticked() -> None:
    assert missing(SEVERAL) == {}
    assert missing(SEVERAL, ways=["a", "b"]) == {}
    assert missing(SEVERAL, ways=["a"]) == {
        "ways": Fault("too_few_ticked", {"found": 1, "at_least": 2})
    }


def test_a_degree_has_a_text_at_the_ends_or_everywhere() -> None:
    low, high, middle = (Text(word, word) for word in ("nisko", "wysoko", "pośrodku"))
    ends = ScaleField(name="s", label=WORD, lowest=-1, highest=1, texts=(low, high))
    every = ScaleField(name="s", label=WORD, lowest=-1, highest=1, texts=(low, middle, high))
    assert [ends.text_of(degree) for degree in ends.degrees()] == [low, None, high]
    assert [every.text_of(degree) for degree in every.degrees()] == [low, middle, high]


def test_bounds_are_included_and_open_where_the_author_sets_none() -> None:
    free = NumberField(name="n", label=WORD)
    assert read_values([free], {"n": ["-5"]}).faults == {}
    assert read_values([NUMBER], {"minutes": ["600"]}).faults == {}
    assert read_values([NUMBER], {"minutes": ["1"]}).faults == {}
    assert read_values([TextField(name="t", label=WORD)], {"t": ["a " * 900]}).faults == {}


def test_rows_left_empty_are_dropped_and_faults_follow_the_rows_kept() -> None:
    raw = {
        "talks-0-channel": ["a"],
        "talks-1-story": ["  "],
        "talks-1-minutes": [""],
        "talks-10-minutes": ["2,5"],
        "talks-2-held-on": ["jutro"],
        "talks-2-clean": ["yes"],
        "talks-x-channel": ["a"],
        "talks-12345-channel": ["a"],
        "talks-3-elsewhere": ["a"],
        "talks": ["a"],
        "talksome-0-channel": ["a"],
    }
    reading = read_values([TABLE], raw)
    blank = {"story": "", "channel": "", "minutes": "", "held-on": "", "clean": False}
    assert reading.values == {
        "talks": [
            {**blank, "channel": "a"},
            {**blank, "held-on": "jutro", "clean": True},
            {**blank, "minutes": "2.5"},
        ]
    }
    assert reading.faults == {"talks-1-held-on": Fault("not_a_date", {"typed": "jutro"})}


def test_too_many_rows_are_all_kept() -> None:
    reading = read_values([TABLE], {f"talks-{row}-channel": ["a"] for row in range(4)})
    assert len(reading.values["talks"]) == 4  # type: ignore[arg-type]
    assert reading.faults == {"talks": Fault("too_many_rows", {"found": 4, "at_most": 3})}


def test_files_are_left_to_the_service() -> None:
    assert read_values([FILES], {"map": ["x"]}).values == {}


def test_values_survive_json() -> None:
    raw = {"story": ["Idę słuchać"], "talks-0-clean": ["yes"], "talks-0-minutes": ["5"]}
    values = read_values([TEXT, TABLE], raw).values
    assert json.loads(json.dumps(values)) == values


def missing(*fields: Field, **values: object) -> Mapping[str, Fault]:
    return missing_for_hand_in(make_assignment(*fields), values)


def test_what_is_required_is_missing_where_it_is_blank() -> None:
    fields = (
        TextField(name="story", label=WORD, required=True),
        CheckboxField(name="agreed", label=WORD, required=True),
        CHOICE,
        TICK,
        FILES,
    )
    assert missing(*fields) == {
        "story": Fault("missing"),
        "agreed": Fault("not_ticked"),
        "map": Fault("no_file"),
    }
    assert missing(*fields, story="jest", agreed=True, map=[7]) == {}


def test_a_text_that_was_begun_must_be_long_enough() -> None:
    assert missing(TEXT, story="") == {}
    assert missing(TEXT, story="raz dwa") == {}
    assert missing(TEXT, story="raz") == {
        "story": Fault("too_few_words", {"found": 1, "at_least": 2})
    }


def test_what_a_draft_may_keep_still_stands_in_the_way() -> None:
    assert missing(NUMBER, DAY, minutes="dwa", **{"held-on": "2026-12-06"}) == {
        "minutes": Fault("not_a_number", {"typed": "dwa"})
    }


def test_a_table_needs_its_rows_and_their_required_columns() -> None:
    table = TableField(
        name="talks",
        label=WORD,
        required=True,
        max_rows=2,
        columns=(CHOICE, TextField(name="code", label=WORD, required=True)),
    )
    row = {"channel": "a", "code": "R-01"}
    assert missing(table) == {"talks": Fault("too_few_rows", {"found": 0, "at_least": 1})}
    assert missing(table, talks=[row]) == {}
    assert missing(table, talks=[row, {"channel": "z", "code": ""}]) == {
        "talks-1-channel": Fault("unknown_choice", {"chosen": "z"}),
        "talks-1-code": Fault("missing"),
    }
    assert missing(table, talks=[row] * 3) == {
        "talks": Fault("too_many_rows", {"found": 3, "at_most": 2})
    }
    assert missing(TABLE, talks=[{"channel": "a"}]) == {
        "talks": Fault("too_few_rows", {"found": 1, "at_least": 2})
    }


def test_files_are_counted() -> None:
    optional = FileField(name="map", label=WORD, max_files=2)
    assert missing(optional) == {}
    assert missing(optional, map=[1, 2]) == {}
    assert missing(optional, map=[1, 2, 3]) == {
        "map": Fault("too_many_files", {"found": 3, "at_most": 2})
    }


def test_faults_come_in_the_order_of_the_form() -> None:
    fields = (
        TextField(name="zeta", label=WORD, required=True),
        TABLE,
        TextField(name="alpha", label=WORD, required=True),
    )
    assert list(missing(*fields, talks=[{"minutes": "dwa"}])) == [
        "zeta",
        "talks",
        "talks-0-minutes",
        "alpha",
    ]


def test_a_full_table_of_conversations_is_read_in_a_moment() -> None:
    columns = tuple(
        NumberField(name=f"c{letter}", label=WORD, required=True) for letter in "abcdefghijklmnopqr"
    )
    table = TableField(name="talks", label=WORD, columns=columns, max_rows=60)
    raw = {f"talks-{row}-{column.name}": ["12,5"] for row in range(60) for column in columns}
    begun = time.process_time()
    reading = read_values([table], raw)
    assert missing(table, **reading.values) == {}
    assert time.process_time() - begun < 0.5
