"""Attributes and items of values."""

from codebase.meaning.engine import Engine
from codebase.meaning.enumerations import of_enumerated
from codebase.meaning.neighbours import of_package
from codebase.meaning.objects import SCHEDULERS, defined, of_class, of_client, of_instance
from codebase.meaning.receivers import enumerated, enumerates, foreign, is_sdk
from codebase.meaning.values import (
    OTHER,
    UNKNOWN,
    Class,
    Client,
    ClientClass,
    Config,
    Digit,
    Fields,
    FlagRead,
    Flags,
    Foreign,
    Function,
    Instance,
    Items,
    Known,
    Lazy,
    Namespace,
    Open,
    Package,
    SdkCall,
    Text,
    Typed,
    Value,
    alternatives,
    settled,
    union,
    unresolved,
)

_TABLE_METHODS = frozenset({"get", "pop", "setdefault", "items", "keys", "values", "copy"})
"""Methods of a dictionary that hand out what is in it."""

LOOKUPS = frozenset({"fetch", "dig", "get", "getValue", "getOrDefault", "GetValueOrDefault"})
"""Methods of a table whose first argument is a key; of `dig` every one is."""

SAME = frozenset(
    {
        "rawValue",
        "freeze",
        "dup",
        "to_s",
        "to_sym",
        "to_str",
        "to_string",
        "to_owned",
        "into",
        "as_str",
        "as_ref",
        "clone",
        "ToString",
    }
)
"""Attributes and methods of a text, a list or a table that give the thing itself."""

_RESULT = frozenset(
    {"enabled", "variant", "payload", "IsEnabled", "VariantKey", "Payload", "Result"}
)
"""Parts of a flag's result."""

_ASKS = frozenset({"present?", "blank?", "nil?", "to_s", "to_sym", "eql?", "presence"})
"""Methods of a flag's value whose answer depends on it."""

_SAME_TABLE = frozenset(
    {
        "with_indifferent_access",
        "symbolize_keys",
        "stringify_keys",
        "deep_symbolize_keys",
        "transform_keys",
        "to_h",
        "compact",
        "except",
        "slice",
    }
)
"""Methods of a table that give its entries, or some of them."""

_TEXT_METHODS = frozenset({"concat", "join", "joined", "format", "formatted", "plus", "toString"})


def member(engine: Engine, value: Value, name: str) -> Value:
    """Return an attribute of a value."""
    found = [_one(engine, option, name) for option in alternatives(engine.force(value))]
    return union(found)


def _one(engine: Engine, value: Value, name: str) -> Value:
    if isinstance(value, Open):
        return Open(value.functions, member(engine, value.fallback, name))
    if isinstance(value, Fields):
        found = field(engine, value, name)
        if found == OTHER and (name in SAME or name in _SAME_TABLE):
            return value
        asked = name in _TABLE_METHODS or name in LOOKUPS
        return Known(name, value) if found == OTHER and asked else found
    if isinstance(value, Instance):
        return of_instance(engine, value, name)
    if isinstance(value, Class):
        return of_class(engine, value, name)
    if isinstance(value, Namespace):
        return of_namespace(engine, value, name)
    if isinstance(value, Package) and value.language != "python":
        found = of_package(engine, value.language, value.path, name)
        whole = f"{value.path}.{name}" if value.path else name
        inner = engine.neighbours.space(value.language, whole) if unresolved(found) else None
        return Package(inner, value.language) if inner is not None else found
    if isinstance(value, Package):
        path = f"{value.path}/{name}"
        file = next((p for p in (f"{path}.py", f"{path}/__init__.py") if engine.project.has(p)), "")
        return Namespace(file) if file else Package(path)
    if isinstance(value, Typed):
        types = [engine.typed(value.module, node) for key, node in value.fields if key == name]
        return union([found or UNKNOWN for found in types]) if types else OTHER
    if isinstance(value, Text) and value.definitions:
        found = of_enumerated(engine, value, name)
        if found is not None:
            return found
    return _of_sdk(engine, value, name)


def _of_sdk(engine: Engine, value: Value, name: str) -> Value:
    if isinstance(value, Client):
        return of_client(value, name)
    if isinstance(value, ClientClass):
        return _of_client_class(value, name)
    if isinstance(value, Foreign):
        return _of_foreign(value, name)
    if isinstance(value, Flags) and (name in ("get", "pop") or name in LOOKUPS):
        return Known(name, value)
    if isinstance(value, FlagRead):
        return value if name in _RESULT or name in _ASKS else UNKNOWN
    if isinstance(value, Flags) and name in _SAME_TABLE:
        return value
    if isinstance(value, Flags) and value.shape == "bundle":
        return Flags("flags", value.origin, value.likely)
    if isinstance(value, Text):
        if name == "value" or name in SAME:
            return value
        return Known(name, value) if name in _TEXT_METHODS else OTHER
    if isinstance(value, Config) and value.surface and name in value.surface.setters:
        return SdkCall(name, value.surface.setters[name])
    if isinstance(value, Config) or _builds(value):
        return value
    if isinstance(value, Function | SdkCall) and name == "Invoke":
        return value
    if isinstance(value, Function | SdkCall) and name in SCHEDULERS:
        return Known(name, value)
    if isinstance(value, Known) and value.name == "global":
        return _global(name)
    if isinstance(value, Known) and value.target is None:
        return Known(f"{value.name}.{name}")
    if isinstance(value, Items):
        if name.isdecimal() and int(name) < len(value.items):
            return engine.force(value.items[int(name)])
        # The members of an enumeration are their own values.
        return value if name == "value" or name in SAME else Known(name, value)
    return OTHER if isinstance(value, Digit) or value == OTHER else UNKNOWN


def _builds(value: Value) -> bool:
    """Say whether a value is a class of the SDK whose every method goes on building it."""
    return isinstance(value, SdkCall) and value.method.gives in ("config", "properties")


def _global(name: str) -> Value:
    return UNKNOWN if name != "posthog" else Known("global.posthog")


def _of_client_class(value: ClientClass, name: str) -> Value:
    """Return what the client's class offers: other ways to make one, the one there is."""
    if name in value.surface.constructors:
        return value
    if name in value.surface.parts:
        return Client(value.surface, value.likely)
    if value.surface.static and name in value.surface.methods:
        return SdkCall(name, value.surface.methods[name], value.likely)
    return UNKNOWN


def _of_foreign(value: Foreign, name: str) -> Value:
    """Reach into a package; the SDK's module is its client at the same time."""
    found = foreign(Foreign(value.package, value.surface, (*value.path, name)))
    nested = is_sdk(value) and value.path
    return UNKNOWN if nested and isinstance(found, Foreign | SdkCall) else found


def field(engine: Engine, value: Fields, name: str) -> Value:
    """Return a field of an object; a later one wins, an unknown key may be any."""
    for key, inner, definition in reversed(value.entries):
        if key is None:
            spread = settled(engine.force(inner))
            if isinstance(spread, Fields) and not lacks(spread, name):
                # By way of the engine, which ends `table = {**table}`.
                return engine.member(spread, name)
            if not isinstance(spread, Fields) and unresolved(spread):
                open_ = engine.force(inner)
                return Open(open_.functions, UNKNOWN) if isinstance(open_, Open) else UNKNOWN
            if isinstance(spread, Typed) and any(label == name for label, _ in spread.fields):
                return engine.member(inner, name)
            if (
                isinstance(spread, Instance)
                and name in spread.cls.module.class_(spread.cls.node).members
            ):
                return engine.member(inner, name)
            continue
        label = key
        if isinstance(key, Lazy):
            computed = settled(engine.force(key))
            label = computed.text if isinstance(computed, Text) else None
        if label == name:
            return defined(engine.force(inner), definition)
    return OTHER


def lacks(value: Fields, name: str) -> bool:
    """Say whether an object certainly has no such field."""
    return all(isinstance(key, str) and key != name for key, _, _ in value.entries)


def of_namespace(engine: Engine, value: Namespace, name: str) -> Value:
    """Return what a file offers, or the file below a package."""
    found = engine.exported(value.path, name)
    if found is not None:
        return found
    if value.path.endswith("/__init__.py"):
        return _one(engine, Package(value.path.rpartition("/")[0]), name)
    return UNKNOWN


def index(engine: Engine, value: Value, key: Value) -> Value:
    """Return an item; with a key nobody knows, a constant table gives all of its values."""
    found: list[Value] = []
    for label in alternatives(key):
        found.extend(
            _indexed(engine, option, label) for option in alternatives(engine.force(value))
        )
    return union(found)


def _indexed(engine: Engine, value: Value, key: Value) -> Value:
    if isinstance(value, Open):
        return Open(value.functions, index(engine, value.fallback, key))
    if isinstance(key, Open):
        return Open(key.functions, index(engine, value, settled(key)))
    if isinstance(key, Text):
        return _one(engine, value, key.text)
    if isinstance(key, Digit) and isinstance(value, Items):
        known = -len(value.items) <= key.value < len(value.items)
        return engine.force(value.items[key.value]) if known else value.rest or UNKNOWN
    return _any_of(engine, value)


def _any_of(engine: Engine, value: Value) -> Value:
    """Join all values of a constant table; one that is not constant is no closed set."""
    if isinstance(value, Fields):
        found = [engine.force(inner) for key, inner, _ in value.entries if key is not None]
        whole = len(found) == len(value.entries)
    elif isinstance(value, Items):
        found = [engine.force(inner) for inner in value.items]
        whole = value.rest is None
    elif isinstance(value, Class) and enumerates(engine, value):
        return union(enumerated(engine, value))
    else:
        return UNKNOWN
    constant = all(isinstance(option, Text | Fields) for option in found)
    return union(found) if found and whole and constant else UNKNOWN
