"""The page on which a trainer types in a test that was answered on paper."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from flask import request

from assessments.answers import (
    Answer,
    Raw,
    UnreadableAnswer,
    is_finished,
    read_answer,
    typed_in_part,
)
from assessments.definitions import Quiz
from assessments.faults import Fault
from assessments.typed import day_in
from course.queries.paper_tests import Sitter
from course.web.forms.paper_lines import PaperLine
from course.web.forms.quiz_pages import Refusal
from course.web.forms.quizzes import sent_key
from course.web.i18n import speaking

SITTER, DAY = "sitter", "taken_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForm:
    """What was typed in: whose sheet, when it was written, and the answers by question."""

    sitter: str
    taken_on: str
    typed: Raw
    request_key: str
    answers: Mapping[str, Answer]
    refusals: Mapping[str, Refusal]
    blanks: int
    sure: bool = False

    @classmethod
    def empty(cls, today: date) -> Self:
        """A new sheet, written today until somebody says otherwise."""
        return cls(
            sitter="",
            taken_on=today.isoformat(),
            typed={},
            request_key=secrets.token_hex(16),
            answers={},
            refusals={},
            blanks=0,
        )

    @classmethod
    def read(cls, quiz: Quiz) -> Self:
        """Read the request as a page of answers is read, question by question."""
        typed = request.form.to_dict(flat=False)
        answers, refusals = dict[str, Answer](), dict[str, Refusal]()
        for question in quiz.questions:
            given = typed_in_part(typed, question.id)
            try:
                answer = read_answer(question, given)
            except UnreadableAnswer as fault:
                refusals[question.id] = Refusal(typed=given, fault=fault.fault, part=fault.part)
                continue
            if answer is not None:
                answers[question.id] = answer
        return cls(
            sitter=request.form.get(SITTER, ""),
            taken_on=request.form.get(DAY, ""),
            typed=typed,
            request_key=sent_key(),
            answers=answers,
            refusals=refusals,
            blanks=sum(not is_finished(one, answers.get(one.id)) for one in quiz.questions),
            sure="sure" in request.form,
        )

    @property
    def day(self) -> date | None:
        """The day of the test; none where it cannot be told."""
        return day_in(self.taken_on)

    def faults(self, sitters: Collection[Sitter], today: date) -> dict[str, str]:
        """What is wrong with the sheet itself, in words, by field."""
        sitter = next((one for one in sitters if str(one.place.id) == self.sitter), None)
        began = sitter.place.started_on if sitter else None
        found = {}
        if sitter is None:
            found[SITTER] = _said("unknown_choice" if self.sitter else "missing")
        elif sitter.busy:
            found[SITTER] = speaking().error("attempt_open", {})
        if self.day is None:
            found[DAY] = _said("not_a_date")
        elif self.day > today:
            found[DAY] = _said("day_in_future")
        elif began and self.day < began:
            found[DAY] = speaking().error("day_before_start", {"started_on": began})
        return found

    def fault_lines(
        self, faults: Mapping[str, str], lines: Collection[PaperLine]
    ) -> list[tuple[str, str]]:
        """Everything to mend, each with the field to go to and how that is called."""
        titles = {SITTER: speaking().gettext("Trainee"), DAY: speaking().gettext("Day of the test")}
        found = [(name, f"{titles[name]}: {said}") for name, said in faults.items()]
        leaves = [leaf for line in lines for leaf in line.leaves if leaf.asked.fault]
        return found + [
            (leaf.field, f"{leaf.label}: {_spoken(leaf.asked.fault)}") for leaf in leaves
        ]


def _said(code: str) -> str:
    return speaking().fault(code, {})


def _spoken(fault: Fault | None) -> str:
    return speaking().fault(fault.code, fault.facts) if fault else ""
