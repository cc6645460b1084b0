"""Certificates, protocols and lists as PDF, set by WeasyPrint with whole fonts of our own.

The text library that it needs (Pango) comes with the system; where it is missing, the service runs
and says that papers are unavailable. What a paper says is handed in; nothing is asked from the
network, and only our own fonts and sheets are read.
"""

from course.papers.certificates import Mark, certificate_pdf, certificates_in_one
from course.papers.qr import QrCode, qr_code
from course.papers.typesetting import has_pango, pdf_of, typesetter

__all__ = [
    "Mark",
    "QrCode",
    "certificate_pdf",
    "certificates_in_one",
    "has_pango",
    "pdf_of",
    "qr_code",
    "typesetter",
]
