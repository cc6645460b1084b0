"""What makes the course an app on a phone: its manifest, its worker, and lists of what to keep."""

import json
from hashlib import sha256

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from content.languages import Language
from course.catalogue import catalogue
from course.terms import FieldEntryKind
from course.web.access import public, signed_in
from course.web.i18n import language as language_here
from course.web.i18n import speaking
from course.web.lesson_page import lesson_href
from course.web.materials import module_called
from course.web.offline.blueprint import bp
from course.web.offline.version import version_here
from course.web.reader import standing_or_reader

PRACTICE = "practice"

# What the pages without network name, and so every phone keeps; a test follows their imports.
SHEETS = (
    "tokens",
    "dark",
    "contrast",
    "base",
    "layout",
    "components",
    "journal",
    "lesson",
    "print",
)
SCRIPTS = (
    *("autosave", "delivery", "drafts", "fields", "glossary_words", "here", "journal", "kept"),
    *("lesson", "lesson_notes", "listening", "network", "outbox", "saving_form", "sending"),
    *("signing_in", "states", "worker_here"),
)
FILES = (
    *(f"css/{name}.css" for name in SHEETS),
    *(f"js/{name}.js" for name in SCRIPTS),
    *("favicon.svg", "fonts/course-sans.woff2"),
)


@bp.get("/manifest.webmanifest")
@public
def manifest() -> ResponseReturnValue:
    """How a phone shows the course among its apps."""
    icons = [
        {"src": _static(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        | ({"purpose": "maskable"} if name.startswith("whole") else {})
        for name, size in (("icon-192", 192), ("icon-512", 512), ("whole-512", 512))
    ]
    told = {
        "id": "/",
        "name": "Społecznie Zorganizowani",
        "short_name": "Organizator",
        "description": speaking().gettext("The course that trains Social Organisers."),
        "lang": language_here().value,
        "start_url": url_for("pages.home"),
        "scope": url_for("pages.home"),
        "display": "standalone",
        "background_color": "#f8f5ee",
        "theme_color": "#0b5a5e",
        "icons": icons,
    }
    body = json.dumps(told, ensure_ascii=False)
    return Response(body, mimetype="application/manifest+json")


@bp.get("/sw.js")
@public
def worker() -> ResponseReturnValue:
    """The worker: a line that changes with every edition, and the script that does the work."""
    pages = [url_for(".page", language=language.value) for language in Language]
    told = {
        "version": version_here(),
        "build": current_app.config["BUILD"],
        "pages": pages,
        "files": [*(_static(name) for name in FILES), *_beside()],
        "signIn": url_for("people.sign_in"),
        "signOut": url_for("people.sign_out"),
    }
    script = json.dumps(_static("js/worker.js"))
    body = f"const COURSE = {json.dumps(told)};\nimportScripts({script});\n"
    response = Response(body, mimetype="text/javascript")
    response.set_etag(sha256(body.encode()).hexdigest()[:32])
    return response.make_conditional(request)


@bp.get("/offline/<any(pl, en):language>/sets/<name>")
@signed_in
def saved_set(language: str, name: str) -> ResponseReturnValue:
    """The pages of a module, or the blank records of practice, that are kept or go together."""
    told = _practice(language) if name == PRACTICE else _module(language, name)
    return {"version": version_here(), "build": current_app.config["BUILD"], **told}


def _practice(language: str) -> dict[str, object]:
    kinds = [kind.value for kind in FieldEntryKind]
    return {
        "title": "",
        "lessons": [],
        "pages": [url_for(".entry", language=language, kind=kind) for kind in kinds],
    }


def _module(language: str, slug: str) -> dict[str, object]:
    module, spoken = module_called(slug), Language(language)
    standing_or_reader().check_module(catalogue().curriculum, module)
    names = [one.slug.partition("/")[2] for one in module.lessons]
    return {
        "title": f"{module.number}. {module.title.in_language(spoken)}",
        "lessons": [
            {"href": lesson_href(one), "title": one.title.in_language(spoken)}
            for one in module.lessons
        ],
        "pages": [
            *(url_for(".lesson", language=language, module=slug, lesson=name) for name in names),
            url_for(".glossary", language=language),
        ],
    }


def _beside() -> list[str]:
    """What lessons show beside their files: icons, and what scripts put into a lesson."""
    build = current_app.config["BUILD"]
    parts = [url_for("notes.parts", build=build, lang=language.value) for language in Language]
    return [url_for("pages.icons", build=build), *parts]


def _static(name: str) -> str:
    return url_for("static", filename=name)
