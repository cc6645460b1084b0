"""The issuer's keys on the disk: who signs, who may read, and what is refused."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from course.issuer_keys import issuer_of, make_key
from course.settings import Settings, UnsafeSettings
from tests.data_keys import DATA_KEYS
from tests.make_credentials import keep_key, make_issuer


@pytest.fixture
def local(tmp_path: Path) -> Settings:
    return Settings(
        database_url="sqlite://",
        secret_key="a secret of the tests, long enough",
        data_keys=DATA_KEYS,
        base_url="http://localhost",
        files_folder=tmp_path / "files",
        issuer_keys=tmp_path / "made" / "issuer-keys",
    )


@pytest.fixture
def production(local: Settings) -> Settings:
    return replace(local, production=True)


def test_a_local_installation_makes_its_key_once(local: Settings) -> None:
    first = issuer_of(local, year=2026)
    assert (first.signing, list(first.public)) == ("key-2026", ["key-2026"])
    assert issuer_of(local, year=2027).public == first.public
    [path] = local.issuer_keys.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(local.issuer_keys.stat().st_mode) == 0o700


def test_production_refuses_to_start_without_one_and_says_what_to_run(
    production: Settings,
) -> None:
    with pytest.raises(UnsafeSettings, match="run: flask credentials new-key"):
        issuer_of(production, year=2026)
    make_key(production.issuer_keys, year=2026)
    assert issuer_of(production, year=2026).signing == "key-2026"


def test_the_newest_key_signs_and_the_others_verify(production: Settings) -> None:
    names = [make_key(production.issuer_keys, year=year) for year in (2026, 2027, 2026, 2026)]
    assert names == ["key-2026", "key-2027", "key-2026-2", "key-2026-3"]
    for _ in range(9):
        make_key(production.issuer_keys, year=2027)
    issuer = issuer_of(production, year=2030)
    assert issuer.signing == "key-2027-10"
    assert len(issuer.public) == 13
    assert issuer.public["key-2027-10"] == issuer.private.public_key()


def test_a_public_key_alone_still_verifies_and_never_signs(production: Settings) -> None:
    folder = production.issuer_keys
    make_key(folder, year=2026)
    old = make_issuer("key-2030", seed=3).private.public_key()
    (folder / "key-2030.pem").write_bytes(
        old.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    issuer = issuer_of(production, year=2026)
    assert issuer.signing == "key-2026"
    assert issuer.public["key-2030"] == old


def test_other_files_are_left_alone(production: Settings) -> None:
    make_key(production.issuer_keys, year=2026)
    for name in ("README", "key-old.pem", "key-2026.pem.bak", "key-20266.pem"):
        (production.issuer_keys / name).write_text("?")
    assert list(issuer_of(production, year=2026).public) == ["key-2026"]


def test_a_key_that_everybody_may_read_is_refused(production: Settings, tmp_path: Path) -> None:
    folder = keep_key(production.issuer_keys.parent.parent, make_issuer())
    (folder / "key-2026.pem").chmod(0o604)
    with pytest.raises(UnsafeSettings, match="chmod 600"):
        issuer_of(replace(production, issuer_keys=folder), year=2026)


def test_a_broken_key_is_named(production: Settings) -> None:
    make_key(production.issuer_keys, year=2026)
    (production.issuer_keys / "key-2027.pem").write_text("-----BEGIN PRIVATE KEY-----\n?")
    with pytest.raises(UnsafeSettings, match=r"key-2027\.pem holds no key"):
        issuer_of(production, year=2026)


def test_another_kind_of_key_is_named(production: Settings) -> None:
    make_key(production.issuer_keys, year=2026)
    path = production.issuer_keys / "key-2027.pem"
    path.touch(mode=0o600)
    path.write_bytes(
        generate_private_key(65537, 2048).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
    )
    with pytest.raises(UnsafeSettings, match="Ed25519"):
        issuer_of(production, year=2026)
