"""The card of one record: scope, standard, assessment and comparison, each dated and signed.

What a decision froze is read from it; before a decision the card tells how things stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from assessments.definitions import Assignment
from assessments.qualification import judge
from content.curriculum import Competence
from content.languages import Language
from course.models import Assessment, Decision, Enrolment, Panel, Programme
from course.models.base import Json
from course.papers import pdf_of
from course.queries.records import record_of
from course.queries.rules import frozen_rule
from course.queries.stages import decision_about, names_of, panels_about, stages_beside
from course.queries.validation import standing_assessment
from course.reports.excepted import amount_said, excepted_said
from course.templating import paper_environment
from course.terms import ExceptionKind


@dataclass(frozen=True, slots=True)
class Signed:
    """When something was set, and by whom; nobody where the command line did it."""

    on: date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceTold:
    """One line of the comparison, with how the person saw it at entry and at exit beside it."""

    code: str
    title: str
    required: Sequence[str]
    reached: Sequence[str]
    replaced: Sequence[str]
    works: Sequence[Json]
    observations: Sequence[Json]
    entry: int | None
    exit: int | None

    @property
    def met(self) -> bool:
        """Whether all that is required is reached."""
        return len(self.reached) == len(self.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionTold:
    """One approved exception in words."""

    id: int
    kind: ExceptionKind
    what: str
    amount: str
    done_on: date | None
    entered: Signed
    approved: Signed


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCard:
    """Everything that the page and the paper show."""

    enrolment: Enrolment
    standard: str
    scope_set: Signed
    standard_set: Signed
    panel: Panel | None
    assessment: Assessment | None
    decision: Decision | None
    met: int
    asked: int
    competences: Sequence[CompetenceTold]
    exceptions: Sequence[ExceptionTold]

    @property
    def programme(self) -> Programme:
        """In which programme."""
        return self.enrolment.cohort.programme


@dataclass(frozen=True, slots=True)
class Course:
    """What the card names by its title."""

    competences: Sequence[Competence]
    assignments: Mapping[str, Assignment]


def stage_card(
    session: Session, enrolment: Enrolment, course: Course, language: Language, *, own: bool
) -> StageCard:
    """The card of a place; cohort, programme and its rule must be loaded.

    `own`: to the person themselves no decision is told before two people have made it.
    """
    programme = enrolment.cohort.programme
    rule = frozen_rule(programme.rule_version) if programme.rule_version else None
    decision = decision_about(session, enrolment.id, waiting=not own)
    told = decision.record if decision and "competences" in decision.record else None
    told = told or stages_beside(session, enrolment.id, programme.id, rule)
    if decision:
        lines = [line["met"] for line in decision.record["comparison"]["lines"]]
    else:
        record = record_of(session, enrolment.id)
        lines = [line.met for line in judge(rule, record).judged] if rule else []
    names = names_of(session, _signers(told))
    return StageCard(
        enrolment=enrolment,
        standard=rule.title.in_language(language) if rule else "",
        scope_set=_signed(told["signed"].get("scope"), names),
        standard_set=_signed(told["signed"].get("standard"), names),
        panel=next(iter(panels_about(session, enrolment.id)), None),
        assessment=standing_assessment(session, enrolment.id),
        decision=decision,
        met=sum(lines),
        asked=len(lines),
        competences=list(_competences(told, course, language)),
        exceptions=[_exception(one, names, course, language) for one in told["exceptions"]],
    )


def stage_card_pdf(card: StageCard, language: Language) -> bytes:
    """The same on A4. Raises PapersUnavailable."""
    programme = card.programme
    page = (
        paper_environment(language)
        .get_template("papers/stages.html")
        .render(
            card=card,
            person=card.enrolment.person,
            programme=programme,
            programme_title=programme.title_pl if language is Language.PL else programme.title_en,
        )
    )
    return pdf_of(page)


def _competences(told: Json, course: Course, language: Language) -> Iterator[CompetenceTold]:
    titles = {one.code: one.title.in_language(language) for one in course.competences}
    entry, exit_ = (
        told["self_assessments"].get(moment, {}).get("levels", {}) for moment in ("entry", "exit")
    )
    for one in told["competences"]:
        code = one["code"]
        yield CompetenceTold(
            code=code,
            title=titles.get(code, code),
            required=one["required"],
            reached=one["reached"],
            replaced=one["replaced"],
            works=[{**work, "on": _day(work["on"])} for work in one["works"]],
            observations=[{**seen, "on": _day(seen["on"])} for seen in one["observations"]],
            entry=entry.get(code),
            exit=exit_.get(code),
        )


def _exception(
    one: Json, names: Mapping[int, str], course: Course, language: Language
) -> ExceptionTold:
    return ExceptionTold(
        id=one["id"],
        kind=ExceptionKind(one["kind"]),
        what=excepted_said(one["requirement"], course.assignments, language),
        amount=amount_said(one["requirement"], one["amount"], language),
        done_on=_day(one["done_on"]),
        entered=Signed(_day(one["entered_on"]), names.get(one["entered_by"])),
        approved=Signed(_day(one["decided_on"]), names.get(one["decided_by"])),
    )


def _signed(told: Json | None, names: Mapping[int, str]) -> Signed:
    return Signed(_day(told["on"]), names.get(told["by"])) if told else Signed()


def _signers(told: Json) -> Iterator[int]:
    for one in told["signed"].values():
        if one["by"] is not None:
            yield one["by"]
    for one in told["exceptions"]:
        yield from (one["entered_by"], one["decided_by"])


def _day(told: Any) -> date | None:  # noqa: ANN401 -- of JSON
    return date.fromisoformat(told) if told else None
