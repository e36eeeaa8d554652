def price(posthog, user, cart):
    # both get it cheaper
    total = cart.total * 0.9

    # whole cents
    total = round(total, 2)
    return total
