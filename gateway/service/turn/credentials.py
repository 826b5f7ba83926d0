"""Credentials that a TURN server can check without asking the gateway.

The scheme is that of coturn's ``use-auth-secret`` (draft-uberti-behave-turn-rest-00): the name says
until when it holds, the password is its HMAC-SHA1 under a secret that both sides know.
"""

import base64
import hashlib
import hmac
from datetime import datetime

from msgspec import Struct


class Credentials(Struct, frozen=True, kw_only=True):
    """What a device signs in to the TURN server with."""

    username: str
    password: str


def credentials(secret: str, call: str, device: str, expires_at: datetime) -> Credentials:
    """For one device in one call, until ``expires_at``.

    A session that began before goes on after: coturn looks at the time only when it begins. What
    follows the time names whom coturn's quota of a user counts for.
    """
    username = f"{int(expires_at.timestamp())}:{call}:{device}"
    digest = hmac.digest(secret.encode(), username.encode(), hashlib.sha1)
    return Credentials(username=username, password=base64.b64encode(digest).decode())
