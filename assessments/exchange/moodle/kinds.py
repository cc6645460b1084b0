"""What each of Moodle's types of question holds, under the keys of our own files."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assessments.exchange.drafts import ANY_RUBRIC, MOST_CHOICES, Tree, letters, text_of
from assessments.exchange.moodle.marks import PARTIAL, Marks
from assessments.exchange.moodle.texts import Texts
from assessments.exchange.moodle.tree import Element
from assessments.exchange.numbers import ALL, judged_by, judging_fault, number_of
from assessments.typed import plain_number

Fields = dict[str, Tree]

_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_YES = {"true", "1"}


def read_choices(question: Element, marks: Marks, texts: Texts) -> Fields | None:
    """One right choice or several."""
    answers = answers_of(question, texts, at_least=2)
    earned = [_earned(answer, texts) for answer in answers]
    if not answers or None in earned:
        return None
    is_single = question.value("single").lower() not in {"false", "0"}
    judged = judged_by([one or Decimal(0) for one in earned], is_single=is_single)
    own = [_own_judgement(answer) for answer in answers]
    if all(one is not None for one in own):
        judged = [one for one in own if one is not None]
    if is_single and min(one or Decimal(0) for one in earned) < 0:
        texts.remarks.lose(question.line, "costs_nothing")
    if fault := judging_fault(judged, is_single=is_single):
        texts.remarks.fault(question.line, fault)
        return None
    _lose_combined(question, texts)
    if not texts.is_of_ours and question.value("shuffleanswers").lower() in {"false", "0"}:
        texts.remarks.lose(question.line, "fixed_order")
    choices: Tree = [
        {
            "id": name,
            "text": texts.of(answer),
            "right": "true" if right else None,
            "weight": None if weight is None else plain_number(weight),
            "feedback": texts.child(answer, "feedback"),
        }
        for name, answer, (right, weight) in zip(ids_of(answers), answers, judged, strict=True)
    ]
    kind = "single" if is_single else "multiple"
    return {"kind": kind, "choices": choices} | ({} if is_single else _partial(marks))


def read_true_false(question: Element, _marks: Marks, texts: Texts) -> Fields | None:
    """Which of the two answers earns."""
    answers = answers_of(question, texts, at_least=1)
    right = [one for one in answers if (_earned(one, texts) or 0) > 0]
    said = [text_of(texts.of(one)).lower() for one in right]
    if len(said) != 1 or said[0] not in {"true", "false"}:
        if answers:
            texts.remarks.fault(question.line, "true_or_false")
        return None
    for answer in answers:
        if texts.child(answer, "feedback"):
            texts.remarks.lose(answer.line, "feedback_left_out")
    return {"kind": "true_false", "answer": said[0]}


def read_matching(question: Element, marks: Marks, texts: Texts) -> Fields | None:
    """Options with the same words are one option; those of no item only mislead."""
    items: list[Element] = []
    options: dict[str, Tree] = {}
    ids: dict[str, str] = {}
    pairs: list[str] = []
    written = list(question.all("subquestion"))
    if len(written) > MOST_CHOICES:
        texts.remarks.fault(
            question.line, "too_many_choices", found=len(written), at_most=MOST_CHOICES
        )
        return None
    for sub in written:
        answer = sub.first("answer")
        text = None if answer is None else texts.of(answer, plain=True)
        if answer is None or not text:
            texts.remarks.fault(sub.line, "pair_missing")
            return None
        key = answer.attributes.get("id", "") or repr(text)
        name = ids.setdefault(key, answer.attributes.get("id") or letters(len(ids) + 1)[-1])
        options.setdefault(name, text)
        if texts.of(sub):
            items.append(sub)
            pairs.append(name)
    if min(len(items), len(options)) < 2:  # noqa: PLR2004 -- fewer match themselves
        found = min(len(items), len(options))
        texts.remarks.fault(question.line, "too_few_choices", found=found)
        return None
    _lose_combined(question, texts)
    names = ids_of(items)
    order = question.attributes.get("options", "").split() or list(options)
    return {
        "kind": "matching",
        "items": _items(names, items, texts),
        "options": [{"id": one, "text": options[one]} for one in order if one in options],
        "pairs": dict(zip(names, pairs, strict=True)),
        **_partial(marks),
    }


def read_ordering(question: Element, _marks: Marks, texts: Texts) -> Fields | None:
    """The answers stand in the right order."""
    answers = answers_of(question, texts, at_least=2)
    if not answers:
        return None
    _lose_combined(question, texts)
    partial = None if question.value("gradingtype") == "ALL_OR_NOTHING" else "share"
    return {
        "kind": "ordering",
        "items": _items(ids_of(answers), answers, texts),
        "partial": partial,
    }


def read_short_text(question: Element, _marks: Marks, texts: Texts) -> Fields | None:
    """The variants that earn everything; ours know in which language each is written."""
    accepted: dict[str, list[str]] = {"pl": [], "en": []}
    for answer, earned in _with_earned(answers_of(question, texts, at_least=1), texts):
        written = answer.value("text")
        if earned != ALL or not written:
            texts.remarks.lose(answer.line, "answer_left_out", answer=written[:80])
            continue
        if "*" in written.replace("\\*", ""):
            texts.remarks.lose(answer.line, "wildcard", answer=written[:80])
        if texts.child(answer, "feedback"):
            texts.remarks.lose(answer.line, "feedback_left_out")
        variant = written.replace("\\*", "*")
        for language in answer.attributes.get("lang", "pl en").split():
            accepted.setdefault(language, []).append(variant)
    if question.value("usecase") in _YES:
        texts.remarks.lose(question.line, "case_matters")
    return accepted_or_fault(accepted, question, texts, "no_right_answer")


def accepted_or_fault(
    accepted: dict[str, list[str]], element: Element, texts: Texts, code: str
) -> Fields | None:
    """Variants by language, each once; a language without any takes those of the other."""
    pl, en = (list(dict.fromkeys(accepted[language])) for language in ("pl", "en"))
    if not pl and not en:
        texts.remarks.fault(element.line, code)
        return None
    return {"kind": "short_text", "accepted": {"pl": pl or en, "en": en or pl}}


def read_number(question: Element, _marks: Marks, texts: Texts) -> Fields | None:
    """The first value that earns everything."""
    found: Fields | None = None
    for answer, earned in _with_earned(answers_of(question, texts, at_least=1), texts):
        written = answer.value("text")
        value, tolerance = number_of(written), number_of(answer.value("tolerance") or "0")
        if earned != ALL or found is not None:
            texts.remarks.lose(answer.line, "answer_left_out", answer=written[:80])
        elif value is None or tolerance is None:
            texts.remarks.fault(answer.line, "not_a_number", found=written[:40])
            return None
        else:
            found = {"value": plain_number(value), "tolerance": plain_number(abs(tolerance))}
        if texts.child(answer, "feedback"):
            texts.remarks.lose(answer.line, "feedback_left_out")
    if found is None:
        texts.remarks.fault(question.line, "no_right_answer")
        return None
    return {"kind": "number", "unit": _unit(question, texts), **found}


def read_essay(question: Element, _marks: Marks, texts: Texts) -> Fields | None:
    """The rubric where the file is ours; otherwise what is told to graders is its third level."""
    criteria: Tree = [
        {
            "id": one.attributes.get("id"),
            "title": texts.child(one, "title"),
            "starred": one.attributes.get("starred"),
            "outcomes": one.attributes.get("outcomes", "").split() or None,
            "levels": [texts.of(level) for level in one.all("level")],
        }
        for one in question.all("criterion")
    ]
    if not criteria:
        told = texts.child(question, "graderinfo")
        texts.remarks.lose(question.line, "rubric_assumed", told=text_of(told)[:200])
        criteria = ANY_RUBRIC
    return {
        "kind": "essay",
        "criteria": criteria,
        "max_words": question.value("maxwordlimit") or None,
    }


def read_case(_question: Element, _marks: Marks, _texts: Texts) -> Fields | None:
    """A description: its points are those of the questions that belong to it."""
    return {"kind": "scenario", "points": None}


def answers_of(question: Element, texts: Texts, *, at_least: int) -> Sequence[Element]:
    """The answers; none, with a fault, where there are too few or too many."""
    answers = list(question.all("answer"))
    if at_least <= len(answers) <= MOST_CHOICES:
        return answers
    code = "too_few_choices" if len(answers) < at_least else "too_many_choices"
    texts.remarks.fault(question.line, code, found=len(answers), at_most=MOST_CHOICES)
    return ()


def ids_of(elements: Sequence[Element]) -> list[str]:
    """Their own ids, or letters."""
    usual = letters(len(elements))
    return [one.attributes.get("id") or name for one, name in zip(elements, usual, strict=True)]


def _with_earned(
    answers: Sequence[Element], texts: Texts
) -> Iterator[tuple[Element, Decimal | None]]:
    return ((answer, _earned(answer, texts)) for answer in answers)


def _earned(answer: Element, texts: Texts) -> Decimal | None:
    written = answer.attributes.get("fraction", "")
    earned = number_of(written)
    if earned is None:
        texts.remarks.fault(answer.line, "not_a_number", found=written[:40])
    return earned


def _own_judgement(answer: Element) -> tuple[bool, Decimal | None] | None:
    """What our own file says where fractions cannot say it."""
    right = answer.attributes.get("right")
    return (
        None if right is None else (right == "yes", number_of(answer.attributes.get("weight", "")))
    )


def _items(names: Sequence[str], elements: Sequence[Element], texts: Texts) -> Tree:
    pairs = zip(names, elements, strict=True)
    return [{"id": name, "text": texts.of(element)} for name, element in pairs]


def _partial(marks: Marks) -> Fields:
    """Moodle always gives a share, so only the stricter rule is told."""
    return {"partial": None if marks.first(PARTIAL) == "none" else "share"}


def _unit(question: Element, texts: Texts) -> Tree:
    units = question.first("units")
    named: dict[str, str] = {}
    for unit in units.all("unit") if units else ():
        name = unit.value("unit_name")
        if (number_of(unit.value("multiplier") or "1") or 0) != 1 or not name:
            texts.remarks.lose(unit.line, "several_units", unit=name[:40])
            continue
        named.setdefault(unit.attributes.get("lang", "pl"), name)
    first = next(iter(named.values()), None)
    return None if first is None else {"pl": named.get("pl", first), "en": named.get("en", first)}


def _lose_combined(question: Element, texts: Texts) -> None:
    for name in _COMBINED:
        if texts.child(question, name):
            texts.remarks.lose(question.line, "feedback_left_out")
