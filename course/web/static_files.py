"""Styles, scripts and drawings as browsers keep them: compressed once, with an address for ever."""

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from whitenoise import WhiteNoise

TEXT = {".css", ".js", ".svg"}  # fonts and pictures are compressed already


def serve_static_files(app: Flask, folder: Path) -> None:
    """Answer for the files of a folder before the app is asked.

    The address of each carries a digest of them all, so it never changes its meaning. WhiteNoise
    sends the compressed file that lies beside one; they lie in a folder of this process alone,
    because that of the code may be another's, or read-only.
    """
    beside = TemporaryDirectory(prefix="course-static-")
    app.extensions["static_files"] = beside  # it is deleted with the app
    _lay_beside(folder, Path(beside.name))
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # the usual way to wrap an app
        app.wsgi_app,
        root=beside.name,
        prefix=app.static_url_path,
        immutable_file_test=lambda _path, _url: True,  # not even asked for when a page is reloaded
        allow_all_origins=False,
    )


def _lay_beside(folder: Path, beside: Path) -> None:
    """Each file where it would be looked for, and what is text compressed next to it."""
    for path in sorted(folder.rglob("*")):
        here = beside / path.relative_to(folder)
        if path.is_dir():
            here.mkdir()
            continue
        here.symlink_to(path.resolve())
        if path.suffix in TEXT:
            here.with_name(f"{here.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
