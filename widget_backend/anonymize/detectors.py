"""The table of detectors: each reads the view once; order does not matter."""

from __future__ import annotations

from . import (
    addresses,
    announced,
    banking,
    births,
    civilities,
    credentials,
    emails,
    first_names,
    network,
    numbers,
    papers,
    people,
    phones,
    spelled,
)
from .findings import Detector

DETECTORS: tuple[Detector, ...] = (
    emails.detect,
    phones.detect,
    spelled.detect,
    numbers.detect,
    banking.detect,
    papers.detect,
    announced.detect,
    births.detect,
    civilities.detect,
    people.detect,
    first_names.detect,
    addresses.detect,
    network.detect,
    credentials.detect,
)
