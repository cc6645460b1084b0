"""Moodle's sentences with gaps, `{1:SHORTANSWER:=first~=at first}`, read and written."""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.definitions import Gap, Gaps
from assessments.exchange.drafts import MOST_CHOICES, TO_ANSWER, Tree
from assessments.exchange.html_text import (
    SEPARATOR,
    Words,
    escaped,
    read_html,
    span,
    unescaped,
    write_html,
)
from assessments.exchange.moodle.marks import PARTIAL, Marks
from assessments.exchange.moodle.texts import Texts
from assessments.exchange.moodle.tree import Element
from content.languages import Language

_TYPED = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_CHOSEN = ("MULTICHOICE", "MC", "MULTIRESPONSE", "MR")
_COUNTED = {"NUMERICAL", "NM"}
_LONGEST_TYPE = 24
_PLACE = "\ufdd1"
"""Stands around the number of a gap while HTML is read: Unicode keeps it out of texts."""
_SPECIAL = '\\}~#/"'


@dataclass(frozen=True, slots=True)
class _Blank:
    """A gap as written: its type and the variants that earn everything."""

    type: str
    right: tuple[str, ...]
    lost: tuple[str, ...]


def read_gaps(question: Element, marks: Marks, texts: Texts) -> dict[str, Tree] | None:
    """The sentence with a name for each gap; what stands above a line is the prompt."""
    element = question.first("questiontext")
    raw = "" if element is None else (element.first("text") or element).text
    marked, blanks = _taken_out(raw.replace(_PLACE, ""))
    if element is None or not blanks:
        texts.remarks.fault(question.line, "gap_without_answer", number=1)
        return None
    if len(blanks) > MOST_CHOICES:
        found = len(blanks)
        texts.remarks.fault(question.line, "too_many_choices", found=found, at_most=MOST_CHOICES)
        return None
    words = texts.told(read_html(marked), element)
    gaps = _gaps_of(question, blanks, texts)
    if gaps is None:
        return None
    prompt, sentence = _split(words, list(gaps))
    english = texts.child(question, "sentence")
    if isinstance(english, dict):
        sentence = {**sentence, "en": english["en"]}
    if prompt is None:
        texts.remarks.lose(question.line, "prompt_assumed")
    order = question.value("gap_order").split()
    return {
        "kind": "gaps",
        "prompt": prompt or TO_ANSWER,
        "sentence": sentence,
        "gaps": [gaps[name] for name in (order if sorted(order) == sorted(gaps) else gaps)],
        "partial": None if marks.first(PARTIAL) == "none" else "share",
    }


def _gaps_of(question: Element, blanks: Sequence[_Blank], texts: Texts) -> dict[str, Tree] | None:
    """The gaps by their ids, as they stand in the sentence; ours have ids of their own."""
    own = list(question.all("gap"))
    has_ids = len({one.attributes.get("id", "") for one in own}) == len(own) == len(blanks)
    gaps: dict[str, Tree] = {}
    for number, blank in enumerate(blanks, start=1):
        if not blank.right:
            texts.remarks.fault(question.line, "gap_without_answer", number=number)
            return None
        _lose(blank, number, question.line, texts)
        counts: Mapping[str, str] = own[number - 1].attributes if has_ids else {}
        name = counts.get("id", f"gap-{number}")
        gaps[name] = {"id": name, "accepted": _accepted(blank, counts)}
    return gaps


def write_gaps(question: Gaps) -> str:
    """Prompt, line, sentence. The gaps stand outside the spans of languages, so that each is one.

    That needs the gaps in one order; where the languages differ in it, Moodle shows the Polish.
    """
    pl, en = (_pieces(question.sentence.in_language(language), question) for language in Language)
    in_one_order = [gap for _, gap in pl] == [gap for _, gap in en]
    written = [write_html(question.prompt), "<hr>"]
    for place, (words, gap) in enumerate(pl):
        if in_one_order:
            other = en[place][0]
            written.append(span(words, Language.PL) + span(other, Language.EN))
        else:
            written.append(escaped(words))
        written.append(_blank(gap) if gap else "")
    return "".join(written)


def in_written_order(question: Gaps) -> tuple[list[Gap], bool]:
    """The gaps as they stand in the Polish sentence, and whether the English has them so too."""
    pl, en = (_pieces(question.sentence.in_language(language), question) for language in Language)
    return [gap for _, gap in pl if gap], [gap for _, gap in pl] == [gap for _, gap in en]


def _pieces(sentence: str, question: Gaps) -> list[tuple[str, Gap | None]]:
    """Words, each with the gap that follows; the last are followed by none."""
    found = sorted((sentence.find(f"{{{gap.id}}}"), gap.id, gap) for gap in question.gaps)
    pieces: list[tuple[str, Gap | None]] = []
    at = 0
    for start, name, gap in found:
        pieces.append((sentence[at:start], gap))
        at = start + len(name) + 2
    return [*pieces, (sentence[at:], None)]


def _blank(gap: Gap) -> str:
    variants = (variant for language in Language for variant in gap.accepted[language])
    return f"{{1:SHORTANSWER:{'~'.join(f'={_guarded(variant)}' for variant in variants)}}}"


def _guarded(variant: str) -> str:
    escaped_signs = "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in variant)
    return html.escape(escaped_signs, quote=False)


def _taken_out(raw: str) -> tuple[str, list[_Blank]]:
    """The HTML with a mark for each gap, and the gaps."""
    written: list[str] = []
    blanks: list[_Blank] = []
    at = 0
    for start, type_, inside, end in _found(raw):
        written += [raw[at:start], f"{_PLACE}{len(blanks)}{_PLACE}"]
        blanks.append(_read_blank(type_, inside))
        at = end
    return "".join([*written, raw[at:]]), blanks


def _found(raw: str) -> Iterator[tuple[int, str, str, int]]:
    """Where each gap begins, its type, what is inside, and where it ends."""
    start = raw.find("{")
    while start >= 0:
        head = raw[start + 1 : start + _LONGEST_TYPE + 6].split(":", 2)
        is_gap = len(head) == 3 and head[0].isdigit() | (not head[0]) and _is_type(head[1])  # noqa: PLR2004 -- number, type, rest
        end = start
        if is_gap:
            begin = start + len(head[0]) + len(head[1]) + 3
            end = _end(raw, begin)
            if end < 0:
                return
            yield start, head[1].upper(), raw[begin:end], end + 1
        start = raw.find("{", end + 1)


def _is_type(word: str) -> bool:
    plain = word.upper()
    return plain in _TYPED | _COUNTED or plain.startswith(_CHOSEN)


def _end(raw: str, at: int) -> int:
    """The brace that closes, or -1."""
    while at < len(raw):
        if raw[at] == "\\":
            at += 1
        elif raw[at] == "}":
            return at
        at += 1
    return -1


def _read_blank(type_: str, inside: str) -> _Blank:
    right: list[str] = []
    lost: list[str] = []
    for variant in _variants(inside):
        is_right, words = _is_right(variant)
        if type_ in _COUNTED:
            words = words.partition(":")[0]
        words = unescaped(words).strip()
        (right if is_right and words else lost).append(words)
    return _Blank(type_, tuple(right), tuple(lost))


def _variants(inside: str) -> Iterator[str]:
    """Between unescaped tildes, without feedback."""
    current: list[str] = []
    silent = False
    signs = iter(inside)
    for sign in signs:
        if sign == "\\":
            sign = next(signs, "")  # noqa: PLW2901 -- the sign that is escaped
            if sign and not silent:
                current.append(sign if sign in _SPECIAL else f"\\{sign}")
        elif sign == "~":
            yield "".join(current)
            current, silent = [], False
        elif sign == "#" and "".join(current[-1:]) != "&":
            silent = True
        elif not silent:
            current.append(sign)
    yield "".join(current)


def _is_right(variant: str) -> tuple[bool, str]:
    """`=words` and `%100%words` earn everything."""
    words = variant.lstrip()
    if words.startswith("="):
        return True, words[1:]
    if words.startswith("%"):
        share, _, rest = words[1:8].partition("%")
        return share.startswith("100"), rest + words[8:]
    return False, words


def _accepted(blank: _Blank, counts: Mapping[str, str]) -> Tree:
    """Our own files say how many of the variants are Polish, and how many English."""
    right: Sequence[str] = blank.right
    pl, en = counts.get("pl", ""), counts.get("en", "")
    if pl.isdecimal() and en.isdecimal() and 0 < int(pl[:6]) + int(en[:6]) == len(right):
        return {"pl": right[: int(pl[:6])], "en": right[int(pl[:6]) :]}
    once = list(dict.fromkeys(right))
    return {"pl": once, "en": once}


def _split(words: Words, ids: Sequence[str]) -> tuple[Tree, dict[str, Tree]]:
    """Prompt and sentence in both languages; the last line between them counts."""
    said = {}
    prompts = {}
    for language, written in (("pl", words.pl), ("en", words.en)):
        prompt, _, sentence = written.rpartition(SEPARATOR)
        for number, name in enumerate(ids):
            sentence = sentence.replace(f"{_PLACE}{number}{_PLACE}", f"{{{name}}}")
        said[language] = sentence.strip()
        prompts[language] = prompt.replace(SEPARATOR, "\n").strip()
    prompt_: Tree = {**prompts} if all(prompts.values()) else None
    return prompt_, {**said}


def _lose(blank: _Blank, number: int, line: int, texts: Texts) -> None:
    if blank.type.startswith(_CHOSEN):
        texts.remarks.lose(line, "gap_choices", number=number)
    elif blank.type in _COUNTED:
        texts.remarks.lose(line, "tolerance_left_out", number=number)
    elif blank.lost:
        texts.remarks.lose(line, "answer_left_out", answer=blank.lost[0][:80])
