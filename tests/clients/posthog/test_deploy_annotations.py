"""The mark of a deploy: the form that is read again, and when there is one already."""

from datetime import UTC, datetime, timedelta

import pytest

from clients.posthog.deploy_annotations import body, is_marked
from scans.evidence.deploys import FORM
from scans.model import Json
from scans.model.code import Deploy

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SHA = "3f9c2ab51d7e4c0f9b8a6d2e1c3f5a7b9d0e2f41"
DEPLOY = Deploy(at=AT, sha=SHA, environment="production", source="ci")


def annotation(content: str | None, minutes: float = 0, **more: object) -> Json:
    """An annotation as PostHog lists it."""
    marker = (AT + timedelta(minutes=minutes)).isoformat()
    return {"content": content, "date_marker": marker, "deleted": False, **more}


def test_the_mark_has_the_form_that_is_read_again() -> None:
    """Commit and environment in the text, the deploy's time as the date, type GIT."""
    assert body(DEPLOY) == {
        "content": "deploy 3f9c2ab production",
        "date_marker": "2026-11-20T09:30:00Z",
        "scope": "project",
        "creation_type": "GIT",
    }
    odd = body(DEPLOY.model_copy(update={"environment": "EU <live> 2"}))
    found = FORM.match(str(odd["content"]))
    assert found is not None
    assert found["environment"] == "EU-live-2"


@pytest.mark.parametrize(
    ("known", "marked"),
    [
        (annotation("deploy 3f9c2ab production"), True),
        (annotation(f"Deployed {SHA} to production", minutes=20), True),
        (annotation("deploy 3f9c2ab"), True),
        (annotation("release of 3F9C2AB went out", minutes=-5), True),
        (annotation("deploy 3f9c2ab staging"), False),
        (annotation("deploy 3f9c2ab production", minutes=90), False),
        (annotation("deploy 3f9c2ab production", deleted=True), False),
        (annotation("deploy 3f9c2ff production"), False),
        (annotation("campaign"), False),
        (annotation(None), False),
        ({"content": "deploy 3f9c2ab production", "date_marker": None}, False),
    ],
)
def test_a_deploy_is_marked_once(known: Json, marked: bool) -> None:
    """By a pipeline or by a try whose answer was lost; another deploy's mark is none."""
    assert is_marked(DEPLOY, [annotation("campaign"), known]) is marked
