def label(posthog, user):
    return 1 if "a" < posthog.get_feature_flag("button-text", user.id) < "u" else 2
