"""Is this object PostHog? What the SDK's own names mean, and what a class makes of its objects."""

from codebase.engine import Engine
from codebase.values import (
    OTHER,
    Class,
    Client,
    ClientClass,
    Foreign,
    Instance,
    SdkCall,
    SdkComponent,
    Value,
    union,
)

_SAYS_NOTHING = frozenset({"typing", "typing_extensions", "types", "react"})
"""Packages whose types are no classes: `Any`, `Protocol`, `ReactNode`."""

NAMES = frozenset({"ph", "phclient", "ph_client"})
"""Names that stand for a client while nothing better is known, beside any with `posthog` in it."""


def named_like_client(name: str) -> bool:
    """Say whether an object nobody can resolve carries a client's name."""
    plain = name.lstrip("_@$#").lower()
    return "posthog" in plain or plain in NAMES


def is_sdk(value: Foreign) -> bool:
    """Say whether something foreign belongs to the SDK."""
    separators = ("/", ".")
    return value.package in value.surface.packages or any(
        value.package.startswith(name + joint)
        for name in value.surface.packages
        for joint in separators
    )


def foreign(value: Foreign) -> Value:
    """Return what the SDK means by a name, or the foreign thing itself."""
    if not is_sdk(value) or not value.path:
        return value
    surface, name = value.surface, value.path[-1]
    if name in surface.clients:
        return Client(surface)
    if name in surface.classes:
        return ClientClass(surface)
    if name in surface.factories:
        return ClientClass(surface, constructs=False)
    if name in surface.functions:
        return SdkCall(name, surface.functions[name])
    if name in surface.components:
        return SdkComponent(name, surface.components[name])
    if len(value.path) == 1 and name in surface.methods:
        return SdkCall(name, surface.methods[name])
    return value


def instance_type(engine: Engine, value: Value) -> Value | None:
    """Return an object of a type."""
    if isinstance(value, ClientClass | Client):
        return Client(value.surface)
    if isinstance(value, Class):
        shape = value.module.class_(value.node)
        if shape.enumeration:
            members = [engine.member(value, name) for name in shape.members]
            return union(members) if members else None
        return Instance(value)
    if isinstance(value, Foreign):
        package = value.package.partition(".")[0].partition("/")[0]
        local = package in ("", ".", "..", "~", "@", "#")
        return None if local or package in _SAYS_NOTHING or is_sdk(value) else OTHER
    return None
