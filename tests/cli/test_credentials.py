"""`flask credentials new-key`."""

from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.make import MONDAY


def test_a_new_key_signs_from_now_on(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.config["SETTINGS"], issuer_keys=tmp_path / "keys", production=True)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    with time_machine.travel(MONDAY, tick=False):
        for name in ("key-2026.pem", "key-2026-2.pem"):
            result = app.test_cli_runner().invoke(args=["credentials", "new-key"])
            assert result.exit_code == 0
            assert str(tmp_path / "keys" / name) in result.output
            assert (tmp_path / "keys" / name).stat().st_mode & 0o777 == 0o600
