TEXTS = {"test": "Buy now", "control": "Checkout"}


def label(posthog, user):
    return TEXTS[posthog.get_feature_flag("button-text", user.id)]
