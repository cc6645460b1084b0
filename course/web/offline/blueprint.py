"""The blueprint of these doors, and what every edition for a phone without network carries."""

from flask import Blueprint, Response, make_response, render_template

from content.languages import Language
from course.web.i18n import speak_in
from course.web.offline.version import version_here

VERSION = "Course-Version"
"""A saved set is whole when each of its pages names the version that its list named."""

bp = Blueprint("offline", __name__)


def edition(template: str, language: str, **shown: object) -> Response:
    """A page to be kept. It names nobody and carries no token: whoever asks gets the same."""
    speak_in(Language(language))
    answer = make_response(render_template(template, **shown))
    answer.headers[VERSION] = version_here()
    return answer
