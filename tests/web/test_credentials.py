"""The doors for machines that verify credentials."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from course.actions.certificates import revoke_certificate
from course.credentials.carriers import credential_in
from course.credentials.documents import Document
from course.credentials.proof import holds, unsigned
from course.credentials.status import decode, list_of
from course.models import Certificate
from tests.make import MONDAY
from tests.make_certificates import ISSUER, make_certificate, make_successor
from tests.make_credentials import keep_key, make_issuer
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

KINDS = {
    "credential.json": "application/vc",
    "badge.svg": "image/svg+xml",
    "badge.png": "image/png",
}
OPEN_DOORS = ("/badge.png", "/issuer", "/.well-known/did.json", "/credentials/status/1")


@pytest.fixture
def certificate(session: Session, cast: Cast) -> Certificate:
    return make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))


def fetched(client: PageClient, address: str) -> Document:
    answer = client.get(address)
    assert answer.status_code == 200
    document = json.loads(answer.data)
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize(("name", "media_type"), KINDS.items())
def test_the_credential_comes_out_of_each_door(
    client: PageClient, certificate: Certificate, name: str, media_type: str
) -> None:
    answer = client.get(f"/v/{certificate.code}/{name}")
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert credential_in(answer.data) == certificate.credential
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


def test_a_code_is_read_however_it_was_typed(client: PageClient, certificate: Certificate) -> None:
    typed = f"{certificate.code[:4].lower()}-{certificate.code[4:]}"
    assert fetched(client, f"/v/{typed}/credential.json") == certificate.credential


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("code", ["A" * 26, "A" * 25, "-", "%20", "A" * 400])
def test_an_unknown_code_opens_nothing(client: PageClient, code: str, name: str) -> None:
    answer = client.get(f"/v/{code}/{name}")
    assert answer.status_code == 404
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_certificate_from_before_credentials_has_none(
    session: Session, client: PageClient, certificate: Certificate
) -> None:
    certificate.credential = certificate.status_index = None
    for name in KINDS:
        assert client.get(f"/v/{certificate.code}/{name}").status_code == 404
    assert client.get(f"/v/{certificate.code}").status_code == 200
    assert client.get("/credentials/status/1").status_code == 404


def test_wallets_find_the_badge_that_the_credential_names(
    client: PageClient, certificate: Certificate
) -> None:
    assert certificate.credential is not None
    image = certificate.credential["credentialSubject"]["achievement"]["image"]
    answer = client.get(image["id"].removeprefix("http://localhost"))
    assert (answer.status_code, answer.mimetype) == (200, "image/png")


def test_the_picture_is_a_picture(client: PageClient, certificate: Certificate) -> None:
    with Image.open(BytesIO(client.get(f"/v/{certificate.code}/badge.png").data)) as picture:
        picture.load()
        assert picture.size == (600, 600)


@pytest.mark.parametrize("encoding", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize("address", OPEN_DOORS)
def test_what_is_published_is_kept_for_five_minutes(
    client: PageClient, certificate: Certificate, address: str, encoding: str
) -> None:
    as_sent = {"Accept-Encoding": encoding}
    first = client.get(address, headers=as_sent)
    assert first.status_code == 200
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert {"public", "max-age=300"} == set(first.headers["Cache-Control"].split(", "))
    assert "Set-Cookie" not in first.headers
    asked = as_sent | {"If-None-Match": first.headers["ETag"]}
    again = client.get(address, headers=asked)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert client.get(address, headers=as_sent).data == first.data


def test_keys_verify_what_was_signed(client: PageClient, certificate: Certificate) -> None:
    issuer = fetched(client, "/issuer")
    assert issuer["assertionMethod"] == ["http://localhost/issuer#key-2026"]
    assert certificate.credential is not None
    assert certificate.credential["proof"]["verificationMethod"] in issuer["assertionMethod"]
    assert certificate.credential["issuer"]["id"] == issuer["id"]
    assert holds(certificate.credential, ISSUER.public_keys())


def test_the_list_closes_what_was_revoked_or_superseded(
    session: Session, client: PageClient, cast: Cast, certificate: Certificate
) -> None:
    def closed() -> frozenset[int]:
        listed = fetched(client, "/credentials/status/1")
        assert holds(listed, ISSUER.public_keys())
        return decode(listed["credentialSubject"]["encodedList"])

    first, before = certificate.status_index, client.get("/credentials/status/1")
    assert first is not None
    assert list_of(first) == 1
    assert closed() == frozenset()
    new = make_successor(
        session,
        certificate,
        (cast.carla, cast.cyryl),
        holder_name="Ana Nowa",
        at=MONDAY + timedelta(hours=1),
    )
    assert closed() == {first}
    assert new.status_index is not None
    second = new.status_index
    revoke_certificate(session, new, reason="pomyłka", by=cast.carla, at=MONDAY)
    assert closed() == {first, second}
    stale = client.get("/credentials/status/1", headers={"If-None-Match": before.headers["ETag"]})
    assert stale.status_code == 200


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999", "x", "-1"])
def test_there_are_no_other_lists(
    client: PageClient, certificate: Certificate, number: str
) -> None:
    assert client.get(f"/credentials/status/{number}").status_code == 404


def test_after_a_compromise_every_credential_is_signed_anew(
    app: Flask, client: PageClient, certificate: Certificate
) -> None:
    """The drill of docs/credentials.md: the file goes, a new key comes, nothing stored changes."""
    folder = app.config["SETTINGS"].issuer_keys
    stolen, stored = folder / "key-2026.pem", certificate.credential
    new = make_issuer("key-2026-2", seed=7)
    keep_key(folder, new)
    stolen.unlink()
    try:
        served = fetched(client, f"/v/{certificate.code}/credential.json")
        published = fetched(client, "/issuer")["assertionMethod"]
        listed = fetched(client, "/credentials/status/1")
    finally:
        (folder / "key-2026-2.pem").unlink()
        keep_key(folder, ISSUER)
    assert published == ["http://localhost/issuer#key-2026-2"]
    assert stored is not None
    assert unsigned(served) == unsigned(stored)
    assert holds(served, new.public_keys())
    assert holds(listed, new.public_keys())
    assert certificate.credential == stored


def test_guessing_ends_here_as_well(client: PageClient, certificate: Certificate) -> None:
    kinds = [*KINDS] * 5
    told = [client.get(f"/v/{'A' * 26}/{name}").status_code for name in kinds]
    assert told == [404] * 10 + [429] * 5
    page, address = f"/v/{'A' * 26}", f"/v/{certificate.code}/credential.json"
    assert client.get(page).status_code == 429
    assert client.get(address).status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.1"}
    assert client.get(address, environ_base=elsewhere).status_code == 200
