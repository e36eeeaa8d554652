def price(posthog, user, cart):
    match posthog.get_feature_flag("pricing", user.id):
        # nothing new
        case "control":
            total = cart.total
        # both get it cheaper
        case "test" | "test-2":
            total = cart.total * 0.9

            # whole cents
            total = round(total, 2)
        case _:
            total = cart.total
    return total
