"""Files that mean harm, built in code: each has a name, and bytes that are made when asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.hostile import disguises, documents, names, pictures

Make = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file: what it is about, the name that its sender gives it, and its content."""

    about: str
    name: str
    make: Make


def every_hostile_file() -> Iterator[Hostile]:
    """The whole corpus."""
    for module in (disguises, documents, names, pictures):
        for about, name, make in module.files():
            yield Hostile(f"{module.__name__.rpartition('.')[2]}: {about}", name, make)
