"""`flask certificates verify` says what a file is worth, and tells it by its exit code as well."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.certificates import revoke_certificate
from course.actions.papers import keep_paper
from course.credentials.award import credential_of
from course.credentials.badge import badge_png, badge_svg
from course.credentials.carriers import credential_in
from course.credentials.documents import Document, written
from course.credentials.proof import signed, unsigned
from course.models import Certificate
from course.papers.certificates import certificate_pdf
from tests.make import MONDAY
from tests.make_certificates import ISSUER, make_certificate, make_successor
from tests.make_credentials import make_award, make_issuer
from tests.people import Cast

Verify = Callable[..., Result]


@pytest.fixture
def verify(app: Flask, session: Session, tmp_path: Path) -> Verify:
    """Runs the command on a file with this content, a day after it was issued."""

    def run(content: bytes, *options: str) -> Result:
        session.commit()  # only releases the test's savepoint
        path = tmp_path / "shown"
        path.write_bytes(content)
        with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
            return app.test_cli_runner().invoke(
                args=["certificates", "verify", str(path), *options]
            )

    return run


@pytest.fixture
def certificate(session: Session, cast: Cast) -> Certificate:
    return make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))


def credential(certificate: Certificate) -> Document:
    assert certificate.credential is not None
    return certificate.credential


def paper_of(certificate: Certificate, title: str = "Certyfikat") -> bytes:
    """A paper to which the credential is attached."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = title
    document.attachments["credential.json"] = pikepdf.AttachedFileSpec(
        document, written(credential(certificate)), filename="credential.json"
    )
    content = BytesIO()
    document.save(content, deterministic_id=True)
    return content.getvalue()


CARRIERS: dict[str, Callable[[Document], bytes]] = {
    "json": written,
    "small json": lambda document: json.dumps(document).encode(),
    "png": badge_png,
    "svg": badge_svg,
}


@pytest.mark.parametrize("carry", CARRIERS.values(), ids=CARRIERS)
def test_a_valid_one_is_told_with_what_it_says(
    verify: Verify, certificate: Certificate, carry: Callable[[Document], bytes]
) -> None:
    result = verify(carry(credential(certificate)))
    assert result.exit_code == 0
    assert result.output == (
        "Valid: we issued this, and it has not been changed.\n"
        f"No. {certificate.number}, {certificate.holder_name}, issued on 23 November 2026.\n"
    )


def test_it_speaks_polish(verify: Verify, certificate: Certificate) -> None:
    result = verify(written(credential(certificate)), "--language", "pl")
    assert result.output.startswith("Ważny:")
    assert "23 listopada 2026" in result.output


def test_each_verdict_has_its_exit_code(
    session: Session, verify: Verify, certificate: Certificate, cast: Cast
) -> None:
    old = written(credential(certificate))
    new = make_successor(session, certificate, (cast.carla, cast.cyryl), holder_name="Ana Nowa")
    told = verify(old)
    assert told.exit_code == 5
    assert f"No. {new.number} followed it." in told.output
    new.expires_on = MONDAY.date()
    assert verify(written(credential(new))).exit_code == 3
    revoke_certificate(session, new, reason="pomyłka", by=cast.carla, at=MONDAY)
    assert verify(written(credential(new))).exit_code == 4


CHANGES: dict[str, Callable[[Document], Document]] = {
    "a word": lambda given: {**given, "name": "Doctor"},
    "a word more": lambda given: {**given, "grade": "5"},
    "the signature": lambda given: {**given, "proof": {**given["proof"], "proofValue": "z1"}},
    "no signature": unsigned,
    "another's signature": lambda given: signed(
        unsigned(given), issuer=make_issuer(seed=9), at=MONDAY
    ),
    "our signature on other words": lambda given: signed(
        {**unsigned(given), "name": "Doctor"}, issuer=ISSUER, at=MONDAY
    ),
    "another's signature on other words": lambda given: signed(
        {**unsigned(given), "name": "Doctor"}, issuer=make_issuer("key-1", seed=9), at=MONDAY
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed(
    verify: Verify, certificate: Certificate, change: Callable[[Document], Document]
) -> None:
    result = verify(written(change(credential(certificate))))
    assert (result.exit_code, result.output.partition(":")[0]) == (6, "Changed")


def test_what_others_issued_is_not_ours(verify: Verify, certificate: Certificate) -> None:
    theirs = make_issuer("key-2026", seed=4, base_url="https://elsewhere.example")
    assert verify(written(credential_of(make_award(), theirs))).exit_code == 7
    assert verify(b'{"hello": "world"}').exit_code == 7


def test_what_our_key_signed_and_the_register_lost_is_told(verify: Verify, cast: Cast) -> None:
    assert verify(written(credential_of(make_award(), ISSUER))).exit_code == 8


def test_a_withdrawn_key_leaves_it_to_the_register(
    session: Session, verify: Verify, cast: Cast
) -> None:
    certificate = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    withdrawn = make_issuer("key-2020", seed=8)
    anew = signed(unsigned(credential(certificate)), issuer=withdrawn, at=MONDAY)
    assert verify(written(anew)).exit_code == 0
    assert verify(written({**anew, "name": "Doctor"})).exit_code == 6


def test_a_credential_from_before_a_move_is_still_ours(
    session: Session, verify: Verify, certificate: Certificate
) -> None:
    old = replace(ISSUER, base_url="http://old.example")
    award = make_award(code=certificate.code)
    certificate.credential = credential_of(award, old)
    assert verify(written(certificate.credential)).exit_code == 0


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"<svg/>"])
def test_an_odd_file_is_unreadable(verify: Verify, content: bytes) -> None:
    result = verify(content)
    assert (result.exit_code, result.output.partition(":")[0]) == (1, "Unreadable")


# Papers
def test_a_paper_is_ours_by_its_very_bytes(
    session: Session, verify: Verify, certificate: Certificate, cast: Cast
) -> None:
    paper, bare = paper_of(certificate), b"%PDF-1.4 of certificate"
    for language, content in ((Language.PL, paper), (Language.EN, bare)):
        keep_paper(
            session,
            certificate,
            language,
            sha256=hashlib.sha256(content).hexdigest(),
            stored_as="x",
            by=cast.ana,
            at=MONDAY,
        )
    assert verify(paper).exit_code == 0
    assert verify(bare).exit_code == 0
    retouched = verify(paper_of(certificate, title="Dyplom"))
    assert retouched.exit_code == 6
    assert certificate.number in retouched.output


def test_the_paper_that_we_make_is_told_from_one_that_was_retouched(
    session: Session, verify: Verify, certificate: Certificate, cast: Cast
) -> None:
    content = certificate_pdf(certificate, Language.PL, verify_at="http://localhost/v")
    assert credential_in(content) == credential(certificate)
    assert verify(content).exit_code == 6  # not kept as one of ours yet
    keep_paper(
        session,
        certificate,
        Language.PL,
        sha256=hashlib.sha256(content).hexdigest(),
        stored_as="x",
        by=None,
        at=MONDAY,
    )
    assert verify(content).exit_code == 0
    with pikepdf.open(BytesIO(content)) as paper:
        paper.docinfo["/Title"] = "Dyplom"
        retouched = BytesIO()
        paper.save(retouched)
    assert credential_in(retouched.getvalue()) == credential(certificate)
    assert verify(retouched.getvalue()).exit_code == 6


def test_a_paper_of_somebody_else_is_not_ours(verify: Verify, cast: Cast) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    content = BytesIO()
    document.save(content)
    assert verify(content.getvalue()).exit_code == 1
