"""Questions as a foreign file tells them, on their way to a quiz of ours.

An importer gives plain values under the keys of our own files, with the lines where they stood.
These go through the same reading as a file of the course, so that nothing gets in which the course
would refuse.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from assessments.definitions import Quiz
from assessments.exchange.remarks import Imported, Remarks
from assessments.reading.quizzes import read_quiz
from assessments.typed import LONGEST_TEXT, fold
from content.authored_yaml import Node
from content.faults import BrokenCourse, Faults, Place
from content.languages import Language

Tree = str | None | Sequence["Tree"] | Mapping[str, "Tree"]
"""A value under a key of our own files; an empty one is absent."""

MOST_QUESTIONS = 1000
MOST_CHOICES = 100
_LONGEST_ID = 40
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_FIRST_OUTCOME = "M1.E1"
_MODULE = re.compile(r"m([1-9][0-9]?)")

NO_EXPLANATION: Tree = {"pl": "Bez wyjaśnienia.", "en": "No explanation."}
"""What stands in for an explanation that nobody wrote yet."""

TO_ANSWER: Tree = {"pl": "Odpowiedz.", "en": "Answer."}
"""What stands in for a prompt where a file has only the sentence with its gaps."""

ANY_RUBRIC: Tree = [
    {
        "id": "answer",
        "title": {"pl": "Odpowiedź", "en": "The answer"},
        "levels": [
            {"pl": "Brak odpowiedzi lub nie na temat.", "en": "Missing, or beside the point."},
            {"pl": "Odpowiada w części.", "en": "Answers in part."},
            {"pl": "Odpowiada na pytanie.", "en": "Answers the question."},
            {"pl": "Odpowiada z uzasadnieniem.", "en": "Answers, and gives good reasons."},
        ],
    }
]
"""What stands in for the rubric of an essay that comes without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a foreign file does not say of its quiz; `outcome` is given to questions without one."""

    language: Language = Language.PL
    slug: str = "imported"
    module: str = "m1"
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One question under the keys of our own files, and the line where it begins."""

    line: int
    fields: dict[str, Tree]
    parts: "list[Draft]" = field(default_factory=list)


def both(text: str) -> Tree:
    """The same words in both languages; absent where there are none."""
    return {"pl": text, "en": text} if text.strip() else None


def text_of(tree: Tree) -> str:
    """Some words of a text in two languages, for ids and remarks."""
    return next((str(said) for said in tree.values() if said), "") if is_map(tree) else ""


def is_map(tree: Tree) -> TypeGuard[Mapping[str, "Tree"]]:
    """Whether there are keys with values."""
    return isinstance(tree, Mapping)


def letters(count: int) -> list[str]:
    """Ids for what a foreign file does not name: a, b, c, and after z c27, c28."""
    return [chr(96 + n) if n <= 26 else f"c{n}" for n in range(1, count + 1)]  # noqa: PLR2004 -- letters of the alphabet


def finish(
    drafts: Sequence[Draft], rules: Mapping[str, Tree], wanted: Wanted, remarks: Remarks
) -> Imported:
    """The quiz of these questions, or the faults that stop it."""
    if not drafts and not remarks.faults:
        remarks.fault(1, "no_questions")
    if len(drafts) > MOST_QUESTIONS:
        line = drafts[MOST_QUESTIONS].line
        remarks.fault(line, "too_many_questions", found=len(drafts), at_most=MOST_QUESTIONS)
    quiz = None
    if drafts and len(drafts) <= MOST_QUESTIONS and not remarks.are_too_many:
        quiz = _read(drafts, rules, wanted, remarks)
    return Imported(None if remarks.faults else quiz, remarks.faults, remarks.losses)


def read_node(node: Node, faults: Faults, remarks: Remarks) -> Quiz | None:
    """A quiz as the course reads it; what it refuses becomes a fault."""
    quiz = read_quiz(node)
    try:
        faults.raise_if_any()
    except BrokenCourse as broken:
        for fault in broken.faults:
            remarks.fault(fault.line, "rule", reason=fault.reason)
        return None
    return quiz


def _read(
    drafts: Sequence[Draft], rules: Mapping[str, Tree], wanted: Wanted, remarks: Remarks
) -> Quiz | None:
    faults = Faults()
    completing = _Completing(wanted, remarks, Place("", 1, faults))
    questions = completing.grown_drafts(drafts)
    title = {"pl": wanted.slug, "en": wanted.slug}
    quiz = {"slug": wanted.slug, "module": wanted.module, "title": title, **rules}
    pairs = [(key, completing.grown(tree, 1)) for key, tree in quiz.items()]
    place = completing.place
    root = Node(place, pairs=(*pairs, ("questions", Node(place, members=questions))))
    return read_node(root, faults, remarks)


class _Completing:
    """Gives each question what ours must have and a foreign one may lack."""

    def __init__(self, wanted: Wanted, remarks: Remarks, place: Place) -> None:
        self.place = place
        self._wanted = wanted
        self._remarks = remarks

    def grown_drafts(self, drafts: Sequence[Draft], *, are_parts: bool = False) -> tuple[Node, ...]:
        """Drafts as the nodes that a file of ours would give."""
        ids = _distinct_ids(drafts)
        return tuple(
            self._question(draft, name, is_part=are_parts)
            for draft, name in zip(drafts, ids, strict=True)
        )

    def grown(self, tree: Tree, line: int) -> Node:
        """A plain value as the node that a file of ours would give."""
        place = self.place.at(line)
        match tree:
            case None:
                return Node(place)
            case str():
                if len(tree) > LONGEST_TEXT:
                    self._remarks.fault(line, "too_long", found=len(tree), at_most=LONGEST_TEXT)
                return Node(place, scalar=tree[:LONGEST_TEXT].strip() or None)
            case Mapping():
                written = ((key, self.grown(member, line)) for key, member in tree.items())
                return Node(place, pairs=tuple(one for one in written if not one[1].is_absent))
            case _:
                return Node(place, members=tuple(self.grown(member, line) for member in tree))

    def _question(self, draft: Draft, name: str, *, is_part: bool) -> Node:
        fields = {**draft.fields, "id": name}
        if not fields.get("explanation"):
            self._remarks.lose(draft.line, "no_explanation", id=name)
            fields["explanation"] = NO_EXPLANATION
        if not is_part and not fields.get("outcome"):
            fields["outcome"] = self._outcome(draft.line)
        node = self.grown(fields, draft.line)
        if not draft.parts:
            return node
        parts = Node(node.place, members=self.grown_drafts(draft.parts, are_parts=True))
        return Node(node.place, pairs=(*(node.pairs or ()), ("parts", parts)))

    def _outcome(self, line: int) -> str:
        if self._wanted.outcome:
            return self._wanted.outcome
        module = _MODULE.fullmatch(self._wanted.module)
        outcome = f"M{module[1]}.E1" if module else _FIRST_OUTCOME
        self._remarks.lose_once(line, "outcome_assumed", outcome=outcome)
        return outcome


def _distinct_ids(drafts: Sequence[Draft]) -> list[str]:
    """An id for each: its own where it has one, otherwise from its words."""
    taken: dict[str, int] = {}
    named: list[str] = []
    for number, draft in enumerate(drafts, start=1):
        own = str(draft.fields.get("id") or "")
        name = own if _ID.fullmatch(own) else id_from(own) or f"q{number}"
        taken[name] = taken.get(name, 0) + 1
        while taken[name] > 1 and f"{name}-{taken[name]}" in taken:
            taken[name] += 1
        distinct = name if taken[name] == 1 else f"{name}-{taken[name]}"
        taken.setdefault(distinct, 1)
        named.append(distinct)
    return named


def id_from(words: str) -> str:
    """An id that forms can send, made of the first words."""
    name = _NOT_IN_ID.sub("-", fold(words[: 2 * _LONGEST_ID])).strip("-")
    if len(name) <= _LONGEST_ID:
        return name
    return name[: _LONGEST_ID + 1].rpartition("-")[0] or name[:_LONGEST_ID]
