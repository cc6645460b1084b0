"""A production start with weak settings is refused, naming everything at once."""

from pathlib import Path

import pytest

from course.settings import Bucket, Settings, UnsafeSettings
from tests.data_keys import DATA_KEYS, OTHER_KEY

SAFE = {
    "COURSE_ENVIRONMENT": "production",
    "SECRET_KEY": "0123456789abcdefghijABCDEFGHIJ-_~.",
    "DATA_KEYS": DATA_KEYS[0],
    "BASE_URL": "https://kurs.example.org/",
    "DATABASE_URL": "postgresql://db/course",
    "FILES_FOLDER": "/srv/files",
}


def test_a_safe_production_starts() -> None:
    settings = Settings.from_environment(SAFE)
    assert (settings.production, settings.base_url) == (True, "https://kurs.example.org")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 40}, "SECRET_KEY"),
        ({"BASE_URL": "http://kurs.example.org"}, "BASE_URL"),
        ({"DATA_KEYS": ""}, "DATA_KEYS"),
        ({"DATA_KEYS": "za krótki"}, "DATA_KEYS"),
        ({"DATA_KEYS": f"{OTHER_KEY},{'A' * 43}="}, "DATA_KEYS"),
    ],
)
def test_weak_settings_are_refused(changed: dict[str, str], named: str) -> None:
    with pytest.raises(UnsafeSettings, match=named):
        Settings.from_environment(SAFE | changed)


BUCKET = {
    "FILES_BUCKET": "s3://prace/pliki",
    "FILES_ENDPOINT": "https://s3.example.org",
    "AWS_ACCESS_KEY_ID": "kto",
    "AWS_SECRET_ACCESS_KEY": "nikomu",
    "AWS_REGION": "waw",
}


def test_files_lie_in_a_folder_or_in_a_bucket() -> None:
    assert Settings.from_environment(SAFE).files == Path("/srv/files")
    without_folder = {name: value for name, value in SAFE.items() if name != "FILES_FOLDER"}
    bucket = Settings.from_environment(without_folder | BUCKET).files
    assert isinstance(bucket, Bucket)
    assert bucket.config() == {
        "endpoint": "https://s3.example.org",
        "region": "waw",
        "access_key_id": "kto",
        "secret_access_key": "nikomu",
    }
    assert "nikomu" not in repr(bucket)


def test_a_bucket_must_be_one_and_files_travel_hidden() -> None:
    with pytest.raises(UnsafeSettings, match="FILES_ENDPOINT"):
        Settings.from_environment(SAFE | BUCKET | {"FILES_ENDPOINT": "http://s3.example.org"})
    with pytest.raises(UnsafeSettings, match="FILES_BUCKET"):
        Settings.from_environment({"FILES_BUCKET": "prace"})


def test_a_scanner_is_asked_where_one_is_named() -> None:
    assert Settings.from_environment(SAFE).clamd is None
    assert Settings.from_environment(SAFE | {"CLAMD": "127.0.0.1:3310"}).clamd == "127.0.0.1:3310"


def test_everything_missing_is_named_at_once() -> None:
    with pytest.raises(UnsafeSettings) as refused:
        Settings.from_environment({"COURSE_ENVIRONMENT": "production"})
    said = str(refused.value)
    named = ("SECRET_KEY", "DATA_KEYS", "BASE_URL", "DATABASE_URL", "FILES_FOLDER")
    assert all(name in said for name in named)


def test_a_local_start_keeps_its_secret(tmp_path: Path) -> None:
    first, second = (
        Settings.from_environment({"COURSE_FOLDER": str(tmp_path / "var")}) for _ in range(2)
    )
    assert first.secret_key == second.secret_key
    assert (tmp_path / "var/secret").stat().st_mode & 0o777 == 0o600


def test_a_local_start_keeps_the_key_of_its_data_in_a_file_of_its_own(tmp_path: Path) -> None:
    first, second = (
        Settings.from_environment({"COURSE_FOLDER": str(tmp_path / "var")}) for _ in range(2)
    )
    kept = tmp_path / "var/data-keys"
    assert first.data_keys == second.data_keys == (kept.read_text(),)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text() not in repr(first)


def test_several_keys_may_open() -> None:
    both = f"{OTHER_KEY}, {DATA_KEYS[0]}"
    settings = Settings.from_environment(SAFE | {"DATA_KEYS": both})
    assert settings.data_keys == (OTHER_KEY, *DATA_KEYS)


def test_each_purpose_has_its_own_key() -> None:
    settings = Settings.from_environment(SAFE)
    assert settings.key("cards") != settings.key("links")


OPERATOR = {
    "OPERATOR": "Stowarzyszenie Sąsiedzi",
    "PUBLISHED_ON": "2026-09-01",
    "ACCESSIBILITY_PERSON": "Ewa Lis",
    "ACCESSIBILITY_EMAIL": "dostepnosc@example.org",
    "ACCESSIBILITY_PHONE": "+48 13 000 00 00",
    "ACCESSIBILITY_BUILDING": "Rynek 1, Krosno",
    "ACCESSIBILITY_COMMUNICATION": "Tłumacz języka migowego po umówieniu",
}


def test_what_the_accessibility_statement_lacks_is_named() -> None:
    assert Settings.from_environment(SAFE | OPERATOR).operator.missing == []
    assert set(Settings.from_environment(SAFE).operator.missing) == set(OPERATOR)


def test_a_day_of_publication_that_is_none_is_refused() -> None:
    with pytest.raises(UnsafeSettings, match="PUBLISHED_ON"):
        Settings.from_environment(SAFE | {"PUBLISHED_ON": "wczoraj"})
