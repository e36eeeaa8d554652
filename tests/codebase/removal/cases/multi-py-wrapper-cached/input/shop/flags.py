from functools import lru_cache

import posthog


@lru_cache
def bulk_edit(user_id):
    return posthog.feature_enabled("bulk-edit", user_id)
