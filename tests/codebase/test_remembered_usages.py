"""An unchanged tree is not read again; whatever changed is, and nothing doubtful is believed."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebase.remembered import FILES, USAGES, remembered_usages
from codebase.tree.contents import blob_id
from codebase.tree.facts import Fact, Facts
from codebase.tree.memory import Memory
from codebase.tree.survey import Survey
from codebase.tree.words import Words
from scans.model import CallSite, Skipped, SourceFile, Usages, UsageStats

SITE = CallSite(
    file="a.ts", line=1, column=0, end_line=1, end_column=9, kind="flag", name="x", method="m",
    language="typescript",
)  # fmt: skip


@dataclass
class Tree:
    """A tree whose files have stamps: a number that grows with every change."""

    content: dict[str, bytes]
    stamped: bool = True
    stamps: dict[str, int] = field(default_factory=dict[str, int])
    reads: list[str] = field(default_factory=list[str])
    unreadable: list[str] = field(default_factory=list[str])

    def write(self, path: str, content: bytes) -> None:
        """Change a file."""
        self.content[path] = content
        self.stamps[path] = self.stamps.get(path, 0) + 1

    def lock(self, path: str) -> None:
        """Take the right to read a file away."""
        self.unreadable.append(path)
        self.write(path, self.content[path])

    def files(self, enter: Callable[[str], bool]) -> Iterator[SourceFile]:
        """Yield every file; all stand in the root."""
        for path, content in sorted(self.content.items()):
            stamp = (len(content), self.stamps.get(path, 0)) if self.stamped else None
            yield SourceFile(path, len(content), stamp)

    def read(self, path: str) -> bytes:
        """Return one file's bytes."""
        self.reads.append(path)
        if path not in self.content:
            raise FileNotFoundError(path)
        if path in self.unreadable:
            raise PermissionError(path)
        return self.content[path]


@dataclass
class Notes:
    """A memory that lasts as long as a test."""

    documents: dict[tuple[str, str], bytes] = field(default_factory=dict[tuple[str, str], bytes])
    kept: list[str] = field(default_factory=list[str])

    def recall(self, kind: str, key: str) -> bytes | None:
        """Return what was kept."""
        return self.documents.get((kind, key))

    def keep(self, kind: str, key: str, content: bytes) -> None:
        """Keep it, and note that."""
        self.documents[kind, key] = content
        self.kept.append(kind)


@dataclass
class Finder:
    """Finds one site, asks for words and reads some files beside the sources."""

    also: Collection[str] = ()
    words: Collection[str] = ("track",)
    surveys: list[Survey] = field(default_factory=list[Survey])

    def __call__(self, survey: Survey) -> Usages:
        """Look at a survey as a finder does."""
        self.surveys.append(survey)
        survey.containing(self.words)
        for path in self.also:
            try:
                survey.tree.read(path)
            except OSError:
                continue
        stats = UsageStats(files=survey.files, bytes=survey.bytes, parsed=len(survey.mentions))
        return Usages(usages=(SITE,), skipped=tuple(survey.skipped), stats=stats)


FILES_OF_A_TREE = {"a.ts": b"posthog", "b.py": b"track()", "package.json": b"{}", "README": b"x"}


def tree_of(**more: bytes) -> Tree:
    """Return a small tree."""
    return Tree(dict(FILES_OF_A_TREE) | more)


def test_an_unchanged_tree_is_not_read_again() -> None:
    """The same result, no file read, nothing found twice, nothing kept twice."""
    tree, notes, find = tree_of(), Notes(), Finder(also=["package.json"])
    first = remembered_usages(tree, notes, find)
    assert (first.stats.cached, first.stats.parsed) == (0, 1)
    tree.reads.clear()
    notes.kept.clear()
    second = remembered_usages(tree, notes, find)
    assert (tree.reads, notes.kept, len(find.surveys)) == ([], [], 1)
    assert (second.usages, second.skipped) == (first.usages, first.skipped)
    assert (second.stats.files, second.stats.bytes, second.stats.cached) == (2, 14, 2)


def test_without_a_memory_everything_is_looked_at_every_time() -> None:
    """None remembers nothing."""
    tree, find = tree_of(), Finder()
    for _ in range(2):
        assert remembered_usages(tree, None, find).stats.cached == 0
    assert len(find.surveys) == 2


def test_one_changed_file_is_the_only_one_that_is_read() -> None:
    """What the others contain is known: that they mention PostHog, and the words asked for."""
    tree, notes, find = tree_of(), Notes(), Finder()
    remembered_usages(tree, notes, find)
    tree.write("b.py", b"track(1)")
    tree.reads.clear()
    assert remembered_usages(tree, notes, find).stats.cached == 1
    assert (tree.reads, len(find.surveys)) == (["b.py"], 2)
    assert find.surveys[1].mentions == ["a.ts"]
    assert find.surveys[1].containing({"track"}) == {"b.py": {"track"}}


def test_a_word_that_was_never_asked_for_is_looked_for() -> None:
    """Known words are answered from memory, one new word costs one look at each file."""
    tree, notes = tree_of(), Notes()
    remembered_usages(tree, notes, Finder())
    tree.write("README", b"y")
    tree.content["new"] = b""
    tree.reads.clear()
    find = Finder(words=("track", "posthog"))
    remembered_usages(tree, notes, find)
    assert tree.reads == ["a.ts", "b.py"]
    expected = {"a.ts": {"posthog"}, "b.py": {"track"}}
    assert find.surveys[0].containing({"track", "posthog"}) == expected


CHANGES: dict[str, Callable[[Tree], object]] = {
    "source": lambda tree: tree.write("a.ts", b"posthoG"),
    "manifest": lambda tree: tree.write("package.json", b"[]"),
    "new name": lambda tree: tree.write("new.png", b""),
    "name gone": lambda tree: tree.content.pop("README"),
    "locked source": lambda tree: tree.lock("a.ts"),
    "locked manifest": lambda tree: tree.lock("package.json"),
    "locked folder": lambda tree: tree.unreadable.append("locked"),
    "there now": lambda tree: tree.write("missing.json", b"{}"),
    "too large": lambda tree: tree.write("README", b"x" * 2_000_000),
}

TOUCHES: dict[str, Callable[[Tree], object]] = {
    "not read": lambda tree: tree.write("README", b"other"),
    "source": lambda tree: tree.write("a.ts", b"posthog"),
    "manifest": lambda tree: tree.write("package.json", b"{}"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_may_change_a_result_makes_a_new_one(change: str) -> None:
    """A source, a file that was read beside them, a name, a right to read, a size beyond limits."""
    tree, notes, find = tree_of(), Notes(), Finder(also=["package.json", "missing.json"])
    remembered_usages(tree, notes, find)
    CHANGES[change](tree)
    remembered_usages(tree, notes, find)
    assert len(find.surveys) == 2


@pytest.mark.parametrize("touch", TOUCHES)
def test_what_cannot_change_a_result_does_not(touch: str) -> None:
    """A file nobody reads, or the same bytes at another time."""
    tree, notes, find = tree_of(), Notes(), Finder(also=["package.json"])
    first = remembered_usages(tree, notes, find)
    TOUCHES[touch](tree)
    assert remembered_usages(tree, notes, find).usages == first.usages
    assert len(find.surveys) == 1


def test_a_return_to_an_earlier_state_is_remembered() -> None:
    """Two branches in turn are found once each."""
    tree, notes, find = tree_of(), Notes(), Finder()
    for content in (b"posthog", b"PostHog", b"posthog", b"PostHog"):
        tree.write("a.ts", content)
        remembered_usages(tree, notes, find)
    assert len(find.surveys) == 2


def test_files_without_stamps_are_read_and_the_result_still_holds() -> None:
    """Nothing is believed of a file that may have changed unseen; its bytes may be the same."""
    tree, notes, find = tree_of(), Notes(), Finder()
    tree.stamped = False
    remembered_usages(tree, notes, find)
    tree.reads.clear()
    assert remembered_usages(tree, notes, find).stats.cached == 0
    assert (sorted(tree.reads), len(find.surveys)) == (["a.ts", "b.py"], 1)


def test_another_checkout_of_the_same_state_shares_the_result() -> None:
    """Results are named for content, not for a place."""
    notes, find = Notes(), Finder()
    remembered_usages(tree_of(), notes, find, place="one")
    remembered_usages(tree_of(), notes, find, place="two")
    assert len(find.surveys) == 1


def test_what_is_ignored_is_part_of_the_question() -> None:
    """The same tree with other patterns is another question."""
    tree, notes, find = tree_of(), Notes(), Finder()
    remembered_usages(tree, notes, find)
    ignoring = remembered_usages(tree, notes, find, ignore=["b.py"])
    assert [each.file for each in ignoring.skipped] == ["b.py"]
    assert remembered_usages(tree, notes, find).skipped == ()
    assert len(find.surveys) == 2


def test_a_tree_that_moved_under_the_finder_is_not_remembered() -> None:
    """A result of two states at once is handed out, and kept for neither."""
    tree, notes = tree_of(), Notes()

    def find(survey: Survey) -> Usages:
        tree.write("a.ts", b"posthoG")
        vars(survey.tree)["_kept"].clear()  # as if there had been no room
        survey.tree.read("a.ts")
        return Usages()

    remembered_usages(tree, notes, find)
    assert notes.kept == [FILES]


def test_what_goes_while_it_is_looked_at_is_not_remembered() -> None:
    """A file that was there at first and cannot be read later has moved too."""
    tree, notes = tree_of(), Notes()

    def find(survey: Survey) -> Usages:
        del tree.content["a.ts"]
        vars(survey.tree)["_kept"].clear()
        with pytest.raises(OSError, match=r"a\.ts"):
            survey.tree.read("a.ts")
        return Usages()

    remembered_usages(tree, notes, find)
    assert notes.kept == [FILES]


@pytest.mark.parametrize("memory", [None, Notes()], ids=["without", "with"])
def test_what_could_not_be_read_is_named_whoever_tried(memory: Memory | None) -> None:
    """A folder of the walk and a manifest of the finder are skipped, in the order of paths."""
    tree = tree_of()
    tree.unreadable.append("z")

    def find(survey: Survey) -> Usages:
        tree.unreadable.append("package.json")
        return Usages(skipped=(Skipped(file="b", reason="binary"), *survey.skipped))

    skipped = remembered_usages(tree, memory, find).skipped
    assert [each.file for each in skipped] == ["b", "package.json", "z"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"null", b"[]", b"{}", b"\xff", b'{"also_read": 1, "usages": 2}', b"[" * 100_000,
        b'{"words":[],"asked":[],"facts":[["zz",1,null,true,0,[]]],"files":[]}',
        b'{"words":[],"asked":[],"facts":[["00",1,null,true,9,[]]],"files":[]}',
    ],
)  # fmt: skip
def test_a_document_that_says_nothing_is_as_none(content: bytes) -> None:
    """Whatever a memory returns, the tree is looked at and the document replaced."""
    tree, notes, find = tree_of(), Notes(), Finder()
    expected = remembered_usages(tree, notes, find)
    for name in notes.documents:
        notes.documents[name] = content
    notes.kept.clear()
    assert remembered_usages(tree, notes, find) == expected
    assert sorted(notes.kept) == [FILES, USAGES]


def test_names_that_are_no_text_are_remembered() -> None:
    """A file name in another encoding goes through memory unharmed."""
    tree, notes = tree_of(**{"caf\udce9.ts": b"posthog"}), Notes()
    site = SITE.model_copy(update={"file": "caf\udce9.ts"})

    def find(_: Survey) -> Usages:
        return Usages(usages=(site,))

    for _ in range(2):
        assert remembered_usages(tree, notes, find).usages == (site,)
    assert len(notes.kept) == 2


WORDS = st.frozensets(st.sampled_from(["a", "b", "größe", "x?"]))

KNOWN = st.builds(
    Fact, st.integers(0, 9), st.none() | st.just("binary"), st.booleans(), WORDS, WORDS
)


@given(known=st.dictionaries(st.binary(max_size=3), KNOWN, max_size=4))
def test_facts_are_what_they_were(known: dict[bytes, Fact]) -> None:
    """What is dumped and loaded is the same for every file, and only for files that are there."""
    facts = Facts()
    files = [(SourceFile(name.hex(), 1, (1, 2)), blob_id(name)) for name in known]
    for (file, blob), fact in zip(files, known.values(), strict=True):
        facts.hold(file, blob)
        facts.add(blob, fact)
    facts.add(blob_id(b"gone"), Fact(0, None, mentions=False))
    loaded = Facts.load(facts.dump(files))
    for (file, blob), fact in zip(files, known.values(), strict=True):
        assert (loaded.held(file), loaded.of(blob)) == (blob, fact)
        assert loaded.held(file._replace(stamp=(1, 3))) is None
        assert loaded.held(file._replace(stamp=None)) is None
    assert loaded.of(blob_id(b"gone")) is None
    assert not loaded.news


def test_learning_is_news() -> None:
    """Whoever keeps facts is told that they have grown."""
    facts = Facts.load(None)
    fact = Fact(0, None, mentions=False)
    assert not facts.news
    facts.learn(fact, Words({"a", "b"}), b"a")
    assert (facts.news, fact.asked, fact.found) == (True, {"a", "b"}, {"a"})
