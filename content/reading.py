"""A folder of Markdown, YAML and SVG becomes the course, or the list of everything wrong in it."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from content.authored_yaml import Node, read_yaml
from content.curriculum import Curriculum, Lesson, Module
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
from content.markup import NOTHING_WRITTEN, Written, problems_of_guide, take_apart
from content.svg import check_figure

_Nameable = Mapping[str, Mapping[str, object]]
"""By kind and slug, what a reader sees of everything that a lesson may name."""

_GUIDES = ("accessibility", "data-notice", "declaration", "ethics-code", "help", "privacy")
_FIGURE_FILE = re.compile(r"figures/([a-z0-9]+(?:-[a-z0-9]+)*)\.(pl|en)\.svg")


def read_curriculum(folder: Path) -> Curriculum:
    """Read and check the whole course. Raises BrokenCourse with every fault at once."""
    faults = Faults()
    shelf = _Shelf(folder, faults)
    plans = read_modules(shelf.yaml("curriculum.yaml"))
    terms = read_terms(shelf.yaml("glossary.yaml"))
    facts = read_facts(shelf.yaml("facts.yaml"))
    figures = _read_figures(shelf)
    lessons = [lesson.slug for plan in plans for lesson in plan.lessons]
    nameable: _Nameable = {
        "term": {slug: asdict(term) for slug, term in terms.items()},
        "fact": {slug: asdict(fact) for slug, fact in facts.items()},
        "figure": {slug: asdict(figure) for slug, figure in figures.items()},
        "lesson": {slug: slug for slug in lessons},
    }
    competences = read_competences(shelf.yaml("competences.yaml"), [plan.module for plan in plans])
    modules = tuple(_read_module(shelf, plan, nameable) for plan in plans)
    guides = {name: _read_guide(shelf, name) for name in _GUIDES}
    _name_strays(shelf, lessons)
    faults.raise_if_any()
    return Curriculum(modules, competences, terms, facts, figures, guides)


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
    pl = _read_written(shelf, plan, Language.PL, nameable)
    en = _read_written(shelf, plan, Language.EN, nameable)
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
    )
    shown = [nameable[kind].get(slug) for kind, slug in sorted(used)]
    return replace(lesson, digest=_digest([asdict(lesson), *shown]))


def _read_written(
    shelf: _Shelf, plan: LessonPlan, language: Language, nameable: _Nameable
) -> Written:
    path = _lesson_path(plan.slug, language)
    if not shelf.has(path):
        plan.place.fault(f"there is no {shelf.place(path).path}")
        return NOTHING_WRITTEN
    text = shelf.text(path)
    if text is None:
        return NOTHING_WRITTEN
    written = take_apart(text)
    place = shelf.place(path)
    for line, reason in written.problems:
        place.at(line).fault(reason)
    for use in written.uses:
        known = nameable[use.kind]
        if use.slug not in known:
            place.at(use.line).fault(unknown(use.kind, use.slug, known))
    return written


def _digest(seen: object) -> str:
    written = json.dumps(seen, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def _read_figures(shelf: _Shelf) -> dict[str, Text]:
    drawn: dict[str, dict[str, str]] = {}
    for path in shelf.names("figures"):
        found = _FIGURE_FILE.fullmatch(path)
        if found is None:
            shelf.place(path).fault("figures are named name.pl.svg and name.en.svg")
            continue
        slug, language = found.groups()
        drawn.setdefault(slug, {})[language] = _read_figure(shelf, path, slug)
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


def _read_guide(shelf: _Shelf, name: str) -> Text:
    texts = dict.fromkeys(Language, "")
    for language in Language:
        path = f"guides/{language}/{name}.md"
        text = shelf.text(path)
        if text is not None:
            texts[language] = text
            for line, reason in problems_of_guide(text):
                shelf.place(path).at(line).fault(reason)
    return Text(texts[Language.PL], texts[Language.EN])


def _name_strays(shelf: _Shelf, lessons: Iterable[str]) -> None:
    known = {_lesson_path(slug, language) for slug in lessons for language in Language}
    for path in shelf.names("lessons"):
        if path not in known:
            shelf.place(path).fault("no module in curriculum.yaml names this lesson")


def _lesson_path(slug: str, language: Language) -> str:
    return f"lessons/{language}/{slug}.md"
