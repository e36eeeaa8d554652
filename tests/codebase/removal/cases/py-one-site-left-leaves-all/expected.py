def context(posthog, user):
    if posthog.feature_enabled("checkout-v2", user.id):
        prepare(user)
    return render(user, v2=posthog.feature_enabled("checkout-v2", user.id))
