def theme(posthog, user):
	dark(user)
        # by hand
	done(user)
	return user
