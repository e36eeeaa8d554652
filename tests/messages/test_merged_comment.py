"""What authors of merged changes are told: once, in few words, with nothing of foreign making."""

# ruff: noqa: E501  the body stands here as people read it

from datetime import timedelta

from hypothesis import given
from inline_snapshot import snapshot
from markdown_it import MarkdownIt

from messages.marker import read_marker
from messages.merged_comment import CommentText, merged_comment
from scans.event_health import Arrived, Awaited, MergedNews
from scans.model import MergedChange
from tests.messages.hostile import AS_OF, FOREIGN

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
CHANGE = MergedChange(
    repository="my-org/shop",
    number=12,
    url="https://github.com/my-org/shop/pull/12",
    title="Count coupons",
    merged_at=AS_OF - timedelta(days=2),
    sha="5f0c7a1e" * 5,
    deployed_at=AS_OF - timedelta(days=1, hours=3),
    deploy_source="github.deployments",
    events=("coupon_used",),
)
SEEN = (
    Arrived(event="coupon_used", first_at=AS_OF - timedelta(hours=20)),
    Arrived(event="order_placed", property="coupon"),
)


def body(news: MergedNews) -> str:
    """Return what people read: without the marker, which has to be there."""
    text = merged_comment(news, workflow_id="scan:event_health:shop")
    shown, _, marker = text.body.rstrip("\n").rpartition("\n")
    said = read_marker(marker)
    assert said is not None
    assert said.fingerprint == text.fingerprint
    return shown


def test_everything_has_arrived() -> None:
    """Each event and property with its first arrival, where that says something."""
    assert body(MergedNews(change=CHANGE, kind="seen", arrived=SEEN)) == snapshot("""\
What this pull request began to send has arrived in PostHog (`5f0c7a1` on 19 Nov 2026 06:00 UTC, says github.deployments).

- `coupon_used`, first on 19 Nov 2026 13:00 UTC
- `coupon` of `order_placed`, which had been sent before too
""")


def test_a_day_later_something_is_missing() -> None:
    """What is missing comes first, then what was seen, then where to look."""
    missing = (Awaited(event="coupon_refused"), Awaited(event="order_placed", property="coupon"))
    news = MergedNews(change=CHANGE, kind="missing", arrived=SEEN[:1], missing=missing)
    assert body(news) == snapshot("""\
Since its deploy (`5f0c7a1` on 19 Nov 2026 06:00 UTC, says github.deployments), PostHog has not seen everything that this pull request began to send.

**Not seen:**
- `coupon_refused`
- `coupon` of `order_placed`

**Seen:**
- `coupon_used`, first on 19 Nov 2026 13:00 UTC

It may stand behind a flag or in a rare case. If not, look whether the line runs, and whether the name is spelled the same everywhere. This is said once.
""")


def test_each_kind_is_another_comment_and_each_attempt_the_same() -> None:
    """Found again by pull request and kind, whatever has arrived in between."""

    def fingerprint(kind: str, number: int = 12, **rest: object) -> str:
        change = CHANGE.model_copy(update={"number": number})
        said: CommentText = merged_comment(
            MergedNews.model_validate({"change": change, "kind": kind, **rest})
        )
        return said.fingerprint

    assert fingerprint("seen") == fingerprint("seen", arrived=SEEN)
    assert len({fingerprint("seen"), fingerprint("missing"), fingerprint("seen", 13)}) == 3


@given(FOREIGN)
def test_foreign_names_stay_names(text: str) -> None:
    """Events and properties are named by code of anybody: no link, image or mention comes of it."""
    change = CHANGE.model_copy(update={"deploy_source": text})
    arrived = tuple(Arrived(event=text, property=text) for _ in range(40))
    news = MergedNews(
        change=change, kind="missing", arrived=arrived, missing=(Awaited(event=text),) * 40
    )
    shown = body(news)
    kinds = {
        leaf.type for token in GITHUB.parse(shown) for leaf in (token, *(token.children or []))
    }
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "heading_open"}
    assert shown.count("- and 20 more") == 2
