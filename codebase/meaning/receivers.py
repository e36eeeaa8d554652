"""Is this object PostHog? What the SDK's own names mean, and what a class makes of its objects."""

from dataclasses import replace

from codebase.languages.reader import LanguageReader
from codebase.meaning.engine import Engine
from codebase.meaning.values import (
    OTHER,
    Class,
    Client,
    ClientClass,
    Fields,
    Foreign,
    Function,
    Instance,
    Open,
    SdkCall,
    SdkComponent,
    Value,
    callers_of,
    union,
    unresolved,
)
from codebase.surface import Surface

_SAYS_NOTHING = frozenset({"typing", "typing_extensions", "types", "react"})
"""Packages whose types are no classes: `Any`, `Protocol`, `ReactNode`."""

NAMES = frozenset({"ph", "phclient", "ph_client"})
"""Names that stand for a client while nothing better is known, beside any with `posthog` in it."""


def named_like_client(name: str) -> bool:
    """Say whether an object nobody can resolve carries a client's name."""
    plain = name.lstrip("_@$#").lower()
    return "posthog" in plain or plain in NAMES


def client_by_name(surface: Surface, value: Value, name: str) -> Client | Open | None:
    """Return a client where nothing but a name speaks for it, and nothing against it.

    What comes out of a package that is not in the tree needs the whole name, not a short one.
    """
    known = isinstance(value, Foreign) and not is_sdk(value) and "posthog" in name.lower()
    if not known and not (unresolved(value) and named_like_client(name)):
        return None
    functions = callers_of(value)
    client = Client(surface, likely=True)
    return Open(functions, client) if functions else client


def ambient(surface: Surface, name: str) -> Value:
    """Return what a framework puts in reach of every file without an import."""
    value = foreign(Foreign(surface.ambient[name], surface, (name,)))
    bare = isinstance(value, SdkCall) or (isinstance(value, ClientClass) and not value.constructs)
    return replace(value, likely="possible") if bare else value


def is_sdk(value: Foreign) -> bool:
    """Say whether something foreign belongs to the SDK."""
    separators = ("/", ".")
    return value.package in value.surface.packages or any(
        value.package.startswith(name + joint)
        for name in value.surface.packages
        for joint in separators
    )


def is_record(value: Foreign) -> bool:
    """Say whether something foreign is the SDK's type of a message."""
    return bool(value.path) and value.path[-1] in value.surface.records and is_sdk(value)


def is_bridge(surface: Surface) -> bool:
    """Say whether an SDK is another one, which may ask PostHog."""
    return any(method.bridge for method in surface.methods.values())


def surface_of(reader: LanguageReader, source: bytes) -> Surface:
    """Return the SDK a file uses, where a language has several."""
    others = any(not is_bridge(surface) for surface in reader.surfaces)
    for specifier in reader.specifiers(source) if others else ():
        surface = surface_by(reader, specifier)
        if surface is not None and not is_bridge(surface):
            return surface
    return reader.surface


def surface_by(reader: LanguageReader, specifier: str) -> Surface | None:
    """Return the SDK that an import means."""
    known = (reader.surface, *reader.surfaces)
    return next((s for s in known if is_sdk(Foreign(specifier, s))), None)


def foreign(value: Foreign) -> Value:
    """Return what the SDK means by a name, or the foreign thing itself."""
    if not is_sdk(value) or not value.path:
        return value
    surface, name = value.surface, value.path[-1]
    if name in surface.clients:
        return Client(surface)
    if name in surface.classes:
        return ClientClass(surface)
    if name in surface.snapshots:
        return Client(surface, part="snapshot")
    if name in surface.factories:
        return ClientClass(surface, constructs=False)
    if name in surface.configs:
        return SdkCall(name, surface.configs[name])
    if name in surface.functions:
        return SdkCall(name, surface.functions[name])
    if name in surface.components:
        return SdkComponent(name, surface.components[name])
    if len(value.path) == 1 and name in surface.methods:
        return SdkCall(name, surface.methods[name])
    return value


def enumerates(engine: Engine, cls: Class, deepest: int = 8) -> bool:
    """Say whether a class is an enumeration, itself or by one of its bases."""
    shape = cls.module.class_(cls.node)
    if shape.enumeration or not deepest:
        return shape.enumeration
    parents = [engine.evaluate(cls.module, base, cls.frame) for base in shape.bases]
    return any(isinstance(p, Class) and enumerates(engine, p, deepest - 1) for p in parents)


def enumerated(engine: Engine, cls: Class) -> list[Value]:
    """Return the members of an enumeration."""
    members = cls.module.class_(cls.node).members
    given = [name for name, member in members.items() if member.text is not None]
    fields = [name for name, member in members.items() if member.kind == "field"]
    if cls.module.reader.tabular:
        plain = [n for n in fields if not members[n].static and not (given and members[n].type)]
        fields = [name for name in fields if name in plain or name in given]
    elif given:
        fields = given
    return [engine.member(cls, name) for name in fields if not name.startswith("_")]


def instance_type(engine: Engine, value: Value) -> Value | None:
    """Return an object of a type."""
    if isinstance(value, Client):
        return value
    if isinstance(value, ClientClass):
        return Client(value.surface)
    if isinstance(value, Class):
        if enumerates(engine, value):
            return union(enumerated(engine, value))
        return Instance(value)
    if isinstance(value, Fields | Instance | Function):
        # `typeof value`
        return value
    if isinstance(value, Foreign) and is_record(value):
        return Fields((), value.path[-1])
    if isinstance(value, Foreign):
        package = value.package.partition(".")[0].partition("/")[0]
        local = package in ("", ".", "..", "~", "@", "#")
        return None if local or package in _SAYS_NOTHING or is_sdk(value) else OTHER
    return None
