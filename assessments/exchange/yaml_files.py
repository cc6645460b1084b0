"""Our own files: read as the course reads them, written in the style of the house."""

import re
from collections.abc import Iterator, Mapping

import yaml

from assessments.definitions import Quiz
from assessments.exchange.authored import authored_quiz
from assessments.exchange.drafts import MOST_QUESTIONS, Tree, read_node
from assessments.exchange.remarks import Exported, Imported, Remarks
from content.authored_yaml import read_yaml
from content.faults import Faults

SCHEMA = "# yaml-language-server: $schema=../../docs/schemas/quiz.schema.json"
DEEPEST = 16
"""Levels of lists and keys; the course needs ten."""

_LONGEST_LINE = 160
_WORDS = ("pl", "en")
_BARE = re.compile(r"-?[A-Za-z0-9][A-Za-z0-9_/.-]*")
_NOTHING = {"null", "Null", "NULL"}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def read_yaml_file(text: str, remarks: Remarks) -> Imported:
    """A file of the course; what it may not hold is a fault as everywhere in the course."""
    quiz = None
    if not _is_too_large(text, remarks):
        faults = Faults()
        quiz = read_node(read_yaml("", text, faults), faults, remarks)
    return Imported(None if remarks.faults else quiz, remarks.faults, remarks.losses)


def write_yaml_file(quiz: Quiz) -> Exported:
    """A file for `assessments/quizzes/`; it keeps everything."""
    tree = authored_quiz(quiz)
    questions = tree.pop("questions")
    lines = [SCHEMA, *_mapping(tree, ""), "questions:"]
    for number, question in enumerate(questions if isinstance(questions, list) else []):
        lines += [""] * bool(number)
        lines += _member(question, "  ")
    return Exported("\n".join(lines) + "\n", ())


def _is_too_large(text: str, remarks: Remarks) -> bool:
    """Whether lists are longer, or nested deeper, than any quiz; the reader has no such limits."""
    members = [0]
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.NodeEvent):
                members[-1] += 1
            if isinstance(event, yaml.CollectionStartEvent):
                members.append(0)
            elif isinstance(event, yaml.CollectionEndEvent):
                members.pop()
            line = event.start_mark.line + 1 if event.start_mark else 1
            if len(members) > DEEPEST + 1:
                remarks.fault(line, "too_deep", at_most=DEEPEST)
                return True
            if members[-1] > MOST_QUESTIONS:
                remarks.fault(line, "too_many_elements", at_most=MOST_QUESTIONS)
                return True
    except yaml.YAMLError:
        return False  # the reading that follows names it with its line
    return False


def _mapping(tree: Mapping[str, Tree], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        if value is not None:
            yield from _pair(key, value, indent)


def _pair(key: str, value: Tree, indent: str) -> Iterator[str]:
    """A key with its value: on one line where that is short, otherwise below."""
    line = f"{indent}{key}: {_flow(value, key)}"
    if isinstance(value, str) or (len(line) <= _LONGEST_LINE and not _is_list_of_maps(value)):
        yield line
    elif isinstance(value, Mapping):
        yield f"{indent}{key}:"
        yield from _mapping(value, f"{indent}  ")
    else:
        yield f"{indent}{key}:"
        for member in value or ():
            yield from _member(member, f"{indent}  ", key)


def _member(value: Tree, indent: str, key: str = "") -> Iterator[str]:
    """One of a list; a small mapping stands on one line, a question never does."""
    line = f"{indent}- {_flow(value, key)}"
    if not isinstance(value, Mapping) or ("kind" not in value and len(line) <= _LONGEST_LINE):
        yield line
        return
    first, *rest = _mapping(value, f"{indent}  ")
    yield f"{indent}- {first.removeprefix(f'{indent}  ')}"
    yield from rest


def _is_list_of_maps(value: Tree) -> bool:
    if value is None or isinstance(value, str | Mapping):
        return False
    return any(isinstance(member, Mapping) for member in value)


def _flow(value: Tree, key: str) -> str:
    match value:
        case str():
            return _quoted(value) if key in _WORDS or not _is_bare(value) else value
        case Mapping():
            pairs = (f"{k}: {_flow(v, k)}" for k, v in value.items() if v is not None)
            return f"{{{', '.join(pairs)}}}"
        case _:
            return f"[{', '.join(_flow(member, key) for member in value or ())}]"


def _is_bare(value: str) -> bool:
    return _BARE.fullmatch(value) is not None and value not in _NOTHING


def _quoted(value: str) -> str:
    return f'"{"".join(map(_letter, value))}"'


def _letter(sign: str) -> str:
    """A sign as it stands between quotes; what nobody sees is written as its number."""
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable() or sign == "\N{NO-BREAK SPACE}":
        return sign
    code = ord(sign)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 -- four digits
