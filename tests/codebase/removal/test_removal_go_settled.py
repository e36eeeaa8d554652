"""What of Go is settled, and what is left: pairs, variables, wrappers."""

from collections.abc import Callable

import pytest

from codebase.removal import RemovalResult

CHECK = 'client.IsFeatureEnabled(posthog.FeatureFlagPayload{Key: "new-nav", DistinctId: "a"})'

SHOP = 'package shop\n\nimport "github.com/posthog/posthog-go"\n\nvar client posthog.Client\n\n'

Remove = Callable[..., RemovalResult]


def _shop(body: str) -> str:
    return f"{SHOP}func f(a int, u User) {{\n{body}}}\n"


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
