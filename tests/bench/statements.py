"""How often each request asks the database, the guard's own question included."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from course.database import db
from tests.bench.scene import Scene

TRANSACTIONS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")


def statements(app: Flask, scene: Scene) -> Mapping[str, int]:
    """The number of statements of each request; each is asked once before it is counted."""
    client = app.test_client(use_cookies=False)
    told: dict[str, int] = {}
    with counting(app) as asked:
        for revision in range(2):
            asked.clear()
            page = _read(client, scene, scene.lesson)
            told["lesson statements"] = _counted(asked, page, HTTPStatus.OK)
            kept = _read(client, scene, scene.lesson, page.headers["ETag"])
            told["unchanged statements"] = _counted(asked, kept, HTTPStatus.NOT_MODIFIED)
            saved = _save(client, scene, revision)
            told["save statements"] = _counted(asked, saved, HTTPStatus.OK)
            told["my course statements"] = _counted(
                asked, _read(client, scene, "/course"), HTTPStatus.OK
            )
            told["search statements"] = _counted(
                asked, _read(client, scene, "/search?q=rozmowa"), HTTPStatus.OK
            )
    return told


def _counted(asked: list[str], answer: TestResponse, status: int) -> int:
    assert answer.status_code == status, answer.get_data(as_text=True)
    count = len(asked)
    asked.clear()
    return count


def _read(client: FlaskClient, scene: Scene, path: str, tag: str = "") -> TestResponse:
    told = {"Cookie": scene.trainees[0].cookie, "If-None-Match": tag}
    return client.get(path, headers=told)


def _save(client: FlaskClient, scene: Scene, revision: int) -> TestResponse:
    trainee = scene.trainees[0]
    question, choices = trainee.questions[0]
    return client.put(
        f"/attempts/{trainee.attempt_id}/answers/{question}",
        data={"chosen": choices[revision]},
        headers={
            "Cookie": trainee.cookie,
            "X-Person": str(trainee.person_id),
            "If-Match": f'"{revision}"',
            "Idempotency-Key": f"counted-{revision}",
        },
    )


@contextmanager
def counting(app: Flask) -> Iterator[list[str]]:
    asked: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(TRANSACTIONS):
            asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", remember)
