"""What an import may be called where it has no name of its own."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_VERSION = re.compile(r"v\d+")


def names_of_package(spec: "Node") -> list[bytes]:
    """Return every name that an import may bring in, the likeliest first.

    Only the package itself knows for sure. Empty for `import _`, `import .` and `import "C"`.
    """
    name, path = spec.child_by_field_name("name"), spec.child_by_field_name("path")
    if name is not None:
        return [name.text or b""] if name.type == "package_identifier" else []
    text = path.text or b"" if path is not None else b""
    if text == b'"C"':
        return []
    parts = text.decode("utf-8", "replace").strip('"`').split("/")
    last = [parts[-1]]
    if len(parts) > 1 and _VERSION.fullmatch(parts[-1]):
        last.insert(0, parts[-2])
    return [guess.encode() for part in last for guess in _guesses(part)]


def _guesses(part: str) -> list[str]:
    plain = part.partition(".")[0]
    bare = plain.removeprefix("go-").removesuffix("-go")
    tail, head = plain.rpartition("-")[2], plain.partition("-")[0]
    return list(dict.fromkeys((bare, plain, plain.replace("-", "_"), tail, head)))
