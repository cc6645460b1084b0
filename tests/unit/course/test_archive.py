"""A ZIP that is sent while it is made."""

import hashlib
import io
import tracemalloc
import unicodedata
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.reports.archive import (
    LONGEST_NAME,
    MOST_NAME_BYTES,
    SUMS,
    Names,
    StreamedZip,
    safe_name,
)
from tests.make import MONDAY

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Załącznik ąęśćżźńół.pdf", "Załącznik ąęśćżźńół.pdf"),
        ("Za\u0142a\u0328cznik.pdf", "Załącznik.pdf"),  # composed
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\x.pdf", "C Windows x.pdf"),
        ("a/b?c*d|e<f>g.pdf", "a b c d e f g.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),  # turned round by a sign that nobody sees
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("  .hidden. ", "hidden"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("...", "plik"),
        ("", "plik"),
        ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
    ],
)
def test_a_name_is_safe_everywhere(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@given(st.text(max_size=300))
def test_no_name_leads_out_of_its_folder_or_is_too_long(text: str) -> None:
    name = safe_name(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.strip(" .")
    assert len(name) <= LONGEST_NAME + 1
    assert len(name.encode()) <= MOST_NAME_BYTES + 1
    assert not any(unicodedata.category(sign)[0] == "C" for sign in name)
    assert name == unicodedata.normalize("NFC", name)


@given(st.lists(st.sampled_from(["a.pdf", "A.PDF", "a (2).pdf", "b", "../a.pdf"]), max_size=12))
def test_no_two_names_are_alike_in_a_folder(names: list[str]) -> None:
    given_names = Names()
    places = [given_names.place("folder", name) for name in names]
    assert len({place.casefold() for place in places}) == len(places)
    assert all(place.count("/") == 1 for place in places)


def test_what_is_sent_is_a_whole_zip_with_its_sums() -> None:
    made = StreamedZip()
    parts = [*made.add("łąka.txt", [b"a", b"b"], at=MONDAY), *made.end(at=MONDAY)]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(parts)))
    assert archive.testzip() is None
    assert archive.read("łąka.txt") == b"ab"
    assert archive.getinfo("łąka.txt").flag_bits & 0x800  # the name is said to be UTF-8
    assert archive.read(SUMS).decode() == f"{hashlib.sha256(b'ab').hexdigest()}  łąka.txt\n"


def test_memory_holds_no_whole_file() -> None:
    def content() -> Iterator[bytes]:
        block = bytes(range(256)) * 1024
        for _ in range(120):  # 30 MB
            yield block

    def send() -> int:
        made, sent = StreamedZip(), 0
        for number in range(2):
            sent += sum(map(len, made.add(f"{number}.bin", content(), at=MONDAY)))
        return sent + sum(map(len, made.end(at=MONDAY)))

    tracemalloc.start()
    try:
        send()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * MEGABYTE
