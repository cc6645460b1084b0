"""Lighthouse, as a phone on a slow network, at the pages where people spend their time."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.scene_served import ServedScene

HERE = Path(__file__).parent
LEAST = 98
"""Of a hundred, in each category."""

ASKED = (
    ("study.lesson", "ana"),
    ("quizzes.question", "ana"),
    ("study.course", "ana"),
    ("marking.show", "ben"),
    ("certificates.verify", "nobody"),
)


@dataclass(frozen=True, slots=True)
class Scored:
    """What a page scored: of a hundred each, and what cost it points."""

    door: str
    scores: Mapping[str, int]
    failed: list[str]
    largest_paint_ms: float
    kilobytes: float

    @property
    def is_enough(self) -> bool:
        return min(self.scores.values()) >= LEAST


def score(scene: ServedScene) -> Iterator[Scored]:
    """Raises CalledProcessError when a page could not be opened."""
    chrome = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
    paths = {page.door: page.path for page in scene.pages}
    asked = [
        {
            "url": scene.address + paths[door],
            "cookie": f"session={scene.cookies['pl'].get(person, '')}",
            "chrome": chrome,
        }
        for door, person in ASKED
    ]
    said = subprocess.run(
        ["node", str(HERE / "lighthouse.js")],
        input="\n".join(json.dumps(one) for one in asked),
        capture_output=True,
        check=True,
        text=True,
    )
    for (door, _), line in zip(ASKED, said.stdout.splitlines(), strict=True):
        told = json.loads(line)
        yield Scored(
            door=door,
            scores=told["scores"],
            failed=told["failed"],
            largest_paint_ms=told["metrics"]["largest-contentful-paint"],
            kilobytes=told["metrics"]["total-byte-weight"] / 1000,
        )
