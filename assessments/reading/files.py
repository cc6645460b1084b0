"""Files and values that quizzes, assignments and rules are read from in the same way."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from assessments.items import Item
from content.authored_yaml import Node, read_yaml
from content.faults import Faults, Place, unknown

Kind = TypeVar("Kind", bound=StrEnum)

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
HIGHEST_PERCENT = 100


class Slugged(Protocol):
    """A definition with the name by which the course knows it."""

    @property
    def slug(self) -> str: ...


Definition = TypeVar("Definition", bound=Slugged)


def read_folder(folder: Path, read: Callable[[Node], Definition]) -> Mapping[str, Definition]:
    """One definition per file, named like its file. Raises BrokenCourse with every fault."""
    faults = Faults()
    found: dict[str, Definition] = {}
    for path in sorted(folder.glob("*.yaml")):
        node = read_file(path, f"{folder.parent.name}/{folder.name}/{path.name}", faults)
        definition = read(node)
        if definition.slug not in {"", path.stem}:
            node.fault(f'the slug "{definition.slug}" is not the name of the file')
        found[definition.slug] = definition
    faults.raise_if_any()
    return found


def read_file(path: Path, name: str, faults: Faults) -> Node:
    """The tree of one file, whose faults will bear this name."""
    nothing = Node(Place(name, 1, faults))
    try:
        return read_yaml(name, path.read_text(encoding="utf-8"), faults)
    except FileNotFoundError:
        nothing.place.fault("there is no such file")
    except UnicodeDecodeError:
        nothing.place.fault("not saved as UTF-8")
    return nothing


def kind_in(node: Node, kinds: Iterable[Kind]) -> Kind | None:
    """What kind of thing is described; None, with a fault, where that is not known."""
    known = {str(kind): kind for kind in kinds}
    written = dict(node.entries()).get("kind")
    if written is None or written.is_absent:
        node.fault('missing "kind"')
        return None
    name = written.string()
    if name not in known:
        written.fault(unknown("kind", name, known))
    return known.get(name)


def id_in(node: Node) -> str:
    """An id that forms can send: small letters, digits, hyphens, underscores."""
    return node.matching(_ID, "an id such as works_nights")


def ids_in(node: Node) -> tuple[str, ...]:
    """A list of ids without repetition, with at least one."""
    found = node.strings(at_least=1)
    for member in node.members or ():
        id_in(member)
    return found


def items_in(node: Node, *, at_least: int) -> tuple[Item, ...]:
    """A list of `{id, text}`, each id once."""
    written = node.sequence(at_least=at_least)
    tell_apart(written, "id")
    fields = [member.mapping(required=("id", "text")) for member in written]
    return tuple(Item(id_in(named["id"]), named["text"].text()) for named in fields)


def tell_apart(members: Iterable[Node], key: str) -> None:
    """No two members of a list bear the same id, name or slug."""
    seen: set[str] = set()
    for member in members:
        name = dict(member.pairs or ()).get(key)
        if name is None or name.scalar is None:
            continue
        if name.scalar in seen:
            name.fault(f'the {key} "{name.scalar}" is here twice')
        seen.add(name.scalar)


def whole_between(node: Node, low: int, high: int) -> int:
    """A whole number within its bounds, which are included."""
    number = node.integer()
    if not low <= number <= high:
        node.fault(f"expected {low} to {high}, found {number}")
    return number


def percent_in(node: Node) -> int:
    """A share that can be missed and can be reached."""
    return whole_between(node, 1, HIGHEST_PERCENT)
