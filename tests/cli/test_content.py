"""`flask content …`: check, translated, and the course of another folder."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
import time_machine
from click.testing import Result
from flask import Flask

from content.reading import read_curriculum
from course import cli
from course.app import create_app
from course.settings import ROOT, Settings

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the course, to be changed."""
    for name in ("content", "assessments"):
        copytree(ROOT / name, tmp_path / name, ignore=lambda *_: {"__pycache__"})
    return tmp_path


@pytest.fixture
def run(settings: Settings, folder: Path) -> Run:
    elsewhere = replace(
        settings, content_folder=folder / "content", assessments_folder=folder / "assessments"
    )
    app: Flask = create_app(elsewhere)
    cli.attach(app)

    facts = read_curriculum(ROOT / "content").facts.values()
    last_checked = max(fact.checked_on for fact in facts)

    def invoke(*words: str) -> Result:
        with time_machine.travel(last_checked, tick=False):
            return app.test_cli_runner().invoke(args=["content", *words])

    return invoke


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_preview_listens_on_this_machine_only(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[tuple[object, ...]] = []
    monkeypatch.setattr("course.cli.content.run_simple", lambda *where, **_: served.append(where))
    assert run("preview", "--port", "8123").exit_code == 0
    [(host, port, _)] = served
    assert (host, port) == ("127.0.0.1", 8123)


def test_a_whole_course_is_told_in_figures(run: Run) -> None:
    result = run("check", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(told) == [
        "modules",
        "lessons",
        "words",
        "questions",
        "assignments",
        "terms",
        "faults",
    ]
    assert (told["modules"], told["lessons"], told["faults"]) == (8, {"pl": 38, "en": 38}, [])
    in_words = run("check")
    assert in_words.exit_code == 0
    assert in_words.output.startswith("modules: 8, lessons: pl 38 en 38, words: pl ")
    assert in_words.output.endswith("ok\n")


def test_a_course_that_lacks_something_fails_with_its_figures(run: Run, folder: Path) -> None:
    (folder / "content/lessons/en/m1/3-the-cycle.md").unlink()
    result = run("check", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["lessons"] == {"pl": 38, "en": 37}
    assert told["faults"] == ["content/lessons/en/m1/3-the-cycle.md:1: the English text is missing"]
    in_words = run("check")
    assert (in_words.exit_code, in_words.stderr) == (1, f"{told['faults'][0]}\n")
    assert in_words.stdout.endswith("1 fault\n")


def test_a_course_that_cannot_be_read_has_faults_and_no_figures(run: Run, folder: Path) -> None:
    edit(folder / "content/facts.yaml", "checked_on: 2026", "checked_on: soon 2026")
    result = run("check", "--json")
    assert result.exit_code == 1
    assert list(json.loads(result.stdout)) == ["faults"]
    in_words = run("check")
    assert in_words.exit_code == 1
    assert "The course cannot be read.\n1 fault\n" in in_words.stdout


def test_a_fault_of_a_participants_form_is_named_with_its_line(run: Run, folder: Path) -> None:
    form = folder / "assessments/participant_forms/sl2014.yaml"
    edit(form, "obligation: refusable", "obligation: voluntary")
    line = form.read_text(encoding="utf-8").partition("voluntary")[0].count("\n") + 1
    [fault] = json.loads(run("check", "--json").stdout)["faults"]
    assert fault.startswith(f"assessments/participant_forms/sl2014.yaml:{line}: expected always")
    assert fault.endswith('found "voluntary"')


def test_a_changed_polish_text_is_warned_of_until_the_english_is_noted(
    run: Run, folder: Path
) -> None:
    edit(folder / "content/lessons/pl/m1/3-the-cycle.md", ".", ". Nowe zdanie.")
    english = folder / "content/lessons/en/m1/3-the-cycle.md"
    before = english.read_text(encoding="utf-8")
    warned = run("check")
    assert warned.exit_code == 0
    assert warned.stderr == (
        "warning: content/lessons/en/m1/3-the-cycle.md:1:"
        " the Polish text was changed after this translation\n"
    )
    noted = run("translated", str(english))
    assert (noted.exit_code, noted.output.partition(":")[0]) == (0, str(english))
    assert run("check").stderr == ""
    after = english.read_text(encoding="utf-8")
    assert after.splitlines()[3:] == before.splitlines()[3:]
    assert after != before


def test_a_guide_that_leads_nowhere_is_a_fault(run: Run, folder: Path) -> None:
    start = folder / "content/guides/pl/start.md"
    edit(start, "(/certificate)", "(/certifikat)")
    result = run("check")
    assert result.exit_code == 1
    assert 'content/guides/pl/start.md:1: unknown page "/certifikat"' in result.stderr


def test_only_english_with_a_polish_partner_is_noted(run: Run, folder: Path) -> None:
    polish = folder / "content/lessons/pl/m1/3-the-cycle.md"
    assert "does not lie in a folder en/" in run("translated", str(polish)).stderr
    alone = folder / "content/lessons/en/m1/9-alone.md"
    alone.write_text("# Alone\n", encoding="utf-8")
    assert "has no Polish partner" in run("translated", str(alone)).stderr


def test_the_course_may_lie_elsewhere(folder: Path) -> None:
    settings = Settings.from_environment({"COURSE_DIR": str(folder), "SECRET_KEY": "x"})
    assert settings.content_folder == folder / "content"
    assert settings.assessments_folder == folder / "assessments"
    here = Settings.from_environment({"SECRET_KEY": "x"})
    assert here.content_folder == ROOT / "content"
