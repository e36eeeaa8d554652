"""The text of a cleanup pull request: read in thirty seconds, checked against its evidence."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from messages import branch, escape, words
from messages.marker import Marker, write_marker
from scans.model import Evidence, Finding, LeftSite, Model, Removal

LONGEST_BODY = 58_000
"""GitHub takes 65,536 characters; room is left for what a person appends."""

_MOST_EVIDENCE = 7
_MOST_LEFT = 5
_LONGEST_CELL = 160


class PullRequestText(Model):
    """What a pull request says. Markdown; everything foreign in it is escaped."""

    title: str
    body: str
    labels: tuple[str, ...]
    commit_message: str


def _safe(value: Any) -> Markup:
    """Escape every expression of a template unless a filter has done so already."""
    return value if isinstance(value, Markup) else Markup(escape.markdown(str(value)))  # noqa: S704


def _code(value: object) -> Markup:
    return Markup(escape.code(escape.cut(str(value), _LONGEST_CELL)))  # noqa: S704


def _cell(value: object) -> Markup:
    text = escape.code(escape.cut(str(value), _LONGEST_CELL), table=True)
    return Markup(text)  # noqa: S704


_TEMPLATES = Environment(
    autoescape=True, finalize=_safe, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.filters |= {"code": _code, "cell": _cell}

_BODY = _TEMPLATES.from_string(
    """\
Takes the flag {{ finding.subject|code }} out of {{ size }} and keeps what everyone gets: \
{{ value|code }}.

**Why this value:** {{ finding.reason }}

| fact | value | source | as of |
|---|---|---|---|
{% for fact in facts %}
| {{ fact.name }} | {{ fact.value|cell }} | {{ fact.source }} | {{ fact.as_of }} |
{% endfor %}
| readiness | {{ readiness }} | {{ reasons }} | |
{% if left %}

**Left for a person:**
{% for site in left %}
- {{ site.place|code }}: {{ site.reason }}
{% endfor %}
{% if left_more %}
- and {{ left_more }} more, listed below
{% endif %}
{% endif %}

**Undo:** revert this pull request. The flag in PostHog is untouched; archive it only after this \
is merged, deployed and no longer asked for.
**Dismiss:** close this pull request. It stays closed unless the evidence changes. \
To be never asked again, give the flag the tag `keep` in PostHog.
{% if run %}
{{ run }}
{% endif %}
"""
)


def cleanup_pull_request(
    finding: Finding,
    removal: Removal,
    *,
    repository: str,
    base_sha: str,
    workflow_id: str,
    run_url: str | None,
    head_sha: str | None = None,
) -> PullRequestText:
    """Return title, body, labels and commit message for one finding in one repository.

    `base_sha` is the commit that was read, `head_sha` the one that is proposed, if it exists yet.
    """
    marker = Marker(
        scan=finding.scan,
        subject=finding.subject,
        repository=repository,
        fingerprint=finding.fingerprint,
        fixed_value=finding.fixed_value,
        head_sha=head_sha,
        workflow_id=workflow_id,
    )
    return PullRequestText(
        title=branch.title(finding),
        body=_fitted(
            _head(finding, removal, run_url), _details(finding, removal, base_sha), marker
        ),
        labels=labels(finding),
        commit_message=branch.commit_message(finding),
    )


def labels(finding: Finding) -> tuple[str, ...]:
    """Return the labels by which people filter: whose it is, and from which scan."""
    return ("groundskeeper", finding.scan)


def _head(finding: Finding, removal: Removal, run_url: str | None) -> str:
    run = Markup(escape.markdown_link("How this was found", run_url)) if run_url else ""  # noqa: S704
    return _BODY.render(
        finding=finding,
        size=_size(removal),
        value=branch.value_text(removal.value),
        facts=[_fact(each) for each in finding.evidence[:_MOST_EVIDENCE]],
        readiness=words.READINESS[finding.readiness] if finding.readiness else "not judged",
        reasons=_reasons(finding),
        left=[_place(site) for site in removal.left[:_MOST_LEFT]],
        left_more=max(0, len(removal.left) - _MOST_LEFT),
        run=run,
    )


def _size(removal: Removal) -> str:
    removed = sum(file.removed_lines for file in removal.files)
    added = sum(file.added_lines for file in removal.files)
    files = words.counted(len(removal.files), "file")
    return f"{files} ({words.counted(removed, 'line')} removed, {added} added)"


def _fact(evidence: Evidence) -> dict[str, str]:
    unit = f" {evidence.unit}" if evidence.unit else ""
    as_of = evidence.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if evidence.as_of else ""
    return {
        "name": escape.cut(evidence.name.replace("_", " "), _LONGEST_CELL),
        "value": words.value(evidence.value) + unit,
        "source": escape.cut(evidence.source, _LONGEST_CELL),
        "as_of": as_of,
    }


def _reasons(finding: Finding) -> str:
    sentences = (*finding.readiness_reasons, *finding.blind_spots)
    said = "; ".join(sentence.rstrip(". ") for sentence in sentences)
    return escape.cut(said, 2 * _LONGEST_CELL)


def _place(site: LeftSite) -> dict[str, str]:
    reason = escape.cut(site.reason, _LONGEST_CELL)
    return {"place": f"{site.file}:{site.line}", "reason": reason}


def _details(finding: Finding, removal: Removal, base_sha: str) -> list[str]:
    """Return the lines of the folded block, most wanted first: it is cut from the end."""
    checks = removal.checks
    second = "and by a second parser" if checks.second_parser == "passed" else "by one parser"
    return [
        f"Read at commit {escape.code(base_sha)}; every changed file was parsed again, {second}.",
        "",
        *(
            f"- {escape.code(each.file)}: {words.counted(each.removed_sites, 'call site')}, "
            f"{words.counted(each.removed_lines, 'line')} removed, {each.added_lines} added"
            for each in removal.files
        ),
        *(
            f"- left: {escape.code(f'{each.file}:{each.line}')}: {escape.markdown(each.reason)}"
            for each in removal.left
        ),
        *(f"- blind spot: {escape.markdown(each)}" for each in finding.blind_spots),
    ]


def _fitted(head: str, details: Sequence[str], marker: Marker) -> str:
    """Join the parts; of the folded block, as many whole lines as fit."""
    opening = ["<details><summary>Details</summary>", ""]
    closing = ["", "</details>", "", write_marker(marker)]
    room = LONGEST_BODY - len(head) - sum(len(line) + 1 for line in (*opening, *closing)) - 40
    kept: list[str] = []
    for line in details:
        room -= len(line) + 1
        if room < 0:
            kept.append(f"- and {len(details) - len(kept)} more lines")
            break
        kept.append(line)
    return "\n".join([head, *opening, *kept, *closing]) + "\n"
