"""The entry: every call site of a tree."""

from collections.abc import Collection

from scans.model import SourceTree, Usages


def find_usages(
    tree: SourceTree, *, keys: Collection[str] | None = None, any_receiver: bool = False
) -> Usages:
    """Return every place of `tree` that evaluates a flag or captures an event.

    `keys` keeps named sites of these keys only (dynamic ones are always listed). `any_receiver`
    also accepts a call on an object nobody can identify, if its method is one of the SDK's and its
    key is exact: what a removal must not overlook. The result is in the order file, line, column.
    """
    raise NotImplementedError
