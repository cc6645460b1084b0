"""`flask register export`: what leaves the house, signed, whole and without a name."""

import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import Result
from cryptography.exceptions import InvalidSignature
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.certificates import revoke_certificate
from course.credentials.keys import multikey
from course.models import AuditEntry, Certificate
from course.terms import Act
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_certificates import ISSUER, make_certificate, make_successor
from tests.people import Cast

KEY = ISSUER.public[ISSUER.signing]
FILES = {"register.json", "register.sig", "register.html"}
CANARIES = ("Kanaria Żółtodziób", "Kanaria", "Żółtodziób", "kanaria@example.org", "powód")


@dataclass(frozen=True, slots=True)
class Exporting:
    """A folder, and the command that fills it at an instant."""

    folder: Path
    run: Callable[..., Result]

    def read(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "register.json").read_bytes())
        return found


@pytest.fixture
def exporting(app: Flask, session: Session, tmp_path: Path) -> Exporting:
    folder = tmp_path / "out"

    def run(*, at: timedelta = timedelta(), into: Path = folder) -> Result:
        session.commit()  # only releases the test's savepoint
        with time_machine.travel(MONDAY + at, tick=False):
            result = app.test_cli_runner().invoke(args=("register", "export", str(into)))
        session.expire_all()
        return result

    return Exporting(folder, run)


@pytest.fixture
def certificate(session: Session, cast: Cast) -> Certificate:
    canary = make_person(session, CANARIES[0], email=CANARIES[3])
    place = make_enrolment(session, cast.cohort, canary)
    return make_certificate(session, place, cast.vera, (cast.carla, cast.cyryl))


def salted(certificate: Certificate, name: str) -> str:
    return hashlib.sha256(f"{certificate.code}|{name}".encode()).hexdigest()


def test_a_hostile_name_reaches_no_file(session: Session, exporting: Exporting, cast: Cast) -> None:
    place = make_enrolment(session, cast.cohort, make_person(session, "Ewa"))
    certificate = make_certificate(session, place, cast.vera, (cast.carla, cast.cyryl))
    assert exporting.run().exit_code == 0
    plain = (exporting.folder / "register.html").read_text("utf-8")
    certificate.holder_name = "</script><script>alert('Kruk')</script> =1+1\u202e"
    assert exporting.run().exit_code == 0
    whole = (exporting.folder / "register.html").read_text("utf-8")
    assert (whole.count("<script"), len(whole)) == (plain.count("<script"), len(plain))
    assert not any(sign in whole for sign in ("alert(", "Kruk", "\u202e"))


def test_a_certificate_is_told_by_hashes_and_days(
    exporting: Exporting, certificate: Certificate
) -> None:
    result = exporting.run()
    assert result.exit_code == 0, result.output
    assert result.output.startswith("1 certificates as of 2026-11-23 ")
    assert {path.name for path in exporting.folder.iterdir()} == FILES
    told = exporting.read()
    assert told["format"] == "social-organiser-register/1"
    assert told["as_of"] == MONDAY.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert told["issuer"] == ISSUER.base_url
    assert told["key"]["id"] == ISSUER.method
    assert told["key"]["multikey"] == multikey(KEY)
    assert told["certificates"] == [
        {
            "code": hashlib.sha256(certificate.code.encode()).hexdigest(),
            "number": "SZ/2026/0001",
            "state": "valid",
            "issued_on": "2026-11-23",
            "name": salted(certificate, "kanaria zoltodziob"),
            "surname": salted(certificate, "zoltodziob"),
        }
    ]


def test_no_name_and_no_code_leaves_the_house(
    session: Session, exporting: Exporting, cast: Cast, certificate: Certificate
) -> None:
    by = (cast.carla, cast.cyryl)
    new = make_successor(session, certificate, by, holder_name="Kanaria Żółtodziób-Sowa")
    revoke_certificate(session, new, reason="powód", by=cast.carla, at=MONDAY)
    exporting.run()
    codes = (certificate.code, new.code)
    for name in FILES:
        content = (exporting.folder / name).read_bytes()
        for canary in (*CANARIES, *codes):
            escaped = json.dumps(canary)[1:-1].encode()
            assert canary.encode() not in content, (name, canary)
            assert escaped not in content, (name, canary)


def test_states_are_those_of_the_verification_page(
    session: Session, exporting: Exporting, cast: Cast, certificate: Certificate
) -> None:
    by = (cast.carla, cast.cyryl)
    second = make_successor(session, certificate, by, holder_name="Kanaria Sowa")
    third = make_successor(session, second, by, holder_name="Kanaria Wilk")
    third.expires_on = MONDAY.date()
    exporting.run()
    entries = {entry["number"]: entry for entry in exporting.read()["certificates"]}
    newer = {"number": "SZ/2026/0003", "issued_on": "2026-11-23"}
    for number in ("SZ/2026/0001", "SZ/2026/0002"):
        assert (entries[number]["state"], entries[number]["newer"]) == ("superseded", newer)
    assert entries["SZ/2026/0003"]["state"] == "valid"
    exporting.run(at=timedelta(days=1))
    assert {entry["state"] for entry in exporting.read()["certificates"]} == {
        "superseded",
        "expired",
    }
    revoke_certificate(session, third, reason="powód", by=cast.carla, at=MONDAY)
    exporting.run()
    entries = {entry["number"]: entry for entry in exporting.read()["certificates"]}
    assert entries["SZ/2026/0003"]["revoked_on"] == "2026-11-23"
    assert not {"name", "surname"} & set(entries["SZ/2026/0003"])


def test_the_signature_holds_for_exactly_these_bytes(
    exporting: Exporting, certificate: Certificate
) -> None:
    exporting.run()
    content = (exporting.folder / "register.json").read_bytes()
    signature = (exporting.folder / "register.sig").read_bytes()
    KEY.verify(signature, content)
    with pytest.raises(InvalidSignature):
        KEY.verify(signature, content.replace(b"valid", b"Valid"))
    page = (exporting.folder / "register.html").read_bytes()
    assert content in page


def test_openssl_agrees_with_the_way_that_the_handbook_shows(
    exporting: Exporting, certificate: Certificate
) -> None:
    exporting.run()
    public = exporting.read()["key"]["public"]
    pem = f"-----BEGIN PUBLIC KEY-----\n{public}\n-----END PUBLIC KEY-----\n"
    (exporting.folder / "key.pem").write_text(pem, encoding="ascii")
    command = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in register.json"
    verified = [*command.split(), "-sigfile", "register.sig"]
    done = subprocess.run(verified, cwd=exporting.folder, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"Signature Verified Successfully\n")


def test_the_same_moment_gives_the_same_bytes(
    exporting: Exporting, certificate: Certificate, tmp_path: Path
) -> None:
    exporting.run()
    exporting.run(into=tmp_path / "again")
    exporting.run(into=tmp_path / "later", at=timedelta(seconds=1))
    for name in FILES:
        first = (exporting.folder / name).read_bytes()
        assert (tmp_path / "again" / name).read_bytes() == first
        assert (tmp_path / "later" / name).read_bytes() != first


def test_each_programme_is_told_that_its_certificates_went_out(
    session: Session, exporting: Exporting, cast: Cast, certificate: Certificate
) -> None:
    exporting.run()
    digest = hashlib.sha256((exporting.folder / "register.json").read_bytes()).hexdigest()
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.act == Act.REGISTER_EXPORTED).order_by(AuditEntry.id)
    ).all()
    told = {entry.subject_id: entry.facts for entry in entries}
    assert told[cast.programme.id] == {"certificates": 1, "sha256": digest}
    assert all(entry.subject_kind == "programmes" for entry in entries)
    others = [facts for programme, facts in told.items() if programme != cast.programme.id]
    assert others == [{"certificates": 0, "sha256": digest}] * len(others)


def test_an_empty_register_is_a_register(exporting: Exporting, cast: Cast) -> None:
    assert exporting.run().exit_code == 0
    assert exporting.read()["certificates"] == []


def test_an_older_export_stays_whole_until_the_new_one_is(
    exporting: Exporting, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporting.run()
    before = {name: (exporting.folder / name).read_bytes() for name in FILES}

    def refuse(_file: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("os.fsync", refuse)
        assert exporting.run(at=timedelta(days=1)).exit_code == 1
    assert {path.name: path.read_bytes() for path in exporting.folder.iterdir()} == before
