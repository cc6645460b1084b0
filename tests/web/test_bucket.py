"""Files in a bucket that speaks S3: sent over and fetched in chunks, honest when it is away."""

import hashlib
import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from flask import Flask, request
from moto.server import ThreadedMotoServer

from assessments.fields import FileKind
from course.errors import FilesAway
from course.settings import Bucket
from course.uploads import download, open_stored, store, store_own, tidy_incoming
from tests.make import MONDAY
from tests.serving import free_port

TEXT = b"".join(b"%07d\n" % line for line in range(400_000))


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    with urlopen(Request(f"{endpoint}/prace", method="PUT")):  # noqa: S310 -- makes the bucket
        pass
    try:
        yield Bucket(
            url="s3://prace/pliki",
            endpoint=endpoint,
            region="us-east-1",
            access_key_id="kto",
            secret_access_key="co",
        )
    finally:
        server.stop()


def keep(bucket: Bucket, content: bytes = TEXT, name: str = "log.txt") -> str:
    sent = io.BytesIO(content)
    return store(sent, name=name, kinds=[FileKind.DOCUMENT], folder=bucket).stored_as


def test_a_file_comes_back_as_it_was(bucket: Bucket) -> None:
    stored_as = keep(bucket)
    assert stored_as.replace("/", "") == hashlib.sha256(TEXT).hexdigest()
    with open_stored(stored_as, folder=bucket) as file:
        assert file.read(16) == TEXT[:16]
        file.seek(2_000_000)
        assert file.read(8) == TEXT[2_000_000:2_000_008]
    assert keep(bucket, name="same.txt") == stored_as


def test_it_is_answered_whole_in_part_or_not_again(app: Flask, bucket: Bucket) -> None:
    stored_as = keep(bucket)

    def ask(**headers: str) -> tuple[int, bytes, str | None]:
        with app.test_request_context("/", headers=headers):
            answer = download(stored_as, name="a.txt", media_type="text/plain", folder=bucket)
            body = b"".join(answer.get_app_iter(request.environ))
            return answer.status_code, body, answer.headers["ETag"]

    status, body, tag = ask()
    assert (status, body) == (200, TEXT)
    assert ask(**{"If-None-Match": str(tag)})[:2] == (304, b"")
    assert ask(Range="bytes=8-15")[:2] == (206, TEXT[8:16])


def test_what_is_not_there_is_not_found(bucket: Bucket) -> None:
    with pytest.raises(FileNotFoundError):
        open_stored("ab/" + "f" * 62, folder=bucket)


def test_a_bucket_that_is_away_is_told_in_its_own_words(bucket: Bucket) -> None:
    away = replace(bucket, endpoint=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(FilesAway):
        store_own(b"x", name="a.pdf", media_type="application/pdf", folder=away)
    with pytest.raises(FilesAway):
        open_stored("ab/" + "f" * 62, folder=away)


def test_nothing_is_left_beside_it(bucket: Bucket, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path))
        keep(bucket, b"Jedna kartka.")
    assert list(tmp_path.iterdir()) == []
    assert tidy_incoming(bucket, before=MONDAY) == 0
