"""A folder of Markdown, YAML and SVG becomes the course, or the list of everything wrong in it."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from html import escape
from pathlib import Path

from content.authored_yaml import Node, read_yaml
from content.curriculum import Curriculum, Fact, Guide, Lesson, Module
from content.faults import Faults, Place, unknown
from content.languages import Language, Text
from content.lists import (
    LessonPlan,
    ModulePlan,
    read_competences,
    read_facts,
    read_modules,
    read_terms,
)
from content.markup import FACT, NOTHING_WRITTEN, Written, problems_of_guide, take_apart
from content.svg import check_figure
from content.translation import Translation, read_english

_Nameable = Mapping[str, Mapping[str, object]]
"""By kind and slug, what a reader sees of everything that a lesson may name."""

_GUIDES = (
    "accessibility",
    "data-notice",
    "declaration",
    "ethics-code",
    "help",
    "privacy",
    "start",
)
TRAINERS = "trainers"
_TRAINER_FILE = re.compile(rf"{TRAINERS}/pl/([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_FIGURE_FILE = re.compile(r"figures/([a-z0-9]+(?:-[a-z0-9]+)*)\.(pl|en)\.svg")


def read_curriculum(folder: Path) -> Curriculum:
    """Read and check the whole course. Raises BrokenCourse with every fault at once."""
    faults = Faults()
    shelf = _Shelf(folder, faults)
    plans = read_modules(shelf.yaml("curriculum.yaml"))
    terms = read_terms(shelf.yaml("glossary.yaml"))
    facts = read_facts(shelf.yaml("facts.yaml"))
    figures = _read_figures(shelf, facts)
    lessons = [lesson.slug for plan in plans for lesson in plan.lessons]
    nameable: _Nameable = {
        "term": {slug: asdict(term) for slug, term in terms.items()},
        "fact": {slug: asdict(fact) for slug, fact in facts.items()},
        "figure": {slug: asdict(figure) for slug, figure in figures.items()},
        "lesson": {slug: slug for slug in lessons},
    }
    competences = read_competences(shelf.yaml("competences.yaml"), [plan.module for plan in plans])
    modules = tuple(_read_module(shelf, plan, nameable) for plan in plans)
    guides = {name: _read_guide(shelf, "guides", name) for name in _GUIDES}
    trainer_guides = {name: _read_guide(shelf, TRAINERS, name) for name in _trainer_guides(shelf)}
    _name_strays(shelf, lessons)
    faults.raise_if_any()
    return Curriculum(modules, competences, terms, facts, figures, guides, trainer_guides)


class _Shelf:
    """The files of the course, by their paths inside its folder."""

    def __init__(self, folder: Path, faults: Faults) -> None:
        self._folder = folder
        self._faults = faults

    def place(self, path: str) -> Place:
        return Place(f"{self._folder.name}/{path}", 1, self._faults)

    def has(self, path: str) -> bool:
        return (self._folder / path).is_file()

    def names(self, folder: str) -> list[str]:
        """The paths of all files below a folder of the course."""
        found = (self._folder / folder).rglob("*")
        return sorted(path.relative_to(self._folder).as_posix() for path in found if path.is_file())

    def text(self, path: str) -> str | None:
        """The text of a file with one kind of line ends; None after saying what is wrong."""
        try:
            written = (self._folder / path).read_bytes()
            return written.decode("utf-8-sig").replace("\r\n", "\n")
        except FileNotFoundError:
            self.place(path).fault("the file is missing")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.place(path).at(line).fault("not UTF-8")
        return None

    def yaml(self, path: str) -> Node:
        text = self.text(path)
        place = self.place(path)
        return Node(place) if text is None else read_yaml(place.path, text, self._faults)


def _read_module(shelf: _Shelf, plan: ModulePlan, nameable: _Nameable) -> Module:
    module = plan.module
    lessons = (_read_lesson(shelf, lesson, module.slug, nameable) for lesson in plan.lessons)
    return replace(module, lessons=tuple(lessons))


def _read_lesson(shelf: _Shelf, plan: LessonPlan, module: str, nameable: _Nameable) -> Lesson:
    path = lesson_path(plan.slug, Language.PL)
    if not shelf.has(path):
        plan.place.fault(f"there is no {shelf.place(path).path}")
    pair = _read_pair(shelf, path, lesson_path(plan.slug, Language.EN))
    pl = _take_apart(pair.polish, nameable)
    en = pl if pair.english is None else _take_apart(pair.english, nameable)
    used = {(use.kind, use.slug) for use in (*pl.uses, *en.uses)}
    lesson = Lesson(
        slug=plan.slug,
        module=module,
        number=plan.number,
        title=Text(pl.title, en.title),
        minutes=plan.minutes,
        outcomes=plan.outcomes,
        body=Text(pl.body, en.body),
        digest="",
        translation=pair.translation,
        reading_limit=plan.reading_limit,
    )
    shown = [nameable[kind].get(slug) for kind, slug in sorted(used)]
    return replace(lesson, digest=_digest([asdict(lesson), *shown]))


@dataclass(frozen=True, slots=True)
class _File:
    """The text of one file, None where it could not be read.

    Lines of its faults are counted with the lines before it.
    """

    text: str | None
    place: Place
    lines_before: int = 0

    def fault(self, line: int, reason: str) -> None:
        self.place.at(line + self.lines_before).fault(reason)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A text in both languages; None where the English one is missing."""

    polish: _File
    english: _File | None
    translation: Translation

    @property
    def body(self) -> Text:
        return Text(self.polish.text or "", (self.english or self.polish).text or "")


def _read_pair(shelf: _Shelf, polish_path: str, english_path: str) -> _Pair:
    written = shelf.text(polish_path) if shelf.has(polish_path) else None
    polish = _File(written, shelf.place(polish_path))
    translated = shelf.text(english_path) if shelf.has(english_path) else None
    if translated is None:
        return _Pair(polish, None, Translation.MISSING)
    english = read_english(translated)
    file = _File(english.text, shelf.place(english_path), english.lines_before)
    return _Pair(polish, file, english.stands(written or ""))


def _take_apart(file: _File, nameable: _Nameable) -> Written:
    if file.text is None:
        return NOTHING_WRITTEN
    written = take_apart(file.text)
    for line, reason in written.problems:
        file.fault(line, reason)
    for use in written.uses:
        known = nameable[use.kind]
        if use.slug not in known:
            file.fault(use.line, unknown(use.kind, use.slug, known))
    return written


def _digest(seen: object) -> str:
    written = json.dumps(seen, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def _read_figures(shelf: _Shelf, facts: Mapping[str, Fact]) -> dict[str, Text]:
    drawn: dict[str, dict[str, str]] = {}
    for path in shelf.names("figures"):
        found = _FIGURE_FILE.fullmatch(path)
        if found is None:
            shelf.place(path).fault("figures are named name.pl.svg and name.en.svg")
            continue
        slug, language = found.groups()
        svg = _read_figure(shelf, path, slug)
        svg = _with_facts(svg, facts, Language(language), shelf.place(path))
        drawn.setdefault(slug, {})[language] = svg
    for slug, languages in drawn.items():
        for language in set(Language) - languages.keys():
            shelf.place(f"figures/{slug}.{language}.svg").fault("the file is missing")
    return {
        slug: Text(languages.get("pl", ""), languages.get("en", ""))
        for slug, languages in drawn.items()
    }


def _read_figure(shelf: _Shelf, path: str, slug: str) -> str:
    svg = shelf.text(path)
    if svg is None:
        return ""
    check_figure(slug, svg.rstrip(), shelf.place(path))
    return svg.strip()


def _with_facts(svg: str, facts: Mapping[str, Fact], language: Language, place: Place) -> str:
    """A drawing says facts by name, as lessons do."""

    def value(named: re.Match[str]) -> str:
        if named[1] not in facts:
            line = svg.count("\n", 0, named.start()) + 1
            place.at(line).fault(unknown("fact", named[1], facts))
            return ""
        return escape(facts[named[1]].value.in_language(language))

    return FACT.sub(value, svg)


def _trainer_guides(shelf: _Shelf) -> list[str]:
    found = (_TRAINER_FILE.fullmatch(path) for path in shelf.names(f"{TRAINERS}/pl"))
    return [name[1] for name in found if name]


def _read_guide(shelf: _Shelf, folder: str, name: str) -> Guide:
    path = f"{folder}/{Language.PL}/{name}.md"
    if not shelf.has(path):
        shelf.place(path).fault("the file is missing")
    pair = _read_pair(shelf, path, f"{folder}/{Language.EN}/{name}.md")
    for file in filter(None, (pair.polish, pair.english)):
        for line, reason in () if file.text is None else problems_of_guide(file.text):
            file.fault(line, reason)
    return Guide(pair.body, pair.translation)


def _name_strays(shelf: _Shelf, lessons: Iterable[str]) -> None:
    known = {lesson_path(slug, language) for slug in lessons for language in Language}
    for path in shelf.names("lessons"):
        if path not in known:
            shelf.place(path).fault("no module in curriculum.yaml names this lesson")


def lesson_path(slug: str, language: Language) -> str:
    """Where a lesson is written, below the folder of the course."""
    return f"lessons/{language}/{slug}.md"
