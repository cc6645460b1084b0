"""GIFT → questions. Its rules: https://docs.moodle.org/en/GIFT_format."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assessments.exchange.drafts import (
    ANY_RUBRIC,
    MOST_CHOICES,
    Draft,
    Tree,
    Wanted,
    finish,
    id_from,
    letters,
    text_of,
)
from assessments.exchange.gift.answers import Answer, answer_of, bracketed, titled, value_of
from assessments.exchange.gift.scanning import (
    Block,
    blocks,
    find,
    find_word,
    pieces,
    unescaped,
)
from assessments.exchange.html_text import SEPARATOR, read_html, read_plain
from assessments.exchange.moodle.marks import FACT, LESSON, OUTCOME, SITUATION, Marks
from assessments.exchange.numbers import ALL, judged_by, judging_fault
from assessments.exchange.remarks import Imported, Remarks
from assessments.typed import plain_number

Fields = dict[str, Tree]

CATEGORY = "$CATEGORY:"
_GENERAL = "####"
_BLANK = "_____"
_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}
_FORMATS = ("[html]", "[moodle]", "[plain]", "[markdown]")


def read_gift(text: str, wanted: Wanted, remarks: Remarks) -> Imported:
    """The questions of a file; its first category is the title of the quiz."""
    drafts: list[Draft] = []
    title: Tree = None
    reading = _Reading(remarks)
    for block in blocks(text):
        first, _, rest = block.text.lstrip("\n").partition("\n")
        if first.lstrip().startswith(CATEGORY):
            name = first.lstrip().removeprefix(CATEGORY).strip().rpartition("/")[2]
            if title:
                remarks.lose(block.line, "title_left_out", title=name[:80])
            title = title or ({"pl": name, "en": name} if name else None)
            skipped = block.text[: len(block.text) - len(rest)].count("\n")
            block = Block(block.line + skipped, rest, block.comments)  # noqa: PLW2901 -- the rest of it
        if block.text.strip():
            drafts += reading.drafts_of(block)
        if remarks.are_too_many:
            break
    if drafts and not reading.found_two_languages:
        remarks.lose_once(drafts[0].line, "one_language")
    return finish(drafts, {"title": title} if title else {}, wanted, remarks)


class _Reading:
    """Reads one block after the other."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self.found_two_languages = False
        self._line = 1

    def drafts_of(self, block: Block) -> Iterator[Draft]:
        """The question of a block, if there is one."""
        self._line = block.line + len(block.text) - len(block.text.lstrip("\n"))
        title, text = titled(block.text)
        start = find(text, "{")
        end = find(text, "}", start + 1)
        offset = len(block.text) - len(text)
        if start < 0 <= end:
            self.remarks.fault(block.line_at(offset + end), "brace_not_opened")
        elif start < 0:
            self.remarks.lose(self._line, "kind_left_out", kind="description")
        elif end < 0:
            self.remarks.fault(block.line_at(offset + start), "brace_not_closed")
        else:
            before, after = text[:start], text[end + 1 :]
            asked = f"{before.rstrip()} {_BLANK} {after.lstrip()}" if after.strip() else before
            yield from self._draft(block, title, asked, text[start + 1 : end])

    def _draft(self, block: Block, title: str, asked: str, inside: str) -> Iterator[Draft]:
        prompt = self._text(asked)
        if not prompt:
            self.remarks.fault(self._line, "no_prompt")
            return
        general = find_word(inside, _GENERAL)
        told = inside[general + len(_GENERAL) :] if general >= 0 else ""
        own = self._kind(inside if general < 0 else inside[:general])
        if own is None:
            return
        marks = Marks.of(bracketed(block.comments, "tag"))
        for tag in marks.unknown[:20]:
            self.remarks.lose(self._line, "tag_left_out", tag=tag[:60])
        name = next(bracketed(block.comments, "id"), "") or id_from(unescaped(title))
        spare = own.pop("spare", None)
        yield Draft(
            self._line,
            {
                "id": name or id_from(text_of(prompt)),
                "outcome": marks.first(OUTCOME) or None,
                "lesson": marks.first(LESSON) or None,
                "situation": "yes" if marks.has(SITUATION) else None,
                "facts": marks.values.get(FACT),
                "prompt": prompt,
                "explanation": self._text(told) or spare,
                **own,
            },
        )

    def _kind(self, inside: str) -> Fields | None:
        """By the same signs, in the same order, as Moodle tells them apart."""
        bare = inside.strip()
        if not bare:
            self.remarks.lose(self._line, "rubric_assumed", told="")
            return {"kind": "essay", "criteria": ANY_RUBRIC}
        if bare.startswith("#"):
            return self._number(bare[1:])
        if find(bare, "~") >= 0:
            return self._choices(bare)
        if bare.startswith("=") and find_word(bare, "->") >= 0:
            return self._matching(bare)
        said = bare.partition("#")[0].strip().upper()
        if said in _TRUE | _FALSE:
            return self._true_false(bare, is_true=said in _TRUE)
        return self._short_text(bare)

    def _choices(self, inside: str) -> Fields | None:
        answers = self._answers(inside, "=~", at_least=2)
        if not answers:
            return None
        is_single = any(answer.sign == "=" for answer in answers)
        earned = [
            (ALL if answer.sign == "=" else Decimal(0)) if answer.share is None else answer.share
            for answer in answers
        ]
        judged = judged_by(earned, is_single=is_single)
        if is_single and min(earned) < 0:
            self.remarks.lose(self._line, "costs_nothing")
        if fault := judging_fault(judged, is_single=is_single):
            self.remarks.fault(self._line, fault)
            return None
        choices: Tree = [
            {
                "id": name,
                "text": self._text(answer.raw),
                "right": "true" if right else None,
                "weight": None if weight is None else plain_number(weight),
                "feedback": self._text(answer.feedback),
            }
            for name, answer, (right, weight) in zip(
                letters(len(answers)), answers, judged, strict=True
            )
        ]
        if is_single:
            return {"kind": "single", "choices": choices}
        return {"kind": "multiple", "choices": choices, "partial": "share"}

    def _matching(self, inside: str) -> Fields | None:
        """Options with the same words are one; a pair without an item only misleads."""
        answers = self._answers(inside, "=", at_least=2)
        options: dict[str, Tree] = {}
        ids: dict[str, str] = {}
        items: list[Tree] = []
        pairs: dict[str, Tree] = {}
        usual = letters(len(answers))
        for answer in answers:
            start = find_word(answer.raw, "->")
            option = self._text(answer.raw[start + 2 :]) if start >= 0 else None
            if not option:
                self.remarks.fault(self._line, "pair_missing")
                return None
            name = ids.setdefault(repr(option), usual[len(ids)] if len(ids) < len(usual) else "")
            options[name] = option
            item = self._text(answer.raw[:start])
            if item:
                pairs[usual[len(items)]] = name
                items.append({"id": usual[len(items)], "text": item})
        if min(len(items), len(options)) < 2:  # noqa: PLR2004 -- fewer match themselves
            if answers:
                self.remarks.fault(
                    self._line, "too_few_choices", found=min(len(items), len(options))
                )
            return None
        listed: Tree = [{"id": name, "text": text} for name, text in options.items()]
        own: Fields = {"items": items, "options": listed, "pairs": pairs}
        return {"kind": "matching", "partial": "share", **own}

    def _true_false(self, inside: str, *, is_true: bool) -> Fields:
        told = [part for part in inside.split("#")[1:3] if part.strip()]
        spare = self._text(" ".join(told))
        return {"kind": "true_false", "answer": "true" if is_true else "false", "spare": spare}

    def _short_text(self, inside: str) -> Fields | None:
        answers = self._answers(inside if inside.startswith("=") else f"={inside}", "=", at_least=1)
        variants: list[str] = []
        for answer in answers:
            words = self._text(answer.raw)
            if not words or answer.share not in {None, ALL}:
                self._lose_answer(answer)
            else:
                variants.append(text_of(words))
        if not variants:
            self.remarks.fault(self._line, "no_right_answer")
            return None
        for variant in (variant for variant in variants if "*" in variant):
            self.remarks.lose(self._line, "wildcard", answer=variant[:80])
        once = list(dict.fromkeys(variants))
        accepted: Tree = {"pl": once, "en": once}
        return {"kind": "short_text", "accepted": accepted, "spare": self._spare(answers)}

    def _number(self, inside: str) -> Fields | None:
        bare = inside.strip()
        answers = self._answers(bare if bare.startswith("=") else f"={bare}", "=~", at_least=1)
        found: Fields | None = None
        for answer in answers:
            if found is not None or answer.share not in {None, ALL} or answer.sign == "~":
                self._lose_answer(answer)
            elif (value := value_of(answer.raw)) is None:
                self.remarks.fault(self._line, "not_a_number", found=answer.raw.strip()[:40])
                return None
            else:
                found = {"value": plain_number(value[0]), "tolerance": plain_number(value[1])}
        if found is None:
            self.remarks.fault(self._line, "no_right_answer")
            return None
        return {"kind": "number", "spare": self._spare(answers), **found}

    def _answers(self, inside: str, signs: str, *, at_least: int) -> Sequence[Answer]:
        """The answers; none, with a fault, where there are too few or too many."""
        found = pieces(inside, signs)
        if not at_least <= len(found) <= MOST_CHOICES:
            code = "too_few_choices" if len(found) < at_least else "too_many_choices"
            self.remarks.fault(self._line, code, found=len(found), at_most=MOST_CHOICES)
            return ()
        return [answer_of(piece) for piece in found]

    def _spare(self, answers: Sequence[Answer]) -> Tree:
        """The first feedback explains where nothing else does; further ones are left out."""
        told = [answer.feedback for answer in answers if answer.feedback.strip()]
        if len(told) > 1:
            self.remarks.lose(self._line, "feedback_left_out")
        return self._text(told[0]) if told else None

    def _lose_answer(self, answer: Answer) -> None:
        words = unescaped(answer.raw)[:80]
        self.remarks.lose(self._line, "answer_left_out", answer=words)

    def _text(self, raw: str) -> Tree:
        """Words in both languages; `[html]` at the beginning is obeyed, other formats are plain."""
        bare = raw.strip()
        form = next((form for form in _FORMATS if bare.startswith(form)), "")
        words = unescaped(bare.removeprefix(form))
        read = read_html(words) if form == "[html]" else read_plain(words)
        self.found_two_languages |= read.two_languages
        for code in sorted(read.lost):
            self.remarks.lose(self._line, code)
        pl, en = (said.replace(SEPARATOR, "\n").strip() for said in (read.pl, read.en))
        return {"pl": pl, "en": en} if pl and en else None
