"""`scan` and `evidence pull` against a PostHog that answers, refuses, breaks or is none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demo.shop import expectations
from tests.cli.command import SHOP, PostHogServer, Run, refused
from tests.clients.scripted_server import Answer, scripted_server

pytestmark = pytest.mark.requires_server

Settings = Callable[..., Path]


def test_the_pretend_company_is_judged_as_its_story_says(
    run: Run, posthog: PostHogServer, settings_file: Settings
) -> None:
    """Verdict, readiness and value of every flag are those of the shop's own table."""
    file = settings_file(posthog.address)
    outcome = run("scan", SHOP, "--config", file, "--json")
    assert (outcome.status, outcome.err) == (0, "")
    document = outcome.document
    found = of_scan("stale_flags", document)
    expected = expectations().flags
    silent = {"active", "permanent", "inconclusive"}
    assert found.keys() == {key for key, one in expected.items() if one.verdict not in silent}
    for key, finding in found.items():
        one = expected[key]
        assert finding["verdict"] == one.verdict, key
        assert finding["fixed_value"] == one.fixed_value, key
        # The table leaves the readiness open of what nothing is proposed about.
        assert one.readiness in (finding["readiness"], None), key
    abstained = {key for key, one in expected.items() if one.verdict == "inconclusive"}
    told = {each["subject"] for each in document["abstained"] if each["scan"] == "stale_flags"}
    assert told == abstained
    assert document["stats"]["posthog_requests"] > 0


def test_the_events_of_the_company_are_judged_as_its_story_says(
    run: Run, posthog: PostHogServer, settings_file: Settings
) -> None:
    """Every dead event with its readiness, and every event that is not what it was."""
    document = run("scan", SHOP, "--config", settings_file(posthog.address), "--json").document
    dead = of_scan("dead_events", document)
    # A folder has no history, so nothing tells how long a capture has been there.
    expected = {
        name: one
        for name, one in expectations().dead_events.items()
        if not one.only_if_complete and one.verdict != "never_arrived"
    }
    assert {name: one["verdict"] for name, one in dead.items()} == {
        name: one.verdict for name, one in expected.items()
    }
    assert {name: one["readiness"] for name, one in dead.items()} == {
        name: one.readiness for name, one in expected.items()
    }
    sick = {(each["subject"], each["verdict"]) for each in of_scan_all("event_health", document)}
    assert sick == {(each.event, each.verdict) for each in expectations().event_health}


def test_one_scan_alone_reads_and_says_nothing_of_the_others(
    run: Run, posthog: PostHogServer, settings_file: Settings
) -> None:
    """`--only` is a smaller question: fewer requests, and findings of that scan."""
    posthog.control.delete("/requests/").raise_for_status()
    file = settings_file(posthog.address)
    document = run("scan", SHOP, "--config", file, "--only", "dead_events", "--json").document
    assert {each["scan"] for each in document["findings"]} == {"dead_events"}
    asked = json.dumps(posthog.control.get("/requests/").json())
    assert "feature_flags" not in asked
    assert "surveys" not in asked


def test_what_was_pulled_is_judged_as_what_is_live(
    run: Run, posthog: PostHogServer, settings_file: Settings, tmp_path: Path
) -> None:
    """On the same clock an evidence folder gives the findings of the project it came from."""
    file = settings_file(posthog.address)
    pulled = run("evidence", "pull", "kept", "--checkout", SHOP, "--config", file)
    assert (pulled.status, pulled.err) == (0, "")
    assert f"scan {SHOP} --evidence kept" in pulled.out
    live = run("scan", SHOP, "--config", file, "--json").document
    offline = run("scan", SHOP, "--evidence", "kept", "--json").document
    for document in (live, offline):
        del document["stats"]["seconds"], document["stats"]["posthog_requests"]
    assert without_times(offline) == without_times(live)
    assert "tier_names" not in (tmp_path / "kept/feature_flags.json").read_text()


def test_a_pull_without_a_checkout_says_what_nobody_asked(
    run: Run, posthog: PostHogServer, settings_file: Settings, tmp_path: Path
) -> None:
    """Whether what code captures ever arrived stays unknown in the folder, and is said."""
    pulled = run("evidence", "pull", "kept", "--config", settings_file(posthog.address))
    assert pulled.status == 0
    assert "event_arrivals: no checkout was named" in pulled.err
    assert "event_arrivals" in json.loads((tmp_path / "kept/meta.json").read_text())["blind"]
    offline = run("scan", SHOP, "--evidence", "kept", "--only", "dead_events", "--json").document
    assert "never_arrived" not in {each["verdict"] for each in offline["findings"]}


def of_scan_all(scan: str, document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the findings of one scan; one event may have several."""
    return [each for each in document["findings"] if each["scan"] == scan]


def of_scan(scan: str, document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the findings of one scan by subject."""
    return {each["subject"]: each for each in of_scan_all(scan, document)}


def without_times(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document without the moments at which its facts were read."""

    def drop(fields: dict[str, Any]) -> dict[str, Any]:
        return {name: each for name, each in fields.items() if name != "as_of"}

    return json.loads(json.dumps(document), object_hook=drop)


@pytest.mark.parametrize("key", ["phx_wrong_key_of_ours", "phc_demo_hazelnut", "phs_demo_hazelnut"])
@pytest.mark.parametrize("words", [("scan", str(SHOP)), ("evidence", "pull", "kept")])
def test_a_wrong_key_is_refused_and_never_shown(
    run: Run, posthog: PostHogServer, settings_file: Settings, key: str, words: tuple[str, ...]
) -> None:
    """Status 4 with the service, the request and what to do; a project token is no personal key."""
    file = settings_file(posthog.address, key=key)
    outcome = run(*words, "--config", file)
    refused(outcome, 4, "PostHog", "GET /api/projects/1/feature_flags/", "key")
    assert key not in outcome.err


def test_flags_that_may_not_be_read_leave_nothing_to_conclude(
    run: Run, posthog: PostHogServer, settings_file: Settings
) -> None:
    """Status 5, and the scope that is missing."""
    posthog.order("missing_scope", "feature_flags/*")
    outcome = run("scan", SHOP, "--config", settings_file(posthog.address), "--json")
    assert outcome.status == 5
    assert of_scan("stale_flags", outcome.document) == {}
    assert "stale_flags: nothing was concluded: feature_flags" in outcome.err
    assert "feature_flag:read" in outcome.err


def test_usage_that_may_not_be_read_is_listed(
    run: Run, posthog: PostHogServer, settings_file: Settings
) -> None:
    """The other verdicts stand: status 0, the blind source with its scope in the answer."""
    posthog.order("missing_scope", "query/*", times=None)
    file = settings_file(posthog.address)
    outcome = run("scan", SHOP, "--config", file, "--only", "stale_flags", "--json")
    assert outcome.status == 0
    assert outcome.document["findings"]
    reasons = {each["source"]: each["reason"] for each in outcome.document["blind"]}
    assert "query:read" in reasons["flag_usage"]


@pytest.mark.parametrize("kind", ["half_body", "reset", "garbage"])
def test_a_list_that_never_arrives_whole_is_not_a_short_list(
    run: Run, posthog: PostHogServer, settings_file: Settings, kind: str
) -> None:
    """After trying again nothing is concluded, whatever part of the flags was there."""
    posthog.order(kind, "feature_flags/*", times=None)
    file = settings_file(posthog.address)
    outcome = run("scan", SHOP, "--config", file, "--only", "stale_flags", "--json")
    assert outcome.status in (4, 5)
    assert '"verdict"' not in outcome.out
    assert "groundskeeper: trying again in " in outcome.err
    assert "feature_flags" in outcome.err.splitlines()[-1]


def test_trouble_that_passes_is_only_mentioned(
    run: Run, posthog: PostHogServer, settings_file: Settings
) -> None:
    """One broken answer costs a sentence on stderr and nothing of the result."""
    posthog.order("half_body", "feature_flags/*", times=1)
    outcome = run("scan", SHOP, "--config", settings_file(posthog.address), "--json")
    assert outcome.status == 0
    assert outcome.document["blind"] == []
    assert outcome.err.count("trying again") == 1


def test_a_project_without_flags_is_no_answer(
    run: Run, posthog: PostHogServer, settings_file: Settings
) -> None:
    """A key that opens the wrong project looks the same: nothing is concluded from it."""
    posthog.control.post("/flags/", json={"replace": []}).raise_for_status()
    try:
        outcome = run("scan", SHOP, "--config", settings_file(posthog.address), "--json")
    finally:
        posthog.control.post("/reset/").raise_for_status()
    assert outcome.status == 5
    assert of_scan("stale_flags", outcome.document) == {}
    assert [each["source"] for each in outcome.document["blind"]] == ["feature_flags"]


@pytest.mark.parametrize("words", [("scan", str(SHOP)), ("evidence", "pull", "kept")])
def test_a_host_that_does_not_answer(
    run: Run, posthog: PostHogServer, settings_file: Settings, words: tuple[str, ...]
) -> None:
    """Status 4: which service, which request, what to check."""
    file = settings_file("http://127.0.0.1:9")
    outcome = run(*words, "--config", file)
    assert outcome.status == 4
    assert outcome.out == ""
    last = outcome.err.splitlines()[-1]
    assert last.startswith("groundskeeper: PostHog could not be reached for GET /api/projects/1/")
    assert "host" in last


@pytest.mark.parametrize(
    ("status", "said"), [(200, "no usable answer"), (404, "check the host"), (502, "failed")]
)
def test_a_host_that_is_not_posthog(
    run: Run, posthog: PostHogServer, settings_file: Settings, status: int, said: str
) -> None:
    """A page for people is no answer, whatever its status: 4, and what that may mean."""
    page = Answer(status, b"<html>It works!</html>", {"Content-Type": "text/html"})
    with scripted_server() as server:
        server.on("GET /api/projects/1/feature_flags/", page)
        outcome = run("scan", SHOP, "--config", settings_file(server.url))
    assert (outcome.status, outcome.out) == (4, "")
    assert outcome.err.splitlines()[-1].startswith("groundskeeper: PostHog ")
    assert said in outcome.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("kept", "File exists"),
        ("kept/thesis.txt", "thesis.txt"),
    ],
    ids=["file", "foreign"],
)
def test_evidence_is_written_into_its_own_folder_only(
    run: Run,
    posthog: PostHogServer,
    settings_file: Settings,
    tmp_path: Path,
    there: str,
    said: str,
) -> None:
    """Anything else is a wrong DIR, found out before PostHog is asked for anything."""
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).touch()
    posthog.control.delete("/requests/").raise_for_status()
    file = settings_file(posthog.address)
    refused(run("evidence", "pull", "kept", "--config", file), 2, "kept", said)
    assert "feature_flags" not in json.dumps(posthog.control.get("/requests/").json())


def test_events_that_may_not_be_counted_leave_their_scans_blind(
    run: Run, posthog: PostHogServer, settings_file: Settings
) -> None:
    """Flags are judged, and helpers that nothing calls; what arrives is not: status 5."""
    posthog.order("missing_scope", "query/*", times=None)
    outcome = run("scan", SHOP, "--config", settings_file(posthog.address), "--json")
    assert outcome.status == 5
    assert of_scan("stale_flags", outcome.document)
    dead = of_scan_all("dead_events", outcome.document)
    assert {each["verdict"] for each in dead} <= {"uncalled"}
    assert of_scan_all("event_health", outcome.document) == []
    assert "event_health: nothing was concluded: event_usage: " in outcome.err


TEMPORAL_WORDS = [
    ["worker"],
    ["listen"],
    ["schedules", "list"],
    ["schedules", "apply"],
    ["schedules", "pause", "x"],
    ["schedules", "resume", "x"],
    ["schedules", "trigger", "x"],
]


@pytest.mark.parametrize("words", TEMPORAL_WORDS, ids=" ".join)
def test_a_temporal_that_does_not_answer(
    run: Run, settings_file: Settings, words: list[str]
) -> None:
    """Status 4, the address, and the setting that names it."""
    file = settings_file(more='[temporal]\naddress = "127.0.0.1:9"\n')
    refused(run(*words, "--config", file), 4, "Temporal", "127.0.0.1:9", "temporal.address")
