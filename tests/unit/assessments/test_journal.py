"""What an entry of the journal tells, and how its forms are written."""

from datetime import date
from pathlib import Path

import pytest

from assessments.faults import FAULT_CODES
from assessments.journal import asks_next_step, entry_faults, next_code, taken_over, told_by
from assessments.reading import (
    as_json,
    journal_form_from_json,
    read_assignments,
    read_journal,
)
from content.faults import BrokenCourse
from course.settings import ROOT

ASSIGNMENTS = read_assignments(ROOT / "assessments" / "assignments")
JOURNAL = read_journal(ROOT / "assessments" / "journal.yaml", ASSIGNMENTS)
TALK = JOURNAL["conversation"]
TODAY = date(2026, 11, 23)
VALUES: dict[str, object] = {
    "code": "R-01",
    "channel": "door",
    "done_on": "2026-11-20",
    "minutes": "35",
    "seldom_heard": "none",
    "worries": "Po 22\nnie ma czym wrócić",
    "energy": "3",
    "next_step": "none",
    "clean": True,
}


def faults(values: dict[str, object], since: date | None = None) -> dict[str, str]:
    found = entry_faults(TALK, values, today=TODAY, since=since)
    return {name: fault.code for name, fault in found.items()}


def test_conversations_ask_what_the_listening_log_asks() -> None:
    [table] = [field for field in ASSIGNMENTS["z3"].fields if field.name == "conversations"]
    columns = [column for column in table.columns if column.name != "done"]  # type: ignore[union-attr]
    assert list(TALK.fields) == columns
    assert JOURNAL["one_to_one"].fields == TALK.fields


@pytest.mark.parametrize("form", JOURNAL.values(), ids=JOURNAL)
def test_a_kept_form_is_read_back(form: object) -> None:
    assert journal_form_from_json(as_json(form)) == form  # type: ignore[arg-type]


def test_what_is_whole_has_no_faults_and_is_told() -> None:
    assert faults(VALUES) == {}
    told = told_by(JOURNAL, TALK, VALUES)
    assert (told.kind, told.minutes, told.what) == ("conversation", 35, "Po 22 nie ma czym wrócić")
    assert (told.channel, told.seldom_heard) == ("door", None)
    arranged = {**VALUES, "channel": "arranged", "seldom_heard": "carer"}
    for form in ("conversation", "one_to_one"):
        told = told_by(JOURNAL, JOURNAL[form], arranged)
        assert (told.kind, told.seldom_heard) == ("one_to_one", "carer")
    assert told_by(JOURNAL, JOURNAL["one_to_one"], VALUES).kind == "conversation"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"done_on": "2026-11-24"}, {"done_on": "in_future"}),
        ({"done_on": "2026-01-01"}, {"done_on": "before_participation"}),
        ({"done_on": "wczoraj"}, {"done_on": "not_a_date"}),
        ({"minutes": "2.5"}, {"minutes": "not_whole"}),
        ({"minutes": "0"}, {"minutes": "number_too_small"}),
        ({"minutes": ""}, {"minutes": "missing"}),
        ({"worries": ""}, {"worries": "missing"}),
        ({"clean": False}, {"clean": "not_ticked"}),
    ],
)
def test_what_cannot_count_is_named(changed: dict[str, object], expected: dict[str, str]) -> None:
    assert faults({**VALUES, **changed}, since=date(2026, 9, 1)) == expected
    assert set(expected.values()) <= set(FAULT_CODES)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], "R-01"),
        (["R-07", "R-02"], "R-08"),
        (["R-99"], "R-100"),
        (["Sąsiad 3", "Ela"], "Sąsiad 4"),
        (["Ela"], ""),
    ],
)
def test_the_next_code_is_proposed(codes: list[str], expected: str) -> None:
    assert next_code(codes) == expected


def test_choices_are_taken_over_and_texts_are_not() -> None:
    begun = taken_over(TALK, VALUES, TODAY, "R-02")
    assert begun == {
        "code": "R-02",
        "channel": "door",
        "done_on": "2026-11-23",
        "minutes": "35",
        "seldom_heard": "none",
    }
    assert taken_over(JOURNAL["one_to_one"], VALUES, TODAY, "R-02")["channel"] == "arranged"
    assert taken_over(JOURNAL["other"], {}, TODAY, "") == {"done_on": "2026-11-23"}


def test_nothing_for_now_asks_for_no_next_step() -> None:
    asked = [asks_next_step({"next_step": step}) for step in ("", "none", "meeting")]
    assert asked == [False, False, True]
    assert not asks_next_step({})


DATED = "{name: done_on, kind: date, label: {pl: Kiedy, en: When}, required: yes}"
LASTING = (
    "{name: minutes, kind: number, label: {pl: Ile, en: How long}, required: yes,"
    " minimum: 1, maximum: 600}"
)
SAID = "{name: what, kind: text, label: {pl: Co, en: What}, required: yes}"
FORM = f"forms:\n  - kind: other\n    line: what\n    fields: [{DATED}, {LASTING}, {SAID}]\n"


def test_a_short_form_is_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.yaml"
    path.write_text(FORM, encoding="utf-8")
    assert list(read_journal(path, {})) == ["other"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("line: what", "line: who", 'unknown name "who"'),
        (f"{DATED}, ", "", 'expected a required "done_on"'),
        ("maximum: 600", "maximum: 1441", "minutes go from 1 to 1440"),
        ("line: what\n", "line: what\n    columns_of: z3.conversations\n", 'either "fields" or'),
        ("line: what\n", "line: what\n    where: {what: x}\n", 'only with "columns_of"'),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in FORM
    path = tmp_path / "journal.yaml"
    path.write_text(FORM.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenCourse, match=reason):
        read_journal(path, ASSIGNMENTS)
