"""What Java and Kotlin share: the SDKs, packages, and a look at tests' doubles."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from codebase.languages.reader import Files, Shared
from codebase.languages.tables.grammar import Import
from codebase.languages.tables.selecting import text_of
from codebase.surface import Method, Surface

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

_SETUP = Method("init", keyword="config", id_first=True, gives="client")
"""`PostHog.with(config)`, `PostHogAndroid.setup(context, config)`."""

_READ = Method("flag", keyword="key", gives="flag")

_BY_ID = Method("flag", keyword="key", id_first=True, gives="flag")

_CONFIG = Method(keyword="apiKey", gives="config")

_OPTIONS = Method(gives="properties")

_SETTERS = {
    "property": Method(gives="properties", sets=True),
    "putProperty": Method(gives="properties", sets=True),
    "putValue": Method(gives="properties", sets=True),
    "properties": Method(gives="properties", context=True),
    "flagKeys": Method(gives="properties", requested=("*",)),
}

HOLDERS = frozenset(
    {
        *("Optional", "ObjectProvider", "Provider", "Lazy", "Supplier", "Mono", "Single"),
        *("AtomicReference", "ThreadLocal", "WeakReference", "StateFlow", "MutableStateFlow"),
        *("List", "Set", "Collection", "Iterable"),
    }
)
"""Types whose objects hold one, or many, of the type in their brackets."""

_HANDS_OUT = (
    *("get", "value", "getValue", "getObject", "getIfAvailable", "getIfUnique"),
    *("orElse", "orElseThrow", "orElseGet", "first", "firstOrNull", "block"),
)
"""What gives the object that is held."""

_PROPERTIES = ("properties", "2")

SERVER = Surface(
    packages=frozenset({"com.posthog.server"}),
    classes=frozenset({"PostHog", "PostHogInterface"}),
    snapshots=frozenset(
        {"PostHogFeatureFlagEvaluations", "PostHogFlags", "FeatureFlagEvaluations"}
    ),
    static=True,
    methods={
        "with": _SETUP,
        "setup": _SETUP,
        "capture": Method("event", keyword="event", id_first=True),
        "isFeatureEnabled": _BY_ID,
        "getFeatureFlag": _BY_ID,
        "getFeatureFlagPayload": _BY_ID,
        "getFeatureFlagResult": _BY_ID,
        "evaluateFlags": Method(gives="snapshot", requested=("flagKeys",)),
    },
    snapshot={
        "isEnabled": _READ,
        "getFlag": _READ,
        "getFlagPayload": _READ,
        "getFlagPayloadAs": _READ,
        "only": Method(gives="snapshot", requested=("*",)),
        "onlyAccessed": Method(gives="snapshot"),
    },
    functions={"PostHogCaptureOptions": _OPTIONS, "PostHogEvaluateFlagsOptions": _OPTIONS},
    configs={"PostHogConfig": _CONFIG},
    setters=_SETTERS,
    parts=frozenset({"Companion", "INSTANCE", *_HANDS_OUT}),
    properties=_PROPERTIES,
)

OLDER = Surface(
    packages=frozenset({"com.posthog.java"}),
    classes=frozenset({"PostHog"}),
    methods={
        "capture": Method("event", keyword="event", id_first=True),
        "isFeatureFlagEnabled": _READ,
        "getFeatureFlag": _READ,
        "getFeatureFlagPayload": _READ,
    },
    constructors=frozenset({"Builder"}),
    parts=frozenset({"host", "logger", "sender", "build", *_HANDS_OUT}),
    setters=_SETTERS,
    properties=_PROPERTIES,
)

ANDROID = Surface(
    packages=frozenset({"com.posthog"}),
    classes=frozenset({"PostHog", "PostHogAndroid", "PostHogInterface"}),
    static=True,
    methods={
        "with": _SETUP,
        "setup": _SETUP,
        "capture": Method("event", keyword="event"),
        "isFeatureEnabled": _READ,
        "getFeatureFlag": _READ,
        "getFeatureFlagPayload": _READ,
        "getFeatureFlagResult": _READ,
    },
    construction=Method("init", keyword="config", id_first=True),
    constructors=frozenset({"Builder"}),
    configs={"PostHogConfig": _CONFIG, "PostHogAndroidConfig": _CONFIG},
    setters=_SETTERS,
    parts=frozenset({"Companion", "INSTANCE", "build", *_HANDS_OUT}),
    properties=_PROPERTIES,
)

OPENFEATURE = Surface(
    packages=frozenset({"dev.openfeature"}),
    classes=frozenset({"Client", "OpenFeatureAPI"}),
    static=True,
    methods={
        f"get{kind}{part}": Method("flag", keyword="key", gives="flag", bridge=True)
        for kind in ("Boolean", "String", "Integer", "Double", "Object")
        for part in ("Value", "Details")
    },
    parts=frozenset({"getInstance", "getClient"}),
)
"""It asks PostHog where that is its provider."""

SURFACES = (OLDER, ANDROID, OPENFEATURE)
"""All but the first of the SDKs."""

LIBRARY = {
    "str.format": "percent",
    "str.valueOf": "same",
    "str.join": "join",
    ".format": "percent",
    ".formatted": "percent",
    ".joinToString": "join",
    ".concat": "concat",
    ".plus": "concat",
    "requireNonNull": "same",
    "checkNotNull": "same",
    "requireNotNull": "same",
}

DOUBLES = frozenset({"mock", "mockk", "spy", "spyk", "mockkClass", "any", "eq", "anyString"})
"""Functions that make an object which only stands in for another one."""

_EXPECTING = frozenset(
    {
        *(
            "verify",
            "verifyAll",
            "verifyOrder",
            "verifySequence",
            "excludeRecords",
            "verifyNoMoreInteractions",
        ),
        *("coVerify", "coVerifyAll", "coVerifyOrder", "coVerifySequence"),
        *("every", "coEvery", "justRun", "coJustRun"),
        *("when", "whenever", "given", "inOrder", "doReturn", "doThrow", "doNothing", "doAnswer"),
    }
)
"""Functions of test libraries that are told about a call, which nobody makes."""

PACKAGES = SERVER.packages | OLDER.packages | ANDROID.packages
"""The packages of the SDKs."""

_INTERESTING = frozenset(
    name
    for surface in (SERVER, OLDER, ANDROID)
    for name, method in (*surface.methods.items(), *surface.snapshot.items())
    if method.kind in ("event", "flag")
)


def is_expectation(
    node: "Node", method: str, called: "Callable[[Node], str]", ends: frozenset[str]
) -> bool:
    """Say whether a call of the SDK only tells a test library what to expect.

    `called` gives the name of what a call calls; nodes of the types in `ends` are functions.
    """
    if method not in _INTERESTING:
        return False
    holder, nearest = node.parent, node
    while holder is not None and holder.type not in ends:
        if called(holder) in _EXPECTING and not _is_receiver(holder, nearest):
            return True
        nearest, holder = holder, holder.parent
    return False


def _is_receiver(call: "Node", inner: "Node") -> bool:
    """Say whether `inner` is what the call is made on, not what it is given."""
    first = call.named_children[:1]
    return bool(first) and first[0].id == inner.id and "argument" not in inner.type


def imported(dotted: str, local: str = "") -> Import:
    """Return what `import a.b.C.D` binds: packages are written small, classes are not."""
    parts = dotted.split(".")
    at = next((at for at, part in enumerate(parts) if part[:1].isupper()), len(parts) - 1)
    return Import(local or parts[-1], ".".join(parts[:at]), parts[at], tuple(parts[at + 1 :]))


_SPECIFIER = re.compile(rb"(?m)^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+)")

_PACKAGE = re.compile(rb"(?m)^[ \t]*(?:@file:[^\n]*\n[ \t]*)?package[ \t]+([\w.`]+)")

_TYPE = re.compile(
    rb"\b(?:class|interface|enum(?![ \t]+class\b)|record|object|typealias)[ \t]+(\w+)"
)

_TOP = re.compile(
    rb"(?m)^(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:private|internal|public|const|inline|suspend|operator|infix"
    rb"|lateinit|tailrec|override)\s+)*(fun|val|var)\s+(?:<[^>\n]*>\s*)?"
    rb"(?:([\w.]+?)(?:<[^>\n]*>)?\??\.)?(\w+)"
)
"""Kotlin's names at the top of a file, and the receivers of its extensions."""


def specifiers(source: bytes) -> Iterator[str]:
    """Yield what a file imports."""
    return (match[1].decode("utf-8", "replace") for match in _SPECIFIER.finditer(source))


def package_of(source: bytes) -> tuple[str, ...]:
    """Return the package a file is in."""
    match = _PACKAGE.search(source)
    return (match[1].decode("utf-8", "replace").replace("`", "") if match else "",)


def _declares(source: bytes) -> Iterator[str]:
    for match in _TYPE.finditer(source):
        yield match[1].decode("utf-8", "replace")
    for match in _TOP.finditer(source):
        name = match[3].decode("utf-8", "replace")
        yield f"this.{name}" if match[2] else name


def _nowhere(_: str, __: str) -> str | None:
    return None


def resolver(_: Files) -> "Callable[[str, str], str | None]":
    """Imports name packages, which files say they are in; no path follows from them."""
    return _nowhere


def _no_folder(_: str) -> str:
    return ""


SHARED = Shared(_no_folder, _declares, package_of, package_of, relative=False)


def written_type(name: str) -> str:
    """Return a type's name for `types`; one with its whole package begins with a dot."""
    return f".{name}" if name[:1].islower() and "." in name else name


def accessors(name: str) -> tuple[str, ...]:
    """Return what a property is called where Java or Kotlin calls it differently."""
    for prefix in ("get", "is"):
        if name.startswith(prefix) and name[len(prefix) : len(prefix) + 1].isupper():
            plain = name[len(prefix) :]
            return (plain[:1].lower() + plain[1:],)
    return (f"get{name[:1].upper()}{name[1:]}",)


def dotted(node: "Node") -> str:
    """Return a qualified name as it is written, without blanks."""
    return "".join(text_of(node).split())
