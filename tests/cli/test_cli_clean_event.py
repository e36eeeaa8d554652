"""`clean --event`: its account, its diff, and what it writes."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.cli.command import Run
from tests.clients.ordinary_user import folder_of_an_ordinary_user

Checkout = Callable[[Mapping[str, str | bytes]], Path]

EVENT = ("--event", "plan viewed")
CAPTURE = "import posthog from 'posthog-js'\nposthog.capture('plan viewed', { plan })\nshow()\n"
USED = "import posthog from 'posthog-js'\nexport const seen = posthog.capture('plan viewed')\n"
HELPER = """\
import posthog from 'posthog-js'

export const PLAN_VIEWED = 'plan viewed'
export const PLAN_CHOSEN = 'plan chosen'

export function trackPlan() {
  posthog.capture(PLAN_VIEWED)
}
"""
CALLER = "import { trackPlan } from './plans'\n\ntrackPlan()\nshow()\n"


def test_a_whole_removal_has_the_promised_shape(run: Run, checkout: Checkout) -> None:
    """`clean/1` with `event` in the place of `flag` and `value`."""
    outcome = run("clean", checkout({"src/a.ts": CAPTURE}), *EVENT, "--json")
    assert (outcome.status, outcome.err) == (0, "")
    document = outcome.document
    (file,) = document.pop("files")
    assert document.pop("checks")["only_deletes"] is True
    assert document == {
        "schema": "clean/1",
        "event": "plan viewed",
        "outcome": "removed",
        "left": [],
    }
    assert list(file)[:4] == ["file", "removed_sites", "removed_lines", "added_lines"]
    assert (file["file"], file["removed_sites"]) == ("src/a.ts", 1)
    assert (file["removed_lines"], file["added_lines"]) == (2, 0)


def test_the_event_comes_second_in_the_document(run: Run, checkout: Checkout) -> None:
    """The keys stand in the order in which people read them."""
    outcome = run("clean", checkout({"a.ts": CAPTURE}), *EVENT, "--json")
    assert list(outcome.document) == ["schema", "event", "outcome", "files", "left", "checks"]


def test_the_diff_is_printed_and_nothing_is_written(run: Run, checkout: Checkout) -> None:
    """Without `--write` stdout is a patch, the account is on stderr, no file changes."""
    root = checkout({"src/a.ts": CAPTURE})
    outcome = run("clean", root, *EVENT)
    assert outcome.status == 0
    assert "-posthog.capture('plan viewed', { plan })\n" in outcome.out
    assert "plan viewed: no call site is left; nothing was written" in outcome.err
    assert (root / "src/a.ts").read_text() == CAPTURE


def test_a_helper_and_its_callers_are_written(run: Run, checkout: Checkout) -> None:
    """`--write --json` edits every file the event is in, and a second run finds nothing."""
    root = checkout({"src/plans.ts": HELPER, "src/page.ts": CALLER})
    document = run("clean", root, *EVENT, "--write", "--json").document
    assert [each["file"] for each in document["files"]] == ["src/page.ts", "src/plans.ts"]
    assert (root / "src/page.ts").read_text() == "show()\n"
    assert (root / "src/plans.ts").read_text() == "export const PLAN_CHOSEN = 'plan chosen'\n"
    again = run("clean", root, *EVENT, "--json").document
    assert (again["outcome"], again["files"]) == ("removed", [])


def test_what_only_the_event_used_is_told_apart(run: Run, checkout: Checkout) -> None:
    """A file without a call site of its own says what went from it."""
    outcome = run("clean", checkout({"src/plans.ts": HELPER, "src/page.ts": CALLER}), *EVENT)
    assert "src/page.ts: 1 call site removed" in outcome.err
    assert "src/plans.ts: what only it used removed" in outcome.err


def test_a_part_is_called_a_part(run: Run, checkout: Checkout) -> None:
    """Some files complete, others untouched: `partial`, and each place that stays has a reason."""
    root = checkout({"src/a.ts": CAPTURE, "src/b.ts": USED})
    document = run("clean", root, *EVENT, "--json").document
    assert document["outcome"] == "partial"
    assert document["left"] == [{"file": "src/b.ts", "line": 2, "reason": "value is passed on"}]


def test_nothing_provable_is_left(run: Run, checkout: Checkout) -> None:
    """`left`: no file changed, status 0 all the same."""
    outcome = run("clean", checkout({"src/b.ts": USED}), *EVENT)
    assert (outcome.status, outcome.out) == (0, "")
    assert "left src/b.ts:2: value is passed on" in outcome.err
    assert "plan viewed: nothing could be removed" in outcome.err


def test_a_checkout_without_the_event_is_clean_already(run: Run, checkout: Checkout) -> None:
    """`removed` without files, and a person is told that there was nothing to do."""
    outcome = run("clean", checkout({"a.ts": "show()\n"}), *EVENT)
    assert (outcome.status, outcome.out) == (0, "")
    assert "plan viewed: already clean" in outcome.err


def test_what_cannot_be_read_is_never_called_clean(run: Run, checkout: Checkout) -> None:
    """A locked file may capture the event: it is left, and the outcome is not `removed`."""
    run("clean", checkout({"a.ts": CAPTURE}), *EVENT, "--json")  # loads what the command needs
    with folder_of_an_ordinary_user() as root:
        (root / "a.ts").write_text(CAPTURE)
        (root / "closed.ts").write_text(CAPTURE)
        (root / "closed.ts").chmod(0)
        document = run("clean", root, *EVENT, "--json").document
    assert document["outcome"] == "partial"
    (left,) = document["left"]
    assert left["file"] == "closed.ts"
    assert "nobody knows what stands there" in left["reason"]
