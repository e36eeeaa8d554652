def label(posthog, user):
    variant = posthog.get_feature_flag("button-text", user.id)

    if variant is None:
        # the server did not answer
        return "Checkout"

    if variant == None or not variant:
        return ""

    return "Buy now" if variant == "test" else "Checkout"
