"""The comment below a suspect pull request."""

import pytest
from hypothesis import given
from inline_snapshot import snapshot
from markdown_it import MarkdownIt

from messages import escape
from messages.incident.comment import suspect_comment, suspect_fingerprint
from messages.marker import read_marker
from scans.deploy_watch.verdicts import Verdict
from tests.messages.hostile import FOREIGN
from tests.messages.incident.incidents import (
    ALARM,
    CART,
    CULPRIT,
    KEY,
    OTHER,
    SHA,
    certainty,
    hostile,
    incident,
)
from tests.messages.incident.soundness import wrapped

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def body(comment: str) -> str:
    """Return a comment without its hidden line."""
    return comment.rpartition("<!--")[0]


def test_the_author_learns_what_happened_and_why_it_is_asked_here():
    """Counts, time, reasons and how sure: short, and a suspect is no culprit."""
    assert wrapped(body(suspect_comment(incident(), CULPRIT))) == snapshot("""\
After the deploy of `3f2a1b9` to `production` on 18 Nov 12:00 UTC, errors rose. This
    pull request is a suspect, with high certainty. That is no proof.

- 37 people since it began; 9 expected by the past hours and weeks: 4.1 times. It began
    about 4 minutes after the deploy.
- line 42 of src/cart.ts came with it (+4.0)
- it changed the lines around src/cart.ts:42 (+3.0)
- it changed total() (+2.0)
- the rise began within 10 minutes of this step of the rollout (+0.5)
- [The error, for those who may see
    it](<https://posthog.example/project/1/error_tracking/0192-cart>)

Numbers with a sign are points, by a rule of thumb. If it is something else, press *Not
    this deploy* below the alert. This is said once.

""")


@pytest.mark.parametrize("level", ["high", "medium", "low"])
def test_it_is_no_surer_than_the_ranking(level: str):
    """Each certainty has words of its own."""
    said = body(suspect_comment(incident(ranking=certainty(level)), CULPRIT))
    words = {"high": "high certainty", "medium": "others are possible", "low": "not the only one"}
    assert words[level] in said


def test_no_telemetry_reaches_a_repository():
    """A repository may be public: neither the error's text nor its stack nor people are in it."""
    said = suspect_comment(incident(), CULPRIT)
    assert CART.message not in said
    assert "Cannot read" not in said
    assert CULPRIT.email not in said


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.REGRESSION, "errors rose"),
        (Verdict.NEW_ISSUE, "a new error appeared"),
        (Verdict.CONVERSION_DROP, "fewer people came to the end of a funnel"),
    ],
)
def test_it_says_what_kind_of_trouble_it_is(verdict: Verdict, words: str):
    """A funnel has no errors, and a new error has no rate."""
    assert words in suspect_comment(incident(verdict=verdict), CULPRIT)


def test_it_is_found_again_by_its_marker():
    """One per incident and pull request, however often its words change."""
    marker = read_marker(suspect_comment(incident(), CULPRIT))
    assert marker is not None
    assert marker.fingerprint == suspect_fingerprint(incident(), CULPRIT)
    assert (marker.scan, marker.subject) == ("deploy_watch", "hazelnut/shop#482")
    assert (marker.head_sha, marker.workflow_id) == (SHA, KEY)
    worse = incident(alarm=ALARM.model_copy(update={"people": 99}))
    assert suspect_fingerprint(worse, CULPRIT) == marker.fingerprint
    assert suspect_fingerprint(incident(), OTHER) != marker.fingerprint
    assert suspect_fingerprint(incident(key="other"), CULPRIT) != marker.fingerprint


@given(text=FOREIGN)
def test_nothing_foreign_acts_in_a_comment(text: str):
    """No link, image, HTML or heading comes of reasons and names, and the marker stays readable."""
    foreign = hostile(text)
    assert foreign.ranking is not None
    suspect = foreign.ranking.suspects[0]
    comment = suspect_comment(foreign, suspect)
    marker = read_marker(comment)
    assert marker is not None
    assert marker.fingerprint == suspect_fingerprint(foreign, suspect)
    kinds = {
        leaf.type
        for token in GITHUB.parse(body(comment))
        for leaf in (token, *(token.children or []))
    }
    assert not kinds & {"image", "html_inline", "html_block", "heading_open"}
    assert escape.is_address(text) or "link_open" not in kinds
    assert len(comment) < 20_000
