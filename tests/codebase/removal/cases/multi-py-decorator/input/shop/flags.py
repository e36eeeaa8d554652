import functools

import posthog


def requires(key):
    def outer(view):
        @functools.wraps(view)
        def inner(request):
            if posthog.feature_enabled(key, request.user.id):
                return view(request)
            return not_found(request)

        return inner

    return outer
