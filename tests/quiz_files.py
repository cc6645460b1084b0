"""Files of quizzes as an author writes them, whole or with a fault."""

from pathlib import Path

import pytest

from assessments.definitions import Quiz
from assessments.reading import read_quizzes
from content.faults import BrokenCourse

HEAD = """\
slug: m3
module: m3
title: {pl: słowo, en: word}
questions:
"""
COMMON = """\
    outcome: M3.E1
    prompt: {pl: słowo, en: word}
    explanation: {pl: słowo, en: word}
"""
GAP = "{id: a, accepted: {pl: [rada], en: [advice]}}"
PART = "prompt: {pl: słowo, en: word}, explanation: {pl: słowo, en: word}"
LEVEL = "{pl: słowo, en: word}"
CRITERION = f"{{id: c1, title: {LEVEL}, levels: [{', '.join([LEVEL] * 4)}]}}"
A = "{id: a, text: {pl: słowo, en: word}}"
B = "{id: b, text: {pl: słowo, en: word}}"
RIGHT_B = "{id: b, text: {pl: słowo, en: word}, right: yes}"


def question(kind: str, *more: str, name: str = "q") -> str:
    """The kind of the first question stands in line 6, what is its own from line 10 on."""
    own = "".join(f"    {line}\n" for line in more)
    return f"  - id: {name}\n    kind: {kind}\n{COMMON}{own}"


SINGLE = question("single", "choices:", f"  - {A}", f"  - {RIGHT_B}")


def read(folder: Path, *questions: str, head: str = HEAD, name: str = "m3") -> Quiz:
    quizzes = folder / "assessments" / "quizzes"
    quizzes.mkdir(parents=True)
    (quizzes / f"{name}.yaml").write_text(head + "".join(questions), encoding="utf-8")
    (quizzes / "notes.txt").write_text("not a quiz", encoding="utf-8")
    return read_quizzes(quizzes)["m3"]


def faults(folder: Path, *questions: str, head: str = HEAD, name: str = "m3") -> list[str]:
    with pytest.raises(BrokenCourse) as broken:
        read(folder, *questions, head=head, name=name)
    start = f"assessments/quizzes/{name}.yaml:"
    assert all(str(fault).startswith(start) for fault in broken.value.faults)
    return [str(fault).removeprefix(start) for fault in broken.value.faults]
