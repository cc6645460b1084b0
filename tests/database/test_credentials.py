"""A certificate and its credential come into being together, each with a place of its own."""

import secrets
from datetime import date

import pytest
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.awards import award_of, free_status_index
from course.credentials.award import IdentityKind
from course.credentials.proof import holds
from course.credentials.status import PLACES
from course.errors import NotFound
from course.models import Certificate, Person
from course.queries.credentials import closed_in_list, credential_with_code
from tests.make import MONDAY
from tests.make_certificates import ISSUER, SHORT_RULE, make_certificate, make_successor
from tests.people import Cast


@pytest.fixture
def certificate(session: Session, cast: Cast) -> Certificate:
    return make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))


def test_the_credential_says_what_the_certificate_says(certificate: Certificate) -> None:
    credential = certificate.credential
    assert credential is not None
    assert holds(credential, ISSUER.public_keys())
    assert credential["id"] == f"http://localhost/v/{certificate.code}/credential.json"
    subject = credential["credentialSubject"]
    assert subject["licenseNumber"] == certificate.number
    assert subject["activityStartDate"] == certificate.facts["cohort"]["starts_on"]
    achievement = subject["achievement"]
    assert (achievement["name"], credential["name"]) == ("Pilotaż", "Pilot")
    assert achievement["description"] == "Dwa testy i rozmowa."
    assert achievement["criteria"]["narrative"] == (
        "**Wiedza**\n\n- zna swoją rolę\n\n**Umiejętności**\n\n- słucha\n- pyta\n\n"
        "**Kompetencje społeczne**\n\n- działa etycznie\n\nDwa testy i rozmowa.\n\nTo nie jest OSL."
    )
    assert credential["description"].startswith("**Knowledge**\n\n- knows the role")


def test_whoever_has_no_address_is_known_by_name_alone(
    session: Session, certificate: Certificate
) -> None:
    person = session.get_one(Person, certificate.person_id)
    assert person.email
    both = award_of(certificate, SHORT_RULE, person, status_index=1)
    person.email, person.card_hash = None, "x"
    alone = award_of(certificate, SHORT_RULE, person, status_index=1)
    assert [one.kind for one in both.identities] == [IdentityKind.NAME, IdentityKind.EMAIL]
    assert [one.kind for one in alone.identities] == [IdentityKind.NAME]
    salts = {one.salt for one in (*both.identities, *alone.identities)}
    assert {len(salt) for salt in salts} == {32}
    assert len(salts) == 3


@pytest.mark.parametrize(
    ("expires_on", "utc"),
    [
        (date(2029, 11, 22), "2029-11-22T22:59:59+00:00"),
        (date(2029, 3, 24), "2029-03-24T22:59:59+00:00"),  # the night before summer time
        (date(2029, 3, 25), "2029-03-25T21:59:59+00:00"),
    ],
)
def test_the_last_day_is_valid_to_its_end(
    session: Session, certificate: Certificate, expires_on: date, utc: str
) -> None:
    certificate.expires_on = expires_on
    person = session.get_one(Person, certificate.person_id)
    award = award_of(certificate, SHORT_RULE, person, status_index=1)
    assert award.expires_at is not None
    assert award.expires_at.astimezone(MONDAY.tzinfo).isoformat() == utc


def test_a_rule_without_words_for_certificates_still_gives_a_credential(
    session: Session, certificate: Certificate
) -> None:
    nothing: dict[str, object] = {"knowledge": [], "skills": [], "social": []}
    bare = Certificate(
        code="A" * 26,
        number="1",
        standard_code="x",
        holder_name="Ana",
        issued_at=MONDAY,
        facts={**certificate.facts, "outcomes": nothing, "verified": None, "disclaimer": None},
    )
    person = session.get_one(Person, certificate.person_id)
    award = award_of(bare, SHORT_RULE, person, status_index=1)
    assert award.criteria == award.summary == SHORT_RULE.title
    assert award.criteria.in_language(Language.EN) == "Pilot"


def test_a_new_name_is_another_credential_and_the_old_bytes_stay(
    session: Session, certificate: Certificate, cast: Cast
) -> None:
    old, place = certificate.credential, certificate.status_index
    new = make_successor(session, certificate, (cast.carla, cast.cyryl), holder_name="Ana Nowa")
    session.flush()
    session.expire_all()
    assert (certificate.credential, certificate.status_index) == (old, place)
    assert new.credential is not None
    assert new.status_index != place
    assert holds(new.credential, ISSUER.public_keys())


def test_a_place_is_drawn_again_until_it_is_free(
    session: Session, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = certificate.status_index
    draws = iter([taken, taken, 7])
    monkeypatch.setattr(secrets, "randbelow", lambda _places: next(draws))
    assert taken != 7
    assert free_status_index(session) == 7


def test_places_are_drawn_far_apart(session: Session, certificate: Certificate) -> None:
    places = {free_status_index(session) for _ in range(50)}
    assert len(places) > 45
    assert max(places) < PLACES
    assert max(places) - min(places) > PLACES // 3


def test_a_list_that_never_began_is_not_there(session: Session, certificate: Certificate) -> None:
    assert closed_in_list(session, 1).places == []
    assert closed_in_list(session, 1).changed_at == certificate.issued_at
    with pytest.raises(NotFound):
        closed_in_list(session, 2)
    certificate.status_index = PLACES + 3
    certificate.superseded_at = MONDAY
    session.flush()
    assert closed_in_list(session, 2).places == [3]
    with pytest.raises(NotFound):
        closed_in_list(session, 1)


def test_a_code_opens_a_credential_only_where_there_is_one(
    session: Session, certificate: Certificate
) -> None:
    assert credential_with_code(session, certificate.code) is certificate
    certificate.credential = None
    session.flush()
    with pytest.raises(NotFound):
        credential_with_code(session, certificate.code)
