"""What is wrong in the lists of the course is named with file and line."""

import pytest

from tests.unit.content.sample import SampleCourse

STRAY = "no module in curriculum.yaml names this lesson"


@pytest.mark.parametrize(
    ("path", "old", "new", "faults"),
    [
        (
            "curriculum.yaml",
            "slug: m3",
            "slug: m1",
            [
                'content/curriculum.yaml:14: module "m1" is here twice',
                'content/lessons/en/m1/1-cycle.md:7: unknown lesson "m3/1-questions"',
                f"content/lessons/en/m3/1-questions.md:1: {STRAY}",
                'content/lessons/pl/m1/1-cycle.md:7: unknown lesson "m3/1-questions"',
                f"content/lessons/pl/m3/1-questions.md:1: {STRAY}",
            ],
        ),
        (
            "curriculum.yaml",
            "number: 3",
            "number: 1",
            [
                "content/curriculum.yaml:15: numbers of modules must rise",
                'content/curriculum.yaml:20: outcome "M3.E1" does not belong to module 1',
                'content/curriculum.yaml:21: outcome "M3.E2" does not belong to module 1',
            ],
        ),
        (
            "curriculum.yaml",
            "minutes: 14",
            "minutes: 0",
            ["content/curriculum.yaml:12: expected at least 1, found 0"],
        ),
        (
            "curriculum.yaml",
            "number: 1\n",
            "number: one\n",
            ['content/curriculum.yaml:3: expected a whole number, found "one"'],
        ),
        (
            "curriculum.yaml",
            "    study_hours: 6\n",
            "",
            ['content/curriculum.yaml:2: missing "study_hours"'],
        ),
        (
            "curriculum.yaml",
            "quiz: m1",
            "quizz: m1",
            ['content/curriculum.yaml:7: unknown key "quizz", perhaps "quiz"'],
        ),
        (
            "curriculum.yaml",
            "  - slug: m3",
            "  - slug: M 3",
            [
                'content/curriculum.yaml:14: expected a slug such as listening-ladder, found "M 3"',
                'content/lessons/en/m1/1-cycle.md:7: unknown lesson "m3/1-questions"',
                f"content/lessons/en/m3/1-questions.md:1: {STRAY}",
                'content/lessons/pl/m1/1-cycle.md:7: unknown lesson "m3/1-questions"',
                f"content/lessons/pl/m3/1-questions.md:1: {STRAY}",
            ],
        ),
        (
            "curriculum.yaml",
            "slug: 2-values",
            "slug: 1-cycle",
            [
                'content/curriculum.yaml:13: lesson "1-cycle" is here twice',
                'content/curriculum.yaml:13: lesson "1-cycle" stands in place 2',
                f"content/lessons/en/m1/2-values.md:1: {STRAY}",
                f"content/lessons/pl/m1/2-values.md:1: {STRAY}",
            ],
        ),
        (
            "curriculum.yaml",
            "slug: 2-values",
            "slug: 3-values",
            [
                'content/curriculum.yaml:13: lesson "3-values" stands in place 2',
                "content/curriculum.yaml:13: there is no content/lessons/pl/m1/3-values.md",
                f"content/lessons/en/m1/2-values.md:1: {STRAY}",
                f"content/lessons/pl/m1/2-values.md:1: {STRAY}",
            ],
        ),
        (
            "curriculum.yaml",
            "slug: 2-values",
            "slug: values",
            [
                (
                    "content/curriculum.yaml:13: expected a slug such as 4-listening-campaign,"
                    ' found "values"'
                ),
                f"content/lessons/en/m1/2-values.md:1: {STRAY}",
                f"content/lessons/pl/m1/2-values.md:1: {STRAY}",
            ],
        ),
        (
            "curriculum.yaml",
            "outcomes: [M3.E1, M3.E2]",
            "outcomes: [M3.E1, M1.E1]",
            ['content/curriculum.yaml:23: unknown outcome of m3 "M1.E1", perhaps "M3.E1"'],
        ),
        (
            "curriculum.yaml",
            "outcomes: [M3.E1, M3.E2]",
            "outcomes: []",
            ["content/curriculum.yaml:23: expected at least 1 in the list, found 0"],
        ),
        (
            "curriculum.yaml",
            "code: M3.E2",
            "code: M3.E1",
            [
                'content/curriculum.yaml:21: outcome "M3.E1" is here twice',
                'content/curriculum.yaml:23: unknown outcome of m3 "M3.E2", perhaps "M3.E1"',
            ],
        ),
        (
            "curriculum.yaml",
            "code: M3.E2",
            "code: E2",
            [
                'content/curriculum.yaml:21: expected a code such as M3.E1, found "E2"',
                'content/curriculum.yaml:23: unknown outcome of m3 "M3.E2", perhaps "M3.E1"',
            ],
        ),
        (
            "competences.yaml",
            "M1.E1",
            "M1.E9",
            ['content/competences.yaml:3: unknown outcome "M1.E9", perhaps "M1.E1"'],
        ),
        (
            "competences.yaml",
            "M8.E4",
            "8.4",
            ['content/competences.yaml:3: expected a code such as M3.E1, found "8.4"'],
        ),
        (
            "competences.yaml",
            "K2",
            "K1",
            ['content/competences.yaml:11: competence "K1" is here twice'],
        ),
        (
            "competences.yaml",
            "K2",
            "2",
            ['content/competences.yaml:11: expected a code such as K4, found "2"'],
        ),
        (
            "competences.yaml",
            "[M3.E1]",
            "[]",
            ["content/competences.yaml:13: expected at least 1 in the list, found 0"],
        ),
        (
            "glossary.yaml",
            "slug: listening",
            "slug: reach",
            ['content/glossary.yaml:4: term "reach" is here twice'],
        ),
        (
            "glossary.yaml",
            "pl: docieranie, ",
            "",
            ['content/glossary.yaml:5: missing "pl"'],
        ),
        (
            "facts.yaml",
            "slug: first-year",
            "slug: pilot-trainees",
            ['content/facts.yaml:6: fact "pilot-trainees" is here twice'],
        ),
        (
            "facts.yaml",
            "2026-10-01",
            "yesterday",
            ['content/facts.yaml:10: expected a day such as 2026-11-22, found "yesterday"'],
        ),
        (
            "facts.yaml",
            "  source: {pl: Zapis projektu, en: Record of the project}\n",
            "",
            ['content/facts.yaml:6: missing "source"'],
        ),
    ],
)
def test_one_fault_is_named_with_its_file_and_line(
    sample: SampleCourse, path: str, old: str, new: str, faults: list[str]
) -> None:
    sample.edit(path, old, new)
    assert sample.faults() == faults


def test_a_course_has_a_module(sample: SampleCourse) -> None:
    sample.write("curriculum.yaml", "modules: []\n")
    assert sample.faults()[0] == (
        "content/curriculum.yaml:1: expected at least 1 in the list, found 0"
    )
