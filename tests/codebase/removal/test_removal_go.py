"""What Go's compiler and gofmt insist on: every guard is tripped by what it must refuse."""

from collections.abc import Callable
from difflib import SequenceMatcher

import pytest

from codebase.parsing import parse
from codebase.removal import RemovalResult
from codebase.removal.draft import Draft, Edit
from codebase.removal.languages import RULES
from codebase.removal.languages.base import Sides
from codebase.removal.languages.go.endings import open_ended
from codebase.removal.languages.go.names import names_differ
from codebase.removal.languages.go.packages import names_of_package
from codebase.removal.languages.go.scopes import names, specs

CHECK = 'client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-nav", DistinctId: "a"})'

SHOP = 'package shop\n\nimport "github.com/posthog/posthog-go"\n\nvar client posthog.Client\n\n'

CHAIN = "if a {\n\t\treturn 1\n\t} else if b {\n\t\treturn 2\n\t}"

Remove = Callable[..., RemovalResult]


def _go(body: str, result: str = "") -> str:
    return f"package shop\n\nfunc f(a int, u User) {result}{{\n{body}}}\n"


def _shop(body: str) -> str:
    return f"{SHOP}func f(a int, u User) {{\n{body}}}\n"


def _objection(source: str, change: tuple[str, str]) -> str:
    """Replace one piece of text, where it differs, and ask what Go asks about names."""
    content, old, new = source.encode(), change[0].encode(), change[1].encode()
    draft = Draft("a.go", "go", content)
    start = content.index(old)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    draft.apply(Edit(start + a, start + b, new[c:d]) for tag, a, b, c, d in codes if tag != "equal")
    before, after = parse("go", content), parse("go", draft.source)
    return names_differ(Sides(draft, RULES["go"], before, after))


@pytest.mark.parametrize(
    ("source", "change", "reason"),
    [
        pytest.param(
            _go("\tx, err := g()\n\tuse(x, err)\n"),
            ("\tx, err := g()\n", ""),
            "would not compile",
            id="a name that is declared nowhere any more",
        ),
        pytest.param(
            _go("\tx := 1\n\t{\n\t\tx := 2\n\t\tuse(x)\n\t}\n\tuse(x)\n"),
            ("\t\tx := 2\n", ""),
            "name exists twice",
            id="a name that means the outer variable now",
        ),
        pytest.param(
            _go("\tx := 1\n\t{\n\t\tx := 2\n\t\tuse(x)\n\t}\n\tuse(x)\n"),
            ("\t{\n\t\tx := 2\n\t\tuse(x)\n\t}\n", "\tx := 2\n\tuse(x)\n"),
            "name exists twice",
            id="a declaration that assigns now",
        ),
        pytest.param(
            _go("\t{\n\t\ta := 2\n\t\tuse(a)\n\t}\n"),
            ("\t{\n\t\ta := 2\n\t\tuse(a)\n\t}\n", "\ta := 2\n\tuse(a)\n"),
            "name exists twice",
            id="parameters live in the block of the body",
        ),
        pytest.param(
            _go("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n\tif a > 1 {\n\t\tx := 2\n\t\tuse(x)\n\t}\n"),
            ("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n", "\tx := 1\n\tuse(x)\n"),
            "name exists twice",
            id="a name that left its block and is declared elsewhere too",
        ),
        pytest.param(
            _go("\tx := g()\n\tuse(x)\n"),
            ("\tuse(x)\n", ""),
            "would not compile",
            id="a variable that nothing reads any more",
        ),
        pytest.param(
            _go("\tx := g()\n\tuse(x)\n\tx = 2\n"),
            ("\tuse(x)\n", ""),
            "would not compile",
            id="assigning is not reading",
        ),
        pytest.param(
            _go("\tx := g()\n\tuse(x)\n\tsend(User{x: 1})\n"),
            ("\tuse(x)\n", ""),
            "would not compile",
            id="the name of a field is not reading",
        ),
        pytest.param(
            _go("\tx, err := g()\n\tuse(x, err)\n\ty, err := g()\n\tuse(y)\n"),
            ("\tx, err := g()\n\tuse(x, err)\n", ""),
            "would not compile",
            id="an error declared anew that nothing reads",
        ),
        pytest.param(
            _go("\tfor i, each := range u.Rows {\n\t\tuse(i, each)\n\t}\n"),
            ("(i, each)", "(i)"),
            "would not compile",
            id="what range declares has to be read",
        ),
        pytest.param(
            _go("\tswitch kind := u.Any.(type) {\n\tcase int:\n\t\tuse(kind)\n\t}\n"),
            ("\t\tuse(kind)\n", ""),
            "would not compile",
            id="what a switch of types declares has to be read",
        ),
        pytest.param(
            'package shop\n\nimport "fmt"\n\nfunc f() {\n\tfmt.Print()\n}\n',
            ("\tfmt.Print()\n", ""),
            "would not compile",
            id="an import that nothing names any more",
        ),
        pytest.param(
            'package shop\n\nimport "fmt"\n\nfunc f(fmt T) {\n\tfmt.Print()\n}\n\n'
            "func g() {\n\tfmt.Print()\n}\n",
            ("g() {\n\tfmt.Print()\n", "g() {\n"),
            "would not compile",
            id="a parameter of the same name does not use an import",
        ),
        pytest.param(
            'package shop\n\nimport "example.com/a-library"\n\nfunc f() {\n\tthing.Print()\n}\n',
            ("\tthing.Print()\n", ""),
            "would not compile",
            id="an import that nobody knows the name of",
        ),
        pytest.param(
            'package shop\n\nimport . "example.com/library"\n\nfunc f() {\n\tprint1()\n}\n',
            ("\tprint1()\n", ""),
            "would not compile",
            id="an import whose names are written without it",
        ),
        pytest.param(
            _go("rows:\n\tfor {\n\t\tcontinue rows\n\t}\n"),
            ("\t\tcontinue rows\n", ""),
            "would not compile",
            id="a label that nothing jumps to",
        ),
        pytest.param(
            _go("\tgoto end\n\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\nend:\n\tuse(a)\n"),
            ("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n", "\tx := 1\n\tuse(x)\n"),
            "would not compile",
            id="a declaration that a goto would skip",
        ),
        pytest.param(
            _go("\tif a > 1 {\n\t\treturn 1\n\t} else {\n\t\treturn 2\n\t}\n", "int "),
            (" else {\n\t\treturn 2\n\t}", ""),
            "would not compile",
            id="a function that falls off its end",
        ),
        pytest.param(
            _go("\tx := 1 // one\n\tuse(x)\n\ttotal := 2 // two\n\tuse(total)\n"),
            (
                "\tuse(x)\n\ttotal := 2 // two\n\tuse(total)\n",
                "\ttotal := 2 // two\n\tuse(total, x)\n",
            ),
            "name exists twice",
            id="a use that was not there",
        ),
        pytest.param(
            _go("\tg() // one\n\tuse(a)\n\tlonger() // two\n"),
            ("\tuse(a)\n", ""),
            "result would change",
            id="comments that gofmt would align",
        ),
        pytest.param(
            _go("\tg()      // one\n\tlonger() // two\n"),
            ("\tlonger() // two\n", ""),
            "result would change",
            id="a comment that was aligned with a longer line",
        ),
        pytest.param(
            _go("\tg(a && u.B) // one\n\tlonger()    // two\n"),
            (" && u.B", ""),
            "result would change",
            id="a comment behind a line that is shorter now",
        ),
        pytest.param(
            _go("\tg(T{\n\t\tA: 1,\n\t\tLong: a &&\n\t\t\tu.B,\n\t})\n"),
            (" &&\n\t\t\tu.B", ""),
            "result would change",
            id="a field that has one line now, which gofmt would align",
        ),
        pytest.param(
            'package shop\n\nconst (\n\ta    = "a"\n\tlong = "b"\n)\n',
            ('\tlong = "b"\n', ""),
            "result would change",
            id="constants that were aligned with a longer name",
        ),
        pytest.param(
            "package shop\n\nvar (\n\ta int = 1\n\tb     = 2\n)\n",
            ("\ta int = 1\n", ""),
            "result would change",
            id="variables that were aligned with a type",
        ),
    ],
)
def test_proof_refuses(source: str, change: tuple[str, str], reason: str) -> None:
    """What would not compile, mean something else or be printed otherwise is named."""
    assert _objection(source, change) == reason


@pytest.mark.parametrize(
    ("source", "change"),
    [
        pytest.param(
            _go("\tx, err := g()\n\tuse(x, err)\n\ty, err := g()\n\tuse(y, err)\n"),
            ("\tx, err := g()\n\tuse(x, err)\n", ""),
            id="an error that a later := declares anew",
        ),
        pytest.param(
            _go("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n\tuse(a)\n"),
            ("\t{\n\t\tx := 1\n\t\tuse(x)\n\t}\n", "\tx := 1\n\tuse(x)\n"),
            id="a name that left its block and is alone in its function",
        ),
        pytest.param(
            _go("\tx := 1\n\tuse(a)\n"),
            ("\tuse(a)\n", ""),
            id="a variable that nothing read before",
        ),
        pytest.param(
            'package shop\n\nimport "gopkg.in/yaml.v3"\n\nfunc f() {\n\tyaml.Print()\n\tg()\n}\n',
            ("\tg()\n", ""),
            id="an import whose path ends in a version",
        ),
        pytest.param(
            _go("\tfor {\n\t\tg()\n\t}\n", "int "),
            ("\t\tg()\n", ""),
            id="a loop without an end ends a function",
        ),
        pytest.param(
            _go("\tg()      // one\n\tlonger() // two\n\tuse(a)\n"),
            ("\tuse(a)\n", ""),
            id="comments that stay aligned",
        ),
        pytest.param(
            _go("\tg()  // one\n\th() // two\n\tuse(a)\n"),
            ("\th() // two\n", ""),
            id="comments that were not aligned",
        ),
    ],
)
def test_proof_takes(source: str, change: tuple[str, str]) -> None:
    """What compiles, means the same and is printed as it was holds."""
    assert _objection(source, change) == ""


@pytest.mark.parametrize(
    ("body", "ends"),
    [
        ("\treturn 1\n", True),
        ('\tpanic("no")\n', True),
        ("\tgoto top\n", True),
        ("\t{\n\t\treturn 1\n\t}\n", True),
        (
            f"\t{CHAIN} else {{\n\t\treturn 3\n\t}}\n",
            True,
        ),
        (f"\t{CHAIN}\n", False),
        ("\tfor {\n\t\tswitch {\n\t\tcase a:\n\t\t\tbreak\n\t\t}\n\t}\n", True),
        ("\tfor {\n\t\tif a {\n\t\t\tbreak\n\t\t}\n\t}\n", False),
        ("\tfor ; ; i++ {\n\t}\n", True),
        ("\tfor ; a; i++ {\n\t}\n", False),
        ("\tfor range rows {\n\t}\n", False),
        ("rows:\n\tfor {\n\t\tfor {\n\t\t\tbreak rows\n\t\t}\n\t}\n", False),
        ("rows:\n\tfor {\n\t\tfor {\n\t\t\tbreak\n\t\t}\n\t}\n", True),
        ("\tswitch a {\n\tcase 1:\n\t\tfallthrough\n\tdefault:\n\t\treturn 1\n\t}\n", True),
        ("\tswitch a {\n\tcase 1:\n\t\treturn 1\n\t}\n", False),
        ("\tswitch a {\n\tcase 1:\n\t\tbreak\n\tdefault:\n\t\treturn 1\n\t}\n", False),
        ("\tselect {\n\tcase <-done:\n\t\treturn 1\n\t}\n", True),
        ("\tg()\n", False),
        ("", False),
    ],
)
def test_terminating_statements(body: str, *, ends: bool) -> None:
    """A function with a result has to end in a statement that Go calls terminating."""
    root = parse("go", f"package a\n\nfunc f() int {{\n{body}}}\n".encode()).root_node

    assert (not open_ended([root])) == ends


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ('"fmt"', b"fmt"),
        ('"net/http"', b"http"),
        ('"github.com/posthog/posthog-go"', b"posthog"),
        ('"github.com/go-chi/chi/v5"', b"chi"),
        ('"gopkg.in/yaml.v3"', b"yaml"),
        ('log "github.com/sirupsen/logrus"', b"log"),
    ],
)
def test_import_brings_the_name_of_its_package(path: str, name: bytes) -> None:
    """Where an import has no name of its own, its path says the likeliest one."""
    root = parse("go", f"package a\n\nimport {path}\n".encode()).root_node
    (spec,) = specs(root.named_children[1])

    assert names_of_package(spec)[0] == name


def test_names_mean_what_their_blocks_say() -> None:
    """Init, arms, closures and results have scopes of their own, and := looks at one of them."""
    source = (
        b"package a\n\nfunc f(x int) (y int) {\n\tif x := x + 1; x > 1 {\n\t\ty = x\n\t}\n"
        b"\ty, z := x, 2\n\treturn func(x int) int { return x + z }(y)\n}\n"
    )
    found = names(parse("go", source).root_node)

    def meant(use: bytes, number: int = 0) -> int | None:
        at = [i for i in range(len(source)) if source.startswith(use, i)][number]
        return found.meaning[at]

    parameter, init = source.index(b"x int)"), source.index(b"x := x")
    assert meant(b"x + 1") == parameter
    assert meant(b"x > 1") == init
    assert meant(b"y = x") == source.index(b"y int")
    assert meant(b"y, z") == source.index(b"y int")
    assert meant(b"x, 2") == parameter
    assert meant(b"x + z") == source.index(b"x int) int")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"\ton, _ := {CHECK}\n\tuse(&on)\n", "value is passed on"),
        (f"\ton, _ := {CHECK}\n\tuse(on)\n", "value is passed on"),
        (f"\ton, _ := {CHECK}\n\ton = true\n\tuse(a)\n", "value is reassigned"),
        (f"\tvar on interface{{}} = u.On\n\ton, _ = {CHECK}\n\tuse(a)\n", "value is reassigned"),
        (
            f"\tvar on any\n\tif a > 1 {{\n\t\ton, _ = {CHECK}\n\t}}\n\tuse(on == true)\n",
            "value is reassigned",
        ),
        (f"\tu.On, _ = {CHECK}\n", "value is passed on"),
        (
            f"\ton, _ := {CHECK}\n\tuse(func(on int) {{ use(on) }}, on == true)\n",
            "name exists twice",
        ),
        (
            f"\ton, err := {CHECK}\n\tdefer func() {{ use(err) }}()\n\tuse(on == true)\n",
            "value is passed on",
        ),
        (
            f"\tvar err error\n\tdefer func() {{ use(err == nil) }}()\n\t_, err = {CHECK}\n",
            "value is reassigned",
        ),
        (
            f"\tvar err error\n\tfor a > 1 {{\n\t\tuse(err == nil)\n\t\t_, err = {CHECK}\n\t}}\n",
            "value is reassigned",
        ),
        (f"\tgo {CHECK}\n", "value is passed on"),
        (f"\tif on, _ := {CHECK}; a > 1 {{\n\t\tuse(on)\n\t}}\n", "value is passed on"),
        (f"\tfor on, _ := {CHECK}; on == true; {{\n\t\tuse(a)\n\t}}\n", "value is passed on"),
        (
            f"\tswitch on, _ := {CHECK}; on.(type) {{\n\tcase bool:\n\t\tuse(a)\n\t}}\n",
            "value is passed on",
        ),
        (
            f"\ton, _ := {CHECK}\n\tif on == true {{\n\tl:\n\t\tgoto l\n\t}}\n",
            "result would change",
        ),
        (
            f"\ton, _ := {CHECK}\n\tswitch b := u.B; on {{\n\tcase true:\n\t\tuse(b)\n\t}}\n",
            "result would change",
        ),
        (
            f"\ton, _ := {CHECK}\n\tfor i := 0; on == true; i++ {{\n\t\tuse(i)\n\t}}\n",
            "result would change",
        ),
        (
            f"\ton, _ := {CHECK}\nrows:\n\tfor on != true {{\n\t\tbreak rows\n\t}}\n",
            "result would change",
        ),
    ],
)
def test_what_is_not_settled_is_left(
    reasons: Callable[..., list[str]], body: str, reason: str
) -> None:
    """What is passed on, assigned elsewhere, or only maybe settled stays with its reason."""
    assert reasons(_shop(body), path="a.go")[0] == reason


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"\t{CHECK}\n\tuse(a)\n", "\tuse(a)\n"),
        (f"\t_, _ = {CHECK}\n\tuse(a)\n", "\tuse(a)\n"),
        (f"\t_, err := {CHECK}\n\tif err != nil {{\n\t\treturn\n\t}}\n\tuse(a)\n", "\tuse(a)\n"),
        (
            "".join(f"\tif on, _ := {CHECK}; on == true {{\n\t\tg({n})\n\t}}\n" for n in (1, 2)),
            "\tg(1)\n\tg(2)\n",
        ),
        (
            f"\tvar on, err = {CHECK}\n\tif err == nil && on == true {{\n\t\tuse(a)\n\t}}\n",
            "\tuse(a)\n",
        ),
        (
            f"\tvar on, _ = {CHECK}\n\tok := on == true\n\tif ok && u.B {{\n\t\tuse(a)\n\t}}\n",
            "\tif u.B {\n\t\tuse(a)\n\t}\n",
        ),
        (
            f"\tswitch on, e := {CHECK}; {{\n\tcase e != nil:\n\tcase on == true:\n\t\tg()\n\t}}\n",
            "\tg()\n",
        ),
        (
            f"\ton, _ := {CHECK}\n\tswitch {{\n\tcase u.B, on != true:\n\t\tuse(a)\n\t}}\n",
            "\tswitch {\n\tcase u.B:\n\t\tuse(a)\n\t}\n",
        ),
        (
            f"\ton, e := {CHECK}\n\tuse(a)\n\tif !on.(bool) {{\n\t\tg(e)\n\t}}\n\t_ = on\n\tg()\n",
            "\tuse(a)\n\tg()\n",
        ),
    ],
)
def test_what_is_settled_goes(after: Callable[..., str], body: str, expected: str) -> None:
    """Every form of the pair falls, with all that only asked whether it came."""
    assert after(_shop(body), path="a.go") == _shop(expected)


@pytest.mark.parametrize(
    ("wrapper", "value", "kept"),
    [
        ("on, err := C\n\treturn err == nil && on == true", True, "yes"),
        ("on, _ := C\n\treturn on == true", False, "no"),
        (
            "on, err := C\n\tif err != nil {\n\t\treturn log(err)\n\t}\n\treturn on.(bool)",
            True,
            "yes",
        ),
        ("on, _ := C\n\tok, isBool := on.(bool)\n\treturn isBool && ok", True, "yes"),
        ("if on, err := C; err == nil {\n\t\treturn on == true\n\t}\n\treturn false", False, "no"),
        ("on, _ := C\n\treturn !(on == true)", True, "no"),
        ("on, _ := C\n\tif on == true {\n\t\treturn true\n\t}\n\treturn false", True, "yes"),
        ("on, _ := C\n\tif on == true {\n\t\treturn true\n\t}\n\treturn false", False, "no"),
    ],
)
def test_wrapper_answers_what_folding_it_says(
    after: Callable[..., str], wrapper: str, *, value: bool, kept: str
) -> None:
    """A function is a check when nothing is left of it but the answer."""
    check = "client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key})"
    source = (
        f"{SHOP}func enabled(key string) bool {{\n\t"
        + wrapper.replace("C", check, 1)
        + '\n}\n\nfunc f() {\n\tif enabled("new-nav") {\n\t\tyes()\n\t} else {\n\t\tno()\n\t}\n}\n'
    )

    assert after(source, value, path="a.go") == f"{SHOP}func f() {{\n\t{kept}()\n}}\n"


@pytest.mark.parametrize(
    "wrapper",
    [
        "on, err := C\n\tcount(key)\n\treturn err == nil && on == true",
        "on, err := C\n\treturn err == nil && on == true && ready()",
        "on, err := C\n\treturn err != nil || on == other",
        "on, _ := C\n\tif ready() {\n\t\treturn on == true\n\t}\n\treturn false",
    ],
)
def test_wrapper_that_does_more_is_no_check(remove: Remove, wrapper: str) -> None:
    """Whoever calls a function that does anything else asks for more than the flag."""
    check = "client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key})"
    source = (
        f"{SHOP}func enabled(key string) bool {{\n\t"
        + wrapper.replace("C", check, 1)
        + '\n}\n\nfunc f() {\n\tif enabled("new-nav") {\n\t\tyes()\n\t}\n}\n'
    )

    assert remove({"a.go": source}).contents == {}


def test_wrapper_behind_an_interface_may_be_another_one(remove: Remove) -> None:
    """A method called through an interface may be that of any type that has it."""
    source = (
        f"{SHOP}type Flags interface {{\n\tOn(key string) bool\n}}\n\ntype live struct{{}}\n\n"
        "func (l live) On(key string) bool {\n"
        "\ton, _ := client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: key})\n"
        "\treturn on == true\n}\n\n"
        'func f(flags Flags) {\n\tif flags.On("new-nav") {\n\t\tyes()\n\t}\n}\n'
    )
    result = remove({"a.go": source})

    assert result.contents == {}
    assert [each.line for each in result.removal.left] == [19]


def test_function_that_is_called_where_it_is_written_keeps_its_check(
    reasons: Callable[..., list[str]],
) -> None:
    """The call and the check inside it are two sites of one place: neither can go first."""
    body = f"\ton := func() bool {{\n\t\tv, _ := {CHECK}\n\t\treturn v == true\n\t}}()\n\tuse(on)\n"

    assert reasons(_shop(body), path="a.go") == [
        "check goes through another function",
        "another check in this file is left",
    ]
