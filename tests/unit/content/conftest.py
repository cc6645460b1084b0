"""Each test has a little course of its own."""

from pathlib import Path

import pytest

from tests.unit.content.sample import SampleCourse, write_sample


@pytest.fixture
def sample(tmp_path: Path) -> SampleCourse:
    return write_sample(tmp_path / "content")
