"""Each test has a little course of its own."""

from pathlib import Path

import pytest

import content
from content.curriculum import Curriculum
from content.reading import read_curriculum
from tests.unit.content.sample import SampleCourse, write_sample


@pytest.fixture
def sample(tmp_path: Path) -> SampleCourse:
    return write_sample(tmp_path / "content")


@pytest.fixture(scope="session")
def whole_course() -> Curriculum:
    """The course as it is taught."""
    return read_curriculum(Path(content.__file__).parent)
