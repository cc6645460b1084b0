"""Content of other kinds under the names of kinds that are taken."""

import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping

from PIL import Image

FULL_SIZE = bool(os.environ.get("FULL_SIZE"))
SCRIPT = b"<script>alert(document.cookie)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + SCRIPT + b"</svg>"
HTML = b"<!doctype html><title>x</title>" + SCRIPT


def picture(kind: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(written, kind)
    return written.getvalue()


def tar() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return written.getvalue()


def zipped(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, "x")
    return written.getvalue()


CONTENTS: Mapping[str, bytes] = {
    "SVG with a script": SVG,
    "SVG after an XML head": b"<?xml version='1.0'?>" + SVG,
    "HTML": HTML,
    "HTML after spaces": b" \r\n\t" * 300 + HTML,
    "HTML in UTF-16": HTML.decode().encode("utf-16"),
    "HTML in UTF-7": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "XHTML": b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>" + SCRIPT,
    "MHTML": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + HTML,
    "mail": b"From: a@example.org\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n" + HTML,
    "XSL": b"<?xml version='1.0'?><xsl:stylesheet version='1.0'/>",
    "PHP": b"<?php system($_GET['c']); ?>",
    "shell script": b"#!/bin/sh\nrm -rf /\n",
    "batch file": b"@echo off\r\ndel /q *\r\n",
    "VBScript": b'CreateObject("WScript.Shell").Run "calc"',
    "shortcut": b"[InternetShortcut]\r\nURL=file://evil/share\r\n",
    "EXE": b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200) + b"PE\0\0" + bytes(300),
    "ELF": b"\x7fELF\x02\x01\x01" + bytes(200),
    "Mach-O": b"\xcf\xfa\xed\xfe" + bytes(200),
    "Java class": b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + bytes(200),
    "LNK": b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(200),
    "OLE document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "RTF with an object": rb"{\rtf1{\object\objocx{\*\objdata 0105}}}",
    "JAR": zipped("META-INF/MANIFEST.MF"),
    "APK": zipped("AndroidManifest.xml"),
    "XLSX": zipped("xl/workbook.xml"),
    "EPUB": zipped("META-INF/container.xml"),
    "tar with a link": tar(),
    "gzip": gzip.compress(HTML),
    "gzip bomb": gzip.compress(bytes(20_000_000)),
    "bzip2": b"BZh91AY&SY" + bytes(100),
    "xz": b"\xfd7zXZ\x00" + bytes(100),
    "7z": b"7z\xbc\xaf'\x1c" + bytes(100),
    "RAR": b"Rar!\x1a\x07\x01\x00" + bytes(100),
    "CAB": b"MSCF\0\0\0\0" + bytes(100),
    "GIF": picture("GIF"),
    "GIF and script": b"GIF89a/*" + bytes(4) + b"*/=1;alert(1)//",
    "BMP": picture("BMP"),
    "TIFF": picture("TIFF"),
    "ICO": picture("ICO"),
    "PSD": b"8BPS\x00\x01" + bytes(6) + b"\x00\x03" + bytes(60),
    "JPEG 2000": b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(80),
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run\n",
    "SWF": b"CWS\x0a" + bytes(100),
    "WebAssembly": b"\0asm\x01\0\0\0" + bytes(40),
    "SQLite": b"SQLite format 3\0" + bytes(200),
    "MP4": b"\0\0\0\x18ftypisom\0\0\0\0isomavc1" + bytes(100),
    "MP3": b"ID3\x03\0\0\0\0\0\0" + bytes(100),
    "noise": bytes((7 * number * number) % 251 for number in range(5000)),
    "one byte": b"\x00",
    "a letter": b"a",
    "nothing": b"",
}
NAMES = ("dowod.jpg", "dowod.pdf", "dowod.docx", "dowod.txt")


def files() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    for number, (about, content) in enumerate(CONTENTS.items()):
        for name in NAMES if FULL_SIZE else NAMES[number % len(NAMES) :][:1]:
            yield f"{about} as {name[-4:]}", name, lambda content=content: content  # type: ignore[misc]
