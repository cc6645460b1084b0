"""`make judges`: every kind of page before three judges; what is new fails, the known is told."""

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import sync_playwright

from course.catalogue import load_catalogue
from course.settings import ROOT
from tests.browser.conftest import FLAGS
from tests.browser.walking import walk
from tests.judges.judged import KNOWN
from tests.judges.reading import read_sources
from tests.judges.scores import Scored, score
from tests.judges.sniffing import ENGINE, sniff
from tests.scene_served import ServedScene, serve_pages

FULL_SIZE = os.environ.get("FULL_SIZE") == "1"


def main() -> int:
    """Ask all of them, print what they say, and return 1 where something is new."""
    course = load_catalogue(ROOT / "content", ROOT / "assessments")
    with tempfile.TemporaryDirectory(prefix="judges-") as name:
        folder = Path(name)
        (folder / "html").mkdir()
        with serve_pages(folder / "scene", course) as scene:
            sniffed = _look(scene, folder / "html")
            scored = list(score(scene))
        pages = len(list((folder / "html").iterdir()))
        fresh = [
            *_tell(f"Nu HTML checker, {pages} pages", read_sources(folder / "html")),
            *_tell(f"HTML_CodeSniffer, {pages} pages", sniffed),
            *_tell_scores(scored),
        ]
    return 1 if fresh else 0


def _look(scene: ServedScene, folder: Path) -> list[str]:
    """Keep the source of each page for the checker, and let the second engine find its barriers."""
    found = []
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for seen in walk(chromium, scene, everybody=FULL_SIZE, tool=ENGINE):
            name = re.sub(r"\W+", "-", f"{seen.person} {seen.what}")
            (folder / f"{name}.html").write_bytes(seen.answer.body())
            found += [f"{finding} ({seen.person}: {seen.what})" for finding in sniff(seen.page)]
        chromium.close()
    return found


def _tell(judge: str, findings: Iterable[str]) -> list[str]:
    """Print how often what is known was found, and each finding that is new; return these."""
    known, fresh = Counter[str](), list[str]()
    for finding in findings:
        reasons = [reason for words, reason in KNOWN.items() if words in finding]
        known.update(reasons[:1])
        fresh += [] if reasons else [finding]
    _say(f"{judge}: {len(fresh)} new findings")
    for reason, times in known.items():
        _say(f"  known, {times} times: {reason}")
    for finding in fresh:
        _say(f"  NEW {finding}")
    return fresh


def _tell_scores(scored: Iterable[Scored]) -> list[str]:
    _say("Lighthouse, as a phone on a slow network:")
    short = []
    for one in scored:
        said = ", ".join(f"{name} {points}" for name, points in one.scores.items())
        _say(f"  {one.door}: {said}; {one.largest_paint_ms:.0f} ms, {one.kilobytes:.0f} kB")
        if not one.is_enough:
            short.append(one.door)
            _say(f"    too little: {'; '.join(one.failed)}")
    return short


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
