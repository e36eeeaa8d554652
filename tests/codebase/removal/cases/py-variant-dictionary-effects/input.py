def label(posthog, user):
    variant = posthog.get_feature_flag("button-text", user.id)
    return {"test": make_new(user), "control": make_old(user)}[variant]
