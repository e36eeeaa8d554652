"""The hidden last line of what we write: how a pull request is recognised as the one for a finding.

It is data, not authority: anybody can copy it, so it is believed only on a pull request that our
own account opened from a branch of the same repository.
"""

import base64
import re

from scans.model import FixedValue, Foreign

_MARKER = re.compile(r"^<!-- groundskeeper:v1 ([A-Za-z0-9_-]+) -->\s*$", re.MULTILINE)


class Marker(Foreign):
    """What the line says. Read tolerantly: a later release may have added fields."""

    scan: str
    subject: str
    repository: str
    """`owner/name`."""
    fingerprint: str
    fixed_value: FixedValue | None = None
    head_sha: str | None = None
    """The commit that was proposed; another head means that somebody pushed."""
    workflow_id: str


def write_marker(marker: Marker) -> str:
    """Return the line.

    Base64, because a key may contain `-->`; of pure ASCII, because then two `-` never meet in it,
    which an HTML comment does not allow.
    """
    payload = marker.model_dump_json(ensure_ascii=True).encode("ascii")
    return f"<!-- groundskeeper:v1 {base64.urlsafe_b64encode(payload).decode().rstrip('=')} -->"


def read_marker(body: str) -> Marker | None:
    """Return what the last marker of a body says, or `None` if there is none that can be read."""
    found = _MARKER.findall(body)
    if not found:
        return None
    text = found[-1]
    try:
        payload = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return Marker.model_validate_json(payload)
    except ValueError:
        return None
