"""Every text exists in Polish and English, and nothing is left over."""

import ast
import inspect
from enum import StrEnum

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from assessments.counting import CONDITION_CODES
from assessments.counting_institutions import AGREEMENT_CONDITION_CODES
from assessments.faults import FAULT_CODES
from assessments.participants import Moment, Obligation
from assessments.qualification import QUALIFICATION_CODES
from assessments.statistics import ADVICE_CODES, RELIABILITY_CODES
from content.languages import Language
from course import errors, terms
from course.catalogue import Catalogue
from course.language import CATALOGUES, translations
from course.sentences import (
    ADVICE_TEXTS,
    ANSWER_TEXTS,
    CONDITION_TEXTS,
    ENUM_TEXTS,
    ERROR_TEXTS,
    FIELD_TEXTS,
    RELIABILITY_TEXTS,
    REQUIREMENT_TEXTS,
)
from course.settings import ROOT
from course.terms import LetterKind

# Closed lists whose values no page shows.
UNSPOKEN = {
    terms.Door,
    terms.LinkPurpose,
    terms.LetterKind,
    terms.MarkingRole,
    terms.VersionKind,
}
METHODS = [("**.py", "python"), ("templates/**", "jinja2")]
OPTIONS = {"silent": "false", "extensions": "course.web.kept_parts.KeptParts"}


def messages_in_code() -> set[tuple[str | None, str | tuple[str, ...]]]:
    found = set()
    keywords = {
        "_": None,
        "N_": None,
        "gettext": None,
        "say": None,
        "ngettext": (1, 2),
        "say_count": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }
    for _file, _line, message, _comments, context in extract_from_dir(
        ROOT / "course", METHODS, {"templates/**": OPTIONS}, keywords=keywords
    ):
        found.add((context, tuple(message) if isinstance(message, tuple | list) else message))
    return found


@pytest.fixture(scope="module")
def polish() -> Catalog:
    with (CATALOGUES / "pl/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="pl")


def test_every_message_has_its_polish(polish: Catalog) -> None:
    known = {(message.context, message.id): message for message in polish if message.id}
    missing = [key for key in messages_in_code() if not _spoken(known.get(key))]
    assert sorted(missing, key=str) == []


def test_no_polish_is_left_over(polish: Catalog) -> None:
    used = messages_in_code()
    stale = [
        message.id for message in polish if message.id and (message.context, message.id) not in used
    ]
    assert stale == []


def test_polish_keeps_the_places_for_facts(polish: Catalog) -> None:
    faults = [
        (message.id, str(fault)) for message in polish if message.id for fault in message.check()
    ]
    assert faults == []


def _spoken(message: Message | None) -> bool:
    if message is None:
        return False
    said = message.string
    return all(said) if isinstance(said, tuple) else bool(said)


def test_each_code_has_its_sentence() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    codes = {kind.code for kind in kinds if issubclass(kind, errors.DomainError)}
    assert codes == set(ERROR_TEXTS)
    assert set(FAULT_CODES) <= set(FIELD_TEXTS)
    assert set(QUALIFICATION_CODES) == set(REQUIREMENT_TEXTS)
    assert {*CONDITION_CODES, *AGREEMENT_CONDITION_CODES} == set(CONDITION_TEXTS)
    assert set(ADVICE_CODES) == set(ADVICE_TEXTS)
    assert set(RELIABILITY_CODES) == set(RELIABILITY_TEXTS)


def test_each_answer_that_may_be_missing_has_a_name(authored_course: Catalogue) -> None:
    names = {
        item.name
        for form in authored_course.participant_forms.values()
        for item in form.items(Moment.START)
        if item.obligation is not Obligation.OPTIONAL
    }
    assert names == set(ANSWER_TEXTS)


def test_each_word_of_a_closed_list_is_spoken() -> None:
    kinds = [
        kind
        for _, kind in inspect.getmembers(terms, inspect.isclass)
        if issubclass(kind, StrEnum) and kind is not StrEnum and kind not in UNSPOKEN
    ]
    unspoken = [value for kind in kinds for value in kind if (kind, value.value) not in ENUM_TEXTS]
    assert unspoken == []


@pytest.mark.parametrize("kind", list(LetterKind))
def test_each_letter_has_its_subject_and_body(kind: LetterKind) -> None:
    folder = ROOT / "course/templates/letters" / kind.value
    assert {path.name for path in folder.iterdir()} == {"subject.txt", "body.txt"}


def test_english_is_what_the_code_says() -> None:
    assert translations(Language.EN).gettext("Fill this in.") == "Fill this in."
    assert translations(Language.PL).gettext("Fill this in.") != "Fill this in."


def test_no_text_hides_within_an_f_string() -> None:
    """Babel finds none there before Python 3.12, and neither does the list above."""
    speak = {"gettext", "ngettext", "say", "say_count", "N_"}
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "course").rglob("*.py"))
        for whole in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(whole, ast.JoinedStr)
        for call in ast.walk(whole)
        if isinstance(call, ast.Call)
        and {getattr(call.func, "attr", ""), getattr(call.func, "id", "")} & speak
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_every_count_is_told_where_it_is_found() -> None:
    """The two forms of a text that counts stand in the call: marked alone they are two texts."""
    apart = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "course").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") == "say_count"
        and any(isinstance(one, ast.Call) for one in call.args[:2])
    ]
    assert apart == []
