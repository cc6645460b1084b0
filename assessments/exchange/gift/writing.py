"""Questions → GIFT, in one language."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from assessments.definitions import (
    Essay,
    Gap,
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
from assessments.exchange.gift.reading import CATEGORY
from assessments.exchange.gift.scanning import escaped
from assessments.exchange.moodle.marks import FACT, LESSON, OUTCOME, SITUATION
from assessments.exchange.numbers import Judged, fractions
from assessments.exchange.remarks import Exported
from assessments.exchange.sheet import BLANK, Sheet, lose_what_only_we_have, named_here, variants
from assessments.typed import plain_number
from content.languages import Language


def write_gift(quiz: Quiz, language: Language) -> Exported:
    """The whole file; ordering is written as matching, gaps and cases as questions of their own."""
    sheet = Sheet(language)
    sheet.lose_rules(quiz)
    sheet.lines += [f"{CATEGORY} {' '.join(sheet.say(quiz.title).split())}", ""]
    for question, case in named_here(quiz):
        if case is not None:
            sheet.lose(case, "written_as", kind="scenario", other="questions")
        if isinstance(question, Gaps):
            sheet.lose(question, "written_as", kind="gaps", other="short_text")
            for gap in question.gaps:
                _write(sheet, question, case, gap)
        else:
            _write(sheet, question, case, None)
    return sheet.exported()


def _write(sheet: Sheet, question: Question, case: Scenario | None, gap: Gap | None) -> None:
    lose_what_only_we_have(sheet, question)
    name = "-".join(one.id for one in (case, question, gap) if one is not None)
    sheet.lines.append(_comment(case or question, name))
    sheet.lines.append(f"::{name}::{_text(_asked(sheet, question, case, gap))} {{")
    answers = _gap_answers(gap) if gap else _answers(sheet, question)
    sheet.lines += (f"\t{answer}" for answer in answers)
    sheet.lines += [f"\t####{_text(sheet.say(question.explanation))}", "}", ""]


def _comment(question: Question, name: str) -> str:
    """Moodle reads ids and tags from comments."""
    tags = [f"{OUTCOME}:{question.outcome}"]
    tags += [f"{LESSON}:{question.lesson}"] if question.lesson else []
    tags += [f"{SITUATION}:yes"] if question.situation else []
    tags += [f"{FACT}:{fact}" for fact in question.facts]
    return f"// [id:{name}] {' '.join(f'[tag:{tag}]' for tag in tags)}"


def _asked(sheet: Sheet, question: Question, case: Scenario | None, gap: Gap | None) -> str:
    """The prompt, below its case, above the sentence with its gap."""
    told = [] if case is None else [sheet.say(case.prompt)]
    told.append(sheet.say(question.prompt))
    if isinstance(question, Gaps) and gap is not None:
        sentence = sheet.say(question.sentence)
        for other in question.gaps:
            sentence = sentence.replace(f"{{{other.id}}}", BLANK if other == gap else "…")
        told.append(sentence)
    return "\n\n".join(told)


def _answers(sheet: Sheet, question: Question) -> Iterator[str]:
    match question:
        case SingleChoice() | MultipleChoice():
            yield from _choices(sheet, question)
        case TrueFalse(answer=answer):
            yield "TRUE" if answer else "FALSE"
        case Matching(items=items, options=options, pairs=pairs):
            words = {option.id: sheet.say(option.text) for option in options}
            for item in items:
                yield _pair(sheet.say(item.text), words[pairs[item.id]])
            for option in options:
                if option.id not in pairs.values():
                    yield _pair("", words[option.id])
        case Ordering(items=items):
            sheet.lose(question, "written_as", kind="ordering", other="matching")
            for place, item in enumerate(items, start=1):
                yield _pair(sheet.say(item.text), str(place))
        case ShortText():
            yield from (f"={_text(variant)}" for variant in variants(question))
        case NumberQuestion(value=value, tolerance=tolerance):
            yield f"#{plain_number(value)}:{plain_number(tolerance)}"
        case Essay() | Gaps() | Scenario():
            pass  # nothing, or written as questions of another kind
        case _:
            assert_never(question)


def _choices(sheet: Sheet, question: SingleChoice | MultipleChoice) -> Iterator[str]:
    is_single = isinstance(question, SingleChoice)
    partial = isinstance(question, MultipleChoice) and question.partial
    judged: list[Judged] = [(choice.right, choice.weight) for choice in question.choices]
    earned = fractions(judged, is_single=is_single, partial=partial)
    for choice, share in zip(question.choices, earned, strict=True):
        sign = "=" if is_single and choice.right else "~"
        usual = 100 if sign == "=" else 0
        told = "" if share == usual else f"%{plain_number(share)}%"
        feedback = f"#{_text(sheet.say(choice.feedback))}" if choice.feedback else ""
        yield f"{sign}{told}{_text(sheet.say(choice.text))}{feedback}"


def _gap_answers(gap: Gap) -> Sequence[str]:
    accepted = (one for language in Language for one in gap.accepted[language])
    return [f"={_text(variant)}" for variant in dict.fromkeys(accepted)]


def _pair(item: str, option: str) -> str:
    """An arrow within the words would part them elsewhere."""
    first = _text(item.replace("->", "→"))
    return f"={first} -> {_text(option)}"


def _text(words: str) -> str:
    """Words that begin with a bracket, or look like a share, would be taken for a format."""
    guard = "[plain]" if words.startswith(("[", "%")) else ""
    return f"{guard}{escaped(words)}"
