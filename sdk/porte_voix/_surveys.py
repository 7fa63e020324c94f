"""The life of a survey: draft, published, closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from porte_voix._caller import Caller
from porte_voix._collection import Collection, parsed
from porte_voix._records import Survey


class Surveys(Collection[Survey]):
    """Surveys and their versions (scopes surveys:read, surveys:write)."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller, "/v1/surveys", Survey.from_json)

    def get(self, key: str) -> Survey:
        """One of them; NotFound."""
        return self._get(key)

    def create(
        self,
        key: str,
        *,
        organisation: str,
        template: str | None = None,
        definition: Mapping[str, Any] | None = None,
    ) -> Survey:
        """Begin a draft from a built-in template or from a definition, one of the two.

        Invalid, with a pointer for each rule that the definition breaks; Conflict when the key
        is taken.
        """
        if (template is None) == (definition is None):
            raise ValueError("give either template or definition")
        given = {"key": key, "organisation": organisation}
        return self._create({**given, "template": template, "definition": definition})

    def draft(self, key: str, definition: Mapping[str, Any]) -> Survey:
        """Replace the draft; the published version goes on as it is."""
        return parsed(self._read, self._caller.json("PUT", self._at(key, "draft"), definition))

    def publish(self, key: str) -> Survey:
        """Freeze the draft as the next version, the one that is shown from now on."""
        return self._do(key, "publish")

    def close(self, key: str) -> Survey:
        """Take no more responses."""
        return self._do(key, "close")

    def version(self, key: str, number: int) -> Mapping[str, Any]:
        """A published version as JSON, frozen for ever."""
        path = self._at(key, "versions", str(number))
        return parsed(dict, self._caller.json("GET", path))

    def templates(self) -> tuple[Mapping[str, Any], ...]:
        """The built-in templates as JSON."""
        raw = parsed(dict, self._caller.json("GET", "/v1/templates"))
        return tuple(raw.get("items", ()))

    def _do(self, key: str, verb: str) -> Survey:
        return parsed(self._read, self._caller.json("POST", self._at(key, verb)))
