"""Questions and their answers among the results of a search: looked through anew each time.

What people wrote is in no index: what is taken back or hidden is found by nobody from that moment.
"""

from dataclasses import dataclass

from flask import url_for

from content.languages import Language
from content.passages import Document, Kind, Passage
from content.searching import Found, Index
from course.database import reading
from course.queries.questions_read import Asker, QuestionRead, questions_read_by
from course.sentences import N_
from course.web.asking.answering import title_of
from course.web.i18n import language, speaking
from course.web.search_locks import Locks
from course.web.search_shown import ResultShown, SectionShown
from course.web.visitors import visitor

MOST_LOOKED_THROUGH = 300
"""The newest ones; a cohort asks some dozens."""
LONGEST_TITLE = 90

ASKERS = {
    Asker.ONESELF: N_("Your question, lesson “%(title)s”"),
    Asker.ONES_GROUP: N_("A question of your group, lesson “%(title)s”"),
    Asker.TRAINEE: N_("A trainee’s question, lesson “%(title)s”"),
}


@dataclass(frozen=True, slots=True)
class QuestionFound:
    """A question with where in it the words stand."""

    question: QuestionRead
    found: Found


def questions_found(query: str, locks: Locks) -> list[QuestionFound]:
    """Questions that hold the words, in the visitor's language, else in the other one.

    Those at lessons that are closed are left out: they stand where the trainee cannot go yet.
    """
    questions = {
        str(one.question_id): one
        for one in questions_read_by(reading(), visitor(), most=MOST_LOOKED_THROUGH)
        if one.asker is Asker.TRAINEE or locks.of(one.lesson_slug) is None
    }
    documents = [_document(one) for one in questions.values()]
    for spoken in sorted(Language, key=lambda one: one is not language()):
        if found := Index(documents, spoken).search(query).found:
            return [QuestionFound(questions[one.document.slug], one) for one in found]
    return []


def question_shown(one: QuestionFound) -> ResultShown:
    """The question leads to its thread; below it stands what was said with the words."""
    question, passage = one.question, one.found.passages[0]
    where = speaking().say(ASKERS[question.asker], title=title_of(question.lesson_slug, language()))
    return ResultShown(
        title=one.found.marked(one.found.document.title),
        href=_href(question),
        where=where,
        sections=[SectionShown(excerpt=one.found.excerpt(passage))],
    )


def _document(question: QuestionRead) -> Document:
    words = " ".join(question.text.split())
    title = words[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …" if len(words) > LONGEST_TITLE else words
    texts = ((words,) if title != words else ()) + question.replies
    passages = tuple(Passage(" ".join(text.split())) for text in texts)
    return Document(Kind.QUESTION, str(question.question_id), title, passages or (Passage(""),))


def _href(question: QuestionRead) -> str:
    if question.asker is Asker.TRAINEE:
        return url_for("asking.thread", question_id=question.question_id)
    module, _, lesson = question.lesson_slug.partition("/")
    anchor = f"question-{question.question_id}"
    return url_for("asking.show", module=module, lesson=lesson, _anchor=anchor)
