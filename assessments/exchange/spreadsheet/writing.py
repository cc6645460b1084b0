"""Questions → CSV, in both languages."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import assert_never

from assessments.definitions import (
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Quiz,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.exchange.remarks import Exported
from assessments.exchange.sheet import Sheet
from assessments.exchange.spreadsheet.columns import LANGUAGES, columns
from assessments.typed import plain_number
from content.cells import BOM, guarded
from content.languages import Language, Text

_DELIMITERS = {Language.PL: ";", Language.EN: ","}
"""What the spreadsheets of each language expect."""

Cells = dict[str, str]


def write_csv(quiz: Quiz, language: Language) -> Exported:
    """The whole file; ids of choices, rubrics and the rules of the quiz have no column."""
    sheet = Sheet(language)
    sheet.lose_rules(quiz)
    rows: list[Cells] = []
    for question in quiz.questions:
        rows.append(_row(question) | {"outcome": question.outcome})
        if isinstance(question, Scenario):
            rows += [_row(part) | {"part_of": question.id} for part in question.parts]
        if isinstance(question, Essay):
            sheet.remarks.lose(len(rows) + 1, "rubric_left_out", id=question.id)
    names = columns(max(map(_choices_in, rows), default=0))
    used = [name for name in names if any(row.get(name) for row in rows)]
    written = StringIO(newline="")
    writer = csv.writer(
        written, delimiter=_DELIMITERS[language], quoting=csv.QUOTE_ALL, lineterminator="\r\n"
    )
    writer.writerow(used)
    for row in rows:
        writer.writerow([guarded(row.get(name, "")) for name in used])
    return Exported(BOM + written.getvalue(), sheet.remarks.losses)


def _choices_in(row: Mapping[str, str]) -> int:
    numbers = (name.split("_")[1] for name in row if name.startswith(("choice_", "match_")))
    return max(map(int, numbers), default=0)


def _row(question: Question) -> Cells:
    return {
        "id": question.id,
        "kind": str(question.kind),
        "lesson": question.lesson or "",
        "points": "" if isinstance(question, Scenario) else plain_number(question.points),
        "situation": "yes" if question.situation else "",
        "facts": " ".join(question.facts),
        "partial": "share" if getattr(question, "partial", False) else "",
        **_text("prompt", question.prompt),
        **_text("explanation", question.explanation),
        **_own(question),
    }


def _own(question: Question) -> Cells:
    match question:
        case SingleChoice() | MultipleChoice():
            return _choices(question)
        case TrueFalse(answer=answer):
            return {"right": "true" if answer else "false"}
        case Matching():
            return _pairs(question)
        case Ordering(items=items):
            return _numbered("choice", (item.text for item in items))
        case ShortText(accepted=accepted):
            return {
                f"choice_{number}_{language}": variant
                for language in Language
                for number, variant in enumerate(accepted[language], start=1)
            }
        case NumberQuestion(value=value, tolerance=tolerance, unit=unit):
            numbers = {"right": plain_number(value), "tolerance": plain_number(tolerance)}
            return numbers | (_text("unit", unit) if unit else {})
        case Gaps():
            return _gaps(question)
        case Scenario():
            return {}
        case Essay(max_words=max_words):
            return {"max_words": str(max_words)}
        case _:
            assert_never(question)


def _choices(question: SingleChoice | MultipleChoice) -> Cells:
    cells = _numbered("choice", (choice.text for choice in question.choices))
    numbered = list(enumerate(question.choices, start=1))
    for number, choice in numbered:
        cells |= _text(f"feedback_{number}", choice.feedback) if choice.feedback else {}
        cells |= {} if choice.weight is None else {f"weight_{number}": plain_number(choice.weight)}
    return cells | {"right": " ".join(str(number) for number, choice in numbered if choice.right)}


def _pairs(question: Matching) -> Cells:
    """Each item beside its option; options that only mislead come last, beside nothing."""
    options = {option.id: option.text for option in question.options}
    used = [question.pairs[item.id] for item in question.items]
    rest = [name for name in options if name not in used]
    return _numbered("choice", (item.text for item in question.items)) | _numbered(
        "match", (options[name] for name in [*used, *rest])
    )


def _gaps(question: Gaps) -> Cells:
    """The gaps bear their numbers in the sentence."""
    cells = _text("sentence", question.sentence)
    for number, gap in enumerate(question.gaps, start=1):
        for name in LANGUAGES:
            key = f"sentence_{name}"
            cells[key] = cells[key].replace(f"{{{gap.id}}}", f"{{{number}}}")
            variants = gap.accepted[Language(name)]
            cells[f"choice_{number}_{name}"] = " | ".join(variants)
    return cells


def _numbered(name: str, texts: Iterable[Text]) -> Cells:
    cells: Cells = {}
    for number, text in enumerate(texts, start=1):
        cells |= _text(f"{name}_{number}", text)
    return cells


def _text(name: str, text: Text) -> Cells:
    return {f"{name}_pl": text.pl, f"{name}_en": text.en}
