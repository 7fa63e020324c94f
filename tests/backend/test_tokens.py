"""Receipts, tokens, and what is made from the secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widget_backend.errors import Misconfigured
from widget_backend.tokens import (
    CROCKFORD,
    Keys,
    load_keys,
    make_secret,
    new_token,
    read_receipt,
    token_digest,
    write_receipt,
)

KEYS = Keys(b"k" * 32)


@given(st.integers(min_value=0, max_value=2**80 - 1))
def test_receipt_is_read_as_it_was_written(number: int) -> None:
    """Any receipt is read back, in small letters, without dashes, with letters that look alike."""
    receipt = write_receipt(number)
    assert read_receipt(receipt) == receipt
    assert read_receipt(receipt.lower().replace("-", " ")) == receipt
    assert read_receipt(receipt[:-1].replace("0", "O").replace("1", "l") + receipt[-1]) == receipt


@given(
    st.integers(min_value=0, max_value=2**80 - 1),
    st.integers(min_value=0, max_value=15),
    st.sampled_from(CROCKFORD),
)
def test_one_wrong_symbol_is_noticed(number: int, place: int, symbol: str) -> None:
    """The check character catches every single mistyped symbol (Crockford, modulo 37)."""
    receipt = write_receipt(number)
    compact = receipt.replace("-", "")
    mistyped = compact[:place] + symbol + compact[place + 1 :]
    assert read_receipt(mistyped) == (receipt if mistyped == compact else None)


@given(st.text(max_size=40))
def test_anything_typed_is_a_receipt_or_nothing(typed: str) -> None:
    """Whatever is typed is read as a whole receipt, or as none."""
    read = read_receipt(typed)
    assert read is None or read_receipt(read) == read


def test_receipt_follows_from_its_key_alone() -> None:
    """The same key gives the same receipt, another key or another secret another one."""
    assert KEYS.receipt("a") == KEYS.receipt("a")
    assert len({KEYS.receipt("a"), KEYS.receipt("b"), Keys(b"x" * 32).receipt("a")}) == 3


def test_each_purpose_has_its_own_digest() -> None:
    """A digest made for one purpose says nothing for another."""
    assert KEYS.digest("idempotency", "x") != KEYS.digest("receipt-lookup", "x")


def test_signed_value_comes_back_unaltered() -> None:
    """What was signed is read again; altered, of another purpose, or too old, it is nothing."""
    signed = KEYS.sign("form", {"survey": "satisfaction"})
    assert KEYS.unsign("form", signed, max_age_seconds=60) == {"survey": "satisfaction"}
    assert KEYS.unsign("form", "x" + signed[1:], max_age_seconds=60) is None
    assert KEYS.unsign("other", signed, max_age_seconds=60) is None
    assert KEYS.unsign("form", signed, max_age_seconds=-1) is None


def test_tokens_are_random_and_digested() -> None:
    """Two tokens differ, and a digest does not contain its token."""
    one, other = new_token(), new_token()
    assert one != other
    assert one.startswith("pv_")
    assert one not in token_digest(one)


def test_secret_is_made_once_for_its_owner(tmp_path: Path) -> None:
    """A secret is readable by its owner alone, and a second start keeps it."""
    make_secret(tmp_path)
    first = load_keys(tmp_path).derive("x")
    make_secret(tmp_path)
    assert load_keys(tmp_path).derive("x") == first
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", ["", "zz", "00ff", "not hexadecimal"])
def test_damaged_secret_is_told(tmp_path: Path, damage: str) -> None:
    """A secret that is missing, short or damaged stops the start with a sentence."""
    with pytest.raises(Misconfigured, match="init"):
        load_keys(tmp_path)
    (tmp_path / "secret.key").write_text(damage)
    with pytest.raises(Misconfigured):
        load_keys(tmp_path)
