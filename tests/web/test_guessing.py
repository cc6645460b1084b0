"""Strangers who guess: what is counted, who is shut out, and that no clock tells anything."""

import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import time_machine
from flask import Flask, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.doors import FREE_GUESSES, SHUT_FOR, forget_old_tries
from course.app import create_app
from course.catalogue import Catalogue
from course.codes import CERTIFICATE_SIGNS, new_code
from course.database import writing
from course.models import Certificate, WrongTries
from course.settings import Settings
from course.terms import Door
from tests.make import MONDAY
from tests.make_certificates import make_certificate
from tests.own_app import own_app
from tests.pages import PageClient
from tests.people import Cast, make_cast
from tests.strangers import HOME, OFFICE, ask, guess, said

Queries = Callable[[], AbstractContextManager[list[str]]]
FULL_SIZE = os.environ.get("FULL_SIZE") == "1"
REQUESTS, APART = (2_000, 1.25) if FULL_SIZE else (60, 2)  # a busy machine needs more of them
pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def certificate(session: Session, cast: Cast) -> Certificate:
    return make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))


# Guessing
def test_ten_wrong_codes_shut_the_door_for_a_quarter_of_an_hour(
    client: PageClient, certificate: Certificate
) -> None:
    assert guess(client, FREE_GUESSES + 2) == [404] * FREE_GUESSES + [429] * 2
    shut = ask(client, certificate.code)
    assert (shut.status_code, shut.headers["Retry-After"]) == (429, "900")
    assert shut.headers["Cache-Control"] == "no-store"
    assert "Za dużo prób" in said(shut)
    assert "SZ/2026" not in said(shut)
    assert ask(client, certificate.code, OFFICE).status_code == 200
    with time_machine.travel(MONDAY + SHUT_FOR, tick=False):
        assert ask(client, certificate.code).status_code == 200
        assert guess(client, FREE_GUESSES + 1) == [404] * FREE_GUESSES + [429]


def test_right_codes_are_free_and_forgive_nothing(
    client: PageClient, certificate: Certificate
) -> None:
    right = [ask(client, certificate.code).status_code for _ in range(3 * FREE_GUESSES)]
    assert set(right) == {200}
    for _ in range(FREE_GUESSES):
        assert guess(client, 1) == [404]
        ask(client, certificate.code, OFFICE)
    assert ask(client, certificate.code).status_code == 429


def test_slips_are_forgotten_after_a_quarter_of_an_hour(
    client: PageClient, certificate: Certificate
) -> None:
    assert guess(client, FREE_GUESSES - 1) == [404] * (FREE_GUESSES - 1)
    with time_machine.travel(MONDAY + SHUT_FOR, tick=False):
        assert guess(client, 1) == [404]
        assert ask(client, certificate.code).status_code == 200


def test_right_codes_do_not_keep_slips_in_mind(
    client: PageClient, certificate: Certificate
) -> None:
    code = certificate.code
    guess(client, FREE_GUESSES - 1)
    with time_machine.travel(MONDAY + SHUT_FOR - timedelta(seconds=1), tick=False):
        assert ask(client, code).status_code == 200
    with time_machine.travel(MONDAY + SHUT_FOR, tick=False):
        assert guess(client, 1) == [404]
        assert ask(client, code).status_code == 200


def test_addresses_of_ipv4_within_ipv6_are_told_apart(
    client: PageClient, certificate: Certificate
) -> None:
    assert guess(client, FREE_GUESSES + 1, "::ffff:203.0.113.7")[-1] == 429
    assert ask(client, certificate.code, "::ffff:198.51.100.1").status_code == 200
    assert ask(client, certificate.code, HOME).status_code == 429


def test_a_household_of_ipv6_counts_as_one(client: PageClient, certificate: Certificate) -> None:
    for number in range(FREE_GUESSES):
        assert guess(client, 1, f"2001:db8:0:1::{number + 1:x}") == [404]
    assert ask(client, certificate.code, "2001:db8:0:1:ffff::1").status_code == 429
    assert ask(client, certificate.code, "2001:db8:0:2::1").status_code == 200
    assert ask(client, certificate.code, "").status_code == 200


def test_surnames_are_guessed_ten_times_at_each_certificate(
    client: PageClient, certificate: Certificate
) -> None:
    for number in range(FREE_GUESSES):
        answer = ask(client, certificate.code, f"192.0.2.{number}", "Kowalska")
        assert answer.status_code == 200
        assert "jest inne nazwisko" in said(answer)
    shut = ask(client, certificate.code, OFFICE, "Ćwikła")
    assert shut.status_code == 429
    assert "Tak, " not in said(shut)
    assert "Ważny" in said(ask(client, certificate.code, OFFICE))
    with time_machine.travel(MONDAY + SHUT_FOR, tick=False):
        assert "Tak, " in said(ask(client, certificate.code, OFFICE, "Ćwikła"))


def test_the_count_names_nobody_and_is_soon_forgotten(
    session: Session, client: PageClient, certificate: Certificate
) -> None:
    ask(client, certificate.code, name="Kowalska")
    counts = session.scalars(select(WrongTries).order_by(WrongTries.id)).all()
    assert [(one.door, one.tries) for one in counts] == [
        (Door.VERIFICATION, 0),
        (Door.SURNAME, 1),
    ]
    assert not {HOME, certificate.code} & {one.subject_hash for one in counts}
    forget_old_tries(session, at=MONDAY + SHUT_FOR)
    assert len(session.scalars(select(WrongTries)).all()) == 2
    forget_old_tries(session, at=MONDAY + SHUT_FOR + timedelta(seconds=1))
    assert session.scalars(select(WrongTries)).all() == []


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.0.0.1"), (1, HOME), (2, OFFICE)])
def test_proxies_tell_where_a_request_came_from(
    settings: Settings, proxies: int, address: str
) -> None:
    app = create_app(replace(settings, proxies=proxies))
    seen: list[str | None] = []
    app.before_request_funcs[None].insert(0, lambda: seen.append(request.remote_addr))
    app.test_client().get(
        "/robots.txt",
        headers={"X-Forwarded-For": f"{OFFICE}, {HOME}"},
        environ_base={"REMOTE_ADDR": "10.0.0.1"},
    )
    assert seen == [address]


# Equal work
@pytest.mark.parametrize("name", ["", "Ćwikła", "Kowalska"])
def test_known_and_unknown_codes_ask_the_database_the_same(
    client: PageClient, certificate: Certificate, queries: Queries, name: str
) -> None:
    def statements(code: str, where: str) -> list[str]:
        with queries() as asked:
            ask(client, code, where, name)
        return asked

    unknown = new_code(CERTIFICATE_SIGNS)
    for _first_and_again in range(2):
        known = statements(certificate.code, HOME)
        assert known == statements(unknown, OFFICE)
        assert len(known) <= 7


def test_no_clock_tells_known_and_unknown_apart(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            by = (cast.carla, cast.cyryl)
            code = make_certificate(session, cast.enrolment, cast.vera, by).code
        known, unknown = _seconds(app, code)
    assert 1 / APART < known / unknown < APART, (known, unknown)


def _seconds(app: Flask, code: str) -> tuple[float, float]:
    """The median time of an answer to the code, and to codes that nobody has."""
    client, took = app.test_client(), {True: [0.0] * 0, False: []}
    for number in range(REQUESTS):
        for known in (True, False):
            asked = code if known else new_code(CERTIFICATE_SIGNS)
            place: dict[str, Any] = {"REMOTE_ADDR": f"10.{known:d}.{number // 250}.{number % 250}"}
            begun = time.perf_counter()
            answer = client.get(f"/v/{asked}", environ_base=place)
            took[known].append(time.perf_counter() - begun)
            assert answer.status_code == (200 if known else 404)
    return median(took[True]), median(took[False])


@pytest.mark.parametrize("name", ["credential.json", "badge.png", "badge.svg"])
def test_doors_for_machines_count_with_the_page(
    client: PageClient, certificate: Certificate, queries: Queries, name: str
) -> None:
    def fetch(code: str, where: str) -> int:
        return client.get(f"/v/{code}/{name}", environ_base={"REMOTE_ADDR": where}).status_code

    code = certificate.code
    for _ in range(FREE_GUESSES - 1):
        assert fetch(new_code(CERTIFICATE_SIGNS), HOME) == 404
    assert fetch(code, HOME) == 200
    with queries() as known:
        assert fetch(code, OFFICE) == 200
    with queries() as unknown:
        assert fetch(new_code(CERTIFICATE_SIGNS), "192.0.2.1") == 404
    assert known == unknown
    assert guess(client, 1) == [404]
    assert fetch(code, HOME) == 429
