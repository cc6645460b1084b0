from pathlib import Path

import pytest

from assessments.participants import Condition, Obligation
from assessments.reading import read_participant_forms
from content.faults import BrokenCourse
from course.settings import ROOT

WHOLE = """\
slug: short
version: 1
title: {pl: słowo, en: word}
lead: {pl: słowo, en: word}
refusal: {pl: odmowa, en: refusal}
long_term: {under_25: 6, from_25: 12}
confirmed: {remark: {pl: słowo, en: word}, by: Anna Nowak, on: 2026-11-22}
lists:
  yes_no:
    - {code: "yes", words: {pl: tak, en: "yes"}}
    - {code: "no", words: {pl: nie, en: "no"}}
sections:
  - title: {pl: słowo, en: word}
    items:
      - name: pesel
        kind: pesel
        title: {pl: słowo, en: word}
        obligation: always
        unless: {no_pesel: ["yes"]}
      - name: no_pesel
        kind: tick
        title: {pl: słowo, en: word}
        obligation: optional
      - {name: born_on, kind: date, title: {pl: s, en: w}, obligation: always}
      - name: started_on
        kind: date
        title: {pl: słowo, en: word}
        obligation: always
        filled_by: service
        prefilled: started_on
      - name: ended_on
        kind: date
        title: {pl: słowo, en: word}
        obligation: always
        asked: leaving
        filled_by: service
        prefilled: ended_on
      - name: sex
        kind: choice
        title: {pl: s, en: w}
        obligation: always
        options:
          - {code: woman, words: {pl: kobieta, en: woman}}
          - {code: man, words: {pl: mężczyzna, en: man}}
"""
LAST = WHOLE.count("\n")
EXTRA = """\
      - name: extra
        kind: choice
        title: {pl: s, en: w}
        obligation: refusable
        options: yes_no
        when: {sex: [woman]}
"""


def faults(folder: Path, written: str) -> list[str]:
    _write(folder, written)
    with pytest.raises(BrokenCourse) as broken:
        read_participant_forms(folder / "assessments" / "participant_forms")
    start = "assessments/participant_forms/short.yaml:"
    assert all(str(fault).startswith(start) for fault in broken.value.faults)
    return [str(fault).removeprefix(start) for fault in broken.value.faults]


def _write(folder: Path, written: str) -> None:
    path = folder / "assessments" / "participant_forms" / "short.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(written, encoding="utf-8")


def test_a_whole_form_is_read(tmp_path: Path) -> None:
    _write(tmp_path, WHOLE + EXTRA)
    form = read_participant_forms(tmp_path / "assessments" / "participant_forms")["short"]
    assert form.confirmed.by == "Anna Nowak"
    extra = form.item("extra")
    assert extra.obligation is Obligation.REFUSABLE
    assert extra.when == (Condition("sex", ("woman",)),)
    assert [option.code for option in form.choices(extra)] == ["yes", "no", "refused"]
    assert form.item("pesel").when == (Condition("no_pesel", ("yes",), holds=False),)


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("slug: short", "slug: long", "slug:", 'the slug "long" is not the name of the file'),
        (", on: 2026-11-22}", "}", "confirmed:", '"by" and "on" go together'),
        ("name: no_pesel", "name: none", "slug:", 'the form needs an item "no_pesel"'),
        ("kind: date", "kind: text", "name: born_on", '"born_on" has the kind "date"'),
        ("obligation: optional", "obligation: always", "name: no_pesel", "a tick is optional"),
        ("code: woman", "code: lady", "name: sex", '"sex" has the codes man, woman'),
        ("prefilled: started_on", "prefilled: surname", "name: started", "the service fills this"),
        ("filled_by: service", "asked: start", "name: started", "goes only with"),
        ("obligation: refusable", "obligation: maybe", "maybe", "always or refusable or optional"),
        ("options: yes_no", "options: yes_on", "yes_on", 'perhaps "yes_no"'),
        ("        options: yes_no\n", "", "name: extra", '"options" go with the kind "choice"'),
        ("kind: pesel", "kind: phone", "name: pesel", '"pesel" has the kind "pesel"'),
        ("{sex: [woman]", "{sez: [woman]", "name: extra", 'unknown item "sez", perhaps "sex"'),
        ("sex: [woman]", "sex: [women]", "name: extra", 'unknown code "women"'),
        ("sex: [woman]", 'extra: ["yes"]', "name: extra", 'unknown item "extra"'),
        ("name: extra", "name: born_on", "name: born_on\n", 'the name "born_on" is here twice'),
        ("lead: {pl: słowo, en: word}", "lead: {pl: słowo}", "lead:", 'missing "en"'),
        ("kind: tick", "kind: tack", "kind: tack", 'unknown kind "tack", perhaps "tick"'),
        ('code: "no"', "code: refused", "name: extra", 'the code "refused" is there by itself'),
        ("under_25: 6", "under_25: half", "long_term:", "expected a whole number"),
    ],
)
def test_each_fault_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, where: str, said: str
) -> None:
    written = WHOLE + EXTRA
    assert old in written
    slip = written.replace(old, new, 1)
    line = slip[: slip.index(where)].count("\n") + 1
    found = faults(tmp_path, slip)
    assert any(fault.startswith(f"{line}: ") and said in fault for fault in found), found


def test_a_condition_of_the_start_does_not_wait_for_the_leaving(tmp_path: Path) -> None:
    late = EXTRA.replace("name: extra", "name: late").replace(
        "options:", "asked: leaving\n        options:"
    )
    written = WHOLE + late + EXTRA.replace("sex: [woman]", 'late: ["yes"]')
    assert faults(tmp_path, written) == [f'{LAST + 8}: "late" is asked only at leaving']


def test_conditions_never_go_round(tmp_path: Path) -> None:
    first = EXTRA.replace("name: extra", "name: first").replace("sex: [woman]", 'extra: ["yes"]')
    last = EXTRA.replace("sex: [woman]", 'first: ["yes"]')
    reason = '"extra" has conditions of its own, so it must stand before this item'
    assert faults(tmp_path, WHOLE + first + last) == [f"{LAST + 1}: {reason}"]


def test_both_forms_of_the_course_are_there() -> None:
    folder = ROOT / "assessments" / "participant_forms"
    assert read_participant_forms(folder).keys() == {"sl2014", "sm-efs"}
