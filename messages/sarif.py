"""Findings as SARIF 2.1.0, in the subset that GitHub's code scanning reads.

One result per call site, so that each place is marked where its reader is; its fingerprint comes
from the finding and not from the line, so that an edit above does not make a new alert. Code
scanning refuses a result without a place: what has none, and what could not be read, stands among
the run's notifications.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from messages import escape, words
from scans.model import CallSite, Finding, ScanResult

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

MOST_RESULTS = 25_000
"""Of one run; GitHub refuses a file with more."""

MOST_TEXT = 1_000
"""Characters of a message; GitHub cuts descriptions at 1,024."""

_LEVEL = {"low": "note", "medium": "warning", "high": "error"}

Json = dict[str, Any]
LineOf = Callable[[str, int], bytes]
"""The bytes of a line, by file and 1-based number; empty where it cannot be read."""


def sarif(result: ScanResult, *, version: str, titles: Mapping[str, str], line_of: LineOf) -> Json:
    """Return the SARIF document of one look.

    `titles` maps the name of a scan to what people call it. Columns are counted in characters by
    `line_of`; a line that it cannot give has none.
    """
    results = [one for finding in result.findings for one in _results(finding, line_of)]
    dropped = len(results) - MOST_RESULTS
    notes = [*_homeless(result.findings), *_unread(result)]
    if dropped > 0:
        notes.append(_note("warning", f"{dropped} more places are not listed", "limit"))
    driver: Json = {
        "name": "Groundskeeper",
        "semanticVersion": version,
        "rules": list(_rules(result.findings, titles)),
    }
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results[:MOST_RESULTS],
        "invocations": [
            # A look that saw too little did run; what it lacked is said beside it.
            {"executionSuccessful": True, "toolExecutionNotifications": notes}
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def homeless(findings: Iterable[Finding]) -> int:
    """Return how many findings have no place in the code, and so no alert."""
    return sum(not finding.call_sites for finding in findings)


def _rule_id(finding: Finding) -> str:
    return f"{finding.scan}/{finding.verdict}"


def _rules(findings: Iterable[Finding], titles: Mapping[str, str]) -> Iterator[Json]:
    seen: set[str] = set()
    for finding in sorted(findings, key=_rule_id):
        rule = _rule_id(finding)
        if rule in seen:
            continue
        seen.add(rule)
        title = titles.get(finding.scan, finding.scan)
        said = f"{title}: {words.verdict(finding.verdict)}"
        yield {
            "id": rule,
            "name": rule.replace("/", "_"),
            "shortDescription": {"text": said},
            "fullDescription": {"text": f"{said}, by what PostHog knows."},
            "defaultConfiguration": {"level": "note"},
            "help": {
                "text": f"docs/scans/{finding.scan}.md of Groundskeeper says when {rule} is given, "
                "what it rests on and how to silence it."
            },
            "properties": {"tags": [finding.scan], "precision": "high"},
        }


def _results(finding: Finding, line_of: LineOf) -> Iterator[Json]:
    ordinals: Counter[str] = Counter()
    for site in finding.call_sites:
        ordinals[site.file] += 1
        yield {
            "ruleId": _rule_id(finding),
            "level": _LEVEL[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [{"physicalLocation": _place(site, line_of)}],
            "partialFingerprints": {
                "primaryLocationLineHash": _identity(finding, site.file, ordinals[site.file])
            },
            "properties": {"subject": _text(finding.subject), "readiness": finding.readiness},
        }


def _identity(finding: Finding, file: str, ordinal: int) -> str:
    identity = "\n".join((finding.fingerprint, file, str(ordinal)))
    return f"{hashlib.sha256(identity.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}:1"


def _message(finding: Finding) -> str:
    parts = [f"{finding.subject}: {finding.reason}"]
    if finding.readiness is not None:
        why = f" ({'; '.join(finding.readiness_reasons)})" if finding.readiness_reasons else ""
        parts.append(f"Removal: {words.READINESS[finding.readiness]}{why}.")
    return _text(" ".join(parts))


def _place(site: CallSite, line_of: LineOf) -> Json:
    region: Json = {"startLine": site.line, "endLine": site.end_line}
    start = _column(line_of(site.file, site.line), site.column)
    end = _column(line_of(site.file, site.end_line), site.end_column)
    if start is not None and end is not None:
        region |= {"startColumn": start, "endColumn": end}
    return {
        "artifactLocation": {"uri": _uri(site.file), "uriBaseId": "%SRCROOT%"},
        "region": region,
    }


def _column(line: bytes, column: int) -> int | None:
    """Return a 0-based column in bytes as the 1-based one in characters."""
    if column > len(line):
        return None
    try:
        return len(line[:column].decode()) + 1
    except UnicodeDecodeError:
        return None


def _uri(file: str) -> str:
    return quote(file, errors="surrogateescape")


def _homeless(findings: Iterable[Finding]) -> Iterator[Json]:
    for finding in findings:
        if not finding.call_sites:
            yield _note(_LEVEL[finding.severity], _message(finding), _rule_id(finding))


def _unread(result: ScanResult) -> Iterator[Json]:
    for blind in result.blind:
        yield _note("error", f"could not read {blind.source}: {blind.reason}", "blind")
    for each in result.abstained:
        yield _note("note", f"{each.subject} was not judged: {each.reason}", "abstained")


def _note(level: str, text: str, descriptor: str) -> Json:
    return {"level": level, "message": {"text": _text(text)}, "descriptor": {"id": descriptor}}


def _text(text: str) -> str:
    """Foreign text: no control characters, no embedded link, and not endless."""
    return escape.cut(escape.terminal(text), MOST_TEXT).replace("](", "]\u200b(")
