"""Several scans at one look: which run, which words they know, what a folder tells of."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from scans import SCANS
from tests.cli.command import SHOP, Run, refused

Flags = Callable[..., Path]
Checkout = Callable[[Mapping[str, str | bytes]], Path]

CODE = "import posthog from 'posthog-js'\nposthog.capture('basket_left')\n"
AS_OF = "2026-11-20T12:00:00Z"


def event_usage(**rows: dict[str, Any]) -> dict[str, Any]:
    """Return counts of events that are as old as the folder's `now`."""
    return {"as_of": AS_OF, "window_days": 180, "rows": rows}


def every_day_until(silent: int) -> dict[str, Any]:
    """Return the row of an event that came ten times on each day until so many days ago."""
    daily = [10] * (180 - silent) + [0] * silent
    return {"count": sum(daily), "users": 4, "last_seen": "2026-09-30T12:00:00Z", "daily": daily}


def test_a_folder_without_counts_is_about_flags(run: Run, flags: Flags, checkout: Checkout) -> None:
    """The other scans are not run, and the table says why."""
    words = ("scan", checkout({"a.ts": CODE}), "--evidence", flags("new-nav"))
    document = run(*words, "--json").document
    assert {each["scan"] for each in document["findings"]} == {"stale_flags"}
    assert document["blind"] == []
    assert "Dead events not looked at: the folder holds no event_usage.json" in run(*words).out


def test_a_scan_that_is_named_runs_and_is_blind(run: Run, flags: Flags, checkout: Checkout) -> None:
    """Who asks for dead events without their counts learns that nothing was concluded."""
    words = ("scan", checkout({"a.ts": CODE}), "--evidence", flags("new-nav"))
    outcome = run(*words, "--only", "dead_events", "--json")
    assert outcome.status == 5
    assert outcome.document["findings"] == []
    assert "dead_events: nothing was concluded" in outcome.err


def test_flags_and_events_are_judged_from_one_folder(
    run: Run, flags: Flags, checkout: Checkout
) -> None:
    """A silent event stands beside a stale flag, by the order of scans; its verdict fails CI."""
    alive = {"count": 1800, "users": 9, "last_seen": AS_OF, "daily": [10] * 180}
    usage = event_usage(basket_left=every_day_until(51), page_opened=alive)
    folder = flags("new-nav", event_usage=usage)
    words = ("scan", checkout({"a.ts": CODE}), "--evidence", folder)
    outcome = run(*words, "--json", "--fail-on", "stopped")
    assert outcome.status == 1
    found = [
        (each["scan"], each["subject"], each["verdict"]) for each in outcome.document["findings"]
    ]
    assert found == [
        ("stale_flags", "new-nav", "fully_rolled_out"),
        ("dead_events", "basket_left", "stopped"),
    ]
    (dead,) = run(*words, "--only", "dead_events", "--json").document["findings"]
    assert dead["readiness"] == "safe"
    assert dead["call_sites"][0]["file"] == "a.ts"


def test_events_that_cannot_be_judged_do_not_spoil_what_is_known_of_flags(
    run: Run, flags: Flags, checkout: Checkout
) -> None:
    """Counts without days say nothing of a rhythm: that is said, and the flag is a finding."""
    row = {"count": 120, "users": 4, "last_seen": "2026-10-30T12:00:00Z"}
    alive = {"count": 90, "users": 4, "last_seen": AS_OF}
    rows = {"basket_left": row, "page_opened": alive}
    usage = {"as_of": AS_OF, "window_days": 30, "rows": rows}
    words = ("scan", checkout({"a.ts": CODE}), "--evidence", flags("new-nav", event_usage=usage))
    outcome = run(*words, "--json")
    assert outcome.status == 0
    assert [each["subject"] for each in outcome.document["findings"]] == ["new-nav"]
    (blind,) = outcome.document["blind"]
    assert blind["source"] == "dead_events"
    assert "rhythm" in blind["reason"]
    assert run(*words, "--only", "dead_events").status == 5


@pytest.mark.parametrize("scan", [scan.name for scan in SCANS])
def test_every_scan_can_be_named(run: Run, flags: Flags, checkout: Checkout, scan: str) -> None:
    """`--only` takes each scan, and its verdicts are words of `--fail-on`."""
    reported = next(each.reported for each in SCANS if each.name == scan)
    words = (
        "scan",
        checkout({"a.ts": CODE}),
        "--evidence",
        flags("new-nav", event_usage=event_usage()),
    )
    outcome = run(*words, "--only", scan, "--fail-on", ",".join(reported), "--json")
    assert outcome.status in (0, 1, 5)
    assert {each["scan"] for each in outcome.document["findings"]} <= {scan}


def test_a_verdict_that_is_never_reported_is_no_word(run: Run) -> None:
    """`alive` can match nothing, so it is a mistake, and the message lists what there is."""
    refused(run("scan", SHOP, "--fail-on", "alive"), 2, "--fail-on", "stopped", "property_dropped")


def test_the_same_folder_gives_the_same_bytes(run: Run, flags: Flags, checkout: Checkout) -> None:
    """Two looks at one folder differ in nothing, whatever the clock says."""
    folder = flags("new-nav", event_usage=event_usage(basket_left=every_day_until(51)))
    words = ("scan", checkout({"a.ts": CODE}), "--evidence", folder, "--json")
    first, second = run(*words).out, run(*words).out
    assert first == second
    assert json.loads(first)["stats"]["seconds"] == 0.0
