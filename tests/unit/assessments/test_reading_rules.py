from collections.abc import Mapping
from pathlib import Path

import pytest

from assessments.certificate import CertificateText
from assessments.definitions import Criterion, Rubric
from assessments.reading import read_rules
from assessments.requirements import (
    Assessed,
    AssignmentsPassed,
    Competences,
    Enrolled,
    FieldPractice,
    PanelHeld,
    Portfolio,
    PriorLearning,
    QuizzesPassed,
    Rule,
    Support,
    Workshops,
)
from content.faults import BrokenCourse
from content.languages import Text
from tests.authored import WORD

HEAD = """\
rules:
  - slug: pilot
    title: {pl: słowo, en: word}
    requirements:
"""

AMOUNTS = (
    "minutes",
    "conversations",
    "one_to_ones",
    "seldom_heard",
    "channels",
    "group_meetings",
    "actions",
    "institution_talks",
    "observations",
)


def read(folder: Path, written: str) -> Mapping[str, Rule]:
    path = folder / "assessments" / "qualification.yaml"
    path.parent.mkdir()
    path.write_text(written, encoding="utf-8")
    return read_rules(path)


def faults(folder: Path, written: str) -> list[str]:
    with pytest.raises(BrokenCourse) as broken:
        read(folder, written)
    start = "assessments/qualification.yaml:"
    assert all(str(fault).startswith(start) for fault in broken.value.faults)
    return [str(fault).removeprefix(start) for fault in broken.value.faults]


def test_every_kind_of_requirement_is_read(tmp_path: Path) -> None:
    written = """\
      - {kind: enrolled, consents: [declaration, ethics_code]}
      - {kind: quizzes, quizzes: [m1, m3], percent: 70}
      - {kind: assignments, assignments: [z1, z3]}
      - {kind: field_practice, minutes: 600, conversations: 0, institution_talks: 1}
      - {kind: workshops, minutes: 480, compulsory: [W1, W3], count: 2}
      - {kind: workshops, minutes: 480}
      - {kind: assessment}
"""
    assert read(tmp_path, HEAD + written) == {
        "pilot": Rule(
            slug="pilot",
            title=WORD,
            requirements=(
                Enrolled(consents=("declaration", "ethics_code")),
                QuizzesPassed(quizzes=("m1", "m3"), percent=70),
                AssignmentsPassed(assignments=("z1", "z3")),
                FieldPractice(minutes=600, conversations=0, institution_talks=1),
                Workshops(minutes=480, compulsory=("W1", "W3"), count=2),
                Workshops(minutes=480),
                Assessed(),
            ),
        )
    }


def test_so_is_what_comes_together_at_the_end(tmp_path: Path) -> None:
    written = """\
      - kind: assignments
        assignments: [z1, z3]
        double_marked: [z3]
        prior_learning: {at_most: 1, never: [z3]}
      - {kind: support, review_talks: 1, supervisions: 3}
      - {kind: competences, confirmed_by: {K1: [z1], K4: [z1, z3]}}
      - {kind: portfolio, journal_entries: 8, self_assessments: 3}
      - kind: panel
        members: [practising_organiser, institution]
        rubric:
          pass_points: 2
          criteria:
            - id: p1
              title: {pl: słowo, en: word}
              starred: yes
              levels:
                - {pl: słowo, en: word}
                - {pl: słowo, en: word}
                - {pl: słowo, en: word}
                - {pl: słowo, en: word}
"""
    assert read(tmp_path, HEAD + written)["pilot"].requirements == (
        AssignmentsPassed(
            assignments=("z1", "z3"),
            double_marked=("z3",),
            prior_learning=PriorLearning(at_most=1, never=("z3",)),
        ),
        Support(review_talks=1, supervisions=3),
        Competences(confirmed_by={"K1": ("z1",), "K4": ("z1", "z3")}),
        Portfolio(journal_entries=8, self_assessments=3),
        PanelHeld(
            members=("practising_organiser", "institution"),
            rubric=Rubric((Criterion("p1", WORD, starred=True, levels=(WORD,) * 4),), 2),
        ),
    )


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ("{kind: quizes}", ['5: unknown kind "quizes", perhaps "quizzes"']),
        ("{percent: 70}", ['5: missing "kind"']),
        ("{kind: enrolled}", ['5: missing "consents"']),
        ("{kind: enrolled, consents: []}", ["5: expected at least 1 in the list, found 0"]),
        (
            "{kind: quizzes, quizzes: [m1, m1, M 3], percent: 0}",
            [
                '5: "m1" is here twice',
                "5: expected 1 to 100, found 0",
                '5: expected an id such as works_nights, found "M 3"',
            ],
        ),
        (
            "{kind: field_practice}",
            [f"5: this requirement asks for nothing; it may ask for {', '.join(AMOUNTS)}"],
        ),
        ("{kind: field_practice, hours: 3, minutes: 5}", ['5: unknown key "hours"']),
        ("{kind: workshops, minutes: -1}", ["5: expected at least 0, found -1"]),
        (
            "{kind: workshops, compulsory: [], count: 1}",
            ["5: expected at least 1 in the list, found 0"],
        ),
        ("{kind: assessment, by: panel}", ['5: unknown key "by"']),
    ],
)
def test_a_fault_in_a_requirement_has_its_line_and_reason(
    tmp_path: Path, requirement: str, expected: list[str]
) -> None:
    assert faults(tmp_path, f"{HEAD}      - {requirement}\n") == expected


def test_faults_of_all_rules_are_told_at_once(tmp_path: Path) -> None:
    rules = HEAD + "      - {kind: assessment}\n" + HEAD.removeprefix("rules:\n") + "      []\n"
    assert faults(tmp_path, rules) == [
        '6: the slug "pilot" is here twice',
        "9: expected at least 1 in the list, found 0",
    ]


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BrokenCourse, match=r"qualification\.yaml:1: there is no such file"):
        read_rules(tmp_path / "qualification.yaml")


CERTIFICATE = """\
      - {kind: assessment}
    certificate:
      study_hours: 16
      knowledge: [{pl: słowo, en: word}]
      skills: [{pl: słowo, en: word}, {pl: dwa, en: two}]
      social: [{pl: słowo, en: word}]
      verified: {pl: słowo, en: word}
      disclaimer: {pl: słowo, en: word}
"""


def test_the_words_of_a_certificate_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + CERTIFICATE)["pilot"].certificate == CertificateText(
        study_hours=16,
        knowledge=(WORD,),
        skills=(WORD, Text("dwa", "two")),
        social=(WORD,),
        verified=WORD,
        disclaimer=WORD,
    )


def test_a_certificate_leaves_no_group_of_outcomes_empty(tmp_path: Path) -> None:
    written = CERTIFICATE.replace("knowledge: [{pl: słowo, en: word}]", "knowledge: []")
    assert faults(tmp_path, HEAD + written) == ["8: expected at least 1 in the list, found 0"]
