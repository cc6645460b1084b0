"""Strangers who ask about certificates, each from an address of their own."""

from werkzeug.test import TestResponse

from course.codes import CERTIFICATE_SIGNS, new_code
from tests.pages import Page, PageClient

HOME, OFFICE = "203.0.113.7", "198.51.100.1"


def ask(client: PageClient, code: str, where: str = HOME, name: str = "") -> TestResponse:
    place = {"REMOTE_ADDR": where}
    if name:
        return client.post(f"/v/{code}", data={"name": name}, environ_base=place)
    return client.get(f"/v/{code}", environ_base=place)


def guess(client: PageClient, times: int, where: str = HOME) -> list[int]:
    unknown = [new_code(CERTIFICATE_SIGNS) for _ in range(times)]
    return [ask(client, code, where).status_code for code in unknown]


def said(answer: TestResponse) -> str:
    return Page(answer.get_data(as_text=True)).text
