"""From what a runtime calls a file to what the repository calls it."""

import pytest

from scans.deploy_watch.incident import Frame
from scans.deploy_watch.suspects.frames import (
    MOST_FRAMES,
    Place,
    SourceFiles,
    function_name,
    host_of,
    is_ours,
    normalised,
    placed,
)


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("webpack://_N_E/./src/app/page.tsx?abcd", "src/app/page.tsx"),
        ("webpack:///./src/pay.ts", "src/pay.ts"),
        ("webpack-internal:///(app-pages-browser)/./src/app/page.tsx", "src/app/page.tsx"),
        ("rsc://React/Server/webpack-internal:///(rsc)/./src/a.ts?1", "src/a.ts"),
        ("[project]/src/pay.ts [app-client] (ecmascript)", "src/pay.ts"),
        ("turbopack:///[project]/apps/web/x.tsx", "apps/web/x.tsx"),
        ("http://localhost:5173/src/pay.ts?t=17", "src/pay.ts"),
        ("/@fs/home/dev/shop/src/pay.ts", "home/dev/shop/src/pay.ts"),
        ("app:///src/pay.js", "src/pay.js"),
        ("../../src/pay.ts", "src/pay.ts"),
        ("src/app/%5Bid%5D/page.tsx", "src/app/[id]/page.tsx"),
        (r"C:\shop\views\pay.py", "shop/views/pay.py"),
        ("/usr/src/app/shop/views.py", "usr/src/app/shop/views.py"),
    ],
)
def test_a_file_is_read_without_what_the_build_put_around_it(file: str, path: str) -> None:
    """Scheme, host, query, layers and dots say nothing about where a file is."""
    assert normalised(file) == path


def place(file: str, *paths: str, function: str = "", resolved: bool = True) -> Place | None:
    """Return where a frame of this file is among these paths."""
    frame = Frame(file=file, line=3, function=function, resolved=resolved)
    return SourceFiles(paths).place(frame)


@pytest.mark.parametrize("part", ["a-", "%20", "(", "webpack:", "a/", "[a ", "1-"])
def test_what_is_longer_than_a_path_is_none(part: str) -> None:
    """Whoever reports an error writes its frames, and may want to keep us busy."""
    assert normalised(part * 10_000) == ""
    assert place(part * 10_000 + "x.js", "x.js") is None


def test_the_longest_common_end_wins() -> None:
    """Two segments at least, and more than any other file has."""
    paths = ("api/src/pay/charge.py", "web/src/charge.py", "charge.py")
    assert place("/app/src/pay/charge.py", *paths) == Place("api/src/pay/charge.py", exact=True)


def test_a_base_name_alone_is_enough_where_it_is_the_only_one() -> None:
    """Then it can be no other file."""
    assert place("/x/charge.py", "src/charge.py") == Place("src/charge.py", exact=True)
    assert place("/x/charge.py", "src/charge.py", "lib/charge.py") is None


def test_a_path_that_fits_two_files_fits_none() -> None:
    """A guess would blame whoever touched the wrong one."""
    assert place("src/index.ts", "apps/a/src/index.ts", "apps/b/src/index.ts") is None


def test_a_whole_path_is_told_from_the_end_of_a_longer_one() -> None:
    """The repository's own `src/index.ts` is called exactly so."""
    found = place("src/index.ts", "src/index.ts", "packages/b/src/index.ts")
    assert found == Place("src/index.ts", exact=True)


def test_other_frames_say_which_package_is_meant() -> None:
    """A stack mostly stays in one package of a monorepo."""
    files = SourceFiles(["apps/a/src/index.ts", "apps/b/src/index.ts", "apps/b/src/pay.ts"])
    stack = [Frame(file="webpack:///./src/index.ts"), Frame(file="webpack:///./src/pay.ts")]
    assert [each.place and each.place.path for each in placed(stack, files)] == [
        "apps/b/src/index.ts",
        "apps/b/src/pay.ts",
    ]


def test_a_compiled_file_is_its_source_but_its_lines_are_not() -> None:
    """`dist/pay.js` was made of `src/pay.ts`."""
    found = place("/app/dist/pay.js", "src/pay.ts")
    assert found == Place("src/pay.ts", exact=False)


def test_a_build_folder_is_looked_past_where_the_package_decides() -> None:
    """Several packages have a `src/pay`, and only one stands around this `dist`."""
    paths = ("packages/api/src/pay.ts", "packages/web/src/pay.ts")
    found = place("/app/packages/api/dist/src/pay.js", *paths)
    assert found == Place("packages/api/src/pay.ts", exact=False)


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("https://shop.example/_next/static/chunks/app/pay/page-3f2a9c1b7d.js", "app/pay/page.tsx"),
        ("https://shop.example/_next/static/chunks/pages/pay-3f2a9c1b7d.js", "pages/pay/index.tsx"),
        ("https://shop.example/assets/Checkout-BxK3aa12.js", "src/views/Checkout.vue"),
    ],
)
def test_a_bundle_that_is_called_as_its_page_leads_to_the_page(file: str, path: str) -> None:
    """Its lines are those of the bundle, so they count for nothing."""
    assert place(file, path, resolved=False) == Place(path, exact=False)


def test_the_jvm_names_a_package_instead_of_a_folder() -> None:
    """`Pay.java` of `com.acme.shop` lies in `com/acme/shop`."""
    paths = ("a/src/main/java/com/acme/shop/Pay.java", "b/src/main/java/com/acme/api/Pay.java")
    found = place("Pay.java", *paths, function="com.acme.shop.Pay$Cart.lambda$charge$0")
    assert found == Place(paths[0], exact=True)


def test_go_paths_of_a_trimmed_build_are_found() -> None:
    """They begin with the module, which no folder is called after."""
    found = place("github.com/acme/shop/internal/pay/pay.go", "internal/pay/pay.go", "cmd/pay.go")
    assert found == Place("internal/pay/pay.go", exact=True)


@pytest.mark.parametrize(
    "frame",
    [
        Frame(file="webpack:///./node_modules/react/index.js"),
        Frame(file="/venv/lib/python3.12/site-packages/django/views.py"),
        Frame(file="/usr/lib/python3.12/json/decoder.py"),
        Frame(file="/usr/local/bundle/gems/rails-7.1/lib/rails.rb"),
        Frame(file="/go/pkg/mod/google.golang.org/grpc@v1.6.0/server.go"),
        Frame(file="google.golang.org/grpc@v1.6.0/server.go"),
        Frame(file="/usr/local/go/src/net/http/server.go"),
        Frame(file="/app/vendor/github.com/lib/pq/conn.go"),
        Frame(file="node:internal/process/task_queues"),
        Frame(file="chrome-extension://abc/content.js"),
        Frame(file="<anonymous>"),
        Frame(file="Thread.java", function="java.lang.Thread.run"),
        Frame(file="src/pay.ts", in_app=False),
        Frame(file=""),
    ],
)
def test_code_of_other_people_is_never_ours(frame: Frame) -> None:
    """Whatever the tracker calls in-app."""
    assert not is_ours(frame)


def test_only_the_first_frames_of_ours_are_looked_at_and_weigh_less_the_deeper() -> None:
    """The crash weighs one; distance counts frames of ours alone."""
    library = Frame(file="/app/node_modules/a/index.js")
    stack = [library, *(Frame(file=f"src/f{number}.ts") for number in range(12))]
    found = placed(stack, SourceFiles([f"src/f{number}.ts" for number in range(12)]))
    assert len(found) == MOST_FRAMES
    assert [each.weight for each in found[:3]] == [1, 1 / 2, 1 / 3]
    assert found[0].frame.file == "src/f0.ts"


@pytest.mark.parametrize(
    ("function", "name"),
    [
        ("pay", "pay"),
        ("async Cart.pay", "pay"),
        ("new Cart", "Cart"),
        ("Object.pay [as onClick]", "pay"),
        ("shop/pkg.(*Service).Charge", "Charge"),
        ("shop/pkg.(*Service).Charge.func1.2", "Charge"),
        ("block in Cart#pay", "pay"),
        ("Shop::Cart.pay", "pay"),
        ("com.acme.Cart.lambda$pay$0", "pay"),
        ("com.acme.Cart.<init>", "init"),
        ("<module>", "module"),
        ("", ""),
    ],
)
def test_a_function_is_called_by_its_own_name(function: str, name: str) -> None:
    """Runtimes put types, numbers and words around it."""
    assert function_name(function) == name


def test_a_host_is_told_only_where_a_frame_names_one() -> None:
    """Paths on a server have none."""
    assert host_of(Frame(file="https://js.stripe.com/v3/")) == "js.stripe.com"
    assert host_of(Frame(file="/app/src/pay.ts")) == ""
