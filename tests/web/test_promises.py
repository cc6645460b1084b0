"""What was promised to the funder: kept on a page and on the command line, each change told."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.promises import Promise, promise_indicator
from course.models import AuditEntry, IndicatorSnapshot, IndicatorTarget, Person
from course.queries.programmes import targets_of
from course.terms import Act, Indicator, SnapshotPurpose
from tests.make import MONDAY, add, make_target
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
PAGE = "/programme/promises"
PEOPLE = f"{PAGE}/qualified_organisers"
TYPED = {
    "target": "12",
    "target_women": "8",
    "target_men": "4",
    "unit": "osoba",
    "definition": "Zażółć gęślą jaźń; =1+1",
    "source_of_measurement": "protokół walidacji",
    "moment_of_measurement": "do 4 tygodni po zakończeniu udziału",
}


def told(session: Session) -> list[dict[str, object]]:
    entries = select(AuditEntry.facts).where(AuditEntry.act == Act.INDICATOR_PROMISED)
    return list(session.scalars(entries.order_by(AuditEntry.id)))


def test_a_promise_made_anew_replaces_the_one_before(session: Session, cast: Cast) -> None:
    for target in (10, 12):
        promised = Promise(target=target, unit="osoba", source_of_measurement="protokół walidacji")
        promise_indicator(
            session,
            cast.programme,
            Indicator.QUALIFIED_ORGANISERS,
            promised,
            by=None,
            at=MONDAY,
        )
    (promise,) = session.scalars(select(IndicatorTarget)).all()
    assert targets_of(session, cast.programme) == {Indicator.QUALIFIED_ORGANISERS: promise}
    assert (promise.target, promise.base, promise.target_women) == (12, 0, None)
    first, second = told(session)
    assert (first["target"], "before" in first) == (10, False)
    assert (second["target"], second["changed"]) == (12, ["target"])
    assert second["before"] == {"target": 10, "base": 0, "target_women": None, "target_men": None}


def test_a_promise_is_kept_as_typed(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    carla = signed_in_as(cast.carla)
    assert carla.post(PEOPLE, data=TYPED).status_code == 303
    promise = targets_of(session, cast.programme)[Indicator.QUALIFIED_ORGANISERS]
    kept = {name: str(getattr(promise, name)) for name in TYPED}
    assert (kept, promise.base) == (TYPED, 0)
    page = carla.page(PAGE)
    assert "Zażółć gęślą jaźń; =1+1" in page.text
    assert "Zamrożono" not in page.text
    assert all("gęślą" not in str(facts) for facts in told(session))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"target": ""}, "Proszę to uzupełnić."),
        ({"target": "dwanaście"}, "Wpisz cyframi całą liczbę."),
        ({"base": "1,5"}, "Wpisz cyframi całą liczbę."),
        ({"target": "9" * 30}, "Największa liczba to 1000000"),
        ({"target_men": "5"}, "Kobiety i mężczyźni razem muszą dać wartość docelową, 12."),
        ({"target_women": "13", "target_men": ""}, "Kobiety i mężczyźni razem muszą dać"),
        ({"unit": "o" * 61}, "61 znak"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    session: Session, signed_in_as: SignIn, cast: Cast, typed: dict[str, str], said: str
) -> None:
    answer = signed_in_as(cast.carla).post(PEOPLE, data={**TYPED, **typed})
    text = Page(answer.get_data(as_text=True)).text
    assert answer.status_code == 422
    assert said in text
    assert "Zażółć gęślą jaźń; =1+1" in text
    assert targets_of(session, cast.programme) == {}


def test_frozen_figures_keep_their_target(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    make_target(session, cast.programme, Indicator.QUALIFIED_ORGANISERS, target=10)
    frozen = add(
        session,
        IndicatorSnapshot(
            programme_id=cast.programme.id,
            number=1,
            purpose=SnapshotPurpose.CHECK,
            as_of=date(2026, 10, 31),
            taken_by_id=cast.carla.id,
            taken_at=MONDAY,
            figures={"target": 10},
            digest="0" * 64,
        ),
    )
    carla = signed_in_as(cast.carla)
    said = carla.page(PAGE).text
    assert "Wyniki zamrożono 1 raz, ostatnio na dzień 31 października 2026" in said
    assert carla.post(PEOPLE, data=TYPED).status_code == 303
    session.refresh(frozen)
    assert (frozen.figures, frozen.digest) == ({"target": 10}, "0" * 64)


def test_unknown_indicators_are_not_promised(signed_in_as: SignIn, cast: Cast) -> None:
    assert signed_in_as(cast.carla).post(f"{PAGE}/happiness", data=TYPED).status_code == 404


def test_the_command_line_promises_as_much(app: Flask, session: Session, cast: Cast) -> None:
    given = ["programmes", "promise", cast.programme.code, "qualified_organisers", "12"]
    given += ["--unit", "osoba", "--source", "protokół walidacji", "--base", "1"]
    apart = ["--women", "8", "--definition", "Kto umie", "--moment", "po 4 tygodniach"]
    run = app.test_cli_runner().invoke
    refused = run(args=[*given, *apart, "--men", "5"])
    assert (refused.exit_code, "have to be the target" in refused.output) == (1, True)
    assert run(args=[*given, *apart, "--men", "4"]).exit_code == 0
    session.expire_all()
    promise = targets_of(session, cast.programme)[Indicator.QUALIFIED_ORGANISERS]
    assert (promise.base, promise.target_women, promise.target_men) == (1, 8, 4)
    assert (promise.definition, promise.moment_of_measurement) == ("Kto umie", "po 4 tygodniach")
