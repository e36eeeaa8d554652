"""Which function a line stands in, in every language that tells."""

import pytest

from codebase import functions
from codebase.functions import Function, functions_at, functions_named, functions_of
from codebase.parsing import Entangled

TYPESCRIPT = b"""import a from 'a'
const Page = memo(() => {
  const total = useMemo(() => {
    return boom()
  }, [])
  items.forEach((each) => {
    pay(each)
  })
})
class Cart {
  pay = async () => {
    await send()
  }
  total() { return 1 }
}
exports.run = function () {
  return 2
}
boom()
"""


@pytest.mark.parametrize(
    ("line", "name"),
    [(1, None), (2, "Page"), (4, "total"), (5, "Page"), (7, "Page"), (12, "pay"), (14, "total"),
     (17, "run"), (19, None), (99, None), (0, None)],
)  # fmt: skip
def test_functions_of_javascript_have_the_name_they_are_kept_under(
    line: int, name: str | None
) -> None:
    """A callback without any belongs to the function around it."""
    found = functions_at("a.tsx", TYPESCRIPT, [line]).get(line)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("path", "source", "line", "expected"),
    [
        ("a.py", b"@cached\ndef pay(a):\n    return boom()\n", 3, Function("pay", 1, 3)),
        ("a.py", b"@cached\ndef pay(a):\n    return boom()\n", 1, Function("pay", 1, 3)),
        ("a.go", b"package a\nfunc (s *S) Pay() {\n\tgo func() {\n\t\tx()\n\t}()\n}\n", 4,
         Function("Pay", 2, 6)),
        ("a.rb", b"class A\n def self.pay\n  a.each do |x|\n   b(x)\n  end\n end\nend\n", 4,
         Function("pay", 2, 6)),
        ("A.java", b"class A {\n @X\n void pay() {\n  a.forEach(x -> {\n   y();\n  });\n }\n}\n", 5,
         Function("pay", 2, 7)),
        ("A.java", b"class A {\n A() {\n  y();\n }\n}\n", 3, Function("A", 2, 4)),
        ("A.kt", b"class A {\n fun pay() {\n  xs.map { x ->\n   y()\n  }\n }\n}\n", 4,
         Function("pay", 2, 6)),
        ("a.php", b"<?php\nclass A {\n function pay() {\n  y();\n }\n}\n", 4,
         Function("pay", 3, 5)),
        ("A.cs", b"class A {\n void Pay() {\n  Y();\n }\n}\n", 3, Function("Pay", 2, 4)),
        ("a.rs", b"fn pay() {\n    y();\n}\n", 2, Function("pay", 1, 3)),
        ("A.swift", b"class A {\n func pay() {\n  y()\n }\n}\n", 3, Function("pay", 2, 4)),
        ("a.vue", b"<template/>\n<script setup>\nfunction pay() {\n  x()\n}\n</script>\n", 4,
         Function("pay", 3, 5)),
    ],
)  # fmt: skip
def test_every_language_tells_the_function_around_a_line(
    path: str, source: bytes, line: int, expected: Function
) -> None:
    """With all of its lines, decorators and annotations among them."""
    assert functions_at(path, source, [line]) == {line: expected}


@pytest.mark.parametrize("path", ["a.ex", "a.sql", "README", "a.dart"])
def test_where_functions_are_not_told_apart_nothing_is_said(path: str) -> None:
    """Better no function than a wrong one."""
    assert functions_at(path, b"def pay do\n boom()\nend\n", [2]) == {}
    assert functions_named(path, b"def pay do\n boom()\nend\n", "pay") == ()


def test_functions_are_found_by_name() -> None:
    """All of them, so that whoever asks sees whether one is meant."""
    assert [each.first for each in functions_named("a.tsx", TYPESCRIPT, "total")] == [3, 14]
    assert functions_named("a.tsx", TYPESCRIPT, "") == ()


def test_broken_code_tells_what_is_whole() -> None:
    """A file that does not compile is not live, but one may be cut."""
    source = b"def pay():\n    return 1\n\ndef broken(:\n    ???\n"
    assert functions_at("a.py", source, [2])[2].name == "pay"


def test_a_file_that_no_parser_gets_through_tells_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody waits for it."""

    def give_up(*_: object) -> None:
        raise Entangled("too much")

    monkeypatch.setattr(functions, "parse", give_up)
    assert functions_at("a.py", b"def pay(): pass\n", [1]) == {}


def test_files_are_asked_about_together() -> None:
    """By lines and by names."""
    found = functions_of({"a.tsx": TYPESCRIPT}, {"a.tsx": ([4], ["pay"])})["a.tsx"]
    assert found.at[4].name == "total"
    assert [each.first for each in found.named["pay"]] == [11]
