"""Moodle XML → questions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields

from assessments.definitions import Quiz
from assessments.exchange.drafts import Draft, Tree, Wanted, finish, id_from, text_of
from assessments.exchange.moodle import kinds
from assessments.exchange.moodle.cloze import read_gaps
from assessments.exchange.moodle.marks import (
    FACT,
    LESSON,
    OUTCOME,
    PART_OF,
    SCENARIO,
    SITUATION,
    Marks,
)
from assessments.exchange.moodle.texts import Texts
from assessments.exchange.moodle.tree import Element, read_tree
from assessments.exchange.numbers import points_of
from assessments.exchange.remarks import Imported, Remarks

READERS: Mapping[str, Callable[[Element, Marks, Texts], dict[str, Tree] | None]] = {
    "multichoice": kinds.read_choices,
    "truefalse": kinds.read_true_false,
    "matching": kinds.read_matching,
    "ordering": kinds.read_ordering,
    "shortanswer": kinds.read_short_text,
    "numerical": kinds.read_number,
    "cloze": read_gaps,
    "multianswer": read_gaps,
    "essay": kinds.read_essay,
    "description": kinds.read_case,
}
_RULES = {field.name for field in fields(Quiz)} - {"slug", "module", "title", "bands", "questions"}


def read_moodle(text: str, wanted: Wanted, remarks: Remarks) -> Imported:
    """The questions of a file; descriptions become cases where questions belong to them."""
    root = read_tree(text, remarks)
    if root is None:
        return finish((), {}, wanted, remarks)
    if root.name != "quiz":
        remarks.fault(root.line, "not_moodle", found=root.name[:40])
        return finish((), {}, wanted, remarks)
    texts = Texts(remarks)
    rules = _rules(root, texts)
    drafts = _with_cases(_drafts(root, texts), remarks)
    if drafts and not texts.found_two_languages:
        remarks.lose_once(drafts[0].line, "one_language")
    return finish(drafts, rules, wanted, remarks)


def _rules(root: Element, texts: Texts) -> dict[str, Tree]:
    """The title of the first category; the quiz's rules where the file is ours."""
    categories = [one for one in root.all("question") if one.attributes.get("type") == "category"]
    for further in categories[1:]:
        texts.remarks.lose(further.line, "title_left_out", title=further.value("category")[:80])
    if not categories:
        return {}
    quiz = categories[0].first("quiz")
    if quiz is None:
        title = categories[0].value("category").replace("//", " ").rpartition("/")[2].strip()
        return {"title": {"pl": title, "en": title}} if title else {}
    texts.is_of_ours = True
    own = {key: value for key, value in quiz.attributes.items() if key in _RULES}
    bands: Tree = [
        {"from_percent": band.attributes.get("from_percent"), "text": texts.of(band)}
        for band in quiz.all("band")
    ]
    return {
        "slug": quiz.attributes.get("slug"),
        "module": quiz.attributes.get("module"),
        "title": texts.child(quiz, "title"),
        **own,
        "bands": bands or None,
    }


def _drafts(root: Element, texts: Texts) -> Iterator[tuple[Draft, Marks]]:
    for question in root.all("question"):
        kind = question.attributes.get("type", "")
        if kind == "category":
            continue
        marks = Marks.of(_tags(question))
        for tag in marks.unknown[:20]:
            texts.remarks.lose(question.line, "tag_left_out", tag=tag[:60])
        if kind not in READERS:
            texts.remarks.lose(question.line, "kind_left_out", kind=kind[:40])
            continue
        own = READERS[kind](question, marks, texts)
        fields = {**_common(question, marks, texts), **(own or {})}
        if own is not None and not fields["prompt"]:
            texts.remarks.fault(question.line, "no_prompt")
        elif own is not None:
            yield Draft(question.line, fields), marks


def _with_cases(found: Iterator[tuple[Draft, Marks]], remarks: Remarks) -> list[Draft]:
    """Questions that belong to a description lie under it; one without any is left out."""
    drafts: list[Draft] = []
    cases: dict[str, Draft] = {}
    for draft, marks in found:
        case = cases.get(marks.first(PART_OF)) if marks.has(PART_OF) else None
        if draft.fields["kind"] == "scenario":
            cases[marks.first(SCENARIO)] = draft
            drafts.append(draft)
        elif case is None:
            drafts.append(draft)
        else:
            for key in ("outcome", "lesson", "situation", "facts"):
                draft.fields.pop(key, None)
            case.parts.append(draft)
    kept: list[Draft] = []
    for draft in drafts:
        if draft.fields["kind"] == "scenario" and not draft.parts:
            remarks.lose(draft.line, "kind_left_out", kind="description")
        else:
            kept.append(draft)
    return kept


def _common(question: Element, marks: Marks, texts: Texts) -> dict[str, Tree]:
    for hint in question.all("hint"):
        texts.remarks.lose(hint.line, "hints")
    prompt = texts.child(question, "questiontext")
    name = question.value("idnumber").rpartition(".")[2] or id_from(question.value("name"))
    return {
        "id": name or id_from(text_of(prompt)),
        "outcome": marks.first(OUTCOME) or None,
        "lesson": marks.first(LESSON) or None,
        "points": points_of(question.value("defaultgrade")),
        "situation": "yes" if marks.has(SITUATION) else None,
        "facts": marks.values.get(FACT),
        "prompt": prompt,
        "explanation": texts.child(question, "generalfeedback"),
    }


def _tags(question: Element) -> Iterator[str]:
    tags = question.first("tags")
    if tags is not None:
        yield from ((tag.first("text") or tag).text.strip() for tag in tags.all("tag"))
