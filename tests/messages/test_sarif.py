"""What code scanning is told."""

import json
from typing import Any

import jsonschema_rs
import pytest

from messages.sarif import MOST_RESULTS, homeless, sarif
from scans.model import Abstention, Blind, CallSite, Finding, Readiness, ScanResult

TEXT = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 1024}},
}
LEVEL = {"enum": ["note", "warning", "error"]}
REGION = {
    "type": "object",
    "required": ["startLine", "endLine"],
    "additionalProperties": False,
    "properties": {
        name: {"type": "integer", "minimum": 1}
        for name in ("startLine", "endLine", "startColumn", "endColumn")
    },
}
RESULT: dict[str, Any] = {
    "type": "object",
    "required": ["ruleId", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string", "pattern": "^[a-z_]+/[a-z_]+$"},
        "level": LEVEL,
        "message": TEXT,
        "locations": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1000,
            "items": {
                "type": "object",
                "properties": {
                    "physicalLocation": {
                        "type": "object",
                        "required": ["artifactLocation", "region"],
                        "properties": {
                            "artifactLocation": {
                                "properties": {"uri": {"type": "string", "pattern": "^[^/][!-~]*$"}}
                            },
                            "region": REGION,
                        },
                    }
                },
            },
        },
        "partialFingerprints": {
            "required": ["primaryLocationLineHash"],
            "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{16}:[0-9]+$"},
        },
    },
}
CODE_SCANNING: dict[str, Any] = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "properties": {
                            "driver": {
                                "required": ["name", "rules", "semanticVersion"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "items": {
                                            "required": [
                                                "id",
                                                "shortDescription",
                                                "fullDescription",
                                                "help",
                                            ],
                                            "properties": {
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": TEXT,
                                            },
                                        },
                                    }
                                },
                            }
                        }
                    },
                    "results": {"type": "array", "maxItems": 25000, "items": RESULT},
                },
            },
        },
    },
}
"""What GitHub documents as the part of SARIF 2.1.0 that code scanning requires and reads."""

LINES = {("src/\u00e4.ts", 3): "  let \u00e4 = posthog.isFeatureEnabled('k')".encode()}


def site(file: str = "src/a.ts", line: int = 3, column: int = 4, end: int = 9) -> CallSite:
    """Return a call site on one line."""
    return CallSite(
        file=file,
        line=line,
        column=column,
        end_line=line,
        end_column=end,
        kind="flag",
        name="k",
        method="isFeatureEnabled",
        language="typescript",
    )


def finding(subject: str = "k", *sites: CallSite, severity: str = "low") -> Finding:
    """Return a finding about a flag."""
    return Finding.model_validate(
        {
            "fingerprint": f"stale_flags:{subject}:0011",
            "scan": "stale_flags",
            "subject": subject,
            "verdict": "fully_rolled_out",
            "readiness": Readiness.CAUTION,
            "readiness_reasons": ("it is decided per device",),
            "confidence": 0.9,
            "severity": severity,
            "reason": "Everyone gets `true` since May.",
            "call_sites": sites,
        }
    )


def document(result: ScanResult) -> dict[str, Any]:
    """Return the document, as a reader of its JSON sees it."""
    written = sarif(
        result,
        version="1.2.3",
        titles={"stale_flags": "Stale flags"},
        line_of=lambda file, line: LINES.get((file, line), b""),
    )
    return json.loads(json.dumps(written))


def only_run(result: ScanResult) -> dict[str, Any]:
    """Return the only run of a document that code scanning accepts."""
    written = document(result)
    assert list(jsonschema_rs.validator_for(CODE_SCANNING).iter_errors(written)) == []
    return written["runs"][0]


def test_each_call_site_is_a_result_that_code_scanning_accepts() -> None:
    """Two places of one flag are two results of one rule, with fingerprints of their own."""
    run = only_run(ScanResult(findings=(finding("k", site(), site(line=9)),)))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "stale_flags/fully_rolled_out"
    ]
    lines = [
        one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in run["results"]
    ]
    assert lines == [3, 9]
    prints = {one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]}
    assert len(prints) == 2
    assert run["results"][0]["message"]["text"] == (
        "k: Everyone gets `true` since May. Removal: look first (it is decided per device)."
    )


def test_a_line_that_moves_keeps_its_alert() -> None:
    """The fingerprint is the finding's with the place's number in its file, never its line."""
    before = only_run(ScanResult(findings=(finding("k", site(line=3)),)))
    after = only_run(ScanResult(findings=(finding("k", site(line=30)),)))
    assert before["results"][0]["partialFingerprints"] == after["results"][0]["partialFingerprints"]


def test_columns_are_characters_and_files_are_escaped() -> None:
    """A column behind a letter of two bytes is counted in characters; the file is a URI."""
    run = only_run(ScanResult(findings=(finding("k", site("src/\u00e4.ts", 3, 11, 40)),)))
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "src/%C3%A4.ts"
    assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (11, 40)


def test_a_line_that_cannot_be_read_has_no_columns() -> None:
    """A guess at a column marks the wrong word."""
    run = only_run(ScanResult(findings=(finding("k", site()),)))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "endLine": 3}


def test_what_has_no_place_is_a_notification() -> None:
    """Findings without call sites, blind sources and abstentions are said, and are no alerts."""
    result = ScanResult(
        findings=(finding("gone"),),
        abstained=(Abstention(subject="odd", reason="filters have another shape"),),
        blind=(Blind(source="event usage", reason="403"),),
    )
    run = only_run(result)
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert run["results"] == []
    assert homeless(result.findings) == 1
    assert [(note["level"], note["descriptor"]["id"]) for note in notes] == [
        ("note", "stale_flags/fully_rolled_out"),
        ("error", "blind"),
        ("note", "abstained"),
    ]


def test_a_hostile_key_is_neither_link_nor_control() -> None:
    """A key cannot put a link or a terminal sequence into an alert."""
    run = only_run(ScanResult(findings=(finding("[x](https://e.example)\x1b[2J", site()),)))
    text = run["results"][0]["message"]["text"]
    assert "](" not in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("severity", "level"), [("low", "note"), ("medium", "warning"), ("high", "error")]
)
def test_severity_is_the_level(severity: str, level: str) -> None:
    """What people look at and is wrong is an error, a clean-up is a note."""
    run = only_run(ScanResult(findings=(finding("k", site(), severity=severity),)))
    assert run["results"][0]["level"] == level


def test_more_results_than_one_run_may_hold_are_counted() -> None:
    """A file that GitHub would refuse is cut, and says so."""
    sites = tuple(site(line=line) for line in range(1, MOST_RESULTS + 3))
    run = document(ScanResult(findings=(finding("k", *sites),)))["runs"][0]
    assert len(run["results"]) == MOST_RESULTS
    note = run["invocations"][0]["toolExecutionNotifications"][-1]
    assert note["message"]["text"] == "2 more places are not listed"


def test_the_subset_notices_a_result_without_a_place() -> None:
    """What GitHub would refuse is refused by the check above."""
    written = document(ScanResult(findings=(finding("k", site()),)))
    written["runs"][0]["results"][0]["locations"] = []
    assert not jsonschema_rs.validator_for(CODE_SCANNING).is_valid(written)
