"""Printed cards, shown once."""

from dataclasses import dataclass

from flask import Response, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from course.actions.people import issue_card as give_card
from course.clock import now
from course.database import reading, writing
from course.papers import QrCode, qr_code
from course.permissions import Permission
from course.queries.cohorts import (
    cohort_for,
    enrolment_for_card,
    enrolments_with_cards,
    places_with_cards,
)
from course.settings_here import address_of, settings_here
from course.sign_in_secrets import (
    Card,
    CardHashes,
    cards_of,
    code_hash,
    draw_batch,
    hash_card,
)
from course.web.access import allow
from course.web.cohorts.blueprint import bp
from course.web.people.coming_in import hasher_here
from course.web.visitors import visitor

# The browser that ordered cards keeps the name of their batch until the sheet was shown.
ORDERED = "cards"


@dataclass(frozen=True, slots=True)
class Batch:
    """Cards made together: how to make them again, and what is stored of them."""

    name: str
    hashes: tuple[CardHashes, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """One card on the sheet."""

    holder: str
    card: Card
    qr: QrCode


def make_cards(count: int) -> Batch:
    """New cards, hashed: slow, so outside a write."""
    key, name = settings_here().key("cards"), draw_batch()
    cards = cards_of(name, count, key)
    return Batch(name, tuple(hash_card(card, key, hasher_here()) for card in cards))


def show_once(cohort_id: int, batch: Batch) -> ResponseReturnValue:
    """Lead to the sheet with these cards."""
    session[ORDERED] = {"cohort": cohort_id, "batch": batch.name, "count": len(batch.hashes)}
    return redirect(url_for("cohorts.cards", cohort_id=cohort_id), 303)


@bp.get("/cards/new")
@allow(Permission.ISSUE_CARDS)
def new_card() -> ResponseReturnValue:
    """Who forgot a PIN or lost a card gets a new one with one press: two from a trainer's first."""
    places = places_with_cards(reading(), visitor())
    return render_template("cohorts/new_card.html", places=places)


@bp.post("/enrolments/<int:enrolment_id>/card")
@allow(Permission.ISSUE_CARDS)
def issue_card(enrolment_id: int) -> ResponseReturnValue:
    """A new card for one trainee; the old one ends."""
    enrolment = enrolment_for_card(reading(), visitor(), enrolment_id)
    cohort_id = enrolment.cohort_id
    batch = make_cards(1)
    with writing() as rows:
        place = enrolment_for_card(rows, visitor(), enrolment_id)
        give_card(
            rows,
            place.person,
            programme_id=place.cohort.programme_id,
            card=batch.hashes[0],
            by=visitor(),
            at=now(),
        )
    return show_once(cohort_id, batch)


@bp.get("/cohorts/<int:cohort_id>/cards")
@allow(Permission.ISSUE_CARDS)
def cards(cohort_id: int) -> ResponseReturnValue:
    """The sheet to print, once: codes and PINs are stored nowhere."""
    cohort = cohort_for(reading(), visitor(), cohort_id)
    ordered = session.get(ORDERED) or {}
    slips = []
    if ordered.get("cohort") == cohort_id:
        session.pop(ORDERED)
        slips = _slips(cohort_id, ordered["batch"], ordered["count"])
    page = render_template(
        "cohorts/cards.html", cohort=cohort, slips=slips, host=_host(address_of("pages.home"))
    )
    response: Response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def _slips(cohort_id: int, batch: str, count: int) -> list[Slip]:
    key = settings_here().key("cards")
    by_hash = {code_hash(card.code, key): card for card in cards_of(batch, count, key)}
    cohort = cohort_for(reading(), visitor(), cohort_id)
    places = enrolments_with_cards(reading(), visitor(), cohort, list(by_hash))
    return [
        Slip(place.person.name, card, qr_code(address_of("people.card", code=card.code)))
        for place in places
        if (card := by_hash.get(place.person.card_hash or "")) is not None
    ]


def _host(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")
