"""Rust's types that hold one value, and the calls that put it in and take it out again."""

from typing import TYPE_CHECKING

from codebase.syntax import Call, Either, Form, FunctionExpression, Through

if TYPE_CHECKING:
    from tree_sitter import Node

HOLDERS = frozenset(
    {
        "Arc",
        "Box",
        "Cell",
        "Cow",
        "Data",
        "Extension",
        "Lazy",
        "LazyCell",
        "LazyLock",
        "Mutex",
        "MutexGuard",
        "Ok",
        "OnceCell",
        "OnceLock",
        "Option",
        "Pin",
        "Rc",
        "Ref",
        "RefCell",
        "Result",
        "RwLock",
        "RwLockReadGuard",
        "Some",
        "State",
        "String",
        "Weak",
    }
)
"""Types, and variants of types, that hand out what they hold as if they were it."""

_LATER = frozenset({"Lazy", "LazyCell", "LazyLock"})
"""Those among them that are given a function, which makes what they hold."""

_PUTS = frozenset(
    {
        "Some",
        "Ok",
        "new",
        "from",
        "Borrowed",
        "Owned",
        "clone",
        "pin",
        "from_value",
        "from_str",
        "const_new",
    }
)

_TAKES = frozenset(
    {
        "as_deref",
        "as_mut",
        "await",
        "borrow",
        "borrow_mut",
        "clone",
        "cloned",
        "collect",
        "context",
        "copied",
        "expect",
        "into_iter",
        "inspect_err",
        "is_ok",
        "is_ok_and",
        "is_some",
        "is_some_and",
        "iter",
        "lock",
        "map_err",
        "ok",
        "ok_or",
        "ok_or_else",
        "read",
        "to_vec",
        "unwrap",
        "unwrap_or_default",
        "unwrap_or_else",
        "with_context",
        "write",
    }
)
"""Methods that hand out what is held, or say whether it is there."""

_WRITES = frozenset({"write_str", "pad"})
"""Methods of a formatter: what it is given is the text."""


def put(path: str, given: "list[Node]") -> Form | None:
    """Read the call of a path as what it holds: `Some(x)`, `Arc::new(x)`, `Lazy::new(|| x)`."""
    head, _, last = path.rpartition("::")
    holder = head.rpartition("::")[2] or last
    if holder not in HOLDERS or last not in _PUTS or len(given) != 1:
        return None
    if given[0].type == "closure_expression":
        return FunctionExpression(given[0], getter=True)
    return Call(given[0]) if holder in _LATER else Through(given[0])


def taken(target: "Node", name: str, given: "list[Node]") -> Form | None:
    """Read a method's call as the object it runs on, or as what that object holds."""
    if name in _TAKES or (name == "get" and not given):
        return Through(target)
    if name == "unwrap_or" and given:
        return Either((target, given[0]))
    return Through(given[0]) if name in _WRITES and given else None
