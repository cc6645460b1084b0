"""The only place that reads the environment. A production start with unsafe settings is refused."""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 32
FEWEST_LETTERS = 10
DATA_KEY_BYTES = 32  # as Fernet takes them, in the base64 of addresses
LETTERS_FROM = "Społecznie Zorganizowani <listy@localhost>"


class UnsafeSettings(Exception):
    """The service must not start like this; the message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """A bucket that speaks S3, for the files of people; `url` is `s3://bucket/prefix`."""

    url: str
    endpoint: str | None = None
    region: str | None = None
    access_key_id: str | None = None
    secret_access_key: str | None = field(default=None, repr=False)
    session_token: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Bucket | None":
        """The bucket of FILES_BUCKET, with the names that AWS gives to its keys; none without."""
        if not env.get("FILES_BUCKET"):
            return None
        return cls(
            url=env["FILES_BUCKET"],
            endpoint=env.get("FILES_ENDPOINT") or None,
            region=env.get("AWS_REGION") or env.get("AWS_DEFAULT_REGION") or None,
            access_key_id=env.get("AWS_ACCESS_KEY_ID") or None,
            secret_access_key=env.get("AWS_SECRET_ACCESS_KEY") or None,
            session_token=env.get("AWS_SESSION_TOKEN") or None,
        )

    @property
    def is_plain_http(self) -> bool:
        """Whether files would travel for everybody on the way to read."""
        return (self.endpoint or "").startswith("http://")

    def config(self) -> dict[str, str]:
        """What is known of it, by the names of AWS."""
        known = {
            "endpoint": self.endpoint,
            "region": self.region,
            "access_key_id": self.access_key_id,
            "secret_access_key": self.secret_access_key,
            "session_token": self.session_token,
        }
        return {name: value for name, value in known.items() if value}

    def faults(self) -> list[str]:
        """Why files cannot be kept there at all."""
        faults = []
        if not self.url.startswith("s3://"):
            faults.append("FILES_BUCKET must look like s3://bucket/prefix")
        if find_spec("obstore") is None:
            faults.append("FILES_BUCKET needs obstore: install the extra `s3`")
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """The key that seals papers: a PKCS#12 file; and who stamps the time, if anybody does."""

    key: Path
    password: str | None = field(default=None, repr=False)
    time_stamps: str | None = None

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Signing | None":
        """The key of SIGNING_KEY; none without: then papers are not sealed."""
        if not env.get("SIGNING_KEY"):
            return None
        return cls(
            key=Path(env["SIGNING_KEY"]),
            password=env.get("SIGNING_KEY_PASSWORD") or None,
            time_stamps=env.get("SIGNING_TSA") or None,
        )

    def faults(self) -> list[str]:
        """What keeps papers from being sealed."""
        faults = []
        if not self.key.is_file():
            faults.append("SIGNING_KEY must be a PKCS#12 file that exists")
        if find_spec("pyhanko") is None:
            faults.append("SIGNING_KEY needs pyHanko: install the extra `signature`")
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who runs the service, as its accessibility statement has to say; nothing where untold."""

    name: str = ""
    published_on: date | None = None
    person: str = ""
    email: str = ""
    phone: str = ""
    building: str = ""
    building_en: str = ""
    communication: str = ""
    communication_en: str = ""

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Operator":
        """What is told; raises UnsafeSettings for a day that is none."""
        told = {name: env.get(setting, "").strip() for name, setting in _OF_OPERATOR.items()}
        published = env.get("PUBLISHED_ON", "").strip()
        try:
            published_on = date.fromisoformat(published) if published else None
        except ValueError:
            message = "PUBLISHED_ON must be a day like 2027-01-31"
            raise UnsafeSettings(message) from None
        return cls(published_on=published_on, **told)

    @property
    def missing(self) -> list[str]:
        """The settings that the statement cannot do without and that are not told."""
        needed = [name for name in _OF_OPERATOR if not name.endswith("_en")]
        untold = [_OF_OPERATOR[name] for name in needed if not getattr(self, name)]
        return untold if self.published_on else [*untold, "PUBLISHED_ON"]


_OF_OPERATOR = {
    "name": "OPERATOR",
    "person": "ACCESSIBILITY_PERSON",
    "email": "ACCESSIBILITY_EMAIL",
    "phone": "ACCESSIBILITY_PHONE",
    "building": "ACCESSIBILITY_BUILDING",
    "building_en": "ACCESSIBILITY_BUILDING_EN",
    "communication": "ACCESSIBILITY_COMMUNICATION",
    "communication_en": "ACCESSIBILITY_COMMUNICATION_EN",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs between one installation and another."""

    database_url: str
    secret_key: str
    data_keys: tuple[str, ...] = field(repr=False)  # seal participants' data: the first seals
    base_url: str
    files_folder: Path
    issuer_keys: Path  # PEM files that credentials are signed with
    files_bucket: Bucket | None = None
    signing: Signing | None = None
    port: int = 8000  # where `make run` serves
    smtp_url: str | None = None
    clamd: str | None = None  # host:port, or the path of its socket
    letters_from: str = LETTERS_FROM
    production: bool = False
    operator: Operator = field(default_factory=Operator)
    proxies: int = 0  # in front of the server: each adds an address to X-Forwarded-For
    # another organisation keeps a course of its own: COURSE_DIR
    content_folder: Path = ROOT / "content"
    assessments_folder: Path = ROOT / "assessments"
    cheap_secrets: bool = False  # tests only: argon2 at its lowest cost

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings. Without any, everything lies in `var/` beside the code.

        Raises UnsafeSettings when COURSE_ENVIRONMENT is `production` and something is weak, and
        anywhere for a bucket or a key that cannot be used.
        """
        env = os.environ if environment is None else environment
        folder = Path(env.get("COURSE_FOLDER", ROOT / "var"))
        course = Path(env.get("COURSE_DIR") or ROOT)
        production = env.get("COURSE_ENVIRONMENT", "local") == "production"
        settings = cls(
            database_url=env.get("DATABASE_URL", f"sqlite:///{folder / 'course.db'}"),
            secret_key=env.get("SECRET_KEY", "") or ("" if production else _kept_secret(folder)),
            data_keys=_several(env.get("DATA_KEYS") or ("" if production else _kept_key(folder))),
            base_url=env.get("BASE_URL", f"http://127.0.0.1:{env.get('PORT', '8000')}").rstrip("/"),
            files_folder=Path(env.get("FILES_FOLDER", folder / "files")),
            issuer_keys=Path(env.get("ISSUER_KEYS") or folder / "issuer-keys"),
            files_bucket=Bucket.from_environment(env),
            signing=Signing.from_environment(env),
            port=int(env.get("PORT", "8000")),
            smtp_url=env.get("SMTP_URL") or None,
            clamd=env.get("CLAMD") or None,
            letters_from=env.get("LETTERS_FROM", LETTERS_FROM),
            production=production,
            operator=Operator.from_environment(env),
            proxies=int(env.get("PROXIES") or (1 if production else 0)),
            content_folder=course / "content",
            assessments_folder=course / "assessments",
        )
        faults = settings.files_bucket.faults() if settings.files_bucket else []
        faults += settings.signing.faults() if settings.signing else []
        if not all(_is_data_key(key) for key in settings.data_keys):
            faults.append(f"DATA_KEYS must be {DATA_KEY_BYTES} random bytes each; see the README")
        if faults:
            raise UnsafeSettings("; ".join(faults))
        if production:
            settings.refuse_if_unsafe(env)
        return settings

    @property
    def files(self) -> Path | Bucket:
        """Where the files of people are kept: the bucket where there is one, else the folder."""
        return self.files_bucket or self.files_folder

    def refuse_if_unsafe(self, env: Mapping[str, str]) -> None:
        """Raise UnsafeSettings naming everything that must not go into production."""
        faults = []
        if len(self.secret_key) < SHORTEST_SECRET or len(set(self.secret_key)) < FEWEST_LETTERS:
            faults.append(f"SECRET_KEY must be at least {SHORTEST_SECRET} random characters")
        if not self.data_keys:
            faults.append("DATA_KEYS must be set: without it nobody's data can be sealed")
        if not self.base_url.startswith("https://"):
            faults.append("BASE_URL must begin with https://")
        if "DATABASE_URL" not in env:
            faults.append("DATABASE_URL must be set")
        if "FILES_FOLDER" not in env and self.files_bucket is None:
            faults.append("FILES_FOLDER or FILES_BUCKET must be set")
        if self.files_bucket is not None and self.files_bucket.is_plain_http:
            faults.append("FILES_ENDPOINT must begin with https://")
        if faults:
            raise UnsafeSettings("; ".join(faults))

    def key(self, purpose: str) -> bytes:
        """A key of its own for each purpose, derived from the one secret."""
        return hmac.digest(self.secret_key.encode(), f"course:{purpose}".encode(), hashlib.sha256)


def _several(named: str) -> tuple[str, ...]:
    return tuple(key for key in (part.strip() for part in named.split(",")) if key)


def _is_data_key(key: str) -> bool:
    """Whether this can be a key drawn by chance."""
    try:
        drawn = urlsafe_b64decode(key)
    except ValueError:
        return False
    return len(drawn) == DATA_KEY_BYTES and len(set(drawn)) >= FEWEST_LETTERS


def _kept_secret(folder: Path) -> str:
    """The secret of a local installation."""
    return _kept(folder / "secret", secrets.token_urlsafe(48))


def _kept_key(folder: Path) -> str:
    """The key of a local installation, in a file of its own: who copies the database has it not."""
    return _kept(folder / "data-keys", urlsafe_b64encode(secrets.token_bytes(32)).decode())


def _kept(path: Path, drawn: str) -> str:
    """What was drawn once, kept beside the local database for its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(drawn, encoding="ascii")
    return path.read_text(encoding="ascii")
