"""The parsers of other people that this machine happens to have: gofmt, Ruby, Node.

They are given text and asked whether they can read it. Nothing is run, nothing of a checkout is
named to them, and nothing of the machine or of a repository steers them: they start in an empty
folder, know no settings, and are found in absolute folders of PATH only. One that does not answer
was not run, which is never the same as having taken a file.
"""

from clients.second_parsers.local import LocalParsers

__all__ = ["LocalParsers"]
