"""Deploys that a project's annotations tell of, opened.

The convention is PostHog's own: one annotation of type `GIT` for each release, whose time is the
deploy's and whose text names commit and environment. Old servers make every annotation one of a
person, so a text of that form counts whoever wrote it.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, cast

from scans.evidence.sources import Sources
from scans.evidence.times import moment
from scans.model.code import Deploy

ANNOTATIONS = "annotations"

SOURCE: Final = "posthog.annotations"

FORM = re.compile(
    r"\s*deploy(?:ed|ment)?:?\s+(?P<sha>[0-9a-f]{7,40})\b(?:\s+(?:to\s+)?(?P<environment>[\w./-]+))?",
    re.IGNORECASE,
)
COMMIT = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b", re.IGNORECASE)


def announced(sources: Sources) -> tuple[Deploy, ...]:
    """Return the deploys in the order of time; an annotation that is none is passed over."""
    listing = sources.listing(ANNOTATIONS)
    items = (cast("dict[str, Any]", item) for item in listing.items if isinstance(item, dict))
    return tuple(sorted(_deploys(items), key=lambda one: (one.at, one.sha, one.environment)))


def _deploys(items: Iterator[dict[str, Any]]) -> Iterator[Deploy]:
    for item in items:
        at, content = moment(item.get("date_marker")), item.get("content")
        if at is None or not isinstance(content, str) or item.get("deleted") is True:
            continue
        if found := FORM.match(content):
            sha, environment = found["sha"].lower(), found["environment"] or ""
            yield Deploy(environment=environment, sha=sha, at=at, source=SOURCE)
        elif item.get("creation_type") == "GIT":
            commit = COMMIT.search(content)
            yield Deploy(sha=commit[0].lower() if commit else "", at=at, source=SOURCE)
