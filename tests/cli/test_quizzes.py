"""`flask quiz convert`: questions from other programs, and for them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from assessments.reading import read_quizzes
from content.languages import Language
from course import cli
from course.app import create_app
from course.settings import ROOT, Settings
from tests.exchange_examples import AIKEN, GIFT

Run = Callable[..., Result]
M3 = ROOT / "assessments" / "quizzes" / "m3.yaml"


@pytest.fixture
def run(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command where there is no course at all."""
    elsewhere = replace(settings, content_folder=tmp_path / "no", assessments_folder=tmp_path)
    app = create_app(elsewhere)
    cli.attach(app)
    monkeypatch.chdir(tmp_path)

    def invoke(*words: str) -> Result:
        return app.test_cli_runner().invoke(args=["quiz", "convert", *words])

    return invoke


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("end", ["gift", "xml", "csv", "yaml"])
def test_the_examples_of_moodle_go_anywhere(run: Run, end: str) -> None:
    write("grant.gift", GIFT)
    result = run("grant.gift", f"out.{end}", "--outcome", "M2.E1", "--module", "m2")
    assert (result.exit_code, result.stdout) == (0, "")
    assert Path(f"out.{end}").stat().st_size > 1000
    assert "grant.gift:22: lost: The answer “1822:2” is left out" in result.stderr
    assert all(": lost: " in line for line in result.stderr.splitlines())
    assert run(f"out.{end}", "back.aiken").exit_code == 0


def test_what_comes_out_is_a_quiz_of_the_course(run: Run, tmp_path: Path) -> None:
    write("grant.txt", AIKEN)
    Path("quizzes").mkdir()
    result = run("grant.txt", "quizzes/lms.yaml", "--slug", "lms", "--module", "m4")
    assert result.exit_code == 0
    quiz = read_quizzes(tmp_path / "quizzes")["lms"]
    assert (quiz.module, quiz.outcomes, len(quiz.questions)) == ("m4", ("M4.E1",), 2)


def test_a_real_quiz_goes_to_moodle_and_back(run: Run, tmp_path: Path) -> None:
    (tmp_path / "quizzes").mkdir()
    there = run(str(M3), "m3.xml")
    back = run("m3.xml", "quizzes/m3.yaml")
    assert (there.exit_code, there.output, back.exit_code, back.output) == (0, "", 0, "")
    assert read_quizzes(tmp_path / "quizzes") == {"m3": read_quizzes(M3.parent)["m3"]}


def test_formats_may_be_named(run: Run) -> None:
    write("questions", GIFT)
    assert run("questions", "out", "--from", "gift", "--to", "csv").exit_code == 0
    assert Path("out").read_text(encoding="utf-8-sig").startswith('"id";"kind"')
    english = run("questions", "out.csv", "--from", "gift", "--language", "en")
    assert english.exit_code == 0
    assert Path("out.csv").read_text(encoding="utf-8-sig").startswith('"id","kind"')
    unknown = run("questions", "out.pdf")
    assert (unknown.exit_code, unknown.stderr.splitlines()[-1][:34]) == (
        1,
        "out.pdf:1: We do not know this for",
    )


def test_every_fault_is_named_and_nothing_is_written(run: Run) -> None:
    write("bad.gift", "a {=b\n\nb {~c ~d}\n\nc {#much}\n")
    write("out.yaml", "kept")
    result = run("bad.gift", "out.yaml")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "bad.gift:1: The brace { that opens the answers is not closed.",
        "bad.gift:3: No answer is marked as right.",
        "bad.gift:5: “much” is not a number.",
    ]
    assert Path("out.yaml").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "in.xml:1: The file is empty."),
        (b"<quiz>\n<!--", "in.xml:2: The XML is broken at column 1."),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><quiz>&a;</quiz>", "in.xml:1: The file declares"),
        (b"x" * 50_000_000, "in.xml:1: The file is too large. 5 MB fit."),
        (b"<quiz>\n\xff\xfe", "in.xml:2: This is no text that we can read."),
    ],
)
def test_hostile_files_get_a_clear_sentence(run: Run, content: bytes, said: str) -> None:
    Path("in.xml").write_bytes(content)
    result = run("in.xml", "out.yaml")
    assert result.exit_code == 1
    assert result.stderr.startswith(said)
    assert not Path("out.yaml").exists()


def test_a_place_that_cannot_be_written_is_named(run: Run) -> None:
    write("a.gift", "x {T}")
    result = run("a.gift", "nowhere/out.yaml")
    assert result.exit_code == 1
    assert "nowhere/out.yaml: No such file or directory" in result.stderr
    assert run("nothing.gift", "out.yaml").exit_code == 2


def test_both_languages_have_their_own_export(run: Run) -> None:
    for language in Language:
        assert run(str(M3), f"{language}.gift", "--language", language.value).exit_code == 0
    polish, english = (Path(f"{one}.gift").read_text(encoding="utf-8") for one in Language)
    assert polish != english
    assert polish.count("[id:") == english.count("[id:")
