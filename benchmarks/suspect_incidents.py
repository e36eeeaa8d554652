"""Incidents whose cause is known: a fault in a merge of a real deploy, and the stack it leaves.

A fault is a line that a merge added and that throws, or that makes something else throw. How the
stack looks follows from `KINDS`; every number of the mix stands here.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.suspect_history import Merge, Repository, Spot, called_by, is_statement, runs
from benchmarks.suspect_traces import dressed, message
from codebase.functions import functions_at
from scans.deploy_watch.incident import Frame, IssueFacts

NOWHERE = "the change is not in the stack"

KINDS = {
    "the changed line": 38,
    "its function, elsewhere": 12,
    "code that it calls": 18,
    "code two calls deeper": 8,
    "a bundle or no line numbers": 12,
    "a removed line": 6,
    NOWHERE: 6,
}
"""Where an error of a merge crashes, and how many of a hundred do so. Nobody can find the last kind
by its stack; there it only counts that nobody is mentioned, so its places are told apart."""

OTHERS = {"a flag": 10, "a provider": 10, "unrelated": 15}
"""Incidents that no merge caused, for every hundred that one did."""

DEEPEST = 4
"""Callers below the crash that are looked for."""


@dataclass(frozen=True)
class Incident:
    """One deploy that broke something."""

    repository: Repository
    window: Sequence[Merge]
    """What it brought, newest first."""
    culprit: Merge | None
    """None where it was no merge."""
    kind: str
    language: str
    issues: tuple[IssueFacts, ...]

    @property
    def sha(self) -> str:
        """What went live."""
        return self.window[0].sha


class Maker:
    """Makes incidents out of one repository."""

    def __init__(self, repository: Repository, chance: random.Random) -> None:
        self._repository = repository
        self._chance = chance

    def of_merge(self) -> Incident:
        """Return an incident that a merge caused."""
        kind = self._chance.choices(list(KINDS), list(KINDS.values()))[0]
        for window in self._repository.windows(self._chance):
            merges = [each for each in window if each.number is not None]
            culprit = self._chance.choice(merges)
            stack = self._stack(window[0].sha, culprit, kind)
            if stack:
                return self._incident(window, culprit, kind, stack)
        raise AssertionError("windows never end")

    def of_nobody(self) -> Incident:
        """Return an incident that no merge caused. Half crash in files that the deploy touched."""
        kind = self._chance.choices(list(OTHERS), list(OTHERS.values()))[0]
        for window in self._repository.windows(self._chance):
            sha = window[0].sha
            paths = self._repository.sources(sha)
            if self._chance.random() < 0.5:
                touched = {
                    changed.path for each in window for changed in self._repository.patch(each)
                }
                paths = [path for path in paths if path in touched]
            spot = self._anywhere(sha, self._chance.choice(paths)) if paths else None
            # What is unrelated to a deploy crashes where it could have crashed before.
            if spot is not None and (kind != "unrelated" or self._is_older(window, spot)):
                return self._incident(window, None, kind, [spot, *self._callers(sha, spot)])
        raise AssertionError("windows never end")

    def _is_older(self, window: Sequence[Merge], spot: Spot) -> bool:
        before = self._repository.before(window[-1])
        return spot.text in self._repository.lines(before, spot.path)

    def _incident(
        self, window: Sequence[Merge], culprit: Merge | None, kind: str, stack: Sequence[Spot]
    ) -> Incident:
        chance, language = self._chance, stack[0].language
        bare = kind == "a bundle or no line numbers"
        frames = dressed(stack, chance, bare=bare)
        if kind == "a provider" and chance.random() < 0.5:
            host = chance.choice(["https://js.stripe.com/v3/", "https://cdn.segment.com/a.js"])
            frames = (Frame(file=host, line=1, function="t"), *frames)
            text = "Load failed"
        elif kind == "a provider":
            text = "getaddrinfo ENOTFOUND api.openai.com"
        else:
            text = message(stack[0], chance)
        release = window[0].sha if chance.random() < 0.3 else ""
        first = IssueFacts(
            issue="i1", type="Error", message=text[:200], frames=frames, release=release
        )
        return Incident(
            self._repository, window, culprit, kind, language, (first, *self._bystander(window))
        )

    def _bystander(self, window: Sequence[Merge]) -> tuple[IssueFacts, ...]:
        """Return, in one of five, another issue that rises a little by chance."""
        if self._chance.random() > 0.2:
            return ()
        sha = window[0].sha
        spot = self._anywhere(sha, self._chance.choice(self._repository.sources(sha)))
        if spot is None:
            return ()
        frames = dressed([spot], self._chance, bare=False)
        text = message(spot, self._chance)
        return (IssueFacts(issue="i2", type="Error", message=text, frames=frames, weight=0.25),)

    def _stack(self, sha: str, culprit: Merge, kind: str) -> list[Spot]:
        """Return the lines of ours in the stack, the crash first; none where this kind is not to be
        had of this merge."""
        if kind == "a removed line":
            spot = self._removed(sha, culprit)
        else:
            spot = self._added(sha, culprit)
        if spot is None:
            return []
        below = [spot, *self._callers(sha, spot)]
        if kind == "its function, elsewhere":
            crash = self._same_function(sha, spot)
            return [crash, *below[1:]] if crash else []
        if kind == "code that it calls":
            crash = self._callee(sha, spot, culprit)
            return [crash, *below] if crash else []
        if kind == "code two calls deeper":
            first = self._callee(sha, spot, culprit)
            second = self._callee(sha, first, culprit) if first else None
            return [second, first, *below] if first and second else []
        if kind == NOWHERE:
            return below[1:]
        return below

    def _added(self, sha: str, culprit: Merge) -> Spot | None:
        """Return a line that a merge added and that is still there, once in its file."""
        texts = [
            (changed.path, text)
            for changed in self._repository.patch(culprit)
            if runs(changed.path)
            for text in changed.added
            if is_statement(text)
        ]
        self._chance.shuffle(texts)
        for path, text in texts[:20]:
            lines = self._repository.lines(sha, path)
            if lines.count(text) == 1:
                spot = self._with_function(sha, Spot(path, lines.index(text) + 1, text))
                if spot.function:
                    return spot
        return None

    def _removed(self, sha: str, culprit: Merge) -> Spot | None:
        """Return the line behind a pure removal, which crashes for want of what was before it."""
        places = [
            (each.path, each.first)
            for each in self._repository.patch(culprit)
            if runs(each.path) and not each.lines and any(map(is_statement, each.removed))
        ]
        self._chance.shuffle(places)
        for path, first in places[:10]:
            then = self._repository.lines(culprit.sha, path)[first : first + 3]
            now = self._repository.lines(sha, path)
            for text in then:
                if is_statement(text) and now.count(text) == 1:
                    spot = self._with_function(sha, Spot(path, now.index(text) + 1, text))
                    if spot.function:
                        return spot
        return None

    def _same_function(self, sha: str, spot: Spot) -> Spot | None:
        source = "\n".join(self._repository.lines(sha, spot.path)).encode()
        around = functions_at(spot.path, source, [spot.line]).get(spot.line)
        if around is None:
            return None
        # What was computed wrongly breaks where it is used: further down, mostly.
        names = set(re.findall(r"[A-Za-z_]\w{3,}", spot.text))
        lines = self._repository.lines(sha, spot.path)
        using = [
            Spot(spot.path, at, lines[at - 1], spot.function)
            for at in range(spot.line + 1, min(around.last, len(lines)) + 1)
            if is_statement(lines[at - 1]) and names & set(re.findall(r"\w+", lines[at - 1]))
        ]
        return self._chance.choice(using) if using else None

    def _callee(self, sha: str, spot: Spot, culprit: Merge) -> Spot | None:
        """Return a line that a merge did not touch and that its own line calls."""
        touched = {changed.path for changed in self._repository.patch(culprit)}
        for name in called_by(spot.text, spot.language)[:4]:
            found = self._repository.definition(sha, name, spot.language)
            if found is None or found.path in touched:
                continue
            source = "\n".join(self._repository.lines(sha, found.path)).encode()
            around = functions_at(found.path, source, [found.line]).get(found.line)
            crash = around and self._in(sha, found.path, found.line + 1, around.last, found)
            if crash:
                return crash
        return None

    def _callers(self, sha: str, spot: Spot) -> list[Spot]:
        """Return who calls, who calls that, and so on, as far as text search tells."""
        stack: list[Spot] = []
        while len(stack) < DEEPEST:
            name = (stack[-1] if stack else spot).function
            found = self._repository.callers(sha, name, spot.language) if len(name) > 3 else []
            known = {(each.path, each.function) for each in (spot, *stack)}
            each = self._with_function(sha, self._chance.choice(found)) if found else None
            if each is None or not each.function or (each.path, each.function) in known:
                break
            stack.append(each)
        return stack

    def _anywhere(self, sha: str, path: str) -> Spot | None:
        return self._in(sha, path, 1, len(self._repository.lines(sha, path)), None)

    def _in(self, sha: str, path: str, first: int, last: int, but: Spot | None) -> Spot | None:
        """Return some line of a function within these lines."""
        lines = self._repository.lines(sha, path)
        able = [
            Spot(path, at, lines[at - 1])
            for at in range(first, min(last, len(lines)) + 1)
            if is_statement(lines[at - 1]) and (but is None or at != but.line)
        ]
        self._chance.shuffle(able)
        named = (self._with_function(sha, each) for each in able[:10])
        return next((each for each in named if each.function), None)

    def _with_function(self, sha: str, spot: Spot) -> Spot:
        source = "\n".join(self._repository.lines(sha, spot.path)).encode()
        around = functions_at(spot.path, source, [spot.line]).get(spot.line)
        name = around.name if around and re.fullmatch(r"[\w$]+[?!]?", around.name) else ""
        return Spot(spot.path, spot.line, spot.text, name)
