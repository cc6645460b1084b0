"""A credential goes into pictures, drawings and papers, and comes out as it went in."""

import gzip
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from course.credentials import pdf, png, svg
from course.credentials.award import credential_of
from course.credentials.badge import DRAWING, PICTURE, badge_png, badge_svg
from course.credentials.carriers import Carrier, carrier_of, credential_in
from course.credentials.documents import LARGEST_BYTES, BadDocument, read_document, written
from tests.make_credentials import make_award, make_issuer

CREDENTIAL = credential_of(make_award(), make_issuer())
TEXT = written(CREDENTIAL)
LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))


def chunk(kind: bytes, body: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + crc


def picture_with(*chunks: bytes) -> bytes:
    """The badge with more chunks after its header."""
    header = len(png.SIGNATURE) + 25
    return PICTURE[:header] + b"".join(chunks) + PICTURE[header:]


def paper_with(*attached: tuple[str, bytes], packed: bool = False) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    for place, (name, content) in enumerate(attached):
        stored = pikepdf.AttachedFileSpec(document, content, filename=name)
        document.attachments[name if not place else f"{name}{place}"] = stored
    written_to = BytesIO()
    document.save(written_to, compress_streams=packed)
    return written_to.getvalue()


# What goes in comes out
def test_the_badge_carries_the_credential() -> None:
    assert credential_in(badge_png(CREDENTIAL)) == CREDENTIAL
    assert credential_in(badge_svg(CREDENTIAL)) == CREDENTIAL
    assert credential_in(TEXT) == CREDENTIAL
    assert credential_in(paper_with(("credential.json", TEXT))) == CREDENTIAL
    assert credential_in(paper_with(("credential.json", TEXT), packed=True)) == CREDENTIAL


@given(st.binary(max_size=2_000))
def test_a_picture_gives_back_any_bytes(content: bytes) -> None:
    baked = png.bake(PICTURE, content)
    assert png.unbake(baked) == content
    with Image.open(BytesIO(baked)) as picture, Image.open(BytesIO(PICTURE)) as bare:
        assert picture.size == bare.size == (600, 600)


@given(LETTERS)
def test_a_drawing_gives_back_any_text(text: str) -> None:
    baked = svg.bake(DRAWING, text)
    assert svg.unbake(baked.encode()).decode() == text
    first = ET.fromstring(baked)[0]  # noqa: S314 -- our own drawing
    assert first.tag == "{https://purl.imsglobal.org/ob/v3p0}credential"


@pytest.mark.parametrize("text", ["]]>", "]]]]>>", "<![CDATA[]]>", "&amp;<b/>", "]]>]]>"])
def test_the_end_of_cdata_is_only_text(text: str) -> None:
    assert svg.unbake(svg.bake(DRAWING, text).encode()).decode() == text


# Once, where the specification wants it
def test_a_picture_is_never_baked_twice() -> None:
    again = png.bake(png.bake(PICTURE, b'{"old": 1}'), TEXT)
    assert again == png.bake(PICTURE, TEXT)
    assert again.count(png.KEYWORD) == 1


def test_a_drawing_is_never_baked_twice() -> None:
    with pytest.raises(BadDocument):
        svg.bake(svg.bake(DRAWING, "{}"), "{}")


def test_the_text_is_not_compressed_and_other_programs_find_it() -> None:
    baked = badge_png(CREDENTIAL)
    assert TEXT in baked
    with Image.open(BytesIO(baked)) as picture:
        picture.load()
        assert read_document(picture.info["openbadgecredential"].encode()) == CREDENTIAL


# Hostile files
ITXT = png.KEYWORD + b"\0\0\0\0\0{}"
BAD_PICTURES: dict[str, bytes] = {
    "no PNG": b"GIF89a",
    "no credential": PICTURE,
    "two credentials": picture_with(chunk(b"iTXt", ITXT), chunk(b"iTXt", ITXT)),
    "compressed": picture_with(chunk(b"iTXt", png.KEYWORD + b"\0\1\0\0\0" + zlib.compress(b"{}"))),
    "a compressed bomb": picture_with(
        chunk(b"iTXt", png.KEYWORD + b"\0\1\0\0\0" + zlib.compress(b" " * 10**7))
    ),
    "without its ends": picture_with(chunk(b"iTXt", png.KEYWORD + b"\0\0\0pl")),
    "too large": picture_with(chunk(b"iTXt", ITXT + b" " * LARGEST_BYTES)),
    "cut": PICTURE[:200],
    "only its mark": png.SIGNATURE,
    "a wrong sum": picture_with(chunk(b"iTXt", ITXT)[:-1] + b"?"),
    "a length beyond the end": png.SIGNATURE + b"\xff\xff\xff\xff" + b"IHDR" + bytes(20),
    "after its end": PICTURE + chunk(b"iTXt", ITXT),
    "many chunks": png.SIGNATURE + chunk(b"tEXt", b"") * (png.MOST_CHUNKS + 1),
}
OPEN = f'<svg xmlns="{svg.SVG}" xmlns:o="{svg.NAMESPACE}">'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BAD_DRAWINGS: dict[str, bytes] = {
    "no credential": DRAWING.encode(),
    "two credentials": f"{OPEN}<o:credential>{{}}</o:credential>"
    "<o:credential>{}</o:credential></svg>".encode(),
    "no SVG": f'<html xmlns:o="{svg.NAMESPACE}"><o:credential>{{}}</o:credential></html>'.encode(),
    "cut": f"{OPEN}<o:credential>{{}}".encode(),
    "another namespace": b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="x">'
    b"<o:credential>{}</o:credential></svg>",
    "elements within": f"{OPEN}<o:credential>{{}}<g/></o:credential></svg>".encode(),
    "too large": f"{OPEN}<o:credential>{' ' * (LARGEST_BYTES + 1)}</o:credential></svg>".encode(),
    "a thousand million laughs": (
        f'<!DOCTYPE svg [<!ENTITY a0 "x">{LAUGHS}]>{OPEN}<o:credential>&a11;</o:credential></svg>'
    ).encode(),
    "a file from outside": (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{OPEN}'
        "<o:credential>&x;</o:credential></svg>"
    ).encode(),
    "zeros": b"<" + bytes(100),
}
BAD_PAPERS: dict[str, bytes] = {
    "no attachment": paper_with(),
    "another attachment": paper_with(("invoice.json", TEXT)),
    "a bomb": paper_with(("credential.json", b" " * 30_000_000), packed=True),
    "too large": paper_with(("credential.json", b" " * (LARGEST_BYTES + 1))),
    "only its mark": b"%PDF-1.7",
    "cut": paper_with(("credential.json", TEXT))[:600],
    "random": b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "beyond the size": b"%PDF-1.7\n" + bytes(pdf.LARGEST_PDF),
    "round in circles": b"%PDF-1.7\n1 0 obj<</Names 1 0 R/Type/Catalog/EmbeddedFiles 1 0 R"
    b"/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
}


@pytest.mark.parametrize(
    ("unbake", "content"),
    [
        *((png.unbake, content) for content in BAD_PICTURES.values()),
        *((svg.unbake, content) for content in BAD_DRAWINGS.values()),
        *((pdf.unbake, content) for content in BAD_PAPERS.values()),
    ],
    ids=[
        *(f"picture {name}" for name in BAD_PICTURES),
        *(f"drawing {name}" for name in BAD_DRAWINGS),
        *(f"paper {name}" for name in BAD_PAPERS),
    ],
)
def test_a_hostile_file_carries_nothing(unbake: Callable[[bytes], bytes], content: bytes) -> None:
    with pytest.raises(BadDocument):
        unbake(content)


@given(st.binary(max_size=400), st.sampled_from([png.SIGNATURE, b"%PDF-", b"<svg"]))
def test_noise_carries_nothing(noise: bytes, start: bytes) -> None:
    with pytest.raises(BadDocument):
        credential_in(start + noise)


@given(st.integers(min_value=0, max_value=len(TEXT) * 8 - 1))
def test_a_bit_that_was_turned_in_the_picture_is_noticed(bit: int) -> None:
    baked = bytearray(png.bake(PICTURE, TEXT))
    place = baked.index(TEXT)
    baked[place + bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadDocument):
        png.unbake(bytes(baked))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PICTURE, Carrier.PNG),
        (DRAWING.encode(), Carrier.SVG),
        (b'<?xml version="1.0"?><svg/>', Carrier.SVG),
        (b"%PDF-1.7", Carrier.PDF),
        (b"\n {}", Carrier.JSON),
        (b"[]", None),
        (gzip.compress(TEXT), None),
        (b"", None),
    ],
)
def test_a_file_is_what_it_begins_with(content: bytes, kind: Carrier | None) -> None:
    assert carrier_of(content) is kind
