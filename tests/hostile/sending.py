"""A browser's form with a file in it, byte for byte, and what the server keeps of it."""

from collections.abc import Mapping

from tests.bench.wire import LIKE_A_BROWSER

BOUNDARY = "----ktowietakiegocudu"


def form_with_file(
    path: str,
    told: Mapping[str, str],
    fields: Mapping[str, str],
    field: str,
    name: str,
    content: bytes,
) -> bytes:
    """A request as a browser makes it: names as they are, but for quotes and ends of lines."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    quoted = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="'
    parts += [
        head.encode() + quoted.encode("utf-8", "surrogatepass") + b'"\r\n',
        b"Content-Type: image/jpeg\r\n\r\n" + content + b"\r\n",
        f"--{BOUNDARY}--\r\n".encode(),
    ]
    body = b"".join(parts)
    headers = {
        **LIKE_A_BROWSER,
        **told,
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(body)),
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{key}: {value}" for key, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
