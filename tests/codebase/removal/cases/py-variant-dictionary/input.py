def label(posthog, user):
    variant = posthog.get_feature_flag("button-text", user.id)
    text = {"test": "Buy now", "control": "Checkout"}[variant]
    color = {"test": user.color, "control": "grey"}.get(variant, "white")
    size = {"control": 10, "test": 12}.get(variant)
    show = {"test": show_new, "control": show_old}.get(variant, show_old)
    return show(text, color, size)
