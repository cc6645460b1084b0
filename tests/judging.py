"""The judge of our credentials: another implementation (JavaScript), in a process of its own."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest

from course.credentials.documents import Document
from course.settings import ROOT

FOLDER = ROOT / "tests" / "verifier"
MISSING = "node, or what `make verifier` installs, is missing: credentials are not judged"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the other implementation says. Verified alone is no answer: `closed` is the status."""

    verified: bool
    closed: bool | None
    why: object


class Judge:
    """Judges one credential after another. It knows the documents that it is given, no others."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(
        self, credential: Document, *, documents: Mapping[str, Document], at: datetime
    ) -> Judgement:
        asked = {"credential": credential, "documents": documents, "now": at.isoformat()}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()
        return Judgement(**json.loads(self._process.stdout.readline()))


@contextmanager
def judging() -> Iterator[Judge]:
    """A judge that waits; skips the test where there is none, and fails it in CI."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").exists():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    with subprocess.Popen(
        [str(node), "judge.js"],
        cwd=FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Judge(process)
        assert process.stdin
        process.stdin.close()
