import posthog

KEYS = [
    "bulk-edit",
    "side-rail",
]

def state(user): return {key: posthog.feature_enabled(key, user.id) for key in KEYS}
