"""Who may sit where: signed links, cookies and tickets, join codes. The right itself is a grant in the store, and can be revoked.

A link or cookie only names a grant; what it allows is looked up on every command and before every send.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from web.store import Grant, Store

#: A ticket lets a page that was just served open its socket.
TICKET_LASTS = 12 * 3600

#: How long a join code lets people ask to be let in, unless the drill ends before.
CODE_LASTS = 12 * 3600

_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # no I, L, O, U, 0, 1
_CODE_LENGTH = 9  # 30^9 is about 44 bits


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs and reads what browsers carry."""

    secret: bytes

    def _of(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt=f"wheel-{purpose}")

    def sign(self, purpose: str, text: str) -> str:
        return self._of(purpose).dumps(text)

    def read(self, purpose: str, signed: str, lasts: int | None = None) -> str | None:
        try:
            text = self._of(purpose).loads(signed, max_age=lasts)
        except BadSignature:
            return None
        return text if isinstance(text, str) else None


def new_id() -> str:
    """An id nobody can guess: 120 bits."""
    return secrets.token_urlsafe(15)


def new_code() -> str:
    """A join code people can read to each other: at least 40 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))


def same_code(typed: str) -> str:
    """A code as typed, made comparable: blanks and dashes dropped, capitals."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:16]


def valid(store: Store, grant_id: str | None, drill: str, seat: str | None = None) -> Grant | None:
    """The grant, if it stands for this drill (and seat) and was not revoked."""
    grant = store.grant(grant_id) if grant_id else None
    if grant is None or grant.revoked or grant.drill != drill or (seat is not None and grant.seat != seat):
        return None
    return grant
