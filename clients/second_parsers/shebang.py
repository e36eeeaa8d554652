"""The first line of a script, which is meant for whoever starts it."""

import re

_SHEBANG = re.compile(rb"\A(\xef\xbb\xbf)?#!.*")


def without_shebang(source: bytes) -> bytes:
    """Return the source with an empty first line in place of its shebang.

    What stands there are options: with `#!ruby -rfile`, Ruby would run that file.
    """
    return _SHEBANG.sub(b"", source, count=1)
