"""What the funder asks of a participant, as it stands on a page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from werkzeug.datastructures import MultiDict

from assessments.faults import Fault
from assessments.participants import (
    Condition,
    FilledBy,
    Item,
    ItemKind,
    Moment,
    ParticipantForm,
    Participation,
    Reading,
    Section,
    Values,
    read_values,
    to_mend,
)
from course.actions.participants import Typed
from course.sentences import N_
from course.web.i18n import language, speaking

BY_PERSON = (FilledBy.PARTICIPANT,)
BY_COORDINATOR = (FilledBy.PARTICIPANT, FilledBy.COORDINATOR)
LEAVING = "leaving"
"""Where the questions begin that are asked after leaving."""

_MOST_OPEN = 4
"""More answers than this stand in a list that opens."""

_LONGEST_CHIP = 28

Lines = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A section with the name of its place on the page."""

    id: str
    section: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForm:
    """The questions that a page asks, what is answered, and what is wrong."""

    form: ParticipantForm
    parts: Sequence[Part]
    revision: int
    values: Values = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)
    warnings: Mapping[str, Fault] = field(default_factory=dict)
    missing: Sequence[str] = ()

    @classmethod
    def of(
        cls,
        form: ParticipantForm,
        by: Sequence[FilledBy],
        *,
        after: bool,
        revision: int,
        values: Values,
    ) -> Self:
        """The questions to whoever fills it in; after leaving, also those that are asked then."""
        asked = [
            Part(f"part-{number}", section)
            for number, section in enumerate(form.shown(Moment.START, *by), 1)
        ]
        if after:
            later = form.shown(Moment.LEAVING, *by)
            names = (LEAVING, *(f"{LEAVING}-{number}" for number in range(2, len(later) + 1)))
            asked += [Part(*named) for named in zip(names, later, strict=False)]
        return cls(form=form, parts=asked, revision=revision, values=values)

    @property
    def items(self) -> Sequence[Item]:
        """Every question of the page."""
        return [item for part in self.parts for item in part.section.items]

    def typed(self, sent: MultiDict[str, str]) -> Typed:
        """What was sent for the questions of the page."""
        raw = {item.name: sent.getlist(item.name) for item in self.items}
        return Typed(raw=raw, shown=self.items, revision=self.revision)

    def again(self, typed: Typed, of: Participation) -> Self:
        """The same page with what was typed, as far as it can be read."""
        read = read_values(self.form, typed.raw, shown=typed.shown, of=of)
        return replace(self, values=read.values)

    def faulty(self, reading: Reading) -> Self:
        """The same page with what was found in what was typed."""
        return replace(
            self, values=reading.values, faults=reading.faults, warnings=reading.warnings
        )

    def options(self, item: Item) -> Lines:
        """The answers that can be chosen, in the language of the page."""
        here = language()
        return [(one.code, one.words.in_language(here)) for one in self.form.choices(item)]

    def is_short(self, item: Item) -> bool:
        """Whether the answers stand open on the page."""
        return len(self.form.choices(item)) <= _MOST_OPEN

    def is_chips(self, item: Item) -> bool:
        """Whether the answers are words, such as yes and no, and stand in a row."""
        return all(len(words) <= _LONGEST_CHIP for _, words in self.options(item))

    def only_if(self, item: Item) -> Sequence[str]:
        """When a question is asked, in words: for a page that cannot hide it."""
        return [self._only_if(self.form.item(one.item), one) for one in item.when]

    def conditions(self, item: Item) -> str:
        """The same for a script, as JSON; blank where a question is always asked."""
        told = [{"item": one.item, "among": one.among, "holds": one.holds} for one in item.when]
        return json.dumps(told) if told else ""

    def title(self, name: str) -> str:
        """The question as people read it."""
        return self.form.item(name).title.in_language(language())

    def fault_lines(self) -> Lines:
        """What is to be mended, each with its place on the page."""
        here = {item.name for item in self.items}
        return [
            (name if name in here else self.parts[0].id, f"{self.title(name)}: {self.said(fault)}")
            for name, fault in self.faults.items()
        ]

    def missing_lines(self, asked: Moment | None = None) -> Lines:
        """What this page can mend of what is missing, or of one moment, each with its place."""
        here = {item.name for item in self.items if asked in {None, item.asked}}
        return [(name, self.title(name)) for name in to_mend(self.missing) if name in here]

    @staticmethod
    def said(fault: Fault) -> str:
        """A fault as a sentence."""
        return speaking().fault(fault.code, fault.facts)

    def _only_if(self, other: Item, condition: Condition) -> str:
        title = other.title.in_language(language())
        if other.kind is ItemKind.TICK:
            tick = N_("Only if you tick: %(title)s")
            return speaking().say(
                tick if condition.holds else N_("Unless you tick: %(title)s"), title=title
            )
        answers = ", ".join(said for code, said in self.options(other) if code in condition.among)
        when = N_("Only if you answer “%(title)s” with: %(answers)s")
        unless = N_("Unless you answer “%(title)s” with: %(answers)s")
        return speaking().say(when if condition.holds else unless, title=title, answers=answers)
