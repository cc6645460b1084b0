"""`flask register …`: the register of certificates as files that outlive this server."""

import hashlib
import os
from collections import Counter
from pathlib import Path
from tempfile import NamedTemporaryFile

import click
from flask.cli import AppGroup

from course.actions.register import note_register_exported
from course.clock import now
from course.credentials.keys import multikey
from course.database import reading, writing
from course.issuer_keys import issuer_here
from course.queries.register import every_certificate, every_programme
from course.reports.register import register_json
from course.reports.register_page import register_html

group = AppGroup("register", help="The register of certificates, for the time after this server.")


@group.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write register.json, register.sig and register.html, which verifies offline, to FOLDER."""
    issuer, at = issuer_here(), now().replace(microsecond=0)
    certificates = every_certificate(reading())
    counts = Counter(certificate.programme_id for certificate in certificates)
    content = register_json(certificates, issuer, as_of=at)
    signature, digest = issuer.private.sign(content), hashlib.sha256(content).hexdigest()
    with writing() as session:
        note_register_exported(session, every_programme(session), counts, digest=digest, at=at)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "register.json", content)
    _write(folder / "register.sig", signature)
    _write(folder / "register.html", register_html(content, signature))
    click.echo(f"{counts.total()} certificates as of {at:%Y-%m-%d %H:%M:%S} UTC in {folder}")
    click.echo(f"signed with {issuer.method} {multikey(issuer.public[issuer.signing])}")


def _write(path: Path, content: bytes) -> None:
    """Whoever opens the file sees the old one or the new one whole."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)  # it holds nothing secret, and a web server shall read it
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
