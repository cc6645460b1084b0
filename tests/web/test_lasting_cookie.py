"""A cookie that lasts is signed anew once a day: two weeks count from the last visit."""

from collections.abc import Callable
from datetime import timedelta

import time_machine

from tests.make import MONDAY
from tests.pages import PageClient
from tests.people import Cast


def test_it_is_signed_once_a_day(signed_in_as: Callable[..., PageClient], cast: Cast) -> None:
    with time_machine.travel(MONDAY, tick=False):
        ana = signed_in_as(cast.ana)
        with ana.session_transaction() as cookie:
            cookie.permanent = True
        assert "Set-Cookie" in ana.get("/account").headers
        assert "Set-Cookie" not in ana.get("/account").headers
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        assert "Set-Cookie" in ana.get("/account").headers


def test_two_weeks_count_from_the_last_visit(
    signed_in_as: Callable[..., PageClient], cast: Cast
) -> None:
    with time_machine.travel(MONDAY, tick=False):
        ana = signed_in_as(cast.ana)
        with ana.session_transaction() as cookie:
            cookie.permanent = True
    for days in (13, 26):
        with time_machine.travel(MONDAY + timedelta(days=days), tick=False):
            assert ana.get("/account").status_code == 200
    with time_machine.travel(MONDAY + timedelta(days=41), tick=False):
        assert ana.get("/account").status_code == 302


def test_a_shared_phone_gets_no_new_cookie(
    signed_in_as: Callable[..., PageClient], cast: Cast
) -> None:
    ana = signed_in_as(cast.ana)
    ana.get("/account")
    assert "Set-Cookie" not in ana.get("/account").headers
