"""A trainee asks about a lesson, a trainer answers, and may show it to the cohort without a name.

Each word is known by a key made where it was written, so what is sent twice arrives once. Of
texts the trail of deeds holds nothing.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.actions.letters import post
from course.errors import (
    NotAnsweredYet,
    QuestionAnswered,
    QuestionSentBefore,
    QuestionWithdrawn,
    Unreadable,
    WrittenMeanwhile,
)
from course.models import Enrolment, LessonQuestion, LessonReply, Person
from course.queries.asking import has_answer, last_word_id, question_by_key
from course.queries.study import check_going_on
from course.terms import Act, LetterKind

LONGEST_WORDS = 2000

_KEY = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, and the key of the page where they did."""

    text: str
    request_key: str

    def check(self) -> None:
        """Raise Unreadable for nothing, for too much, and for a key that is none."""
        if not _KEY.fullmatch(self.request_key) or not 0 < len(self.text) <= LONGEST_WORDS:
            raise Unreadable


def ask_question(
    session: Session,
    enrolment: Enrolment,
    lesson_slug: str,
    words: Words,
    *,
    wants_letter: bool,
    by: Person,
    at: datetime,
) -> LessonQuestion:
    """Ask the trainers of the cohort about a lesson; the same again changes nothing.

    Raises ParticipationOver, QuestionSentBefore where another text came from this page, Unreadable.
    """
    words.check()
    known = question_by_key(session, enrolment.id, words.request_key)
    if known is not None:
        return _same(known, words)
    check_going_on(enrolment)
    question = LessonQuestion(
        enrolment_id=enrolment.id,
        lesson_slug=lesson_slug,
        text=words.text,
        wants_letter=wants_letter and by.email is not None,
        asked_at=at,
        request_key=words.request_key,
        waits_since=at,
    )
    try:
        with session.begin_nested():
            session.add(question)
    except IntegrityError:  # the same request came twice in one moment
        known = question_by_key(session, enrolment.id, words.request_key)
        assert known is not None  # noqa: S101 -- it was in the way
        return _same(known, words)
    facts = {"enrolment": enrolment.id, "lesson": lesson_slug}
    note(session, Act.LESSON_QUESTION_ASKED, by=by, subject=question, at=at, facts=facts)
    return question


def ask_more(
    session: Session, question: LessonQuestion, words: Words, *, by: Person, at: datetime
) -> LessonReply:
    """Write on in one's own question, which then waits for a trainer. The question must be held.

    Raises ParticipationOver, QuestionWithdrawn, QuestionSentBefore, Unreadable.
    """
    words.check()
    known = _reply_by_key(question, words, by)
    if known is not None:
        return known
    check_going_on(question.enrolment)
    _check_open(question)
    reply = _write(session, question, words, by=by, at=at)
    question.waits_since = question.waits_since or at
    facts = {**_about(question), "reply": reply.id}
    note(session, Act.LESSON_QUESTION_ASKED, by=by, subject=question, at=at, facts=facts)
    return reply


def withdraw_question(
    session: Session, question: LessonQuestion, *, by: Person, at: datetime
) -> None:
    """Take back one's own question. It must be held. Raises QuestionAnswered."""
    if question.withdrawn_at is not None:
        return
    if has_answer(question):
        raise QuestionAnswered
    question.withdrawn_at, question.waits_since = at, None
    facts = _about(question)
    note(session, Act.LESSON_QUESTION_WITHDRAWN, by=by, subject=question, at=at, facts=facts)


def answer_question(
    session: Session,
    question: LessonQuestion,
    words: Words,
    *,
    seen: int,
    lesson_title: str,
    by: Person,
    at: datetime,
) -> LessonReply:
    """Answer, or correct an answer by another one. The question must be held.

    `seen`: the last word that the trainer's page showed. `lesson_title`: in the asker's language.
    Raises WrittenMeanwhile, QuestionWithdrawn, QuestionSentBefore, Unreadable.
    """
    words.check()
    known = _reply_by_key(question, words, by)
    if known is not None:
        return known
    _check_open(question)
    if seen != last_word_id(question):
        raise WrittenMeanwhile
    reply = _write(session, question, words, by=by, at=at)
    if question.wants_letter and not question.unread:
        _tell(session, question, reply, lesson_title, at=at)
    question.waits_since, question.unread = None, True
    facts = {**_about(question), "reply": reply.id}
    note(session, Act.LESSON_QUESTION_ANSWERED, by=by, subject=question, at=at, facts=facts)
    return reply


def show_to_cohort(
    session: Session, question: LessonQuestion, text: str, *, by: Person, at: datetime
) -> None:
    """Show the question, in these words and without a name, with its answer. It must be held.

    Raises NotAnsweredYet, Unreadable.
    """
    if not 0 < len(text) <= LONGEST_WORDS:
        raise Unreadable
    if not has_answer(question):
        raise NotAnsweredYet
    if question.shown_text == text:
        return
    question.shown_at, question.shown_by_id, question.shown_text = at, by.id, text
    facts = _about(question)
    note(session, Act.LESSON_QUESTION_SHOWN, by=by, subject=question, at=at, facts=facts)


def hide_from_cohort(
    session: Session, question: LessonQuestion, *, by: Person, at: datetime
) -> None:
    """Show it no longer to others. The question must be held."""
    if question.shown_at is None:
        return
    question.shown_at = question.shown_by_id = question.shown_text = None
    facts = _about(question)
    note(session, Act.LESSON_QUESTION_HIDDEN, by=by, subject=question, at=at, facts=facts)


def _same(known: LessonQuestion, words: Words) -> LessonQuestion:
    if known.text != words.text:
        raise QuestionSentBefore
    return known


def _reply_by_key(question: LessonQuestion, words: Words, by: Person) -> LessonReply | None:
    known = next((one for one in question.replies if one.request_key == words.request_key), None)
    if known is not None and (known.text, known.written_by_id) != (words.text, by.id):
        raise QuestionSentBefore
    return known


def _check_open(question: LessonQuestion) -> None:
    if question.withdrawn_at is not None:
        raise QuestionWithdrawn


def _write(
    session: Session, question: LessonQuestion, words: Words, *, by: Person, at: datetime
) -> LessonReply:
    reply = LessonReply(
        written_by_id=by.id, text=words.text, written_at=at, request_key=words.request_key
    )
    question.replies.append(reply)
    session.flush()
    return reply


def _tell(
    session: Session, question: LessonQuestion, reply: LessonReply, title: str, *, at: datetime
) -> None:
    """One letter until the answers are opened: a correction right after needs no second one."""
    post(
        session,
        LetterKind.QUESTION_ANSWERED,
        to=question.enrolment.person,
        key=f"question-answered-{reply.id}",
        at=at,
        facts={
            "lesson_title": title,
            "path": f"/lessons/{question.lesson_slug}/questions#question-{question.id}",
        },
    )


def _about(question: LessonQuestion) -> dict[str, object]:
    return {"enrolment": question.enrolment_id, "lesson": question.lesson_slug}
