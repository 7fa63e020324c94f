"""Responses, as the back office reads and enters them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from porte_voix import _fields
from porte_voix._caller import Caller, read_json, segment
from porte_voix._collection import Collection, Page, parsed
from porte_voix._form import attach, checked_key, encoded
from porte_voix._survey_response import Submission, SurveyResponse


class Responses(Collection[SurveyResponse]):
    """What was answered (scopes responses:read, responses:write)."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller, "/v1/responses", SurveyResponse.from_json)

    def list(
        self, *, survey: str | None = None, state: str | None = None
    ) -> Iterator[SurveyResponse]:
        """Every response that the token may see, page after page; `state` is open or held."""
        return self._all(survey=survey, state=state)

    def page(
        self,
        *,
        survey: str | None = None,
        state: str | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> Page[SurveyResponse]:
        """One page, for a screen that shows them page by page."""
        return self._page(survey=survey, state=state, after=after, limit=limit)

    def get(self, id: str) -> SurveyResponse:  # noqa: A002 - the word of the feed and the models
        """One of them; NotFound."""
        return self._get(id)

    def submit(
        self,
        survey: str,
        answers: Mapping[str, Any],
        *,
        channel: str,
        documents: Mapping[str, Sequence[bytes]] | None = None,
        language: str | None = None,
        contact_point: str | None = None,
        submitted_at: datetime | None = None,
        accept_redaction: bool = False,
        idempotency_key: str | None = None,
    ) -> Submission:
        """Enter a response that came on paper, at a counter or by another channel, once.

        `channel` is paper, counter, phone or other; `documents` maps document questions to the
        bytes of their files (PDF, JPEG, PNG). A key is made when none is given, and serves
        every repetition of this call. To submit again after the call itself has failed (a crash,
        a power cut), give a key of your own, the number of the paper form for instance.
        Invalid points at each wrong answer or refused document, or says `personal_data_found`
        where the survey asks first: change the answers, or agree with `accept_redaction`.
        """
        complete, parts = attach(answers, documents or {})
        given = {
            "answers": complete,
            "language": language,
            "channel": channel,
            "contact_point": contact_point,
            "submitted_at": None if submitted_at is None else _fields.written(submitted_at),
            "accept_redaction": accept_redaction or None,
        }
        payload = {name: value for name, value in given.items() if value is not None}
        body, media_type = encoded(payload, parts)
        headers = {"Content-Type": media_type, "Idempotency-Key": checked_key(idempotency_key)}
        path = f"/v1/surveys/{segment(survey)}/responses"
        request = self._caller.request("POST", path, None, headers, body)
        return parsed(Submission.from_json, self._caller.fetch(request, read_json))

    def review(
        self,
        id: str,  # noqa: A002
        decision: Literal["accept", "reject"],
    ) -> SurveyResponse | None:
        """Decide on a response that is held for a person, after reading it.

        Accepted, it is let through and returned; rejected, it is erased and None is returned.
        """
        raw = self._caller.json("POST", self._at(id, "review"), {"decision": decision})
        return None if raw is None else parsed(self._read, raw)

    def erase(self, id: str) -> None:  # noqa: A002
        """Erase one for good; a tombstone in the feed tells every reader."""
        self._caller.json("DELETE", self._at(id))
