"""Which release a row is on, from whatever form it is told in.

An error may carry the id of a release, the release itself, a map of the releases of its frames, the
version of a phone's app, or a property of the customer's own; sessions carry one of these, or none.
What a deploy says of itself decides which of them is new. Nothing is guessed: a release that was
first met after T0 and is not the deploy's own is neither old nor new.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from scans.deploy_watch.observations import NEW_RELEASE, OLD_RELEASE, UNKNOWN_RELEASE
from scans.model import Json
from scans.model.code import Deploy

SHORTEST_SHA = 7
"""What git shortens a commit to at least."""

_COMMIT = re.compile(rf"(?<![0-9a-z])[0-9a-f]{{{SHORTEST_SHA},40}}(?![0-9a-z])", re.IGNORECASE)


Names = tuple[str, ...]
"""What one release is called on one row: each of them means the same."""


def told(row: Json) -> tuple[Names, ...]:
    """Return what a row calls its releases; the frames of one error may be of several.

    The row has the columns of the text for people; any of them may be missing or of another shape.
    """
    release = _of_release(_object(row.get("release")))
    names = [
        _text(row.get("own")),
        *release,
        _text(row.get("release_id")),
        _text(row.get("version")),
    ]
    several = [
        [*_of_release(_object(each)), hash_id]
        for hash_id, each in _object(row.get("releases")).items()
        if isinstance(each, dict)
    ]
    if len(several) == 1:
        names += several.pop()
    known = (tuple(name for name in dict.fromkeys(group) if name) for group in (names, *several))
    return tuple(group for group in known if group)


class ReleaseNames:
    """Sorts names of releases into new, old and unknown, for one deploy."""

    def __init__(self, deploy: Deploy) -> None:
        self._release = deploy.release.strip().casefold()
        self._sha = deploy.sha.strip().casefold()
        self._new: frozenset[str] = frozenset()
        self._old: frozenset[str] = frozenset()

    def learn(self, seen: Iterable[tuple[int, Names]]) -> None:
        """Take in by which names releases went, given the minute after T0.

        An id that stands beside a version of this deploy is this deploy's as well. A name that both
        releases go by, such as the version of an app that was not raised, tells nothing.
        """
        beside_new: set[str] = set()
        before: set[str] = set()
        for minute, names in seen:
            if any(map(self._names_it, names)):
                beside_new.update(names)
            elif minute < 0:
                before.update(names)
        self._new = frozenset(beside_new - before)
        self._old = frozenset(before - beside_new)

    def side(self, names: Iterable[str]) -> int:
        """Return `NEW_RELEASE`, `OLD_RELEASE` or `UNKNOWN_RELEASE`."""
        named = set(names)
        if named & self._new:
            return NEW_RELEASE
        return OLD_RELEASE if named & self._old else UNKNOWN_RELEASE

    def _names_it(self, name: str) -> bool:
        """Whether the deploy calls itself so, or by this commit, in full or shortened."""
        if self._release and name.casefold() == self._release:
            return True
        commits = (found.casefold() for found in _COMMIT.findall(name))
        return len(self._sha) >= SHORTEST_SHA and any(
            self._sha.startswith(one) or one.startswith(self._sha) for one in commits
        )


def _of_release(release: Mapping[str, Any]) -> list[str]:
    git = _object(_object(release.get("metadata")).get("git"))
    return [_text(release.get("version")), _text(git.get("commit_id")), _text(release.get("id"))]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _object(value: Any) -> Json:
    """Return an object that came as one or as its JSON; anything else is an empty one."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return cast("Json", value) if isinstance(value, dict) else {}
