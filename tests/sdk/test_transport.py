"""Answers as they arrive: chunks, lines, bodies that are cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porte_voix import Response, TransportError

LINES = st.lists(st.binary(min_size=1).filter(lambda line: b"\n" not in line and line.strip()))


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """Cut data into chunks at the given places."""
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[a:b] for a, b in pairwise(edges)]


@given(LINES, st.lists(st.integers(0, 10_000)))
def test_lines_do_not_depend_on_chunks(lines: list[bytes], places: list[int]) -> None:
    """However the network cuts an answer, its lines are the ones that were sent."""
    data = b"".join(line + b"\n" for line in lines)
    assert list(Response(200, chunks=cut(data, places)).lines()) == lines


def test_lines_come_before_the_answer_ends() -> None:
    """A line is given out as soon as it is whole, without waiting for the rest."""
    read: list[bytes] = []

    def chunks() -> Iterator[bytes]:
        for chunk in (b"one\ntw", b"o\n"):
            read.append(chunk)
            yield chunk

    lines = Response(200, chunks=chunks()).lines()
    assert next(lines) == b"one"
    assert read == [b"one\ntw"]


def test_a_cut_line_is_not_given_out() -> None:
    """A last line without its newline was cut on its way: an error, and not that line."""
    lines = Response(200, chunks=[b'{"a": 1}\n{"b": 12']).lines()
    assert next(lines) == b'{"a": 1}'
    with pytest.raises(TransportError, match="cut short"):
        next(lines)


def test_blank_lines_say_nothing() -> None:
    """Blank lines, which keep a connection alive, are left out."""
    assert list(Response(200, chunks=[b"\n\na\n \r\n"]).lines()) == [b"a"]


def test_reading_may_be_bounded() -> None:
    """A bounded reading stops at its limit, however much follows."""

    def endless() -> Iterator[bytes]:
        while True:
            yield b"abc"

    assert Response(200, chunks=endless()).read(limit_bytes=4) == b"abca"


def test_headers_are_found_whatever_their_case() -> None:
    """A header is the same in any case, and absent ones are None."""
    response = Response(200, {"content-TYPE": "Application/JSON; charset=utf-8"}, [b"[1]"])
    assert response.header("Content-Type") == "Application/JSON; charset=utf-8"
    assert response.media_type == "application/json"
    assert response.header("Retry-After") is None
    assert response.json() == [1]


def test_leaving_an_answer_closes_it() -> None:
    """An answer used in a `with` is closed at the end; one that has nothing to close may be too."""
    closed: list[bool] = []
    with Response(200, on_close=lambda: closed.append(True)), Response(200):
        assert closed == []
    assert closed == [True]
