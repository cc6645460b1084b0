"""Who people are and what they are granted; links and wrong tries."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.doors import _begin_count, forget_old_tries, take_try
from course.actions.letters import post
from course.actions.links import make_sign_in_link, send_link, use_link
from course.actions.passwords import change_password
from course.actions.people import (
    add_person,
    choose_language,
    disable_person,
    enable_person,
    end_role,
    grant_role,
    invite_person,
    issue_card,
)
from course.errors import (
    AlreadyGranted,
    CardForStaff,
    EmailMissing,
    EmailTaken,
    LinkSpent,
    LockedOut,
    NotFound,
    OwnRole,
)
from course.models import AuditEntry, Letter, Person
from course.permissions import Permission, may
from course.queries.people import (
    grants_of,
    is_trainee,
    people_with_emails,
    person_with_email,
    tries_at,
)
from course.sign_in_secrets import CardHashes
from course.terms import Act, AddressForm, Door, EnrolmentState, LetterKind, LinkPurpose, Role
from tests.make import (
    MONDAY,
    make_cohort,
    make_enrolment,
    make_grant,
    make_person,
    make_programme,
)
from tests.people import Cast

CARD = CardHashes("c" * 64, "a hash")


def add(session: Session, email: str | None, card: CardHashes | None = None) -> Person:
    return add_person(
        session,
        name="Łucja Ćwikła",
        email=email,
        language=Language.PL,
        address_form=AddressForm.FEMININE,
        by=None,
        at=MONDAY,
        card=card,
    )


def acts(session: Session) -> list[Act]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_an_address_has_one_spelling_and_one_person(session: Session) -> None:
    person = add(session, " Lucja@EXAMPLE.org ")
    assert person.email == "lucja@example.org"
    with pytest.raises(EmailTaken):
        add(session, "\N{FULLWIDTH LATIN SMALL LETTER L}ucja@example.org")
    assert person_with_email(session, "LUCJA@example.org") is person
    assert people_with_emails(session, ["Lucja@example.org", "x@y.pl"]) == {
        "lucja@example.org": person
    }
    assert acts(session) == [Act.PERSON_ADDED]


def test_everybody_can_come_in_by_something(session: Session) -> None:
    assert add(session, None, CARD).email is None
    with pytest.raises(EmailTaken), session.begin_nested():
        add(session, None)  # the database knows one fault only: this person cannot be added


def test_names_sort_by_surname_in_polish(session: Session) -> None:
    names = ["Zenon Żak", "Adam Zych", "Łucja Ćwikła", "Ewa Czaja"]
    for name in names:
        make_person(session, name)
    ordered = session.scalars(select(Person.name).order_by(Person.sort_name)).all()
    assert ordered == ["Ewa Czaja", "Łucja Ćwikła", "Adam Zych", "Zenon Żak"]


def test_a_role_is_granted_once_by_somebody_else(session: Session) -> None:
    programme = make_programme(session)
    person, by = make_person(session), make_person(session)
    grant = grant_role(session, person, Role.TRAINER, programme=programme, by=by, at=MONDAY)
    with pytest.raises(AlreadyGranted):
        grant_role(session, person, Role.TRAINER, programme=programme, by=by, at=MONDAY)
    with pytest.raises(OwnRole):
        grant_role(session, by, Role.TRAINER, programme=programme, by=by, at=MONDAY)
    end_role(session, grant, by=by, at=MONDAY)
    with pytest.raises(NotFound):
        end_role(session, grant, by=by, at=MONDAY)
    grant_role(session, person, Role.TRAINER, programme=programme, by=by, at=MONDAY)
    assert acts(session) == [Act.ROLE_GRANTED, Act.ROLE_ENDED, Act.ROLE_GRANTED]


def test_an_ended_role_allows_nothing(session: Session) -> None:
    programme = make_programme(session)
    person = make_person(session)
    make_grant(session, person, Role.COORDINATOR, programme, ended_at=MONDAY)
    session.refresh(person, ["grants"])
    assert not may(person, Permission.KEEP_COHORTS, programme_id=programme.id)
    assert grants_of(session, person) == []


def test_the_database_itself_refuses_a_role_to_oneself(session: Session) -> None:
    person, programme = make_person(session), make_programme(session)
    with pytest.raises(IntegrityError), session.begin_nested():
        make_grant(session, person, Role.TRAINER, programme, granted_by_id=person.id)


def test_a_card_never_opens_the_work_of_others(session: Session) -> None:
    programme, by = make_programme(session), make_person(session)
    with pytest.raises(EmailMissing):
        grant_role(
            session, add(session, None, CARD), Role.TRAINER, programme=programme, by=by, at=MONDAY
        )
    person = make_person(session)
    issue_card(session, person, programme_id=1, card=CardHashes("d" * 64, "x"), by=by, at=MONDAY)
    came_in_with_it = person.session_version
    grant_role(session, person, Role.TRAINER, programme=programme, by=by, at=MONDAY)
    assert (person.card_hash, person.pin_hash) == (None, None)
    assert person.session_version > came_in_with_it
    staff = person.session_version
    grant_role(session, person, Role.VALIDATOR, programme=programme, by=by, at=MONDAY)
    assert person.session_version == staff  # nothing ended, so nobody is signed out
    with pytest.raises(CardForStaff):
        issue_card(session, person, programme_id=programme.id, card=CARD, by=by, at=MONDAY)


def test_a_new_card_ends_the_old_one_and_its_sessions(session: Session) -> None:
    person, by = add(session, None, CARD), make_person(session)
    before = person.session_version
    issue_card(session, person, programme_id=1, card=CardHashes("d" * 64, "x"), by=by, at=MONDAY)
    assert (person.card_hash, person.session_version) == ("d" * 64, before + 1)
    assert acts(session) == [Act.PERSON_ADDED, Act.CARD_ISSUED]


def test_an_invitation_is_a_link_in_a_letter(session: Session) -> None:
    person = make_person(session)
    link = invite_person(session, person, by=None, at=MONDAY)
    session.flush()
    letter = session.scalars(select(Letter)).one()
    assert (letter.kind, letter.key) == (LetterKind.INVITATION, f"invitation:{link.id}")
    assert link.expires_at == MONDAY + timedelta(days=14)
    with pytest.raises(EmailMissing):
        invite_person(session, add(session, None, CARD), by=None, at=MONDAY)


def test_nothing_is_posted_to_who_has_no_address(session: Session) -> None:
    holder = add(session, None, CARD)
    assert post(session, LetterKind.CERTIFICATE_ISSUED, to=holder, key="x", at=MONDAY) is None


def test_a_link_is_used_once(session: Session) -> None:
    person = make_person(session)
    link = send_link(session, person, LinkPurpose.SIGN_IN, by=None, at=MONDAY)
    assert use_link(session, link.id, at=MONDAY).person is person
    with pytest.raises(LinkSpent):
        use_link(session, link.id, at=MONDAY)
    with pytest.raises(LinkSpent):
        use_link(session, 999, at=MONDAY)


def test_a_link_of_somebody_disabled_is_spent(session: Session) -> None:
    person = make_person(session, left_at=MONDAY)
    link = make_sign_in_link(session, person, LinkPurpose.SIGN_IN, by=None, at=MONDAY)
    with pytest.raises(LinkSpent):
        use_link(session, link.id, at=MONDAY)


def test_a_new_password_ends_sessions_and_links(session: Session) -> None:
    person = make_person(session)
    link = make_sign_in_link(session, person, LinkPurpose.RESET, by=None, at=MONDAY)
    change_password(session, person, password_hash="a hash", at=MONDAY)
    session.refresh(link)
    assert (person.session_version, link.used_at) == (2, MONDAY)
    assert acts(session) == [Act.LINK_MADE, Act.PASSWORD_CHANGED]


def test_disabling_ends_sessions_and_enabling_does_not_revive_them(session: Session) -> None:
    person = make_person(session)
    disable_person(session, person, by=None, at=MONDAY)
    assert (person.left_at, person.session_version) == (MONDAY, 2)
    enable_person(session, person, by=None, at=MONDAY)
    assert (person.left_at, person.session_version) == (None, 2)
    assert acts(session) == [Act.PERSON_DISABLED, Act.PERSON_ENABLED]


def test_a_language_is_noted_when_it_changes(session: Session) -> None:
    person = make_person(session)
    choose_language(session, person, Language.PL, at=MONDAY)
    choose_language(session, person, Language.EN, at=MONDAY)
    assert person.language is Language.EN
    assert acts(session) == [Act.PERSON_CHANGED]


def test_who_has_a_place_is_a_trainee(session: Session, cast: Cast) -> None:
    assert is_trainee(session, cast.ana)
    assert not is_trainee(session, cast.carla)
    make_enrolment(session, make_cohort(session), cast.vera, state=EnrolmentState.WITHDRAWN)
    assert not is_trainee(session, cast.vera)


def test_tries_are_counted_one_by_one_and_then_the_door_shuts(session: Session) -> None:
    left = [take_try(session, Door.CARD, subject_hash="s" * 64, at=MONDAY).left for _ in range(10)]
    assert left == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    with pytest.raises(LockedOut) as shut:
        take_try(session, Door.CARD, subject_hash="s" * 64, at=MONDAY)
    assert shut.value.facts == {"until": MONDAY + timedelta(minutes=15)}
    assert take_try(session, Door.LINK, subject_hash="s" * 64, at=MONDAY).left == 9


def test_who_began_to_count_at_the_same_moment_is_joined(session: Session) -> None:
    take_try(session, Door.CARD, subject_hash="s" * 64, at=MONDAY)
    begun = _begin_count(session, Door.CARD, "s" * 64, MONDAY)
    assert begun.tries == 1
    with pytest.raises(IntegrityError):  # not a second count: a count that cannot be
        _begin_count(session, Door.CARD, None, MONDAY)  # type: ignore[arg-type]  # on purpose


def test_old_counts_are_forgotten(session: Session) -> None:
    take_try(session, Door.CARD, subject_hash="s" * 64, at=MONDAY)
    forget_old_tries(session, at=MONDAY + timedelta(days=30))
    assert tries_at(session, Door.CARD, "s" * 64) is not None
    forget_old_tries(session, at=MONDAY + timedelta(days=30, seconds=1))
    assert tries_at(session, Door.CARD, "s" * 64) is None


def test_roles_are_listed_with_their_programmes(session: Session, cast: Cast) -> None:
    session.expire_all()
    [grant] = grants_of(session, cast.carla)
    assert (grant.role, grant.programme and grant.programme.code) == (Role.COORDINATOR, "Q1")
    assert [one.programme for one in grants_of(session, cast.iga)] == [None]
