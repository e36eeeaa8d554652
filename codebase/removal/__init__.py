"""Take one flag, or the captures of one event, out of source code, provably or not at all.

The way through, begun and ended by `removal`:

1. `sites`: where is the flag asked for, also through the functions of `wrappers`, for which
   `answers` folds a function to see what it gives back. `places` are paths that are never edited.
2. `transaction`: one file, all or nothing. Every check becomes a placeholder in a `draft`, which
   remembers where each byte came from, and `folding` asks the rules of its language (`languages`)
   for the shape (`shapes`) around it until no placeholder is left. `expressions`, `statements`,
   `rendering` and `variables` say what becomes of a shape, `lines` and `nodes` how text and trees
   are measured.
3. `leftovers`: what only the flag used, in that file. Then the `proofs`, which look at the
   `differences` of two trees and know nothing of the rules that made them.
4. `second_parser`: what parsers of the machine say to all files together.
5. `fallen`, for the whole tree: `constants` and functions that nobody of `users` needs any more.
6. `dead_tests`: tests whose `mocks` pin the value that is gone; then 5 again.
7. `mentions`: every line that still names the flag. `account` sums up, with the `unused` variables
   that a reviewer has to know of, and `diff` prints it.

Whatever stays has one of the `reasons`. What is said of events alone stands in `events`, which has
the same steps around 3 to 5. `docs/editing-a-language.md` is for adding a language.
"""

from codebase.removal.diff import unified_diff
from codebase.removal.events.attempts import EventRemovals
from codebase.removal.events.removal import EventRemovalResult, remove_event
from codebase.removal.removal import RemovalResult, remove_flag

__all__ = [
    "EventRemovalResult",
    "EventRemovals",
    "RemovalResult",
    "remove_event",
    "remove_flag",
    "unified_diff",
]
