"""The text of a cleanup pull request: read in thirty seconds, checked against its evidence."""

from messages import branch, escape, words
from messages.by_hand import Leftover, branch_that_stays, leftovers
from messages.github_body import (
    EVIDENCE,
    LONGEST_CELL,
    TEMPLATES,
    Origin,
    evidence_of,
    fitted,
    marker_of,
)
from scans.model import (
    CleanedFile,
    EventRemoval,
    Finding,
    LeftSite,
    Model,
    Removal,
    UnusedName,
)

_MOST_LEFT = 5
_MOST_PLACES = 3
"""Per reason, where places are shown by reason."""


class PullRequestText(Model):
    """What a pull request says. Markdown; everything foreign in it is escaped."""

    title: str
    body: str
    labels: tuple[str, ...]
    commit_message: str


_LEFT = """\
{% if left or groups %}

**Left for a person**{% if stays %} (keep {{ stays }}){% endif %}:
{% for site in left %}
- {{ site.place|code }}: {{ site.reason }}
{% endfor %}
{% for group in groups %}
- {{ group.reason }}: \
{% for place in group.places %}{{ place|code }}{% if not loop.last %}, {% endif %}{% endfor %}\
{% if group.more > 0 %} and {{ group.more }} more{% endif +%}
{% endfor %}
{% if left_more %}
- and {{ left_more }} more, listed below
{% endif %}
{% endif %}

{% if unused %}
**Used by nothing now**, declared as before: \
{% for name in unused %}{{ name.name|code }} ({{ name.place|code }})\
{% if not loop.last %}, {% endif %}{% endfor %}\
{% if unused_more > 0 %} and {{ unused_more }} more{% endif %}\
. Giving them a value may do something, so it is yours to judge; a linter may ask.

{% endif %}
"""

_HOW = """\
{% if run_url %}
{{ run_url|how_found }}
{% endif %}
"""

_FLAG = TEMPLATES.from_string(
    """\
Takes the flag {{ finding.subject|code }} out of {{ size }} and keeps what everyone gets: \
{{ value|code }}.

**Why this value:** {{ finding.reason }}

"""
    + EVIDENCE
    + _LEFT
    + """\
**Undo:** revert this pull request. The flag in PostHog is untouched; archive it only after this \
is merged, deployed and no longer asked for.
**Dismiss:** close this pull request. It stays closed unless the evidence changes. \
To be never asked again, give the flag the tag `keep` in PostHog.
"""
    + _HOW
)

_EVENT = TEMPLATES.from_string(
    """\
Takes {{ captures }} of the event {{ finding.subject|code }} out of {{ size }}.

**Why it can go:** {{ finding.reason }}

"""
    + EVIDENCE
    + _LEFT
    + """\
**Undo:** revert this pull request, and the event is sent again. Its definition and its history in \
PostHog are untouched.
**Dismiss:** close this pull request. It stays closed unless the evidence changes. \
To be never asked again, name the event in `scans.dead_events.keep` of the settings.
"""
    + _HOW
)


def cleanup_pull_request(
    finding: Finding,
    removal: Removal | EventRemoval,
    origin: Origin,
    *,
    head_sha: str | None = None,
) -> PullRequestText:
    """Return title, body, labels and commit message for one finding in one repository.

    `head_sha` is the commit that is proposed, if it exists yet.
    """
    return PullRequestText(
        title=branch.title(finding),
        body=fitted(
            _head(finding, removal, origin.run_url) + "\n<details><summary>Details</summary>\n",
            _details(finding, removal, origin.base_sha),
            ["", "</details>"],
            marker_of(finding, origin, head_sha),
        ),
        labels=labels(finding),
        commit_message=branch.commit_message(finding),
    )


def labels(finding: Finding) -> tuple[str, ...]:
    """Return the labels by which people filter: whose it is, and from which scan."""
    return ("groundskeeper", finding.scan)


def _head(finding: Finding, removal: Removal | EventRemoval, run_url: str | None) -> str:
    shared = {**_for_people(removal), "finding": finding, "size": _size(removal)}
    if isinstance(removal, EventRemoval):
        sites = sum(file.removed_sites for file in removal.files)
        captures = words.counted(sites, "capture")
        return _EVENT.render(
            evidence_of(finding), **shared, captures=captures, stays=None, run_url=run_url
        )
    return _FLAG.render(
        evidence_of(finding),
        **shared,
        value=branch.value_text(removal.value),
        stays=branch_that_stays(removal.value),
        run_url=run_url,
    )


def _for_people(removal: Removal | EventRemoval) -> dict[str, object]:
    """Return what the reader has to decide: places that stay, and names that lost their use."""
    few = len(removal.left) <= _MOST_LEFT
    groups = [] if few else leftovers(removal.left)
    unused = [_unused(file, name) for file in removal.files for name in file.unused]
    return {
        "left": [_place(site) for site in removal.left] if few else [],
        "groups": [_group(each) for each in groups[:_MOST_LEFT]],
        "left_more": sum(len(each.sites) for each in groups[_MOST_LEFT:]),
        "unused": unused[:_MOST_PLACES],
        "unused_more": len(unused) - _MOST_PLACES,
    }


def _size(removal: Removal | EventRemoval) -> str:
    removed = sum(file.removed_lines for file in removal.files)
    added = sum(file.added_lines for file in removal.files)
    files = words.counted(len(removal.files), "file")
    return f"{files} ({words.counted(removed, 'line')} removed, {added} added)"


def _place(site: LeftSite) -> dict[str, str]:
    reason = escape.cut(site.reason, LONGEST_CELL)
    return {"place": f"{site.file}:{site.line}", "reason": reason}


def _unused(file: CleanedFile, unused: UnusedName) -> dict[str, str]:
    return {"name": escape.cut(unused.name, LONGEST_CELL), "place": f"{file.file}:{unused.line}"}


def _group(group: Leftover) -> dict[str, object]:
    return {
        "reason": escape.cut(group.reason, LONGEST_CELL),
        "places": [f"{site.file}:{site.line}" for site in group.sites[:_MOST_PLACES]],
        "more": len(group.sites) - _MOST_PLACES,
    }


def _details(finding: Finding, removal: Removal | EventRemoval, base_sha: str) -> list[str]:
    """Return the lines of the folded block, most wanted first: it is cut from the end."""
    return [
        f"Read at commit {escape.code(base_sha)}; {_parsed(removal)}.",
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


def _parsed(removal: Removal | EventRemoval) -> str:
    """Say what read the result; a parser that this machine does not have has not read it."""
    again = "every changed file was parsed again"
    if removal.checks.second_parser == "passed":
        return f"{again}, and by a second parser"
    only = [each.file for each in removal.files if each.second_parser == "not_run"]
    if len(only) == len(removal.files):
        return f"{again}, by one parser"
    shown = ", ".join(map(escape.code, only[:_MOST_LEFT]))
    more = f" and {len(only) - _MOST_LEFT} more" if len(only) > _MOST_LEFT else ""
    return f"{again}, and by a second parser except {shown}{more}"
