"""Call sites out of an earlier run, as long as nothing that could change them has changed.

A result depends on the names in a tree, on the bytes of its source files, and on those of whatever
else was read on the way (manifests, JSON that is imported). All of these are compared, none is
guessed; where nothing is known of a file it is read.
"""

import json
from collections.abc import Callable, Collection
from hashlib import blake2b

from codebase.tree.facts import Facts
from codebase.tree.memory import Memory
from codebase.tree.skipping import LARGEST
from codebase.tree.survey import Survey
from scans.model import Skipped, SourceTree, Usages
from scans.model.base import Model

FILES = "files"
"""Kind of the document that says what the files of one place are."""

USAGES = "usages"
"""Kind of the documents that hold results, named for what they depend on."""

Find = Callable[[Survey], Usages]


def remembered_usages(
    tree: SourceTree,
    memory: Memory | None,
    find: Find | None = None,
    *,
    place: str = "",
    ignore: Collection[str] = (),
) -> Usages:
    """Return every call site of a tree, from memory if they are certain to be the same.

    `place` names what the tree is a state of: its folder, its repository. `ignore` has the syntax
    of `.gitignore`. What could not be read is among the skipped, whoever tried to. `find` is asked
    in place of `find_usages`, and is part of no key.
    Raises `ValueError` if a pattern of `ignore` cannot be read.
    """
    find = find or _find_usages
    if memory is None:
        return _complete(tree, find(Survey(tree, ignore=ignore)))
    run = _Run(tree, memory, place, ignore)
    usages = run.recalled()
    if usages is None:
        usages = _complete(tree, find(run.survey))
        run.keep(usages)
    run.keep_facts()
    stats = usages.stats.model_copy(update={"cached": run.survey.unread})
    return usages.model_copy(update={"stats": stats})


def _find_usages(survey: Survey) -> Usages:
    from codebase.index import find_usages  # parsers, which a remembered result does without

    return find_usages(survey)


def _complete(tree: SourceTree, usages: Usages) -> Usages:
    """Add what could not be listed or read to what was skipped."""
    named = {each.file for each in usages.skipped}
    unread = [Skipped(file=n, reason="unreadable") for n in {*tree.unreadable} - named]
    skipped = sorted((*usages.skipped, *unread), key=lambda each: each.file)
    return usages.model_copy(update={"skipped": tuple(skipped)})


class _Run:
    """One look at a tree with what is remembered of it."""

    def __init__(
        self, tree: SourceTree, memory: Memory, place: str, ignore: Collection[str]
    ) -> None:
        self._memory = memory
        self._place = place
        self._facts = Facts.load(memory.recall(FILES, place))
        self.survey = Survey(tree, ignore=ignore, facts=self._facts)
        self._ids = self.survey.tree.ids
        self._surveyed = frozenset(self._ids)
        self._key = _key(self.survey, ignore)

    def recalled(self) -> Usages | None:
        """Return the result of an earlier run if everything it has read is still the same."""
        content = self._memory.recall(USAGES, self._key)
        if content is None:
            return None
        try:
            result = _Result.model_validate(json.loads(content))
        except (ValueError, RecursionError):
            return None
        if any(self._held(path) != blob for path, blob in result.also_read.items()):
            return None
        return result.usages

    def _held(self, path: str) -> str | None:
        """Return what a file holds now in hexadecimal digits; None if it cannot be read."""
        file = self.survey.listing.files.get(path)
        blob = self._facts.held(file) if file else None
        if blob is None:
            try:
                self.survey.tree.read(path)
            except OSError:
                return None
            blob = self._ids[path]
        self._ids.setdefault(path, blob)
        return blob.hex() if blob else None

    def keep(self, usages: Usages) -> None:
        """Keep a result, unless the tree changed while it was made."""
        if self.survey.tree.moved:
            return
        later = {path: blob for path, blob in self._ids.items() if path not in self._surveyed}
        document = {
            "also_read": {path: blob.hex() if blob else None for path, blob in later.items()},
            # No surrogate of a file name may get in the way, so this is not pydantic's own JSON.
            "usages": usages.model_dump(mode="json"),
        }
        self._memory.keep(USAGES, self._key, json.dumps(document).encode())

    def keep_facts(self) -> None:
        """Keep what is known of the files, if some of it is news."""
        files = self.survey.listing.files
        held = [(files[p], blob) for p, blob in self._ids.items() if blob and p in files]
        for file, blob in held:
            self._facts.hold(file, blob)
        if self._facts.news:
            self._memory.keep(FILES, self._place, self._facts.dump(held))


def _key(survey: Survey, ignore: Collection[str]) -> str:
    """Return a name for all that is known before a result is, in hexadecimal digits."""
    ids, nothing = survey.tree.ids, b"\0" * 20
    digest = blake2b(digest_size=20)
    digest.update(json.dumps([*ignore, None, *survey.tree.unreadable]).encode())
    for path, file in survey.listing.files.items():
        raw = path.encode("utf-8", "surrogatepass")
        mark = b"+" if file.size > LARGEST else b"-"
        digest.update(b"%b\0%b%b" % (raw, mark, ids.get(path) or nothing))
    return digest.hexdigest()


class _Result(Model):
    also_read: dict[str, str | None]
    """Files that `find` read beside the sources, and what they held."""
    usages: Usages
