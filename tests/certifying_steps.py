"""What everybody who presses at random shares: the clock, a stranger, and new certificates."""

import gzip
import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

import time_machine
from flask.testing import FlaskClient
from hypothesis.stateful import precondition
from werkzeug.test import TestResponse

from course.clock import LOCAL_ZONE
from course.terms import LetterKind
from tests.certifying_rules import Decision, Paper, World
from tests.certifying_stage import START, Stage, kept, local
from tests.pressing import PressingMachine

Rule = Callable[..., Any]
Row = TypeVar("Row")


class Certifying(PressingMachine):
    """People who judge, decide and certify, while days go by."""

    stage: Stage

    def __init__(self) -> None:
        super().__init__()
        self.travel = time_machine.travel(START, tick=False)
        self.clock = self.travel.start()
        self.at = START
        conflicts = {("kuba", "ana")}
        names = dict(self.stage.real_names)
        self.world = World(local(START), names=names, conflicts=conflicts)
        self.stranger = FlaskClient(self.stage.app, self.stage.app.response_class)

    def teardown(self) -> None:
        super().teardown()
        self.travel.stop()

    def move(self, days: int, hour: time) -> None:
        """Some days later, at an hour as the clocks of the place show it; never back."""
        day = self.world.today + timedelta(days=days)
        self.at = max(self.at, datetime.combine(day, hour, LOCAL_ZONE).astimezone(UTC))
        self.clock.move_to(self.at, tick=False)
        self.world.today = local(self.at)
        self.browsers.clear()  # nobody stays signed in for ever

    def pick(self, things: list[Row], which: int, *, last: Callable[[Row], bool]) -> Row | None:
        """One of three: what something can still happen to comes first, and newer before older."""
        newest = things[::-1]
        ordered = sorted(newest, key=last)
        return ordered[which % min(len(ordered), 3)] if ordered else None

    def look(self, address: str) -> TestResponse:
        """What a stranger reads, in English."""
        answer = self.stranger.get(address, headers={"Accept-Language": "en"})
        self.session.expire_all()
        return answer

    def bits(self) -> set[int]:
        """The places that are set in the first status list, read by hand."""
        told = json.loads(self.look("/credentials/status/1").get_data())
        packed = told["credentialSubject"]["encodedList"].removeprefix("u")
        octets = gzip.decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        return {
            at * 8 + bit
            for at, octet in enumerate(octets)
            if octet
            for bit in range(8)
            if octet & 0x80 >> bit
        }

    def issue(
        self,
        person: str,
        decision: Decision,
        name: str,
        expires_on: date | None,
        *,
        follows: Paper | None = None,
    ) -> None:
        """Know a certificate that was issued just now, and keep all that it says for ever after."""
        row, world = self.stage.certificates()[-1], self.world
        number = world.next_number("SZ", [one.number for one in world.papers])
        shown = follows is not None and follows.shown
        index = row.status_index
        assert index is not None
        paper = Paper(row.id, person, decision, number, name, world.today, expires_on, row.code)
        paper.shown, paper.follows, paper.status_index, paper.kept = (
            shown,
            follows,
            index,
            kept(row),
        )
        world.papers.append(paper)
        world.letters[LetterKind.CERTIFICATE_ISSUED] += 1


def when(is_time: Callable[[World], bool]) -> Callable[[Rule], Rule]:
    """A rule for when it can say anything new."""
    return precondition(lambda machine: is_time(machine.world))
