"""Notes about places of a file, written into it as comments.

Only whole lines are added, each of them one comment, so whoever takes them out again has the file
of before. `places` says where a comment may stand, `comments` how it is spelled, and `proof` asks
the parser whether it was right; where it was not, the note moves outwards.
"""

from codebase.annotating.annotation import Annotated, annotate
from codebase.annotating.comments import neutral
from codebase.annotating.notes import Note

__all__ = ["Annotated", "Note", "annotate", "neutral"]
