"""What a terminal shows."""

import io

import pytest
from inline_snapshot import snapshot
from rich.console import Console, RenderableType

from messages.table import (
    findings_table,
    removal_summary,
    scan_report,
    schedules_table,
    summary,
    usages_list,
)
from scans.model import (
    Blind,
    BlockedBy,
    DynamicSite,
    ScanResult,
    ScanStats,
    SuggestedAction,
    Usages,
    UsageStats,
)
from scans.model.call_site import Skipped
from tests.messages.hostile import HOSTILE, blocked, finding, hostile_removal, removal, scan_result


def shown(what: RenderableType, width: int = 99) -> str:
    """Return what a terminal without colours prints, lines without trailing spaces."""
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, force_terminal=False).print(what)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def usages() -> Usages:
    """Return one call site of the story and one with a computed key."""
    return Usages(
        usages=finding().call_sites,
        dynamic=(
            DynamicSite(
                file="src/theme.ts",
                line=3,
                column=0,
                kind="flag",
                method="isFeatureEnabled",
                language="typescript",
                expression="`theme-${name}`",
                prefix="theme-",
            ),
        ),
        skipped=(Skipped(file="dist/app.js", reason="generated"),),
        stats=UsageStats(files=120, seconds=0.31),
    )


def test_the_report_of_the_story() -> None:
    """Findings with what to do next, what was not judged, and the sum of it."""
    assert shown(scan_report({"stale_flags": scan_result()})) == snapshot("""\
subject           verdict                why → next
new-checkout      fully rolled out       Serves "test" to everyone, and its rules have not changed
                  safe, keeps "test"     for 90 days.
                                         src/checkout.tsx:12
                                         → open a cleanup pull request
express-delivery  fully rolled out       Serves true to everyone, but answers of last week contain
                  caution, keeps true    false.
                                         src/checkout.tsx:12
                                         → nothing: a person should look first
gift-cards        fully rolled out       Serves "test" to everyone, and its rules have not changed
                  blocked, keeps "test"  for 90 days.
                                         src/checkout.tsx:12
                                         → nothing: it belongs to an early access feature

not judged legacy-rules: its rules have a shape we do not know
19 flags looked at, 3 findings: 1 safe to remove, 1 to look at first, 1 blocked. 4 in use, 1
permanent, 1 not judged.\
""")


def test_several_scans_have_sections_of_their_own() -> None:
    """Each scan has its title and its sum; one that was not run says why."""
    two = {"stale_flags": scan_result(), "dead_events": ScanResult(stats=ScanStats(subjects=2))}
    report = shown(scan_report(two, {"event_health": "the folder holds no event_usage.json"}))
    lines = report.splitlines()
    assert [line for line in lines if line in ("Stale flags", "Dead events")] == [
        "Stale flags",
        "Dead events",
    ]
    assert lines[-2:] == [
        "2 events looked at, 0 findings. 0 in use, 0 not judged.",
        "Event health not looked at: the folder holds no event_usage.json",
    ]


def test_the_call_sites_of_the_story() -> None:
    """Places as an editor opens them, then those whose key is computed."""
    assert shown(usages_list(usages())) == snapshot("""\
src/checkout.tsx:12: flag new-checkout  getFeatureFlag
computed key src/theme.ts:3: `theme-${name}`
1 call site in 120 files, 1 skipped, 0.31 s\
""")


def test_the_account_of_a_removal() -> None:
    """What was removed, what is left and why, and whether anything was written."""
    assert shown(removal_summary(removal(), written=True)) == snapshot("""\
src/checkout.tsx: 2 call sites removed
src/flags.ts: 1 call site removed
left src/basket.ts:40: the value is passed on
new-checkout: some places are left; written\
""")
    nothing = removal().model_copy(update={"files": (), "outcome": "left"})
    assert "nothing was written" in shown(removal_summary(nothing, written=True))


def test_the_schedules() -> None:
    """When things run next, and what a person has paused."""
    rows = [
        {"id": "digest:shop", "paused": False, "note": "", "next": "2026-11-23", "last": None},
        {"id": "scan:shop", "paused": True, "note": "holidays", "next": None, "last": None},
    ]
    assert shown(schedules_table(rows)) == snapshot("""\
schedule     state   next        last  note
digest:shop  runs    2026-11-23
scan:shop    paused                    holidays\
""")


def test_the_plan_says_why_nothing_is_proposed() -> None:
    """The reason of a skipped action beats what the finding asked for."""
    found, skipped = blocked("smart-reorder", BlockedBy.LIMIT_REACHED)
    assert "nothing: it waits for the next run" in shown(findings_table([found], [skipped]), 220)


def test_blind_is_never_an_all_clear() -> None:
    """With nothing found and a source missing, the paragraph says that nothing is concluded."""
    result = ScanResult(
        blind=(Blind(source="feature flags", reason="403"),), stats=ScanStats(subjects=0)
    )
    assert "1 source could not be read: nothing is concluded" in summary(result).plain
    assert "could not read feature flags: 403" in shown(scan_report({"stale_flags": result}))


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_neither_markup_nor_a_sequence(text: str) -> None:
    """Nothing that is shown moves the cursor, changes a colour, or is read as Rich markup."""
    out = io.StringIO()
    console = Console(file=out, width=150, color_system="truecolor", force_terminal=True)
    for what in (
        scan_report({"stale_flags": scan_result(text)}, {"dead_events": text}),
        removal_summary(hostile_removal(text), written=True),
    ):
        console.print(what)
    ours = out.getvalue()
    assert "\x1b]8" not in ours
    assert "\x1b[31mred" not in ours
    assert not any("\u202a" <= each <= "\u202e" for each in ours)
    assert "[bold red]" not in text or "[bold" in ours


def test_what_somebody_relies_on_comes_first() -> None:
    """The rest keeps its order."""
    names = ("a-low", "b-low", "c-high")
    found = [
        finding(name).model_copy(update={"severity": name.partition("-")[2]}) for name in names
    ]
    said = shown(scan_report({"stale_flags": ScanResult(findings=tuple(found))}))
    assert said.index("c-high") < said.index("a-low") < said.index("b-low")


def test_what_people_are_asked_although_nothing_may_be_removed() -> None:
    """An alert is no `nothing`, and its reasons are the ones that name who reads the event."""
    whys = tuple(f"the insight “{name}” reads it" for name in ("Sales", "Carts", "Orders"))
    update = {"suggested_action": SuggestedAction.POST_ALERT, "readiness_reasons": whys}
    found = blocked("gift_wrap_selected", BlockedBy.INSIGHT)[0].model_copy(update=update)
    assert (
        "→ tell whoever relies on it: the insight “Sales” reads it; the insight “Carts” reads it; "
        "and 1 more" in shown(findings_table([found]), 220)
    )
