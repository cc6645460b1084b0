"""The Nu HTML checker over the source of pages, our style sheets and our drawings."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from course.settings import ROOT

HERE = Path(__file__).parent
CHECKER = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
OURS = ("course/static/css", "course/static/favicon.svg", "course/static/logo.svg")
FIGURES = "content/figures"
LONGEST = 160


def read_sources(pages: Path) -> Iterator[str]:
    """Everything that it says of the pages in a folder and of what they show, warnings too."""
    options = ["--format", "json", "--exit-zero-always", "--also-check-css", "--also-check-svg"]
    places = [str(pages), *(str(ROOT / one) for one in (*OURS, FIGURES))]
    said = subprocess.run(
        ["java", "-jar", str(CHECKER), *options, *places],
        capture_output=True,
        check=True,
        text=True,
    )
    for message in json.loads(said.stderr)["messages"]:
        kind = message.get("subType") or message["type"]
        extract = " ".join(message.get("extract", "").split())[:LONGEST]
        place = f"{Path(message.get('url', '')).name}:{message.get('lastLine', '')}"
        yield f"{kind}: {message['message']} – {place} {extract}"
