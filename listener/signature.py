"""Is this request from one of our pipelines, unchanged and fresh?

`X-Groundskeeper-Timestamp` is Unix seconds, `X-Groundskeeper-Signature` is `v1=` and the hex
HMAC-SHA256 of `v1:{timestamp}:{raw body}` under the client's secret. The raw bytes are verified
before anything is parsed.
"""

import hashlib
import hmac
from collections.abc import Mapping

from pydantic import SecretStr

TIMESTAMP = "x-groundskeeper-timestamp"
SIGNATURE = "x-groundskeeper-signature"
WINDOW_SECONDS = 300


class Unverified(Exception):
    """The request is not believed. The text names what is wrong, never what would be right."""


def sign(secret: SecretStr, timestamp: int, body: bytes) -> str:
    """Return the signature header's value for a body sent at `timestamp` (Unix seconds)."""
    message = b"v1:%d:%s" % (timestamp, body)
    return "v1=" + hmac.new(secret.get_secret_value().encode(), message, hashlib.sha256).hexdigest()


def verify(
    secrets: Mapping[str, SecretStr], headers: Mapping[str, str], body: bytes, *, now: float
) -> tuple[str, str]:
    """Return the client's name and the verified signature.

    Raises:
        Unverified: A header is missing or malformed, the time is outside ±300 s, or no client's
            secret makes this signature.
    """
    stamp, given = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):
        raise Unverified(f"{TIMESTAMP} must be Unix seconds")
    if abs(now - int(stamp)) > WINDOW_SECONDS:
        raise Unverified(f"{TIMESTAMP} is more than {WINDOW_SECONDS} s away from this clock")
    client = ""
    for name, secret in secrets.items():
        # Every secret is tried, so that the time taken does not tell which client came close.
        if hmac.compare_digest(sign(secret, int(stamp), body).encode(), given.encode()):
            client = name
    if not client:
        raise Unverified(f"{SIGNATURE} does not fit this body")
    return client, given
