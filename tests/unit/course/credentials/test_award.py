"""What stands in a credential, and what never does."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from content.languages import Text
from course.credentials.award import Identity, IdentityKind, code_in, credential_of
from course.credentials.proof import holds, signed_anew, unsigned
from course.credentials.published import did_document, issuer_document
from tests.make_credentials import CODE, ISSUED_AT, make_award, make_issuer

CREDENTIAL = credential_of(make_award(), make_issuer())


def test_it_says_what_was_reached_in_both_languages() -> None:
    achievement = CREDENTIAL["credentialSubject"]["achievement"]
    assert achievement["inLanguage"] == "pl"
    assert achievement["name"] == "Organizator Społeczny"
    assert achievement["description"] == "Zażółć gęślą jaźń."
    assert achievement["criteria"] == {"narrative": "**Wiedza**\n\n- zna swoją rolę"}
    assert CREDENTIAL["name"] == "Social Organiser"
    assert CREDENTIAL["description"] == "**Knowledge**\n\n- knows the role"
    assert [other["inLanguage"] for other in achievement["related"]] == ["en"]


def test_whoever_was_told_the_name_can_compare_it() -> None:
    name, email = CREDENTIAL["credentialSubject"]["identifier"]
    assert (name["identityType"], email["identityType"]) == ("name", "emailAddress")
    assert all(one["hashed"] is True for one in (name, email))
    told = f"Łucja Ćwikła{name['salt']}".encode()
    assert name["identityHash"] == f"sha256${hashlib.sha256(told).hexdigest()}"


def test_it_holds_no_name_and_no_address() -> None:
    words = json.dumps(CREDENTIAL, ensure_ascii=False)
    for never in ("Łucja", "Ćwikła", "example.org", "evidence", "dateOfBirth", "nationalIdentity"):
        assert never not in words


def test_letters_composed_otherwise_are_the_same_name() -> None:
    composed = Identity(IdentityKind.NAME, "Łucja Ćwikła", "1")
    assert replace(composed, value="Łucja C\N{COMBINING ACUTE ACCENT}wikła").hashed() == (
        composed.hashed()
    )


def test_it_ends_only_where_the_certificate_does() -> None:
    assert "validUntil" not in CREDENTIAL
    ends = credential_of(
        make_award(expires_at=datetime(2029, 11, 27, 22, 59, 59, tzinfo=UTC)), make_issuer()
    )
    assert ends["validUntil"] == "2029-11-27T22:59:59Z"
    assert ends["validFrom"] == "2026-11-27T09:30:05Z"


def test_texts_of_authors_cannot_break_out() -> None:
    hostile = Text(']]></svg> "; DROP \\ \n\t\0', "<script>alert(1)</script>")
    document = credential_of(make_award(criteria=hostile), make_issuer())
    assert holds(document, make_issuer().public_keys())


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (f"http://localhost/v/{CODE}/credential.json", CODE),
        (f"https://old.example/course/v/{CODE}/credential.json", CODE),
        (f"http://localhost/v/{CODE}/credential.json?x=1", None),
        ("http://localhost/v/../credential.json", None),
        (f"ftp://localhost/v/{CODE}/credential.json", None),
        (CODE, None),
        (["x"], None),
        (None, None),
    ],
)
def test_a_code_is_found_in_the_address_alone(address: object, code: str | None) -> None:
    assert code_in({"id": address}) == code


def test_every_key_is_published_for_assertions() -> None:
    issuer = make_issuer("key-2027", seed=2, old=make_issuer("key-2026"))
    document = issuer_document(issuer)
    assert document["id"] == "http://localhost/issuer"
    assert document["assertionMethod"] == list(issuer.public_keys())
    assert [one["id"] for one in document["verificationMethod"]] == document["assertionMethod"]
    assert {one["controller"] for one in document["verificationMethod"]} == {document["id"]}


def test_the_keys_are_found_by_did_web_as_well() -> None:
    document = did_document(make_issuer(base_url="http://127.0.0.1:8000"))
    assert document["id"] == "did:web:127.0.0.1%3A8000"
    assert document["alsoKnownAs"] == ["http://127.0.0.1:8000/issuer"]
    assert document["assertionMethod"] == ["did:web:127.0.0.1%3A8000#key-2026"]


def test_a_withdrawn_key_is_replaced_and_every_word_stays() -> None:
    later = ISSUED_AT + timedelta(days=400)
    after = make_issuer("key-2027", seed=2)
    anew = signed_anew(CREDENTIAL, issuer=after, at=later)
    assert unsigned(anew) == unsigned(CREDENTIAL)
    assert anew["proof"]["verificationMethod"] == "http://localhost/issuer#key-2027"
    assert holds(anew, after.public_keys())


def test_a_key_that_still_counts_leaves_the_credential_as_it_is() -> None:
    after = make_issuer("key-2027", seed=2, old=make_issuer("key-2026"))
    assert signed_anew(CREDENTIAL, issuer=after, at=ISSUED_AT) is CREDENTIAL


def test_a_credential_from_before_a_move_keeps_its_issuer() -> None:
    moved = make_issuer(base_url="https://new.example")
    assert signed_anew(CREDENTIAL, issuer=moved, at=ISSUED_AT) is CREDENTIAL
    assert holds(CREDENTIAL, moved.at_home_of(CREDENTIAL).public_keys())
