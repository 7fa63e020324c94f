"""For the tests of those who use the SDK: a transport without network, and sample objects.

    from porte_voix import Client
    from porte_voix.testing import FakeTransport, json_answer

    transport = FakeTransport()
    transport.route("GET", "/v1/sites", json_answer({"items": [], "next": None}))
    client = Client("https://voice.example.org", transport=transport)

`WsgiTransport(app)` speaks to a WSGI application instead, in the same process.
"""

from porte_voix.testing._answers import feed_answer, json_answer, problem_answer
from porte_voix.testing._fake import Answer, FakeTransport
from porte_voix.testing._samples import sample_change, sample_erasure, sample_response
from porte_voix.testing._wsgi import WsgiTransport

__all__ = [
    "Answer",
    "FakeTransport",
    "WsgiTransport",
    "feed_answer",
    "json_answer",
    "problem_answer",
    "sample_change",
    "sample_erasure",
    "sample_response",
]
