"""One afternoon in the shop: five merges, one of which breaks the checkout.

The history of the repository ends before it. Whoever plays the incident puts these on top.
"""

from collections.abc import Callable
from dataclasses import dataclass

Read = Callable[[str], str]
"""A file's content by its path, as it is before the edit."""


@dataclass(frozen=True)
class Person:
    """Who wrote, approved or merged something."""

    login: str
    name: str

    @property
    def email(self) -> str:
        """The address on their commits, which Slack knows them by as well."""
        return f"{self.login.removesuffix('[bot]')}@hazelnut.example"


ROBIN = Person("robin-hazel", "Robin Hazel")
SAM = Person("sam-walnut", "Sam Walnut")
KIM = Person("kim-pecan", "Kim Pecan")
BUMPS = Person("dependabot[bot]", "dependabot[bot]")


@dataclass(frozen=True)
class Edit:
    """Replaces `old`, which stands in the file exactly once, by `new`."""

    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Merge:
    """A pull request that was merged as one commit."""

    title: str
    branch: str
    body: str
    author: Person
    merged_by: Person
    approved_by: tuple[Person, ...]
    edits: tuple[Edit, ...]
    bad: bool = False


@dataclass(frozen=True)
class Spot:
    """Where in the code of the newest commit a frame of the stack is: `mark` stands there once."""

    path: str
    mark: str
    function: str


ERROR = ("TypeError", "Cannot read properties of undefined (reading 'trim')")
"""Type and message of what customers meet whose basket has several lines and no note."""

STACK = (
    Spot("web/src/lib/checkout.ts", "cart.giftNote!.trim()", "needsCard"),
    Spot("web/src/lib/checkout.ts", "if (needsCard(cart))", "deliveryOptions"),
    Spot("web/src/pages/CheckoutPage.tsx", "deliveryOptions(country, cart)", "CheckoutPage"),
)
"""The crash first."""

MERGES = (
    Merge(
        "Bump react-router from 7.9.0 to 7.9.6",
        "dependabot/npm_and_yarn/web/react-router-7.9.6",
        "Bumps react-router from 7.9.0 to 7.9.6.",
        author=BUMPS,
        merged_by=SAM,
        approved_by=(SAM,),
        edits=(Edit("web/package.json", '"react-router": "^7.9.0"', '"react-router": "^7.9.6"'),),
    ),
    Merge(
        "Say how the tests are run",
        "readme-tests",
        "Asked for by everybody who is new here.",
        author=ROBIN,
        merged_by=ROBIN,
        approved_by=(KIM,),
        edits=(
            Edit(
                "README.md",
                "Both halves read `.env`",
                "Tests run with `npm test` in `web/` and `pytest` in `api/`.\n\n"
                "Both halves read `.env`",
            ),
        ),
    ),
    Merge(
        "Count the things on the checkout page",
        "checkout-count",
        "Customers asked whether everything is still in the basket.",
        author=KIM,
        merged_by=KIM,
        approved_by=(ROBIN,),
        edits=(
            Edit(
                "web/src/pages/CheckoutPage.tsx",
                "<h1>Checkout</h1>",
                "<h1>Checkout ({cart.lines.length})</h1>",
            ),
        ),
    ),
    Merge(
        "Offer a handwritten card",
        "gift-card-delivery",
        "Orders of several things may come with a card that somebody writes by hand.",
        author=SAM,
        merged_by=ROBIN,
        approved_by=(ROBIN,),
        bad=True,
        edits=(
            Edit(
                "web/src/lib/checkout.ts",
                "/** Delivery options a customer may choose from. */\n"
                "export function deliveryOptions(country: string): string[] {\n"
                "  const options = ['standard'];\n",
                "/** Whether somebody has to write a card first: once for an order of several"
                " things. */\n"
                "function needsCard(cart: Cart): boolean {\n"
                "  return cart.lines.length > 1 && cart.giftNote!.trim() !== '';\n"
                "}\n\n"
                "/** Delivery options a customer may choose from. */\n"
                "export function deliveryOptions(country: string, cart: Cart): string[] {\n"
                "  const options = ['standard'];\n"
                "  if (needsCard(cart)) {\n"
                "    options.push('with-card');\n"
                "  }\n",
            ),
            Edit(
                "web/src/lib/checkout.ts",
                "import { posthog } from '@/lib/posthog';\n",
                "import { posthog } from '@/lib/posthog';\n"
                "import type { Cart } from '@/lib/types';\n",
            ),
            Edit(
                "web/src/pages/CheckoutPage.tsx",
                "deliveryOptions(country)",
                "deliveryOptions(country, cart)",
            ),
        ),
    ),
    Merge(
        "Give half points for cents",
        "loyalty-halves",
        "50 cents are half a point, and two halves are one.",
        author=KIM,
        merged_by=SAM,
        approved_by=(SAM,),
        edits=(
            Edit(
                "api/hazelnut/services/loyalty.py",
                "points = order.total_cents // CENTS_PER_POINT",
                "points = round(order.total_cents / CENTS_PER_POINT)",
            ),
        ),
    ),
)
"""Oldest first. The one that counts things touches a file of the stack as well, and is innocent."""


def edited(merge: Merge, read: Read) -> dict[str, str]:
    """Return what the files of a merge hold after it.

    Raises:
        ValueError: Something else has changed the lines that an edit is about.
    """
    files: dict[str, str] = {}
    for edit in merge.edits:
        content = files.get(edit.path) or read(edit.path)
        if content.count(edit.old) != 1:
            raise ValueError(f"{edit.path}: the lines for {merge.title!r} are not there once")
        files[edit.path] = content.replace(edit.old, edit.new)
    return files


def stack(read: Read) -> list[dict[str, object]]:
    """Return the frames of the failure, the crash first, in the newest commit's own lines."""
    frames: list[dict[str, object]] = []
    for spot in STACK:
        before, _, _ = read(spot.path).partition(spot.mark)
        frames.append(
            {
                "source": spot.path,
                "function": spot.function,
                "line": before.count("\n") + 1,
                "column": len(before) - before.rfind("\n") - 1,
                "in_app": True,
            }
        )
    return frames
