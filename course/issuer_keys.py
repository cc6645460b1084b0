"""The issuer's keys on the disk: one PEM file for each, named by its year. For doors only.

A file holds a private key, or only a public one where an old private key was destroyed: what it
signed still verifies. A key whose file is gone counts no more.
"""

import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from course.clock import local_day, now
from course.credentials.canonical import pyld
from course.credentials.keys import Issuer
from course.settings import Settings, UnsafeSettings
from course.settings_here import settings_here

HOW = "flask credentials new-key"
_NAME = re.compile(r"key-(\d{4})(?:-(\d+))?")
_BY_EVERYBODY = 0o007


def issuer_here() -> Issuer:
    """Who signs in the app that is running, read anew: a new key counts at once."""
    pyld()  # takes a third of a second once, for which no write shall wait
    return issuer_of(settings_here(), year=local_day(now()).year)


def issuer_of(settings: Settings, *, year: int) -> Issuer:
    """Who signs, by the settings. A local installation without a key makes its own for a year.

    Raises UnsafeSettings where no private key is there, or one cannot be read or could be by all.
    """
    folder = settings.issuer_keys
    keys = _keys_in(folder)
    if not any(isinstance(key, Ed25519PrivateKey) for key in keys.values()):
        if settings.production:
            raise UnsafeSettings(f"ISSUER_KEYS: no private key in {folder}; run: {HOW}")
        make_key(folder, year=year)
        keys = _keys_in(folder)
    signing, private = next(
        (name, key) for name, key in reversed(keys.items()) if isinstance(key, Ed25519PrivateKey)
    )
    public = {
        name: key.public_key() if isinstance(key, Ed25519PrivateKey) else key
        for name, key in keys.items()
    }
    return Issuer(base_url=settings.base_url, signing=signing, private=private, public=public)


def make_key(folder: Path, *, year: int) -> str:
    """Make a key that signs from now on; its name. Only its owner may read the file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    with NamedTemporaryFile(dir=folder) as whole:  # readable by its owner alone
        whole.write(content)
        whole.flush()
        os.fsync(whole.fileno())
        for name in _names(year):
            try:
                os.link(whole.name, folder / f"{name}.pem")  # never over another key
            except FileExistsError:
                continue
            return name
    raise UnsafeSettings(f"ISSUER_KEYS: no name is left for a key of {year}")


def _names(year: int) -> list[str]:
    return [f"key-{year}", *(f"key-{year}-{number}" for number in range(2, 100))]


def _keys_in(folder: Path) -> dict[str, Ed25519PrivateKey | Ed25519PublicKey]:
    """Every key of the folder by its name, the newest last."""
    found = {
        (int(name[1]), int(name[2] or 1)): path
        for path in folder.glob("key-*.pem")
        if (name := _NAME.fullmatch(path.stem))
    }
    return {found[age].stem: _read(found[age]) for age in sorted(found)}


def _read(path: Path) -> Ed25519PrivateKey | Ed25519PublicKey:
    content = path.read_bytes()
    private = b"PRIVATE KEY" in content
    try:
        key = load_pem_private_key(content, None) if private else load_pem_public_key(content)
    except (ValueError, TypeError) as wrong:
        raise UnsafeSettings(f"ISSUER_KEYS: {path} holds no key that can be read") from wrong
    if not isinstance(key, Ed25519PrivateKey | Ed25519PublicKey):
        raise UnsafeSettings(f"ISSUER_KEYS: {path} holds another kind of key than Ed25519")
    if private and path.stat().st_mode & _BY_EVERYBODY:
        raise UnsafeSettings(f"ISSUER_KEYS: everybody may read {path}; run: chmod 600 {path}")
    return key
