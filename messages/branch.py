"""Names of what is proposed: branch, title, commit message. Same finding, same names."""

import hashlib
import re

from messages import escape
from scans.model import Finding, FixedValue
from scans.model.identity import DEAD_EVENTS

BRANCH_PREFIX = "groundskeeper/"
"""How every branch of ours begins."""

_LONGEST_BRANCH = 80
_LONGEST_SLUG = 53
_LONGEST_TITLE = 72
_LONGEST_VALUE = 24
_HASH = 8


def branch_name(scan: str, subject: str) -> str:
    """Return `groundskeeper/{scan}/{slug}`, at most 80 characters, a valid git reference."""
    prefix = f"{BRANCH_PREFIX}{scan}/"
    return prefix + slug(subject, min(_LONGEST_SLUG, _LONGEST_BRANCH - len(prefix)))


def slug(subject: str, limit: int = _LONGEST_SLUG) -> str:
    """Return the subject in `[a-z0-9._-]`, with 8 hex of its hash if anything was changed or cut.

    Holds git's rules for a reference's last part: no `..`, no `.lock` or `.` at the end, nothing
    that could be taken for an option or a hidden file at the start.
    """
    text = re.sub(r"[^a-z0-9._-]", "-", subject.lower())
    text = re.sub(r"\.(?=\.|lock$|$)", "-", text).lstrip("-.")
    if text == subject and 0 < len(text) <= limit:
        return text
    digest = hashlib.sha256(subject.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
    return f"{text[: limit - _HASH - 1].rstrip('-.')}-{digest}".lstrip("-")


def value_text(value: FixedValue) -> str:
    """Return the value as code has it: `true`, `false`, or the variant in quotation marks."""
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def title(finding: Finding) -> str:
    """Return at most 72 characters that state what goes, and the kept value if there is one."""
    what, kept = ("dead event" if finding.scan == DEAD_EVENTS else "flag"), ""
    if finding.fixed_value is not None:
        value = escape.cut(escape.plain(value_text(finding.fixed_value)), _LONGEST_VALUE)
        kept = f" (always {value})"
    room = _LONGEST_TITLE - len(f"Remove {what} ") - len(kept)
    return f"Remove {what} {escape.cut(escape.plain(finding.subject), room)}{kept}"


def commit_message(finding: Finding) -> str:
    """Return the title and the reason."""
    return f"{title(finding)}\n\n{escape.plain(finding.reason)}"
