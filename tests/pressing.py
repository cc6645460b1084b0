"""People with browsers of their own who press the doors of the app at random."""

from collections.abc import Mapping
from itertools import count

from flask import Flask
from flask.testing import FlaskClient
from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.models import Person


class BrowserStage:
    """The app with its people, as every example finds it."""

    def __init__(
        self, app: Flask, connection: Connection, session: Session, people: Mapping[str, Person]
    ) -> None:
        self.app, self.connection, self.session = app, connection, session
        self.versions = {name: person.session_version for name, person in people.items()}
        self.ids = {name: person.id for name, person in people.items()}
        self.names = {person_id: name for name, person_id in self.ids.items()}

    def browser(self, name: str) -> FlaskClient:
        """A browser in which this person is signed in."""
        client = FlaskClient(self.app, self.app.response_class)
        client.environ_base["HTTP_X_PERSON"] = str(self.ids[name])
        with client.session_transaction() as cookie:
            cookie["_user_id"] = f"{self.ids[name]}:{self.versions[name]}"
            cookie["_fresh"] = True
        return client


class PressingMachine(RuleBasedStateMachine):
    """People who press buttons; what they did is undone at the end."""

    stage: BrowserStage

    def __init__(self) -> None:
        super().__init__()
        self.words = count(1)
        self.session = self.stage.session
        self.session.commit()
        self.undone = self.stage.connection.begin_nested()
        self.browsers: dict[str, FlaskClient] = {}

    def teardown(self) -> None:
        self.session.rollback()
        self.undone.rollback()
        self.session.expire_all()

    def word(self) -> str:
        """A word that nobody wrote before."""
        return f"słowo{next(self.words):04d}x"

    def put(self, who: str, address: str, sent: dict[str, str], revision: int) -> TestResponse:
        return self.send(who, "put", address, data=sent, headers={"If-Match": f'"{revision}"'})

    def post(self, who: str, address: str, sent: object = None) -> TestResponse:
        return self.send(who, "post", address, data=sent)

    def send(self, who: str, method: str, address: str, **options: object) -> TestResponse:
        if who not in self.browsers:
            self.browsers[who] = self.stage.browser(who)
        self.session.commit()
        answer: TestResponse = getattr(self.browsers[who], method)(address, **options)
        self.session.expire_all()
        assert answer.status_code < 500, address
        return answer
