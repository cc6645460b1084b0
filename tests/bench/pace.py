"""Rounds of the same requests in turn, so that what disturbs the machine disturbs all alike."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import repeat
from statistics import median

from tests.bench.scene import CONNECTIONS, Scene
from tests.bench.servers import cpu_seconds
from tests.bench.wire import Pace, ask, drive, request
from tests.serving import Running

ROUNDS = 8
FULL_SIZE = bool(os.environ.get("FULL_SIZE"))
SECONDS = 1.0 if FULL_SIZE else 0.4
WARMING_SECONDS = 0.3


@dataclass(slots=True)
class Measured:
    """One kind of request at one server, and what each round of it gave."""

    server: Running
    streams: Sequence[Iterator[bytes]]
    status: int = HTTPStatus.OK
    paces: list[Pace] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def run(self, seconds: float) -> tuple[Pace, float]:
        """Requests for some seconds, and the server's own time for one of them."""
        before = cpu_seconds(self.server)
        pace = drive(self.server.port, self.streams, self.status, seconds)
        return pace, (cpu_seconds(self.server) - before) / pace.requests

    def note_round(self) -> None:
        """One measured round."""
        pace, cpu = self.run(SECONDS)
        self.paces.append(pace)
        self.cpu.append(cpu)


def shares(hello: Running, server: Running, scene: Scene) -> Mapping[str, float]:
    """What share of bare Flask's pace remains: seen outside, and by the servers' own time."""
    tag = ask(server.port, scene.read()).expect(HTTPStatus.OK).tag
    bare = Measured(hello, _same(request("GET", "/")))
    kinds = {
        "lesson": Measured(server, _same(scene.read())),
        "unchanged": Measured(server, _same(scene.read(tag)), HTTPStatus.NOT_MODIFIED),
        "save": Measured(server, scene.saves()),
    }
    for kind in (bare, *kinds.values()):
        kind.run(WARMING_SECONDS)
    for _ in range(ROUNDS):
        for kind in (bare, *kinds.values()):
            kind.note_round()
    told = {"hello": median(pace.per_second for pace in bare.paces)}
    for name, kind in kinds.items():
        paces, times = (
            zip(kind.paces, bare.paces, strict=True),
            zip(kind.cpu, bare.cpu, strict=True),
        )
        told[name] = median(mine.per_second / other.per_second for mine, other in paces)
        told[f"{name} cpu"] = median(other / mine for mine, other in times)
    return told


def _same(asked: bytes) -> Sequence[Iterator[bytes]]:
    return [repeat(asked) for _ in range(CONNECTIONS)]
