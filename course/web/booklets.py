"""Booklets as PDF, to print at home or in a shop: a module, and all words of the course.

Nobody stands in them. Each is made once and kept by what it says: whoever asks next gets the same
file, and a changed lesson makes another.
"""

import re
from hashlib import sha256
from threading import Lock

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from course.catalogue import catalogue
from course.papers import pdf_of
from course.printing import PDF
from course.settings_here import settings_here
from course.uploads import download, is_made, keep_made, place_for
from course.web.access import public, signed_in
from course.web.i18n import language, speaking
from course.web.materials import in_booklet, in_order, module_called
from course.web.reader import standing_or_reader

bp = Blueprint("booklets", __name__)

_DRAWING = re.compile(r'<svg[^>]* class="fig"[^>]*>|(?<=<figure class="map">)<svg[^>]*>')
_STYLE = (
    "<style>"
    "text{font:15px CSans;fill:#1b292e}.map text,.frame~text{font-size:12px}"
    "rect{fill:#e3efed;stroke:#0b5a5e}.frame{fill:#fff;stroke:#76848a}"
    ".t{font-weight:600;font-size:16px}.n{font-weight:600;font-size:22px}"
    ".rail{stroke:#0b5a5e;stroke-width:7;stroke-linecap:round}"
    ".last{fill:#0b5a5e;stroke:#0b5a5e}.inv{fill:#fff}"
    "</style>"
)
"""What `components.css` says of drawings: on paper a drawing sees no style but its own."""

_one_at_a_time = Lock()
"""Setting a booklet takes seconds and much memory; what is made already waits for nobody."""


@bp.get("/modules/<slug>/booklet.pdf")
@signed_in
def module(slug: str) -> ResponseReturnValue:
    """The lessons of a module with their contents, its words, and the blank form of its work."""
    found = module_called(slug)
    standing_or_reader().check_module(catalogue().curriculum, found)
    html = render_template("papers/booklet.html", **in_booklet(found))
    name = speaking().say("module-%(number)s", number=found.number)
    return _once(html, f"{name}-{language().value}.pdf")


@bp.get("/glossary.pdf")
@public
def glossary() -> ResponseReturnValue:
    """Every word of the course, on paper."""
    terms = in_order(catalogue().curriculum.terms.values())
    html = render_template("papers/glossary.html", terms=terms)
    name = speaking().gettext("glossary")
    return _once(html, f"{name}-{language().value}.pdf")


def _once(html: str, name: str) -> ResponseReturnValue:
    """The PDF of a page, made if nobody has asked for it yet."""
    html = _DRAWING.sub(lambda drawing: drawing[0] + _STYLE, html)
    folder, key = settings_here().files, f"booklet:{sha256(html.encode()).hexdigest()}"
    if not is_made(key, folder=folder):
        with _one_at_a_time:
            if not is_made(key, folder=folder):  # somebody else asked for it meanwhile
                keep_made(key, pdf_of(html), folder=folder)
    return download(place_for(key), name=name, media_type=PDF, folder=folder)
