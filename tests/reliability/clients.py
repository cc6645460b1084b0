"""Phones that save answers, repeat what nobody acknowledged, and write down what was."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count, cycle
from threading import Condition, Event, Thread
from urllib.parse import urlencode

from tests.bench.wire import Answer, UnexpectedAnswer, ask, request
from tests.reliability.scene import Seat

PATIENCE_SECONDS = 60
MOST_REPEATS = 20  # while the server stands; only a fault repeats for ever


@dataclass(frozen=True, slots=True)
class Save:
    """An answer that a phone sends: on top of what it saw, under a key of its own."""

    seat: Seat
    key: str
    shown: int

    @property
    def text(self) -> str:
        """Words that no other save has."""
        return f"telefon {self.key}"

    def request(self) -> bytes:
        told = {
            "Cookie": self.seat.cookie,
            "X-CSRFToken": self.seat.token,
            "X-Person": str(self.seat.person_id),
            "If-Match": f'"{self.shown}"',
            "Idempotency-Key": self.key,
        }
        path = f"/attempts/{self.seat.attempt_id}/answers/{self.seat.question}"
        return request("PUT", path, told, urlencode({"text": self.text}).encode())


@dataclass(frozen=True, slots=True)
class Kept:
    """A save that the service has: with a revision, or beside it because it came too late."""

    attempt_id: int
    question: str
    key: str
    revision: int | None
    text: str


class Gate:
    """Where the server is now; closed while there is none."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._port: int | None = None
        self._acknowledged = 0
        self._given_up = False
        self._fault: Exception | None = None

    def open(self, port: int) -> None:
        with self._changed:
            self._port = port
            self._changed.notify_all()

    def close(self) -> None:
        with self._changed:
            self._port = None

    def give_up(self, fault: Exception | None = None) -> None:
        """No server comes any more, or a phone met a fault: let nobody wait for anything."""
        with self._changed:
            self._given_up = True
            self._fault = self._fault or fault
            self._changed.notify_all()

    def port(self) -> int:
        """Wait for a server. Raises RuntimeError when none comes."""
        with self._changed:
            self._changed.wait_for(lambda: self._port or self._given_up, PATIENCE_SECONDS)
            if self._port is None:
                raise RuntimeError("no server came back")
            return self._port

    def count(self) -> None:
        """Another save was acknowledged."""
        with self._changed:
            self._acknowledged += 1
            self._changed.notify_all()

    def wait_for_more(self, saves: int) -> None:
        """Wait until so many more were acknowledged. Raises RuntimeError when they are not."""
        with self._changed:
            goal = self._acknowledged + saves
            self._changed.wait_for(
                lambda: self._acknowledged >= goal or self._given_up, PATIENCE_SECONDS
            )
            if self._acknowledged < goal:
                raise RuntimeError("the phones do not get on") from self._fault


@dataclass(slots=True)
class Phone:
    """One client: it takes the seats in turn, and begins nothing new before an answer came."""

    name: str
    seats: Sequence[Seat]
    gate: Gate
    acknowledged: list[Kept] = field(default_factory=list)
    under_way: Save | None = None
    repeats: int = 0
    _shown: dict[Seat, int] = field(default_factory=dict)

    def save_until(self, end: Event) -> None:
        """Save one answer after the other; the last one is acknowledged too."""
        seats = cycle(self.seats)
        seat = next(seats)
        try:
            for number in count(1):
                if end.is_set():
                    self.under_way = None
                    return
                self.under_way = Save(seat, f"{self.name}-{number}", self._shown.get(seat, 0))
                kept = self._until_acknowledged(self.under_way)
                self.acknowledged.append(kept)
                self.gate.count()
                if kept.revision is not None:  # what came too late is tried again on the newer page
                    seat = next(seats)
        except Exception as fault:  # noqa: BLE001 -- told to the test
            self.gate.give_up(fault)

    def _until_acknowledged(self, save: Save) -> Kept:
        """Send the same until it is answered."""
        told: list[str] = []
        while len(told) < MOST_REPEATS:
            port = self.gate.port()
            try:
                answer = ask(port, save.request())
            except (OSError, UnexpectedAnswer) as gone:
                told.append(repr(gone))
            else:
                if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                    return self._read(save, answer)
                told.append(str(answer.status))
            self.repeats += 1
        raise RuntimeError(f"{save.key} is not acknowledged: {told}")

    def _read(self, save: Save, answer: Answer) -> Kept:
        """What an acknowledgement says. Raises UnexpectedAnswer."""
        if answer.status not in {HTTPStatus.OK, HTTPStatus.CONFLICT}:
            raise UnexpectedAnswer(f"{save.key}: {answer.head!r}{answer.body[:500]!r}")
        said = json.loads(answer.body)
        self._shown[save.seat] = said["revision"]
        revision = None if "theirs" in said else said["revision"]
        return Kept(save.seat.attempt_id, save.seat.question, save.key, revision, save.text)


@contextmanager
def saving(phones: Sequence[Phone], gate: Gate) -> Iterator[Callable[[], None]]:
    """The phones save while a block runs, until it calls what it is given.

    That waits for the last acknowledgement of each, so a server must stand.
    """
    end = Event()
    threads = [Thread(target=phone.save_until, args=(end,)) for phone in phones]

    def finish() -> None:
        end.set()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
        assert [phone.under_way for phone in phones] == [None] * len(phones)

    for thread in threads:
        thread.start()
    try:
        yield finish
    finally:
        end.set()
        gate.give_up()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
