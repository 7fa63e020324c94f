"""Sealing of what must be readable again but never lie open: e-mail addresses."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet


class Sealer:
    """Seals short texts with one key (Fernet: AES-128-CBC and HMAC-SHA256)."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, text: str) -> str:
        """Give the sealed text."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Give the text again; raises cryptography's InvalidToken when it was altered."""
        return self._fernet.decrypt(sealed.encode()).decode()
