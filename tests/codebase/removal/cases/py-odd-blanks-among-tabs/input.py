def theme(posthog, user):
	if posthog.feature_enabled("night-mode", user.id):
		dark(user)
        # by hand
		done(user)
	return user
