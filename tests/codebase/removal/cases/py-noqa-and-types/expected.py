from lanes import fast  # noqa: I001
from lanes import slow  # noqa: I001


def lane(user, cart):
    if cart.ready:  # pragma: no branch
        fast(cart)  # noqa: S101
    elif cart.heavy:  # pragma: no cover
        slow(cart)
