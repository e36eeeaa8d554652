def label(posthog, user):
    variant = posthog.get_feature_flag("button-text", user.id)
    return {"test": "Buy now", CONTROL: "Checkout"}.get(variant, "Checkout")
