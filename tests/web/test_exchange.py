"""Files of questions: looked at, taken away as files of the course, and given to other programs."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assessments.definitions import Quiz
from assessments.exchange import Format, Wanted, exported, imported
from content.languages import Language
from course.catalogue import Catalogue
from course.models import Person
from tests.authored import make_quiz
from tests.exchange_examples import AIKEN, GIFT
from tests.make import make_enrolment
from tests.make_study import make_consents
from tests.pages import Page, PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]
ADDRESS = "/materials/questions/import"


def send(
    client: PageClient, content: bytes, name: str = "pytania.gift", **chosen: str
) -> TestResponse:
    """As a browser sends it; Flask's own way would leave a large file open."""
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in chosen.items()
    ]
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"".join([*parts, head.encode(), content, b"\r\n--x--\r\n"])
    return client.post(ADDRESS, data=body, content_type="multipart/form-data; boundary=x")


def page_of(response: TestResponse) -> Page:
    return Page(response.get_data(as_text=True))


def carried(page: Page) -> str:
    [field] = [one for one in page.root.iter("input") if one.get("name") == "quiz"]
    return field.get("value") or ""


def fault_beside_the_field(response: TestResponse) -> str:
    """The sentence beside the field of the file."""
    page = page_of(response)
    [said] = [one for one in page.root.iter() if one.get("id") == "file-fault"]
    return " ".join("".join(said.itertext()).split())


def test_a_file_is_shown_with_right_answers_and_losses(ben: PageClient) -> None:
    response = send(ben, GIFT.encode(), module="m2")
    assert response.status_code == 200
    page = page_of(response)
    assert "15 pytań. Prawidłowe odpowiedzi są zaznaczone." in page.text
    assert "yellow, dobra odpowiedź" in page.text
    assert "red, dobra odpowiedź" not in page.text
    assert "M2.E1" in page.text
    assert "Plik przekaż osobie, która prowadzi treść kursu." in page.text
    assert "Wiersz 22: Odpowiedź „1822:2” pominięto" in page.text


def test_it_is_taken_away_as_a_file_of_the_course(ben: PageClient) -> None:
    shown = page_of(send(ben, AIKEN.encode(), "x.txt", module="m4", outcome="M4.E2", language="en"))
    taken = ben.post(f"{ADDRESS}/yaml", data={"quiz": carried(shown)})
    assert taken.headers["Content-Disposition"] == "attachment; filename=m4.yaml"
    assert taken.mimetype == "application/yaml"
    found = imported(taken.data, Format.YAML, Wanted())
    assert found.quiz is not None
    assert (found.quiz.module, found.quiz.outcomes) == ("m4", ("M4.E2",))


def test_what_comes_back_changed_is_refused(ben: PageClient) -> None:
    assert ben.post(f"{ADDRESS}/yaml", data={"quiz": "slug: x"}).status_code == 422
    assert ben.post(f"{ADDRESS}/yaml").status_code == 422


@pytest.mark.parametrize("language", Language)
def test_all_kinds_are_shown(ben: PageClient, course: Catalogue, language: Language) -> None:
    for quiz in (make_quiz(), course.quizzes["m3"]):
        with ben.session_transaction() as cookie:
            cookie["language"] = language.value
        content = as_moodle(quiz)
        page = page_of(send(ben, content, "m3.xml"))
        for question in quiz.questions:
            assert " ".join(question.prompt.in_language(language).split()) in page.text.replace(
                "\N{NO-BREAK SPACE}", " "
            )


def as_moodle(quiz: Quiz) -> bytes:
    return exported(quiz, Format.MOODLE_XML, Language.PL).text.encode()


LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'
XXE = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'


@pytest.mark.parametrize(
    ("content", "name", "polish"),
    [
        (b"", "a.gift", "Plik jest pusty."),
        (LAUGHS, "a.xml", "Plik deklaruje typ dokumentu lub encje."),
        (XXE, "a.xml", "Plik deklaruje typ dokumentu lub encje."),
        (b"x" * (5 * 1024 * 1024 + 1), "a.gift", "Plik jest za duży. Mieści się 5 MB."),
        (b"a\n\xd0\xf0\xff\x81", "a.gift", "To nie jest tekst, który umiemy odczytać."),
        (b"%PDF-1.7", "a.pdf", "Nie znamy tego formatu."),
        (b"<quiz>", "a.xml", "XML jest uszkodzony w kolumnie"),
    ],
)
def test_hostile_files_get_a_clear_sentence_beside_the_field(
    ben: PageClient, content: bytes, name: str, polish: str
) -> None:
    response = send(ben, content, name)
    assert response.status_code == 422
    assert polish in fault_beside_the_field(response)


def test_fifty_megabytes_are_refused_beside_the_field(
    ben: PageClient, client: PageClient, signed_in_as: SignIn, cast: Cast
) -> None:
    ben.page(ADDRESS)
    response = send(ben, b"x" * 50_000_000)
    assert response.status_code == 413
    assert "Plik jest za duży. Mieści się 5 MB." in fault_beside_the_field(response)
    for other in (client, signed_in_as(cast.ana)):
        refused = send(other, b"x" * 50_000_000)
        assert refused.status_code in {401, 403, 413}
        assert ADDRESS not in refused.get_data(as_text=True)


def test_an_old_polish_encoding_is_read_and_named(ben: PageClient) -> None:
    page = page_of(send(ben, "Zażółć gęślą jaźń {T}".encode("cp1250")))
    assert "Zażółć gęślą jaźń" in page.text
    assert "Windows-1250" in page.text


def test_every_fault_is_named_by_its_line(ben: PageClient) -> None:
    response = send(ben, b"a {~b ~c}\n\nd {#much}\n\ne {\n")
    assert response.status_code == 422
    text = page_of(response).text
    assert "Wiersz 1: Żadna odpowiedź" in text
    assert "„much” to nie liczba" in text
    assert re.search(r"Wiersz\s5", text)
    rules = send(ben, b"slug: x", "a.yaml")
    assert 'lang="en">missing "module"' in rules.get_data(as_text=True).replace("&#34;", '"')


def test_no_file_and_strange_choices(ben: PageClient) -> None:
    ben.page(ADDRESS)
    assert fault_beside_the_field(ben.post(ADDRESS)) == "Dodaj plik."
    response = send(ben, b"x {T}", kind="exe", language="de", module="m99", outcome="M9.E9")
    assert response.status_code == 200
    assert "M1.E1" in page_of(response).text
    chosen = send(ben, b"x\nA. a\nB. b\nANSWER: A", "a.csv", kind="aiken")
    assert chosen.status_code == 200


def test_a_quiz_too_large_for_a_page_is_not_carried(ben: PageClient) -> None:
    text = "".join(f"{'x' * 9000} {number} {{T}}\n\n" for number in range(70))
    response = send(ben, text.encode())
    assert response.status_code == 200
    assert "Podziel plik" in page_of(response).text
    assert "quiz" not in {one.get("name") for one in page_of(response).root.iter("input")}


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("gift", "text/plain"),
        ("aiken", "text/plain"),
        ("xml", "application/xml"),
        ("csv", "text/csv"),
        ("yaml", "application/yaml"),
    ],
)
def test_a_bank_is_given_to_other_programs(
    ben: PageClient, course: Catalogue, kind: str, media_type: str
) -> None:
    response = ben.get(f"/materials/m3/questions.{kind}")
    assert (response.status_code, response.mimetype) == (200, media_type)
    name = "m3.yaml" if kind == "yaml" else f"pytania-m3.{kind}"
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert response.headers["Cache-Control"] == "private, no-store"
    found = imported(response.data, Format(kind), Wanted())
    assert found.quiz is not None
    if kind in {"xml", "yaml"}:
        assert found.quiz == course.quizzes["m3"]
    if kind == "csv":
        assert not re.search(rb'(^|;)"?[=+@-]', response.data, re.MULTILINE)


def test_banks_and_formats_that_do_not_exist(ben: PageClient) -> None:
    for address in ("/materials/m99/questions.xml", "/materials/m3/questions.pdf"):
        assert ben.get(address).status_code == 404


def test_a_bank_leads_to_its_files(ben: PageClient) -> None:
    links = ben.page("/materials/questions/m3").links()
    assert {ADDRESS, *(f"/materials/m3/questions.{one}" for one in ("xml", "gift", "csv"))} <= set(
        links
    )


def test_a_quiz_to_try_out_has_its_bank_too(ben: PageClient, course: Catalogue) -> None:
    assert "/materials/questions/start" in ben.page("/materials").links()
    bank = ben.page("/materials/questions/start")
    assert "zawsze te same" in bank.text
    assert "/materials/start/questions.xml" in bank.links()
    response = ben.get("/materials/start/questions.yaml")
    found = imported(response.data, Format.YAML, Wanted())
    assert found.quiz == course.quizzes["start"]
    tried = ben.get("/quizzes/start/preview", follow_redirects=True)
    assert "losowane" not in tried.get_data(as_text=True)


def test_a_trainer_who_studies_elsewhere_gets_no_key(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    make_consents(session, make_enrolment(session, cast.cohort, cast.ben), cast.ben)
    assert ben.get(ADDRESS).status_code == 404
    assert ben.get("/materials/m3/questions.xml").status_code == 404
    assert send(ben, b"x {T}").status_code == 404
