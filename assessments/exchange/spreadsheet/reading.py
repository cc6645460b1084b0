"""CSV → questions."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO

from assessments.exchange.drafts import (
    ANY_RUBRIC,
    MOST_CHOICES,
    MOST_QUESTIONS,
    Draft,
    Tree,
    Wanted,
    finish,
    id_from,
    letters,
    text_of,
)
from assessments.exchange.numbers import number_of, points_of
from assessments.exchange.remarks import Imported, Remarks
from assessments.exchange.spreadsheet.columns import LANGUAGES, WORDED, Row, canonical, is_known
from assessments.typed import plain_number
from content.cells import BOM, unguarded

Fields = dict[str, Tree]

MOST_COLUMNS = 1000
_DELIMITERS = ";,\t"
_YES = {"yes", "true", "tak", "prawda", "1", "p", "t"}
_NO = {"no", "false", "nie", "fałsz", "falsz", "0", "f"}
_BETWEEN = re.compile(r"[\s,;|]+")


def read_csv(text: str, wanted: Wanted, remarks: Remarks) -> Imported:
    """The questions of a file; questions about a case name it in `part_of`."""
    drafts: list[Draft] = []
    cases: dict[str, Draft] = {}
    for row in _rows(text.removeprefix(BOM), remarks):
        draft = _draft(row, remarks)
        if draft is None:
            continue
        if row.lacks_language(WORDED):
            remarks.lose_once(row.line, "one_language")
        part_of = row.cells.get("part_of")
        if part_of is None:
            drafts.append(draft)
            cases[str(draft.fields["id"])] = draft
        elif part_of in cases and cases[part_of].fields["kind"] == "scenario":
            for key in ("outcome", "lesson", "situation", "facts"):
                draft.fields.pop(key, None)
            cases[part_of].parts.append(draft)
        else:
            remarks.fault(row.line, "part_not_here", part_of=part_of[:40])
    return finish(drafts, {}, wanted, remarks)


def _rows(text: str, remarks: Remarks) -> Iterator[Row]:
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] | None = None
    line = 1
    try:
        for count, cells in enumerate(reader):
            begun, line = line, reader.line_num + 1
            if names is None:
                if any(cells):
                    names = _names(cells, begun, remarks)
            elif any(cell.strip() for cell in cells):
                yield Row(begun, _filled(names, cells))
            if names == [] or remarks.are_too_many or count > 2 * MOST_QUESTIONS:
                return
    except csv.Error:
        remarks.fault(line, "not_csv")


def _names(cells: Sequence[str], line: int, remarks: Remarks) -> list[str]:
    """What each column means; none, with a fault, where the file is no list of questions."""
    names = [canonical(unguarded(cell)) for cell in cells]
    if len(names) > MOST_COLUMNS:
        remarks.fault(line, "too_many_columns", found=len(names), at_most=MOST_COLUMNS)
        return []
    if not {"prompt", "prompt_pl", "prompt_en"} & set(names):
        remarks.fault(line, "no_columns")
        return []
    for name in names:
        if name and not is_known(name):
            remarks.lose(line, "column_left_out", column=name[:40])
    return names


def _filled(names: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    pairs = ((name, unguarded(cell).strip()) for name, cell in zip(names, cells, strict=False))
    return {name: cell for name, cell in pairs if cell}


def _draft(row: Row, remarks: Remarks) -> Draft | None:
    kind = row.cells.get("kind", "").lower() or _guessed(row)
    if kind not in _READERS:
        remarks.fault(row.line, "unknown_kind", found=kind[:40])
        return None
    prompt = row.text("prompt")
    if not prompt:
        remarks.fault(row.line, "no_prompt")
        return None
    if len(row.numbers("choice")) > MOST_CHOICES:
        found = len(row.numbers("choice"))
        remarks.fault(row.line, "too_many_choices", found=found, at_most=MOST_CHOICES)
        return None
    own = _READERS[kind](row, remarks)
    if own is None:
        return None
    partial = {"partial": "share"} if _is_share(row) and kind in _BY_SHARE else {}
    return Draft(row.line, {**_common(row, prompt), "kind": kind, **partial, **own})


def _common(row: Row, prompt: Tree) -> Fields:
    is_situation = row.cells.get("situation", "").lower() in _YES
    return {
        "id": row.cells.get("id") or id_from(text_of(prompt)),
        "outcome": row.cells.get("outcome"),
        "lesson": row.cells.get("lesson"),
        "points": points_of(row.cells.get("points", "")) or row.cells.get("points"),
        "situation": "yes" if is_situation else None,
        "facts": row.cells.get("facts", "").split() or None,
        "prompt": prompt,
        "explanation": row.text("explanation"),
    }


def _guessed(row: Row) -> str:
    """Without a kind, choices with one right number are single."""
    right = row.cells.get("right", "").lower()
    if right in _YES | _NO and not row.numbers("choice"):
        return "true_false"
    return "multiple" if len(_right_numbers(right)) > 1 else "single"


def _choices(row: Row, remarks: Remarks) -> Tree:
    """The choices with those marked that `right` names, by number or by letter."""
    numbers = row.numbers("choice")
    right = _right_numbers(row.cells.get("right", ""))
    if len(numbers) < 2:  # noqa: PLR2004 -- one is no choice
        remarks.fault(row.line, "too_few_choices", found=len(numbers))
        return None
    if not right or not right <= set(numbers):
        remarks.fault(row.line, "no_right_answer")
        return None
    return [
        {
            "id": letters(number)[-1],
            "text": row.text(f"choice_{number}"),
            "right": "true" if number in right else None,
            "weight": _weight(row.cells.get(f"weight_{number}", "")),
            "feedback": row.text(f"feedback_{number}"),
        }
        for number in numbers
    ]


def _single(row: Row, remarks: Remarks) -> Fields | None:
    choices = _choices(row, remarks)
    return {"choices": choices} if choices else None


def _true_false(row: Row, remarks: Remarks) -> Fields | None:
    said = row.cells.get("right", "").lower()
    if said not in _YES | _NO:
        remarks.fault(row.line, "true_or_false")
        return None
    return {"answer": "true" if said in _YES else "false"}


def _matching(row: Row, remarks: Remarks) -> Fields | None:
    items: list[Tree] = []
    options: dict[str, tuple[str, Tree]] = {}
    pairs: dict[str, Tree] = {}
    for number in row.numbers("match"):
        option, item = row.text(f"match_{number}"), row.text(f"choice_{number}")
        name = options.setdefault(repr(option), (f"o{number}", option))[0]
        if item:
            items.append({"id": f"i{number}", "text": item})
            pairs[f"i{number}"] = name
    if len(items) < len(row.numbers("choice")):
        remarks.fault(row.line, "pair_missing")
        return None
    if min(len(items), len(options)) < 2:  # noqa: PLR2004 -- fewer match themselves
        remarks.fault(row.line, "too_few_choices", found=min(len(items), len(options)))
        return None
    listed: Tree = [{"id": name, "text": text} for name, text in options.values()]
    return {"items": items, "options": listed, "pairs": pairs}


def _ordering(row: Row, remarks: Remarks) -> Fields | None:
    numbers = row.numbers("choice")
    if len(numbers) < 2:  # noqa: PLR2004 -- one is in order
        remarks.fault(row.line, "too_few_choices", found=len(numbers))
        return None
    items: Tree = [{"id": f"i{one}", "text": row.text(f"choice_{one}")} for one in numbers]
    return {"items": items}


def _short_text(row: Row, remarks: Remarks) -> Fields | None:
    pl, en = (
        [
            words
            for one in row.numbers("choice")
            if (words := row.in_language(f"choice_{one}", lang))
        ]
        for lang in ("pl", "en")
    )
    if not pl and not en:
        remarks.fault(row.line, "no_right_answer")
        return None
    return {"accepted": {"pl": _once(pl or en), "en": _once(en or pl)}}


def _number(row: Row, remarks: Remarks) -> Fields | None:
    found: dict[str, str] = {}
    for key, column in (("value", "right"), ("tolerance", "tolerance")):
        written = row.cells.get(column, "0" if key == "tolerance" else "")
        number = number_of(written)
        if number is None:
            remarks.fault(row.line, "not_a_number", found=written[:40])
            return None
        found[key] = plain_number(number)
    return {**found, "unit": row.text("unit")}


def _gaps(row: Row, remarks: Remarks) -> Fields | None:
    gaps: list[Tree] = []
    for number in row.numbers("choice"):
        pl, en = (row.in_language(f"choice_{number}", lang).split("|") for lang in LANGUAGES)
        named = [[one.strip() for one in said if one.strip()] for said in (pl, en)]
        accepted: Tree = {
            "pl": _once(named[0] or named[1]),
            "en": _once(named[1] or named[0]),
        }
        gaps.append({"id": str(number), "accepted": accepted})
    sentence = row.text("sentence")
    if not gaps or not sentence:
        remarks.fault(row.line, "gap_without_answer", number=1)
        return None
    return {"sentence": sentence, "gaps": gaps}


def _essay(row: Row, remarks: Remarks) -> Fields:
    remarks.lose(row.line, "rubric_assumed", told="")
    return {"criteria": ANY_RUBRIC, "max_words": row.cells.get("max_words")}


def _scenario(_row: Row, _remarks: Remarks) -> Fields:
    return {"points": None}


def _right_numbers(written: str) -> set[int]:
    """`1 3`, `1,3` and `A C` are all the same."""
    found = set()
    for word in _BETWEEN.split(written.strip()[:400]):
        if word.isdecimal() and word.isascii():
            found.add(int(word[:4]))
        elif len(word) == 1 and "a" <= word.lower() <= "z":
            found.add(ord(word.lower()) - 96)
    return found


def _weight(written: str) -> str | None:
    number = number_of(written)
    return None if number is None else plain_number(number)


def _is_share(row: Row) -> bool:
    return row.cells.get("partial", "").lower() in _YES | {"share"}


def _once(words: Sequence[str]) -> Tree:
    return list(dict.fromkeys(words))


_BY_SHARE = {"multiple", "matching", "ordering", "gaps"}
_READERS: Mapping[str, Callable[[Row, Remarks], Fields | None]] = {
    "single": _single,
    "multiple": _single,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "short_text": _short_text,
    "number": _number,
    "gaps": _gaps,
    "scenario": _scenario,
    "essay": _essay,
}
