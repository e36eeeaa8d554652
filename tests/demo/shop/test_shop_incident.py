"""The merges of the incident are real code, and one of them is really bad."""

import ast

import pytest
import tree_sitter_typescript
from tree_sitter import Language, Parser

from demo.posthog.incident_order import shop_stack
from demo.shop import FILES
from demo.shop.incident import MERGES, edited


def _merged() -> dict[str, str]:
    """Every file that a merge touches, as it is after all of them."""
    texts: dict[str, str] = {}

    def read(path: str) -> str:
        return texts.get(path) or (FILES / path).read_text("utf-8")

    for merge in MERGES:
        texts |= edited(merge, read)
    return texts


@pytest.mark.parametrize("path", sorted(_merged()))
def test_a_merged_file_parses(path: str) -> None:
    """The bad merge breaks customers, not the build."""
    text = _merged()[path]
    if path.endswith(".py"):
        ast.parse(text, filename=path)
    if path.endswith((".ts", ".tsx")):
        grammar = (
            tree_sitter_typescript.language_tsx()
            if path.endswith("x")
            else tree_sitter_typescript.language_typescript()
        )
        assert not Parser(Language(grammar)).parse(text.encode()).root_node.has_error


def test_one_merge_is_bad_and_an_innocent_one_touches_its_stack() -> None:
    """Whoever blames by file names alone blames somebody who did nothing."""
    (bad,) = [merge for merge in MERGES if merge.bad]
    stack = {frame.source for frame in shop_stack()}
    assert {edit.path for edit in bad.edits} >= stack
    others = [merge for merge in MERGES if not merge.bad]
    assert [merge for merge in others if stack & {edit.path for edit in merge.edits}]
    assert len({merge.author for merge in MERGES}) == 4


def test_the_stack_names_the_lines_of_the_merged_code() -> None:
    """Each frame's function is called or stands where the frame says."""
    texts = _merged()
    crash, caller, page = shop_stack()
    assert "cart.giftNote!.trim()" in texts[crash.source].splitlines()[crash.line - 1]
    assert crash.function in texts[caller.source].splitlines()[caller.line - 1]
    assert caller.function in texts[page.source].splitlines()[page.line - 1]
