"""Pictures that want memory, time, or to be something else besides."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pillow_heif
from PIL import Image, PngImagePlugin

SCRIPT = b"<script>alert(document.cookie)</script>"
PNG = b"\x89PNG\r\n\x1a\n"
MEGABYTE = 1024 * 1024
SIDE = 50_000


def written(kind: str, size: tuple[int, int] = (64, 64), **options: Any) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, kind, **options)
    return file.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">L", len(content))
        + name
        + content
        + struct.pack(">L", zlib.crc32(name + content))
    )


def png(*chunks: bytes, size: tuple[int, int] = (8, 8), colours: int = 2, depth: int = 8) -> bytes:
    head = chunk(b"IHDR", struct.pack(">LLBBBBB", *size, depth, colours, 0, 0, 0))
    return PNG + head + b"".join(chunks) + chunk(b"IEND", b"")


def pixels(rows: int, row: int) -> bytes:
    packer, packed = zlib.compressobj(), b""
    for _ in range(rows):
        packed += packer.compress(bytes(row))
    return chunk(b"IDAT", packed + packer.flush())


def segment(mark: int, content: bytes = b"") -> bytes:
    return bytes([0xFF, mark]) + struct.pack(">H", len(content) + 2) + content


def jpeg(*segments: bytes, size: tuple[int, int] = (64, 64), **options: Any) -> bytes:
    plain = written("JPEG", size, **options)
    return plain[:2] + b"".join(segments) + plain[2:]


def resized_jpeg(width: int, height: int, **options: Any) -> bytes:
    """The head of a small JPEG says that it is large."""
    plain = written("JPEG", **options)
    return plain.replace(struct.pack(">HH", 64, 64), struct.pack(">HH", height, width), 1)


def many_scans() -> bytes:
    """A large progressive picture whose last scan is told thousands of times."""
    plain = written("JPEG", (3500, 3500), progressive=True)
    last = plain.rindex(b"\xff\xda")
    return plain[:last] + plain[last : last + 40] * 5000 + plain[last:]


def exif(entries: int, *, circle: bool = False) -> bytes:
    head = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", entries)
    one = (
        struct.pack(">HHLL", 0x8769, 4, 1, 8)
        if circle
        else struct.pack(">HHLL", 0x10E, 2, 0xFFFFFFF, 8)
    )
    return segment(0xE1, (head + one * entries + bytes(4))[:65533])


def webp(width: int, height: int, *frames: bytes) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<L", 10) + bytes([2 if frames else 0, 0, 0, 0]) + size
    body += b"".join(frames)
    return b"RIFF" + struct.pack("<L", len(body)) + body


def animation(kind: str, frames: int, size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    more = [Image.new("RGB", size, (number % 256, 0, 0)) for number in range(1, frames)]
    Image.new("RGB", size).save(file, kind, save_all=True, append_images=more, duration=1)
    return file.getvalue()


def heic(size: tuple[int, int] = (64, 64)) -> bytes:
    file = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, "teal")).save(
        file, quality=50, enc_params={"preset": "ultrafast"}
    )
    return file.getvalue()


def resized_heic(width: int, height: int) -> bytes:
    """Its `ispe` box says another size."""
    plain = heic()
    place = plain.index(b"ispe") + 8
    return plain[:place] + struct.pack(">LL", width, height) + plain[place + 8 :]


def text_bomb(name: bytes) -> bytes:
    packed = zlib.compress(bytes(60 * MEGABYTE))
    head = {b"zTXt": b"x\0\0", b"iTXt": b"x\0\1\0\0\0", b"iCCP": b"x\0\0"}[name]
    return png(chunk(name, head + packed), pixels(8, 25))


def noted() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SCRIPT.decode())
    return written("PNG", pnginfo=notes)


def cut(make: Callable[[], bytes], part: float) -> Callable[[], bytes]:
    def some() -> bytes:
        whole = make()
        return whole[: int(len(whole) * part)]

    return some


def in_cmyk() -> bytes:
    file = io.BytesIO()
    Image.new("CMYK", (64, 64)).save(file, "JPEG")
    return file.getvalue()


def files() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    for about, make in _ALL.items():
        yield about, "zdjecie.jpg", make
    for kind, make in _WHOLE.items():
        for part in (0.05, 0.3, 0.6, 0.95):
            yield f"{kind} cut at {part:.0%}", "zdjecie.jpg", cut(make, part)


_WHOLE: Mapping[str, Callable[[], bytes]] = {
    "JPEG": lambda: written("JPEG"),
    "PNG": lambda: written("PNG"),
    "WebP": lambda: written("WEBP"),
    "HEIC": heic,
}
ODD_ORIENTATION = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\xff\xff\0\0"
HEIC_HEAD = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
LARGE = (3500, 3400)
_ALL: Mapping[str, Callable[[], bytes]] = {
    "PNG of 50,000 × 50,000": lambda: png(pixels(2, SIDE), size=(SIDE, SIDE)),
    "PNG of two thousand million pixels a side": lambda: png(size=(2**31 - 1, 2**31 - 1)),
    "PNG without a pixel": lambda: png(size=(0, 0)),
    "PNG of one row": lambda: png(pixels(1, 3 * MEGABYTE), size=(MEGABYTE, 1)),
    "PNG at the limit": lambda: png(pixels(3400, 10_501), size=LARGE),
    "PNG at the limit with sixteen bits": lambda: png(
        pixels(3400, 28_001), size=(3500, 3400), colours=6, depth=16
    ),
    "PNG above the limit": lambda: png(pixels(4000, 12_001), size=(4000, 4000)),
    "PNG of an unknown kind": lambda: png(pixels(8, 25), colours=5),
    "PNG without pixels": png,
    "PNG with too few pixels": lambda: png(pixels(2, 25)),
    "PNG with pixels for a thousand": lambda: png(pixels(8000, 8000)),
    "PNG with an empty palette": lambda: png(chunk(b"PLTE", b""), pixels(8, 9), colours=3),
    "PNG with zTXt bomb": lambda: text_bomb(b"zTXt"),
    "PNG with iTXt bomb": lambda: text_bomb(b"iTXt"),
    "PNG with iCCP bomb": lambda: text_bomb(b"iCCP"),
    "PNG with a chunk of nine megabytes": lambda: png(
        chunk(b"tEXt", b"x\0" + bytes(9 * MEGABYTE)), pixels(8, 25)
    ),
    "PNG with a chunk longer than itself": lambda: png()[:33] + b"\x7f\xff\xff\xfftEXt" + bytes(80),
    "PNG with 700,000 empty chunks": lambda: png(chunk(b"teXt", b"") * 700_000, pixels(8, 25)),
    "PNG with a wrong sum": lambda: png(pixels(8, 25)).replace(b"IEND", b"IENd"),
    "PNG with a script": noted,
    "PNG and HTML": lambda: written("PNG") + b"<html>" + SCRIPT,
    "PNG in motion": lambda: animation("PNG", 100, (400, 400)),
    "JPEG of 50,000 × 50,000": lambda: resized_jpeg(SIDE, SIDE),
    "JPEG of 65,535 × 65,535 in scans": lambda: resized_jpeg(65_535, 65_535, progressive=True),
    "JPEG without a pixel": lambda: resized_jpeg(0, 0),
    "JPEG of 60 million pixels": lambda: resized_jpeg(10_000, 6_000),
    "JPEG of 60 million pixels in scans": lambda: resized_jpeg(10_000, 6_000, progressive=True),
    "JPEG at the limit in scans": lambda: written(
        "JPEG", (2990, 2990), progressive=True, subsampling=0
    ),
    "JPEG at the limit in coarse scans": lambda: written("JPEG", (3490, 3490), progressive=True),
    "JPEG with five thousand scans": many_scans,
    "JPEG with two million comments": lambda: jpeg(segment(0xFE) * 2_400_000),
    "JPEG with two million notes": lambda: jpeg(segment(0xE5) * 2_400_000),
    "JPEG with nine megabytes of notes": lambda: jpeg(segment(0xE2, bytes(65_533)) * 140),
    "JPEG with a script": lambda: jpeg(segment(0xFE, SCRIPT)),
    "JPEG and HTML": lambda: jpeg() + b"<html>" + SCRIPT,
    "JPEG and archive": lambda: jpeg() + b"PK\x03\x04" + bytes(400) + b"PK\x05\x06" + bytes(18),
    "JPEG with 5,400 EXIF entries": lambda: jpeg(exif(5400)),
    "JPEG with EXIF in a circle": lambda: jpeg(exif(5400, circle=True)),
    "JPEG with half an EXIF": lambda: jpeg(segment(0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff")),
    "JPEG with an odd orientation": lambda: jpeg(segment(0xE1, ODD_ORIENTATION)),
    "JPEG with Photoshop's circle": lambda: jpeg(
        segment(0xED, b"Photoshop 3.0\0" + b"8BIM" * 16_000)
    ),
    "JPEG of several pictures": lambda: jpeg(
        segment(0xE2, b"MPF\0MM\0*\0\0\0\x08\xff\xff" + bytes(6000))
    ),
    "JPEG with filling": lambda: jpeg()[:2] + b"\xff" * 9_000_000 + jpeg()[2:],
    "JPEG in CMYK": in_cmyk,
    "JPEG that is only a head": lambda: b"\xff\xd8\xff",
    "JPEG and GIF": lambda: b"GIF89a" + jpeg(),
    "WebP of 16,384 × 16,384": lambda: webp(16_384, 16_384),
    "WebP of 50,000 × 50,000": lambda: webp(SIDE, SIDE),
    "WebP at the limit": lambda: written("WEBP", (2500, 2000)),
    "WebP above the limit": lambda: written("WEBP", (3000, 2500)),
    "WebP in motion": lambda: animation("WEBP", 200, (400, 400)),
    "WebP of a million empty parts": lambda: webp(8, 8, (b"EXIF" + bytes(4)) * 1_000_000),
    "WebP and script": lambda: written("WEBP") + SCRIPT,
    "HEIC of 50,000 × 50,000": lambda: resized_heic(SIDE, SIDE),
    "HEIC larger than it is": lambda: resized_heic(4000, 4000),
    "HEIC without a pixel": lambda: resized_heic(0, 0),
    "HEIC at the limit": lambda: heic((4700, 3500)),
    "HEIC at the limit, square": lambda: heic((4060, 4060)),
    "HEIC at the limit, wide": lambda: heic((33_000, 500)),
    "HEIC at the limit, tall": lambda: heic((500, 33_000)),
    "HEIC that is only a head": lambda: HEIC_HEAD,
    "HEIC with boxes in boxes": lambda: HEIC_HEAD + b"\0\0\0\x08meta" * 200_000,
    "HEIC with an endless box": lambda: heic()[:24] + b"\xff\xff\xff\xffmeta" + bytes(2000),
}
