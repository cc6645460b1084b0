import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from assessments.certificate import CertificateText
from assessments.definitions import (
    Assignment,
    Check,
    DistinctValues,
    Quiz,
    RowCount,
    Words,
)
from assessments.fields import (
    CheckboxField,
    ChoiceField,
    DateField,
    FileField,
    FileKind,
    NumberField,
    TableField,
    TextField,
)
from assessments.reading import (
    as_json,
    assignment_from_json,
    digest,
    quiz_from_json,
    rule_from_json,
)
from assessments.requirements import (
    Assessed,
    AssignmentsPassed,
    Enrolled,
    FieldPractice,
    QuizzesPassed,
    Rule,
    Workshops,
)
from content.languages import Text
from tests.authored import (
    WORD,
    make_assignment,
    make_items,
    make_matching,
    make_number,
    make_quiz,
)

COLUMNS = (
    TextField(name="code", label=WORD, hint=WORD, required=True, min_words=1, max_words=9, lines=2),
    ChoiceField(name="channel", label=WORD, options=make_items("ab")),
    NumberField(name="minutes", label=WORD, minimum=Decimal("0.5"), maximum=Decimal(600)),
    DateField(name="held_on", label=WORD),
    CheckboxField(name="clean", label=WORD),
)
ASSIGNMENT = make_assignment(
    *COLUMNS,
    FileField(name="map", label=WORD, kinds=(FileKind.PDF,)),
    TableField(name="talks", label=WORD, columns=COLUMNS, min_rows=1),
    checks=(
        Check(WORD, 20, RowCount(table="talks", where={"channel": ("a",)}, filled="code")),
        Check(WORD, 2, DistinctValues(table="talks", column="channel")),
        Check(WORD, 1, Words(field="code", at_most=9)),
    ),
)
RULE = Rule(
    slug="pilot",
    title=WORD,
    requirements=(
        Enrolled(consents=("declaration",)),
        QuizzesPassed(quizzes=("m1", "m3"), percent=70),
        AssignmentsPassed(assignments=("z1",)),
        FieldPractice(minutes=600),
        Workshops(minutes=480, compulsory=("W1",)),
        Assessed(),
    ),
    certificate=CertificateText(
        study_hours=16,
        knowledge=(WORD,),
        skills=(WORD, WORD),
        social=(WORD,),
        verified=WORD,
        disclaimer=WORD,
    ),
)


@pytest.mark.parametrize(
    ("definition", "back"),
    [(make_quiz(), quiz_from_json), (ASSIGNMENT, assignment_from_json), (RULE, rule_from_json)],
)
def test_a_version_is_read_back_as_it_was(
    definition: Quiz | Assignment | Rule, back: Callable[[Mapping[str, Any]], object]
) -> None:
    kept = json.loads(json.dumps(as_json(definition)))
    assert kept == as_json(definition)
    assert back(kept) == definition


def test_the_shape_that_is_kept_is_plain() -> None:
    kept = as_json(make_quiz(make_number("0.50", lesson="m3/2-questions")))
    assert kept == {
        "slug": "m3",
        "module": "m3",
        "title": {"pl": "słowo", "en": "word"},
        "pass_percent": 70,
        "failed_before_pause": 3,
        "pause_hours": 24,
        "draw": None,
        "shuffle": True,
        "attempts": None,
        "counts": "best",
        "minutes": None,
        "penalty_percent": 0,
        "review": "after_attempt",
        "bands": [],
        "practice": False,
        "questions": [
            {
                "kind": "number",
                "id": "q",
                "outcome": "M3.E1",
                "prompt": {"pl": "słowo", "en": "word"},
                "explanation": {"pl": "słowo", "en": "word"},
                "lesson": "m3/2-questions",
                "points": "1",
                "situation": False,
                "facts": [],
                "value": "0.5",
                "tolerance": "0",
                "unit": None,
            }
        ],
    }


def test_the_digest_follows_the_meaning_and_not_the_spelling() -> None:
    assert digest(make_quiz(make_number("0.5"))) == digest(make_quiz(make_number("0.50")))
    one, other = {"x": "a", "y": "b", "z": "a"}, {"z": "a", "y": "b", "x": "a"}
    assert digest(make_quiz(make_matching(pairs=one))) == digest(
        make_quiz(make_matching(pairs=other))
    )


def test_the_digest_is_the_same_on_every_machine() -> None:
    rule = Rule(slug="pilot", title=Text("Pilotaż", "Pilot"), requirements=(Assessed(),))
    canonical = (
        '{"certificate":null,"requirements":[{"kind":"assessment"}],"slug":"pilot",'
        '"title":{"en":"Pilot","pl":"Pilotaż"}}'
    )
    assert digest(rule) == sha256(canonical.encode()).hexdigest()


def test_every_word_changes_the_digest() -> None:
    quiz = make_quiz()
    assert digest(replace(quiz, title=Text("Słowo", "word"))) != digest(quiz)
    assert digest(replace(quiz, pass_percent=71)) != digest(quiz)


def test_a_version_older_than_a_field_takes_its_default_and_unknown_keys_are_passed_over() -> None:
    kept = as_json(make_quiz())
    del kept["pause_hours"]
    assert quiz_from_json({**kept, "colour": "red"}) == make_quiz()
