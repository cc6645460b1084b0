"""A search of the course for one visitor: what is open to them, and why the rest is not."""

from flask import request, url_for

from content.curriculum import Curriculum, Term
from content.languages import Language
from content.passages import Document, Kind, Passage
from content.searching import Answer, Found, index_of, words_asked
from course.catalogue import catalogue
from course.web.i18n import language, speaking
from course.web.search_locks import Locks
from course.web.search_questions import question_shown, questions_found
from course.web.search_shown import FIRST_SHOWN, ResultShown, SearchPage, SectionShown, group_of

LONGEST_QUERY = 200
SECTIONS_SHOWN = 2


def query_asked() -> str:
    """What somebody asks this page for, without more than anybody would type."""
    return " ".join(request.args.get("q", "")[:LONGEST_QUERY].split())


def terms_found(query: str) -> list[Term]:
    """Words of the glossary, the best first."""
    curriculum = catalogue().curriculum
    found = index_of(curriculum, language()).search(query).found
    return [curriculum.terms[one.document.slug] for one in found if one.document.kind is Kind.TERM]


def search_page(query: str, *, whole: str) -> SearchPage:
    """Look in the visitor's language; where the course has nothing there, in the other one.

    `whole` names the kind of which all results are shown.
    """
    here, curriculum = language(), catalogue().curriculum
    if not words_asked(query, here):
        return SearchPage(query=query, spoken=here)
    locks = Locks(curriculum)
    answer = index_of(curriculum, here).search(query)
    founds, spoken = _by_kind(answer, locks), here
    if not founds:
        other = next(one for one in Language if one is not here)
        founds = _by_kind(index_of(curriculum, other).search(query), locks)
        spoken = other if founds else here
    showing = _Showing(curriculum, locks)
    groups = {kind: group_of(kind, found, showing.result, whole) for kind, found in founds.items()}
    asked = questions_found(query, locks)
    if asked:
        groups[Kind.QUESTION] = group_of(Kind.QUESTION, asked, question_shown, whole)
    return SearchPage(
        query=query,
        words=answer.words,
        groups=[groups[kind] for kind in FIRST_SHOWN if kind in groups],
        instead=answer.instead if spoken is here else {},
        spoken=spoken,
    )


def _by_kind(answer: Answer, locks: Locks) -> dict[Kind, list[Found]]:
    """What was found, open lessons first. Who has nothing to do with lessons is shown none."""
    founds: dict[Kind, list[Found]] = {}
    for found in answer.found:
        if found.document.kind is not Kind.LESSON or locks.knows_lessons:
            founds.setdefault(found.document.kind, []).append(found)
    founds.get(Kind.LESSON, []).sort(key=lambda one: locks.of(one.document.slug) is not None)
    return founds


class _Showing:
    """Turns what was found into what this visitor sees of it."""

    def __init__(self, curriculum: Curriculum, locks: Locks) -> None:
        self._index_here = index_of(curriculum, language())
        self._modules = {module.slug: module for module in curriculum.modules}
        self._locks = locks

    def result(self, found: Found) -> ResultShown:
        """The title is that of the page which opens; what was found may be in the other language.

        A closed lesson is only named.
        """
        document = found.document
        here = self._index_here.document(document.kind, document.slug) or document
        lock = self._locks.of(document.slug) if document.kind is Kind.LESSON else None
        return ResultShown(
            title=found.marked(here.title),
            href=_href(here, here.passages[0].anchor),
            where=self._where(document),
            sections=() if lock else [_section(found, here, one) for one in _shown_of(found)],
            lock=lock,
        )

    def _where(self, document: Document) -> str:
        if document.kind is not Kind.LESSON:
            return ""
        module = self._modules[document.slug.partition("/")[0]]
        return speaking().say(
            "Module %(title)s", title=f"{module.number}. {module.title.in_language(language())}"
        )


def _shown_of(found: Found) -> list[Passage]:
    """The best passages, as they follow one another."""
    most = SECTIONS_SHOWN if found.document.kind is Kind.LESSON else 1
    return sorted(found.passages[:most], key=found.document.passages.index)


def _section(found: Found, here: Document, passage: Passage) -> SectionShown:
    place = _same_place(found.document, here, passage)
    return SectionShown(
        heading=found.marked(place.heading),
        href=_href(here, place.anchor),
        excerpt=found.marked(passage.text) if here.kind is Kind.TERM else found.excerpt(passage),
    )


def _same_place(found: Document, here: Document, passage: Passage) -> Passage:
    """The passage of the visitor's language that stands where this one stands in the other."""
    if len(found.passages) != len(here.passages):
        return here.passages[0]
    return here.passages[found.passages.index(passage)]


def _href(document: Document, anchor: str) -> str:
    match document.kind:
        case Kind.TERM:
            return url_for("materials.glossary", _anchor=anchor)
        case Kind.GUIDE:
            return url_for("pages.guide", slug=document.slug)
        case _:
            module, _, lesson = document.slug.partition("/")
            return url_for("study.lesson", module=module, lesson=lesson, _anchor=anchor or None)
