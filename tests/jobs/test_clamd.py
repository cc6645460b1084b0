"""How a scanner of viruses is asked, and what counts as its answer."""

import io
import socket
from pathlib import Path
from threading import Thread

import pytest

from course.jobs.clamd import ScanRefused, is_infected
from tests.fake_clamd import EICAR, MOST_BYTES, fake_clamd


def test_a_socket_of_this_machine_is_asked_too(tmp_path: Path) -> None:
    path = str(tmp_path / "clamd.sock")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        def answer() -> None:
            talk, _ = server.accept()
            with talk, talk.makefile("rwb") as lines:
                lines.read(10 + 4 + 1 + 4)
                lines.write(b"stream: OK\0")

        thread = Thread(target=answer)
        thread.start()
        assert is_infected(io.BytesIO(b"x"), clamd=path) is False
        thread.join()


def test_an_answer_of_another_kind_is_no_answer() -> None:
    with fake_clamd() as clamd:
        assert is_infected(io.BytesIO(EICAR), clamd=clamd.address)
        with pytest.raises(ScanRefused, match="size limit"):
            is_infected(io.BytesIO(bytes(MOST_BYTES + 1)), clamd=clamd.address)
