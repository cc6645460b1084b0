"""What is wrong in an authored file, and where: all of it is collected, then told at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class AuthoringFault:
    """One thing an author has to put right. Lines count from 1."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


class BrokenCourse(Exception):
    """The authored files cannot be used; carries every fault, in order of file and line."""

    def __init__(self, faults: Iterable[AuthoringFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class Faults:
    """Collects faults while reading goes on, so that an author sees them all in one run."""

    def __init__(self) -> None:
        self._found: list[AuthoringFault] = []

    def add(self, path: str, line: int, reason: str) -> None:
        self._found.append(AuthoringFault(path, line, reason))

    def raise_if_any(self) -> None:
        if self._found:
            raise BrokenCourse(self._found)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written, and where its faults are collected."""

    path: str
    line: int
    faults: Faults

    def fault(self, reason: str) -> None:
        self.faults.add(self.path, self.line, reason)

    def at(self, line: int) -> "Place":
        """Another line of the same file."""
        return Place(self.path, line, self.faults)  # `replace` would take three times as long


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """The reason for a name that nothing bears, with the likeliest name that was meant."""
    reason = f'unknown {kind} "{name}"'
    near = get_close_matches(name, tuple(known), n=1)
    return f'{reason}, perhaps "{near[0]}"' if near else reason
