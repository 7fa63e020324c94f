"""How refusals become errors."""

from __future__ import annotations

import pickle

import pytest

import porte_voix
from porte_voix import Client, FieldError, ProblemError, TransportError, UnexpectedAnswer, _errors
from porte_voix.testing import Answer, FakeTransport, problem_answer

FAMILIES = [
    ("unauthenticated", 401, porte_voix.Unauthenticated),
    ("forbidden", 403, porte_voix.Forbidden),
    ("not_found", 404, porte_voix.NotFound),
    ("survey_not_found", 404, porte_voix.NotFound),
    ("conflict", 409, porte_voix.Conflict),
    ("idempotency_conflict", 409, porte_voix.Conflict),
    ("survey_closed", 410, porte_voix.Conflict),
    ("cursor_expired", 410, porte_voix.CursorExpired),
    ("invalid_cursor", 400, porte_voix.Invalid),
    ("malformed_json", 400, porte_voix.Invalid),
    ("body_too_large", 413, porte_voix.Invalid),
    ("unsupported_media_type", 415, porte_voix.Invalid),
    ("invalid_answers", 422, porte_voix.Invalid),
    ("too_many_requests", 429, porte_voix.TooManyRequests),
    ("internal", 500, porte_voix.ServerError),
    ("unavailable", 503, porte_voix.ServerError),
    ("teapot", 418, ProblemError),
]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def refused(sdk: Client, fake: FakeTransport, answer: Answer) -> porte_voix.PorteVoixError:
    """Give the error that an answer becomes."""
    fake.route("GET", "/v1/organisations/ville", answer)
    with pytest.raises(porte_voix.PorteVoixError) as caught:
        sdk.organisations.get("ville")
    return caught.value


@pytest.mark.parametrize(("code", "status", "family"), FAMILIES)
def test_each_problem_has_its_family(
    sdk: Client, fake: FakeTransport, code: str, status: int, family: type[ProblemError]
) -> None:
    """A problem becomes the error of its family, which keeps its code and its status."""
    error = refused(sdk, fake, problem_answer(code, status))
    assert type(error) is family
    assert isinstance(error, ProblemError)
    assert (error.code, error.status) == (code, status)


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Every error class stands in the drawing, below its parent."""
    drawn = (_errors.__doc__ or "").splitlines()
    classes = [c for c in vars(_errors).values() if isinstance(c, type)]
    errors = [c for c in classes if issubclass(c, porte_voix.PorteVoixError)]
    place = {c: next(n for n, row in enumerate(drawn) if c.__name__ in row.split()) for c in errors}
    assert all(place[c.__base__] < place[c] for c in errors if c.__base__ in place)


def test_field_errors_keep_their_pointers(sdk: Client, fake: FakeTransport) -> None:
    """Each wrong place is given with its pointer, its code and what to do."""
    wrong = {"pointer": "/answers/satisfaction", "code": "required", "message": "Answer this."}
    error = refused(sdk, fake, problem_answer("invalid_answers", 422, errors=[wrong]))
    assert isinstance(error, ProblemError)
    assert error.errors == (FieldError("/answers/satisfaction", "required", "Answer this."),)


def test_members_of_a_problem_are_kept(sdk: Client, fake: FakeTransport) -> None:
    """What a problem says beside the standard members can be read from `raw`."""
    found = [{"question": "verbatim", "type": "phone", "start": 3, "end": 13}]
    error = refused(sdk, fake, problem_answer("personal_data_found", 422, findings=found))
    assert isinstance(error, ProblemError)
    assert error.raw["findings"] == found


def test_a_problem_names_its_request(sdk: Client, fake: FakeTransport) -> None:
    """The sentence of a problem ends with its code and the id of the request."""
    error = refused(sdk, fake, problem_answer("not_found", 404, title="Nothing is here."))
    assert str(error) == "Nothing is here. (not_found, 0123456789abcdef)"
    assert error.request_id == "0123456789abcdef"


def test_the_request_id_may_come_from_the_header(sdk: Client, fake: FakeTransport) -> None:
    """A problem without a request id takes that of the answer's header."""
    headers = {"content-type": "application/problem+json", "porte-voix-request-id": "abc"}
    error = refused(sdk, fake, Answer(404, headers, b'{"code": "not_found"}'))
    assert error.request_id == "abc"


def test_a_problem_without_request_id_still_speaks(sdk: Client, fake: FakeTransport) -> None:
    """A problem that says nothing but its code becomes an error that says that much."""
    answer = Answer(404, {"Content-Type": "application/problem+json"}, b'{"code": "not_found"}')
    error = refused(sdk, fake, answer)
    assert str(error) == "not_found (not_found)"
    assert error.request_id is None


@pytest.mark.parametrize(
    "answer",
    [
        Answer(404, HTML, b"<h1>Not here</h1>"),
        Answer(200, HTML, b"<h1>Sign in</h1>"),
        Answer(403, {"Content-Type": "application/json"}, b"{cut"),
        Answer(403, {"Content-Type": "application/json"}, b'["code"]'),
        Answer(400, {"Content-Type": "application/json"}, b'{"error": "other service"}'),
        Answer(200, {"Content-Type": "application/json"}, b"{cut"),
        Answer(200, {}, b"{}"),
    ],
)
def test_a_strangers_answer_is_told_apart(sdk: Client, fake: FakeTransport, answer: Answer) -> None:
    """What is not an answer of Porte-voix becomes an UnexpectedAnswer that names the host."""
    error = refused(sdk, fake, answer)
    assert isinstance(error, UnexpectedAnswer)
    assert "voice.example.org did not answer as Porte-voix does" in str(error)
    assert error.status == answer.status
    assert not error.is_temporary


def test_a_redirect_is_named_and_not_followed(sdk: Client, fake: FakeTransport) -> None:
    """A redirect becomes an error that says where the service is, for a token must not travel."""
    place = "https://other.example.org/"
    error = refused(sdk, fake, Answer(301, {"Location": place}, b""))
    assert f"points to {place}" in str(error)
    assert len(fake.requests) == 1


@pytest.mark.parametrize("raw", [b'{"key": "ville"}', b'{"key": 1, "name": "Ville"}', b"[]"])
def test_an_answer_of_another_shape_is_refused(
    sdk: Client, fake: FakeTransport, raw: bytes
) -> None:
    """JSON that lacks what it must hold becomes an UnexpectedAnswer, not a KeyError."""
    error = refused(sdk, fake, Answer(200, {"Content-Type": "application/json"}, raw))
    assert isinstance(error, UnexpectedAnswer)


@pytest.mark.parametrize(
    "error",
    [
        TransportError("No road.", is_temporary=False),
        porte_voix.Timeout("Too long."),
        UnexpectedAnswer("A page.", 502, "abc", 3.0),
        porte_voix.Invalid(
            "invalid", 422, "Wrong", "Quite wrong.", (FieldError("/a", "b", "c"),), "abc", 2.0
        ),
    ],
)
def test_errors_travel_between_processes(error: porte_voix.PorteVoixError) -> None:
    """An error can be pickled, as a pool of workers does, and loses nothing."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made one line above
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
