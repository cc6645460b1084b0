"""The schemas that help authors while they type agree with what the course reads."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from jsonschema import Draft202012Validator

from assessments.definitions import Choice, Question, QuestionKind, Quiz
from assessments.fields import FieldKind
from assessments.participants import (
    FilledBy,
    Item,
    ItemKind,
    Moment,
    Obligation,
    Prefilled,
)
from assessments.requirements import RequirementKind
from course.settings import ROOT

SCHEMAS = ROOT / "docs" / "schemas"
FILES = {
    "curriculum": ["content/curriculum.yaml"],
    "competences": ["content/competences.yaml"],
    "glossary": ["content/glossary.yaml"],
    "facts": ["content/facts.yaml"],
    "qualification": ["assessments/qualification.yaml"],
    "journal": ["assessments/journal.yaml"],
    **{
        name: sorted(
            path.relative_to(ROOT).as_posix() for path in (ROOT / "assessments").glob(pattern)
        )
        for name, pattern in (
            ("quiz", "quizzes/*.yaml"),
            ("assignment", "assignments/*.yaml"),
            ("example", "examples/*.yaml"),
            ("participant_form", "participant_forms/*.yaml"),
        )
    },
}


class _AsAnEditorReads(yaml.CSafeLoader):
    """YAML 1.2 knows true and false only, and leaves days as they are written."""


_AsAnEditorReads.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_AsAnEditorReads.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf")
)


def schema(name: str) -> dict[str, Any]:
    found = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def read(path: Path) -> object:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_AsAnEditorReads)  # noqa: S506 -- a safe loader


def kinds(name: str, definition: str) -> set[str]:
    options = schema(name)["$defs"][definition]["oneOf"]
    return {option["properties"]["kind"]["const"] for option in options}


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name, paths in FILES.items() for path in paths]
)
def test_the_course_is_written_as_its_schema_says(name: str, path: str) -> None:
    faults = Draft202012Validator(schema(name)).iter_errors(read(ROOT / path))
    assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []


@pytest.mark.parametrize("name", FILES)
def test_each_file_tells_an_editor_its_schema(name: str) -> None:
    for path in FILES[name]:
        up = "../" * path.count("/")
        first = (ROOT / path).read_text(encoding="utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema={up}docs/schemas/{name}.schema.json", path


def test_every_kind_that_is_read_is_in_the_schemas() -> None:
    assert kinds("quiz", "question") == set(QuestionKind)
    assert kinds("quiz", "part") == set(QuestionKind) - {QuestionKind.SCENARIO, QuestionKind.ESSAY}
    assert kinds("assignment", "field") == set(FieldKind)
    assert kinds("qualification", "requirement") == set(RequirementKind)


def test_all_that_an_item_of_a_participants_form_may_say_is_in_its_schema() -> None:
    known = schema("participant_form")["$defs"]["item"]["properties"]
    assert set(known) == {field.name for field in fields(Item)} | {"unless"}
    for name, kinds_there_are in (
        ("kind", ItemKind),
        ("obligation", Obligation),
        ("asked", Moment),
        ("filled_by", FilledBy),
        ("prefilled", Prefilled),
    ):
        assert set(known[name]["enum"]) == set(kinds_there_are)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("quiz", "kind: single", "kind: simple"),
        ("quiz", "outcome: ", "outcomes: "),
        ("quiz", "from_percent: 90", "from_percent: 101"),
        ("quiz", "    sentence:\n", "    sentance:\n"),
        ("quiz", "    parts:\n", "    part:\n"),
        ("quiz", "draw: 10", "draw: 10\nreview: never"),
        ("quiz", "draw: 10", "draw: 10\npenalty_percent: -5"),
        ("assignment", "required: yes", "requires: yes"),
        ("example", "level: 2", "level: 5"),
        ("facts", "checked_on: 2026-11-22", "checked_on: 22 listopada"),
        ("glossary", "definition:", "meaning:"),
        ("participant_form", "obligation: always", "obligation: sometimes"),
        ("participant_form", "kind: date", "kind: date\n        options: yes_no"),
        ("participant_form", "unless: ", "except: "),
        ("journal", "columns_of:", "columns:"),
        ("journal", "line: purpose", "line: purpose\n    done: yes"),
    ],
)
def test_a_slip_is_seen_while_it_is_typed(name: str, old: str, new: str) -> None:
    text = (ROOT / FILES[name][0]).read_text(encoding="utf-8")
    assert old in text
    slip = yaml.load(text.replace(old, new, 1), Loader=_AsAnEditorReads)  # noqa: S506 -- a safe loader
    assert not Draft202012Validator(schema(name)).is_valid(slip)


def test_all_rules_of_a_quiz_and_all_ways_to_earn_points_are_in_its_schema() -> None:
    known = schema("quiz")
    rules = {field.name for field in fields(Quiz)}
    assert set(known["properties"]) == rules
    own = {str(shape.kind): {field.name for field in fields(shape)} for shape in get_args(Question)}
    for option in known["$defs"]["question"]["oneOf"]:
        kind = option["properties"]["kind"]["const"]
        worth = {"points"} if kind == "scenario" else set()  # its parts' points, not its own
        assert set(option["properties"]) == {*own[kind], "kind"} - worth
    assert set(known["$defs"]["choice"]["properties"]) == {field.name for field in fields(Choice)}
