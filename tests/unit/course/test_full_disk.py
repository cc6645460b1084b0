"""A disk that is full at any point of a file: nothing is left of it, and the next one is kept."""

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from assessments.fields import FileKind
from course.errors import FilesAway, FilesFull
from course.stored_file import StoredFile
from course.uploads import store, store_own, tidy_incoming
from course.web.incoming import Arriving
from tests.make import MONDAY

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 1200 + b"%%EOF\n"


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """What the kernel says then is what it says of a full disk, but for the number."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def keep(content: bytes, folder: Path) -> StoredFile:
    return store(io.BytesIO(content), name="a.pdf", kinds=list(FileKind), folder=folder)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def grown_photo() -> bytes:
    """A photo that is longer once it is drawn anew."""
    written = io.BytesIO()
    Image.effect_noise((600, 600), 90).convert("RGB").save(written, "JPEG", quality=10)
    return written.getvalue()


@pytest.mark.parametrize("point", [0, 1, 8192, 65_536, 200_000, len(PDF) - 1])
def test_nothing_is_left_of_a_file_that_did_not_fit(tmp_path: Path, point: int) -> None:
    with no_file_longer_than(point), pytest.raises(FilesFull):
        keep(PDF, tmp_path)
    assert files_in(tmp_path) == []
    assert keep(PDF, tmp_path).bytes == len(PDF)


def test_nothing_is_left_of_a_picture_that_grew(tmp_path: Path) -> None:
    sent = grown_photo()
    with no_file_longer_than(len(sent) + 100), pytest.raises(FilesFull):
        keep(sent, tmp_path)
    assert files_in(tmp_path) == []
    assert keep(sent, tmp_path).bytes > len(sent) + 100


def test_a_folder_that_cannot_be_written_to_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "incoming").write_text("no folder")
    with pytest.raises(FilesAway):
        store_own(PDF, name="a.pdf", media_type="application/pdf", folder=tmp_path)


@pytest.mark.parametrize("point", [0, 5000, 600_000])
def test_what_arrives_while_the_disk_is_full_is_told_to_its_reader(point: int) -> None:
    with Arriving(500_000) as file, no_file_longer_than(point):
        for _ in range(100):
            assert file.write(bytes(8192)) == 8192
        assert file.seek(0) == 0
        with pytest.raises(OSError, match="File too large"):
            file.read(10)


def test_what_was_cut_off_is_tidied_an_hour_later(tmp_path: Path) -> None:
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    (incoming / "tmp1").write_bytes(b"half")
    kept = keep(PDF, tmp_path)
    assert tidy_incoming(tmp_path, before=MONDAY.replace(year=2020)) == 0
    assert tidy_incoming(tmp_path, before=MONDAY.replace(year=2096)) == 1
    assert files_in(tmp_path) == [tmp_path / kept.stored_as]
