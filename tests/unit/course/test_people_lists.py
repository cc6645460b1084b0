"""Lists of people as offices save them."""

import io
import struct
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from course.models import Enrolment, Person
from course.terms import AddressForm
from course.web.forms.newcomers import Fate, as_text, from_text, judge_rows
from course.web.forms.people_lists import (
    MOST_BYTES,
    ListedPerson,
    UnreadableList,
    read_people_list,
)

TEXT = "Imię;Nazwisko;E-mail;Forma\nŁucja;Ćwikła;lucja@example.org;Pani\nZenon;Żąś;;pan\n"
PEOPLE = (
    ListedPerson(2, "Łucja Ćwikła", "lucja@example.org", "Pani"),
    ListedPerson(3, "Zenon Żąś", "", "pan"),
)


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def code_of(content: bytes) -> str:
    with pytest.raises(UnreadableList) as refused:
        read_people_list(content)
    return refused.value.fault.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_way_to_save_a_csv_is_read(encoding: str, delimiter: str, line_end: str) -> None:
    content = TEXT.replace(";", delimiter).replace("\n", line_end).encode(encoding)
    assert read_people_list(content) == PEOPLE


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("imię i nazwisko;e-mail", "Łucja Ćwikła;lucja@example.org"),
        ("IMIĘ I NAZWISKO ; Adres e-mail:", '" Łucja   Ćwikła ";lucja@example.org'),
        ("Nazwisko i imię;mail", "Ćwikła Łucja;lucja@example.org"),
        ("Lp.;Nazwisko;Imię;Telefon;email", "1;Ćwikła;Łucja;600;lucja@example.org"),
        ("First name;Last name;Email address", "Łucja;Ćwikła;lucja@example.org"),
        ("Full_name;E-Mail", "Łucja Ćwikła;lucja@example.org"),
        ("\n;;\nosoba;email", "Łucja Ćwikła;lucja@example.org"),
    ],
)
def test_headings_are_recognised(headings: str, row: str) -> None:
    [person] = read_people_list(f"{headings}\n{row}\n;;\n".encode())
    assert (person.name, person.email) == ("Łucja Ćwikła", "lucja@example.org")


def test_a_workbook_is_read() -> None:
    rows: list[list[object]] = [
        ["Imię", "Nazwisko", "E-mail", "Forma"],
        ["Łucja", "Ćwikła", "lucja@example.org", "Pani"],
        ["Zenon", "Żąś", None, "pan"],
        [None, None, None, None],
    ]
    assert read_people_list(workbook(rows)) == PEOPLE


def test_names_across_lines_and_with_formulas_stay_text() -> None:
    text = 'imię i nazwisko;e-mail\n"Łucja\nĆwikła";x\n=1+1;y\n'
    assert [one.name for one in read_people_list(text.encode())] == ["Łucja Ćwikła", "=1+1"]


def test_what_is_no_list_is_refused_with_its_reason() -> None:
    assert code_of(b"") == "file_empty"
    assert code_of(b"\n;;\n") == "file_empty"
    assert code_of(b"x" * (MOST_BYTES + 1)) == "file_too_large"
    assert code_of(b"telefon;miasto\n1;2") == "no_headings"
    assert code_of("imię;e-mail\nJan;x".encode()) == "no_headings"
    assert code_of("imię i nazwisko\n".encode()) == "no_people"
    assert code_of(b"\xd0\xcf\x11\xe0\x00\x00") == "list_kind"  # XLS
    assert code_of(b"PK\x03\x04 torn") == "list_kind"
    many = "imię i nazwisko\n" + "Jan Bąk\n" * 501
    assert code_of(many.encode()) == "too_many_people"
    assert len(read_people_list(("imię i nazwisko\n" + "Jan Bąk\n" * 500).encode())) == 500


def test_an_archive_that_swells_is_not_opened() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (25 * 1024 * 1024))
    assert code_of(file.getvalue()) == "file_too_large"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", b"no workbook")
    assert code_of(other.getvalue()) == "list_kind"


def test_an_archive_that_lies_about_its_size_is_cut_off() -> None:
    swollen = 256 * 1024 * 1024
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", bytes(swollen))
    lying = file.getvalue().replace(struct.pack("<L", swollen), struct.pack("<L", 100))
    tracemalloc.start()
    assert code_of(lying) == "list_kind"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 * 1024 * 1024
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("[Content_Types].xml", b"x")
    assert code_of(file.getvalue()) == "list_kind"


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_refused(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", "imię i nazwisko;e-mail\n".encode()):
        with suppress(UnreadableList):
            assert read_people_list(start + content)


def judged(*people: ListedPerson, known: frozenset[str] = frozenset()) -> list[Fate]:
    enrolled = [
        Enrolment(person=Person(name="Ana Bąk", email="ana@example.org")),
        Enrolment(person=Person(name="Ewa Gęś", email=None)),
    ]
    return [row.fate for row in judge_rows(people, enrolled=enrolled, known=known)]


def test_each_row_has_its_fate() -> None:
    fates = judged(
        ListedPerson(2, "Nowa Osoba", "nowa@example.org", ""),
        ListedPerson(3, "Znana Osoba", "Znana@Example.org", "pani"),
        ListedPerson(4, "Ana Bąk", "ANA@example.org", "pani"),
        ListedPerson(5, "Inna Nowa", "nowa@example.org ", "ż"),
        ListedPerson(6, "Bez Adresu", "", "M."),
        ListedPerson(7, "bez  adresu", "", ""),
        ListedPerson(8, "EWA GĘŚ", "", ""),
        ListedPerson(9, "", "x@example.org", ""),
        ListedPerson(10, "Zły Adres", "x@", ""),
        ListedPerson(11, "Zła Forma", "y@example.org", "jaśnie pan"),
        ListedPerson(12, "D" * 201, "", ""),
        known=frozenset({"znana@example.org"}),
    )
    assert fates == [
        Fate.NEW,
        Fate.KNOWN,
        Fate.ENROLLED,
        Fate.REPEATED,
        Fate.NEW,
        Fate.REPEATED,
        Fate.ENROLLED,
        *[Fate.BROKEN] * 4,
    ]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Pani", AddressForm.FEMININE),
        ("żeńska", AddressForm.FEMININE),
        ("K", AddressForm.FEMININE),
        ("Ms", AddressForm.FEMININE),
        ("pan", AddressForm.MASCULINE),
        ("Mr.", AddressForm.MASCULINE),
        ("", AddressForm.NEUTRAL),
        ("neutralna", AddressForm.NEUTRAL),
    ],
)
def test_forms_of_address_are_recognised(written: str, form: AddressForm) -> None:
    [row] = judge_rows([ListedPerson(2, "Jan Bąk", "", written)], enrolled=[], known=())
    assert row.address_form is form


def test_the_preview_carries_the_list_unchanged() -> None:
    assert from_text(as_text(PEOPLE)) == PEOPLE


@pytest.mark.parametrize(
    "carried",
    [
        "",
        "{}",
        "[]",
        "[1]",
        '[["x", "a", "b", "c"]]',
        '[[Infinity, "a", "b", "c"]]',
        "[[1, 2]]",
        "null",
        "[" * 100_000,
    ],
    ids=lambda carried: carried[:30],
)
def test_a_list_that_was_tampered_with_is_no_list(carried: str) -> None:
    assert from_text(carried) is None
