"""What the groups of the client have in common: objects of one kind under one path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from porte_voix import _fields
from porte_voix._caller import Caller, segment
from porte_voix._errors import UnexpectedAnswer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list; `next` is what to give as `after` for those that follow, or None."""

    items: tuple[T, ...]
    next: str | None = None


def parsed(read: Callable[[Mapping[str, Any]], T], raw: object) -> T:
    """`raw` as an object of the SDK; UnexpectedAnswer when it does not have its shape."""
    try:
        return read(_fields.json_object(raw, "the answer"))
    except ValueError as error:
        raise UnexpectedAnswer(
            f"The answer is not of the shape that was expected: {error}."
        ) from None


class Collection(Generic[T]):
    """Objects of one kind under one path."""

    def __init__(self, caller: Caller, path: str, read: Callable[[Mapping[str, Any]], T]) -> None:
        self._caller = caller
        self._path = path
        self._read = read

    def list(self) -> Iterator[T]:
        """Every one that the token may see; each page is asked for when it is needed."""
        return self._all()

    def _at(self, key: str, *rest: str) -> str:
        return "/".join((self._path, segment(key), *rest))

    def _get(self, key: str) -> T:
        return parsed(self._read, self._caller.json("GET", self._at(key)))

    def _create(self, payload: Mapping[str, object]) -> T:
        given = {name: value for name, value in payload.items() if value is not None}
        return parsed(self._read, self._caller.json("POST", self._path, given))

    def _page(self, **query: object) -> Page[T]:
        return parsed(self._read_page, self._caller.json("GET", self._path, query=query))

    def _read_page(self, raw: Mapping[str, Any]) -> Page[T]:
        items = _fields.objects(raw, "items")
        return Page(tuple(map(self._read, items)), _fields.optional_text(raw, "next"))

    def _all(self, **query: object) -> Iterator[T]:
        """Every item, page after page, each page asked for when it is needed."""
        after: str | None = None
        while True:
            page = self._page(**query, after=after)
            yield from page.items
            if page.next is None:
                return
            if page.next == after:
                raise UnexpectedAnswer("The list gives the same page for ever.")
            after = page.next
