def label(posthog, user):
    return 1 if posthog.get_feature_flag("button-text", user.id) == "te\x73t" else 2
