import posthog  # type: ignore[import-untyped]

from lanes import fast  # noqa: I001
from lanes import slow  # noqa: I001


def lane(user, cart):
    on = posthog.feature_enabled("fast-lane", user.id)  # type: ignore[no-untyped-call]
    if on and cart.ready:  # pragma: no branch
        fast(cart)  # noqa: S101
    elif cart.heavy:  # pragma: no cover
        slow(cart)
    if not on:  # pragma: no cover
        slow(cart)
