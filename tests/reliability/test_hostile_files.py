"""Hundreds of hostile files: each is refused with a sentence or served so that it can do nothing.

The service is the real one, in a process of its own that may not take more than so much memory.
"""

import os
import re
import resource
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask

from course.catalogue import Catalogue
from course.database import writing
from course.settings import Settings
from tests.bench.scene import sign_in
from tests.bench.servers import course_server, cpu_seconds, family
from tests.bench.wire import Answer, ask, request
from tests.hostile import Hostile, every_hostile_file
from tests.hostile.sending import form_with_file
from tests.make import make_cohort, make_enrolment, make_person
from tests.make_assignments import make_draft, make_ready
from tests.reliability.scene import kept_app
from tests.serving import Running

FEWEST = 200
MOST_SECONDS = 2.0  # of processor time: others may be at work on the machine
MOST_MEGABYTES = 100
MEGABYTE = 1024 * 1024
HEADROOM = 200 * MEGABYTE  # of address space: an allocator takes it in large pieces
SERVED_AS = {"image/jpeg", "image/png", "application/pdf", "text/plain"} | {
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
PLAIN = {"Accept-Encoding": "identity"}
HARMLESS = b"%PDF-1.4\n%%EOF\n"
_FILE = re.compile(rb'href="/files/(\d+)"')
_ODD = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff/\\\\]")


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody with a draft, who sends these files."""

    told: Mapping[str, str]
    revision: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What a file cost the service: processor time and memory on top of what it had."""

    about: str
    seconds: float
    megabytes: float


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with kept_app(settings, course, tmp_path) as app:
        yield app


@pytest.fixture
def trainees(app: Flask, course: Catalogue) -> Iterator[Trainee]:
    """One after another: a person may send only so much."""

    def come() -> Iterator[Trainee]:
        while True:
            with app.app_context(), writing() as session:
                person = make_person(session)
                enrolment = make_enrolment(session, make_cohort(session), person)
                make_ready(session, course, enrolment, person)
                make_draft(session, course, person, {}, slug="z1")
                person_id = person.id
            cookie, token = sign_in(app, person_id)
            yield Trainee({"Cookie": cookie, "X-CSRFToken": token}, "1")

    return come()


def send(server: Running, trainee: Trainee, file: Hostile) -> Answer:
    fields = {"revision": trainee.revision, "field": "attachment"}
    asked = form_with_file(
        "/assignments/z1/files",
        trainee.told,
        fields,
        field="attachment",
        name=file.name,
        content=file.make(),
    )
    return ask(server.port, asked)


def assert_refused_or_inert(server: Running, trainee: Trainee, file: Hostile) -> str:
    """Send it and look what became of it: `refused`, `ignored` or the type it is served as."""
    answer = send(server, trainee, file)
    if answer.status == 422:
        beside_the_field, on_a_page = b'id="attachment-fault"', b'<p class="lead">'
        assert beside_the_field in answer.body or on_a_page in answer.body, file.about
        return "refused"
    assert answer.status == 303, (file.about, answer.head)
    page = ask(server.port, request("GET", "/assignments/z1", {**trainee.told, **PLAIN}))
    found = _FILE.findall(page.body)
    if not found:
        return "ignored"
    served = ask(server.port, request("GET", f"/files/{int(found[0])}", {**trainee.told, **PLAIN}))
    headers = headers_of(served.expect(200))
    assert headers["content-disposition"].startswith("attachment;"), file.about
    plain, _, coded = headers["content-disposition"].partition("; filename*=UTF-8''")
    name = unquote(coded) or plain.partition("filename=")[2]
    assert not _ODD.search(name), (file.about, name)
    assert len(name) < 1000, file.about
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    media_type = headers["content-type"].partition(";")[0]
    assert media_type in SERVED_AS, file.about
    if media_type.startswith("image/"):
        assert b"<script" not in served.body, file.about
    removed = request("POST", f"/assignments/z1/files/{int(found[0])}/remove", trainee.told, b"x=1")
    ask(server.port, removed).expect(303)
    return media_type


def headers_of(answer: Answer) -> Mapping[str, str]:
    lines = answer.head.decode("latin-1").splitlines()[1:]
    return {key.lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


def test_hostile_files_are_refused_or_served_inert(
    app: Flask, settings: Settings, tmp_path: Path, trainees: Iterator[Trainee]
) -> None:
    costs, outcomes = list[Cost](), dict[str, int]()
    with course_server(app, settings, workers=1) as server:
        trainee = next(trainees)
        harmless = Hostile("harmless", "a.pdf", lambda: HARMLESS)
        assert assert_refused_or_inert(server, trainee, harmless) == "application/pdf"
        limit_memory(server)
        for number, file in enumerate(every_hostile_file()):
            if number % 30 == 29:
                trainee = next(trainees)
            content = file.make()
            ready = Hostile(file.about, file.name, lambda content=content: content)  # type: ignore[misc]
            before, begun = forget_peak(server), cpu_seconds(server)
            outcome = assert_refused_or_inert(server, trainee, ready)
            cost = Cost(file.about, cpu_seconds(server) - begun, peak(server) - before)
            costs.append(cost)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
        assert assert_refused_or_inert(server, next(trainees), harmless) == "application/pdf"
    tell(costs, outcomes)
    assert len(costs) >= FEWEST
    assert [cost for cost in costs if cost.seconds > MOST_SECONDS] == []
    assert [cost for cost in costs if cost.megabytes > MOST_MEGABYTES] == []


def limit_memory(server: Running) -> None:
    """Whoever takes far more than is promised dies of it."""
    for pid in family(server.pid):
        now = status(pid)["VmData"] * 1024
        resource.prlimit(pid, resource.RLIMIT_DATA, (now + HEADROOM, now + HEADROOM))


def forget_peak(server: Running) -> float:
    """Begin to watch anew; the memory of the service now, in megabytes."""
    now = 0
    for pid in family(server.pid):
        Path(f"/proc/{pid}/clear_refs").write_text("5")
        now += status(pid)["VmRSS"]
    return now / 1024


def peak(server: Running) -> float:
    """The most that its processes had since then."""
    return sum(status(pid)["VmHWM"] for pid in family(server.pid)) / 1024


def status(pid: int) -> Mapping[str, int]:
    """Kilobytes, by the kernel's names."""
    found = dict[str, int]()
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, value = line.partition(":")
        with suppress(ValueError, IndexError):
            found[name] = int(value.split()[0])
    return found


def tell(costs: list[Cost], outcomes: Mapping[str, int]) -> None:
    """For `docs/evidence/uploads.md`."""
    told = [f"{len(costs)} files: {outcomes}"]
    for key in ("seconds", "megabytes"):
        worst = sorted(costs, key=lambda cost: getattr(cost, key), reverse=True)[:12]
        told += [f"{getattr(cost, key):8.2f} {key} {cost.about}" for cost in worst]
    Path(os.environ.get("HOSTILE_REPORT", os.devnull)).write_text("\n".join(told) + "\n")
