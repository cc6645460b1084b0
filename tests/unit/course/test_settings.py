"""A production start with weak settings is refused, naming everything at once."""

from pathlib import Path

import pytest

from course.settings import Settings, UnsafeSettings

SAFE = {
    "COURSE_ENVIRONMENT": "production",
    "SECRET_KEY": "0123456789abcdefghijABCDEFGHIJ-_~.",
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
    ],
)
def test_weak_settings_are_refused(changed: dict[str, str], named: str) -> None:
    with pytest.raises(UnsafeSettings, match=named):
        Settings.from_environment(SAFE | changed)


def test_everything_missing_is_named_at_once() -> None:
    with pytest.raises(UnsafeSettings) as refused:
        Settings.from_environment({"COURSE_ENVIRONMENT": "production"})
    said = str(refused.value)
    assert all(name in said for name in ("SECRET_KEY", "BASE_URL", "DATABASE_URL", "FILES_FOLDER"))


def test_a_local_start_keeps_its_secret(tmp_path: Path) -> None:
    first, second = (
        Settings.from_environment({"COURSE_FOLDER": str(tmp_path / "var")}) for _ in range(2)
    )
    assert first.secret_key == second.secret_key
    assert (tmp_path / "var/secret").stat().st_mode & 0o777 == 0o600


def test_each_purpose_has_its_own_key() -> None:
    settings = Settings.from_environment(SAFE)
    assert settings.key("cards") != settings.key("links")
