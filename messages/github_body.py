"""What every text on GitHub is made of: templates that escape, evidence, and a limited length."""

import re
from collections.abc import Sequence
from datetime import UTC
from typing import Any, NamedTuple

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from messages import escape, words
from messages.marker import Marker, write_marker
from scans.model import Evidence, Finding

LONGEST_BODY = 58_000
"""GitHub takes 65,536 characters; room is left for what a person appends."""

_OUR_NAMES = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_UNIT_OF_ONE = {"people": "person"}

MOST_EVIDENCE = 7
LONGEST_CELL = 160


class Origin(NamedTuple):
    """Where a text comes from."""

    repository: str
    """`owner/name`."""
    base_sha: str
    """The commit that was read."""
    workflow_id: str
    run_url: str | None
    """The page of the run that wrote it; None if nobody could open it."""


def _safe(value: Any) -> Markup:
    """Escape every expression of a template unless a filter has done so already."""
    return value if isinstance(value, Markup) else Markup(escape.markdown(str(value)))  # noqa: S704


def _code(value: object) -> Markup:
    return Markup(escape.code(escape.cut(str(value), LONGEST_CELL)))  # noqa: S704


def _cell(value: object) -> Markup:
    text = escape.code(escape.cut(str(value), LONGEST_CELL), table=True)
    return Markup(text)  # noqa: S704


def _how_found(address: object) -> Markup:
    return Markup(escape.markdown_link("How this was found", str(address)))  # noqa: S704


TEMPLATES = Environment(
    autoescape=True, finalize=_safe, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
TEMPLATES.filters |= {"code": _code, "cell": _cell, "how_found": _how_found}

EVIDENCE = """\
| fact | value | source | as of |
|---|---|---|---|
{% for fact in facts %}
| {{ fact.name }} | {{ fact.value|cell }} | {{ fact.source }} | {{ fact.as_of }} |
{% endfor %}
| readiness | {{ readiness }} | {{ reasons }} | |
"""
"""A part of a template; its values come from `evidence_of`."""


def evidence_of(finding: Finding, *, quoted: bool = False) -> dict[str, object]:
    """Return what `EVIDENCE` shows: facts, readiness, and what was not seen.

    `quoted` is for readers who follow every word: a reason may name what others have worded.
    """
    reasons = _reasons(finding)
    span = Markup(escape.code(reasons, table=True)) if reasons else Markup()  # noqa: S704
    return {
        "facts": [_fact(each) for each in finding.evidence[:MOST_EVIDENCE]],
        "readiness": words.READINESS[finding.readiness] if finding.readiness else "not judged",
        "reasons": span if quoted else reasons,
    }


def _fact(evidence: Evidence) -> dict[str, str | Markup]:
    as_of = evidence.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if evidence.as_of else ""
    return {
        "name": _name(evidence.name),
        "value": words.value(evidence.value) + _unit(evidence),
        "source": escape.cut(evidence.source, LONGEST_CELL),
        "as_of": as_of,
    }


def _unit(evidence: Evidence) -> str:
    unit = "%" if evidence.unit == "percent" else evidence.unit or ""
    if evidence.value == 1 and evidence.value is not True:
        unit = _UNIT_OF_ONE.get(unit, unit.removesuffix("s"))
    return f" {unit}" if unit else ""


def _name(name: str) -> str | Markup:
    """Return our own words as words; what a public event answered is part of a name too."""
    return name.replace("_", " ") if _OUR_NAMES.fullmatch(name) else _cell(name)


def _reasons(finding: Finding) -> str:
    sentences = (*finding.readiness_reasons, *finding.blind_spots)
    said = "; ".join(sentence.rstrip(". ") for sentence in sentences)
    return escape.cut(said, 2 * LONGEST_CELL)


def fitted(head: str, listed: Sequence[str], tail: Sequence[str], marker: Marker) -> str:
    """Join the parts and the marker; of `listed`, as many whole lines as there is room for."""
    end = [*tail, "", write_marker(marker)]
    room = LONGEST_BODY - len(head) - sum(len(line) + 1 for line in end) - 40
    kept: list[str] = []
    for line in listed:
        room -= len(line) + 1
        if room < 0:
            kept.append(f"- and {len(listed) - len(kept)} more lines")
            break
        kept.append(line)
    return "\n".join([head, *kept, *end]) + "\n"


def marker_of(finding: Finding, origin: Origin, head_sha: str | None = None) -> Marker:
    """Return what a text about a finding is found again by."""
    return Marker(
        scan=finding.scan,
        subject=finding.subject,
        repository=origin.repository,
        fingerprint=finding.fingerprint,
        fixed_value=finding.fixed_value,
        head_sha=head_sha,
        workflow_id=origin.workflow_id,
    )
