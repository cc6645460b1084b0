"""YAML as text with line marks.

YAML itself reads `no` as false and `12:30` as 750, keeps the last of two equal keys and forgets
lines. Here every scalar stays the text that was written, until the reader asks for a type.

A reader takes what it needs and goes on: what is missing or wrong becomes a fault of the shared
`Faults`, and a neutral stand-in is returned. `Faults.raise_if_any()` at the end of the reading
keeps stand-ins from ever being used.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Protocol, TypeVar

import yaml

from content.faults import Faults, Place, unknown
from content.languages import Text

Value = TypeVar("Value")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"-?[0-9]{1,9}")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_NULL = "tag:yaml.org,2002:null"
_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}


class _Mark(Protocol):
    """What PyYAML knows of a place; its lines count from 0."""

    @property
    def line(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Node:
    """A written value whose type the reader decides: a scalar, a list or a mapping.

    Nothing at all is absent: the key was left out, or nothing stands after it. An absent value
    answers every question with the stand-in, in silence: `mapping` has already named it.
    """

    place: Place
    scalar: str | None = None
    members: "tuple[Node, ...] | None" = None
    pairs: "tuple[tuple[str, Node], ...] | None" = None

    @property
    def is_absent(self) -> bool:
        return self.scalar is None and self.members is None and self.pairs is None

    def fault(self, reason: str) -> None:
        """Say what is wrong with this value, unless it is absent."""
        if not self.is_absent:
            self.place.fault(reason)

    def mapping(self, *, required: Collection[str], optional: Collection[str] = ()) -> "Fields":
        """The values under a fixed set of keys; unknown and missing keys are faults."""
        known = (*required, *optional)
        named: dict[str, Node] = {}
        for name, value in self.entries():
            if name in known:
                named[name] = value
            else:
                value.place.fault(unknown("key", name, known))
        if self.pairs is not None:
            for name in required:
                if name not in named or named[name].is_absent:
                    named.get(name, self).place.fault(f'missing "{name}"')
        return Fields(self.place, named)

    def entries(self) -> "tuple[tuple[str, Node], ...]":
        """Keys and values of a mapping whose keys are free, in the order written."""
        if self.pairs is None:
            self.fault("expected keys with values")
        return self.pairs or ()

    def sequence(self, *, at_least: int = 0) -> "tuple[Node, ...]":
        """The members of a list."""
        if self.members is None:
            self.fault("expected a list")
        elif len(self.members) < at_least:
            self.fault(f"expected at least {at_least} in the list, found {len(self.members)}")
        return self.members or ()

    def string(self) -> str:
        """Text without the white space around it; never empty when it is right."""
        if self.scalar is None:
            self.fault("expected a text")
        return self.scalar or ""

    def strings(self, *, at_least: int = 0) -> tuple[str, ...]:
        """A list of texts without repetition."""
        found: list[str] = []
        for member in self.sequence(at_least=at_least):
            written = member.string()
            if written in found:
                member.fault(f'"{written}" is here twice')
            found.append(written)
        return tuple(found)

    def text(self) -> Text:
        """A text in both languages: `{pl: …, en: …}`."""
        fields = self.mapping(required=("pl", "en"))
        return Text(pl=fields["pl"].string(), en=fields["en"].string())

    def slug(self) -> str:
        """A name for addresses and file names: small letters, digits and single hyphens."""
        return self.matching(_SLUG, "a slug such as listening-ladder")

    def matching(self, pattern: re.Pattern[str], meaning: str) -> str:
        """A text that fits the pattern as a whole; `meaning` says in a fault what was expected."""
        return self._read(lambda written: pattern.fullmatch(written) and written, meaning, "")

    def one_of(self, allowed: Collection[str]) -> str:
        return self._read({name: name for name in allowed}.get, " or ".join(allowed), "")

    def boolean(self) -> bool:
        return self._read(_YES_OR_NO.get, "yes or no", stand_in=False)

    def integer(self, *, at_least: int | None = None) -> int:
        number = self._read(_integer, "a whole number", at_least or 0)
        if at_least is not None and number < at_least:
            self.fault(f"expected at least {at_least}, found {number}")
        return number

    def decimal(self) -> Decimal:
        return self._read(_decimal, "a number such as 2.5", Decimal(0))

    def day(self) -> date:
        return self._read(_day, "a day such as 2026-11-22", date.min)

    def _read(self, read: Callable[[str], Value | None], expected: str, stand_in: Value) -> Value:
        if self.scalar is None:
            self.fault(f"expected {expected}")
            return stand_in
        value = read(self.scalar)
        if value is None:
            self.fault(f'expected {expected}, found "{self.scalar}"')
            return stand_in
        return value


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping whose keys were checked; a key that was not written gives an absent value."""

    place: Place
    _named: Mapping[str, Node]

    def __getitem__(self, name: str) -> Node:
        return self._named.get(name) or Node(self.place)

    def __contains__(self, name: str) -> bool:
        """Written, and not left empty."""
        return not self[name].is_absent


def read_yaml(path: PurePath | str, text: str, faults: Faults) -> Node:
    """The one document of an authored file; `path` is what its faults will name."""
    start = Place(str(path), 1, faults)
    try:
        aliases = [
            _line(event.start_mark)
            for event in yaml.parse(text, Loader=yaml.CSafeLoader)
            if isinstance(event, yaml.AliasEvent)
        ]
        root = None if aliases else yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        reason = ", ".join(filter(None, (error.context, error.problem)))
        start.at(_line(error.problem_mark)).fault(f"not YAML: {reason}")
        return Node(start)
    except yaml.YAMLError as error:
        start.fault(f"not YAML: {str(error).splitlines()[0]}")
        return Node(start)
    for line in aliases:
        start.at(line).fault("write the value again: aliases (*name) are not used here")
    node = Node(start) if root is None else _node(root, start)
    if node.is_absent and not aliases:
        start.fault("the file is empty")
    return node


def _node(written: yaml.Node, near: Place) -> Node:
    """PyYAML's tree as ours."""
    place = near.at(_line(written.start_mark))
    match written:
        case yaml.MappingNode():
            return Node(place, pairs=_pairs(written, place))
        case yaml.SequenceNode():
            return Node(place, members=tuple(_node(member, place) for member in written.value))
        case _:
            return Node(place, scalar=_scalar(written))


def _pairs(written: yaml.MappingNode, near: Place) -> tuple[tuple[str, Node], ...]:
    pairs: dict[str, Node] = {}
    for written_key, written_value in written.value:
        key, value = _node(written_key, near), _node(written_value, near)
        if key.scalar is None:
            key.place.fault("expected a text before the colon")
        elif key.scalar in pairs:
            key.fault(f'"{key.scalar}" is here twice')
        else:
            pairs[key.scalar] = value
    return tuple(pairs.items())


def _scalar(written: yaml.Node) -> str | None:
    """White space, `~` and `null` are nothing; in quotes the last two are words."""
    return None if written.tag == _NULL else str(written.value).strip() or None


def _line(mark: _Mark | None) -> int:
    return mark.line + 1 if mark else 1


def _integer(written: str) -> int | None:
    return int(written) if _INTEGER.fullmatch(written) else None


def _decimal(written: str) -> Decimal | None:
    return Decimal(written) if _DECIMAL.fullmatch(written) else None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None
