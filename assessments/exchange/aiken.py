"""Aiken: one right choice under capital letters. https://docs.moodle.org/en/Aiken_format."""

from dataclasses import dataclass, field

from assessments.definitions import Quiz, SingleChoice, TrueFalse
from assessments.exchange.drafts import MOST_CHOICES, Draft, Tree, Wanted, both, finish, letters
from assessments.exchange.remarks import Exported, Imported, Remarks
from assessments.exchange.sheet import Sheet, has_weights, named_here
from content.languages import Language

_ANSWER = "ANSWER:"
_MOST = 26
_TRUE_AND_FALSE = {Language.PL: ("Prawda", "Fałsz"), Language.EN: ("True", "False")}


@dataclass(slots=True)
class _Question:
    """What was read of a question so far."""

    line: int
    asked: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)


def read_aiken(text: str, wanted: Wanted, remarks: Remarks) -> Imported:
    """The questions of a file; each ends with the line of its answer."""
    drafts: list[Draft] = []
    open_: _Question | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if not line:
            continue
        if line.upper().startswith(_ANSWER):
            draft = _closed(open_, line[len(_ANSWER) :].strip(), number, remarks)
            drafts += [draft] if draft else []
            open_ = None
            continue
        letter = _lettered(line)
        if open_ is not None and letter and open_.asked:
            open_.choices.append((letter, line[2:].strip()))
        elif open_ is not None and open_.choices:
            remarks.fault(open_.line, "aiken_no_answer")
            open_ = _Question(number, [line])
        elif open_ is not None:
            open_.asked.append(line)
        else:
            open_ = _Question(number, [line])
    if open_ is not None:
        remarks.fault(open_.line, "aiken_no_answer")
    if drafts:
        remarks.lose_once(drafts[0].line, "one_language")
    return finish(drafts, {}, wanted, remarks)


def write_aiken(quiz: Quiz, language: Language) -> Exported:
    """The questions with one right choice; the others have no place in this format."""
    sheet = Sheet(language)
    sheet.lose_rules(quiz)
    sheet.remarks.lose_once(1, "explanation_left_out")
    for question, case in named_here(quiz):
        match question:
            case SingleChoice(choices=choices) if len(choices) <= _MOST:
                offered = [(sheet.say(choice.text), choice.right) for choice in choices]
            case TrueFalse(answer=answer):
                true, false = _TRUE_AND_FALSE[language]
                offered = [(true, answer), (false, not answer)]
            case _:
                sheet.lose(question, "kind_not_here", kind=str(question.kind))
                continue
        if case is not None:
            sheet.lose(case, "written_as", kind="scenario", other="questions")
        if has_weights(question):
            sheet.lose(question, "weights_left_out")
        told = [] if case is None else [sheet.say(case.prompt)]
        sheet.lines.append(_one_line(" ".join([*told, sheet.say(question.prompt)])))
        named = list(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", offered, strict=False))
        sheet.lines += (f"{letter}. {_one_line(words)}" for letter, (words, _) in named)
        right = next(letter for letter, (_, is_right) in named if is_right)
        sheet.lines += [f"{_ANSWER} {right}", ""]
    return sheet.exported()


def _closed(question: _Question | None, letter: str, line: int, remarks: Remarks) -> Draft | None:
    """The question whose answer was just named."""
    if question is None or not question.asked:
        remarks.fault(line, "aiken_stray")
        return None
    if not 2 <= len(question.choices) <= MOST_CHOICES:  # noqa: PLR2004 -- one is no choice
        few = len(question.choices) < 2  # noqa: PLR2004 -- the same
        code = "too_few_choices" if few else "too_many_choices"
        remarks.fault(question.line, code, found=len(question.choices), at_most=MOST_CHOICES)
        return None
    offered = [name for name, _ in question.choices]
    if letter not in offered:
        remarks.fault(line, "aiken_answer", found=letter[:20], offered=", ".join(offered[:_MOST]))
        return None
    choices: Tree = [
        {"id": name, "text": both(words), "right": "true" if offered.index(letter) == n else None}
        for n, (name, (_, words)) in enumerate(
            zip(letters(len(offered)), question.choices, strict=True)
        )
    ]
    asked = " ".join(question.asked)
    return Draft(question.line, {"kind": "single", "prompt": both(asked), "choices": choices})


def _lettered(line: str) -> str:
    """The capital letter with which a choice begins: `A. ` or `A) `."""
    is_choice = len(line) > 2 and "A" <= line[0] <= "Z" and line[1] in ".)" and line[2] == " "  # noqa: PLR2004 -- letter, mark, space
    return line[0] if is_choice else ""


def _one_line(words: str) -> str:
    return " ".join(words.split())
