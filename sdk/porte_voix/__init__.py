"""Porte-voix for back offices: set up surveys, submit and pull responses, make the snippet.

    from porte_voix import Client, FileCursor

    with Client("https://voice.example.org", token) as client:
        client.pull(handler=print, cursor=FileCursor("cursor.json"))

Everything public is named here; `porte_voix.testing` holds what users' own tests need. The
modules that begin with an underscore may change at any time.
"""

from porte_voix._changes import Change, Erasure
from porte_voix._client import Client
from porte_voix._collection import Page
from porte_voix._cursors import CursorStore, FileCursor
from porte_voix._errors import (
    Conflict,
    CursorExpired,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    PorteVoixError,
    ProblemError,
    ServerError,
    Timeout,
    TooManyRequests,
    TransportError,
    Unauthenticated,
    UnexpectedAnswer,
)
from porte_voix._pull import PullSummary
from porte_voix._records import Ack, ContactPoint, Organisation, Service, Site, Survey, Token
from porte_voix._requests_transport import RequestsTransport
from porte_voix._retry import Retry
from porte_voix._snippet import snippet
from porte_voix._survey_response import (
    Anonymization,
    DocumentReference,
    Finding,
    Submission,
    SurveyResponse,
)
from porte_voix._transport import Request, Response, Transport
from porte_voix._version import __version__

__all__ = [
    "Ack",
    "Anonymization",
    "Change",
    "Client",
    "Conflict",
    "ContactPoint",
    "CursorExpired",
    "CursorStore",
    "DocumentReference",
    "Erasure",
    "FieldError",
    "FileCursor",
    "Finding",
    "Forbidden",
    "Invalid",
    "NotFound",
    "Organisation",
    "Page",
    "PorteVoixError",
    "ProblemError",
    "PullSummary",
    "Request",
    "RequestsTransport",
    "Response",
    "Retry",
    "ServerError",
    "Service",
    "Site",
    "Submission",
    "Survey",
    "SurveyResponse",
    "Timeout",
    "Token",
    "TooManyRequests",
    "Transport",
    "TransportError",
    "Unauthenticated",
    "UnexpectedAnswer",
    "__version__",
    "snippet",
]
