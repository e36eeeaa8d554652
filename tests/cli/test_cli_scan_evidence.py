"""`scan --evidence`: a verdict that can be reproduced, and what it means to see too little."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.cli.command import EVIDENCE, SHOP, Outcome, Run
from tests.clients.ordinary_user import folder_of_an_ordinary_user

Flags = Callable[..., Path]
Checkout = Callable[[Mapping[str, str | bytes]], Path]

KEPT_BY_SETTINGS = "kept-by-operator"
EXPECTED = json.loads((EVIDENCE.parent / "expected.json").read_text())
UNKNOWN_SHAPE = {"version": 2}
TARGETED = {
    "groups": [
        {
            "properties": [{"key": "plan", "type": "person", "value": "pro", "operator": "exact"}],
            "rollout_percentage": 100,
        }
    ]
}


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Return a checkout with nothing in it."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def change(folder: Path, keys: set[str], **fields: Any) -> None:
    """Give some flags of an evidence folder other fields."""
    file = folder / "feature_flags.json"
    document = json.loads(file.read_text())
    for row in document["results"]:
        if row["key"] in keys:
            row.update(fields)
    file.write_text(json.dumps(document))


def test_the_document_has_the_promised_shape(run: Run, flags: Flags, checkout: Checkout) -> None:
    """`findings/1`, field by field, for one flag with one call site."""
    code = "import posthog from 'posthog-js'\nif (posthog.isFeatureEnabled('new-nav')) { a() }\n"
    folder = flags("new-nav", flag_usage=usage("new-nav"))
    outcome = run("scan", checkout({"src/a.ts": code}), "--evidence", folder, "--json")
    assert (outcome.status, outcome.err) == (0, "")
    document = outcome.document
    assert list(document) == ["schema", "findings", "abstained", "blind", "stats"]
    assert document["schema"] == "findings/1"
    assert document["abstained"] == document["blind"] == []
    assert document["stats"].items() >= {"posthog_requests": 0, "seconds": 0.0}.items()
    (finding,) = document["findings"]
    assert finding["fingerprint"].startswith("stale_flags:new-nav:")
    assert (
        finding.items()
        >= {
            "scan": "stale_flags",
            "subject": "new-nav",
            "verdict": "fully_rolled_out",
            "readiness": "safe",
            "fixed_value": True,
            "severity": "low",
            "blocked_by": [],
            "suggested_action": "open_cleanup_pr",
        }.items()
    )
    assert 0 <= finding["confidence"] <= 1
    assert finding["reason"].endswith(".")
    (site,) = finding["call_sites"]
    assert (site["file"], site["line"]) == ("src/a.ts", 2)
    for fact in finding["evidence"]:
        assert fact.keys() == {"name", "value", "unit", "source", "as_of"}


def usage(*keys: str) -> dict[str, Any]:
    """Return usage in which each key is asked for daily."""
    row = {
        "count": 120,
        "users": 40,
        "last_seen": "2026-11-20T08:00:00Z",
        "responses": {"true": 120},
    }
    return {"as_of": "2026-11-20T09:00:00Z", "window_days": 7, "rows": dict.fromkeys(keys, row)}


def test_only_verdicts_that_are_findings_are_listed(run: Run, empty: Path) -> None:
    """`active` and `permanent` are counted, `inconclusive` is abstained from; none is a finding."""
    document = run("scan", empty, "--evidence", EVIDENCE, "--json").document
    verdicts = {each["subject"]: each["verdict"] for each in document["findings"]}
    assert {"active", "permanent", "inconclusive"}.isdisjoint(verdicts.values())
    inconclusive = {key for key, row in EXPECTED.items() if row["verdict"] == "inconclusive"}
    assert inconclusive <= {each["subject"] for each in document["abstained"]}
    assert inconclusive.isdisjoint(verdicts)
    # The operator's list of flags to keep stands in settings, and none are read here.
    judged = {key: verdict for key, verdict in verdicts.items() if key != KEPT_BY_SETTINGS}
    assert judged.items() == {key: EXPECTED[key]["verdict"] for key in judged}.items()
    assert document["stats"]["permanent"] > 0


def test_the_same_folder_gives_the_same_bytes(
    program: Callable[..., CompletedProcess[bytes]], tmp_path: Path
) -> None:
    """Whatever the hash seed, the working directory and the time of day."""
    one = program("scan", SHOP, "--evidence", EVIDENCE, "--json", PYTHONHASHSEED="1")
    other = program("scan", SHOP, "--evidence", EVIDENCE, "--json", PYTHONHASHSEED="2", cwd=SHOP)
    assert one.returncode == other.returncode == 0
    assert one.stdout == other.stdout
    assert one.stderr == other.stderr == b""


def test_the_clock_decides_where_the_folder_does_not(
    run: Run, flags: Flags, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without `now` in `meta.json` a flag grows old with the calendar; help says so."""
    folder = flags("new-nav", now=None)
    finding = run("scan", empty, "--evidence", folder, "--json").document["findings"][0]
    fixed = flags("new-nav", now="2026-03-01T00:00:00Z")
    told = run("scan", empty, "--evidence", fixed, "--json").document["findings"][0]
    assert told["reason"] != finding["reason"]
    assert "59 days" in told["reason"]
    assert "meta.json" in run("scan", "--help").out


def test_no_settings_and_no_network_are_needed(
    run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A socket is never opened, and a settings file is never looked for."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("opened a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("settings.load", refuse)
    assert run("scan", empty, "--evidence", EVIDENCE).status == 0


def test_thresholds_may_come_from_a_settings_file(
    run: Run, empty: Path, flags: Flags, settings_file: Callable[..., Path]
) -> None:
    """A file that is named is read for its thresholds; no key is needed for that."""
    folder = flags("new-nav", now="2026-01-15T00:00:00Z")
    assert run("scan", empty, "--evidence", folder, "--json").document["findings"] == []
    eager = settings_file(key=None, more="[scans.stale_flags]\nstale_after_days = 7\n")
    words = ("scan", empty, "--evidence", folder, "--config", eager, "--json")
    assert len(run(*words).document["findings"]) == 1


def blind(outcome: Outcome, *sources: str) -> None:
    """Assert that nothing was concluded because of `sources`, and that a person is told."""
    assert outcome.status == 5
    assert outcome.document["findings"] == []
    assert [each["source"] for each in outcome.document["blind"]] == list(sources)
    for line, source in zip(outcome.err.splitlines(), sources, strict=True):
        assert line.startswith(f"groundskeeper: stale_flags: nothing was concluded: {source}: ")


def test_a_folder_without_flags_is_blind(run: Run, empty: Path, tmp_path: Path) -> None:
    """An empty evidence folder proves nothing: status 5."""
    (tmp_path / "evidence").mkdir()
    blind(run("scan", SHOP, "--evidence", "evidence", "--json"), "feature_flags")
    assert run("scan", SHOP, "--evidence", "evidence").status == 5


def test_half_a_list_of_flags_is_blind(run: Run, flags: Flags) -> None:
    """The file and the position of the break are named."""
    folder = flags(feature_flags='{"count": 1,\n "results": [{"key": ')
    outcome = run("scan", SHOP, "--evidence", folder, "--json")
    blind(outcome, "feature_flags")
    assert "feature_flags.json is not JSON at line 2 column" in outcome.err


def test_flags_of_which_too_few_can_be_judged_are_blind(
    run: Run, flags: Flags, empty: Path
) -> None:
    """More than a tenth unread for one cause, and no finding: nothing was concluded."""
    folder = flags("a", "b", "c", now="2026-01-02T00:00:00Z")
    change(folder, {"a", "b"}, filters=UNKNOWN_SHAPE)
    outcome = run("scan", empty, "--evidence", folder, "--json")
    blind(outcome, "stale_flags")
    assert "2 of 3 flags could not be judged" in outcome.err


def test_verdicts_that_stand_are_concluded(run: Run, flags: Flags, empty: Path) -> None:
    """What could be judged is reported beside what could not: status 0, blindness listed."""
    folder = flags("a", "b", "c")
    change(folder, {"a"}, filters=UNKNOWN_SHAPE)
    outcome = run("scan", empty, "--evidence", folder, "--json")
    assert outcome.status == 0
    assert [each["subject"] for each in outcome.document["findings"]] == ["b", "c"]
    assert [each["source"] for each in outcome.document["blind"]] == ["stale_flags"]
    assert "could not read stale_flags" in run("scan", empty, "--evidence", folder).out


def test_unread_usage_leaves_the_other_verdicts(run: Run, flags: Flags, empty: Path) -> None:
    """Half a usage file costs the verdicts that need it; it is named with the place."""
    folder = flags(*(f"flag-{n:02}" for n in range(20)), flag_usage='{"rows": {')
    change(folder, {"flag-03"}, filters=TARGETED)
    outcome = run("scan", empty, "--evidence", folder, "--json")
    assert outcome.status == 0
    assert len(outcome.document["findings"]) == 19
    (unread,) = outcome.document["blind"]
    assert unread["source"] == "flag_usage"
    assert "flag_usage.json is not JSON at line 1 column" in unread["reason"]
    assert [each["subject"] for each in outcome.document["abstained"]] == ["flag-03"]


def test_unread_usage_without_findings_is_no_blindness(run: Run, flags: Flags, empty: Path) -> None:
    """Everything in use is a conclusion, too."""
    folder = flags("a", now="2026-01-02T00:00:00Z", flag_usage="")
    outcome = run("scan", empty, "--evidence", folder, "--json")
    assert outcome.status == 0
    assert [each["source"] for each in outcome.document["blind"]] == ["flag_usage"]


def test_a_project_without_flags_is_seen(run: Run, flags: Flags) -> None:
    """No flags at all may be the wrong project: nothing is concluded, and that is said."""
    outcome = run("scan", SHOP, "--evidence", flags(), "--json")
    assert outcome.status == 5
    assert outcome.document["findings"] == []
    assert "no flags at all" in outcome.document["blind"][0]["reason"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("fully_rolled_out", 1),
        ("safe", 1),
        (" disabled , safe ", 1),
        ("disabled", 0),
        ("blocked,caution", 0),
    ],
)
def test_fail_on_takes_verdicts_and_readiness(
    run: Run, flags: Flags, empty: Path, words: str, status: int
) -> None:
    """Status 1 if any finding matches any word; the answer is the same either way."""
    folder = flags("new-nav", flag_usage=usage("new-nav"))
    plain = run("scan", empty, "--evidence", folder, "--json")
    outcome = run("scan", empty, "--evidence", folder, "--json", "--fail-on", words)
    assert outcome.status == status
    assert outcome.out == plain.out


def test_blindness_beats_fail_on(run: Run, tmp_path: Path) -> None:
    """A pipeline must not take `saw nothing` for `found nothing`."""
    (tmp_path / "evidence").mkdir()
    outcome = run("scan", SHOP, "--evidence", "evidence", "--json", "--fail-on", "safe")
    blind(outcome, "feature_flags")


def test_only_takes_the_scans_there_are(run: Run, empty: Path) -> None:
    """Naming the scan is the same as leaving it out."""
    words = ("scan", empty, "--evidence", EVIDENCE, "--json")
    assert run(*words, "--only", "stale_flags").out == run(*words).out


def test_a_locked_folder_leaves_a_doubt(run: Run, flags: Flags) -> None:
    """Where a part of the code cannot be read, no flag is called unused."""
    folder = flags("new-nav", flag_usage=usage("new-nav"))
    files = {file.name: file.read_text() for file in folder.iterdir()}
    with folder_of_an_ordinary_user() as root:
        evidence = root / "evidence"
        evidence.mkdir()
        for name, text in files.items():
            (evidence / name).write_text(text)
        (root / "code").mkdir()
        words = ("scan", root / "code", "--evidence", evidence, "--json")
        proved = run(*words).document["findings"][0]
        (root / "code/locked").mkdir()
        (root / "code/locked").chmod(0)
        doubtful = run(*words).document["findings"][0]
        (root / "code/locked").chmod(0o700)
    assert proved["suggested_action"] == "archive_flag"
    assert doubtful["suggested_action"] != "archive_flag"


@pytest.mark.parametrize(
    "meta", ['{"now": "yesterday"}', '{"now": "2026-11-20T09:00:00"}', "{", "[]"]
)
def test_a_clock_that_cannot_be_read_is_not_replaced(run: Run, flags: Flags, meta: str) -> None:
    """Another clock would be another judgement: status 2, and the file is named."""
    folder = flags("new-nav", flag_usage=usage("new-nav"))
    (folder / "meta.json").write_text(meta)
    outcome = run("scan", SHOP, "--evidence", folder, "--json")
    assert outcome.status == 2
    assert outcome.out == ""
    assert "meta.json" in outcome.err
