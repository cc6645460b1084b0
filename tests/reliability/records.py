"""What the phones were told beside what the database has."""

from collections.abc import Sequence

import pysqlite3.dbapi2 as sqlite
from flask import Flask
from sqlalchemy import select

from course.database import db, reading
from course.models import QuizAnswer
from tests.reliability.clients import Kept, Phone


def kept_answers(app: Flask) -> list[Kept]:
    """Every answer in the database, first to last."""
    columns = (
        QuizAnswer.attempt_id,
        QuizAnswer.question_id,
        QuizAnswer.request_key,
        QuizAnswer.revision,
        QuizAnswer.answer["text"].as_string(),
    )
    with app.app_context():
        return [Kept(*row) for row in reading().execute(select(*columns).order_by(QuizAnswer.id))]


def assert_nothing_lost(app: Flask, phones: Sequence[Phone]) -> None:
    """What was acknowledged is there once; beside it only what is still under way.

    For the moments in which no server answers.
    """
    # Looked at first: a phone may still be reading an acknowledgement that came before the end.
    under_way = {phone.under_way.key for phone in phones if phone.under_way}
    told = [kept for phone in phones for kept in phone.acknowledged]
    found = kept_answers(app)
    assert len(found) == len({(one.attempt_id, one.question, one.key) for one in found})
    assert set(told) - set(found) == set()
    assert {one.key for one in set(found) - set(told)} <= under_way


def assert_told_is_kept(app: Flask, phones: Sequence[Phone]) -> None:
    """At the end: exactly what was acknowledged, and no gap among the revisions."""
    told = [kept for phone in phones for kept in phone.acknowledged]
    found = kept_answers(app)
    assert sorted(map(repr, found)) == sorted(map(repr, told))
    revisions: dict[int, list[int]] = {}
    for one in found:
        if one.revision is not None:
            revisions.setdefault(one.attempt_id, []).append(one.revision)
    for counted in revisions.values():
        assert counted == list(range(1, len(counted) + 1))


def assert_sound(app: Flask) -> None:
    """SQLite finds no fault in its file; PostgreSQL reads its log again by itself."""
    with app.app_context():
        url = db.engine.url
    if url.get_backend_name() != "sqlite":
        return
    connection = sqlite.connect(url.database)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()
