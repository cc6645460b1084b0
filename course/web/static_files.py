"""Styles, scripts and drawings as browsers keep them: compressed once, with an address for ever."""

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from whitenoise import WhiteNoise

TEXT = {".css", ".js", ".svg"}  # fonts and pictures are compressed already
_ASKED_APART = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"}


def serve_static_files(app: Flask, folder: Path) -> None:
    """Answer for the files of a folder before the app is asked.

    The address of each carries a digest of them all, so it never changes its meaning.
    """
    app.wsgi_app = _Packed(  # type: ignore[method-assign]  # the usual way to wrap an app
        app.wsgi_app,
        root=folder,
        prefix=app.static_url_path,
        immutable_file_test=lambda _path, _url: True,  # not even asked for when a page is reloaded
        allow_all_origins=False,
        add_headers_function=_tell_of_packing,
    )


class _Packed(WhiteNoise):  # type: ignore[misc]  # WhiteNoise has no types
    """Keeps what is text compressed in memory.

    WhiteNoise itself looks for compressed files beside the plain ones: those would have to be
    written into the folder of the code, or into one that a killed process leaves behind.
    """

    def __init__(self, application: Any, **options: Any) -> None:  # noqa: ANN401 -- the base class's own
        self._packed: dict[str, tuple[list[tuple[str, str]], bytes]] = {}
        super().__init__(application, **options)

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:  # noqa: ANN401
        """Take in a file, and compress it where it is text."""
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        if Path(path).suffix in TEXT:
            body = gzip.compress(Path(path).read_bytes(), mtime=0)
            [(_, _, plain)] = self.files[url].alternatives
            headers = Headers(list(plain))
            headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(body))
            self._packed[url] = headers.items(), body

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Send it compressed to whoever can read that; anything else is WhiteNoise's."""
        packed = self._packed.get(environ.get("PATH_INFO", ""))
        takes = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        whole = environ["REQUEST_METHOD"] == "GET" and not _ASKED_APART & environ.keys()
        if packed is None or not (takes and whole):
            return super().__call__(environ, start_response)  # type: ignore[no-any-return]
        headers, body = packed
        start_response("200 OK", headers)
        return [body]


def _tell_of_packing(headers: Headers, path: str, _url: str) -> None:
    if Path(path).suffix in TEXT:
        headers["Vary"] = "Accept-Encoding"
