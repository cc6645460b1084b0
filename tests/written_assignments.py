"""Files of assignments as text: small, valid, and read from a folder of their own."""

from pathlib import Path

import pytest

from assessments.definitions import Assignment
from assessments.reading import read_assignments
from content.faults import BrokenCourse

TEXT = "{pl: słowo, en: word}"
HEAD = f"""\
slug: z3
module: m3
number: 3
title: {TEXT}
brief: {TEXT}
"""
OPTIONS = f"[{{id: a, text: {TEXT}}}, {{id: b, text: {TEXT}}}]"
LEVELS = ", ".join([TEXT] * 4)
CRITERION = f"{{id: c1, title: {TEXT}, starred: yes, levels: [{LEVELS}]}}"
RUBRIC = f"rubric: {{pass_points: 2, criteria: [{CRITERION}]}}\n"
CHANNEL = f"{{name: channel, kind: choice, label: {TEXT}, options: {OPTIONS}}}"
CODE = f"{{name: code, kind: text, label: {TEXT}}}"
CLEAN = f"{{name: clean, kind: checkbox, label: {TEXT}}}"
_MORE = (
    f", {{name: liking, kind: scale, label: {TEXT}, lowest: -1, highest: 1,"
    f" texts: [{TEXT}, {TEXT}]}}"
    f", {{name: ways, kind: several, label: {TEXT}, options: {OPTIONS}}}"
)
TALKS = f"{{name: talks, kind: table, label: {TEXT}, columns: [{CHANNEL}, {CODE}, {CLEAN}{_MORE}]}}"
STORY = f"{{name: story, kind: text, label: {TEXT}}}"
FORM = f"fields:\n  - {STORY}\n  - {TALKS}\n"


def read(folder: Path, written: str, name: str = "z3") -> Assignment:
    assignments = folder / "assessments" / "assignments"
    assignments.mkdir(parents=True)
    (assignments / f"{name}.yaml").write_text(written, encoding="utf-8")
    return read_assignments(assignments)["z3"]


def faults(folder: Path, written: str) -> list[str]:
    with pytest.raises(BrokenCourse) as broken:
        read(folder, written)
    start = "assessments/assignments/z3.yaml:"
    assert all(str(fault).startswith(start) for fault in broken.value.faults)
    return [str(fault).removeprefix(start) for fault in broken.value.faults]
