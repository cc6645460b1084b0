"""Harmless content under names that mean harm."""

from collections.abc import Callable, Iterator

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NAMES = (
    "../../../etc/passwd",
    "..\\..\\windows\\system32\\a.pdf",
    "/etc/shadow.pdf",
    "C:\\autoexec.pdf",
    "\\\\serwer\\udzial\\a.pdf",
    "file:///etc/passwd.pdf",
    "%2e%2e%2fa.pdf",
    "..",
    ".",
    ".htaccess",
    "CON.pdf",
    "a.pdf:strumien",
    "faktura\u202efdp.exe",
    "\u2066ukryte\u2069.pdf",
    "\ufeffbom.pdf",
    "zero\u200bszerokosci.pdf",
    "nul\x00.exe.pdf",
    "dzwonek\x07\x1b[2J.pdf",
    "a.pdf.exe",
    "<script>alert(1)<.pdf",
    "' onmouseover='alert(1).pdf",
    "{{7*7}}${7*7}.pdf",
    "=HYPERLINK(1).pdf",
    "-rf.pdf",
    "a" * 5000 + ".pdf",
    "a." + "b" * 5000,
    "e" + "\u0301" * 2000 + ".pdf",
    "\U0001f469\u200d\U0001f4bb" * 200 + ".pdf",
    "\u00a0\u2003.pdf",
    "a; filename=b.html.pdf",
    "../" * 800 + "a.pdf",
    "\ud83d.pdf",
)


def files() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    for number, name in enumerate(NAMES):
        yield f"{name[:30]!a}", name, lambda number=number: PDF + b"%%%d" % number  # type: ignore[misc]
