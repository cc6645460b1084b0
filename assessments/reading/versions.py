"""Definitions as JSON, and back: what was shown to a person is kept for ever as it was.

The shape follows the dataclasses. A key that a kept version lacks takes the default that its field
has now; one that no field bears any more is passed over.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from assessments.definitions import Assignment, JournalForm, Quiz
from assessments.participants.forms import ParticipantForm
from assessments.requirements import Rule
from assessments.typed import plain_number

Definition = Quiz | Assignment | JournalForm | Rule | ParticipantForm

Shape = TypeVar("Shape")


def as_json(definition: Definition) -> dict[str, Any]:
    """Text, whole numbers, booleans, lists and objects only; decimals are written as text."""
    return _object(definition)


def quiz_from_json(kept: Mapping[str, Any]) -> Quiz:
    """Read back what `as_json` gave."""
    return _built(Quiz, kept)


def assignment_from_json(kept: Mapping[str, Any]) -> Assignment:
    """Read back what `as_json` gave."""
    return _built(Assignment, kept)


def journal_form_from_json(kept: Mapping[str, Any]) -> JournalForm:
    """Read back what `as_json` gave."""
    return _built(JournalForm, kept)


def rule_from_json(kept: Mapping[str, Any]) -> Rule:
    """Read back what `as_json` gave."""
    return _built(Rule, kept)


def participant_form_from_json(kept: Mapping[str, Any]) -> ParticipantForm:
    """Read back what `as_json` gave."""
    return _built(ParticipantForm, kept)


def digest(definition: Definition) -> str:
    """SHA-256 of the canonical JSON: the same text gives the same digest on every machine."""
    canonical = json.dumps(
        as_json(definition), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(canonical.encode()).hexdigest()


def _object(definition: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    kind = getattr(definition, "kind", None)
    kept = {} if kind is None else {"kind": str(kind)}
    return kept | {f.name: _plain(getattr(definition, f.name)) for f in fields(definition)}


def _plain(value: object) -> object:
    match value:
        case StrEnum():
            return str(value)
        case Decimal():
            return plain_number(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(member) for member in value]
        case Mapping():
            return {str(key): _plain(member) for key, member in value.items()}
        case None | bool() | int() | str():
            return value
        case _:
            return _object(value)


def _built(shape: type[Shape], kept: Mapping[str, Any]) -> Shape:
    shapes = _shapes(cast("Any", shape))
    return shape(**{name: _read(shapes[name], kept[name]) for name in shapes if name in kept})


@cache
def _shapes(shape: type) -> Mapping[str, Any]:
    """What each field of a dataclass holds."""
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in fields(shape)}


def _read(shape: Any, kept: Any) -> Any:  # noqa: ANN401 - as wide as JSON
    if get_origin(shape) is tuple:
        return tuple(_read(get_args(shape)[0], member) for member in kept)
    if get_origin(shape) is Mapping:
        of_key, of_member = get_args(shape)
        return {_read(of_key, key): _read(of_member, member) for key, member in kept.items()}
    if isinstance(shape, UnionType):
        return None if kept is None else _read(_member(shape, kept), kept)
    if is_dataclass(shape):
        return _built(cast("type[object]", shape), kept)
    if shape is date:
        return date.fromisoformat(kept)
    return kept if shape in {bool, int, str} else shape(kept)


def _member(union: UnionType, kept: Any) -> Any:  # noqa: ANN401 - as wide as JSON
    """Which of several kinds was kept; a type that is only optional stands alone."""
    members = [member for member in get_args(union) if member is not NoneType]
    if len(members) == 1:
        return members[0]
    return next(member for member in members if member.kind == kept["kind"])
