"""Where code asks for a flag or captures an event."""

from typing import Literal

from scans.model.base import Model

UsageKind = Literal["flag", "event", "init"]

Confidence = Literal["certain", "likely", "possible"]
"""`certain`: receiver and key resolved. `likely`: receiver known by name only, or key out of a
closed set. `possible`: a bare auto-imported function or a feature-management layer in between."""


class Surrounding(Model):
    """The outermost function that a call stands in: who wrote its lines can say what it is for."""

    name: str
    """Empty for a function nobody gave a name."""
    line: int
    end_line: int
    """1-based, inclusive."""


class CallSite(Model):
    """One place that evaluates a flag or captures an event under a known key.

    `line` is 1-based, `column` 0-based in bytes of UTF-8, the end is exclusive.
    """

    file: str
    """POSIX path relative to the root of the checkout."""
    line: int
    column: int
    end_line: int
    end_column: int
    kind: UsageKind
    name: str
    """The key, decoded: what PostHog receives."""
    method: str
    """As written at the SDK's end of the call: `isFeatureEnabled`, `capture`, `PostHogFeature`."""
    language: str
    dynamic: bool = False
    via: tuple[str, ...] = ()
    """Wrappers on the way to the SDK, outermost first; empty for a direct call."""
    confidence: Confidence = "certain"
    function: Surrounding | None = None
    """None at the top of a file."""
    properties: tuple[str, ...] = ()
    """Of an event: the properties that are sent with it by a literal name, sorted, without those of
    PostHog, which begin with `$`."""
    properties_open: bool = False
    """Whether more may be sent than is listed: out of a variable, under a computed name."""


class DynamicSite(Model):
    """A call whose key is computed at run time. Never guessed, always listed."""

    file: str
    line: int
    column: int
    kind: UsageKind
    method: str
    language: str
    expression: str
    """Source text of the key argument, cut at 200 characters."""
    prefix: str = ""
    """The literal beginning of the key, where there is one. A hint for people, never a key."""


class UnusedHelper(Model):
    """A function that captures an event and whose name is written nowhere else in the tree."""

    file: str
    line: int
    end_line: int
    """1-based, inclusive."""
    name: str
    exported: bool
    """Whether other repositories could call it."""


class Skipped(Model):
    """A file that was not read, and why."""

    file: str
    reason: str


class UsageStats(Model):
    """What one walk over a tree cost."""

    files: int = 0
    bytes: int = 0
    parsed: int = 0
    cached: int = 0
    seconds: float = 0.0
    """Filled in by whoever owns a clock; the index itself has none."""


class Usages(Model):
    """Every call site of one tree, in the order file, line, column, name."""

    usages: tuple[CallSite, ...] = ()
    dynamic: tuple[DynamicSite, ...] = ()
    unused: tuple[UnusedHelper, ...] = ()
    """Instrumentation that never runs, in the order of files."""
    skipped: tuple[Skipped, ...] = ()
    stats: UsageStats = UsageStats()
