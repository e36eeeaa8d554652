def label(posthog, user):
    variant = posthog.get_feature_flag("button-text", user.id) or "control"
    if variant == "control":
        return "Checkout"
    elif variant == "test":
        return "Buy now"
    return variant.title()
