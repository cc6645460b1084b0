"""The same request sent many times in one moment."""

from collections.abc import Callable, Sequence

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.at_once import at_once

COPIES = 16

Request = Callable[[FlaskClient], TestResponse]
Told = tuple[int, str | None, object]


def ask_at_once(app: Flask, who: str, ask: Request, copies: int = COPIES) -> Sequence[Told]:
    """What each copy was told: status, where to, and what a script reads.

    `who` is as the cookie says it; each copy has a browser of its own.
    """

    def act() -> Told:
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie.update(_user_id=who, _fresh=True)
        answer = ask(client)
        said = dict(answer.json or {}) if answer.is_json else None
        if said:
            said.pop("server_now", None)  # tells when it was said
        return answer.status_code, answer.location, said

    return at_once(*[act] * copies)
