"""clamd, asked over its socket with INSTREAM, as its manual describes it."""

import socket
import struct
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

CONNECT_SECONDS = 5
ANSWER_SECONDS = 30
CHUNK = 64 * 1024


class ScanRefused(Exception):
    """The scanner does not take this very file; others may go on."""


def is_infected(file: BinaryIO, *, clamd: str) -> bool:
    """Whether the scanner finds a virus. `clamd` is host:port or the path of its socket.

    Raises OSError where it is away or silent, and ScanRefused.
    """
    with _connect(clamd) as talk:
        with suppress(BrokenPipeError, ConnectionResetError):  # it may answer before the end
            talk.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                talk.sendall(struct.pack(">L", len(chunk)) + chunk)
            talk.sendall(struct.pack(">L", 0))
        with talk.makefile("rb") as reply:
            said = reply.read(CHUNK).strip(b"\0\r\n")
    if said.endswith(b" FOUND"):
        return True
    if not said.endswith(b" OK"):
        raise ScanRefused(said.decode(errors="replace")) if said else ConnectionError("no answer")
    return False


def _connect(clamd: str) -> socket.socket:
    if Path(clamd).is_absolute():
        talk = socket.socket(socket.AF_UNIX)
        talk.settimeout(CONNECT_SECONDS)
        talk.connect(clamd)
    else:
        host, _, port = clamd.rpartition(":")
        talk = socket.create_connection((host, int(port)), CONNECT_SECONDS)
    talk.settimeout(ANSWER_SECONDS)
    return talk
