def label(posthog, user):
    variant = posthog.get_feature_flag("button-text", user.id)
    if variant == r"test" and variant != u"control":
        return "Buy now"
    return "Checkout"
