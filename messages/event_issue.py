"""The text of an issue about a dead event whose captures could not be taken out with proof.

Like the one about a flag, it may be followed to the letter: nothing in it was worded by others.
"""

from collections.abc import Iterator

from markupsafe import Markup

from messages import escape, words
from messages.by_hand import leftovers
from messages.cleanup_issue import (
    EVIDENCE_AS_DATA,
    LONGEST_TITLE,
    IssueText,
    completed,
    is_safe,
    places_of,
)
from messages.github_body import TEMPLATES, Origin, evidence_of, fitted, marker_of
from scans.model import EventRemoval, Finding

_HEAD = TEMPLATES.from_string(
    """\
Code still captures the event {{ event|code }}, which is dead. {% if done %}{{ done }} {% endif %}\
What is listed here was left, because no edit of it could be proved.

**Why it can go:** {{ finding.reason }}

"""
    + EVIDENCE_AS_DATA
    + """\

## Places

{{ places }}, read at commit {{ base_sha|code }}.
"""
)

_TAIL = TEMPLATES.from_string(
    """\

## Steps

1. At every place above, delete what sends the event, and keep everything else that happens there.
2. Delete what only the capture used: its properties, its import, and the constant or enum member \
that holds the name.
3. In tests, delete what only expected this event.
4. Search for the name as a whole word. A longer name that begins or ends the same is another event.
5. Change nothing else: no formatting, no renaming, no other event.

## Done when

- [ ] no line of the repository names {{ event|code }}
- [ ] `{{ command }}` says that nothing names it
- [ ] the checks of the repository pass
"""
)


def event_issue(finding: Finding, removal: EventRemoval, origin: Origin) -> IssueText | None:
    """Return the brief for what a removal left; None if there may be none.

    There may be none where nothing was left, and where the event's name has characters that may
    not stand in a command.
    """
    if not removal.left or not is_safe(removal.event):
        return None
    files = len({site.file for site in removal.left})
    head = _HEAD.render(
        evidence_of(finding, quoted=True),
        finding=finding,
        event=removal.event,
        done=completed(removal),
        places=f"{words.counted(len(removal.left), 'place')} in {words.counted(files, 'file')}",
        base_sha=origin.base_sha,
        run_url=origin.run_url,
    )
    # A name may begin like an option; its characters are those of `is_safe`.
    command = Markup(f"groundskeeper clean . --event={removal.event}")  # noqa: S704
    tail = _TAIL.render(event=removal.event, command=command)
    return IssueText(
        title=escape.cut(f"Remove dead event {escape.plain(removal.event)} by hand", LONGEST_TITLE),
        body=fitted(head, list(_places(removal)), [tail], marker_of(finding, origin)),
        labels=("groundskeeper", finding.scan),
    )


def _places(removal: EventRemoval) -> Iterator[str]:
    for group in leftovers(removal.left):
        yield from places_of(group)
