"""Filters of lists under a name."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import AuditEntry, Person, SavedView
from course.terms import Act, ListKind
from tests.make_lists import make_view
from tests.pages import Page, PageClient
from tests.people import Cast, make_neighbours

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
VIEWS = "/lists/register/views"


def views(session: Session) -> list[SavedView]:
    session.commit()
    return list(session.scalars(select(SavedView).order_by(SavedView.id)))


def test_a_filter_is_saved_opened_and_removed(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    client = signed_in_as(cast.carla)
    assert "Nie ma jeszcze zapisanych widoków" in client.page(VIEWS).text
    page = client.page(f"{VIEWS}?city=Krosno&since=2026-11-01")
    [form] = [form for form in page.root.iter("form") if VIEWS in form.get("action", "")]
    answer = client.post(form.get("action", ""), data={"name": " Krosno  w listopadzie "})
    address = "/lists/register?city=Krosno&since=2026-11-01"
    assert (answer.status_code, answer.location) == (303, address)
    [view] = views(session)
    view_id = view.id
    assert (view.name, view.shared) == ("Krosno w listopadzie", False)
    assert view.asked == {"city": "Krosno", "since": "2026-11-01"}
    listed = client.page("/lists/register")
    assert address in listed.links()
    assert client.get(address).status_code == 200
    client.post(f"/views/{view_id}/remove")
    assert views(session) == []
    told = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.act for entry in told[-2:]] == [Act.VIEW_SAVED, Act.VIEW_REMOVED]
    assert {entry.facts["view"] for entry in told[-2:]} == {view_id}


def test_the_same_name_replaces_and_an_empty_one_is_asked_for(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    client = signed_in_as(cast.carla)
    client.post(f"{VIEWS}?city=Krosno", data={"name": "Moje"})
    client.post(f"{VIEWS}?words=cwikla", data={"name": "Moje", "shared": "yes"})
    refused = client.post(f"{VIEWS}?words=nikt", data={"name": "  ", "shared": "yes"})
    assert refused.status_code == 422
    page = Page(refused.get_data(as_text=True))
    [said] = [one for one in page.root.iter() if one.get("id") == "name-fault"]
    assert "Nazwij widok" in "".join(said.itertext())
    [shared] = [one for one in page.root.iter("input") if one.get("name") == "shared"]
    assert "checked" in shared.attrib
    [view] = views(session)
    assert (view.asked, view.shared) == ({"words": "cwikla"}, True)
    assert client.post(f"{VIEWS}?city=Atlantyda", data={"name": "X"}).status_code == 422


def test_others_see_what_is_shared_and_remove_nothing(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    shared = make_view(session, cast.programme, cast.carla, name="Wspólny", shared=True)
    own = make_view(session, cast.programme, cast.carla, name="Własny")
    client = signed_in_as(cast.cyryl)
    page = client.page(VIEWS)
    assert "Wspólny" in page.text
    assert "Carla Nowak" in page.text
    assert "Własny" not in page.text
    for view in (shared, own):
        assert client.post(f"/views/{view.id}/remove").status_code == 404
    assert len(views(session)) == 2


def test_a_view_opens_nothing_that_its_reader_may_not_see(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    """A view is a filter alone: a list asks it anew with the eyes of who opens it."""
    near = make_neighbours(session, cast)
    cast.cohort.title = "Sanok, edycja 7"
    here = make_view(
        session,
        cast.programme,
        cast.carla,
        kind=ListKind.ATTENDANCE,
        asked={"cohort": str(cast.cohort.id)},
        name="Tylko tutaj",
        shared=True,
    )
    stranger = signed_in_as(near.mira)  # coordinates another programme
    assert here.name not in stranger.page("/lists/attendance").text
    answer = stranger.get(f"/lists/attendance?cohort={cast.cohort.id}")
    assert answer.status_code == 422
    assert cast.cohort.title not in answer.get_data(as_text=True)
    for person in (cast.ben, cast.ana, cast.iga):
        assert signed_in_as(person).get("/lists/attendance/views").status_code == 404


def test_the_certification_list_leads_to_its_views(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    client = signed_in_as(cast.carla)
    page = client.page("/people?state=missing")
    assert "/lists/certification/views?state=missing" in page.links()
    client.post("/lists/certification/views?state=missing", data={"name": "Braki"})
    assert "/people?state=missing" in client.page("/lists/certification/views").links()
