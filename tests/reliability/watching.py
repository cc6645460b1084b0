"""What a program asks of the kernel, as strace tells it."""

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

QUICK = "--seccomp-bpf"  # stops at watched calls alone, but then counts none to inject a signal
MISSING = "strace is missing, so nobody watched what is written to the disk: install strace."
TOLD_BYTES = 5000  # more than a page of the database and its frame
_LINE = re.compile(
    r"(?P<thread>\d+) +(?:<\.\.\. (?P<resumed>\w+) resumed>|(?P<call>\w+)\()(?P<rest>.*)"
)


@dataclass(frozen=True, slots=True)
class Call:
    """One system call: the thread that asked, its name, and everything told about it."""

    thread: str
    name: str
    told: str


def strace(output: Path, *options: str) -> Sequence[str]:
    """The words before a command that is to be watched; skips where that cannot be done."""
    path = shutil.which("strace")
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    return [path, "-f", "-y", "-qq", "-s", str(TOLD_BYTES), "-o", str(output), *options]


def calls(output: Path) -> Iterator[Call]:
    """Every call in the order in which they ended, except that what is sent counts as it begins."""
    begun: dict[str, str] = {}
    for line in output.read_text(encoding="utf-8", errors="replace").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        thread, name = found["thread"], found["resumed"] or found["call"]
        if found["rest"].endswith("<unfinished ...>"):
            begun[thread] = found["rest"]
            if name.startswith(("write", "send")):
                yield Call(thread, name, found["rest"])
        elif found["resumed"] is None:
            yield Call(thread, name, found["rest"])
        elif not name.startswith(("write", "send")):
            yield Call(thread, name, begun.pop(thread, "") + found["rest"])
