"""The lists of the course: modules and their lessons, competences, words and facts."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from content.authored_yaml import Fields, Node
from content.curriculum import Competence, Fact, Module, Outcome, ReadingLimit, Term
from content.faults import Place, unknown
from content.languages import Text

Thing = TypeVar("Thing")

SELF_ASSESSMENT_LEVELS = 5

_OUTCOME = re.compile(r"M([1-9][0-9]?)\.E[1-9][0-9]?")
_COMPETENCE = re.compile(r"K[1-9][0-9]?")
_LESSON = re.compile(r"[1-9][0-9]?(?:-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """A lesson as the list of modules names it; its words stand in files of their own."""

    slug: str
    number: int
    minutes: int
    outcomes: tuple[str, ...]
    reading_limit: ReadingLimit | None
    place: Place


@dataclass(frozen=True, slots=True)
class ModulePlan:
    """A module whose lessons are not read yet."""

    module: Module
    lessons: tuple[LessonPlan, ...]


def read_terms(root: Node) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for node in root.sequence():
        fields = node.mapping(required=("slug", "name", "definition"))
        slug = fields["slug"].slug()
        term = Term(slug, fields["name"].text(), fields["definition"].text())
        _keep(term, slug, terms, fields["slug"], "term")
    return terms


def read_facts(root: Node) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for node in root.sequence():
        fields = node.mapping(required=("slug", "name", "value", "source", "checked_on"))
        slug = fields["slug"].slug()
        fact = Fact(
            slug=slug,
            name=fields["name"].text(),
            value=fields["value"].text(),
            source=_source(fields["source"]),
            checked_on=fields["checked_on"].day(),
        )
        _keep(fact, slug, facts, fields["slug"], "fact")
    return facts


def _source(node: Node) -> Text:
    """A title and an address are the same in both languages; an explanation is not."""
    return Text(node.string(), node.string()) if node.pairs is None else node.text()


def read_competences(root: Node, modules: Iterable[Module]) -> tuple[Competence, ...]:
    """Outcomes of modules that exist must exist; the others may be written later."""
    written: dict[int, list[str]] = {}
    for module in modules:
        codes = [outcome.code for outcome in module.outcomes]
        written.setdefault(module.number, []).extend(codes)
    competences: dict[str, Competence] = {}
    for node in root.sequence():
        fields = node.mapping(required=("code", "title", "outcomes", "statement", "levels"))
        code = fields["code"].matching(_COMPETENCE, "a code such as K4")
        for outcome in fields["outcomes"].sequence(at_least=1):
            _check_named_outcome(outcome, written)
        levels = fields["levels"].sequence()
        if len(levels) != SELF_ASSESSMENT_LEVELS:
            fields["levels"].fault(
                f"expected {SELF_ASSESSMENT_LEVELS} levels, 1 to 5, found {len(levels)}"
            )
        competence = Competence(
            code=code,
            title=fields["title"].text(),
            outcomes=fields["outcomes"].strings(),
            statement=fields["statement"].text(),
            levels=tuple(level.text() for level in levels),
        )
        _keep(competence, code, competences, fields["code"], "competence")
    return tuple(competences.values())


def read_modules(root: Node) -> tuple[ModulePlan, ...]:
    plans: dict[str, ModulePlan] = {}
    last_number = 0
    for node in root.mapping(required=("modules",))["modules"].sequence(at_least=1):
        fields = node.mapping(
            required=(
                "slug",
                "number",
                "title",
                "study_hours",
                "field_hours",
                "outcomes",
                "lessons",
            ),
            optional=("quiz", "assignment"),
        )
        plan = _plan(fields)
        if plan.module.number <= last_number:
            fields["number"].fault("numbers of modules must rise")
        last_number = plan.module.number
        _keep(plan, plan.module.slug, plans, fields["slug"], "module")
    return tuple(plans.values())


def _plan(fields: Fields) -> ModulePlan:
    number = fields["number"].integer(at_least=1)
    outcomes = _outcomes(fields["outcomes"], number)
    module = Module(
        slug=fields["slug"].slug(),
        number=number,
        title=fields["title"].text(),
        study_hours=fields["study_hours"].integer(at_least=0),
        field_hours=fields["field_hours"].integer(at_least=0),
        outcomes=outcomes,
        lessons=(),
        quiz=fields["quiz"].slug() or None,
        assignment=fields["assignment"].slug() or None,
    )
    return ModulePlan(module, _lessons(fields["lessons"], module))


def _outcomes(list_node: Node, module_number: int) -> tuple[Outcome, ...]:
    outcomes: dict[str, Outcome] = {}
    for node in list_node.sequence(at_least=1):
        fields = node.mapping(required=("code", "text"))
        code = fields["code"].matching(_OUTCOME, "a code such as M3.E1")
        if code and not code.startswith(f"M{module_number}."):
            fields["code"].fault(f'outcome "{code}" does not belong to module {module_number}')
        _keep(Outcome(code, fields["text"].text()), code, outcomes, fields["code"], "outcome")
    return tuple(outcomes.values())


def _lessons(list_node: Node, module: Module) -> tuple[LessonPlan, ...]:
    codes = [outcome.code for outcome in module.outcomes]
    plans: dict[str, LessonPlan] = {}
    for number, node in enumerate(list_node.sequence(at_least=1), start=1):
        fields = node.mapping(required=("slug", "minutes", "outcomes"), optional=("reading_limit",))
        name = fields["slug"].matching(_LESSON, "a slug such as 4-listening-campaign")
        if name and not name.startswith(f"{number}-"):
            fields["slug"].fault(f'lesson "{name}" stands in place {number}')
        outcomes = fields["outcomes"].strings(at_least=1)
        for outcome in outcomes:
            if outcome not in codes:
                fields["outcomes"].fault(unknown(f"outcome of {module.slug}", outcome, codes))
        minutes = fields["minutes"].integer(at_least=1)
        slug = f"{module.slug}/{name}"
        limit = _reading_limit(fields["reading_limit"]) if "reading_limit" in fields else None
        plan = LessonPlan(slug, number, minutes, outcomes, limit, node.place)
        _keep(plan, name, plans, fields["slug"], "lesson")
    return tuple(plans.values())


def _reading_limit(node: Node) -> ReadingLimit:
    fields = node.mapping(required=("fog", "because"))
    return ReadingLimit(fields["fog"].decimal(), fields["because"].string())


def _keep(thing: Thing, name: str, kept: dict[str, Thing], named: Node, kind: str) -> None:
    """Keep the first thing of each name; one whose name could not be read has its fault already."""
    if name in kept:
        named.fault(f'{kind} "{name}" is here twice')
    elif name:
        kept[name] = thing


def _check_named_outcome(node: Node, written: Mapping[int, Collection[str]]) -> None:
    code = node.matching(_OUTCOME, "a code such as M3.E1")
    found = _OUTCOME.fullmatch(code)
    known = written.get(int(found[1])) if found else None
    if known is not None and code not in known:
        node.fault(unknown("outcome", code, known))
