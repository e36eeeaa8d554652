"""One mark per deploy in the project's charts, as PostHog's own convention has it.

A pipeline may have set it already, and a try whose answer was lost may have set it too, so it is
looked for first. Its text names commit and environment, in the form in which it is read again.
"""

import re
from collections.abc import Iterable
from datetime import UTC, timedelta

from scans.evidence.deploys import FORM
from scans.evidence.times import moment
from scans.model import Json
from scans.model.code import Deploy

SHA_DIGITS = 7
"""What everybody shortens a commit to; also what annotations are searched for."""

SAME_DEPLOY = timedelta(hours=1)
"""A pipeline marks the deploy when it ends, and we when it began."""


def body(deploy: Deploy) -> Json:
    """Return the annotation of a deploy, as it is sent. `deploy.sha` is not empty."""
    return {
        "content": f"deploy {deploy.sha[:SHA_DIGITS]} {_place(deploy)}".strip(),
        "date_marker": deploy.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "scope": "project",
        "creation_type": "GIT",
    }


def is_marked(deploy: Deploy, annotations: Iterable[Json]) -> bool:
    """Return whether one of the annotations is of this deploy."""
    return any(_is_of(deploy, each) for each in annotations)


def _is_of(deploy: Deploy, annotation: Json) -> bool:
    content, at = annotation.get("content"), moment(annotation.get("date_marker"))
    if annotation.get("deleted") is True or not isinstance(content, str) or at is None:
        return False
    return abs(at - deploy.at) <= SAME_DEPLOY and _names(content, deploy)


def _names(content: str, deploy: Deploy) -> bool:
    """Whether a text names the same commit, and no other environment."""
    found = FORM.match(content)
    if found is None:
        return deploy.sha[:SHA_DIGITS].casefold() in content.casefold()
    sha, place = found["sha"].casefold(), (found["environment"] or "").casefold()
    same = sha.startswith(deploy.sha.casefold()) or deploy.sha.casefold().startswith(sha)
    return same and place in ("", _place(deploy).casefold())


def _place(deploy: Deploy) -> str:
    """The environment, in the characters that the form allows."""
    return re.sub(r"[^\w./-]+", "-", deploy.environment).strip("-")
