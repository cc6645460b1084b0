"""A complete little course of two modules and three lessons, written into a folder."""

from dataclasses import dataclass
from pathlib import Path

from content.curriculum import Curriculum
from content.faults import BrokenCourse
from content.reading import read_curriculum

CURRICULUM = """\
modules:
  - slug: m1
    number: 1
    title: {pl: Idea, en: Idea}
    study_hours: 6
    field_hours: 0
    quiz: m1
    assignment: z1
    outcomes:
      - {code: M1.E1, text: {pl: Opisuje cykl., en: Describes the cycle.}}
    lessons:
      - {slug: 1-cycle, minutes: 14, outcomes: [M1.E1]}
      - {slug: 2-values, minutes: 9, outcomes: [M1.E1]}
  - slug: m3
    number: 3
    title: {pl: Słuchanie, en: Listening}
    study_hours: 10
    field_hours: 22
    outcomes:
      - {code: M3.E1, text: {pl: Słucha., en: Listens.}}
      - {code: M3.E2, text: {pl: Pyta., en: Asks.}}
    lessons:
      - {slug: 1-questions, minutes: 16, outcomes: [M3.E1, M3.E2]}
"""

COMPETENCES = """\
- code: K1
  title: {pl: Etyka, en: Ethics}
  outcomes: [M1.E1, M8.E4]
  statement: {pl: Znam zasady., en: I know the rules.}
  levels:
    - {pl: jeden, en: one}
    - {pl: dwa, en: two}
    - {pl: trzy, en: three}
    - {pl: cztery, en: four}
    - {pl: pięć, en: five}
- code: K2
  title: {pl: Słuchanie, en: Listening}
  outcomes: [M3.E1]
  statement: {pl: Słucham., en: I listen.}
  levels:
    - {pl: jeden, en: one}
    - {pl: dwa, en: two}
    - {pl: trzy, en: three}
    - {pl: cztery, en: four}
    - {pl: pięć, en: five}
"""

GLOSSARY = """\
- slug: listening
  name: {pl: słuchanie, en: listening}
  definition: {pl: Rozmowa bez tezy., en: A talk without a thesis.}
- slug: reach
  name: {pl: docieranie, en: reach}
  definition: {pl: Wychodzenie do ludzi., en: Going to people.}
"""

FACTS = """\
- slug: pilot-trainees
  name: {pl: osoby w pilotażu, en: people in the pilot}
  value: {pl: "12 osób", en: 12 people}
  source: https://example.org/pilot
  checked_on: 2026-11-22
- slug: first-year
  name: {pl: pierwszy rok, en: first year}
  value: {pl: "2018", en: "2018"}
  source: {pl: Zapis projektu, en: Record of the project}
  checked_on: 2026-10-01
"""

FIGURE = """\
<svg class="fig" viewBox="0 0 320 100" role="img" aria-labelledby="ladder-t ladder-d">
  <title id="ladder-t">Ladder</title>
  <desc id="ladder-d">Five rungs.</desc>
  <rect x="1" y="1" width="9" height="9"/>
</svg>
"""

CYCLE = """\
# The cycle

The work goes in a circle. In the pilot [[fact:pilot-trainees]] learned it.

## Eight steps

First comes [reach](term:reach), see [questions](lesson:m3/1-questions).

![The ladder, from below.](figure:ladder)

/// exercise | 20
### Exercise

Talk to one neighbour.
///

/// sources
- [The framework](https://example.org/framework), our own wording.
///
"""

GUIDES = ("accessibility", "data-notice", "declaration", "ethics-code", "help", "privacy", "start")

FILES = {
    "curriculum.yaml": CURRICULUM,
    "competences.yaml": COMPETENCES,
    "glossary.yaml": GLOSSARY,
    "facts.yaml": FACTS,
    "figures/ladder.pl.svg": FIGURE,
    "figures/ladder.en.svg": FIGURE,
    "lessons/pl/m1/1-cycle.md": CYCLE.replace("The cycle", "Cykl"),
    "lessons/en/m1/1-cycle.md": CYCLE,
    "lessons/pl/m1/2-values.md": "# Wartości\n\nSześć zasad.\n",
    "lessons/en/m1/2-values.md": "# Values\n\nSix rules.\n",
    "lessons/pl/m3/1-questions.md": "# Pytania\n\nPytania otwarte.\n",
    "lessons/en/m3/1-questions.md": "# Questions\n\nOpen questions.\n",
    **{f"guides/pl/{name}.md": f"# {name}\n\n[Napisz](mailto:a@example.org).\n" for name in GUIDES},
    **{f"guides/en/{name}.md": f"# {name}\n\n[Write](mailto:a@example.org).\n" for name in GUIDES},
    "trainers/pl/m1.md": "# Moduł 1\n\nO co chodzi.\n",
    "trainers/en/m1.md": "# Module 1\n\nWhat it is about.\n",
}


@dataclass(frozen=True)
class SampleCourse:
    """The little course on disk, ready to be broken."""

    folder: Path

    def read(self) -> Curriculum:
        return read_curriculum(self.folder)

    def write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        (self.folder / path).unlink()

    def faults(self) -> list[str]:
        try:
            self.read()
        except BrokenCourse as broken:
            return str(broken).splitlines()
        return []


def write_sample(folder: Path) -> SampleCourse:
    course = SampleCourse(folder)
    for path, text in FILES.items():
        course.write(path, text)
    return course
