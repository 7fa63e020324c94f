"""Small files that unfold into enormous ones end within the limits, with a reason."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest

from widget_backend.anonymize.documents import ACCEPTED, REFUSED, Limits, sanitize
from widget_backend.anonymize.rebuild import _file as pdf_of


def stream(header: str, data: bytes) -> bytes:
    """Write a stream object."""
    return f"<< {header} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def one_page(objects: Sequence[bytes], box: str = "0 0 595 842", resources: str = "") -> bytes:
    """Write a PDF of one page, whose content is object 4."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R"
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"{page} /Resources << {resources} >> >>".encode(),
            *objects,
        ]
    )


@cache
def inflating_page() -> bytes:
    """Make a content stream that inflates, twice, to 640 MB of spaces."""
    packer = zlib.compressobj(1)
    once = b"".join([*(packer.compress(b" " * 2**20) for _ in range(640)), packer.flush()])
    filters = "/Filter [/FlateDecode /FlateDecode]"
    return one_page([stream(filters, zlib.compress(once, 9))])


def laughing_forms() -> bytes:
    """Draw a form ten times, which draws another ten times, ten deep."""
    forms = [
        stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
            f" /Resources << /XObject << /F {number + 1} 0 R >> >>",
            b"/F Do " * 10,
        )
        for number in range(5, 15)
    ]
    last = stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", b"0 0 9 9 re f")
    return one_page([stream("", b"/F Do " * 10), *forms, last], resources="/XObject << /F 5 0 R >>")


def endless_paths() -> bytes:
    """Draw 100 000 dashed curves across the page."""
    curve = b"[1 1] 0 d 3 w 0 842 m 100 300 200 400 595 0 c S\n"
    return one_page([stream("/Filter /FlateDecode", zlib.compress(curve * 100_000, 9))])


def endless_words() -> bytes:
    """Write 400 000 words upon one another."""
    words = b"BT /F 8 Tf 1 0 0 1 10 10 Tm (Mme Dupont abc abc) Tj ET\n" * 100_000
    font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return one_page([stream("/Filter /FlateDecode", zlib.compress(words, 9))], resources=font)


def huge_png(side: int) -> bytes:
    """Announce a picture of side x side pixels, and send the first million."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def picture_in_page() -> bytes:
    """Place a picture of 45 000 x 45 000 pixels that inflates beyond all limits."""
    packer = zlib.compressobj(1)
    once = b"".join([*(packer.compress(b"\0" * 2**20) for _ in range(640)), packer.flush()])
    picture = (
        "/Type /XObject /Subtype /Image /Width 45000 /Height 45000 /ColorSpace /DeviceRGB"
        " /BitsPerComponent 8 /Filter [/FlateDecode /FlateDecode]"
    )
    content = stream("", b"595 0 0 842 0 0 cm /P Do")
    packed = stream(picture, zlib.compress(once, 9))
    return one_page([content, packed], resources="/XObject << /P 5 0 R >>")


BOMBS = {
    "inflating page": (inflating_page, "too_much_memory"),
    "giant page": (lambda: one_page([stream("", b"")], "0 0 14400 14400"), "too_many_pixels"),
    "45 000 x 45 000 pixels": (lambda: huge_png(45_000), "too_many_pixels"),
}
# Sanitizes what comes on stdin in a process of its own, to tell what the worker cost.
_METER = """
import json, resource, sys
from widget_backend.anonymize.documents import Limits, sanitize
limits = Limits(memory=int(sys.argv[1]) * 2**20)
result = sanitize(sys.stdin.buffer.read(), limits=limits, ocr=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "decision": result.decision, "codes": [reason.code for reason in result.reasons],
    "seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024,
}))
"""


def cost(data: bytes, memory: int = 512) -> dict[str, Any]:
    """Give the decision on a file, and the CPU seconds and megabytes it took."""
    command = [sys.executable, "-I", "-c", _METER, str(memory)]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_a_reason(name: str) -> None:
    """A small file that unfolds beyond the limits is refused, and the reason says what to do."""
    make, code = BOMBS[name]
    assert len(make()) < 20_000
    found = cost(make())
    assert (found["decision"], found["codes"]) == (REFUSED, [code])


@pytest.mark.parametrize(
    "make", [inflating_page, laughing_forms, endless_paths, endless_words, picture_in_page]
)
def test_a_bomb_ends_within_the_limits(make: Callable[[], bytes]) -> None:
    """Whatever is decided, it takes less than ten seconds and 512 MB."""
    found = cost(make())
    assert found["seconds"] < 10
    assert found["megabytes"] < 512
    assert found["decision"] == ACCEPTED or found["codes"]


def test_2000_pages_are_refused_unread() -> None:
    """A document with too many pages is refused before any is rendered."""
    count = 2000
    kids = " ".join(f"{3 + index} 0 R" for index in range(count))
    pages = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    data = pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, *[page] * count])
    assert [reason.code for reason in sanitize(data).reasons] == ["too_many_pages"]


def test_time_runs_out() -> None:
    """A page that keeps the processor busy is stopped when its seconds are used up."""
    result = sanitize(endless_words(), limits=Limits(seconds=0.7), ocr=False)
    assert [reason.code for reason in result.reasons] == ["took_too_long"]


def test_without_limits_a_bomb_goes_off() -> None:
    """Control: with eight times the memory, the inflating page takes more than 512 MB."""
    assert cost(inflating_page(), memory=8 * 512)["megabytes"] > 512
