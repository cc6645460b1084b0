"""`flask closeout`: one archive that proves the figures without the service."""

import hashlib
import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.audit import knows_hash
from course.catalogue import Catalogue
from course.models import AuditEntry, Certificate, Panel
from course.settings import Settings
from course.terms import Act, Role
from tests.make import MONDAY, make_grant, make_person, make_programme
from tests.make_demonstration import make_told

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, session: Session) -> Run:
    def invoke(*words: str) -> Result:
        session.commit()  # only releases the test's savepoint
        with time_machine.travel(MONDAY, tick=False):
            result = app.test_cli_runner().invoke(args=("closeout", *words))
        session.expire_all()
        return result

    return invoke


@pytest.fixture
def demonstration(session: Session, settings: Settings, course: Catalogue) -> None:
    make_told(session, course, settings)


def test_the_pack_proves_the_figures_without_the_service(
    session: Session, run: Run, demonstration: None, tmp_path: Path
) -> None:
    said = run("Q93873", str(tmp_path / "pack.zip"))
    assert said.exit_code == 0, said.output
    packed = zipfile.ZipFile(tmp_path / "pack.zip")
    assert packed.testzip() is None
    files = {name: packed.read(name) for name in packed.namelist()}
    what_the_sums_say(files, tmp_path)
    where_the_index_leads(files)
    what_is_in_it(session, files)
    what_the_trail_says(session, files["audyt/audit.jsonl"])


def what_the_sums_say(files: dict[str, bytes], folder: Path) -> None:
    lines = files["sumy.txt"].decode().splitlines()
    told = {line[66:]: line[:64] for line in lines}
    assert told.keys() == files.keys() - {"sumy.txt"}
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for name, digest in told.items())
    with zipfile.ZipFile(folder / "pack.zip") as packed:
        packed.extractall(folder / "out")
    subprocess.run(["sha256sum", "--check", "--quiet", "sumy.txt"], cwd=folder / "out", check=True)


def where_the_index_leads(files: dict[str, bytes]) -> None:
    tree = html5lib.parse(files["index.html"].decode(), namespaceHTMLElements=False)
    links = [unquote(link.get("href") or "") for link in tree.iter("a")]
    assert set(links) == files.keys() - {"index.html", "sumy.txt"}
    page = " ".join("".join(tree.itertext()).split())
    assert "Celina Ćwiek" in page
    assert "Anna Śliwa: " in page  # certified, and not counted
    assert not [one for one in tree.iter() if one.tag in {"script", "img", "link", "iframe"}]


def what_is_in_it(session: Session, files: dict[str, bytes]) -> None:
    certificates = session.scalars(select(Certificate)).all()
    papers = [name for name in files if name.startswith("certyfikaty/") and name.endswith(".pdf")]
    assert len(papers) == 2 * len(certificates) > 0
    protocols = [name for name in files if name.startswith("protokoly/")]
    recorded = session.scalars(select(Panel.id).where(Panel.recorded_at.is_not(None))).all()
    assert len(protocols) == len(recorded) > 0
    assert any(name.startswith("porozumienia/") for name in files)
    assert all(files[name].startswith(b"%PDF") for name in (*papers, *protocols))
    table = files["dowody.csv"].decode("utf-8-sig").splitlines()
    assert sum("Celina Ćwiek" in line for line in table) >= 4  # two papers, protocol, record
    for kind in ("xlsx", "plain.csv", "pdf"):
        assert (
            len([name for name in files if name.startswith("listy/") and name.endswith(kind)]) > 6
        )
    assert not [name for name in files if "uczestni" in name]  # the funder's data stay out
    number = certificates[0].number.replace("/", "-")
    credential = next(n for n in files if n.startswith(f"certyfikaty/{number}") and "json" in n)
    assert json.loads(files[credential]) == certificates[0].credential


def what_the_trail_says(session: Session, content: bytes) -> None:
    _, *lines = io.BytesIO(content).read().decode().splitlines()
    entries = [json.loads(line) for line in lines]
    issued = select(AuditEntry.id).where(AuditEntry.act == Act.CERTIFICATE_ISSUED)
    told = {entry["id"] for entry in entries if entry["act"] == Act.CERTIFICATE_ISSUED}
    assert told == set(session.scalars(issued)) != set()
    for entry in entries:
        keys = ("previous_hash", "at", "actor_id", "act", "subject_kind", "subject_id", "facts")
        canonical = json.dumps(
            [entry[key] for key in keys],
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )
        assert hashlib.sha256(canonical.encode()).hexdigest() == entry["hash"]
    assert knows_hash(session, entries[-1]["hash"])


def test_a_programme_in_which_nothing_happened_has_a_pack_too(
    session: Session, run: Run, tmp_path: Path
) -> None:
    programme = make_programme(session, "PUSTY")
    make_grant(session, make_person(session), Role.COORDINATOR, programme)
    assert run("PUSTY", str(tmp_path / "pack.zip"), "--language", "en").exit_code == 0
    packed = zipfile.ZipFile(tmp_path / "pack.zip")
    assert "Close-out pack of programme PUSTY" in packed.read("index.html").decode()


def test_an_unknown_programme_and_one_without_anybody_are_told(
    session: Session, run: Run, tmp_path: Path
) -> None:
    make_programme(session, "NIKT")
    for code, told in (
        ("NOTHING", "There is no programme NOTHING."),
        ("NIKT", "Programme NIKT has no coordinator."),
    ):
        said = run(code, str(tmp_path / "pack.zip"))
        assert (said.exit_code, list(tmp_path.iterdir())) == (1, [])
        assert told in said.stderr
