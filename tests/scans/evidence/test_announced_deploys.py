"""Which annotations tell of a deploy."""

from typing import Any

import pytest

from scans.evidence.deploys import ANNOTATIONS, announced
from scans.evidence.sources import Sources
from scans.model import Deploy, Documents


def told(*items: object) -> tuple[Deploy, ...]:
    """Return the deploys of these annotations."""
    documents = Documents({ANNOTATIONS: {"results": list(items)}}, complete_by_declaration=True)
    return announced(Sources(documents, (ANNOTATIONS,)))


def annotation(content: object, **fields: Any) -> dict[str, Any]:
    """Return one that a person wrote."""
    base = {"content": content, "date_marker": "2026-11-18T13:52:00Z", "creation_type": "USR"}
    return {**base, **fields}


@pytest.mark.parametrize(
    ("content", "sha", "environment"),
    [
        ("deploy 1a2b3c4 production", "1a2b3c4", "production"),
        ("Deploy 1A2B3C4D staging", "1a2b3c4d", "staging"),
        ("deployed 1a2b3c4 to eu/production", "1a2b3c4", "eu/production"),
        ("deployment: 1a2b3c4", "1a2b3c4", ""),
    ],
)
def test_a_text_of_the_form_is_a_deploy(content: str, sha: str, environment: str) -> None:
    """Whoever wrote it: old servers make every annotation one of a person."""
    (one,) = told(annotation(content))
    assert (one.sha, one.environment, one.source) == (sha, environment, "posthog.annotations")
    assert one.at.isoformat() == "2026-11-18T13:52:00+00:00"


def test_one_of_type_git_is_a_deploy_whatever_it_says() -> None:
    """Its commit is taken where one stands in it, and words are no commits."""
    (one,) = told(annotation("Release 42 (9f8e7d6c) by Ada", creation_type="GIT"))
    assert (one.sha, one.environment) == ("9f8e7d6c", "")
    (other,) = told(annotation("effaced facade", creation_type="GIT"))
    assert other.sha == ""


@pytest.mark.parametrize(
    "item",
    [
        annotation("pricing page is new"),
        annotation("we deploy on Mondays"),
        annotation(None, creation_type="GIT"),
        annotation("deploy 1a2b3c4 production", date_marker=None),
        annotation("deploy 1a2b3c4 production", date_marker="soon"),
        annotation("deploy 1a2b3c4 production", deleted=True),
        "deploy 1a2b3c4 production",
        None,
    ],
)
def test_anything_else_is_not(item: object) -> None:
    """A person's note, one without a time, a deleted one and what is no annotation at all."""
    assert told(item) == ()


def test_they_come_in_the_order_of_time() -> None:
    """Whatever the order of the list."""
    later = annotation("deploy 2222222 production", date_marker="2026-11-19T00:00:00Z")
    assert [one.sha for one in told(later, annotation("deploy 1111111"))] == ["1111111", "2222222"]
