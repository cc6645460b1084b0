"""Questions → Moodle XML, from which our own quizzes come back as they were.

What Moodle has a place for stands there. What it has none for stands in tags, which survive a stay
in Moodle; the ids of choices, the rules of the quiz and the rubric of an essay stand in attributes
and elements that Moodle passes over.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from assessments.definitions import (
    Choice,
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
from assessments.exchange.authored import authored_rules
from assessments.exchange.html_text import write_html, write_plain
from assessments.exchange.moodle import marks
from assessments.exchange.moodle.cloze import in_written_order, write_gaps
from assessments.exchange.numbers import Judged, fractions, judged_by
from assessments.exchange.remarks import Exported
from assessments.typed import plain_number
from content.languages import Language, Text

TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "matching": "matching",
    "ordering": "ordering",
    "short_text": "shortanswer",
    "number": "numerical",
    "gaps": "cloze",
    "scenario": "description",
    "essay": "essay",
}


@dataclass(frozen=True, slots=True)
class Written:
    """An element to be written: words, or further elements."""

    name: str
    inside: "str | list[Written]"
    attributes: dict[str, str] = field(default_factory=dict)


def write_moodle(quiz: Quiz) -> Exported:
    """The whole file; it keeps everything."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    for element in (_category(quiz), *_questions(quiz)):
        lines += _lines(element, "  ")
    return Exported("\n".join([*lines, "</quiz>"]) + "\n", ())


def _lines(element: Written, indent: str) -> Iterator[str]:
    said = "".join(f' {k}="{html.escape(v)}"' for k, v in element.attributes.items())
    start, end = f"{indent}<{element.name}{said}", f"</{element.name}>"
    if isinstance(element.inside, str):
        words = html.escape(element.inside, quote=False)
        yield f"{start}>{words}{end}" if words else f"{start}/>"
        return
    if len(element.inside) == 1 and isinstance(element.inside[0].inside, str):
        [inner] = _lines(element.inside[0], "")
        yield f"{start}>{inner}{end}"
        return
    yield f"{start}>"
    for child in element.inside:
        yield from _lines(child, f"{indent}  ")
    yield f"{indent}{end}"


def _category(quiz: Quiz) -> Written:
    path = f"$course$/top/{quiz.title.pl.replace('/', '//')}"
    rules = {key: str(value) for key, value in authored_rules(quiz).items()}
    own = [_worded("title", quiz.title)]
    own += [
        Written("band", [_words(write_html(band.text))], {"from_percent": str(band.from_percent)})
        for band in quiz.bands
    ]
    return Written(
        "question",
        [
            Written("category", [_words(path)]),
            Written("idnumber", quiz.slug),
            Written("quiz", own, {"slug": quiz.slug, "module": quiz.module, **rules}),
        ],
        {"type": "category"},
    )


def _questions(quiz: Quiz) -> Iterator[Written]:
    for question in quiz.questions:
        yield _question(question, quiz)
        if isinstance(question, Scenario):
            for part in question.parts:
                yield _question(part, quiz, case=question)


def _question(question: Question, quiz: Quiz, case: Scenario | None = None) -> Written:
    """A part is named after its case: Moodle wants each idnumber of a category once."""
    name = question.id if case is None else f"{case.id}.{question.id}"
    asked = write_gaps(question) if isinstance(question, Gaps) else write_html(question.prompt)
    worth = "0" if isinstance(question, Scenario) else plain_number(question.points)
    attributes = {"type": TYPES[question.kind]}
    if isinstance(question, Matching):
        attributes["options"] = " ".join(option.id for option in question.options)
    tags = [Written("tag", [_words(tag)]) for tag in _tags(question, case)]
    return Written(
        "question",
        [
            Written("name", [_words(name)]),
            Written("questiontext", [_words(asked)], {"format": "html"}),
            _worded("generalfeedback", question.explanation),
            Written("defaultgrade", worth),
            Written("penalty", "0"),
            Written("hidden", "0"),
            Written("idnumber", name),
            *_own(question, quiz),
            *([Written("tags", tags)] if tags else []),
        ],
        attributes,
    )


def _tags(question: Question, case: Scenario | None) -> Iterator[str]:
    if case is None:
        yield f"{marks.OUTCOME}:{question.outcome}"
    else:
        yield f"{marks.PART_OF}:{case.id}"
    if question.lesson:
        yield f"{marks.LESSON}:{question.lesson}"
    if question.situation:
        yield f"{marks.SITUATION}:yes"
    yield from (f"{marks.FACT}:{fact}" for fact in question.facts)
    if isinstance(question, Scenario):
        yield f"{marks.SCENARIO}:{question.id}"
    if isinstance(question, MultipleChoice | Matching | Gaps) and not question.partial:
        yield f"{marks.PARTIAL}:none"


def _own(question: Question, quiz: Quiz) -> Iterator[Written]:  # noqa: C901, PLR0912 -- one case for each kind
    """What Moodle asks of a question of this type."""
    match question:
        case SingleChoice() | MultipleChoice():
            yield from _choices(question, quiz)
        case TrueFalse(answer=answer):
            for words, earned in (("true", answer), ("false", not answer)):
                yield Written("answer", [_words(words)], {"fraction": "100" if earned else "0"})
        case Matching():
            yield Written("shuffleanswers", "true")
            yield from _pairs(question)
        case Ordering(items=items, partial=partial):
            yield Written("gradingtype", "ABSOLUTE_POSITION" if partial else "ALL_OR_NOTHING")
            yield Written("layouttype", "VERTICAL")
            yield Written("selecttype", "ALL")
            yield Written("selectcount", "0")
            for place, item in enumerate(items, start=1):
                attributes = {"fraction": str(place), "format": "html", "id": item.id}
                yield Written("answer", [_words(write_html(item.text))], attributes)
        case ShortText(accepted=accepted):
            yield Written("usecase", "0")
            for language in Language:
                for variant in accepted[language]:
                    told = _words(variant.replace("*", "\\*"))
                    yield Written("answer", [told], {"fraction": "100", "lang": str(language)})
        case NumberQuestion():
            yield from _number(question)
        case Gaps():
            yield from _gaps(question)
        case Scenario():
            pass
        case Essay():
            yield from _essay(question)
        case _:
            assert_never(question)


def _choices(question: SingleChoice | MultipleChoice, quiz: Quiz) -> Iterator[Written]:
    is_single = isinstance(question, SingleChoice)
    partial = isinstance(question, MultipleChoice) and question.partial
    judged: list[Judged] = [(choice.right, choice.weight) for choice in question.choices]
    earned = fractions(judged, is_single=is_single, partial=partial)
    is_told = judged_by(earned, is_single=is_single) == judged
    yield Written("single", "true" if is_single else "false")
    yield Written("shuffleanswers", "true" if quiz.shuffle else "false")
    yield Written("answernumbering", "abc")
    for choice, share in zip(question.choices, earned, strict=True):
        attributes = {"fraction": plain_number(share), "format": "html", "id": choice.id}
        if not is_told:
            attributes |= _judgement(choice)
        inside = [_words(write_html(choice.text))]
        if choice.feedback:
            inside.append(_worded("feedback", choice.feedback))
        yield Written("answer", inside, attributes)


def _judgement(choice: Choice) -> dict[str, str]:
    """What fractions cannot say."""
    weight = {} if choice.weight is None else {"weight": plain_number(choice.weight)}
    return {"right": "yes" if choice.right else "no", **weight}


def _pairs(question: Matching) -> Iterator[Written]:
    """Options that belong to no item stand beside an empty one, as Moodle wants it."""
    options = {option.id: option for option in question.options}
    for item in question.items:
        option = options[question.pairs[item.id]]
        answer = Written("answer", [_words(write_plain(option.text))], {"id": option.id})
        words = _words(write_html(item.text))
        yield Written("subquestion", [words, answer], {"format": "html", "id": item.id})
    used = set(question.pairs.values())
    for name in (name for name in options if name not in used):
        answer = Written("answer", [_words(write_plain(options[name].text))], {"id": name})
        yield Written("subquestion", [_words(""), answer], {"format": "html"})


def _number(question: NumberQuestion) -> Iterator[Written]:
    tolerance = Written("tolerance", plain_number(question.tolerance))
    value = _words(plain_number(question.value))
    yield Written("answer", [value, tolerance], {"fraction": "100"})
    if question.unit:
        units = [
            Written(
                "unit",
                [
                    Written("multiplier", "1"),
                    Written("unit_name", question.unit.in_language(language)),
                ],
                {"lang": str(language)},
            )
            for language in Language
        ]
        yield Written("units", units if question.unit.pl != question.unit.en else units[:1])
        yield Written("unitgradingtype", "0")
        yield Written("showunits", "3")


def _gaps(question: Gaps) -> Iterator[Written]:
    gaps, in_one_order = in_written_order(question)
    for gap in gaps:
        counts = {str(one): str(len(gap.accepted[one])) for one in Language}
        yield Written("gap", "", {"id": gap.id, **counts})
    yield Written("gap_order", " ".join(gap.id for gap in question.gaps))
    if not in_one_order:
        yield _worded("sentence", question.sentence)


def _essay(question: Essay) -> Iterator[Written]:
    """The rubric twice: for whoever marks in Moodle, and for the way back."""
    yield Written("responseformat", "editor")
    yield Written("responserequired", "1")
    yield Written("responsefieldlines", "10")
    yield Written("maxwordlimit", str(question.max_words))
    yield Written("attachments", "0")
    told = "".join(
        f"<p>{write_html(criterion.title)}</p><ol>"
        + "".join(f"<li>{write_html(level)}</li>" for level in criterion.levels)
        + "</ol>"
        for criterion in question.criteria
    )
    yield Written("graderinfo", [_words(told)], {"format": "html"})
    for criterion in question.criteria:
        attributes = {"id": criterion.id, "starred": "yes" if criterion.starred else "no"}
        if criterion.outcomes:
            attributes["outcomes"] = " ".join(criterion.outcomes)
        levels = [_worded("level", level) for level in criterion.levels]
        yield Written("criterion", [_worded("title", criterion.title), *levels], attributes)


def _worded(name: str, text: Text) -> Written:
    return Written(name, [_words(write_html(text))], {"format": "html"})


def _words(written: str) -> Written:
    return Written("text", written)
