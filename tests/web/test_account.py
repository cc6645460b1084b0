"""One's own account: language, roles, password."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from content.languages import Language
from course.models import Person
from course.terms import Role
from tests.make import make_grant
from tests.make_people import PASSWORD
from tests.pages import PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]
NEW = "trzy zielone gruszki"


def change(client: PageClient, current: str, new: str) -> int:
    data = {"current_password": current, "new_password": new}
    return client.post("/account/password", data=data).status_code


def test_the_account_shows_who_one_is(signed_in_as: SignIn, cast: Cast) -> None:
    page = signed_in_as(cast.carla).page("/account")
    assert "Carla Nowak" in page.text
    assert cast.carla.email is not None
    assert cast.carla.email in page.text
    assert "(Q1)" in page.text


def test_a_trainee_reads_how_much_more_time_there_is(signed_in_as: SignIn, cast: Cast) -> None:
    page = signed_in_as(cast.ana).page
    assert "Dodatkowy czas w testach" not in page("/account").text
    cast.enrolment.extra_time_percent = 30
    assert "Dodatkowy czas w testach30%" in page("/account").text


def test_nobody_sees_an_account_without_signing_in(client: PageClient) -> None:
    assert client.get("/account").location == "/sign-in?next=/account"


def test_a_new_password_ends_every_other_session(
    signed_in_as: SignIn, jan: Person, session: Session
) -> None:
    here, elsewhere = signed_in_as(jan), signed_in_as(jan)
    assert change(here, PASSWORD, NEW) == 303
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    assert jan.session_version == 2


def test_the_present_password_is_asked_for_and_its_tries_counted(
    signed_in_as: SignIn, jan: Person
) -> None:
    client = signed_in_as(jan)
    statuses = [change(client, "wrong", NEW) for _ in range(11)]
    assert statuses == [422] * 9 + [409] * 2
    assert change(client, PASSWORD, NEW) == 409
    page = client.post("/sign-in/password", data={"email": "jan@example.org", "password": PASSWORD})
    assert page.status_code == 409  # it is the same door


def test_a_weak_password_is_refused_before_the_present_one_is_tried(
    signed_in_as: SignIn, jan: Person
) -> None:
    client = signed_in_as(jan)
    for weak in ("", "krótkie", "Password2026!", "jan@example.org"):
        assert change(client, PASSWORD, weak) == 422
    assert jan.session_version == 1
    assert change(client, PASSWORD, NEW) == 303


def test_who_comes_by_link_chooses_the_first_password_and_cannot_change_what_is_not(
    signed_in_as: SignIn, cast: Cast
) -> None:
    client = signed_in_as(cast.ana)
    assert change(client, "", NEW) == 403
    assert client.post("/new-password", data={"new_password": NEW}).status_code == 303
    assert client.get("/new-password").status_code == 403


def test_who_has_a_card_has_no_password(signed_in_as: SignIn, cast: Cast, session: Session) -> None:
    cast.ana.email, cast.ana.card_hash, cast.ana.pin_hash = None, "c", "p"
    session.flush()
    client = signed_in_as(cast.ana)
    assert client.get("/new-password").status_code == 403
    assert 'action="/account/password"' not in client.page("/account").html


def test_a_language_is_kept_in_the_browser_and_for_the_person(
    signed_in_as: SignIn, cast: Cast, client: PageClient
) -> None:
    chosen = {"language": "en", "next": "/account"}
    signed_in = signed_in_as(cast.ana)
    assert signed_in.post("/language", data=chosen).location == "/account"
    assert cast.ana.language is Language.EN
    assert '<html lang="en">' in signed_in.page("/account").html
    assert client.post("/language", data=chosen | {"next": "//evil.example"}).location == "/"
    assert '<html lang="en">' in client.page("/sign-in").html
    client.post("/language", data={"language": "xx"})
    assert '<html lang="en">' in client.page("/sign-in").html


def test_one_person_of_two_roles_changes_hats(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    make_grant(session, cast.ben, Role.VALIDATOR, cast.programme)
    client = signed_in_as(cast.ben)
    home = {"trainer": "/marking", "validator": "/assessments"}
    for hat, place in home.items():
        assert client.post("/hat", data={"hat": hat}).location == place
        assert client.get("/").location == place
    for foreign in ("coordinator", "", "king"):
        assert client.post("/hat", data={"hat": foreign}).status_code == 403


def test_a_trainer_with_a_place_of_their_own_may_be_a_trainee(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    make_grant(session, cast.dov, Role.TRAINER, cast.programme)
    client = signed_in_as(cast.dov)
    assert client.post("/hat", data={"hat": ""}).location == "/course"
    assert client.get("/").location == "/course"
    assert client.post("/hat", data={"hat": "trainer"}).location == "/marking"


def test_a_trainer_switches_the_daily_letter_off_and_on(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    client = signed_in_as(cast.ben)
    assert "Codzienny list" in client.page("/account").text
    assert client.post("/account/digest", data={"wanted": ""}).location == "/account"
    session.refresh(cast.ben)
    assert cast.ben.digest_off_at is not None
    assert "List jest teraz wyłączony." in client.page("/account").text
    client.post("/account/digest", data={"wanted": "yes"})
    session.refresh(cast.ben)
    assert cast.ben.digest_off_at is None


def test_who_marks_nothing_has_no_daily_letter(signed_in_as: SignIn, cast: Cast) -> None:
    for person in (cast.ana, cast.carla):
        client = signed_in_as(person)
        assert "Codzienny list" not in client.page("/account").text
        assert client.post("/account/digest").status_code == 403
