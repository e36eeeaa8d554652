def label(posthog, user):
    variant = posthog.get_feature_flag("button-text", user.id)
    if variant is None:
        return "loading"
    if variant in ("test", "test-2") and variant not in ["control"]:
        show(user)
    if variant == True or variant is True or variant == False:
        old(user)
    if "control" == variant or variant != "test":
        other(user)
    if variant is not None and variant:
        count(user)
    return "Buy now" if variant not in {"control", None} else "Checkout"
