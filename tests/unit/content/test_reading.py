"""A whole course is read; whatever is wrong in it is named with file and line, all at once."""

from datetime import date

import pytest

from content.curriculum import Competence, Fact, Guide, Outcome, Term
from content.languages import Text
from content.translation import Translation
from tests.unit.content.sample import FIGURE, GUIDES, SampleCourse

LESSON = "lessons/en/m1/1-cycle.md"
FIVE = tuple(
    Text(pl, en)
    for pl, en in (
        ("jeden", "one"),
        ("dwa", "two"),
        ("trzy", "three"),
        ("cztery", "four"),
        ("pięć", "five"),
    )
)
STRAY = "no module in curriculum.yaml names this lesson"


def test_the_sample_is_read_as_written(sample: SampleCourse) -> None:
    course = sample.read()
    m1, m3 = course.modules
    assert (m1.slug, m1.number, m1.study_hours, m1.field_hours) == ("m1", 1, 6, 0)
    assert (m1.quiz, m1.assignment, m3.quiz, m3.assignment) == ("m1", "z1", None, None)
    assert m1.title == Text("Idea", "Idea")
    assert m1.outcomes == (Outcome("M1.E1", Text("Opisuje cykl.", "Describes the cycle.")),)
    assert course.figures == {"ladder": Text(FIGURE.strip(), FIGURE.strip())}
    assert tuple(course.guides) == GUIDES
    assert course.guides["help"] == Guide(
        Text(
            "# help\n\n[Napisz](mailto:a@example.org).\n",
            "# help\n\n[Write](mailto:a@example.org).\n",
        ),
        Translation.OLDER,
    )
    assert course.trainer_guides == {
        "m1": Guide(
            Text("# Moduł 1\n\nO co chodzi.\n", "# Module 1\n\nWhat it is about.\n"),
            Translation.OLDER,
        )
    }


def test_its_lists_are_read_as_written(sample: SampleCourse) -> None:
    course = sample.read()
    assert course.competences == (
        Competence(
            "K1",
            Text("Etyka", "Ethics"),
            ("M1.E1", "M8.E4"),
            Text("Znam zasady.", "I know the rules."),
            FIVE,
        ),
        Competence(
            "K2",
            Text("Słuchanie", "Listening"),
            ("M3.E1",),
            Text("Słucham.", "I listen."),
            FIVE,
        ),
    )
    assert course.terms["reach"] == Term(
        "reach", Text("docieranie", "reach"), Text("Wychodzenie do ludzi.", "Going to people.")
    )
    assert course.facts["first-year"] == Fact(
        "first-year",
        Text("pierwszy rok", "first year"),
        Text("2018", "2018"),
        Text("Zapis projektu", "Record of the project"),
        date(2026, 10, 1),
    )
    address = "https://example.org/pilot"
    assert course.facts["pilot-trainees"].source == Text(address, address)


def test_a_lesson_has_its_title_apart_from_its_body(sample: SampleCourse) -> None:
    lesson = sample.read().lesson("m1/2-values")
    assert (lesson.module, lesson.number, lesson.minutes) == ("m1", 2, 9)
    assert lesson.outcomes == ("M1.E1",)
    assert lesson.title == Text("Wartości", "Values")
    assert lesson.body == Text("Sześć zasad.", "Six rules.")


def test_windows_line_ends_and_byte_order_marks_change_nothing(sample: SampleCourse) -> None:
    before = sample.read()
    text = (sample.folder / LESSON).read_text(encoding="utf-8")
    sample.write(LESSON, "\ufeff" + text.replace("\n", "\r\n"))
    assert sample.read() == before


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (LESSON, "Eight steps", "8 steps"),
        (LESSON, "# The cycle", "# A cycle"),
        ("curriculum.yaml", "minutes: 14", "minutes: 15"),
        ("glossary.yaml", "Going to people.", "Going out."),
        ("facts.yaml", "12 people", "13 people"),
        ("facts.yaml", "2026-11-22", "2026-11-23"),
        ("figures/ladder.en.svg", "Five rungs.", "5 rungs."),
    ],
)
def test_the_digest_changes_with_all_that_a_reader_sees(
    sample: SampleCourse, path: str, old: str, new: str
) -> None:
    before = sample.read()
    sample.edit(path, old, new)
    after = sample.read()
    assert after.lesson("m1/1-cycle").digest != before.lesson("m1/1-cycle").digest
    assert after.lesson("m1/2-values").digest == before.lesson("m1/2-values").digest


@pytest.mark.parametrize(
    ("path", "old", "new", "faults"),
    [
        (
            LESSON,
            "fact:pilot-trainees",
            "fact:pilot-trainee",
            [f'content/{LESSON}:3: unknown fact "pilot-trainee", perhaps "pilot-trainees"'],
        ),
        (
            LESSON,
            "term:reach",
            "term:reech",
            [f'content/{LESSON}:7: unknown term "reech", perhaps "reach"'],
        ),
        (
            LESSON,
            "lesson:m3/1-questions",
            "lesson:m3/1-question",
            [f'content/{LESSON}:7: unknown lesson "m3/1-question", perhaps "m3/1-questions"'],
        ),
        (
            LESSON,
            "figure:ladder",
            "figure:circle",
            [f'content/{LESSON}:9: unknown figure "circle"'],
        ),
        (
            LESSON,
            "# The cycle",
            "The cycle",
            [f'content/{LESSON}:1: the first line must be "# Title"'],
        ),
        (
            "guides/en/help.md",
            "mailto:a@example.org",
            "http://example.org",
            [
                (
                    'content/guides/en/help.md:3: link "http://example.org":'
                    " write https://…, mailto:…, tel:… or /page"
                ),
            ],
        ),
        (
            "guides/en/help.md",
            "# help\n\n[Write](mailto:a@example.org).\n",
            "",
            ['content/guides/en/help.md:1: the first line must be "# Title"'],
        ),
        (
            "guides/en/help.md",
            "# help",
            "<b>Help</b>",
            [
                "content/guides/en/help.md:1: HTML is not allowed: </b>",
                "content/guides/en/help.md:1: HTML is not allowed: <b>",
                'content/guides/en/help.md:1: the first line must be "# Title"',
            ],
        ),
        (
            "figures/ladder.en.svg",
            '<rect x="1"',
            '<rect onclick="x()" x="1"',
            ['content/figures/ladder.en.svg:4: attribute "onclick" is not allowed in a figure'],
        ),
    ],
)
def test_one_fault_is_named_with_its_file_and_line(
    sample: SampleCourse, path: str, old: str, new: str, faults: list[str]
) -> None:
    sample.edit(path, old, new)
    assert sample.faults() == faults


@pytest.mark.parametrize(
    ("path", "faults"),
    [
        (
            "curriculum.yaml",
            [
                "content/curriculum.yaml:1: the file is missing",
                *(
                    f"content/lessons/{language}/{slug}.md:1: {STRAY}"
                    for language in ("en", "pl")
                    for slug in ("m1/1-cycle", "m1/2-values", "m3/1-questions")
                ),
            ],
        ),
        ("competences.yaml", ["content/competences.yaml:1: the file is missing"]),
        (
            "glossary.yaml",
            [
                "content/glossary.yaml:1: the file is missing",
                'content/lessons/en/m1/1-cycle.md:7: unknown term "reach"',
                'content/lessons/pl/m1/1-cycle.md:7: unknown term "reach"',
            ],
        ),
        (
            "lessons/pl/m1/2-values.md",
            ["content/curriculum.yaml:13: there is no content/lessons/pl/m1/2-values.md"],
        ),
        ("figures/ladder.en.svg", ["content/figures/ladder.en.svg:1: the file is missing"]),
        ("figures/ladder.pl.svg", ["content/figures/ladder.pl.svg:1: the file is missing"]),
        ("guides/pl/privacy.md", ["content/guides/pl/privacy.md:1: the file is missing"]),
    ],
)
def test_a_missing_file_is_named(sample: SampleCourse, path: str, faults: list[str]) -> None:
    sample.remove(path)
    assert sample.faults() == faults


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("lessons/en/m1/3-more.md", STRAY),
        ("lessons/en/readme.txt", STRAY),
        ("figures/ladder.svg", "figures are named name.pl.svg and name.en.svg"),
        ("figures/old/ladder.pl.svg", "figures are named name.pl.svg and name.en.svg"),
    ],
)
def test_a_file_that_nothing_names_is_named(sample: SampleCourse, path: str, fault: str) -> None:
    sample.write(path, "# More\n\nText.\n")
    assert sample.faults() == [f"content/{path}:1: {fault}"]


@pytest.mark.parametrize(
    "path", [LESSON, "figures/ladder.en.svg", "guides/en/help.md", "glossary.yaml"]
)
def test_a_file_in_another_encoding_is_named_with_its_line(sample: SampleCourse, path: str) -> None:
    (sample.folder / path).write_bytes("# Łódź\n\nŁódź".encode("cp1250"))
    assert f"content/{path}:1: not UTF-8" in sample.faults()
    (sample.folder / path).write_bytes(b"# Lodz\n\n" + "Łódź".encode("cp1250"))
    assert f"content/{path}:3: not UTF-8" in sample.faults()


def test_faults_of_many_files_are_told_at_once(sample: SampleCourse) -> None:
    sample.edit("curriculum.yaml", "minutes: 14", "minutes: -1")
    sample.edit("facts.yaml", "2026-10-01", "")
    sample.edit(LESSON, "/// exercise | 20", "/// exercize | 20")
    sample.remove("lessons/pl/m3/1-questions.md")
    assert sample.faults() == [
        "content/curriculum.yaml:12: expected at least 1, found -1",
        "content/curriculum.yaml:23: there is no content/lessons/pl/m3/1-questions.md",
        'content/facts.yaml:10: missing "checked_on"',
        f'content/{LESSON}:11: unknown call-out "exercize", perhaps "exercise"',
    ]


def test_a_drawing_says_facts_by_name(sample: SampleCourse) -> None:
    for language in ("pl", "en"):
        named = FIGURE.replace("Five rungs.", "Since [[fact:first-year]].")
        sample.write(f"figures/ladder.{language}.svg", named)
    assert "Since 2018." in sample.read().figures["ladder"].pl
    sample.edit("facts.yaml", '{pl: "2018", en: "2018"}', '{pl: "<2018", en: "& 2018"}')
    assert "Since &amp; 2018." in sample.read().figures["ladder"].en
    sample.write("figures/ladder.en.svg", FIGURE.replace("Five", "[[fact:last-year]]"))
    assert sample.faults() == [
        'content/figures/ladder.en.svg:3: unknown fact "last-year", perhaps "first-year"'
    ]
