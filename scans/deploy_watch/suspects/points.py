"""What each piece of evidence is worth: a prior, to be fitted anew after some fifty incidents.

Every number here is of the rule's own table (*Whom to mention*), but for those marked as ours.
"""

BLAMED = 4.0
"""A crash-frame line came with the change."""
IN_HUNK = 3.0
"""A crash-frame line is in a changed place, or next to one."""
IN_FUNCTION = 2.0
"""The change is in the function that crashed. More, the nearer it is to the line, or, without one,
the more of the function it changed; and never as much as above.

The table knows these two steps only. In a long function, which several merges of a deploy changed,
that leaves ties, so what lies between them is filled in here (ours)."""
NEAR_LINES = 3
"""How far a line may be from a hunk. Only a line in it is taken for proof (ours, and stricter)."""
SHARES_NAMES = 1.0
"""The line that crashed has a name that the change has in the same file: what is computed in one
place mostly breaks in another (ours, as much as `NAMED_IN_ERROR`)."""
TOP_FILE = 1.5
"""The change touched the file that crashed."""
DEEPER_FILE = 0.7
"""The change touched a file on the way to the crash."""

ON_NEW_RELEASE = 1.5
ON_NEW_SHARE = 0.8
"""Share of the people beyond those expected who are on the new release."""
OLD_AS_WELL = -3.0
RELEASE_NAMED = 0.5
BEGAN_WITH_IT = 0.5
BEGAN_WITHIN_MINUTES = 10
BEGAN_BEFORE = -3.0

PACKAGE_IN_STACK = 2.0
"""Divided by 1 + its distance from the crash, as frames are (ours): every stack has frameworks."""
CONFIGURATION = 0.7
NAMED_IN_ERROR = 1.0
HARMLESS = -4.0
"""Documents and tests do not run where people are."""

FLAG = 2.0
FLAG_EXPOSED = 2.0
EXPOSED_RATIO = 3.0
"""How many times as often people with a flag fail as everybody."""
EXPERIMENT = 1.5
REMOTE_CONFIGURATION = 1.5
PROVIDER = 2.0
RIVAL_BEFORE_MINUTES = 30
RIVAL_AFTER_MINUTES = 5

UNKNOWN = 1.0
"""Of something that nobody has thought of: always in the list."""

HIGH_SHARE = 0.7
HIGH_LEAD = 2.0
MEDIUM_SHARE = 0.45
