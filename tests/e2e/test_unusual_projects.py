"""Projects with nothing in them, and keys that want to get out of where they are shown."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from demo.shop import DEFAULT_BRANCH
from scans.model import BlockedBy
from tests.e2e.sights import Sights, assert_everything_once, digest_text
from tests.e2e.stage import ROOT, Stage

pytestmark = [
    pytest.mark.requires_server,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("e2e-unusual"),
]

HOSTILE = (
    'it\'s "quoted"',
    "first\nsecond",
    "<!channel>",
    "@everyone",
    "[click](http://evil.example)",
    "x\x1b[31mred\x1b]8;;http://evil.example\x07link",
)


def test_nothing_is_concluded_from_an_empty_project(stage: Stage, sights: Sights) -> None:
    """A project without any flag may be the wrong one: no finding, no edit, and it is said."""
    stage.posthog("flags", {"replace": []})
    stage.posthog("events", {"replace": []})
    stage.start()
    report, outcomes = stage.scan()
    assert report.result.findings == ()
    assert [each.source for each in report.result.blind] == ["feature_flags"]
    assert outcomes == {}
    stage.digest()
    (message,) = sights.messages()
    assert "Nothing to tidy" not in digest_text(message)
    assert "no flags at all" in digest_text(message)
    assert sights.writes() == {"slack /api/chat.postMessage": 1}


def test_hostile_keys_are_shown_and_never_obeyed(
    stage: Stage, sights: Sights, tmp_path: Path
) -> None:
    """A key is text in Slack and on the terminal, and no reason for a pull request."""
    stage.posthog("flags", {"add": [{"key": key, "name": key} for key in HOSTILE]})
    asks = "\n".join(f"  if (posthog.isFeatureEnabled({json.dumps(key)})) go()" for key in HOSTILE)
    code = (
        f"import posthog from 'posthog-js'\n\nexport function ask(go: () => void) {{\n{asks}\n}}\n"
    )
    clone = tmp_path / "clone"
    sights.push(clone, DEFAULT_BRANCH, "web/src/lib/hostile.ts", code)
    stage.start()
    report, outcomes = stage.scan()
    why = {each.subject: each.blocked_by for each in report.skipped}
    assert {key: why[key] for key in HOSTILE} == dict.fromkeys(HOSTILE, BlockedBy.UNSAFE_KEY)
    assert not set(outcomes) & set(HOSTILE)
    stage.digest()
    assert_everything_once(sights)

    (message,) = sights.messages()
    said = digest_text(message)
    assert "<!" not in said
    assert "<http://evil" not in said
    assert "\x1b" not in said
    (line,) = [each for each in said.splitlines() if "unusual characters" in each]
    for shown in ("`&lt;!channel&gt;`", "`@everyone`", "`[click](http://evil.example)`"):
        assert shown in line
    texts = [block["text"] for block in message["blocks"] if block["type"] == "section"]
    assert all(text["verbatim"] for text in texts)

    words = [sys.executable, "-m", "cli", "scan", str(clone), "--config"]
    done = subprocess.run(
        [*words, str(stage.settings_file)],
        cwd=ROOT,
        env={**stage.environment, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "<!channel>" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
    assert not [each for each in done.stdout.splitlines() if each.startswith("second")]
