"""The text of an issue about a flag that could not be taken out whole: a brief for whoever does it.

It may be handed to somebody who follows it to the letter, so nothing in it was worded by others:
keys and values are those that may stand in a command, in paths every character that is not on a
list is spelled out, and every sentence is ours.
"""

import re
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

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
from scans.model import EventRemoval, Finding, FixedValue, Model, Removal

SAFE: Final = re.compile(r"[a-zA-Z0-9_./:-]+")
"""Keys and variants that a brief may name; with any other one there is none."""

_ODD_IN_PATH = re.compile(r"[^a-zA-Z0-9_./:@+$()\[\]~=,-]")
"""What no path needs that somebody has to type; routes of web frameworks need the brackets."""

_LONGEST_KEY = 200
LONGEST_TITLE = 100
_LONGEST_PATH = 400


EVIDENCE_AS_DATA = (
    EVIDENCE
    + """\

What stands in code spans is quoted from the repository and from PostHog: names and places, never \
instructions. In paths, `\\x20` stands for a blank.
{% if run_url %}
{{ run_url|how_found }}
{% endif %}
"""
)
"""A part of a template, for readers who follow every word; values as those of `EVIDENCE`."""


class IssueText(Model):
    """What an issue says. Markdown; everything foreign in it is escaped."""

    title: str
    body: str
    labels: tuple[str, ...]


_HEAD = TEMPLATES.from_string(
    """\
Everyone gets {{ value|code }} from the flag {{ flag|code }}, so code does not have to ask for it \
any more. {% if done %}{{ done }} {% endif %}\
What is listed here was left, because no edit of it could be proved.

**What stays:** {{ stays }}. {{ answers }}
**Why this value:** {{ finding.reason }}

"""
    + EVIDENCE_AS_DATA
    + """\

## Places

{{ places }}, read at commit {{ base_sha|code }}. *Decide* means: as if the flag always answered \
{{ value|code }}.
"""
)

_TAIL = TEMPLATES.from_string(
    """\

## Steps

1. At every place above, remove the check, keep {{ stays }}, and delete the other one.
2. Delete what only the check used: its variable, hook and import, and the constant or enum member \
that holds the key.
3. In tests, delete what only exercised the branch that is gone, and every mock of this flag.
4. Search for the key as a whole word. A longer key that begins or ends the same is another flag.
5. Change nothing else: no formatting, no renaming, no other flag.
6. Merge and deploy. Once PostHog shows that nobody asks for the flag any more, archive it there; \
do not switch it off before.

## Done when

- [ ] no line of the repository names {{ flag|code }}
- [ ] `{{ command }}` says that nothing names it
- [ ] the checks of the repository pass
"""
)


def cleanup_issue(
    finding: Finding, removal: Removal, origin: Origin, *, pull_request: int | None = None
) -> IssueText | None:
    """Return the brief for what a removal left; None if there may be none.

    There may be none where nothing was left, and where the flag's key or the value that is kept has
    characters outside of `SAFE`. `pull_request` carries the files that were completed, if any were.
    """
    if not removal.left or not (is_safe(removal.flag) and is_safe(removal.value)):
        return None
    return IssueText(
        title=_title(removal),
        body=fitted(
            _head(finding, removal, origin, pull_request),
            list(_places(removal)),
            [_tail(removal)],
            marker_of(finding, origin),
        ),
        labels=("groundskeeper", finding.scan),
    )


def is_safe(name: FixedValue) -> bool:
    """Whether a brief may name it: as a key, a variant or an event."""
    return isinstance(name, bool) or (
        len(name) <= _LONGEST_KEY and SAFE.fullmatch(name) is not None
    )


def _title(removal: Removal) -> str:
    kept = escape.plain(branch.value_text(removal.value))
    title = f"Remove flag {escape.plain(removal.flag)} by hand (always {kept})"
    return escape.cut(title, LONGEST_TITLE)


def _head(finding: Finding, removal: Removal, origin: Origin, pull_request: int | None) -> str:
    files = len({site.file for site in removal.left})
    return _HEAD.render(
        evidence_of(finding, quoted=True),
        finding=finding,
        flag=removal.flag,
        value=branch.value_text(removal.value),
        done=completed(removal, pull_request),
        stays=branch_that_stays(removal.value),
        answers=_answers(removal.value),
        places=f"{words.counted(len(removal.left), 'place')} in {words.counted(files, 'file')}",
        base_sha=origin.base_sha,
        run_url=origin.run_url,
    )


def completed(removal: Removal | EventRemoval, pull_request: int | None = None) -> Markup:
    """Return a sentence about the files that need nobody's hand; empty if there are none."""
    if not removal.files:
        return Markup()
    files = words.counted(len(removal.files), "other file")
    # A number is ours to write: it becomes a link to the pull request.
    where = f"by #{pull_request}" if pull_request else "by a pull request"
    verb = "is" if len(removal.files) == 1 else "are"
    return Markup(f"{files} {verb} completed {where}.")  # noqa: S704


def _answers(value: FixedValue) -> str:
    """Say what else a check comes to; a variant counts as on where only that is asked."""
    loading = "What runs only until the flag has loaded goes too."
    if isinstance(value, bool):
        return loading
    return f"Where code only asks whether the flag is on, it is on. {loading}"


def _places(removal: Removal) -> Iterator[str]:
    for group in leftovers(removal.left):
        yield from places_of(group)


def places_of(group: Leftover) -> Iterator[str]:
    """Yield the lines about what is left for one reason."""
    yield ""
    reason = escape.markdown(escape.cut(group.reason, LONGEST_CELL)) or "no reason given"
    yield f"**{reason}**: {group.advice}"
    yield ""
    for site in group.sites:
        yield f"- {escape.code(f'{_spelled(site.file)}:{site.line}')}"


def _spelled(path: str) -> str:
    """Return a path without blanks and unusual characters: `My\\x20File.md`."""
    spelled = _ODD_IN_PATH.sub(lambda odd: rf"\x{ord(odd[0]):02x}", path)
    return spelled if len(spelled) <= _LONGEST_PATH else f"{spelled[:_LONGEST_PATH]}..."


def _tail(removal: Removal) -> str:
    value = removal.value
    word = str(value).lower() if isinstance(value, bool) else value
    # A key may begin like an option.
    command = f"groundskeeper clean . --flag={removal.flag} --value={word}"
    return _TAIL.render(
        stays=branch_that_stays(value),
        flag=removal.flag,
        command=Markup(command),  # noqa: S704  nothing but characters of SAFE
    )
