"""Take one flag, or the captures of one event, out of source code, provably or not at all.

The way through: `sites` (where is it asked for, also through `wrappers`), `transaction` (one file:
all or nothing), in it `folding` over `shapes` with the rules of `languages`, `statements` and
`expressions` for what becomes of the code around a check, `leftovers` for what only the flag used,
`proofs` for whether the result is right. Then for the whole tree: `constants`, as far as nobody of
`users` needs them, `dead_tests` by what their `mocks` say, and `mentions`. What is said of events
alone stands in `events`.
"""

from codebase.removal.diff import unified_diff
from codebase.removal.events.removal import EventRemovalResult, remove_event
from codebase.removal.removal import RemovalResult, remove_flag

__all__ = ["EventRemovalResult", "RemovalResult", "remove_event", "remove_flag", "unified_diff"]
