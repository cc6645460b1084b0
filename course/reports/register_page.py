"""The register as one page that answers offline: the signed bytes, our look and a small script."""

import hashlib
from base64 import b64encode

from markupsafe import Markup

from content.languages import Language
from course.language import voice
from course.templating import TEMPLATES, paper_environment

SHEETS = TEMPLATES.parent / "static" / "css"
SCRIPTS = ("sha256.js", "names.js", "page.js")


def register_html(content: bytes, signature: bytes) -> bytes:
    """The page around a signed register, in Polish and in English.

    Its policy lets only this style and this script run, and nothing be fetched.
    """
    style, script = _style(), _script()
    page = paper_environment(Language.PL).get_template("register/page.html")
    whole = page.render(
        # our own files and figures: none holds anything that a person typed
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        register=Markup(content.decode("ascii")),  # noqa: S704
        signature=b64encode(signature).decode(),
        style_hash=_hash_of(style),
        script_hash=_hash_of(script),
        without_scripts=[(language, _without_scripts(language)) for language in Language],
        editions=[_edition(language) for language in Language],
    )
    return whole.encode()


def _edition(language: Language) -> Markup:
    environment = paper_environment(language)
    # rendered with autoescape
    return Markup(environment.get_template("register/edition.html").render())  # noqa: S704


def _without_scripts(language: Language) -> str:
    say = voice(language).gettext
    return say("This page answers only with JavaScript switched on.")


def _style() -> str:
    """Our sheets without the font: the page stays small, and the system's own fits as well."""
    dark = f"@media screen and (prefers-color-scheme:dark){{{_sheet('dark')}}}"
    rest = (_sheet(name) for name in ("base", "layout", "components", "print"))
    return "\n".join([_sheet("tokens"), dark, *rest])


def _sheet(name: str) -> str:
    lines = (SHEETS / f"{name}.css").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if "url(" not in line)


def _script() -> str:
    return "".join(_source(name) for name in SCRIPTS)


def _source(name: str) -> str:
    return (TEMPLATES / "register" / name).read_text(encoding="utf-8")


def _hash_of(text: str) -> str:
    """As a policy names a style or a script."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
