"""`backtest`: what would have been said in the past."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.cli.command import EVIDENCE, SHOP, Run, refused

Flags = Callable[..., Path]
Checkout = Callable[[Mapping[str, str | bytes]], Path]

CODE = "import posthog from 'posthog-js'\nposthog.capture('basket_left')\n"
AS_OF = "2026-11-20T12:00:00Z"


def counts(daily: list[int], last_seen: str) -> dict[str, Any]:
    """Return a document of counts with one event of the code and one that never stops."""
    alive = {"count": 1800, "users": 9, "last_seen": AS_OF, "daily": [10] * 180}
    row = {"count": sum(daily), "users": 4, "last_seen": last_seen, "daily": daily}
    rows = {"basket_left": row, "page_opened": alive}
    return {"as_of": AS_OF, "window_days": 180, "rows": rows}


def test_flags_are_replayed_look_by_look(run: Run) -> None:
    """As many looks as were asked for, oldest first, the newest one being that of `scan`."""
    words = ("backtest", "stale-flags", SHOP, "--evidence", EVIDENCE)
    document = run(*words, "--days", "60", "--every", "30", "--json").document
    assert list(document) == ["schema", "scan", "looks", "reported", "withdrawn"]
    assert document["schema"] == "backtest/1"
    assert [look["at"][:10] for look in document["looks"]] == [
        "2026-09-21",
        "2026-10-21",
        "2026-11-20",
    ]
    now = run("scan", SHOP, "--evidence", EVIDENCE, "--only", "stale_flags", "--json").document
    # Who is not called any more is not known of the past, so of today neither.
    lasting = [each for each in now["findings"] if each["verdict"] != "not_evaluated"]
    still = {(each["subject"], each["verdict"]) for each in document["reported"] if each["still"]}
    assert still == {(each["subject"], each["verdict"]) for each in lasting}


def test_an_event_is_reported_when_its_rhythm_says_so(
    run: Run, flags: Flags, checkout: Checkout
) -> None:
    """Ten a day until 40 days ago: told from the ninth silent day on, and never taken back."""
    usage = counts([10] * 140 + [0] * 40, "2026-10-11T12:00:00Z")
    folder = flags("new-nav", event_usage=usage)
    words = ("backtest", "dead-events", checkout({"a.ts": CODE}), "--evidence", folder)
    document = run(*words, "--days", "50", "--every", "1", "--json").document
    (told,) = document["reported"]
    assert (told["subject"], told["verdict"], told["still"]) == ("basket_left", "stopped", True)
    assert "2026-10-18" <= told["first"][:10] <= "2026-10-21"
    assert document["withdrawn"] == 0


def test_an_event_that_came_back_was_reported_too_early(
    run: Run, flags: Flags, checkout: Checkout
) -> None:
    """A pause of thirty days in a daily event is noise that an operator should see."""
    usage = counts([10] * 130 + [0] * 30 + [10] * 20, AS_OF)
    folder = flags("new-nav", event_usage=usage)
    words = ("backtest", "dead-events", checkout({"a.ts": CODE}), "--evidence", folder)
    outcome = run(*words, "--days", "50", "--every", "5")
    assert outcome.status == 0
    assert "withdrawn basket_left: went silent" in outcome.out
    assert "1 reported, 1 of them withdrawn later (100 %)" in outcome.out


def test_a_past_that_nobody_kept_is_left_out_and_said(
    run: Run, flags: Flags, checkout: Checkout
) -> None:
    """Looks that would need older counts than the folder has are counted on stderr."""
    folder = flags("new-nav", event_usage=counts([10] * 180, AS_OF))
    words = ("backtest", "dead-events", checkout({"a.ts": CODE}), "--evidence", folder)
    outcome = run(*words, "--days", "300", "--every", "50", "--json")
    assert 0 < len(outcome.document["looks"]) < 7
    assert "what was counted does not reach back far enough" in outcome.err


def test_days_are_whole_and_positive(run: Run) -> None:
    """A period of nothing is a wrong command."""
    refused(run("backtest", "stale-flags", SHOP, "--days", "0"), 2, "--days")
